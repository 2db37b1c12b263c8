using Cchc.Core.Changes;
using Cchc.Core.Content;
using Cchc.Modules.Content.Home;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Cchc.Modules.Content.Pages.Home;

/// <summary>The front page: the blocks of all modules in their order.</summary>
public sealed class IndexModel(IEnumerable<IHomeBlock> blocks, FrontPage page) : PageModel
{
    public IReadOnlyList<(string View, object Model)> Blocks { get; private set; } = [];
    /// <summary>When the newest story came: the date of this front page.</summary>
    public DateTime? UpdatedUtc { get; private set; }

    public async Task OnGetAsync(CancellationToken ct)
    {
        HttpContext.MadeOf(Tag.Home);
        var filled = new List<(string, object)>();
        foreach (var block in blocks.OrderBy(block => block.Order))
            if (await block.LoadAsync(ct) is { } model) filled.Add((block.View, model));
        Blocks = filled;
        UpdatedUtc = (await page.RowsAsync(ct)).Newest is [var newest, ..] ? newest.PublishedUtc : null;
    }
}
