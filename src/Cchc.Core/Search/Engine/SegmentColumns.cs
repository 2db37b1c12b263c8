using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Lucene.Net.Index;
using Lucene.Net.Util;

namespace Cchc.Core.Search.Engine;

/// <summary>The values of one facet in one segment, in plain arrays: every hit is counted, so reading a value must cost next to nothing.</summary>
internal sealed class FacetColumn
{
    /// <summary>Where the places of each document begin; null when every document has at most one, and then <see cref="places"/> has one for each.</summary>
    private readonly int[]? starts;
    private readonly int[] places;

    public FacetColumn(AtomicReader segment, string field)
    {
        starts = new int[segment.MaxDoc + 1];
        (Values, places) = ([], []);
        if (segment.GetSortedSetDocValues(field) is not { } stored) return;
        Values = new string[(int)stored.ValueCount];
        var bytes = new BytesRef();
        for (var i = 0; i < Values.Length; i++)
        {
            stored.LookupOrd(i, bytes);
            Values[i] = bytes.Utf8ToString();
        }
        var all = new List<int>(segment.MaxDoc);
        for (var document = 0; document < segment.MaxDoc; document++)
        {
            stored.SetDocument(document);
            for (var place = stored.NextOrd(); place != SortedSetDocValues.NO_MORE_ORDS; place = stored.NextOrd()) all.Add((int)place);
            starts[document + 1] = all.Count;
        }
        if (Enumerable.Range(0, segment.MaxDoc).All(document => starts[document + 1] - starts[document] <= 1))
        {
            places = [.. Enumerable.Range(0, segment.MaxDoc).Select(document => starts[document + 1] > starts[document] ? all[starts[document]] : Values.Length)];
            starts = null;
        }
        else places = [.. all];
    }

    public string[] Values { get; }

    /// <summary>Places in <see cref="Values"/> of what the document has.</summary>
    public ReadOnlySpan<int> Of(int document) => starts is null
        ? places.AsSpan(document, places[document] < Values.Length ? 1 : 0)
        : places.AsSpan(starts[document], starts[document + 1] - starts[document]);

    /// <summary>How many documents of the set have each of <see cref="Values"/>.</summary>
    public int[] Count(FixedBitSet set)
    {
        var counts = new int[Values.Length + 1]; // the last counts those that have none
        if (Values.Length == 0) return counts;
        if (starts is null)
            foreach (var document in SetBits.Of(set)) counts[places[document]]++;
        else
            foreach (var document in SetBits.Of(set))
                foreach (var place in Of(document)) counts[place]++;
        return counts;
    }
}

/// <summary>What ranking and counting read of every hit. A segment never changes, so it is read once and lives as long as the segment.</summary>
internal sealed class SegmentColumns
{
    private static readonly ConditionalWeakTable<object, SegmentColumns> Loaded = [];

    private const float UsualLength = 400;

    private SegmentColumns(AtomicReader segment)
    {
        Facets = [.. IndexFields.Facets.Select(field => new FacetColumn(segment, field))];
        (Dates, Lengths, Ties) = (new long[segment.MaxDoc], new float[segment.MaxDoc], new int[segment.MaxDoc]);
        // Every document has all three; a segment without documents has none of them.
        if (segment.GetNumericDocValues(IndexFields.Published) is not { } dates) return;
        var (lengths, ties) = (segment.GetNumericDocValues(IndexFields.Length), segment.GetNumericDocValues(IndexFields.Tie));
        for (var document = 0; document < segment.MaxDoc; document++)
            (Dates[document], Lengths[document], Ties[document]) = (dates.Get(document), lengths.Get(document) / UsualLength, (int)ties.Get(document));
    }

    public FacetColumn[] Facets { get; }
    /// <summary>Documents of the words that many documents hold, deleted ones included: kept, since every other query asks for them.</summary>
    public ConcurrentDictionary<Term, FixedBitSet> Frequent { get; } = new();
    /// <summary>Ticks of publication, UTC.</summary>
    public long[] Dates { get; }
    /// <summary>Words of the whole document, in lengths of a usual one.</summary>
    public float[] Lengths { get; }
    /// <summary>Decides between equals: of no meaning, but always the same.</summary>
    public int[] Ties { get; }

    public static SegmentColumns Of(AtomicReader segment) => Loaded.GetValue(segment.CoreCacheKey, _ => new(segment));
}
