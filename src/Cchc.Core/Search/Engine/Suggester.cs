using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace Cchc.Core.Search.Engine;

/// <summary>Lines below the search box: tags and numbers that begin so, then titles that hold the words, the last one begun.</summary>
internal static class Suggester
{
    private const int MostTags = 3, MostTermsRead = 200, ShortestForTitles = 2;
    private static readonly Sort BestThenNewest = new(SortField.FIELD_SCORE, new SortField(IndexFields.Published, SortFieldType.INT64, reverse: true));

    public static IReadOnlyList<SearchSuggestion> Suggest(IndexSearcher searcher, QueryText typed, int count)
    {
        if (typed.Words.Count == 0 || count <= 0) return [];
        var whole = Phrases.Join(typed.Words);
        var lines = new List<SearchSuggestion>(Tags(searcher.IndexReader, whole, Math.Min(MostTags, count)));
        // One letter begins a word of nearly every title: dear to look up, and of no help to the reader.
        if (whole.Length < ShortestForTitles) return lines;
        foreach (var document in Documents(searcher, typed.Words, whole, count * 3))
        {
            if (lines.Count >= count) break;
            var isNumber = Phrases.Join(SearchWords.Read(document.Number)).StartsWith(whole, StringComparison.Ordinal);
            var line = isNumber
                ? new SearchSuggestion(document.Number, SearchSuggestionKind.Number, document.Url)
                : new SearchSuggestion(document.Title, SearchSuggestionKind.Title, document.Url);
            // Many items may share a title ("Thông báo"): one line is enough.
            if (!lines.Any(other => other.Text == line.Text)) lines.Add(line);
        }
        return lines;
    }

    private static IEnumerable<SearchSuggestion> Tags(IndexReader reader, string whole, int count)
    {
        if (MultiFields.GetTerms(reader, IndexFields.TagFromWord) is not { } terms) return [];
        var found = new Dictionary<string, int>();
        var each = terms.GetEnumerator();
        if (each.SeekCeil(new BytesRef(whole)) == TermsEnum.SeekStatus.END) return [];
        for (var read = 0; read < MostTermsRead; read++)
        {
            var term = each.Term.Utf8ToString();
            if (!term.StartsWith(whole, StringComparison.Ordinal)) break;
            var tag = term[(term.IndexOf(IndexFields.TagBreak) + 1)..];
            found[tag] = Math.Max(found.GetValueOrDefault(tag), each.DocFreq);
            if (!each.MoveNext()) break;
        }
        return found.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Take(count)
            .Select(pair => new SearchSuggestion(pair.Key, SearchSuggestionKind.Tag, null));
    }

    private static IEnumerable<SearchDocument> Documents(IndexSearcher searcher, IReadOnlyList<SearchWord> words, string whole, int count)
    {
        var inTitle = new BooleanQuery(disableCoord: true);
        foreach (var word in words.Take(words.Count - 1)) inTitle.Add(new TermQuery(new Term(Zone.Title.Folded, word.Folded)), Occur.MUST);
        inTitle.Add(new PrefixQuery(new Term(Zone.Title.Folded, words[^1].Folded)), Occur.MUST);
        var query = new BooleanQuery(disableCoord: true)
        {
            { Fixed(inTitle, 1f), Occur.SHOULD },
            { Fixed(new PrefixQuery(new Term(IndexFields.WholeNumber, whole)), 8f), Occur.SHOULD },
            { Fixed(new PrefixQuery(new Term(IndexFields.WholeNumber, whole + " ")), 2f), Occur.SHOULD }, // 66/KH-UBND before 660/KH-UBND
            { Fixed(new PrefixQuery(new Term(IndexFields.TitleStart, whole.Length > IndexFields.TitleStartLength ? whole[..IndexFields.TitleStartLength] : whole)), 4f), Occur.SHOULD },
        };
        return searcher.Search(query, null, count, BestThenNewest).ScoreDocs
            .Select(hit => StoredDocument.Read(searcher.Doc(hit.Doc, OnlyStored).GetBinaryValue(IndexFields.Stored)));
    }

    private static readonly HashSet<string> OnlyStored = [IndexFields.Stored];

    private static ConstantScoreQuery Fixed(Query query, float score) => new(query) { Boost = score };
}
