using System.Globalization;
using Lucene.Net.Search;

namespace Cchc.Core.Search.Engine;

/// <summary>Answers one query from one state of the index.</summary>
internal sealed class Answering(IndexSearcher searcher, Abbreviations abbreviations)
{
    /// <summary>With fewer hits than this a better spelling is looked for, which must find many times more.</summary>
    private const int Few = 3, Better = 5;
    private static readonly HashSet<string> StoredFields = [IndexFields.Stored, IndexFields.Body], FileFields = [IndexFields.File];
    private static readonly Dictionary<SearchFacet, IReadOnlyCollection<string>> Everything = [];
    private readonly Ranking ranking = new(searcher.IndexReader);

    public SearchResult Answer(SearchQuery query)
    {
        var text = QueryText.Parse(query.Text, abbreviations);
        if (text.Words.Count > 0) return AnswerWords(query, text);
        // Blank with filters is a list; marks and signs without a word are a question that nothing answers.
        var isList = string.IsNullOrWhiteSpace(query.Text) && query.Filters.Values.Any(values => values.Count > 0);
        return isList ? Page(query, text, null).Result : new();
    }

    private SearchResult AnswerWords(SearchQuery query, QueryText text)
    {
        // Nothing within the filters is an answer; only words that stand nowhere are asked for more loosely.
        var (result, unfiltered) = Page(query, text, new(text, Strictness.Phrases));
        if (unfiltered == 0 && text.Pieces.Any(piece => piece.IsPhrase)) (result, unfiltered) = Page(query, text, new(text, Strictness.AllWords));
        if (unfiltered >= Few) return result;
        var suggestion = Suggestion(text, unfiltered);
        if (unfiltered > 0 || text.Words.Count == 1) return result with { Suggestion = suggestion };
        var (loose, _) = Page(query, text, new(text, Strictness.MostWords));
        return loose with { Suggestion = suggestion, IsLoose = loose.Total > 0 };
    }

    private (SearchResult Result, int Unfiltered) Page(SearchQuery query, QueryText text, QueryPlan? plan)
    {
        var size = Math.Clamp(query.PageSize, 1, 100);
        var last = (long)query.Page * size;
        var isWithin = query.Page >= 1 && last - size < SearchResult.Deepest;
        var facets = new FacetCounts(query.Filters);
        var order = plan is null ? SearchOrder.Newest : query.Order;
        var (total, best) = ranking.Run(plan, order, isWithin ? (int)Math.Min(last, SearchResult.Deepest) : 0, facets);
        var snippets = new Snippets(text);
        var result = new SearchResult
        {
            Total = total,
            Pages = (Math.Min(total, SearchResult.Deepest) + size - 1) / size,
            Facets = facets.Result(),
            Hits = isWithin ? [.. best.Skip((int)last - size).Select(hit => HitOf(hit.Doc, snippets))] : [],
        };
        return (result, facets.Unfiltered);
    }

    private SearchHit HitOf(int number, Snippets snippets)
    {
        var (document, body) = Read(number);
        var files = new List<string>();
        var snippet = snippets.Best(Texts(), out var which);
        return new(document, snippets.Whole(document.Title), snippet, which < 2 ? null : files[which - 2]);

        // Whole reports are read only where the page itself does not show the match.
        IEnumerable<string> Texts()
        {
            yield return document.Summary;
            yield return body;
            foreach (var field in searcher.Doc(number, FileFields).Fields)
            {
                var file = field.GetStringValue(CultureInfo.InvariantCulture);
                var at = file.IndexOf(IndexFields.FileBreak, StringComparison.Ordinal);
                files.Add(file[..at]);
                yield return file[(at + 1)..];
            }
        }
    }

    private (SearchDocument Document, string Body) Read(int number)
    {
        var stored = searcher.Doc(number, StoredFields);
        return (StoredDocument.Read(stored.GetBinaryValue(IndexFields.Stored)), stored.GetField(IndexFields.Body)?.GetStringValue(CultureInfo.InvariantCulture) ?? "");
    }

    private string? Suggestion(QueryText text, int found)
    {
        if (Corrections.Find(searcher.IndexReader, ranking.DocumentsOf, text.Words) is not { } corrected) return null;
        // Words that are already right keep the marks that were typed, unless that finds nothing.
        var kept = text.Words.Zip(corrected, (word, folded) => word.Folded == folded ? word.Exact : folded);
        return Shown(string.Join(' ', kept), text, found) ?? Shown(string.Join(' ', corrected), text, found);
    }

    /// <summary>The corrected words as the best document writes them, or null when they find hardly more than what was typed.</summary>
    private string? Shown(string corrected, QueryText typed, int found)
    {
        var query = QueryText.Parse(corrected, abbreviations);
        var (total, best) = ranking.Run(new(query, Strictness.Phrases), SearchOrder.Best, 1, new(Everything));
        if (total == 0 || total < found * Better) return null;
        var (document, body) = Read(best[0].Doc);
        var shown = Surface.Of(query.Words, document.Title, document.Summary, body, string.Join(", ", document.Tags), document.Number);
        var isSame = QueryText.Parse(shown, abbreviations).Words.Select(word => word.Exact).SequenceEqual(typed.Words.Select(word => word.Exact));
        return isSame ? null : shown;
    }
}
