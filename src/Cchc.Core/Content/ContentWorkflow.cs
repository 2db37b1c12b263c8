using Cchc.Core.People;
using Cchc.Core.Text;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Core.Content;

/// <summary>
/// The way of a text through the newsroom: handing over, sending back, approving, giving to a person, and the talk about it. Each
/// act writes the row, a note, the notices of those concerned and an audit row in one transaction.
/// </summary>
public sealed class ContentWorkflow(SiteDb db, ContentStore store, NoticeBoard notices, TimeProvider clock)
{
    /// <summary>Longest note, in characters.</summary>
    public const int MaxWords = 2000;

    /// <summary>Takes the newest text a step on.</summary>
    /// <param name="seen">The version that the person looked at: another one is not decided by it.</param>
    /// <param name="words">What to tell colleagues; a return needs it.</param>
    public Task<ContentResult> DoAsync(ContentType type, string contentItemId, WorkflowAct act, int seen, string words, Actor actor, CancellationToken ct = default) =>
        store.ChangeAsync(type, contentItemId, async row =>
        {
            words = words.Trim();
            if (Long(words) is { } tooLong) return [tooLong];
            if (act == WorkflowAct.Return && words.Length == 0) return ["Hãy ghi lý do trả lại, để người viết biết phải sửa gì."];
            if (row.LatestVersion != seen) return [$"Bài vừa có bản {row.LatestVersion}, còn bạn đang xem bản {seen}. Hãy đọc bản mới rồi làm lại."];
            if (Workflow.Refusal(act, row.Review, row.State, row.PublishedVersion == row.LatestVersion) is { } refusal) return [refusal];
            var nowUtc = clock.GetUtcNow().UtcDateTime;
            var submitter = act == WorkflowAct.Submit ? actor.UserId : await SubmitterAsync(contentItemId, ct);
            row.Review = Workflow.After(act);
            if (act == WorkflowAct.Submit) row.SubmittedUtc = nowUtc;
            if (act == WorkflowAct.Return && row.State == ContentState.Scheduled) await store.StageUnplanAsync(row, ct);
            Note(row, type, act switch { WorkflowAct.Submit => NoteKind.Submitted, WorkflowAct.Withdraw => NoteKind.Withdrawn, WorkflowAct.Return => NoteKind.Returned, _ => NoteKind.Approved }, words, actor, nowUtc);
            var (did, action) = act switch
            {
                WorkflowAct.Submit => ("gửi duyệt", "content.submitted"),
                WorkflowAct.Withdraw => ("rút lại", "content.withdrawn"),
                WorkflowAct.Return => ("trả lại", "content.returned"),
                _ => ("duyệt", "content.approved"),
            };
            var what = $"{type.Label.ToLowerInvariant()} “{row.LatestTitle}”";
            db.Add(actor.Did(nowUtc, action, $"{Vietnamese.Capital(did)} {what}, bản {row.LatestVersion}", type.Name, contentItemId));
            var people = act switch
            {
                WorkflowAct.Submit or WorkflowAct.Withdraw when row.AssigneeId is { } assignee => [assignee],
                WorkflowAct.Submit or WorkflowAct.Withdraw => await notices.HoldersAsync(Permissions.Approve, row.UnitId, ct),
                _ => Ids(row.AuthorId, submitter),
            };
            await TellAsync(people, $"{actor.Name} {did} {what}{(words.Length > 0 ? $": {words}" : ".")}", type, row, actor, ct);
            return [];
        }, ct);

    /// <summary>Gives the item to a person to go on with, or to nobody in particular.</summary>
    public Task<ContentResult> AssignAsync(ContentType type, string contentItemId, int? userId, Actor actor, CancellationToken ct = default) =>
        store.ChangeAsync(type, contentItemId, async row =>
        {
            if (row.State == ContentState.Trash) return ["Bài đang ở thùng rác, hãy lấy lại trước."];
            var name = "";
            if (userId is { } id)
            {
                if (await db.Users.Where(user => user.Id == id && !user.Deactivated).Select(user => user.DisplayName.Length > 0 ? user.DisplayName : user.UserName).FirstOrDefaultAsync(ct) is not { } found) return ["Không có người này, hoặc tài khoản đã ngừng."];
                name = found;
            }
            if (row.AssigneeId == userId) return [userId is null ? "Bài chưa giao cho ai." : $"Bài đã giao cho {name}."];
            (row.AssigneeId, row.Assignee) = (userId, name);
            var nowUtc = clock.GetUtcNow().UtcDateTime;
            var what = $"{type.Label.ToLowerInvariant()} “{row.LatestTitle}”";
            Note(row, type, NoteKind.Assigned, name, actor, nowUtc);
            db.Add(actor.Did(nowUtc, "content.assigned", userId is null ? $"Thôi giao {what}" : $"Giao {what} cho {name}", type.Name, contentItemId));
            await TellAsync(Ids(userId), $"{actor.Name} giao cho bạn {what}.", type, row, actor, ct);
            return [];
        }, ct);

    /// <summary>Adds a remark for colleagues: the writer, who has it in hand, and who spoke before hear of it.</summary>
    public Task<ContentResult> CommentAsync(ContentType type, string contentItemId, string words, Actor actor, CancellationToken ct = default) =>
        store.ChangeAsync(type, contentItemId, async row =>
        {
            words = words.Trim();
            if (words.Length == 0) return ["Hãy ghi lời nhắn."];
            if (Long(words) is { } tooLong) return [tooLong];
            var before = await db.Set<ContentNote>().Where(note => note.ContentItemId == contentItemId && note.Kind == NoteKind.Comment && note.ById != null)
                .Select(note => note.ById!.Value).Distinct().ToListAsync(ct);
            Note(row, type, NoteKind.Comment, words, actor, clock.GetUtcNow().UtcDateTime);
            await TellAsync([.. before, .. Ids(row.AuthorId, row.AssigneeId)], $"{actor.Name} nhắn về “{row.LatestTitle}”: {words}", type, row, actor, ct);
            return [];
        }, ct);

    /// <summary>Ticks a remark off, or opens it again.</summary>
    /// <returns>Whether there is such a remark of this item.</returns>
    public async Task<bool> ResolveAsync(string contentItemId, long noteId, bool resolved, Actor actor, CancellationToken ct = default)
    {
        if (await db.Set<ContentNote>().FirstOrDefaultAsync(note => note.Id == noteId && note.ContentItemId == contentItemId && note.Kind == NoteKind.Comment, ct) is not { } found) return false;
        found.ResolvedUtc = resolved ? clock.GetUtcNow().UtcDateTime : null;
        found.ResolvedBy = resolved ? actor.Name : "";
        await db.SaveChangesAsync(ct);
        return true;
    }

    private static string? Long(string words) => words.Length > MaxWords ? $"Lời nhắn dài hơn {MaxWords:N0} ký tự." : null;

    private static List<int> Ids(params int?[] ids) => [.. ids.OfType<int>()];

    private Task<int?> SubmitterAsync(string contentItemId, CancellationToken ct) => db.Set<ContentNote>()
        .Where(note => note.ContentItemId == contentItemId && note.Kind == NoteKind.Submitted).OrderByDescending(note => note.Id).Select(note => note.ById).FirstOrDefaultAsync(ct);

    private void Note(ContentItem row, ContentType type, NoteKind kind, string words, Actor actor, DateTime nowUtc) => db.Add(new ContentNote
    {
        ContentItemId = row.ContentItemId, ContentType = type.Name, Version = row.LatestVersion, Kind = kind, Text = words, By = actor.Name, ById = actor.UserId, AtUtc = nowUtc,
    });

    private Task TellAsync(IEnumerable<int> people, string text, ContentType type, ContentItem row, Actor actor, CancellationToken ct) =>
        notices.StageAsync([.. people.Where(id => id != actor.UserId).Distinct()], text, $"{type.AdminPath}/{row.ContentItemId}", ct);
}
