using System.Runtime.CompilerServices;
using Lucene.Net.Index;
using Lucene.Net.Util;

namespace Cchc.Core.Search.Engine;

/// <summary>The values of one facet in one segment, in plain arrays: every hit is counted, so reading a value must cost next to nothing.</summary>
internal sealed class FacetColumn
{
    private readonly int[] starts, places;

    private FacetColumn(string[] values, int[] starts, int[] places) => (Values, this.starts, this.places) = (values, starts, places);

    public string[] Values { get; }

    /// <summary>Places in <see cref="Values"/> of what the document has.</summary>
    public ReadOnlySpan<int> Of(int document) => places.AsSpan(starts[document], starts[document + 1] - starts[document]);

    public static FacetColumn Load(AtomicReader segment, string field)
    {
        var starts = new int[segment.MaxDoc + 1];
        if (segment.GetSortedSetDocValues(field) is not { } stored) return new([], starts, []);
        var values = new string[(int)stored.ValueCount];
        var bytes = new BytesRef();
        for (var i = 0; i < values.Length; i++)
        {
            stored.LookupOrd(i, bytes);
            values[i] = bytes.Utf8ToString();
        }
        var places = new List<int>(segment.MaxDoc);
        for (var document = 0; document < segment.MaxDoc; document++)
        {
            stored.SetDocument(document);
            for (var place = stored.NextOrd(); place != SortedSetDocValues.NO_MORE_ORDS; place = stored.NextOrd()) places.Add((int)place);
            starts[document + 1] = places.Count;
        }
        return new(values, starts, [.. places]);
    }
}

/// <summary>All facets of a segment. A segment never changes, so they are read once and live as long as it does.</summary>
internal static class FacetColumns
{
    private static readonly ConditionalWeakTable<object, FacetColumn[]> Loaded = [];

    public static FacetColumn[] Of(AtomicReader segment) =>
        Loaded.GetValue(segment.CoreCacheKey, _ => [.. IndexFields.Facets.Select(field => FacetColumn.Load(segment, field))]);
}
