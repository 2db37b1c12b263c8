using Cchc.Core.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Cchc.Modules.Content.Pages.Admin.Preview;

/// <summary>Renders a body that is not saved, for the editor's preview.</summary>
[Authorize("newsroom.enter")]
public sealed class IndexModel(EditorialDesk desk) : PageModel
{
    public IActionResult OnGet() => NotFound();

    public IActionResult OnPost(string? markdown) =>
        !desk.IsWriter(User) ? Forbid()
        : markdown?.Length > MarkdownText.MaxLength ? BadRequest()
        : Content(MarkdownText.ToHtml(markdown ?? ""), "text/html; charset=utf-8");
}
