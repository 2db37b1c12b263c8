using Cchc.Core.Changes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Cchc.Modules.Indexes.Pages.Indexes;

/// <summary>An edition and the index that it belongs to.</summary>
public sealed record EditionPlace(Index Index, Edition Edition);

/// <summary>One index: what it measures, and its editions.</summary>
public sealed class KindModel(IndexLibrary library) : PageModel
{
    public Index Index { get; private set; } = null!;
    public IReadOnlyList<(int Year, string Reason)> Breaks { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string kind, CancellationToken ct)
    {
        HttpContext.MadeOf(IndexTags.All);
        if ((await library.GetAsync(ct)).Find(kind) is not { } index) return NotFound();
        Index = index;
        Breaks = [.. Rules.Breaks.Read(index.Item.Breaks).OrderBy(pair => pair.Key).Select(pair => (pair.Key, pair.Value))];
        return Page();
    }
}
