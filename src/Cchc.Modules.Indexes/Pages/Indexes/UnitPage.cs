using Cchc.Core.Changes;
using Cchc.Core.Units;
using Cchc.Modules.Indexes.Charts;
using Cchc.Modules.Indexes.Rules;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Cchc.Modules.Indexes.Pages.Indexes;

/// <summary>What one unit got in one index over the years, with the lines of the units that went into it: they are never added up.</summary>
public abstract class UnitPage(IndexLibrary library, UnitDirectory units) : PageModel
{
    /// <summary>One criterion of the latest edition.</summary>
    public sealed record ProfileLine(Criterion Criterion, Score Score, decimal? Mean, decimal? Best, decimal? Least, decimal? Median);

    public Index Index { get; private set; } = null!;
    public Unit Unit { get; private set; } = null!;
    /// <summary>The unit itself, where it has results, then its predecessors.</summary>
    public IReadOnlyList<(Unit Unit, IReadOnlyList<(Edition Edition, RankedRow Row)> History)> Lines { get; private set; } = [];
    public string Chart { get; private set; } = "";
    public IReadOnlyDictionary<int, string> Breaks { get; private set; } = new Dictionary<int, string>();
    /// <summary>The latest edition that has the unit, or a predecessor, with its criteria.</summary>
    public (Unit Unit, Edition Edition, IReadOnlyList<ProfileLine> Lines)? Profile { get; private set; }

    /// <summary>The same criteria for the chart: those that anybody has a score in.</summary>
    public IReadOnlyList<RangeLine> Ranges { get; private set; } = [];

    /// <returns>Whether there is such an index with results of the unit.</returns>
    protected async Task<bool> FindAsync(string kind, string unit, CancellationToken ct)
    {
        HttpContext.MadeOf([.. IndexTags.All, UnitDirectory.ChangeTag]);
        var registry = await units.GetAsync(ct);
        if ((await library.GetAsync(ct)).Find(kind) is not { } index || registry.FindSlug(unit) is not { } found) return false;
        (Index, Unit) = (index, found);
        Lines = [.. registry.WithPredecessors(found).Select(one => (one, History: index.History(one.Slug))).Where(line => line.History.Count > 0)];
        if (Lines.Count == 0) return false;
        Breaks = Rules.Breaks.Read(index.Item.Breaks);
        Chart = TrendChart.Draw([.. Lines.Select(line => new TrendSeries(line.Unit.Name, [.. line.History.Select(point => (point.Edition.Year, point.Row.Score.Value))]))], Breaks.Keys, $"{index.Item.ShortName} của {found.Name} qua các năm; số ở bảng bên dưới");
        if (Lines.SelectMany(line => line.History.Select(point => (line.Unit, point.Edition, point.Row))).Where(one => one.Edition.Table.Criteria.Count > 0 && one.Row.Result.Scores.Count > 0).OrderByDescending(one => one.Edition.Year).FirstOrDefault() is { Edition: { } latest } shown)
            Profile = (shown.Unit, latest, [.. latest.Table.ChildrenOf(null).Select(criterion => new ProfileLine(criterion, shown.Row.Result.ScoreOf(criterion.Code),
                Ranks.Mean(latest.Table.Results.Select(result => result.ScoreOf(criterion.Code).Value)), latest.Table.Results.Max(result => result.ScoreOf(criterion.Code).Value),
                latest.Table.Results.Min(result => result.ScoreOf(criterion.Code).Value), Ranks.Median(latest.Table.Results.Select(result => result.ScoreOf(criterion.Code).Value))))]);
        Ranges = Profile is { } profile ? [.. profile.Lines.Where(line => line.Least is not null).Select(line => new RangeLine(line.Criterion.Name, line.Score.Value, line.Least!.Value, line.Median!.Value, line.Best!.Value, line.Criterion.Max))] : [];
        return true;
    }
}
