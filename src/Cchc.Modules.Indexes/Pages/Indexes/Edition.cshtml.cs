using Cchc.Modules.Indexes.Charts;
using Microsoft.AspNetCore.Mvc;

namespace Cchc.Modules.Indexes.Pages.Indexes;

/// <summary>The results of one index for one year.</summary>
public sealed class EditionModel(IndexLibrary library, OwnUnits own) : EditionPage(library, own)
{
    /// <summary>What the numbers say at first sight, in a sentence, or "".</summary>
    public string Summary { get; private set; } = "";
    /// <summary>How the units lie along the scale; "" for too few.</summary>
    public string Dots { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!await FindAsync(ct)) return NotFound();
        var (index, edition) = (Place.Index, Place.Edition);
        Rank($"{index.Item.ShortName} {edition.Year}, {edition.Table.Results.Count} đơn vị", null, null, $"{index.Url}/{edition.Year}");
        var known = index.Rows(edition).Where(row => row.Score.Value is not null).OrderByDescending(row => row.Score.Value).ToList();
        if (known.Count > 2 && edition.IsComplete() && index.Item.Ordering == IndexOrdering.Rank)
            Summary = $"{known[0].Result.UnitName} dẫn đầu với {IndexWords.Number(known[0].Score.Value!.Value, index.Item)} {index.Item.Unit}; từ đầu đến cuối bảng cách nhau {IndexWords.Number(known[0].Score.Value!.Value - known[^1].Score.Value!.Value, index.Item)} {index.Item.Unit}.";
        Dots = DotsOf(index, edition, Own);
        return Page();
    }

    /// <summary>The distribution of an edition's totals.</summary>
    public static string DotsOf(Index index, Edition edition, IReadOnlySet<string> own) => DotChart.Draw(
        [.. edition.Table.Results.Where(result => result.Total.Value is not null).Select(result => new Dot(result.UnitName, result.Total.Value!.Value, result.UnitSlug is { } slug && own.Contains(slug)))],
        value => IndexWords.Number(value, index.Item), $"{index.Item.ShortName} {edition.Year}: phân bố của {edition.Table.Results.Count} đơn vị; số ở bảng");
}
