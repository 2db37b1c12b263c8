using Lucene.Net.Index;
using Lucene.Net.Search;

namespace Cchc.Core.Search.Engine;

/// <summary>
/// Filters, counts and ranks in one pass. A document that only one facet's filter refuses is counted for that facet alone: so a
/// reader who chose 2025 still sees how many there are of 2024.
/// </summary>
internal sealed class HitCollector : ICollector
{
    private readonly TopFieldCollector? best;
    private readonly IReadOnlyCollection<string>?[] filters;
    private readonly Dictionary<string, int>[] counts;
    private FacetColumn[] columns = [];
    private int[][] segmentCounts = [];
    private bool[]?[] accepted = [];

    /// <param name="best">Ranks the hits, or null to count only.</param>
    /// <param name="chosen">The reader's filters.</param>
    public HitCollector(TopFieldCollector? best, IReadOnlyDictionary<SearchFacet, IReadOnlyCollection<string>> chosen)
    {
        this.best = best;
        filters = [.. Enum.GetValues<SearchFacet>().Select(facet => chosen.GetValueOrDefault(facet) is { Count: > 0 } values ? values : null)];
        counts = [.. filters.Select(_ => new Dictionary<string, int>())];
    }

    public int Total { get; private set; }

    public bool AcceptsDocsOutOfOrder => false;

    public void SetScorer(Scorer scorer) => best?.SetScorer(scorer);

    public void SetNextReader(AtomicReaderContext context)
    {
        AddSegment();
        columns = FacetColumns.Of(context.AtomicReader);
        segmentCounts = [.. columns.Select(column => new int[column.Values.Length])];
        accepted = [.. columns.Zip(filters, (column, filter) => filter is null ? null : Array.ConvertAll(column.Values, filter.Contains))];
        best?.SetNextReader(context);
    }

    public void Collect(int doc)
    {
        var refusing = -1;
        for (var facet = 0; facet < accepted.Length; facet++)
        {
            if (accepted[facet] is not { } values || HasAny(columns[facet].Of(doc), values)) continue;
            if (refusing >= 0) return;
            refusing = facet;
        }
        if (refusing >= 0)
        {
            Count(refusing, doc);
            return;
        }
        Total++;
        for (var facet = 0; facet < columns.Length; facet++) Count(facet, doc);
        best?.Collect(doc);
    }

    public IReadOnlyDictionary<SearchFacet, IReadOnlyList<FacetCount>> Facets()
    {
        AddSegment();
        return Enum.GetValues<SearchFacet>().ToDictionary(facet => facet, facet => Sorted(facet, counts[(int)facet]));
    }

    private static IReadOnlyList<FacetCount> Sorted(SearchFacet facet, Dictionary<string, int> counts)
    {
        var all = counts.Select(pair => new FacetCount(pair.Key, pair.Value));
        return facet == SearchFacet.Year
            ? [.. all.OrderByDescending(count => count.Value, StringComparer.Ordinal)]
            : [.. all.OrderByDescending(count => count.Count).ThenBy(count => count.Value, StringComparer.Ordinal)];
    }

    private static bool HasAny(ReadOnlySpan<int> places, bool[] values)
    {
        foreach (var place in places)
            if (values[place]) return true;
        return false;
    }

    private void Count(int facet, int doc)
    {
        var segment = segmentCounts[facet];
        foreach (var place in columns[facet].Of(doc)) segment[place]++;
    }

    private void AddSegment()
    {
        for (var facet = 0; facet < segmentCounts.Length; facet++)
            for (var place = 0; place < segmentCounts[facet].Length; place++)
                if (segmentCounts[facet][place] is var count and > 0)
                {
                    var value = columns[facet].Values[place];
                    counts[facet][value] = counts[facet].GetValueOrDefault(value) + count;
                }
        segmentCounts = [];
    }
}
