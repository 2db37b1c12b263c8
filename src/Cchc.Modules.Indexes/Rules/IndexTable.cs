namespace Cchc.Modules.Indexes.Rules;

/// <summary>What stands where a score could stand. Blank is never 0.</summary>
public enum ResultState
{
    /// <summary>There is a value.</summary>
    Published,
    /// <summary>Không có số liệu: the source has none.</summary>
    Missing,
    /// <summary>Không công bố: measured, but kept back by the publisher.</summary>
    Withheld,
    /// <summary>Không đo: the unit was not measured in that year.</summary>
    NotMeasured,
    /// <summary>Không áp dụng: the criterion does not apply to the unit.</summary>
    NotApplicable,
}

/// <summary>One line of an edition's tree of criteria.</summary>
/// <param name="Code">Unique in its edition, stable over editions of one criteria set, e.g. <c>D1</c>, <c>SC11</c>.</param>
/// <param name="ParentCode">Code of the criterion above, or null for one of the first level.</param>
/// <param name="Max">Most points, or null where the source says none.</param>
/// <param name="Weight">Share in the total where the total is no plain sum, in percent of 100, or null.</param>
public sealed record Criterion(string Code, string Name, string? ParentCode = null, decimal? Max = null, decimal? Weight = null);

/// <summary>One cell.</summary>
/// <param name="Value">With the source's full precision; null unless <paramref name="State"/> is <see cref="ResultState.Published"/>.</param>
/// <param name="Source">Source of this cell where it is not the edition's own, or null.</param>
public sealed record Score(decimal? Value, ResultState State = ResultState.Published, string? Source = null)
{
    public static readonly Score None = new(null, ResultState.Missing);
}

/// <summary>What one unit got.</summary>
/// <param name="UnitSlug">Slug in the registry of units, which tells units of one code and different times apart; null for a unit that it does not know.</param>
/// <param name="UnitName">As printed in the source.</param>
/// <param name="Block">Units are ranked within their block (e.g. "sở, ban, ngành"); "" where all are one block.</param>
/// <param name="Total">The total as published.</param>
/// <param name="Rank">Rank as published, or null: then it is computed.</param>
/// <param name="Group">Group or tier as published (PAPI has groups, not ranks), or "".</param>
/// <param name="Max">The unit's own most points where it differs from the edition's, or null.</param>
/// <param name="Percent">Index in percent where the source gives points and percent; points are not percent.</param>
/// <param name="Scores">By code of the criterion; a code that is missing is <see cref="Score.None"/>.</param>
/// <param name="Note">What readers must know of this line, or "".</param>
public sealed record UnitResult(string? UnitSlug, string UnitName, string Block, Score Total, int? Rank, string Group, decimal? Max, decimal? Percent, IReadOnlyDictionary<string, Score> Scores, string Note = "")
{
    public Score ScoreOf(string code) => Scores.GetValueOrDefault(code) ?? Score.None;
}

/// <summary>Everything that an edition says, as imported: criteria in the order of the source, then units.</summary>
public sealed record IndexTable(IReadOnlyList<Criterion> Criteria, IReadOnlyList<UnitResult> Results)
{
    public static readonly IndexTable Empty = new([], []);

    public IEnumerable<Criterion> ChildrenOf(string? code) => Criteria.Where(criterion => criterion.ParentCode == code);
}
