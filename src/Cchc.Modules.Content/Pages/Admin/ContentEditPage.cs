using Cchc.Core.Content;
using Cchc.Core.People;
using Cchc.Core.Text;
using Cchc.Core.Units;
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
    private const int VersionsShown = 12;

    [BindProperty] public ContentInput Input { get; set; } = new();
    [FromRoute] public string Id { get; set; } = New;

    public ContentType Type { get; } = type;
    public ContentRights Rights => field ??= new(User);
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
    /// <summary>What stops publishing, and below it what an editor would mend.</summary>
    public IReadOnlyList<string> Problems { get; private set; } = [];
    public IReadOnlyList<string> Advice { get; private set; } = [];
    /// <summary>Pictures of the library to choose from while writing; null for those who may not use the library, who get the plain fields.</summary>
    public string? PickerUrl => Rights.Upload && !ReadOnly ? "/quan-tri/tu-lieu/chon" : null;
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

    public Task<IActionResult> OnPostPublishAsync(CancellationToken ct) =>
        SaveAsync(new(Rights.Publish, id => desk.Store.PublishAsync(Type, id, Actor, null, ct), "Đã đăng. Bạn đọc đang thấy bản này."), ct);

    public Task<IActionResult> OnPostScheduleAsync(CancellationToken ct) => ScheduleAsync(ScheduledAction.Publish, "Đã hẹn giờ đăng", ct);

    public Task<IActionResult> OnPostScheduleRemovalAsync(CancellationToken ct) => ScheduleAsync(ScheduledAction.Unpublish, "Đã hẹn giờ gỡ", ct);

    public Task<IActionResult> OnPostCancelAsync(ScheduledAction which, CancellationToken ct) =>
        ActAsync(new(Rights.Publish, id => desk.Store.CancelScheduleAsync(Type, id, which, Actor, ct), "Đã bỏ hẹn giờ."), ct);

    public Task<IActionResult> OnPostUnpublishAsync(CancellationToken ct) =>
        ActAsync(new(Rights.Publish, id => desk.Store.UnpublishAsync(Type, id, Actor, ct), "Đã gỡ. Bạn đọc không còn thấy bài này."), ct);

    public Task<IActionResult> OnPostTrashAsync(CancellationToken ct) =>
        ActAsync(new(Rights.Delete, id => desk.Store.TrashAsync(Type, id, Actor, ct), "Đã bỏ vào thùng rác. Có thể lấy lại trong 30 ngày."), ct);

    public Task<IActionResult> OnPostTakeBackAsync(CancellationToken ct) =>
        ActAsync(new(Rights.Delete, id => desk.Store.TakeBackAsync(Type, id, Actor, ct), "Đã lấy lại từ thùng rác."), ct);

    private sealed record Step(bool Allowed, Func<string, Task<ContentResult>> RunAsync, string Done);

    private Task<IActionResult> ScheduleAsync(ScheduledAction action, string done, CancellationToken ct)
    {
        var due = EditorialDesk.InstantOf(Input.DueAt);
        if (due is null && Rights.Publish) ModelState.AddModelError("Input.DueAt", "Hãy chọn ngày và giờ, ví dụ 23/11/2026 08:30.");
        else if (due <= desk.NowUtc) ModelState.AddModelError("Input.DueAt", "Giờ hẹn phải ở sau lúc này.");
        return SaveAsync(new(Rights.Publish, id => desk.Store.ScheduleAsync(Type, id, action, due!.Value, Actor, ct), due is { } at ? $"{done} lúc {BusinessTime.DateAndTime(at)}." : done), ct);
    }

    /// <summary>Does something to the item as it is saved; the form's texts are not looked at.</summary>
    private async Task<IActionResult> ActAsync(Step step, CancellationToken ct)
    {
        if (await RefusedAsync(ct) is { } refusal) return refusal;
        if (!step.Allowed || IsNew) return Forbid();
        return Tell(await step.RunAsync(Id), step.Done);
    }

    /// <summary>Saves the form as a new version when it says anything new, then goes on with the step.</summary>
    private async Task<IActionResult> SaveAsync(Step? step, CancellationToken ct)
    {
        if (await RefusedAsync(ct) is { } refusal) return refusal;
        if (step is { Allowed: false } || (ReadOnly && step is null)) return Forbid();
        var said = "Không có gì thay đổi so với bản đã lưu.";
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
                said = $"Đã lưu bản {result.Version}.";
            }
        }
        if (step is null)
        {
            TempData.Say(said);
            return Reload();
        }
        return Tell(await step.RunAsync(Id), step.Done);
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
            Problems = [.. Type.ProblemsForPublishing(Item)];
            Advice = [.. OwnAdvice(Item), .. await desk.AdviceAsync(Item, ct)];
        }
        ViewData["Desk"] = true;
        return Page();
    }

    private async Task FillAsync(CancellationToken ct)
    {
        var registry = await desk.UnitsAsync(ct);
        Input = new()
        {
            Title = Item.Title, Slug = Item.Slug, Markdown = Item.Markdown, Tags = string.Join(", ", Item.Tags),
            Section = Item.Sections.FirstOrDefault() ?? "", Sections = [.. Item.Sections.Skip(1)],
            Unit = Item.UnitId is { } id && registry.Find(id) is { } unit ? UnitText(unit) : "",
            BasedOn = Item.LatestVersion,
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
        draft.UnitId = null;
        if (string.IsNullOrWhiteSpace(Input.Unit)) return;
        var found = await desk.UnitsNamedAsync(Input.Unit, ct);
        if (found is [var unit] && (unit.Slug == Input.Unit.Trim() || unit.SearchKey == Vietnamese.Fold(Input.Unit.Trim()))) { draft.UnitId = unit.Id; return; }
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
