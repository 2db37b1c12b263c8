using Cchc.Modules.Indexes.Rules;

namespace Cchc.Modules.Indexes.Pages.Indexes;

/// <summary>Criteria below another one, or those of the first level.</summary>
public sealed record CriteriaList(EditionPlace Place, string? Parent, string? LevelWord)
{
    public IReadOnlyList<Criterion> Criteria => [.. Place.Edition.Table.ChildrenOf(Parent)];
    public string UrlOf(Criterion criterion) => $"{Place.Index.Url}/{Place.Edition.Year}/tieu-chi/{Uri.EscapeDataString(criterion.Code)}{(LevelWord is null ? "" : $"?cap={LevelWord}")}";
    public CriteriaList Below(Criterion criterion) => this with { Parent = criterion.Code };
    public decimal? MeanOf(Criterion criterion) => Ranks.Mean(Place.Edition.Table.Results.Select(result => result.ScoreOf(criterion.Code).Value));
}
