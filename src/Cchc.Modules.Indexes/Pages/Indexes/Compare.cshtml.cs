using Cchc.Core.Changes;
using Cchc.Core.Text;
using Cchc.Modules.Indexes.Charts;
using Cchc.Modules.Indexes.Rules;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Cchc.Modules.Indexes.Pages.Indexes;

/// <summary>Up to four units side by side: over the years, and by criterion in the latest year that has them all.</summary>
public sealed class CompareModel(IndexLibrary library) : PageModel
{
    public const int Most = 4;

    public Index Index { get; private set; } = null!;
    /// <summary>Units that have results, by name.</summary>
    public IReadOnlyList<(string Slug, string Name)> Units { get; private set; } = [];
    public IReadOnlyList<(string Slug, string Name)> Chosen { get; private set; } = [];
    public string Chart { get; private set; } = "";
    public IReadOnlyList<Edition> Years { get; private set; } = [];
    /// <summary>The edition whose criteria are compared, or null.</summary>
    public Edition? Common { get; private set; }

    public async Task<IActionResult> OnGetAsync(string kind, [FromQuery(Name = "dv")] string[] chosen, CancellationToken ct)
    {
        HttpContext.MadeOf(IndexTags.All);
        if ((await library.GetAsync(ct)).Find(kind) is not { } index) return NotFound();
        Index = index;
        Units = [.. index.Editions.SelectMany(edition => edition.Table.Results).Where(result => result.UnitSlug is not null).GroupBy(result => result.UnitSlug!).Select(same => (same.Key, same.First().UnitName)).OrderBy(unit => unit.UnitName, Vietnamese.Order)];
        Chosen = [.. chosen.Distinct().Take(Most).Select(slug => Units.FirstOrDefault(unit => unit.Slug == slug)).Where(unit => unit.Slug is not null)];
        if (Chosen.Count == 0) return Page();
        Years = [.. index.Editions.Where(edition => Chosen.Any(unit => edition.Table.Results.Any(result => result.UnitSlug == unit.Slug)))];
        Common = index.Editions.FirstOrDefault(edition => edition.Table.Criteria.Count > 0 && Chosen.All(unit => edition.Table.Results.Any(result => result.UnitSlug == unit.Slug && result.Scores.Count > 0)));
        var breaks = Breaks.Read(index.Item.Breaks);
        Chart = TrendChart.Draw([.. Chosen.Select(unit => new TrendSeries(unit.Name, [.. index.History(unit.Slug).Select(point => (point.Edition.Year, point.Row.Score.Value))]))], breaks.Keys, $"{index.Item.ShortName} của {string.Join(", ", Chosen.Select(unit => unit.Name))} qua các năm; số ở bảng bên dưới");
        return Page();
    }

    public static UnitResult? ResultOf(Edition edition, string slug) => edition.Table.Results.FirstOrDefault(result => result.UnitSlug == slug);
}
