namespace Cchc.Core.Search;

/// <summary>A run of text, and whether it is what the reader looked for. Plain text: the page escapes it.</summary>
public readonly record struct TextSegment(string Text, bool IsMatch);

/// <summary>A value of a facet and how many hits have it.</summary>
public readonly record struct FacetCount(string Value, int Count);

/// <summary>One hit.</summary>
/// <param name="Document">What was indexed, without its body and files.</param>
/// <param name="Title">The whole title, the match marked.</param>
/// <param name="Snippet">Some 240 characters round the match in sapo or body; their beginning when only the title matches.</param>
/// <param name="File">Address of the attached file that the snippet is from, when the file shows more of what was looked for than the page; else null.</param>
public sealed record SearchHit(SearchDocument Document, IReadOnlyList<TextSegment> Title, IReadOnlyList<TextSegment> Snippet, string? File = null);

/// <summary>The answer to a <see cref="SearchQuery"/>.</summary>
public sealed record SearchResult
{
    /// <summary>No page shows a hit beyond this place: whoever leafs that far needs a better question, and each would cost more than the last.</summary>
    public const int Deepest = 1_000;

    /// <summary>All hits, also those too deep to be shown.</summary>
    public int Total { get; init; }
    /// <summary>The page's hits; empty beyond the end.</summary>
    public IReadOnlyList<SearchHit> Hits { get; init; } = [];
    /// <summary>The last page that has hits; 0 when there is none.</summary>
    public int Pages { get; init; }
    /// <summary>
    /// Counts of every facet's values, most frequent first, years latest first. A facet's own filter does not hide its other
    /// values: they count what the reader would get by choosing them as well.
    /// </summary>
    public IReadOnlyDictionary<SearchFacet, IReadOnlyList<FacetCount>> Facets { get; init; } = new Dictionary<SearchFacet, IReadOnlyList<FacetCount>>();
    /// <summary>"Có phải bạn tìm": a query that finds more, when this one found nothing or very little; else null.</summary>
    public string? Suggestion { get; init; }
    /// <summary>No document has all the words; these have most of them.</summary>
    public bool IsLoose { get; init; }
}

public enum SearchSuggestionKind { Title, Number, Tag }

/// <summary>A line below the search box while the reader types.</summary>
/// <param name="Text">Title, document number or tag as written.</param>
/// <param name="Kind">Which of them.</param>
/// <param name="Url">Where a title or number leads; null for a tag, which is a query.</param>
public sealed record SearchSuggestion(string Text, SearchSuggestionKind Kind, string? Url);
