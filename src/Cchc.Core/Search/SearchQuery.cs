namespace Cchc.Core.Search;

/// <summary>What readers may narrow a search by, and what is counted for them. The last four are of the newsroom's index alone.</summary>
public enum SearchFacet { ContentType, Section, Year, Unit, Kind, Review, Assignee, About, Genre }

public enum SearchOrder { Best, Newest }

/// <summary>One question to the index.</summary>
public sealed record SearchQuery
{
    /// <summary>Whatever was typed. Blank with a filter means all that the filters let through, newest first; blank without one finds nothing.</summary>
    public string? Text { get; init; }
    /// <summary>Values of a facet that are let through, exactly as counted: any of them; facets without values let all through.</summary>
    public IReadOnlyDictionary<SearchFacet, IReadOnlyCollection<string>> Filters { get; init; } = new Dictionary<SearchFacet, IReadOnlyCollection<string>>();
    public SearchOrder Order { get; init; }
    /// <summary>From 1. Pages beyond the last, beyond <see cref="SearchResult.Deepest"/> hits or below 1 are empty.</summary>
    public int Page { get; init; } = 1;
    /// <summary>1 to 100; a size outside is taken for the nearest inside.</summary>
    public int PageSize { get; init; } = 20;
}
