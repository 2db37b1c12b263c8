using System.Buffers;
using System.Numerics;
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
    // A word of more than one document in so many says little by how often it stands there: having it is enough.
    private const int Common = 8;
    private const float Saturation = 1.2f, LengthMatters = 0.5f;
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
            if (DocumentsOf(term) is var documents and > 0)
            {
                var (docs, isSparse) = (Docs(term, null, DocsFlags.NONE), IsSparse(set, documents));
                for (var doc = Next(docs, set, isSparse); doc != DocIdSetIterator.NO_MORE_DOCS; doc = Next(docs, set, isSparse)) both.Set(doc);
            }
            set = both;
        }
        return set;
    }

    /// <summary>Documents that hold at least so many of the terms, not deleted.</summary>
    public FixedBitSet AtLeast(IReadOnlyList<Term> terms, int least)
    {
        var counts = ArrayPool<byte>.Shared.Rent(MaxDoc);
        Array.Clear(counts, 0, MaxDoc);
        foreach (var term in terms)
        {
            if (DocumentsOf(term) == 0) continue;
            if (Frequent(term) is { } holders)
            {
                foreach (var doc in SetBits.Of(holders)) counts[doc]++;
                continue;
            }
            var docs = Docs(term, null, DocsFlags.NONE);
            for (var doc = docs.NextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = docs.NextDoc()) counts[doc]++;
        }
        // The enumeration has read a word before members of it are taken out.
        var set = Everything();
        foreach (var doc in SetBits.Of(set))
            if (counts[doc] < least) set.Clear(doc);
        ArrayPool<byte>.Shared.Return(counts);
        return set;
    }

    public FixedBitSet Everything()
    {
        if (segment.LiveDocs is FixedBitSet known) return known.Clone();
        var set = new FixedBitSet(MaxDoc);
        if (MaxDoc == 0) return set;
        set.Set(0, MaxDoc);
        if (segment.LiveDocs is { } live)
            for (var doc = 0; doc < MaxDoc; doc++)
                if (!live.Get(doc)) set.Clear(doc);
        return set;
    }

    /// <summary>Adds to the scores of the set's documents what the term is worth in each: BM25 for the words of a document.</summary>
    /// <param name="weight">What it is worth where it stands once in a document of usual length.</param>
    /// <param name="scores">One for each document of the segment.</param>
    public void Score(Term term, float weight, FixedBitSet set, float[] scores)
    {
        var documents = DocumentsOf(term);
        if (documents == 0) return;
        if (documents > MaxDoc / Common && Frequent(term) is { } holders)
        {
            var (wanted, having) = (set.GetBits(), holders.GetBits());
            for (var at = 0; at < wanted.Length; at++)
                for (var both = (ulong)(wanted[at] & having[at]); both != 0; both &= both - 1) scores[(at << 6) + BitOperations.TrailingZeroCount(both)] += weight;
            return;
        }
        // A long report that holds a phrase once still holds it: length counts for single words only.
        var lengths = term.Field == Zone.All.Exact || term.Field == Zone.All.Folded ? columns.Lengths : null;
        var (docs, isSparse) = (Docs(term, null, DocsFlags.FREQS), IsSparse(set, documents));
        for (var doc = Next(docs, set, isSparse); doc != DocIdSetIterator.NO_MORE_DOCS; doc = Next(docs, set, isSparse))
        {
            float times = docs.Freq;
            var length = lengths is null ? 1 : 1 - LengthMatters + LengthMatters * lengths[doc];
            scores[doc] += weight * times * (Saturation + 1) / (times + Saturation * length);
        }
    }

    /// <summary>The term's next document that is in the set.</summary>
    private int Next(DocsEnum docs, FixedBitSet set, bool isSparse)
    {
        if (isSparse)
        {
            for (var from = docs.DocID + 1; from < MaxDoc;)
            {
                var wanted = set.NextSetBit(from);
                if (wanted < 0) break;
                from = docs.Advance(wanted);
                if (from == DocIdSetIterator.NO_MORE_DOCS || set.Get(from)) return from;
            }
            return DocIdSetIterator.NO_MORE_DOCS;
        }
        var doc = docs.NextDoc();
        while (doc != DocIdSetIterator.NO_MORE_DOCS && !set.Get(doc)) doc = docs.NextDoc();
        return doc;
    }

    private static bool IsSparse(FixedBitSet set, int documents) => (long)set.Cardinality * Sparse < documents;

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
