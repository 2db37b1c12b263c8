using Cchc.Core;
using Cchc.Core.Content;
using Cchc.Core.People;
using Cchc.Core.Text;
using Cchc.Themes.TagHelpers.Admin;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Content.Pages.Admin.Trash;

/// <summary>Deletes one item of the trash for good, after a word was typed: nothing brings it back.</summary>
[Authorize("content.delete")]
public sealed class DeleteModel(SiteDb db, SiteModules modules, TrashBin bin, TimeProvider clock) : PageModel
{
    /// <summary>What has to be typed; marks and capitals do not matter.</summary>
    public const string Word = "xóa hẳn";

    [FromRoute(Name = "type")] public string TypeName { get; set; } = "";
    [FromRoute] public string Id { get; set; } = "";
    [BindProperty] public string? Typed { get; set; }

    public ContentType Type { get; private set; } = null!;
    public ContentItem Item { get; private set; } = null!;
    public int Addresses { get; private set; }
    public int? DaysLeft { get; private set; }
    public string ListUrl => $"{Type.AdminPath}?trang-thai={ContentState.Trash}";

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await FindAsync(ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!await FindAsync(ct)) return NotFound();
        if (Vietnamese.Fold(Typed?.Trim()) != Vietnamese.Fold(Word))
        {
            ModelState.AddModelError(nameof(Typed), $"Hãy gõ “{Word}” để xác nhận.");
            return Page();
        }
        var result = await bin.DeleteAsync(Type, Id, HttpContext.Actor(), null, ct);
        if (result.Done) TempData.Say($"Đã xóa hẳn “{(Item.LatestTitle.Length > 100 ? Item.LatestTitle[..100] + "…" : Item.LatestTitle)}”.");
        else TempData.Refuse(result.Problems ?? ["Có người vừa làm việc khác với mục này. Hãy xem lại rồi thử lại."]);
        return LocalRedirect(ListUrl);
    }

    private async Task<bool> FindAsync(CancellationToken ct)
    {
        if (modules.ContentType(TypeName) is not { } type || await type.Rows(db).AsNoTracking().FirstOrDefaultAsync(row => row.ContentItemId == Id && row.State == ContentState.Trash, ct) is not { } item) return false;
        // A person who may delete but not see drafts of others does not read their titles here either.
        if (!new ContentRights(User, type).See(item)) return false;
        (Type, Item) = (type, item);
        Addresses = await db.Set<ContentRoute>().CountAsync(route => route.ContentItemId == Id, ct);
        DaysLeft = item.TrashedUtc is { } trashed ? TrashBin.DaysLeft(trashed, clock.GetUtcNow().UtcDateTime) : null;
        return true;
    }
}
