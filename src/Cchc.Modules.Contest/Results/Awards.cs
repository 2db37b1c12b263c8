using System.Globalization;
using Cchc.Core;
using Cchc.Core.Changes;
using Cchc.Core.People;
using Cchc.Core.Privacy;
using Cchc.Modules.Contest.Data;
using Cchc.Modules.Contest.Rules;
using Cchc.Modules.Contest.Taking;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Contest.Results;

/// <summary>From the closed round to its published result: lot, candidates, check of identity, decision, publication.</summary>
public sealed class Awards(SiteDb db, RoundClosing closing, Certificates certificates, PersonKeys keys, TimeProvider clock)
{
    private DateTime NowUtc => clock.GetUtcNow().UtcDateTime;

    /// <summary>Draws the lot for those who share a rank, with words that nobody knew before the receipts were published. Once drawn it stands.</summary>
    public async Task<string?> DrawAsync(int roundId, string seed, Actor actor, CancellationToken ct)
    {
        var round = await db.Set<Round>().SingleAsync(one => one.Id == roundId, ct);
        if (round.State != RoundState.Closed) return "Chỉ rút thăm sau khi kỳ thi đóng và trước khi công bố.";
        if (await EssayDesk.ProblemAsync(db, round, ct) is { } unmarked) return unmarked;
        if (round.LotSeed.Length > 0) return "Đã rút thăm: hạt giống không đổi được nữa.";
        if (seed.Trim().Length is < 6 or > 300) return "Hạt giống cần từ 6 đến 300 ký tự, ví dụ số trúng thưởng của một kỳ xổ số sau giờ đóng.";
        round.LotSeed = seed.Trim();
        await closing.RankAsync(round, ct);
        return await SaveAsync(round, actor, "contest.lot", $"Rút thăm {round.Title}, hạt giống: {round.LotSeed}", ct);
    }

    /// <summary>Proposes candidates from the top of the order. Those refused before are passed over, those confirmed stay.</summary>
    public async Task<string?> ProposeAsync(int roundId, Actor actor, CancellationToken ct)
    {
        var round = await db.Set<Round>().SingleAsync(one => one.Id == roundId, ct);
        if (round.State != RoundState.Closed) return "Chỉ lập danh sách sau khi kỳ thi đóng và trước khi công bố.";
        if (await EssayDesk.ProblemAsync(db, round, ct) is { } unmarked) return unmarked;
        var before = await db.Set<Winner>().Where(winner => winner.RoundId == roundId).ToListAsync(ct);
        var refused = before.Where(winner => winner.State == WinnerState.Refused).Select(winner => winner.ParticipantId).ToHashSet();
        // One person wins once in a contest, also over several rounds.
        var elsewhere = (await (from winner in db.Set<Winner>() join other in db.Set<Round>() on winner.RoundId equals other.Id where other.CompetitionId == round.CompetitionId && other.Id != roundId && winner.State == WinnerState.Confirmed select winner.ParticipantId).ToListAsync(ct)).ToHashSet();
        db.RemoveRange(before.Where(winner => winner.State == WinnerState.Proposed));
        var kept = before.Where(winner => winner.State == WinnerState.Confirmed).Select(winner => winner.ParticipantId).ToHashSet();
        var added = 0;
        foreach (var result in await db.Set<RoundResult>().AsNoTracking().Where(result => result.RoundId == roundId).ToListAsync(ct))
        {
            var order = ContestJson.List<Placed>(result.Standings).Select(one => new Standing(new(one.Attempt, one.Person, 0, false, null, default, default, ""), one.Rank, one.Tied)).ToList();
            var chosen = Winners.Choose(order, round.PrizeList, person => !refused.Contains(person) && !elsewhere.Contains(person));
            foreach (var (candidate, position) in chosen.Select((candidate, position) => (candidate, position)))
            {
                if (kept.Contains(candidate.Standing.Entry.Person)) continue;
                db.Add(new Winner { RoundId = roundId, BlockId = result.BlockId, ParticipantId = candidate.Standing.Entry.Person, AttemptId = candidate.Standing.Entry.Attempt, Prize = candidate.Prize, Position = position, Rank = candidate.Standing.Rank });
                added++;
            }
        }
        return await SaveAsync(round, actor, "contest.candidates", $"Lập danh sách đề nghị trao giải {round.Title}: {added} người", ct);
    }

    /// <summary>Writes down how the check of identity ended.</summary>
    public async Task<string?> DecideAsync(int winnerId, bool confirmed, string note, bool mayPublishName, string decision, Actor actor, CancellationToken ct)
    {
        if (await db.Set<Winner>().FindAsync([winnerId], ct) is not { } winner) return "Không có người này trong danh sách.";
        var round = await db.Set<Round>().SingleAsync(one => one.Id == winner.RoundId, ct);
        if (round.State != RoundState.Closed) return "Kết quả đã công bố.";
        if (!confirmed && note.Trim().Length == 0) return "Hãy ghi vì sao không trao giải.";
        if (note.Length > 600 || decision.Length > 200) return "Ghi chú hoặc quyết định quá dài.";
        var person = await db.Set<Participant>().AsNoTracking().SingleAsync(one => one.Id == winner.ParticipantId, ct);
        if (confirmed && person.Personal.Length == 0) return "Người này đã xóa dữ liệu cá nhân nên không xác minh được. Hãy bấm “Không trao giải”.";
        (winner.State, winner.Note, winner.Decision, winner.MayPublishName) = (confirmed ? WinnerState.Confirmed : WinnerState.Refused, note.Trim(), decision.Trim(), confirmed && mayPublishName);
        winner.PublicName = winner.MayPublishName ? PersonData.Read(keys, person.Personal)?.Name ?? "" : "";
        return await SaveAsync(round, actor, confirmed ? "contest.winner-confirmed" : "contest.winner-refused", $"{(confirmed ? "Xác nhận" : "Không trao")} {winner.Prize}, {round.Title}{(note.Trim().Length > 0 ? $": {note.Trim()}" : "")}", ct);
    }

    /// <summary>Publishes the result. What has been published can still be corrected by a key, and then says so.</summary>
    public async Task<string?> PublishAsync(int roundId, Actor actor, CancellationToken ct)
    {
        var round = await db.Set<Round>().SingleAsync(one => one.Id == roundId, ct);
        if (round.State != RoundState.Closed) return "Chỉ công bố được kỳ thi đã đóng.";
        if (await EssayDesk.ProblemAsync(db, round, ct) is { } unmarked) return unmarked;
        if (await db.Set<Winner>().AnyAsync(winner => winner.RoundId == roundId && winner.State == WinnerState.Proposed, ct)) return "Còn người chưa xác minh. Hãy xác nhận hoặc từ chối từng người.";
        (round.State, round.PublishedUtc) = (RoundState.Published, NowUtc);
        await certificates.IssueToWinnersAsync(round, ct);
        return await SaveAsync(round, actor, "contest.result-published", $"Công bố kết quả {round.Title}", ct);
    }

    /// <summary>Issues certificates to winners of a published round who have none, e.g. after the contest began to give them.</summary>
    public async Task<string?> CertifyAsync(int roundId, Actor actor, CancellationToken ct)
    {
        var round = await db.Set<Round>().SingleAsync(one => one.Id == roundId, ct);
        if (round.State != RoundState.Published) return "Chỉ cấp giấy chứng nhận sau khi công bố kết quả.";
        return await certificates.IssueToWinnersAsync(round, ct) is var issued and > 0 ? await SaveAsync(round, actor, "contest.certificates-issued", $"Cấp {issued} giấy chứng nhận, {round.Title}", ct) : "Không còn ai chờ cấp, hoặc cuộc thi này không cấp giấy chứng nhận.";
    }

    /// <summary>Takes an attempt out of the ranking with a reason, or takes it back. Its receipt stays.</summary>
    public async Task<string?> VoidAsync(long attemptId, bool isVoid, string reason, Actor actor, CancellationToken ct)
    {
        if (await db.Set<Attempt>().FindAsync([attemptId], ct) is not { } attempt) return "Không có bài thi này.";
        var round = await db.Set<Round>().SingleAsync(one => one.Id == attempt.RoundId, ct);
        if (round.State == RoundState.Published) return "Kết quả đã công bố.";
        if (attempt.State == AttemptState.InProgress) return "Bài đang làm chưa hủy được.";
        if (isVoid && reason.Trim().Length is 0 or > 600) return "Hãy ghi lý do, tối đa 600 ký tự.";
        var before = attempt.SubmittedUtc >= attempt.DeadlineUtc ? AttemptState.Expired : AttemptState.Submitted;
        (attempt.State, attempt.VoidReason) = (isVoid ? AttemptState.Void : before, isVoid ? reason.Trim() : "");
        await db.SaveChangesAsync(ct);
        if (round.State == RoundState.Closed) await closing.RankAsync(round, ct);
        return await SaveAsync(round, actor, isVoid ? "contest.attempt-void" : "contest.attempt-restored", $"{(isVoid ? "Hủy" : "Khôi phục")} bài {attempt.Code}{(isVoid ? $": {reason.Trim()}" : "")}", ct);
    }

    /// <summary>Marks a person as one who is not ranked, or gives more time.</summary>
    public async Task<string?> PersonAsync(long personId, int roundId, bool barred, int extraMinutes, Actor actor, CancellationToken ct)
    {
        if (extraMinutes is < 0 or > 300) return "Thời gian thêm từ 0 đến 300 phút.";
        if (await db.Set<Participant>().FindAsync([personId], ct) is not { } person) return "Không có người dự thi này.";
        var round = await db.Set<Round>().SingleAsync(one => one.Id == roundId, ct);
        if (round.State == RoundState.Published && person.Barred != barred) return "Kết quả đã công bố.";
        (person.Barred, person.ExtraMinutes) = (barred, extraMinutes);
        await db.SaveChangesAsync(ct);
        if (round.State == RoundState.Closed) await closing.RankAsync(round, ct);
        return await SaveAsync(round, actor, "contest.person", $"Người dự thi {personId}: {(barred ? "không xét giải" : "xét giải")}, thêm {extraMinutes} phút", ct);
    }

    private async Task<string?> SaveAsync(Round round, Actor actor, string action, string summary, CancellationToken ct)
    {
        db.Add(actor.Did(NowUtc, action, summary, "Round", round.Id.ToString(CultureInfo.InvariantCulture)));
        db.Add(Change.Of(NowUtc, [ContestBook.ChangeTag]));
        await db.SaveChangesAsync(ct);
        return null;
    }
}
