using Cchc.Core.Units;
using Cchc.Modules.Indexes.Rules;

namespace Cchc.Modules.Indexes.Units;

/// <summary>The latest result of a unit, or of one that went into it, in one index.</summary>
public sealed record UnitIndexLine(Index Index, Edition Edition, Unit Unit, RankedRow Row);

/// <summary>Index results on a unit's page.</summary>
public sealed class IndexResultsOfUnit(IndexLibrary library) : IUnitBlock
{
    public string Name => "indexes.results";
    public string Title => "Chỉ số";
    public int Order => 10;
    public string View => "/Pages/Indexes/_UnitResults.cshtml";
    public IReadOnlyList<string> MadeOf => IndexTags.All;

    public async Task<object?> LoadAsync(UnitHistory history, CancellationToken ct)
    {
        var shelf = await library.GetAsync(ct);
        var lines = (from index in shelf.Indexes
                     from unit in history.All
                     let edition = index.Editions.FirstOrDefault(edition => edition.Table.Results.Any(result => result.UnitSlug == unit.Slug))
                     where edition is not null
                     select new UnitIndexLine(index, edition, unit, index.Rows(edition).First(row => row.Result.UnitSlug == unit.Slug))).ToList();
        return lines.Count == 0 ? null : lines;
    }
}
