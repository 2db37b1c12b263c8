using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace Cchc.Core.Search.Engine;

/// <summary>
/// "Có phải bạn tìm": the words of the index nearest to those typed, chosen so that neighbours stand side by side in some
/// document. Works on folded words: which marks are right is read off the document that the corrected query finds first.
/// </summary>
internal static class Corrections
{
    private const int MostWords = 8, Choices = 8;
    // What one wrong letter costs against the logarithm of how many documents hold a pair.
    private const double PerEdit = 2.5;

    private sealed record Choice(string Folded, int Edits, int Documents);

    /// <returns>Folded words, one for each of the query's, or null when nothing is near. May equal the query but for its marks.</returns>
    public static IReadOnlyList<string>? Find(IndexReader reader, Func<Term, int> documentsOf, IReadOnlyList<SearchWord> words)
    {
        if (words.Count is 0 or > MostWords) return null;
        var paths = new List<(double Score, List<string> Words)> { (0, []) };
        // Where some words stand nowhere, they are the mistyped ones; to look round a known word costs most of all.
        var isKnown = words.Select(word => documentsOf(new(Zone.All.Folded, word.Folded)) > 0).ToList();
        for (var at = 0; at < words.Count; at++)
        {
            var choices = ChoicesFor(reader, documentsOf, words[at].Folded, isKnown[at] && isKnown.Contains(false));
            if (choices.Count == 0) return null;
            paths = [.. paths
                .SelectMany(path => choices.Select(choice => (Score: path.Score + ScoreOf(documentsOf, path.Words, choice), Words: (List<string>)[.. path.Words, choice.Folded])))
                .OrderByDescending(path => path.Score).Take(Choices)];
        }
        return paths[0].Words;
    }

    private static double ScoreOf(Func<Term, int> documentsOf, List<string> before, Choice choice)
    {
        var pair = before.Count == 0 ? 0 : documentsOf(new Term(Zone.All.Pairs, Phrases.Pair(before[^1], choice.Folded)));
        return Math.Log(1 + choice.Documents) * 0.3 + Math.Log(1 + pair) - choice.Edits * PerEdit;
    }

    private static List<Choice> ChoicesFor(IndexReader reader, Func<Term, int> documentsOf, string folded, bool asItIs)
    {
        var choices = new List<Choice>();
        if (documentsOf(new Term(Zone.All.Folded, folded)) is var documents and > 0) choices.Add(new(folded, 0, documents));
        if (asItIs) return choices;
        // A number is what it is; and of one or two letters anything is near.
        if (folded.Length < 2 || folded.AsSpan().ContainsAnyInRange('0', '9') || MultiFields.GetTerms(reader, Zone.All.Folded) is not { } terms) return choices;
        var near = new FuzzyTermsEnum(terms, new AttributeSource(), new Term(Zone.All.Folded, folded), folded.Length >= 5 ? 2 : 1, 0, transpositions: true);
        var found = new List<Choice>();
        while (near.MoveNext())
        {
            var term = near.Term.Utf8ToString();
            if (term != folded && !term.AsSpan().ContainsAnyInRange('0', '9')) found.Add(new(term, EditDistance.Between(folded, term), near.DocFreq));
        }
        choices.AddRange(found.OrderBy(choice => choice.Edits).ThenByDescending(choice => choice.Documents).Take(Choices));
        return choices;
    }
}
