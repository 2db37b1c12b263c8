using System.Buffers;
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
            if (count == 0) continue;
            // Lent, because an array for every query would go straight to the heap that is cleaned last.
            var scores = ArrayPool<float>.Shared.Rent(terms.MaxDoc);
            Array.Clear(scores, 0, terms.MaxDoc);
            foreach (var (term, weight) in lifts) terms.Score(term, weight, set, scores);
            Keep(best, count, set, scores, columns, first);
            ArrayPool<float>.Shared.Return(scores);
        }
        var ordered = new List<Ranked>(best.Count);
        while (best.TryDequeue(out var hit, out _)) ordered.Add(hit);
        ordered.Reverse();
        return (total, ordered);
    }

    private static void Keep(PriorityQueue<Ranked, (float, long, int)> best, int count, FixedBitSet set, float[] scores, SegmentColumns columns, int first)
    {
        var least = best.Count == count && best.TryPeek(out var last, out _) ? last.Score : float.NegativeInfinity;
        foreach (var doc in SetBits.Of(set))
        {
            if (scores[doc] < least) continue;
            var hit = new Ranked(first + doc, scores[doc], columns.Dates[doc]);
            var rank = (hit.Score, hit.Date, columns.Ties[doc]);
            if (best.Count < count) best.Enqueue(hit, rank);
            else if (best.TryPeek(out _, out var worst) && rank.CompareTo(worst) > 0) best.EnqueueDequeue(hit, rank);
            if (best.Count == count && best.TryPeek(out last, out _)) least = last.Score;
        }
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

    /// <summary>Number of documents that hold it, deleted ones included.</summary>
    public int DocumentsOf(Term term) => segments.Sum(segment => segment.Terms.DocumentsOf(term));

    /// <summary>Never 0: also on a site where every page speaks of reform, the phrase lifts the page that holds it.</summary>
    private float Rarity(Term term)
    {
        var documents = DocumentsOf(term);
        return documents == 0 ? 0 : MathF.Log(1 + (float)reader.MaxDoc / documents);
    }
}
