namespace Cchc.Core.Search;

/// <summary>How a document writes words that are known only folded. Pure functions.</summary>
public static class Surface
{
    /// <summary>The words in lower case with the marks of the first place where most of them stand side by side; a word that stands nowhere as it is.</summary>
    public static string Of(IReadOnlyList<SearchWord> words, params IReadOnlyList<string> texts)
    {
        var shown = new string?[words.Count];
        var longest = 0;
        foreach (var text in texts)
        {
            var clean = SearchText.Clean(text);
            var read = SearchWords.Read(clean);
            for (var at = 0; at < read.Count && longest < words.Count; at++)
            {
                for (var first = 0; first < words.Count; first++)
                {
                    var length = 0;
                    while (first + length < words.Count && at + length < read.Count && read[at + length].Answers(words[first + length])) length++;
                    if (length == 0 || length <= longest && shown[first] is not null) continue;
                    for (var i = 0; i < length; i++)
                        if (length > longest || shown[first + i] is null) shown[first + i] = clean[read[at + i].Start..read[at + i].End].ToLowerInvariant();
                    longest = Math.Max(longest, length);
                }
            }
        }
        return string.Join(' ', words.Select((word, i) => shown[i] ?? word.Exact));
    }
}
