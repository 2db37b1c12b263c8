using System.Globalization;
using Cchc.Core;
using Cchc.Core.Changes;
using Cchc.Core.Content;
using Cchc.Core.Jobs;
using Cchc.Core.People;
using Cchc.Core.Settings;
using Cchc.Core.Text;
using Cchc.Modules.Contest.Data;
using Cchc.Modules.Contest.Rules;
using Cchc.Modules.Contest.Taking;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Contest.Results;

/// <summary>What an organiser does with a round: make it ready, take that back, extend, pause.</summary>
public sealed class RoundDesk(SiteDb db, TimeProvider clock)
{
    private DateTime NowUtc => clock.GetUtcNow().UtcDateTime;

    /// <summary>Freezes the questions, after which the round opens by its own time.</summary>
    /// <returns>What stands in the way, in Vietnamese; empty when it is ready.</returns>
    public async Task<IReadOnlyList<string>> ReadyAsync(int roundId, Actor actor, CancellationToken ct)
    {
        var round = await db.Set<Round>().Include(one => one.Plans).SingleAsync(one => one.Id == roundId, ct);
        var contest = await db.Set<Competition>().Include(one => one.Blocks).Include(one => one.Texts).SingleAsync(one => one.Id == round.CompetitionId, ct);
        var problems = new List<string>();
        if (round.State != RoundState.Draft) problems.Add("Kỳ thi đã chốt đề rồi.");
        if (round.ClosesUtc <= round.OpensUtc) problems.Add("Giờ đóng phải sau giờ mở.");
        if (round.ClosesUtc <= NowUtc) problems.Add("Giờ đóng đã qua.");
        if (contest.Blocks.Count == 0) problems.Add("Cuộc thi chưa có khối dự thi nào.");
        if (!contest.Texts.Any(text => text.Kind == TextKind.Rules)) problems.Add("Chưa có thể lệ.");
        if (!contest.Texts.Any(text => text.Kind == TextKind.Consent)) problems.Add("Chưa có nội dung đồng ý cho xử lý dữ liệu cá nhân.");
        if (!contest.Asks.HasFlag(contest.Identifier) || contest.Identifier is not (PersonFields.Cccd or PersonFields.Phone or PersonFields.Email)) problems.Add("Chưa chọn thông tin dùng để phân biệt từng người.");
        if (round.Prediction != PredictionKind.None && round.PredictionQuestion.Length == 0) problems.Add("Chưa có câu hỏi dự đoán.");
        foreach (var block in contest.Blocks)
        {
            var plan = round.Plans.FirstOrDefault(one => one.BlockId == block.Id);
            var frozen = plan is null ? new PaperPlan() : await FreezeAsync(round, plan.Lines, ct);
            if (frozen.Problem() is { } problem) problems.Add($"{block.Name}: {problem}");
            else plan!.Frozen = ContestJson.Write(frozen);
        }
        if (problems.Count > 0) { db.ChangeTracker.Clear(); return problems; }
        round.State = RoundState.Ready;
        db.Add(actor.Did(NowUtc, "contest.round-ready", $"Chốt đề {round.Title} của {contest.Title}", "Round", Id(round)));
        await PlanTimesAsync(round, ct);
        await db.SaveChangesAsync(ct);
        return [];
    }

    /// <summary>What a blueprint can draw from now: appraised wordings that are in use, of the topic and everything below it.</summary>
    public async Task<PaperPlan> FreezeAsync(Round round, IReadOnlyList<BlueprintLine> lines, CancellationToken ct)
    {
        var topics = await db.Set<QuestionTopic>().AsNoTracking().ToListAsync(ct);
        var bank = await (from question in db.Set<Question>() join version in db.Set<QuestionVersion>() on new { question.Id, Number = question.Current } equals new { Id = version.QuestionId, version.Number }
                          where !question.Retired && version.AppraisedUtc != null select new { question.TopicId, Version = version }).AsNoTracking().ToListAsync(ct);
        return new()
        {
            ShuffleQuestions = round.ShuffleQuestions, ShuffleOptions = round.ShuffleOptions,
            Lines = [.. lines.Select(line => new PlanLine(line.Count, line.Points, [.. bank.Where(one => Below(topics, line.TopicId).Contains(one.TopicId) && (line.Difficulty is null || one.Version.Difficulty == line.Difficulty))
                .OrderBy(one => one.Version.Id).Select(one => new PoolQuestion(one.Version.Id, one.Version.Kind, one.Version.Read().Options.Count))]))],
        };
    }

    /// <summary>Opens the questions for editing again, as long as nobody has entered.</summary>
    public async Task<string?> BackToDraftAsync(int roundId, Actor actor, CancellationToken ct)
    {
        var round = await db.Set<Round>().Include(one => one.Plans).SingleAsync(one => one.Id == roundId, ct);
        if (round.State != RoundState.Ready || round.OpensUtc <= NowUtc) return "Kỳ thi đã mở: chỉ gia hạn hoặc tạm dừng được.";
        round.State = RoundState.Draft;
        foreach (var plan in round.Plans) plan.Frozen = "";
        return await SaveAsync(round, actor, "contest.round-draft", $"Mở lại để sửa {round.Title}", ct);
    }

    /// <summary>Moves the close to a later time. Papers that run and would have been cut short get their whole time.</summary>
    public async Task<string?> ExtendAsync(int roundId, DateTime closesUtc, Actor actor, CancellationToken ct)
    {
        var round = await db.Set<Round>().SingleAsync(one => one.Id == roundId, ct);
        if (round.State != RoundState.Ready || round.ClosesUtc <= NowUtc) return "Kỳ thi đã đóng hoặc chưa chốt đề.";
        if (closesUtc <= round.ClosesUtc) return "Giờ đóng mới phải sau giờ đóng cũ.";
        var before = round.ClosesUtc;
        round.ClosesUtc = closesUtc;
        await PlanTimesAsync(round, ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await SaveAsync(round, actor, "contest.round-extended", $"Gia hạn {round.Title} từ {BusinessTime.DateAndTime(before)} đến {BusinessTime.DateAndTime(closesUtc)}", ct);
        var cut = await (from attempt in db.Set<Attempt>().AsNoTracking() join person in db.Set<Participant>() on attempt.ParticipantId equals person.Id
                         where attempt.RoundId == roundId && attempt.State == AttemptState.InProgress select new { attempt.Id, attempt.StartedUtc, person.ExtraMinutes }).ToListAsync(ct);
        foreach (var one in cut)
        {
            var deadline = AttemptRules.Deadline(one.StartedUtc, round.Minutes, one.ExtraMinutes, closesUtc);
            await db.Set<Attempt>().Where(attempt => attempt.Id == one.Id && attempt.State == AttemptState.InProgress).ExecuteUpdateAsync(set => set.SetProperty(attempt => attempt.DeadlineUtc, deadline), ct);
        }
        await transaction.CommitAsync(ct);
        return null;
    }

    public async Task<string?> PauseAsync(int roundId, bool pause, Actor actor, CancellationToken ct)
    {
        var round = await db.Set<Round>().SingleAsync(one => one.Id == roundId, ct);
        if (round.State != RoundState.Ready) return "Chỉ tạm dừng được kỳ thi đã chốt đề và chưa đóng.";
        round.PausedUtc = pause ? round.PausedUtc ?? NowUtc : null;
        return await SaveAsync(round, actor, pause ? "contest.round-paused" : "contest.round-resumed", $"{(pause ? "Tạm dừng" : "Mở lại")} {round.Title}", ct);
    }

    /// <summary>Said when the computing has begun.</summary>
    public const string ReviewBegun = "Đang tính lại trên máy chủ: mở lại trang sau ít phút.";
    /// <summary>Reading every paper costs seconds of a large round: not oftener than this.</summary>
    public static readonly TimeSpan ReviewEvery = TimeSpan.FromMinutes(5);

    /// <summary>Has flags, and after the close the analysis of questions, computed anew in the background.</summary>
    public async Task<string?> ReviewAsync(int roundId, Actor actor, CancellationToken ct)
    {
        var round = await db.Set<Round>().AsNoTracking().SingleAsync(one => one.Id == roundId, ct);
        if (round.State == RoundState.Draft) return "Kỳ thi chưa chốt đề: chưa có bài nào.";
        if (await RoundReport.FindAsync<FlagReport>(db, roundId, RoundReport.Flags, ct) is var (_, computedUtc) && NowUtc - computedUtc < ReviewEvery) return $"Vừa tính lúc {BusinessTime.DateAndTime(computedUtc)}: sau {ReviewEvery.TotalMinutes:0} phút mới tính lại.";
        db.Add(new JobRow { Kind = ReviewRound.Name, Key = $"{ReviewRound.Name}/{Id(round)}", Payload = Id(round), DueUtc = NowUtc });
        db.Add(actor.Did(NowUtc, "contest.review", $"Tính lại dấu hiệu và phân tích {round.Title}", "Round", Id(round)));
        try { await db.SaveChangesAsync(ct); }
        catch (DbUpdateException error) when (error.IsDuplicate()) { db.ChangeTracker.Clear(); } // two organisers at once: one computing serves both
        return null;
    }

    /// <summary>A topic and all below it.</summary>
    public static HashSet<int> Below(IReadOnlyList<QuestionTopic> topics, int top)
    {
        var found = new HashSet<int> { top };
        while (topics.FirstOrDefault(topic => topic.ParentId is { } parent && found.Contains(parent) && !found.Contains(topic.Id)) is { } next) found.Add(next.Id);
        return found;
    }

    private async Task<string?> SaveAsync(Round round, Actor actor, string action, string summary, CancellationToken ct)
    {
        db.Add(actor.Did(NowUtc, action, summary, "Round", Id(round)));
        db.Add(Change.Of(NowUtc, [ContestBook.ChangeTag]));
        await db.SaveChangesAsync(ct);
        return null;
    }

    /// <summary>Kept pages change when the round opens and when it shuts, and a while after the shut its papers are collected.</summary>
    private async Task PlanTimesAsync(Round round, CancellationToken ct)
    {
        db.Add(Change.Of(NowUtc, [ContestBook.ChangeTag]));
        foreach (var (kind, dueUtc, payload) in new[] { (SettingTimes.Name, round.OpensUtc, ContestBook.ChangeTag), (SettingTimes.Name, round.ClosesUtc, ContestBook.ChangeTag), (CloseRound.Name, round.ClosesUtc + CloseRound.Wait, Id(round)) })
        {
            var key = string.Create(CultureInfo.InvariantCulture, $"{kind}/contest/{round.Id}/{dueUtc.Ticks}");
            if (kind == SettingTimes.Name && dueUtc <= NowUtc) continue; // the change row above has done it
            if (!await db.Set<JobRow>().AnyAsync(job => job.Key == key, ct)) db.Add(new JobRow { Kind = kind, Key = key, Payload = payload, DueUtc = dueUtc });
        }
    }

    private static string Id(Round round) => round.Id.ToString(CultureInfo.InvariantCulture);
}
