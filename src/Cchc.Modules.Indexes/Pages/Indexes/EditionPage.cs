using Cchc.Core.Changes;
using Cchc.Core.Text;
using Cchc.Modules.Indexes.Rules;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Cchc.Modules.Indexes.Pages.Indexes;

/// <summary>What the pages of one edition share: finding it, and a table in an order, narrowed by a name.</summary>
public abstract class EditionPage(IndexLibrary library, OwnUnits own) : PageModel
{
    [FromRoute(Name = "kind")] public string KindSlug { get; set; } = "";
    [FromRoute(Name = "year")] public int Year { get; set; }
    /// <summary>Word of a level where a year has several.</summary>
    [FromQuery(Name = "cap")] public string? LevelWord { get; set; }
    [FromQuery(Name = "sap-xep")] public string? OrderWord { get; set; }
    [FromQuery(Name = "q")] public string? Q { get; set; }
    public EditionPlace Place { get; private set; } = null!;
    public Edition? Before { get; private set; }
    /// <summary>Changes of method since <see cref="Before"/>.</summary>
    public IReadOnlyList<(int Year, string Reason)> Breaks { get; private set; } = [];
    public RankingTable Table { get; private set; } = null!;
    /// <summary>Slugs of the site's own province and of those that went into it.</summary>
    public IReadOnlySet<string> Own { get; private set; } = new HashSet<string>();

    /// <returns>Whether there is such an edition.</returns>
    protected async Task<bool> FindAsync(CancellationToken ct)
    {
        HttpContext.MadeOf(IndexTags.All);
        Own = await own.SlugsAsync(ct);
        if ((await library.GetAsync(ct)).Find(KindSlug) is not { } index) return false;
        var edition = LevelWord is null ? index.Find(Year) : index.Editions.FirstOrDefault(one => one.Year == Year && IndexEdition.LevelWord(one.Level) == LevelWord);
        if (edition is null) return false;
        (Place, Before) = (new(index, edition), index.Before(edition));
        Breaks = index.BreaksSince(Before, edition);
        return true;
    }

    protected void Rank(string caption, string? code, decimal? max, string path)
    {
        var key = Vietnamese.Fold(Q?.Trim());
        var order = RankingTable.OrderOf(OrderWord);
        var rows = Place.Index.Rows(Place.Edition, code).Where(row => Vietnamese.Fold(row.Result.UnitName).Contains(key, StringComparison.Ordinal)).Sorted(order);
        if (LevelWord is not null) path += $"?cap={LevelWord}";
        Table = new(Place, caption, rows, order, code is null, max, Before?.Year, path, Q?.Trim()) { Own = Own };
    }
}
