using Cchc.Core.Content;
using Cchc.Core.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Cchc.Modules.Content.Pages.Admin.Preview;

/// <summary>A saved version in the look of the public site. Nobody else can open it and nothing keeps it.</summary>
[Authorize("newsroom.enter")]
public sealed class ItemModel(EditorialDesk desk) : PageModel
{
    [FromQuery(Name = "ban")] public int? Number { get; set; }
    public ContentType Type { get; private set; } = null!;
    public ContentItem Item { get; private set; } = null!;
    public string Html { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(string type, string id, CancellationToken ct)
    {
        if (desk.Modules.ContentType(type) is not { } known || await desk.Store.OpenAsync(known, id, Number, ct) is not { } item) return NotFound();
        if (!new ContentRights(User).See(item)) return Forbid();
        (Type, Item, Html) = (known, item, MarkdownText.ToHtml(item.Markdown));
        return Page();
    }
}
