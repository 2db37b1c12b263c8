using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace Cchc.Core.Search.Engine;

/// <summary>Looks up terms in one segment and works on whole sets of documents: far cheaper for frequent words than one document at a time.</summary>
internal sealed class SegmentTerms(AtomicReader segment, SegmentColumns columns)
{
    // Terms of more than one document in so many are kept as bit sets, at most so many terms: 3.75 MB for 100,000 documents.
    private const int FrequentFrom = 16, MostFrequent = 300, SmallSegment = 2_000;
    // With so many times fewer candidates than documents of a term, skipping through its list beats reading it.
    private const int Sparse = 16;
    private readonly Dictionary<string, TermsEnum?> fields = [];
    private readonly Dictionary<Term, (TermState? State, int Documents)> found = [];

    public int MaxDoc => segment.MaxDoc;

    /// <summary>Number of documents that hold it, deleted ones included.</summary>
    public int DocumentsOf(Term term) => Find(term).Documents;

    /// <summary>Documents that hold all of the terms, not deleted.</summary>
    public FixedBitSet All(IReadOnlyList<Term> terms)
    {
        var set = new FixedBitSet(MaxDoc);
        var ordered = terms.OrderBy(DocumentsOf).ToList();
        if (DocumentsOf(ordered[0]) == 0) return set;
        if (Frequent(ordered[0]) is { } first)
        {
            set = Everything();
            set.And(first);
        }
        else
        {
            var docs = Docs(ordered[0], segment.LiveDocs, DocsFlags.NONE);
            for (var doc = docs.NextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = docs.NextDoc()) set.Set(doc);
        }
        foreach (var term in ordered.Skip(1))
        {
            if (Frequent(term) is { } holders)
            {
                set.And(holders);
                continue;
            }
            var both = new FixedBitSet(MaxDoc);
            Visit(term, set, DocsFlags.NONE, (doc, _) => both.Set(doc));
            set = both;
        }
        return set;
    }

    /// <summary>Documents that hold at least so many of the terms, not deleted.</summary>
    public FixedBitSet AtLeast(IReadOnlyList<Term> terms, int least)
    {
        var counts = new byte[MaxDoc];
        foreach (var term in terms)
        {
            if (DocumentsOf(term) == 0) continue;
            var docs = Docs(term, segment.LiveDocs, DocsFlags.NONE);
            for (var doc = docs.NextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = docs.NextDoc()) counts[doc]++;
        }
        var set = new FixedBitSet(MaxDoc);
        for (var doc = 0; doc < counts.Length; doc++)
            if (counts[doc] >= least) set.Set(doc);
        return set;
    }

    public FixedBitSet Everything()
    {
        var set = new FixedBitSet(MaxDoc);
        if (MaxDoc == 0) return set;
        set.Set(0, MaxDoc);
        if (segment.LiveDocs is { } live)
            for (var doc = 0; doc < MaxDoc; doc++)
                if (!live.Get(doc)) set.Clear(doc);
        return set;
    }

    /// <summary>Shows every document of the set that holds the term, and how often it does.</summary>
    public void Visit(Term term, FixedBitSet set, DocsFlags flags, Action<int, int> see)
    {
        var documents = DocumentsOf(term);
        if (documents == 0) return;
        var docs = Docs(term, null, flags);
        var counts = flags == DocsFlags.FREQS;
        if ((long)set.Cardinality * Sparse < documents)
        {
            for (var doc = set.NextSetBit(0); doc >= 0; doc = doc + 1 < MaxDoc ? set.NextSetBit(doc + 1) : -1)
            {
                var at = docs.DocID < doc ? docs.Advance(doc) : docs.DocID;
                if (at == DocIdSetIterator.NO_MORE_DOCS) return;
                if (at == doc) see(doc, counts ? docs.Freq : 1);
            }
            return;
        }
        for (var doc = docs.NextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = docs.NextDoc())
            if (set.Get(doc)) see(doc, counts ? docs.Freq : 1);
    }

    /// <summary>Documents that hold a frequent term, deleted ones included; not to be changed. Null for other terms.</summary>
    public FixedBitSet? Frequent(Term term)
    {
        if (MaxDoc < SmallSegment || DocumentsOf(term) < MaxDoc / FrequentFrom) return null;
        if (columns.Frequent.TryGetValue(term, out var kept)) return kept;
        if (columns.Frequent.Count >= MostFrequent) return null;
        var set = new FixedBitSet(MaxDoc);
        var docs = Docs(term, null, DocsFlags.NONE);
        for (var doc = docs.NextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = docs.NextDoc()) set.Set(doc);
        return columns.Frequent.GetOrAdd(term, set);
    }

    private DocsEnum Docs(Term term, IBits? live, DocsFlags flags)
    {
        var terms = fields[term.Field]!;
        terms.SeekExact(term.Bytes, Find(term).State!);
        return terms.Docs(live, null, flags);
    }

    private (TermState? State, int Documents) Find(Term term)
    {
        if (found.TryGetValue(term, out var known)) return known;
        if (!fields.TryGetValue(term.Field, out var terms)) fields.Add(term.Field, terms = segment.GetTerms(term.Field)?.GetEnumerator());
        var entry = terms is not null && terms.SeekExact(term.Bytes) ? (terms.GetTermState(), terms.DocFreq) : (null, 0);
        found.Add(term, entry);
        return entry;
    }
}
