using System.Globalization;
using Cchc.Core;
using Cchc.Core.Changes;
using Cchc.Core.Jobs;
using Cchc.Core.People;
using Cchc.Modules.Contest.Data;
using Cchc.Modules.Contest.Rules;
using Cchc.Modules.Contest.Taking;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Cchc.Modules.Contest.Results;

/// <summary>Collects the papers of a round that is over, fixes them by their receipts, marks and ranks them. Done again it gives the same.</summary>
public sealed class RoundClosing(SiteDb db, TakeRound take, TimeProvider clock, ILogger<RoundClosing> log)
{
    /// <summary>Attempts read at once: memory stays the same however many took part.</summary>
    private const int Together = 2_000;

    /// <summary>Closes papers whose time is over.</summary>
    /// <returns>Whether none runs any more.</returns>
    public async Task<bool> ExpireAsync(Round round, CancellationToken ct)
    {
        var lastUtc = clock.GetUtcNow().UtcDateTime - AttemptRules.Grace;
        var keys = await KeysAsync(round, ct);
        while (await db.Set<Attempt>().AsNoTracking().Where(attempt => attempt.RoundId == round.Id && attempt.State == AttemptState.InProgress && attempt.DeadlineUtc < lastUtc)
            .OrderBy(attempt => attempt.Id).Select(attempt => new { attempt.Id, attempt.BlockId }).Take(500).ToListAsync(ct) is { Count: > 0 } late)
            // All at once: the writer puts them into few transactions.
            await Task.WhenAll(late.Select(one => take.FinishAsync(PlanOf(round, one.BlockId), version => keys[version], one.Id, ct)));
        return !await db.Set<Attempt>().AnyAsync(attempt => attempt.RoundId == round.Id && attempt.State == AttemptState.InProgress, ct);
    }

    /// <summary>Fixes the round: marks with the keys that stand now, publishes the root of the receipts, ranks.</summary>
    public async Task CloseAsync(Round round, CancellationToken ct)
    {
        var begun = clock.GetTimestamp();
        var changed = await MarkAsync(round, null, ct);
        var marked = clock.GetTimestamp();
        var receipts = await db.Set<Attempt>().Where(attempt => attempt.RoundId == round.Id && attempt.Receipt != "").Select(attempt => attempt.Receipt).ToListAsync(ct);
        var nowUtc = clock.GetUtcNow().UtcDateTime;
        (round.State, round.ClosedUtc, round.MerkleRoot) = (RoundState.Closed, nowUtc, new Merkle(receipts).Root);
        await ListEssaysAsync(round, ct);
        var rooted = clock.GetTimestamp();
        await RankAsync(round, ct);
        var ranked = clock.GetTimestamp();
        await ReviewAsync(round, ct);
        db.Add(Actor.System.Did(nowUtc, "contest.round-closed", $"Đóng {round.Title}: {receipts.Count} bài, gốc biên nhận {round.MerkleRoot}", "Round", round.Id.ToString(CultureInfo.InvariantCulture)));
        db.Add(Change.Of(nowUtc, [ContestBook.ChangeTag]));
        await db.SaveChangesAsync(ct);
        double Milliseconds(long from, long to) => clock.GetElapsedTime(from, to).TotalMilliseconds;
        log.LogInformation("Round {Round} closed: {Papers} papers, {Changed} scores changed; marked in {Marked:0} ms, root in {Rooted:0} ms, ranked in {Ranked:0} ms, reviewed and saved in {Reviewed:0} ms.",
            round.Id, receipts.Count, changed, Milliseconds(begun, marked), Milliseconds(marked, rooted), Milliseconds(rooted, ranked), Milliseconds(ranked, clock.GetTimestamp()));
    }

    /// <summary>Stages the essays for their judges, numbered in the order of the receipts, which nobody can choose.</summary>
    private async Task ListEssaysAsync(Round round, CancellationToken ct)
    {
        if (!plans.Values.SelectMany(plan => plan.Lines).SelectMany(line => line.Pool).Any(question => question.Kind == QuestionKind.Essay)) return;
        var (after, found) = ("", 0);
        while (await db.Set<Attempt>().AsNoTracking().Where(attempt => attempt.RoundId == round.Id && attempt.Receipt != "" && attempt.Receipt.CompareTo(after) > 0).OrderBy(attempt => attempt.Receipt)
            .Select(attempt => new { attempt.Id, attempt.BlockId, attempt.Seed, attempt.Answers, attempt.Receipt }).Take(Together).ToListAsync(ct) is { Count: > 0 } batch)
        {
            foreach (var attempt in batch)
                foreach (var (question, answer, position) in Paper.Draw(PlanOf(round, attempt.BlockId), attempt.Seed).Zip(ContestJson.List<string>(attempt.Answers)).Select((pair, at) => (pair.First, pair.Second, at)).Where(one => one.First.Kind == QuestionKind.Essay && one.Second.Length > 0))
                    db.Add(new Essay { AttemptId = attempt.Id, Position = position, RoundId = round.Id, Number = ++found, Version = question.Version });
            after = batch[^1].Receipt;
        }
    }

    /// <summary>Ranks what is marked and stages the result; the caller saves.</summary>
    public async Task RankAsync(Round round, CancellationToken ct)
    {
        var rows = await (from attempt in db.Set<Attempt>() join person in db.Set<Participant>() on attempt.ParticipantId equals person.Id
                          where attempt.RoundId == round.Id && (attempt.State == AttemptState.Submitted || attempt.State == AttemptState.Expired) && !person.Barred
                          select new { attempt.Id, attempt.BlockId, attempt.ParticipantId, attempt.Hundredths, attempt.Right, attempt.AllRight, attempt.Prediction, attempt.StartedUtc, attempt.SubmittedUtc, attempt.Receipt, person.UnitId, person.CommuneId }).AsNoTracking().ToListAsync(ct);
        var none = rows.Where(row => row.Right == 0).Select(row => row.Id).ToHashSet();
        var entries = rows.ToLookup(row => row.BlockId, row => new Entry(row.Id, row.ParticipantId, row.Hundredths, row.AllRight, row.Prediction, row.SubmittedUtc!.Value - row.StartedUtc, row.SubmittedUtc.Value, row.Receipt));
        var counted = entries.ToDictionary(block => block.Key, block => Ranking.Counted(block, round.Counts));
        round.PredictionActual = Ranking.Actual(round.Prediction, [.. counted.Values.SelectMany(block => block)]);
        var nowUtc = clock.GetUtcNow().UtcDateTime;
        foreach (var plan in await db.Set<RoundPlan>().AsNoTracking().Where(plan => plan.RoundId == round.Id).ToListAsync(ct))
        {
            var mine = counted.GetValueOrDefault(plan.BlockId) ?? [];
            var standings = Ranking.Order(mine, round.Chain, round.PredictionActual);
            if (round.LotSeed.Length > 0) standings = Ranking.Drawn(standings, round.LotSeed);
            if (await db.Set<RoundResult>().FindAsync([round.Id, plan.BlockId], ct) is not { } result) db.Add(result = new() { RoundId = round.Id, BlockId = plan.BlockId, ComputedUtc = nowUtc });
            (result.People, result.Attempts, result.ComputedUtc) = (mine.Count, entries[plan.BlockId].Count(), nowUtc);
            (result.AllRight, result.NoneRight) = (mine.Count(entry => entry.AllRight), mine.Count(entry => none.Contains(entry.Attempt)));
            result.Standings = ContestJson.Write(standings.Select(one => new Placed(one.Entry.Attempt, one.Entry.Person, one.Rank, one.Tied)));
        }
        if ((await db.Set<Competition>().AsNoTracking().SingleAsync(contest => contest.Id == round.CompetitionId, ct)).TeamPrizes is not { } rule) return;
        var teams = rows.ToDictionary(row => row.Id, row => rule.Kind == TeamKind.Unit ? row.UnitId : row.CommuneId);
        await ReportAsync(round, RoundReport.Teams, ContestJson.Write(TeamRanking.Of(counted.Values.SelectMany(block => block).Where(entry => teams[entry.Attempt] is not null).Select(entry => new TeamMember(teams[entry.Attempt]!.Value, entry.Hundredths)), await StaffAsync(round, ct), rule)), ct);
    }

    /// <summary>The newest number of staff of each unit that was known for the day of the close.</summary>
    private async Task<Dictionary<int, int>> StaffAsync(Round round, CancellationToken ct)
    {
        var day = PersonData.Today(round.ClosesUtc);
        return (await db.Set<UnitStaff>().AsNoTracking().Where(staff => staff.On <= day).ToListAsync(ct)).GroupBy(staff => staff.UnitId).ToDictionary(unit => unit.Key, unit => unit.MaxBy(staff => staff.On)!.People);
    }

    private async Task ReportAsync(Round round, string kind, string body, CancellationToken ct)
    {
        var nowUtc = clock.GetUtcNow().UtcDateTime;
        if (await db.Set<RoundReport>().FindAsync([round.Id, kind], ct) is { } before) (before.Body, before.ComputedUtc) = (body, nowUtc);
        else db.Add(new RoundReport { RoundId = round.Id, Kind = kind, Body = body, ComputedUtc = nowUtc });
    }

    /// <summary>Looks for what deserves a person's eyes, once there is a ranking also at how the questions worked, and stages both reports; the caller saves.</summary>
    public async Task ReviewAsync(Round round, CancellationToken ct)
    {
        var keys = await KeysAsync(round, ct);
        // One complete attempt of each person: the one that counts. What was ranked just now is not in the database yet.
        var counted = new HashSet<long>();
        foreach (var (_, block) in plans.Keys)
            if (await db.Set<RoundResult>().FindAsync([round.Id, block], ct) is { } result) counted.UnionWith(ContestJson.List<Placed>(result.Standings).Select(one => one.Attempt));
        var items = new ItemAnalysis();
        var (after, evidence, codes) = (0L, new List<Evidence>(), new Dictionary<long, string>());
        while (await db.Set<Attempt>().AsNoTracking().Where(attempt => attempt.RoundId == round.Id && attempt.Id > after && (attempt.State == AttemptState.Submitted || attempt.State == AttemptState.Expired)).OrderBy(attempt => attempt.Id)
            .Take(Together).ToListAsync(ct) is { Count: > 0 } batch)
        {
            foreach (var attempt in batch)
            {
                var paper = Paper.Draw(PlanOf(round, attempt.BlockId), attempt.Seed);
                var answers = paper.Zip(ContestJson.List<string>(attempt.Answers)).Where(pair => pair.First.Kind != QuestionKind.Essay)
                    .Select(pair => new ItemAnswer(pair.First.Version, pair.Second, Scoring.Earned(keys[pair.First.Version], pair.Second, 100) / 100.0)).ToList();
                if (counted.Contains(attempt.Id)) items.Add(answers);
                var wrong = answers.Where(answer => answer.Answer.Length > 0 && answer.Share < 1).OrderBy(answer => answer.Version).Select(answer => $"{answer.Version}:{answer.Answer}").ToList();
                evidence.Add(new(attempt.Id, attempt.ParticipantId, attempt.Device, attempt.SubmittedUtc!.Value - attempt.StartedUtc, paper.Count, attempt.Right, wrong));
                codes[attempt.Id] = attempt.Code;
            }
            after = batch[^1].Id;
        }
        var flags = Suspicion.Find(evidence);
        await ReportAsync(round, RoundReport.Flags, ContestJson.Write(new FlagReport(flags.Count, [.. flags.Take(FlagReport.Most).Select(flag => new CodedFlag(codes[flag.Attempt], flag.Evidence))])), ct);
        if (round.State is RoundState.Closed or RoundState.Published) await ReportAsync(round, RoundReport.Items, ContestJson.Write(items.Figures()), ct);
    }

    /// <summary>Marks every paper again with the keys that stand now; only scores that differ are written.</summary>
    /// <param name="progress">Told after each batch: papers looked at, and how many scores have changed.</param>
    public async Task<int> MarkAsync(Round round, Func<int, int, Task>? progress, CancellationToken ct)
    {
        var keys = await KeysAsync(round, ct);
        var (rule, essays) = (round.Essays, new Dictionary<(long Attempt, int Position), int>());
        if (round.EssaysMarkedUtc is not null) essays = await db.Set<Essay>().Where(essay => essay.RoundId == round.Id && essay.Hundredths != null).ToDictionaryAsync(essay => (essay.AttemptId, essay.Position), essay => essay.Hundredths!.Value, ct);
        Score ScoreOf(long attempt, int block, long seed, string answers)
        {
            var paper = Paper.Draw(PlanOf(round, block), seed);
            return Scoring.Of(paper, ContestJson.List<string>(answers), version => keys[version], at => essays.TryGetValue((attempt, at), out var given) ? rule.Scaled(given, paper[at].Points) : 0);
        }
        var (after, done, changed) = (0L, 0, 0);
        while (await db.Set<Attempt>().AsNoTracking().Where(attempt => attempt.RoundId == round.Id && attempt.Id > after && attempt.Receipt != "").OrderBy(attempt => attempt.Id)
            .Select(attempt => new { attempt.Id, attempt.BlockId, attempt.Seed, attempt.Answers, attempt.Hundredths, attempt.Right, attempt.AllRight }).Take(Together).ToListAsync(ct) is { Count: > 0 } batch)
        {
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            // Thousands of papers have a few dozen scores: one statement for each score, not for each paper.
            foreach (var same in batch.Select(one => (one, score: ScoreOf(one.Id, one.BlockId, one.Seed, one.Answers)))
                .Where(pair => (pair.score.Hundredths, pair.score.Right, pair.score.AllRight) != (pair.one.Hundredths, pair.one.Right, pair.one.AllRight))
                .GroupBy(pair => (pair.score.Hundredths, pair.score.Right, pair.score.AllRight), pair => pair.one.Id))
            {
                var (ids, (hundredths, right, allRight)) = (same.ToList(), same.Key);
                changed += await db.Set<Attempt>().Where(attempt => ids.Contains(attempt.Id)).ExecuteUpdateAsync(set => set.SetProperty(attempt => attempt.Hundredths, hundredths).SetProperty(attempt => attempt.Right, right).SetProperty(attempt => attempt.AllRight, allRight), ct);
            }
            await transaction.CommitAsync(ct);
            (after, done) = (batch[^1].Id, done + batch.Count);
            if (progress is not null) await progress(done, changed);
        }
        return changed;
    }

    private async Task<Dictionary<int, QuestionBody>> KeysAsync(Round round, CancellationToken ct)
    {
        plans = (await db.Set<RoundPlan>().AsNoTracking().Where(plan => plan.RoundId == round.Id && plan.Frozen != "").ToListAsync(ct)).ToDictionary(plan => (round.Id, plan.BlockId), plan => plan.Plan!);
        var versions = plans.Values.SelectMany(plan => plan.Lines).SelectMany(line => line.Pool).Select(question => question.Version).Distinct().ToList();
        return (await db.Set<QuestionVersion>().AsNoTracking().Where(version => versions.Contains(version.Id)).ToListAsync(ct)).ToDictionary(version => version.Id, version => version.Read());
    }

    private PaperPlan PlanOf(Round round, int block) => plans[(round.Id, block)];

    private Dictionary<(int Round, int Block), PaperPlan> plans = [];
}

/// <summary>Closes a round some time after its end; as long as somebody with extra time still writes, it waits.</summary>
public sealed class CloseRound(SiteDb db, RoundClosing closing, TimeProvider clock) : IJob
{
    public const string Name = "contest.close";
    /// <summary>After the end: the grace of the last papers, and a little for clocks of several nodes.</summary>
    public static readonly TimeSpan Wait = TimeSpan.FromSeconds(15);

    public string Kind => Name;
    public bool IsSlow => true;

    public async Task RunAsync(JobRow job, CancellationToken ct)
    {
        var id = int.Parse(job.Payload, CultureInfo.InvariantCulture);
        var nowUtc = clock.GetUtcNow().UtcDateTime;
        if (await db.Set<Round>().FirstOrDefaultAsync(round => round.Id == id, ct) is not { State: RoundState.Ready } round || round.ClosesUtc > nowUtc) return; // extended: that has a job of its own
        if (await closing.ExpireAsync(round, ct)) { await closing.CloseAsync(round, ct); return; }
        var again = nowUtc + Wait;
        db.Add(new JobRow { Kind = Name, Key = string.Create(CultureInfo.InvariantCulture, $"{Name}/contest/{id}/{again.Ticks}"), Payload = job.Payload, DueUtc = again });
        await db.SaveChangesAsync(ct);
    }
}

/// <summary>Marks every paper again that had a question whose key was wrong, with progress that people can see.</summary>
public sealed class MarkAgain(SiteDb db, RoundClosing closing, TimeProvider clock, ILogger<MarkAgain> log) : IJob
{
    public const string Name = "contest.mark-again";

    public string Kind => Name;
    public bool IsSlow => true;

    public async Task RunAsync(JobRow job, CancellationToken ct)
    {
        var id = int.Parse(job.Payload, CultureInfo.InvariantCulture);
        if (await db.Set<KeyCorrection>().FirstOrDefaultAsync(one => one.Id == id, ct) is not { FinishedUtc: null } correction) return;
        var begun = clock.GetTimestamp();
        var rounds = (await db.Set<Round>().Include(round => round.Plans).ToListAsync(ct))
            .Where(round => round.Plans.Any(plan => plan.Plan?.Lines.Any(line => line.Pool.Any(question => question.Version == correction.VersionId)) == true)).ToList();
        var ids = rounds.ConvertAll(round => round.Id);
        correction.Total = await db.Set<Attempt>().CountAsync(attempt => ids.Contains(attempt.RoundId) && attempt.Receipt != "", ct);
        var (before, changedBefore) = (0, 0);
        foreach (var round in rounds)
        {
            var (done, changed) = (0, 0);
            await closing.MarkAsync(round, async (looked, differ) =>
            {
                (done, changed) = (looked, differ);
                (correction.Done, correction.Changed) = (before + done, changedBefore + changed);
                await db.SaveChangesAsync(ct);
            }, ct);
            (before, changedBefore) = (before + done, changedBefore + changed);
            if (round.State is not (RoundState.Closed or RoundState.Published)) continue;
            await closing.RankAsync(round, ct);
            await closing.ReviewAsync(round, ct);
        }
        var nowUtc = clock.GetUtcNow().UtcDateTime;
        correction.FinishedUtc = nowUtc;
        db.Add(Actor.System.Did(nowUtc, "contest.marked-again", $"Chấm lại sau khi sửa đáp án: {correction.Done} bài, đổi điểm {correction.Changed} bài", "KeyCorrection", job.Payload));
        db.Add(Change.Of(nowUtc, [ContestBook.ChangeTag]));
        await db.SaveChangesAsync(ct);
        log.LogInformation("Marked again: {Papers} papers, {Changed} scores changed, in {Took:0} ms with ranking and review.", correction.Done, correction.Changed, clock.GetElapsedTime(begun).TotalMilliseconds);
    }
}

/// <summary>Computes the reports of a round anew because an organiser asked: flags while it is open, and what changed after the close by papers that do not count.</summary>
public sealed class ReviewRound(SiteDb db, RoundClosing closing) : IJob
{
    public const string Name = "contest.review";

    public string Kind => Name;
    public bool IsSlow => true;

    public async Task RunAsync(JobRow job, CancellationToken ct)
    {
        var id = int.Parse(job.Payload, CultureInfo.InvariantCulture);
        if (await db.Set<Round>().FirstOrDefaultAsync(round => round.Id == id, ct) is not { State: not RoundState.Draft } round) return;
        await closing.ReviewAsync(round, ct);
        await db.SaveChangesAsync(ct);
    }
}
