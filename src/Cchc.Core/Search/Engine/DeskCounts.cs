using System.Runtime.InteropServices;
using Cchc.Core.Content;
using Lucene.Net.Search;

namespace Cchc.Core.Search.Engine;

/// <summary>The numbers above the newsroom's lists, all counted in one pass over the columns and good until the index changes: a list must not cost
/// more where there are more items.</summary>
internal sealed class DeskCounts
{
    private readonly Dictionary<(string Type, string Kind), int> kinds = [];
    private readonly Dictionary<(string Type, string Review, string Author), int> reviews = [];

    private DeskCounts(IndexSearcher searcher)
    {
        foreach (var leaf in searcher.IndexReader.Leaves)
        {
            var (live, columns) = (leaf.AtomicReader.LiveDocs, SegmentColumns.Of(leaf.AtomicReader));
            FacetColumn Column(SearchFacet facet) => columns.Facets[(int)facet];
            var (types, genres, states, authors, ways) = (Column(SearchFacet.ContentType), Column(SearchFacet.Genre), Column(NewsroomIndex.StateFacet), Column(NewsroomIndex.AuthorFacet), Column(SearchFacet.Review));
            var trash = Array.IndexOf(states.Values, nameof(ContentState.Trash));
            var ofKind = new int[types.Values.Length, genres.Values.Length];
            for (var document = 0; document < leaf.AtomicReader.MaxDoc; document++)
            {
                if (live is not null && !live.Get(document) || types.Of(document) is not [var type]) continue;
                if (genres.Of(document) is [var genre]) ofKind[type, genre]++;
                if (ways.Of(document) is not [var way] || (states.Of(document) is [var state] && state == trash)) continue;
                CollectionsMarshal.GetValueRefOrAddDefault(reviews, (types.Values[type], ways.Values[way], authors.Of(document) is [var author] ? authors.Values[author] : ""), out _)++;
            }
            for (var type = 0; type < types.Values.Length; type++)
                for (var genre = 0; genre < genres.Values.Length; genre++)
                    if (ofKind[type, genre] > 0) CollectionsMarshal.GetValueRefOrAddDefault(kinds, (types.Values[type], genres.Values[genre]), out _) += ofKind[type, genre];
        }
    }

    /// <summary>Counts whatever the searcher sees.</summary>
    public static DeskCounts In(IndexSearcher searcher) => new(searcher);

    /// <summary>Kinds that items of a type have, the most frequent first.</summary>
    public IReadOnlyList<string> Kinds(string contentType) =>
        [.. kinds.Where(pair => pair.Key.Type == contentType).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key.Kind, StringComparer.Ordinal).Select(pair => pair.Key.Kind)];

    /// <summary>Items of a type outside the trash that stand there.</summary>
    /// <param name="author">As the index writes it, or null for all.</param>
    public int Reviews(string contentType, string review, string? author) =>
        reviews.Where(pair => pair.Key.Type == contentType && pair.Key.Review == review && (author is null || pair.Key.Author == author)).Sum(pair => pair.Value);
}
