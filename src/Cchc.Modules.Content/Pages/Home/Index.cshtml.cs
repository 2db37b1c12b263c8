using Cchc.Core.Changes;
using Cchc.Core.Content;
using Cchc.Modules.Content.Home;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Cchc.Modules.Content.Pages.Home;

/// <summary>The front page: the blocks of all modules as publishers have arranged them.</summary>
public sealed class IndexModel(IEnumerable<IHomeBlock> kinds, FrontPage page) : PageModel
{
    public IReadOnlyList<ShownBlock> Blocks { get; private set; } = [];
    /// <summary>When the newest story came: the date of this front page.</summary>
    public DateTime? UpdatedUtc { get; private set; }

    public async Task OnGetAsync(CancellationToken ct)
    {
        HttpContext.MadeOf(Tag.Home);
        Blocks = await page.BlocksAsync(kinds, ct);
        UpdatedUtc = (await page.RowsAsync(ct)).Newest is [var newest, ..] ? newest.PublishedUtc : null;
    }
}
