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
        Unfiltered += set.Cardinality;
        var refusedByOne = Array.ConvertAll(columns, _ => (List<int>?)null);
        if (filters.Any(filter => filter is not null)) Refuse(columns, set, refusedByOne);
        for (var facet = 0; facet < columns.Length; facet++)
        {
            var segment = columns[facet].Count(set);
            foreach (var doc in refusedByOne[facet] ?? [])
                foreach (var place in columns[facet].Of(doc)) segment[place]++;
            for (var place = 0; place < columns[facet].Values.Length; place++)
                if (segment[place] > 0) counts[facet][columns[facet].Values[place]] = counts[facet].GetValueOrDefault(columns[facet].Values[place]) + segment[place];
        }
        return set.Cardinality;
    }

    /// <summary>Takes out what a filter refuses, and notes for each facet what only its own filter refused.</summary>
    private void Refuse(FacetColumn[] columns, FixedBitSet set, List<int>?[] refusedByOne)
    {
        var accepted = columns.Zip(filters, (column, filter) => filter is null ? null : Array.ConvertAll(column.Values, filter.Contains)).ToArray();
        // The enumeration has read a word before members of it are taken out.
        foreach (var doc in SetBits.Of(set))
        {
            var refusing = RefusedBy(columns, accepted, doc);
            if (refusing == Nobody) continue;
            set.Clear(doc);
            if (refusing >= 0) (refusedByOne[refusing] ??= []).Add(doc);
        }
    }

    public IReadOnlyDictionary<SearchFacet, IReadOnlyList<FacetCount>> Result() => All.ToDictionary(facet => facet, facet => Sorted(facet, counts[(int)facet]));

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

    private static IReadOnlyList<FacetCount> Sorted(SearchFacet facet, Dictionary<string, int> counts)
    {
        var all = counts.Select(pair => new FacetCount(pair.Key, pair.Value));
        return facet == SearchFacet.Year
            ? [.. all.OrderByDescending(count => count.Value, StringComparer.Ordinal)]
            : [.. all.OrderByDescending(count => count.Count).ThenBy(count => count.Value, StringComparer.Ordinal)];
    }
}
