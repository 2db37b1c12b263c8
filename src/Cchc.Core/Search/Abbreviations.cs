namespace Cchc.Core.Search;

/// <summary>A short form and what it stands for, each as people write it: KH&amp;CN, khoa học và công nghệ.</summary>
public sealed record Abbreviation(string Form, string Meaning);

/// <summary>Short forms that readers and writers use for the same thing. A query for either finds both.</summary>
public sealed partial class Abbreviations
{
    private readonly List<(SearchWord[] Written, SearchWord[] Other)> pairs = [];

    /// <summary>Entries without a word on either side are left out. A short form may stand for several long ones.</summary>
    public Abbreviations(IEnumerable<Abbreviation> list)
    {
        foreach (var (form, meaning) in list)
        {
            var (left, right) = (WordsOf(form), WordsOf(meaning));
            if (left.Length == 0 || right.Length == 0) continue;
            pairs.Add((left, right));
            pairs.Add((right, left));
        }
        // The longest that fits wins: "dịch vụ công trực tuyến" before "dịch vụ công".
        pairs = [.. pairs.OrderByDescending(pair => pair.Written.Length)];
    }

    /// <summary>The other forms of what stands at that place of a query, and of how many words it is; 0 words when nothing fits.</summary>
    public (int Length, IReadOnlyList<SearchWord[]> Others) At(IReadOnlyList<SearchWord> words, int place)
    {
        var length = 0;
        var others = new List<SearchWord[]>();
        foreach (var (written, other) in pairs)
        {
            if (length > 0 && written.Length < length) break;
            if (!Stands(written, words, place)) continue;
            length = written.Length;
            others.Add(other);
        }
        return (length, others);
    }

    private static bool Stands(SearchWord[] written, IReadOnlyList<SearchWord> words, int place)
    {
        if (place + written.Length > words.Count) return false;
        for (var i = 0; i < written.Length; i++)
            if (!written[i].Answers(words[place + i])) return false;
        return true;
    }

    private static SearchWord[] WordsOf(string form) => [.. SearchWords.Read(SearchText.Clean(form))];
}
