using Cchc.Modules.Content.Home;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Cchc.Modules.Content.Pages.Admin.HomePage;

/// <summary>The home page as the form would make it. Nobody else sees it and nothing keeps it.</summary>
[Authorize("home.manage")]
public sealed class PreviewModel(HomeDesk desk, FrontPage page) : PageModel
{
    [BindProperty] public HomeInput Input { get; set; } = new();
    public IReadOnlyList<ShownBlock> Blocks { get; private set; } = [];
    public IReadOnlyList<string> Problems { get; private set; } = [];

    /// <summary>Without a form there is nothing that differs from the page itself.</summary>
    public IActionResult OnGet() => LocalRedirect("/quan-tri/trang-chu");

    public async Task OnPostAsync(CancellationToken ct)
    {
        Input.Tidy();
        var problems = new List<string>();
        var blocks = await desk.ReadAsync(Input.Blocks, (_, why) => problems.Add(why), ct);
        Problems = problems;
        Blocks = await page.DraftAsync(blocks, desk.Kinds, ct);
    }
}
