using Lucene.Net.Index;
using Lucene.Net.Util;

namespace Cchc.Core.Search.Engine;

/// <summary>A document's number in the index, and what it is ordered by.</summary>
internal readonly record struct Ranked(int Doc, float Score, long Date);

/// <summary>
/// Runs a plan: which documents match, how many of each facet, and the best of them. Term after term over whole segments, BM25 for
/// the weight of a word in a document.
/// </summary>
internal sealed class Ranking(IndexReader reader)
{
    // A word of more than one document in so many says little by how often it stands there: having it is enough.
    private const int Common = 4;
    private const float Saturation = 1.2f, LengthMatters = 0.5f, UsualLength = 400;
    private readonly (SegmentTerms Terms, SegmentColumns Columns, int Base)[] segments =
        [.. reader.Leaves.Select(leaf => (Segment: leaf.AtomicReader, Columns: SegmentColumns.Of(leaf.AtomicReader), leaf.DocBase))
            .Select(leaf => (new SegmentTerms(leaf.Segment, leaf.Columns), leaf.Columns, leaf.DocBase))];

    /// <param name="plan">The query; null for all documents.</param>
    /// <param name="order">By score or by date; equal scores by date, equal dates in a fixed order.</param>
    /// <param name="count">How many of the best are wanted.</param>
    /// <param name="facets">Filters and counts.</param>
    /// <returns>How many documents match, and the best of them, best first.</returns>
    public (int Total, List<Ranked> Best) Run(QueryPlan? plan, SearchOrder order, int count, FacetCounts facets)
    {
        var best = new PriorityQueue<Ranked, (float, long, int)>();
        var lifts = plan is null || order == SearchOrder.Newest ? [] : plan.Lifts.Select(lift => (lift.Term, Weight: lift.Weight * Rarity(lift.Term))).ToArray();
        var total = 0;
        foreach (var (terms, columns, first) in segments)
        {
            var set = plan is null ? terms.Everything() : Matching(terms, plan);
            var hits = facets.Apply(columns.Facets, set);
            if (hits == 0) continue;
            total += hits;
            var scores = new float[terms.MaxDoc];
            foreach (var (term, weight) in lifts) Score(terms, columns, term, weight, set, scores);
            for (var doc = FacetCounts.First(set, 0); doc >= 0; doc = FacetCounts.First(set, doc + 1))
            {
                var hit = new Ranked(first + doc, scores[doc], columns.Dates[doc]);
                var rank = (hit.Score, hit.Date, columns.Ties[doc]);
                if (best.Count < count) best.Enqueue(hit, rank);
                else if (best.TryPeek(out _, out var worst) && hit.Score >= worst.Item1 && rank.CompareTo(worst) > 0) best.EnqueueDequeue(hit, rank);
            }
        }
        var ordered = new List<Ranked>(best.Count);
        while (best.TryDequeue(out var hit, out _)) ordered.Add(hit);
        ordered.Reverse();
        return (total, ordered);
    }

    private static FixedBitSet Matching(SegmentTerms terms, QueryPlan plan)
    {
        if (plan.Required.Count == 0) return terms.AtLeast(plan.Some, plan.Least);
        // Pieces of one alternative are looked up together, so that the rarest term of all of them leads.
        var simple = plan.Required.Where(piece => piece.Count == 1).SelectMany(piece => piece[0]).Distinct().ToList();
        var set = simple.Count > 0 ? terms.All(simple) : null;
        foreach (var piece in plan.Required.Where(piece => piece.Count > 1))
        {
            var either = terms.All(piece[0]);
            foreach (var other in piece.Skip(1)) either.Or(terms.All(other));
            if (set is null) set = either;
            else set.And(either);
        }
        return set!;
    }

    private static void Score(SegmentTerms terms, SegmentColumns columns, Term term, float weight, FixedBitSet set, float[] scores)
    {
        if (terms.DocumentsOf(term) > terms.MaxDoc / Common && terms.Frequent(term) is { } holders)
        {
            for (var doc = FacetCounts.First(set, 0); doc >= 0; doc = FacetCounts.First(set, doc + 1))
                if (holders.Get(doc)) scores[doc] += weight;
            return;
        }
        var lengths = term.Field == Zone.All.Exact || term.Field == Zone.All.Folded ? columns.Lengths : null;
        terms.Visit(term, set, DocsFlags.FREQS, (doc, times) =>
        {
            // A long report that holds a phrase once still holds it: length counts for single words only.
            var length = lengths is null ? 1 : 1 - LengthMatters + LengthMatters * lengths[doc] / UsualLength;
            scores[doc] += weight * times * (Saturation + 1) / (times + Saturation * length);
        });
    }

    /// <summary>Number of documents that hold it, deleted ones included.</summary>
    public int DocumentsOf(Term term) => segments.Sum(segment => segment.Terms.DocumentsOf(term));

    /// <summary>Never 0: also on a site where every page speaks of reform, the phrase lifts the page that holds it.</summary>
    private float Rarity(Term term)
    {
        var documents = DocumentsOf(term);
        return documents == 0 ? 0 : MathF.Log(1 + (float)reader.MaxDoc / documents);
    }
}
