using Cchc.Modules.Indexes.Rules;
using Microsoft.AspNetCore.WebUtilities;

namespace Cchc.Modules.Indexes.Pages.Indexes;

/// <summary>A ranking as a page shows it.</summary>
/// <param name="Max">Most that the shown score can be, or null.</param>
public sealed record RankingTable(EditionPlace Place, string Caption, IReadOnlyList<RankedRow> Rows, RankingOrder Order, bool IsTotal, decimal? Max, int? BeforeYear, string Path, string? Filter)
{
    /// <summary>Slugs of units whose lines are marked.</summary>
    public IReadOnlySet<string> Own { get; init; } = new HashSet<string>();

    private static readonly (string Word, RankingOrder Order)[] Orders = [("hang", RankingOrder.Rank), ("ten", RankingOrder.Name), ("diem", RankingOrder.Score), ("thay-doi", RankingOrder.Change)];

    /// <summary>The order of that word; the ranks' where it is none.</summary>
    public static RankingOrder OrderOf(string? word) => Orders.FirstOrDefault(pair => pair.Word == word).Order;

    /// <summary>Address of the same table in another order.</summary>
    public string UrlOf(string word)
    {
        var query = new Dictionary<string, string?>(StringComparer.Ordinal) { ["sap-xep"] = word == "hang" ? null : word, ["q"] = Filter };
        return QueryHelpers.AddQueryString(Path, query.Where(pair => !string.IsNullOrEmpty(pair.Value)));
    }
}
