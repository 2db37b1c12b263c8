using System.Globalization;
using Cchc.Core;
using Cchc.Core.Changes;
using Cchc.Core.People;
using Cchc.Modules.Contest.Data;
using Cchc.Modules.Contest.Pages.Contest;
using Cchc.Modules.Contest.Rules;
using Cchc.Modules.Contest.Taking;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Contest.Results;

/// <summary>Essays of a round: how they are marked and by whom, the judges' marks, and their way into the scores.</summary>
public sealed class EssayDesk(SiteDb db, RoundClosing closing, NoticeBoard notices, TimeProvider clock)
{
    /// <summary>Judges who mark one essay at the same moment make each other try again.</summary>
    private const int MostTries = 4;
    private DateTime NowUtc => clock.GetUtcNow().UtcDateTime;

    /// <summary>Essays that count: of papers that are ranked and have enough right answers.</summary>
    public static IQueryable<Essay> Counted(SiteDb db, Round round)
    {
        var (id, least) = (round.Id, round.Essays.LeastRight);
        return from essay in db.Set<Essay>()
               join attempt in db.Set<Attempt>() on essay.AttemptId equals attempt.Id
               join person in db.Set<Participant>() on attempt.ParticipantId equals person.Id
               where essay.RoundId == id && (attempt.State == AttemptState.Submitted || attempt.State == AttemptState.Expired) && attempt.Right >= least && !person.Barred
               select essay;
    }

    /// <summary>Why the round cannot be decided yet, in Vietnamese; null when no essay stands in the way.</summary>
    public static async Task<string?> ProblemAsync(SiteDb db, Round round, CancellationToken ct) =>
        round.EssaysMarkedUtc is null && await Counted(db, round).AnyAsync(ct) ? "Bài tự luận chưa có điểm. Chấm xong, hãy đưa điểm vào kết quả ở trang Tự luận trước." : null;

    /// <summary>Sets how essays are marked, and who does it. The way of marking stands once a mark was given; a judge who has marked stays.</summary>
    /// <returns>What stands in the way, in Vietnamese; null when it was saved.</returns>
    public async Task<string?> SetAsync(int roundId, EssayRule rule, IReadOnlyCollection<int> judges, Actor actor, CancellationToken ct)
    {
        var round = await db.Set<Round>().SingleAsync(one => one.Id == roundId, ct);
        var started = (await MarksOf(roundId).Select(mark => mark.JudgeId).Distinct().ToListAsync(ct)).ToHashSet();
        var json = ContestJson.Write(rule);
        if (started.Count > 0 && json != ContestJson.Write(round.Essays)) return "Đã có bài được chấm nên tiêu chí và cách tính giữ nguyên.";
        if (started.Except(judges).Any()) return "Không bỏ được giám khảo đã chấm bài.";
        if (round.State is RoundState.Closed or RoundState.Published && rule.TakesFile != round.Essays.TakesFile) return "Kỳ thi đã đóng: không đổi việc nhận tệp được nữa.";
        var may = await notices.HoldersAsync(ContestModule.Judge, null, ct);
        if (judges.Except(may).Except(started).Any()) return "Có người không còn quyền chấm tự luận.";
        var before = await db.Set<RoundJudge>().Where(judge => judge.RoundId == roundId).ToListAsync(ct);
        db.RemoveRange(before.Where(judge => !judges.Contains(judge.UserId)));
        var added = judges.Except(before.Select(judge => judge.UserId)).ToList();
        db.AddRange(added.Select(judge => new RoundJudge { RoundId = roundId, UserId = judge }));
        round.EssayRules = json;
        await notices.StageAsync(added, $"Bạn được phân công chấm bài tự luận: {round.Title}", "/quan-tri/cham-tu-luan", ct);
        return await SaveAsync(round, actor, "contest.essay-rules", $"Cách chấm tự luận và giám khảo {round.Title}: {rule.Criteria.Count} tiêu chí, {judges.Count} giám khảo", ct);
    }

    /// <summary>Whether a judge has marked anything yet.</summary>
    public Task<bool> HasMarksAsync(int roundId, CancellationToken ct) => MarksOf(roundId).AnyAsync(ct);

    /// <summary>Numbers of the essays that a judge can mark now.</summary>
    public async Task<IReadOnlyList<int>> WaitingAsync(Round round, int judge, CancellationToken ct) =>
        await Counted(db, round).Where(essay => essay.Waits && !db.Set<EssayMark>().Any(mark => mark.AttemptId == essay.AttemptId && mark.Position == essay.Position && mark.JudgeId == judge)).Select(essay => essay.Number).ToListAsync(ct);

    /// <summary>Writes down a judge's mark, or another one in its place.</summary>
    /// <param name="points">Of each criterion × 100.</param>
    /// <returns>Why it was not taken, in Vietnamese; null when it was.</returns>
    public async Task<string?> MarkAsync(int roundId, int number, int judge, IReadOnlyList<int> points, string comment, Actor actor, CancellationToken ct)
    {
        for (var tries = 1; ; tries++)
            try { return await TryMarkAsync(roundId, number, judge, points, comment, actor, ct); }
            catch (DbUpdateException) when (tries < MostTries) { db.ChangeTracker.Clear(); } // another judge was first with that number of mark
    }

    private async Task<string?> TryMarkAsync(int roundId, int number, int judge, IReadOnlyList<int> points, string comment, Actor actor, CancellationToken ct)
    {
        var round = await db.Set<Round>().AsNoTracking().SingleAsync(one => one.Id == roundId, ct);
        var rule = round.Essays;
        if (round.State != RoundState.Closed || round.EssaysMarkedUtc is not null) return "Việc chấm của kỳ này đã khóa.";
        if (!await db.Set<RoundJudge>().AnyAsync(one => one.RoundId == roundId && one.UserId == judge, ct)) return "Bạn không được phân công chấm kỳ này.";
        if (points.Count != rule.Criteria.Count || points.Where((given, at) => given < 0 || given > rule.Criteria[at].Hundredths).Any()) return "Điểm của mỗi tiêu chí từ 0 đến điểm tối đa của tiêu chí đó.";
        if (await db.Set<Essay>().FirstOrDefaultAsync(one => one.RoundId == roundId && one.Number == number, ct) is not { } essay) return "Không có bài này.";
        var marks = await db.Set<EssayMark>().Where(mark => mark.AttemptId == essay.AttemptId && mark.Position == essay.Position).OrderBy(mark => mark.Number).ToListAsync(ct);
        var (sum, nowUtc) = (points.Sum(), NowUtc);
        var mine = marks.Find(mark => mark.JudgeId == judge);
        var before = mine?.Hundredths;
        if (mine is null)
        {
            if (!essay.Waits) return "Bài này vừa đủ người chấm. Mời chấm bài tiếp theo.";
            marks.Add(mine = new() { AttemptId = essay.AttemptId, Position = essay.Position, JudgeId = judge, Number = marks.Count + 1, Points = "", Hundredths = 0, MarkedUtc = nowUtc });
            db.Add(mine);
        }
        (mine.Points, mine.Hundredths, mine.Comment, mine.MarkedUtc) = (ContestJson.Write(points), sum, comment, nowUtc);
        Settle(essay, rule, marks);
        db.Add(actor.Did(nowUtc, "contest.essay-marked", $"Chấm bài tự luận số {number}, {round.Title}: {ContestPage.PointsText(sum)}{(before is { } old ? $", trước là {ContestPage.PointsText(old)}" : "")}", "Round", Id(round)));
        await db.SaveChangesAsync(ct);
        return null;
    }

    /// <summary>Puts the marks into the scores and ranks again; marking is shut.</summary>
    public async Task<string?> EnterAsync(int roundId, Actor actor, CancellationToken ct)
    {
        var round = await db.Set<Round>().SingleAsync(one => one.Id == roundId, ct);
        if (round.State != RoundState.Closed) return "Chỉ đưa điểm vào kết quả sau khi kỳ thi đóng và trước khi công bố.";
        if (round.EssaysMarkedUtc is not null) return "Điểm tự luận đã vào kết quả.";
        // Once more from the marks themselves: two judges who wrote at the same moment may have left an older sum.
        var marks = (await MarksOf(roundId).AsNoTracking().ToListAsync(ct)).ToLookup(mark => (mark.AttemptId, mark.Position));
        foreach (var essay in await db.Set<Essay>().Where(essay => essay.RoundId == roundId).ToListAsync(ct)) Settle(essay, round.Essays, [.. marks[(essay.AttemptId, essay.Position)].OrderBy(mark => mark.Number)]);
        await db.SaveChangesAsync(ct);
        if (await Counted(db, round).CountAsync(essay => essay.Waits, ct) is var waiting and > 0) return $"Còn {waiting} bài chưa đủ người chấm.";
        round.EssaysMarkedUtc = NowUtc;
        return await RankAsync(round, actor, "contest.essays-entered", $"Đưa điểm tự luận vào kết quả {round.Title}", ct);
    }

    /// <summary>Takes the marks out of the scores again, so that judges can correct them.</summary>
    public async Task<string?> ReopenAsync(int roundId, Actor actor, CancellationToken ct)
    {
        var round = await db.Set<Round>().SingleAsync(one => one.Id == roundId, ct);
        if (round.State != RoundState.Closed || round.EssaysMarkedUtc is null) return "Điểm tự luận chưa vào kết quả, hoặc kết quả đã công bố.";
        if (round.LotSeed.Length > 0 || await db.Set<Winner>().AnyAsync(winner => winner.RoundId == roundId, ct)) return "Đã rút thăm hoặc lập danh sách đề nghị trao giải nên không mở lại việc chấm được.";
        round.EssaysMarkedUtc = null;
        return await RankAsync(round, actor, "contest.essays-reopened", $"Mở lại việc chấm tự luận {round.Title}", ct);
    }

    private async Task<string?> RankAsync(Round round, Actor actor, string action, string summary, CancellationToken ct)
    {
        await closing.MarkAsync(round, null, ct);
        await closing.RankAsync(round, ct);
        return await SaveAsync(round, actor, action, summary, ct);
    }

    private IQueryable<EssayMark> MarksOf(int roundId) => MarksOf(db, roundId);

    /// <summary>Every mark of a round.</summary>
    public static IQueryable<EssayMark> MarksOf(SiteDb db, int roundId) =>
        from mark in db.Set<EssayMark>() join essay in db.Set<Essay>() on new { mark.AttemptId, mark.Position } equals new { essay.AttemptId, essay.Position } where essay.RoundId == roundId select mark;

    private static void Settle(Essay essay, EssayRule rule, IReadOnlyList<EssayMark> marks)
    {
        List<int> sums = [.. marks.Select(mark => mark.Hundredths)];
        (essay.Marks, essay.Waits, essay.Hundredths) = (sums.Count, rule.Wants(sums), rule.Settle(sums));
    }

    private async Task<string?> SaveAsync(Round round, Actor actor, string action, string summary, CancellationToken ct)
    {
        db.Add(actor.Did(NowUtc, action, summary, "Round", Id(round)));
        db.Add(Change.Of(NowUtc, [ContestBook.ChangeTag]));
        await db.SaveChangesAsync(ct);
        return null;
    }

    private static string Id(Round round) => round.Id.ToString(CultureInfo.InvariantCulture);
}
