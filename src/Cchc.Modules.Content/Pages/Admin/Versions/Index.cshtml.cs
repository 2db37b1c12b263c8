using Cchc.Core.Content;
using Cchc.Core.People;
using Cchc.Core.Text;
using Cchc.Themes.TagHelpers.Admin;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Content.Pages.Admin.Versions;

/// <summary>The saved versions of an item: each can be read, compared with another, and made the newest draft again.</summary>
[Authorize("newsroom.enter")]
public sealed class IndexModel(EditorialDesk desk) : PageModel
{
    [FromRoute(Name = "type")] public string TypeName { get; set; } = "";
    [FromRoute] public string Id { get; set; } = "";
    [FromRoute] public int? Number { get; set; }
    [FromQuery(Name = "so-voi")] public int? Against { get; set; }

    public ContentType Type { get; private set; } = null!;
    public ContentItem Item { get; private set; } = null!;
    public IReadOnlyList<ContentVersion> Versions { get; private set; } = [];
    public ContentVersion? Shown { get; private set; }
    public string Html { get; private set; } = "";
    public IReadOnlyList<DiffLine> Changes { get; private set; } = [];
    public bool MayRestore { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await RefusedAsync(ct) is { } refusal) return refusal;
        Versions = await desk.Db.Set<ContentVersion>().AsNoTracking().Where(version => version.ContentItemId == Id)
            .OrderByDescending(version => version.Number).Take(500)
            .Select(version => new ContentVersion
            {
                ContentItemId = version.ContentItemId, ContentItemVersionId = version.ContentItemVersionId, ContentType = version.ContentType, Number = version.Number, Json = "",
                Title = version.Title, SavedUtc = version.SavedUtc, SavedBy = version.SavedBy, SavedById = version.SavedById, Note = version.Note,
            }).ToListAsync(ct);
        if (Number is not { } number) return Page();
        Shown = Versions.FirstOrDefault(version => version.Number == number);
        if (Shown is null || await desk.Store.OpenAsync(Type, Id, number, ct) is not { } text) return NotFound();
        Html = MarkdownText.ToHtml(text.Markdown);
        if (Against is not { } other) return Page();
        if (await desk.JsonAsync(Id, other, ct) is not { } before || await desk.JsonAsync(Id, number, ct) is not { } after) return NotFound();
        var sections = await desk.SectionsAsync(ct);
        Changes = WordDiff.Between(VersionText.Of(Type, before, sections), VersionText.Of(Type, after, sections));
        return Page();
    }

    /// <summary>Leads from the form with two chosen versions to the address of their comparison.</summary>
    public IActionResult OnGetCompare(int from, int to) => LocalRedirect($"/quan-tri/ban-luu/{Uri.EscapeDataString(TypeName)}/{Uri.EscapeDataString(Id)}/{to}?so-voi={from}");

    /// <summary>Saves the text of the shown version as a new one.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (await RefusedAsync(ct) is { } refusal) return refusal;
        if (!MayRestore) return Forbid();
        if (Number is not { } number || await desk.Store.OpenAsync(Type, Id, number, ct) is not { } text) return NotFound();
        var result = await desk.Store.SaveAsync(Type, text, Item.LatestVersion, $"Lấy lại bản {number}", HttpContext.Actor(), ct);
        if (result.Done) TempData.Say($"Đã lấy lại bản {number} thành bản nháp {result.Version}.");
        else TempData.Refuse(result.Problems ?? ["Có người vừa lưu bản khác. Hãy xem lại rồi thử lại."]);
        return LocalRedirect($"{Type.AdminPath}/{Id}");
    }

    private async Task<IActionResult?> RefusedAsync(CancellationToken ct)
    {
        if (desk.Modules.ContentType(TypeName) is not { } type || await desk.Store.OpenAsync(type, Id, ct: ct) is not { } item) return NotFound();
        var rights = new ContentRights(User, type);
        (Type, Item, MayRestore) = (type, item, rights.Edit(item) && item.State != ContentState.Trash);
        return rights.See(item) ? null : Forbid();
    }
}
