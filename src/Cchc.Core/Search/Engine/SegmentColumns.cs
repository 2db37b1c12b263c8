using System.Runtime.CompilerServices;
using Lucene.Net.Index;
using Lucene.Net.Util;

namespace Cchc.Core.Search.Engine;

/// <summary>The values of one facet in one segment, in plain arrays: every hit is counted, so reading a value must cost next to nothing.</summary>
internal sealed class FacetColumn
{
    private readonly int[] starts, places;

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
        places = [.. all];
    }

    public string[] Values { get; }

    /// <summary>Places in <see cref="Values"/> of what the document has.</summary>
    public ReadOnlySpan<int> Of(int document) => places.AsSpan(starts[document], starts[document + 1] - starts[document]);
}

/// <summary>What ranking and counting read of every hit. A segment never changes, so it is read once and lives as long as the segment.</summary>
internal sealed class SegmentColumns
{
    private static readonly ConditionalWeakTable<object, SegmentColumns> Loaded = [];

    private SegmentColumns(AtomicReader segment)
    {
        Facets = [.. IndexFields.Facets.Select(field => new FacetColumn(segment, field))];
        (Dates, Lengths) = (new long[segment.MaxDoc], new int[segment.MaxDoc]);
        var (dates, lengths) = (segment.GetNumericDocValues(IndexFields.Published), segment.GetNumericDocValues(IndexFields.Length));
        for (var document = 0; document < segment.MaxDoc; document++)
            (Dates[document], Lengths[document]) = (dates?.Get(document) ?? 0, (int)(lengths?.Get(document) ?? 0));
    }

    public FacetColumn[] Facets { get; }
    /// <summary>Ticks of publication, UTC.</summary>
    public long[] Dates { get; }
    /// <summary>Words of the whole document.</summary>
    public int[] Lengths { get; }

    public static SegmentColumns Of(AtomicReader segment) => Loaded.GetValue(segment.CoreCacheKey, _ => new(segment));
}
