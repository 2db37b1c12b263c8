using Cchc.Modules.Indexes.Rules;
using Microsoft.AspNetCore.Mvc;

namespace Cchc.Modules.Indexes.Pages.Indexes;

/// <summary>One criterion of an edition over all units.</summary>
public sealed class CriterionModel(IndexLibrary library, OwnUnits own) : EditionPage(library, own)
{
    public Criterion Criterion { get; private set; } = null!;
    public CriteriaList Below { get; private set; } = null!;
    public decimal? Mean { get; private set; }

    public async Task<IActionResult> OnGetAsync(string code, CancellationToken ct)
    {
        if (!await FindAsync(ct) || Place.Edition.Table.Criteria.FirstOrDefault(one => one.Code == code) is not { } criterion) return NotFound();
        Criterion = criterion;
        Below = new(Place, criterion.Code, LevelWord);
        Mean = Ranks.Mean(Place.Edition.Table.Results.Select(result => result.ScoreOf(code).Value));
        Rank($"{criterion.Name}, {Place.Index.Item.ShortName} {Place.Edition.Year}", code, criterion.Max, $"{Place.Index.Url}/{Place.Edition.Year}/tieu-chi/{Uri.EscapeDataString(code)}");
        return Page();
    }
}
