using System.Security.Cryptography;
using Cchc.Core;
using Cchc.Modules.Contest.Data;
using Cchc.Modules.Contest.Rules;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Contest.Taking;

/// <summary>What became of an answer or a paper that arrived.</summary>
public enum TakeOutcome
{
    Saved,
    /// <summary>The time is over, or the paper is in: nothing was changed.</summary>
    Over,
    /// <summary>It fits no question of this paper.</summary>
    NotOnPaper,
}

/// <summary>An answer to be saved.</summary>
/// <param name="Position">Place on the paper, from 0.</param>
public sealed record AnswerToSave(int Position, string Value, bool Flagged);

/// <summary>
/// The life of an attempt: start, save, hand in. The server's clock alone decides, and every race is decided in the database:
/// two indexes for starts, one conditional update for papers.
/// </summary>
public sealed class TakeRound(SiteDb db, AttemptWriter writer, ContestBook book, TakeReads reads, TimeProvider clock)
{
    /// <summary>Writes an answer if the paper still takes one, in one statement. Among nodes it holds the paper's row: another may hand it in just now and waits, or this waits and then finds it closed.</summary>
    private const string Save = """
        INSERT INTO contest_answers ("AttemptId", "Position", "Value", "Flagged", "SavedUtc") SELECT "Id", {1}, {2}, {3}, {4} FROM contest_attempts WHERE "Id" = {0} AND "State" = 0 AND "DeadlineUtc" >= {5}
        """;
    private const string Again = """
         ON CONFLICT ("AttemptId", "Position") DO UPDATE SET "Value" = excluded."Value", "Flagged" = excluded."Flagged", "SavedUtc" = excluded."SavedUtc"
        """;
    private const string SaveAlone = Save + Again, SaveAmongNodes = Save + " FOR SHARE" + Again;

    private DateTime NowUtc => Milliseconds(clock.GetUtcNow().UtcDateTime);

    /// <summary>Begins an attempt, or finds the one that runs.</summary>
    public async Task<(StartProblem Problem, Attempt? Attempt)> StartAsync(ContestFace face, Round round, Participant person, EnterContest.Source source, CancellationToken ct)
    {
        var plan = face.PlanOf(round.Id, person.BlockId);
        var rules = face.TextOf(TextKind.Rules, NowUtc)?.Number ?? 0;
        if (plan is null || round.State != RoundState.Ready) return (round.State is RoundState.Closed or RoundState.Published ? StartProblem.Closed : StartProblem.NotOpen, null);
        if (await RunningAsync(round.Id, person.Id, ct) is { } running)
        {
            if (AttemptRules.Takes(running.State, running.DeadlineUtc, NowUtc)) return (StartProblem.None, running);
            await FinishAsync(face, round, running, ct); // its time is over and nobody has closed it yet
        }
        return await writer.RunAsync<(StartProblem, Attempt?)>(async inside =>
        {
            var mine = await inside.Set<Attempt>().AsNoTracking().Where(one => one.RoundId == round.Id && one.ParticipantId == person.Id).Select(one => new { one.Number, one.State }).ToListAsync(CancellationToken.None);
            if (mine.Exists(one => one.State == AttemptState.InProgress)) return (StartProblem.None, await reads.Running(inside, round.Id, person.Id, CancellationToken.None));
            var nowUtc = NowUtc;
            var problem = AttemptRules.MayStart(nowUtc, round.OpensUtc, round.ClosesUtc, round.PausedUtc is not null, mine.Count(one => one.State != AttemptState.Void), round.Attempts);
            if (problem != StartProblem.None) return (problem, null);
            var attempt = new Attempt
            {
                Id = TimedId.Next(nowUtc), RoundId = round.Id, BlockId = person.BlockId, ParticipantId = person.Id, Number = mine.Select(one => one.Number).DefaultIfEmpty().Max() + 1,
                Seed = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long))), StartedUtc = nowUtc,
                DeadlineUtc = AttemptRules.Deadline(nowUtc, round.Minutes, person.ExtraMinutes, round.ClosesUtc), RulesNumber = rules, Device = source.Device, Address = source.Address,
            };
            var added = await inside.Database.ExecuteSqlAsync($"""
                INSERT INTO contest_attempts ("Id", "RoundId", "BlockId", "ParticipantId", "Number", "Seed", "StartedUtc", "DeadlineUtc", "State", "RulesNumber", "Answers", "Hundredths", "Right", "AllRight", "Receipt", "Code", "Device", "Address", "VoidReason")
                VALUES ({attempt.Id}, {attempt.RoundId}, {attempt.BlockId}, {attempt.ParticipantId}, {attempt.Number}, {attempt.Seed}, {attempt.StartedUtc}, {attempt.DeadlineUtc}, {(int)AttemptState.InProgress}, {attempt.RulesNumber}, {""}, {0}, {0}, {false}, {""}, {""}, {attempt.Device}, {attempt.Address}, {""})
                ON CONFLICT DO NOTHING
                """, CancellationToken.None);
            return (StartProblem.None, added == 1 ? attempt : await reads.Running(inside, round.Id, person.Id, CancellationToken.None)); // another node was first
        }, ct);
    }

    /// <summary>Saves answers; the prediction too where one is given. All of them or none.</summary>
    public async Task<TakeOutcome> SaveAsync(Attempt attempt, IReadOnlyList<AnswerToSave> answers, decimal? prediction, bool setsPrediction, CancellationToken ct)
    {
        var nowUtc = NowUtc;
        if (!AttemptRules.Takes(attempt.State, attempt.DeadlineUtc, nowUtc)) return TakeOutcome.Over;
        var taken = await writer.RunAsync(async inside =>
        {
            var alive = nowUtc - AttemptRules.Grace;
            foreach (var answer in answers)
                if (await inside.Database.ExecuteSqlRawAsync(IsPostgres(inside) ? SaveAmongNodes : SaveAlone, [attempt.Id, answer.Position, answer.Value, answer.Flagged, nowUtc, alive], CancellationToken.None) == 0) return false;
            return !setsPrediction || await inside.Set<Attempt>().Where(one => one.Id == attempt.Id && one.State == AttemptState.InProgress && one.DeadlineUtc >= alive).ExecuteUpdateAsync(set => set.SetProperty(one => one.Prediction, prediction), CancellationToken.None) == 1;
        }, ct);
        return taken ? TakeOutcome.Saved : TakeOutcome.Over;
    }

    /// <summary>Keeps the file of an essay in place of the one before, or removes it.</summary>
    /// <returns>What became of it, and where the file before lies, whose bytes nobody needs any more.</returns>
    public async Task<(TakeOutcome Outcome, string? Before)> SaveFileAsync(Attempt attempt, int position, EssayFile? file, CancellationToken ct)
    {
        var nowUtc = NowUtc;
        if (!AttemptRules.Takes(attempt.State, attempt.DeadlineUtc, nowUtc)) return (TakeOutcome.Over, null);
        return await writer.RunAsync<(TakeOutcome, string?)>(async inside =>
        {
            if (!await TakesAsync(inside, attempt.Id, nowUtc)) return (TakeOutcome.Over, null);
            var mine = inside.Set<EssayFile>().Where(one => one.AttemptId == attempt.Id && one.Position == position);
            var before = await mine.Select(one => one.Path).FirstOrDefaultAsync(CancellationToken.None);
            if (file is null) await mine.ExecuteDeleteAsync(CancellationToken.None);
            else
                await inside.Database.ExecuteSqlAsync($"""
                    INSERT INTO contest_essay_files ("AttemptId", "Position", "Name", "Path", "Bytes", "Hash", "SavedUtc") VALUES ({attempt.Id}, {position}, {file.Name}, {file.Path}, {file.Bytes}, {file.Hash}, {file.SavedUtc})
                    ON CONFLICT ("AttemptId", "Position") DO UPDATE SET "Name" = excluded."Name", "Path" = excluded."Path", "Bytes" = excluded."Bytes", "Hash" = excluded."Hash", "SavedUtc" = excluded."SavedUtc"
                    """, CancellationToken.None);
            return (TakeOutcome.Saved, before);
        }, ct);
    }

    /// <summary>Hands a paper in, or closes one whose time is over. Doing it again changes nothing and gives the same receipt.</summary>
    public async Task<Attempt> FinishAsync(ContestFace face, Round round, Attempt attempt, CancellationToken ct)
    {
        var questions = (await book.GetAsync(ct)).Questions;
        var plan = face.PlanOf(round.Id, attempt.BlockId) ?? throw new InvalidOperationException("A round that is taken has a plan.");
        return await FinishAsync(plan, version => questions[version].Body, attempt.Id, ct);
    }

    /// <inheritdoc cref="FinishAsync(ContestFace, Round, Attempt, CancellationToken)"/>
    /// <param name="keyOf">Keys as this node knows them; the close marks every paper again with those that stand then.</param>
    public Task<Attempt> FinishAsync(PaperPlan plan, Func<int, QuestionBody> keyOf, long attemptId, CancellationToken ct)
    {
        var nowUtc = NowUtc;
        return writer.RunAsync(async inside =>
        {
            var attempt = await inside.Set<Attempt>().AsNoTracking().SingleAsync(one => one.Id == attemptId, CancellationToken.None);
            var inTime = nowUtc <= attempt.DeadlineUtc + AttemptRules.Grace;
            var state = inTime ? AttemptState.Submitted : AttemptState.Expired;
            var submittedUtc = nowUtc < attempt.DeadlineUtc ? nowUtc : attempt.DeadlineUtc;
            var won = await inside.Set<Attempt>().Where(one => one.Id == attemptId && one.State == AttemptState.InProgress)
                .ExecuteUpdateAsync(set => set.SetProperty(one => one.State, state).SetProperty(one => one.SubmittedUtc, submittedUtc), CancellationToken.None);
            if (won == 0) return await inside.Set<Attempt>().AsNoTracking().SingleAsync(one => one.Id == attemptId, CancellationToken.None);

            // From here on nobody saves any more: what is read now is what counts.
            var prediction = await inside.Set<Attempt>().Where(one => one.Id == attemptId).Select(one => one.Prediction).SingleAsync(CancellationToken.None);
            var saved = await inside.Set<AttemptAnswer>().AsNoTracking().Where(one => one.AttemptId == attemptId).ToDictionaryAsync(one => one.Position, one => one.Value, CancellationToken.None);
            var paper = Paper.Draw(plan, attempt.Seed);
            var files = paper.Any(question => question.Kind == QuestionKind.Essay) ? await inside.Set<EssayFile>().AsNoTracking().Where(one => one.AttemptId == attemptId).ToDictionaryAsync(one => one.Position, one => one.Hash, CancellationToken.None) : [];
            var answers = paper.Select((question, at) => saved.GetValueOrDefault(at, "") is var value && question.Kind == QuestionKind.Essay ? Receipt.EssayHash(value, files.GetValueOrDefault(at, "")) : value).ToList();
            var score = Scoring.Of(paper, answers, keyOf);
            var receipt = ReceiptOf(attempt, submittedUtc, prediction, paper, answers).Hash();
            var (code, json) = (Receipt.CodeOf(receipt), ContestJson.Write(answers));
            await inside.Set<Attempt>().Where(one => one.Id == attemptId).ExecuteUpdateAsync(set => set
                .SetProperty(one => one.Answers, json).SetProperty(one => one.Hundredths, score.Hundredths).SetProperty(one => one.Right, score.Right).SetProperty(one => one.AllRight, score.AllRight)
                .SetProperty(one => one.Receipt, receipt).SetProperty(one => one.Code, code), CancellationToken.None);
            (attempt.State, attempt.SubmittedUtc, attempt.Prediction, attempt.Answers) = (state, submittedUtc, prediction, json);
            (attempt.Hundredths, attempt.Right, attempt.AllRight, attempt.Receipt, attempt.Code) = (score.Hundredths, score.Right, score.AllRight, receipt, code);
            return attempt;
        }, ct);
    }

    /// <summary>The attempt that runs, or null.</summary>
    public Task<Attempt?> RunningAsync(int round, long person, CancellationToken ct) => reads.Running(db, round, person, ct);

    /// <summary>What the receipt of a paper stands for.</summary>
    public static Receipt ReceiptOf(Attempt attempt, DateTime submittedUtc, decimal? prediction, IReadOnlyList<PaperQuestion> paper, IReadOnlyList<string> answers) =>
        new(attempt.RoundId, attempt.BlockId, attempt.Id, attempt.Seed, attempt.StartedUtc, submittedUtc, prediction, [.. paper.Zip(answers).Select(pair => (pair.First.Version, pair.Second))]);

    /// <summary>Whether the paper still takes answers. On PostgreSQL another node may hand it in just now: it waits for this row, or this waits and then finds it closed.</summary>
    private static async Task<bool> TakesAsync(SiteDb inside, long attempt, DateTime nowUtc)
    {
        var alive = nowUtc - AttemptRules.Grace;
        var locked = IsPostgres(inside)
            ? await inside.Database.SqlQuery<long>($"""SELECT "Id" AS "Value" FROM contest_attempts WHERE "Id" = {attempt} AND "State" = 0 AND "DeadlineUtc" >= {alive} FOR SHARE""").ToListAsync(CancellationToken.None)
            : await inside.Database.SqlQuery<long>($"""SELECT "Id" AS "Value" FROM contest_attempts WHERE "Id" = {attempt} AND "State" = 0 AND "DeadlineUtc" >= {alive}""").ToListAsync(CancellationToken.None);
        return locked.Count > 0;
    }

    private static bool IsPostgres(SiteDb inside) => inside.Database.ProviderName?.Contains("Npgsql", StringComparison.Ordinal) == true;

    /// <summary>To the millisecond, so that what is hashed is what comes back from either database.</summary>
    private static DateTime Milliseconds(DateTime utc) => new(utc.Ticks - utc.Ticks % TimeSpan.TicksPerMillisecond, DateTimeKind.Utc);
}
