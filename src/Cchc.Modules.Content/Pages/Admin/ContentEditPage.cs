using Cchc.Core.Content;
using Cchc.Core.People;
using Cchc.Core.Text;
using Cchc.Core.Units;
using Cchc.Modules.Content.Pages.Admin.Versions;
using Cchc.Themes.TagHelpers.Admin;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using ContentResult = Cchc.Core.Content.ContentResult;

namespace Cchc.Modules.Content.Pages.Admin;

/// <summary>
/// The editing screen of every content type: opening, saving with the check for a newer version, publishing, schedule, trash.
/// A type adds its own fields with <see cref="ShowOwn"/> and <see cref="TakeOwnAsync"/> and a view around the shared partials.
/// </summary>
public abstract class ContentEditPage(EditorialDesk desk, ContentType type) : PageModel
{
    /// <summary>Stands for the id of an item that is not saved yet.</summary>
    public const string New = "moi";
    private const int VersionsShown = 12, NotesShown = 100;

    [BindProperty] public ContentInput Input { get; set; } = new();
    [FromRoute] public string Id { get; set; } = New;
    /// <summary>Key of a form that was begun and never saved, to go on with.</summary>
    [FromQuery(Name = "dang-do")] public string? Unfinished { get; set; }

    public ContentType Type { get; } = type;
    public ContentRights Rights => field ??= new(User, Type);
    /// <summary>The item with its newest saved text; a fresh one while new.</summary>
    public ContentItem Item { get; private set; } = null!;
    public bool IsNew => Id == New;
    public bool ReadOnly => !(IsNew ? Rights.Create : Rights.Edit(Item)) || Item.State == ContentState.Trash;
    public SectionTree Tree { get; private set; } = null!;
    public IReadOnlyList<ContentVersion> Versions { get; private set; } = [];
    public IReadOnlyList<ContentSchedule> Schedule { get; private set; } = [];
    public IReadOnlyList<Unit> UnitSuggestions { get; private set; } = [];
    /// <summary>Who saved a version since this form was opened, or null.</summary>
    public ContentVersion? Newer { get; private set; }
    /// <summary>How that version differs from the form, when there is one.</summary>
    public IReadOnlyList<DiffLine> Differences { get; private set; } = [];
    /// <summary>What contradicted each other when two texts were merged into the form.</summary>
    public IReadOnlyList<FieldConflict>? Merged { get; private set; }
    /// <summary>What the newest text changes for readers, for those who decide on it.</summary>
    public IReadOnlyList<DiffLine> Unpublished { get; private set; } = [];
    /// <summary>The talk about the item, oldest first.</summary>
    public IReadOnlyList<ContentNote> Notes { get; private set; } = [];
    public IReadOnlyList<(int Id, string Name)> People { get; private set; } = [];
    /// <summary>Colleagues who have the item open.</summary>
    public IReadOnlyList<Presence> Others { get; private set; } = [];
    /// <summary>New items that this person began and never saved.</summary>
    public IReadOnlyList<WorkingDraft> Unsaved { get; private set; } = [];
    /// <summary>What stops publishing, and below it what an editor would mend.</summary>
    public IReadOnlyList<string> Problems { get; private set; } = [];
    public IReadOnlyList<string> Advice { get; private set; } = [];
    /// <summary>Pictures of the library to choose from while writing; null for those who may not use the library, who get the plain fields.</summary>
    public string? PickerUrl => Rights.Upload && !ReadOnly ? "/quan-tri/tu-lieu/chon" : null;
    /// <summary>The form was sent and came back: what it says is not saved.</summary>
    public bool CameBack => HttpMethods.IsPost(Request.Method);
    /// <summary>What waits for a decision has the decision on top; what is being written has its picture and chuyên mục first.</summary>
    public bool ReviewFirst => Item.Review is ReviewState.Submitted or ReviewState.Approved || Notes.Count > 0;
    public DateTime? SavedUtc => IsNew ? null : Item.ModifiedUtc;

    /// <summary>Fills the form's own fields.</summary>
    protected abstract void ShowOwn(ContentItem item);
    /// <summary>Takes the form's own fields over and adds errors to the model state.</summary>
    protected abstract Task TakeOwnAsync(ContentItem item, CancellationToken ct);
    /// <summary>Loads what only this type's form offers.</summary>
    protected virtual Task PrepareOwnAsync(CancellationToken ct) => Task.CompletedTask;
    protected virtual IEnumerable<string> OwnAdvice(ContentItem item) => [];

    protected EditorialDesk Desk => desk;
    protected Actor Actor => HttpContext.Actor();

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await RefusedAsync(ct) is { } refusal) return refusal;
        await FillAsync(ct);
        return await ShowAsync(ct);
    }

    public Task<IActionResult> OnPostAsync(CancellationToken ct) => SaveAsync(null, ct);

    public Task<IActionResult> OnPostSubmitAsync(CancellationToken ct) => FlowAsync(WorkflowAct.Submit, () => IsNew ? Rights.Create : Rights.Edit(Item), "Đã gửi duyệt. Người duyệt đã được báo.", ct);

    public Task<IActionResult> OnPostWithdrawAsync(CancellationToken ct) => FlowAsync(WorkflowAct.Withdraw, () => Rights.Edit(Item), "Đã rút lại. Bài trở về bản nháp.", ct);

    public Task<IActionResult> OnPostReturnAsync(CancellationToken ct) => FlowAsync(WorkflowAct.Return, () => Rights.Return, "Đã trả lại. Người viết đã được báo.", ct);

    public Task<IActionResult> OnPostApproveAsync(CancellationToken ct) => FlowAsync(WorkflowAct.Approve, () => Rights.Approve, "Đã duyệt.", ct);

    public Task<IActionResult> OnPostAssignAsync(CancellationToken ct) =>
        SaveAsync(new(() => !IsNew && Rights.Assign, (id, _) => desk.Flow.AssignAsync(Type, id, Input.Assignee, Actor, ct), Input.Assignee is null ? "Đã thôi giao." : "Đã giao. Người nhận đã được báo."), ct);

    public Task<IActionResult> OnPostCommentAsync(CancellationToken ct) =>
        SaveAsync(new(() => !IsNew && Rights.See(Item), (id, _) => desk.Flow.CommentAsync(Type, id, Input.Comment, Actor, ct), "Đã gửi lời nhắn."), ct);

    public Task<IActionResult> OnPostResolveAsync(long note, bool open, CancellationToken ct) =>
        SaveAsync(new(() => !IsNew && Rights.See(Item), async (id, _) => new(await desk.Flow.ResolveAsync(id, note, !open, Actor, ct) ? ContentOutcome.Done : ContentOutcome.NotFound), open ? "Đã mở lại lời nhắn." : "Đã đánh dấu xong."), ct);

    /// <summary>What the form would be told before it is handed over, without saving it.</summary>
    public async Task<IActionResult> OnPostCheckAsync(CancellationToken ct)
    {
        if (await RefusedAsync(ct) is { } refusal) return refusal;
        if (ReadOnly) return Forbid();
        await TakeSharedAsync(Item, ct);
        await TakeOwnAsync(Item, ct);
        await CheckAsync(ct);
        return Partial("_ContentChecks", this);
    }

    /// <summary>Puts what somebody else saved meanwhile and the form together, into the form.</summary>
    public async Task<IActionResult> OnPostMergeAsync(CancellationToken ct)
    {
        if (await RefusedAsync(ct) is { } refusal) return refusal;
        if (ReadOnly || IsNew) return Forbid();
        var latest = Item.LatestVersion;
        if (await desk.JsonAsync(Id, Input.BasedOn, ct) is not { } from || await desk.JsonAsync(Id, latest, ct) is not { } theirs) return NotFound();
        await TakeSharedAsync(Item, ct);
        await TakeOwnAsync(Item, ct);
        if (!ModelState.IsValid) return await ShowAsync(ct);
        var registry = await desk.UnitsAsync(ct);
        var (merged, conflicts) = ItemMerge.Merge(from, ContentJson.Write(Item, Type, "", registry), theirs);
        ContentJson.Read(merged, Item, Type, registry);
        Merged = conflicts;
        ModelState.Clear();
        var key = Input.DraftKey;
        await FillAsync(ct);
        Input.DraftKey = key;
        return await ShowAsync(ct);
    }

    public Task<IActionResult> OnPostPublishAsync(CancellationToken ct) =>
        SaveAsync(new(() => Rights.Publish, (id, _) => desk.Store.PublishAsync(Type, id, Actor, null, ct), "Đã đăng. Bạn đọc đang thấy bản này."), ct);

    public Task<IActionResult> OnPostScheduleAsync(CancellationToken ct) => ScheduleAsync(ScheduledAction.Publish, "Đã hẹn giờ đăng", ct);

    public Task<IActionResult> OnPostScheduleRemovalAsync(CancellationToken ct) => ScheduleAsync(ScheduledAction.Unpublish, "Đã hẹn giờ gỡ", ct);

    public Task<IActionResult> OnPostCancelAsync(ScheduledAction which, CancellationToken ct) =>
        ActAsync(new(() => Rights.Publish, (id, _) => desk.Store.CancelScheduleAsync(Type, id, which, Actor, ct), "Đã bỏ hẹn giờ."), ct);

    public Task<IActionResult> OnPostUnpublishAsync(CancellationToken ct) =>
        ActAsync(new(() => Rights.Publish, (id, _) => desk.Store.UnpublishAsync(Type, id, Actor, ct), "Đã gỡ. Bạn đọc không còn thấy bài này."), ct);

    public Task<IActionResult> OnPostTrashAsync(CancellationToken ct) =>
        ActAsync(new(() => Rights.Delete, (id, _) => desk.Store.TrashAsync(Type, id, Actor, ct), "Đã bỏ vào thùng rác. Có thể lấy lại trong 30 ngày."), ct);

    public Task<IActionResult> OnPostTakeBackAsync(CancellationToken ct) =>
        ActAsync(new(() => Rights.Delete, (id, _) => desk.Store.TakeBackAsync(Type, id, Actor, ct), "Đã lấy lại từ thùng rác."), ct);

    /// <param name="Allowed">Asked when the item is open.</param>
    /// <param name="RunAsync">Gets the item's id and the version that the person has before him.</param>
    private sealed record Step(Func<bool> Allowed, Func<string, int, Task<ContentResult>> RunAsync, string Done);

    private Task<IActionResult> FlowAsync(WorkflowAct act, Func<bool> allowed, string done, CancellationToken ct) =>
        SaveAsync(new(allowed, (id, seen) => desk.Flow.DoAsync(Type, id, act, seen, Input.Words, Actor, ct), done), ct);

    private Task<IActionResult> ScheduleAsync(ScheduledAction action, string done, CancellationToken ct)
    {
        var due = EditorialDesk.InstantOf(Input.DueAt);
        if (due is null && Rights.Publish) ModelState.AddModelError("Input.DueAt", "Hãy chọn ngày và giờ, ví dụ 23/11/2026 08:30.");
        else if (due <= desk.NowUtc) ModelState.AddModelError("Input.DueAt", "Giờ hẹn phải ở sau lúc này.");
        return SaveAsync(new(() => Rights.Publish, (id, _) => desk.Store.ScheduleAsync(Type, id, action, due!.Value, Actor, ct), due is { } at ? $"{done} lúc {BusinessTime.DateAndTime(at)}." : done), ct);
    }

    /// <summary>Does something to the item as it is saved; the form's texts are not looked at.</summary>
    private async Task<IActionResult> ActAsync(Step step, CancellationToken ct)
    {
        if (await RefusedAsync(ct) is { } refusal) return refusal;
        if (IsNew || !step.Allowed()) return Forbid();
        return Tell(await step.RunAsync(Id, Item.LatestVersion), step.Done);
    }

    /// <summary>Saves the form as a new version when it says anything new, then goes on with the step.</summary>
    private async Task<IActionResult> SaveAsync(Step? step, CancellationToken ct)
    {
        if (await RefusedAsync(ct) is { } refusal) return refusal;
        if ((step is not null && !step.Allowed()) || (ReadOnly && step is null)) return Forbid();
        var said = "Không có gì thay đổi so với bản đã lưu.";
        // What is decided on is what the person has read, even when somebody saved another one a moment ago.
        var seen = Input.BasedOn;
        if (!ReadOnly)
        {
            var before = IsNew ? null : await TextAsync(Item, ct);
            var draft = Item;
            await TakeSharedAsync(draft, ct);
            await TakeOwnAsync(draft, ct);
            if (!ModelState.IsValid) return await ShowAsync(ct);
            if (before is null || before != await TextAsync(draft, ct))
            {
                var basedOn = IsNew ? 0 : Input.Over > 0 ? Input.Over : Input.BasedOn;
                var result = await desk.Store.SaveAsync(Type, draft, basedOn, Input.Note, Actor, ct);
                if (!result.Done) return await ShowRefusalAsync(result, ct);
                Id = result.ContentItemId;
                seen = result.Version;
                said = $"Đã lưu bản {result.Version}.";
            }
        }
        if (Rights.Me is { } me && Input.DraftKey.StartsWith($"{Type.Name}:", StringComparison.Ordinal)) await desk.Drafts.ForgetAsync(me, Input.DraftKey, ct);
        if (step is null)
        {
            TempData.Say(said);
            return Reload();
        }
        return Tell(await step.RunAsync(Id, seen), step.Done);
    }

    private LocalRedirectResult Reload() => LocalRedirect($"{Type.AdminPath}/{Id}");

    private IActionResult Tell(ContentResult result, string done)
    {
        if (result.Outcome == ContentOutcome.NotFound) return NotFound();
        if (result.Done) TempData.Say(done);
        else TempData.Refuse(result.Outcome == ContentOutcome.Conflict ? ["Có người vừa làm việc khác với bài này. Hãy xem lại rồi thử lại."] : result.Problems ?? []);
        return Reload();
    }

    private async Task<IActionResult> ShowRefusalAsync(ContentResult result, CancellationToken ct)
    {
        foreach (var problem in result.Problems ?? []) ModelState.AddModelError("Input.Markdown", problem);
        var shown = await ShowAsync(ct);
        if (result.Outcome != ContentOutcome.Conflict) return shown;
        Newer = Versions.Count > 0 ? Versions[0] : null;
        if (Newer is null) return NotFound();
        if (await desk.JsonAsync(Id, Newer.Number, ct) is { } theirs)
            Differences = await DifferencesAsync(theirs, ContentJson.Write(Item, Type, "", await desk.UnitsAsync(ct)), ct);
        Response.StatusCode = StatusCodes.Status409Conflict;
        return shown;
    }

    /// <summary>Opens the item; an answer when there is none or the person may not see it.</summary>
    private async Task<IActionResult?> RefusedAsync(CancellationToken ct)
    {
        Tree = await desk.SectionsAsync(ct);
        if (IsNew)
        {
            Item = Type.New();
            return Rights.Create ? null : Forbid();
        }
        if (await desk.Store.OpenAsync(Type, Id, ct: ct) is not { } item) return NotFound();
        Item = item;
        return Rights.See(item) ? null : Forbid();
    }

    private async Task<IActionResult> ShowAsync(CancellationToken ct)
    {
        if (UnitSuggestions.Count == 0) UnitSuggestions = await desk.ProvincesAsync(ct);
        await PrepareOwnAsync(ct);
        if (!IsNew)
        {
            Versions = await desk.Db.Set<ContentVersion>().AsNoTracking().Where(version => version.ContentItemId == Id)
                .OrderByDescending(version => version.Number).Take(VersionsShown).ToListAsync(ct);
            Schedule = await desk.Db.Set<ContentSchedule>().AsNoTracking().Where(plan => plan.ContentItemId == Id).OrderBy(plan => plan.DueUtc).ToListAsync(ct);
            Notes = [.. (await desk.Db.Set<ContentNote>().AsNoTracking().Where(note => note.ContentItemId == Id).OrderByDescending(note => note.Id).Take(NotesShown).ToListAsync(ct)).AsEnumerable().Reverse()];
            Others = await desk.Drafts.OthersAsync(Id, Rights.Me, ct);
            if (Rights.Assign) People = await desk.PeopleAsync(ct);
            if ((Rights.Approve || Rights.Return) && Item is { HasNewerDraft: true, PublishedVersion: { } shown } && await desk.JsonAsync(Id, shown, ct) is { } before && await desk.JsonAsync(Id, Item.LatestVersion, ct) is { } after)
                Unpublished = await DifferencesAsync(before, after, ct);
            await CheckAsync(ct);
        }
        else if (Rights.Me is { } me) Unsaved = [.. (await desk.Drafts.UnsavedAsync(me, ct)).Where(draft => draft.Key != Input.DraftKey && draft.Key.StartsWith($"{Type.Name}:", StringComparison.Ordinal))];
        ViewData["Desk"] = true;
        return Page();
    }

    private async Task CheckAsync(CancellationToken ct)
    {
        Problems = [.. Type.ProblemsForPublishing(Item)];
        Advice = [.. OwnAdvice(Item), .. await desk.AdviceAsync(Item, ct)];
    }

    private async Task<IReadOnlyList<DiffLine>> DifferencesAsync(System.Text.Json.Nodes.JsonObject before, System.Text.Json.Nodes.JsonObject after, CancellationToken ct)
    {
        var sections = await desk.SectionsAsync(ct);
        return WordDiff.Between(VersionText.Of(Type, before, sections), VersionText.Of(Type, after, sections));
    }

    private async Task FillAsync(CancellationToken ct)
    {
        var registry = await desk.UnitsAsync(ct);
        Input = new()
        {
            Title = Item.Title, Slug = Item.Slug, Markdown = Item.Markdown, Tags = string.Join(", ", Item.Tags),
            Section = Item.Sections.FirstOrDefault() ?? "", Sections = [.. Item.Sections.Skip(1)],
            Unit = Item.UnitId is { } id && registry.Find(id) is { } unit ? UnitText(unit) : "",
            BasedOn = Item.LatestVersion, Assignee = Item.AssigneeId,
            DraftKey = IsNew ? Unfinished is { Length: > 0 and <= 100 } key && key.StartsWith($"{Type.Name}:", StringComparison.Ordinal) ? key : $"{Type.Name}:{New}:{ContentJson.NewId()}" : $"{Type.Name}:{Id}",
        };
        ShowOwn(Item);
    }

    /// <summary>A province of today by its name; any other by the slug that names it alone.</summary>
    public static string UnitText(Unit unit) => unit is { Kind: UnitKind.Province, ValidTo: null } ? unit.Name : unit.Slug;

    private async Task TakeSharedAsync(ContentItem draft, CancellationToken ct)
    {
        draft.Title = Input.Title.Trim();
        draft.Slug = string.IsNullOrWhiteSpace(Input.Slug) ? null : Input.Slug;
        draft.Markdown = Input.Markdown;
        draft.Tags = [.. Input.Tags.Split([',', ';', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).DistinctBy(tag => Vietnamese.Slug(tag))];
        if (draft.Tags.Exists(tag => tag.Length > 120)) ModelState.AddModelError("Input.Tags", "Mỗi thẻ dài nhất 120 ký tự; các thẻ cách nhau bằng dấu phẩy.");
        var wanted = Input.Sections.Prepend(Input.Section).Where(id => id.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        if (wanted.Exists(id => Tree.Find(id) is null)) ModelState.AddModelError("Input.Section", "Chuyên mục vừa bị xóa hoặc không có. Hãy chọn lại.");
        if (Input.Section.Length == 0 && wanted.Count > 0) ModelState.AddModelError("Input.Section", "Hãy chọn chuyên mục chính trước các chuyên mục khác.");
        var added = wanted.Where(id => !draft.Sections.Contains(id)).Select(Tree.Find).OfType<Term>();
        if (added.FirstOrDefault(term => term.Closed) is { } closed) ModelState.AddModelError("Input.Section", $"Chuyên mục “{closed.Name}” đã đóng, không nhận bài mới.");
        draft.Sections = wanted;
        await TakeUnitAsync(draft, ct);
    }

    private async Task TakeUnitAsync(ContentItem draft, CancellationToken ct)
    {
        // Who is limited to a unit writes for it, and moves nothing out of it.
        draft.UnitId = Rights.UnitLimit;
        if (string.IsNullOrWhiteSpace(Input.Unit)) return;
        var found = await desk.UnitsNamedAsync(Input.Unit, ct);
        if (found is [var unit] && (unit.Slug == Input.Unit.Trim() || unit.SearchKey == Vietnamese.Fold(Input.Unit.Trim()))) 
        {
            if (User.Reaches(unit.Id)) draft.UnitId = unit.Id;
            else ModelState.AddModelError("Input.Unit", $"Tài khoản của bạn chỉ làm việc với đơn vị của mình và các đơn vị trực thuộc, không với “{unit.Name}”.");
            return;
        }
        UnitSuggestions = found;
        ModelState.AddModelError("Input.Unit", found.Count == 0
            ? $"Không có đơn vị nào tên “{Input.Unit}”."
            : $"“{Input.Unit}” có thể là: {string.Join("; ", found.Take(8).Select(one => $"{one.Name} ({one.Slug})"))}{(found.Count > 8 ? "; …" : ".")} Hãy chép lại phần trong ngoặc.");
    }

    /// <summary>Everything that a version would keep, to tell whether anything was changed.</summary>
    private async Task<string> TextAsync(ContentItem item, CancellationToken ct)
    {
        var json = ContentJson.Write(item, Type, "", await desk.UnitsAsync(ct));
        return json.ToJsonString(ContentJson.Options);
    }
}
