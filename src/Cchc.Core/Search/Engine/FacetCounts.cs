using Lucene.Net.Util;

namespace Cchc.Core.Search.Engine;

/// <summary>
/// Filters and counts in one pass. A document that only one facet's filter refuses is counted for that facet alone: so a reader
/// who chose 2025 still sees how many there are of 2024.
/// </summary>
internal sealed class FacetCounts(IReadOnlyDictionary<SearchFacet, IReadOnlyCollection<string>> chosen)
{
    private static readonly SearchFacet[] All = Enum.GetValues<SearchFacet>();
    private readonly HashSet<string>?[] filters = [.. All.Select(facet => chosen.GetValueOrDefault(facet) is { Count: > 0 } values ? values.ToHashSet() : null)];
    private readonly Dictionary<string, int>[] counts = [.. All.Select(_ => new Dictionary<string, int>())];

    /// <summary>Documents that were there before any filter.</summary>
    public int Unfiltered { get; private set; }

    /// <summary>Counts the documents of the set and takes those out that a filter refuses.</summary>
    /// <returns>How many are left.</returns>
    public int Apply(FacetColumn[] columns, FixedBitSet set)
    {
        var total = 0;
        var segment = Array.ConvertAll(columns, column => new int[column.Values.Length]);
        var accepted = columns.Zip(filters, (column, filter) => filter is null ? null : Array.ConvertAll(column.Values, filter.Contains)).ToArray();
        for (var doc = First(set, 0); doc >= 0; doc = First(set, doc + 1))
        {
            Unfiltered++;
            switch (RefusedBy(columns, accepted, doc))
            {
                case Nobody:
                    total++;
                    for (var facet = 0; facet < columns.Length; facet++) Count(segment[facet], columns[facet], doc);
                    break;
                case >= 0 and var facet:
                    Count(segment[facet], columns[facet], doc);
                    set.Clear(doc);
                    break;
                default:
                    set.Clear(doc);
                    break;
            }
        }
        for (var facet = 0; facet < columns.Length; facet++)
            for (var place = 0; place < segment[facet].Length; place++)
                if (segment[facet][place] is var count and > 0)
                    counts[facet][columns[facet].Values[place]] = counts[facet].GetValueOrDefault(columns[facet].Values[place]) + count;
        return total;
    }

    public IReadOnlyDictionary<SearchFacet, IReadOnlyList<FacetCount>> Result() => All.ToDictionary(facet => facet, facet => Sorted(facet, counts[(int)facet]));

    /// <summary>The next document of a set, or -1.</summary>
    public static int First(FixedBitSet set, int from) => from < set.Length ? set.NextSetBit(from) : -1;

    private const int Nobody = -1, Several = -2;

    private static int RefusedBy(FacetColumn[] columns, bool[]?[] accepted, int doc)
    {
        var refusing = Nobody;
        for (var facet = 0; facet < accepted.Length; facet++)
        {
            if (accepted[facet] is not { } values || HasAny(columns[facet].Of(doc), values)) continue;
            if (refusing != Nobody) return Several;
            refusing = facet;
        }
        return refusing;
    }

    private static bool HasAny(ReadOnlySpan<int> places, bool[] values)
    {
        foreach (var place in places)
            if (values[place]) return true;
        return false;
    }

    private static void Count(int[] counts, FacetColumn column, int doc)
    {
        foreach (var place in column.Of(doc)) counts[place]++;
    }

    private static IReadOnlyList<FacetCount> Sorted(SearchFacet facet, Dictionary<string, int> counts)
    {
        var all = counts.Select(pair => new FacetCount(pair.Key, pair.Value));
        return facet == SearchFacet.Year
            ? [.. all.OrderByDescending(count => count.Value, StringComparer.Ordinal)]
            : [.. all.OrderByDescending(count => count.Count).ThenBy(count => count.Value, StringComparer.Ordinal)];
    }
}
