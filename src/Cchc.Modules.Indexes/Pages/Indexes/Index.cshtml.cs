using Cchc.Core.Changes;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Cchc.Modules.Indexes.Pages.Indexes;

/// <summary>All indexes.</summary>
public sealed class IndexModel(IndexLibrary library) : PageModel
{
    public IndexShelf Shelf { get; private set; } = new([]);

    public async Task OnGetAsync(CancellationToken ct)
    {
        Shelf = await library.GetAsync(ct);
        HttpContext.MadeOf(IndexTags.All);
    }
}
