using Cchc.Core.Content;
using Cchc.Core.Settings;
using Cchc.Modules.Indexes.Rules;

namespace Cchc.Modules.Indexes.Home;

/// <summary>The latest result of the own province in one index; of one that went into it where it has none itself.</summary>
public sealed record HomeIndexFigure(Index Index, Edition Edition, RankedRow Row, string Url);

/// <summary>What the province got, on the home page: one figure for each index that names it. Nothing is typed in, so nothing grows old.</summary>
public sealed class IndexFiguresBlock(IndexLibrary library, OwnUnits own) : IHomeBlock
{
    public string Name => "indexes.figures";
    public string Label => "Kết quả chỉ số của tỉnh";
    public int? Order => 30;
    public string View => "/Pages/Indexes/_HomeFigures.cshtml";
    public IReadOnlyList<HomeOption> Options { get; } = [new("count", "Số chỉ số", HomeOptionKind.Number) { Default = "4", Least = 1, Most = 8 }];

    public async Task<object?> LoadAsync(HomeBlockSetting setting, CancellationToken ct)
    {
        var units = await own.AllAsync(ct);
        var figures = (from index in (await library.GetAsync(ct)).Indexes
                       let found = (from edition in index.Editions
                                    from row in index.Rows(edition)
                                    where row.Score.Value is not null && units.Any(unit => unit.Slug == row.Result.UnitSlug)
                                    select new HomeIndexFigure(index, edition, row, $"{index.Url}/don-vi/{row.Result.UnitSlug}")).FirstOrDefault()
                       where found is not null
                       select found).Take(setting.Number("count", 4, 1, 8)).ToList();
        return figures.Count > 0 ? figures : null;
    }
}
