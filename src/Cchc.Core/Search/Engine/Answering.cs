using System.Globalization;
using Lucene.Net.Search;

namespace Cchc.Core.Search.Engine;

/// <summary>Answers one query from one state of the index.</summary>
internal sealed class Answering(IndexSearcher searcher, Abbreviations abbreviations)
{
    /// <summary>With fewer hits than this a better spelling is looked for, which must find many times more.</summary>
    private const int Few = 3, Better = 5;
    private static readonly HashSet<string> StoredFields = [IndexFields.Stored, IndexFields.Body];
    private static readonly SortField ByDate = new(IndexFields.Published, SortFieldType.INT64, reverse: true);
    private static readonly Sort Newest = new(ByDate), Best = new(SortField.FIELD_SCORE, ByDate);

    public SearchResult Answer(SearchQuery query)
    {
        var text = QueryText.Parse(query.Text, abbreviations);
        if (text.Words.Count > 0) return AnswerWords(query, text);
        // Blank with filters is a list; marks and signs without a word are a question that nothing answers.
        var isList = string.IsNullOrWhiteSpace(query.Text) && query.Filters.Values.Any(values => values.Count > 0);
        return isList ? Page(query, text, new MatchAllDocsQuery(), Newest) : new();
    }

    private SearchResult AnswerWords(SearchQuery query, QueryText text)
    {
        var order = query.Order == SearchOrder.Newest ? Newest : Best;
        var result = Page(query, text, QueryBuilder.Build(text, Strictness.Phrases), order);
        if (result.Total == 0 && text.Pieces.Any(piece => piece.IsPhrase)) result = Page(query, text, QueryBuilder.Build(text, Strictness.AllWords), order);
        var found = result.Total;
        if (found == 0 && text.Words.Count > 1) result = Page(query, text, QueryBuilder.Build(text, Strictness.MostWords), order) with { IsLoose = true };
        return found < Few ? result with { Suggestion = Suggestion(text, found), IsLoose = result.IsLoose && result.Total > 0 } : result;
    }

    private SearchResult Page(SearchQuery query, QueryText text, Query lucene, Sort order)
    {
        var size = Math.Clamp(query.PageSize, 1, 100);
        var last = (long)query.Page * size;
        var isWithin = query.Page >= 1 && last - size < SearchResult.Deepest;
        var needed = isWithin ? (int)Math.Min(last, SearchResult.Deepest) : 1;
        var best = TopFieldCollector.Create(order, needed, fillFields: false, trackDocScores: false, trackMaxScore: false, docsScoredInOrder: true);
        var collector = new HitCollector(best, query.Filters);
        searcher.Search(lucene, collector);
        return new()
        {
            Total = collector.Total,
            Pages = (Math.Min(collector.Total, SearchResult.Deepest) + size - 1) / size,
            Facets = collector.Facets(),
            Hits = isWithin ? Hits(best.GetTopDocs((int)last - size).ScoreDocs, text) : [],
        };
    }

    private IReadOnlyList<SearchHit> Hits(ScoreDoc[] found, QueryText text)
    {
        var snippets = new Snippets(text);
        return [.. found.Select(hit => HitOf(hit.Doc, snippets))];
    }

    private SearchHit HitOf(int number, Snippets snippets)
    {
        var (document, body) = Read(number);
        return new(document, snippets.Whole(document.Title), snippets.Best(document.Summary, body));
    }

    private (SearchDocument Document, string Body) Read(int number)
    {
        var stored = searcher.Doc(number, StoredFields);
        return (StoredDocument.Read(stored.GetBinaryValue(IndexFields.Stored)), stored.GetField(IndexFields.Body)?.GetStringValue(CultureInfo.InvariantCulture) ?? "");
    }

    private string? Suggestion(QueryText text, int found)
    {
        if (Corrections.Find(searcher.IndexReader, text.Words) is not { } corrected) return null;
        // Words that are already right keep the marks that were typed, unless that finds nothing.
        var kept = text.Words.Zip(corrected, (word, folded) => word.Folded == folded ? word.Exact : folded);
        return Shown(string.Join(' ', kept), text, found) ?? Shown(string.Join(' ', corrected), text, found);
    }

    /// <summary>The corrected words as the best document writes them, or null when they find hardly more than what was typed.</summary>
    private string? Shown(string corrected, QueryText typed, int found)
    {
        var query = QueryText.Parse(corrected, abbreviations);
        var total = new TotalHitCountCollector();
        var lucene = QueryBuilder.Build(query, Strictness.Phrases);
        searcher.Search(lucene, total);
        if (total.TotalHits == 0 || total.TotalHits < found * Better) return null;
        var (document, body) = Read(searcher.Search(lucene, 1).ScoreDocs[0].Doc);
        var shown = Surface.Of(query.Words, document.Title, document.Summary, body, string.Join(", ", document.Tags), document.Number);
        var isSame = QueryText.Parse(shown, abbreviations).Words.Select(word => word.Exact).SequenceEqual(typed.Words.Select(word => word.Exact));
        return isSame ? null : shown;
    }
}
