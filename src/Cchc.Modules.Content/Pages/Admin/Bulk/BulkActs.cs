using System.Security.Claims;
using Cchc.Core;
using Cchc.Core.Content;
using Cchc.Core.People;
using Cchc.Core.Text;
using Microsoft.EntityFrameworkCore;
using ContentResult = Cchc.Core.Content.ContentResult;

namespace Cchc.Modules.Content.Pages.Admin.Bulk;

/// <summary>How undoing ended.</summary>
public enum UndoOutcome
{
    Done,
    /// <summary>There is no such act of this person.</summary>
    NotFound,
    /// <summary>It was undone before, perhaps a moment ago in another tab.</summary>
    AlreadyUndone,
    /// <summary>It is longer ago than <see cref="BulkActs.UndoneWithin"/>.</summary>
    TooLate,
    /// <summary>The person may no longer do this.</summary>
    NotAllowed,
}

/// <param name="Undone">Items put back.</param>
public sealed record UndoResult(UndoOutcome Outcome, int Undone = 0, IReadOnlyList<BulkRefusal>? Refused = null);

/// <summary>
/// One act on several items. Each item is changed by the content store in a transaction of its own, with versions and audit rows as ever; one that
/// cannot be changed is left and its reason kept. What was before is kept too, so that the person can undo the act for a day.
/// </summary>
public sealed class BulkActs(SiteDb db, ContentStore store, ContentWorkflow workflow, Standings standings, Sections sections, TimeProvider clock)
{
    /// <summary>Most items in one act.</summary>
    public const int Most = 200;
    /// <summary>How long an act can be undone.</summary>
    public static readonly TimeSpan UndoneWithin = TimeSpan.FromHours(24);
    /// <summary>What has been done is written down that often, so that a process that dies leaves little without a way back.</summary>
    private const int NotedEvery = 20;
    private const string Conflict = "Có người đang làm việc khác với mục này. Hãy thử lại.";

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Does the act to each item.</summary>
    /// <param name="value">Content item id of a chuyên mục, a tag, or the id of an account ("" for nobody), as the act needs.</param>
    /// <returns>The act as it was noted, or why nothing was done, in Vietnamese.</returns>
    public async Task<(BulkAct? Act, string Problem)> RunAsync(ContentType type, BulkKind kind, IReadOnlyList<string> ids, string value, ClaimsPrincipal user, Actor actor, CancellationToken ct)
    {
        if (ids.Count == 0) return (null, "Chưa chọn mục nào.");
        if (ids.Count > Most) return (null, $"Mỗi lần làm được nhiều nhất {Most} mục, bạn đã chọn {ids.Count:N0}.");
        var (detail, problem) = await DetailAsync(kind, value, ct);
        if (problem.Length > 0) return (null, problem);
        var record = new BulkRecord(detail, [], []);
        var act = new BulkAct { UserId = actor.UserId!.Value, AtUtc = Now, Act = kind.Name, ContentType = type.Name, Json = record.Json() };
        db.Add(act);
        await db.SaveChangesAsync(ct);
        foreach (var id in ids)
        {
            db.ChangeTracker.Clear();
            await OneAsync(type, kind, id, value, new(user, type), user, actor, record, ct);
            if ((record.Done.Count + record.Refused.Count) % NotedEvery == 0) await NoteAsync(act, record);
        }
        await NoteAsync(act, record);
        return (act, "");
    }

    /// <summary>Moves one plan of the calendar to another time.</summary>
    /// <returns>The act, or null with the reasons.</returns>
    public async Task<(BulkAct? Act, IReadOnlyList<string> Problems)> MoveAsync(ContentType type, string id, PlanMove move, Actor actor, CancellationToken ct)
    {
        var result = await standings.MovePlanAsync(type, id, move.Action, move.FromUtc, move.ToUtc, actor, ct);
        if (!result.Done) return (null, result.Outcome == ContentOutcome.NotFound ? ["Mục này không còn."] : Reasons(result));
        var title = await type.Rows(db).Where(row => row.ContentItemId == id).Select(row => row.LatestTitle).FirstAsync(ct);
        var record = new BulkRecord(BusinessTime.DateAndTime(move.ToUtc), [new(id, title, standings.RevisionOf(id) ?? 0, Plan: move)], []);
        var act = new BulkAct { UserId = actor.UserId!.Value, AtUtc = Now, Act = BulkKind.MovePlan.Name, ContentType = type.Name, Json = record.Json() };
        db.Add(act);
        await db.SaveChangesAsync(ct);
        return (act, []);
    }

    /// <summary>Undoes an act of this person. Items that somebody changed since stay as they are.</summary>
    public async Task<UndoResult> UndoAsync(SiteModules modules, long id, ClaimsPrincipal user, Actor actor, CancellationToken ct)
    {
        if (await db.Set<BulkAct>().FirstOrDefaultAsync(row => row.Id == id && row.UserId == actor.UserId, ct) is not { } act
            || BulkKind.Find(act.Act) is not { } kind || modules.ContentType(act.ContentType) is not { } type) return new(UndoOutcome.NotFound);
        if (act.UndoneUtc is not null) return new(UndoOutcome.AlreadyUndone);
        if (act.AtUtc + UndoneWithin < Now) return new(UndoOutcome.TooLate);
        if (!kind.AllowedTo(user, type)) return new(UndoOutcome.NotAllowed);
        // The mark comes first: of two tabs at once one wins, and the other one changes nothing.
        act.UndoneUtc = Now;
        try { await db.SaveChangesAsync(ct); }
        catch (DbUpdateConcurrencyException) { return new(UndoOutcome.AlreadyUndone); }
        var (undone, refused) = (0, new List<BulkRefusal>());
        foreach (var item in BulkRecord.Of(act).Done)
        {
            db.ChangeTracker.Clear();
            var result = await BackAsync(type, item, user, actor, ct);
            if (result.Done) undone++;
            else refused.Add(new(item.Id, item.Title, result.Outcome == ContentOutcome.NotFound ? "Mục này đã bị xóa hẳn." : string.Join(' ', Reasons(result))));
        }
        return new(UndoOutcome.Done, undone, refused);
    }

    private async Task<(string Detail, string Problem)> DetailAsync(BulkKind kind, string value, CancellationToken ct)
    {
        if (kind == BulkKind.AddSection || kind == BulkKind.RemoveSection)
            return (await sections.GetAsync(ct)).Find(value) is not { } term ? ("", "Hãy chọn chuyên mục.")
                : term.Closed && kind == BulkKind.AddSection ? ("", $"Chuyên mục “{term.Name}” đã đóng, không nhận bài mới.") : (term.Name, "");
        if (kind == BulkKind.AddTag)
            return Vietnamese.Slug(value).Length == 0 ? ("", "Hãy ghi thẻ muốn gắn.") : value.Length > 120 ? ("", "Thẻ dài nhất 120 ký tự.") : (value.Trim(), "");
        if (kind != BulkKind.Assign) return ("", "");
        if (value.Length == 0) return ("không giao cho ai", "");
        var name = int.TryParse(value, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var id)
            ? await db.Users.Where(person => person.Id == id && !person.Deactivated).Select(person => person.DisplayName.Length > 0 ? person.DisplayName : person.UserName).FirstOrDefaultAsync(ct) : null;
        return name is null ? ("", "Hãy chọn người để giao.") : (name, "");
    }

    private async Task OneAsync(ContentType type, BulkKind kind, string id, string value, ContentRights rights, ClaimsPrincipal user, Actor actor, BulkRecord record, CancellationToken ct)
    {
        if (await standings.OfAsync(type, id, ct) is not (var before, var row)) { record.Refused.Add(new(id, id, "Mục này không còn.")); return; }
        var isText = kind.Needs is null;
        if (!rights.See(row) || (isText && !rights.Edit(row))) { record.Refused.Add(new(id, row.LatestTitle, "Bạn không có quyền với mục này.")); return; }
        var (result, terms) = isText ? await ChangeTermsAsync(type, kind, row, value, rights, actor, ct) : (await StandAsync(type, kind, row, value, user, actor, ct), null);
        if (!result.Done) { record.Refused.Add(new(id, row.LatestTitle, result.Outcome == ContentOutcome.NotFound ? "Mục này không còn." : string.Join(' ', Reasons(result)))); return; }
        record.Done.Add(new(id, row.LatestTitle, standings.RevisionOf(id) ?? 0, terms is null ? before : null, terms));
    }

    private async Task<ContentResult> StandAsync(ContentType type, BulkKind kind, ContentItem row, string value, ClaimsPrincipal user, Actor actor, CancellationToken ct)
    {
        var id = row.ContentItemId;
        if (kind == BulkKind.Trash) return await store.TrashAsync(type, id, actor, ct);
        if (kind == BulkKind.TakeBack) return await store.TakeBackAsync(type, id, actor, ct);
        if (kind == BulkKind.Unpublish) return await store.UnpublishAsync(type, id, actor, ct);
        if (kind == BulkKind.Approve) return await workflow.DoAsync(type, id, WorkflowAct.Approve, row.LatestVersion, "", actor, ct);
        if (kind == BulkKind.Assign) return await workflow.AssignAsync(type, id, value.Length == 0 ? null : int.Parse(value, System.Globalization.CultureInfo.InvariantCulture), actor, ct);
        return NotReady(row, user) is { } why ? Refused(id, why) : await store.PublishAsync(type, id, actor, row.LatestVersion, ct);
    }

    /// <summary>Only what was handed over is published in a heap; what is still being written is opened and read first.</summary>
    private static string? NotReady(ContentItem row, ClaimsPrincipal user) => row.Review switch
    {
        _ when row.State == ContentState.Published && row.PublishedVersion == row.LatestVersion => "Bạn đọc đang thấy bản mới nhất.",
        ReviewState.Returned => "Bài đã trả lại, người viết chưa gửi duyệt lại.",
        ReviewState.Draft => "Bài còn đang viết, chưa gửi duyệt.",
        ReviewState.Submitted when !user.May(Permissions.Approve) => "Bài chưa được duyệt.",
        _ => null,
    };

    private async Task<(ContentResult, TermsBefore?)> ChangeTermsAsync(ContentType type, BulkKind kind, ContentItem row, string value, ContentRights rights, Actor actor, CancellationToken ct)
    {
        var id = row.ContentItemId;
        if (row.State == ContentState.Trash) return (Refused(id, "Mục này đang ở thùng rác, hãy lấy lại trước."), null);
        if (await store.OpenAsync(type, id, ct: ct) is not { } draft) return (new(ContentOutcome.NotFound, id), null);
        // Readers see the change at once where they see the newest text and the person may publish; else it is a draft.
        var shown = row.State == ContentState.Published && row.PublishedVersion == row.LatestVersion && rights is { Publish: true, Approve: true };
        var terms = new TermsBefore([.. draft.Sections], [.. draft.Tags], shown);
        if (kind == BulkKind.AddSection)
        {
            if (draft.Sections.Contains(value)) return (Refused(id, "Đã ở chuyên mục này."), null);
            draft.Sections.Add(value);
        }
        else if (kind == BulkKind.RemoveSection)
        {
            if (!draft.Sections.Remove(value)) return (Refused(id, "Không ở chuyên mục này."), null);
        }
        else
        {
            var tag = value.Trim();
            if (draft.Tags.Exists(name => Vietnamese.Slug(name) == Vietnamese.Slug(tag))) return (Refused(id, "Đã có thẻ này."), null);
            draft.Tags.Add(tag);
        }
        return (await SaveAsync(type, draft, shown, kind.Label, actor, ct), terms);
    }

    private async Task<ContentResult> SaveAsync(ContentType type, ContentItem draft, bool publish, string note, Actor actor, CancellationToken ct)
    {
        if (publish && type.ProblemsForPublishing(draft).ToList() is { Count: > 0 } problems) return new(ContentOutcome.Refused, draft.ContentItemId, draft.LatestVersion, problems);
        var saved = await store.SaveAsync(type, draft, draft.LatestVersion, note, actor, ct);
        return saved.Done && publish ? await store.PublishAsync(type, draft.ContentItemId, actor, saved.Version, ct) : saved;
    }

    private async Task<ContentResult> BackAsync(ContentType type, BulkItem item, ClaimsPrincipal user, Actor actor, CancellationToken ct)
    {
        if (item.Before is { } before) return await standings.PutBackAsync(type, item.Id, before, item.Revision, actor, ct);
        if (item.Plan is { } move) return await standings.MovePlanAsync(type, item.Id, move.Action, move.ToUtc, move.FromUtc, actor, ct);
        if (await store.OpenAsync(type, item.Id, ct: ct) is not { } draft) return new(ContentOutcome.NotFound, item.Id);
        if (draft.Revision != item.Revision) return Refused(item.Id, Standings.ChangedSince);
        if (!new ContentRights(user, type).Edit(draft)) return Refused(item.Id, "Bạn không có quyền với mục này.");
        (draft.Sections, draft.Tags) = (item.Terms!.Sections, item.Terms.Tags);
        return await SaveAsync(type, draft, item.Terms.Shown && user.May(Permissions.Publish) && user.May(Permissions.Approve), "Hoàn tác", actor, ct);
    }

    private static ContentResult Refused(string id, string why) => new(ContentOutcome.Refused, id, 0, [why]);

    private static IReadOnlyList<string> Reasons(ContentResult result) => result.Outcome == ContentOutcome.Conflict ? [Conflict] : result.Problems ?? [];

    /// <summary>Not with the change tracker: the store empties it when it refuses. And whatever happened must be noted, also when the browser has gone.</summary>
    private Task<int> NoteAsync(BulkAct act, BulkRecord record)
    {
        var json = act.Json = record.Json();
        return db.Set<BulkAct>().Where(row => row.Id == act.Id).ExecuteUpdateAsync(row => row.SetProperty(other => other.Json, json), CancellationToken.None);
    }
}
