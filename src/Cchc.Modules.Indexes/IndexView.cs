using Cchc.Modules.Indexes.Rules;

namespace Cchc.Modules.Indexes;

/// <summary>Rankings of published editions.</summary>
public static class IndexView
{
    public static bool IsComplete(this Edition edition) => edition.Item.Incomplete.Length == 0;

    /// <summary>Changes of method between an edition and the one before it.</summary>
    public static IReadOnlyList<(int Year, string Reason)> BreaksSince(this Index index, Edition? before, Edition edition) =>
        before is null ? [] : Breaks.Read(index.Item.Breaks).Between(before.Year, edition.Year);

    /// <summary>The criteria of all editions, each code once, as the latest edition names it.</summary>
    public static IReadOnlyList<Criterion> AllCriteria(this Index index) => [.. index.Editions.SelectMany(edition => edition.Table.Criteria).DistinctBy(criterion => criterion.Code)];

    /// <param name="code">Criterion, or null for the total.</param>
    public static IReadOnlyList<RankedRow> Rows(this Index index, Edition edition, string? code = null)
    {
        var before = index.Before(edition);
        return Ranking.Of(edition.Table, code, before?.Table, index.Item.Ordering == IndexOrdering.Rank, edition.IsComplete(), before?.IsComplete() ?? false, index.BreaksSince(before, edition).Count > 0);
    }

    /// <summary>A unit's totals over all years of a level, oldest first; years without a line of it are left out.</summary>
    public static IReadOnlyList<(Edition Edition, RankedRow Row)> History(this Index index, string unitSlug) =>
        [.. from edition in index.Editions.OrderBy(edition => edition.Year)
            let row = index.Rows(edition).FirstOrDefault(row => row.Result.UnitSlug == unitSlug)
            where row is not null
            select (edition, row)];
}
