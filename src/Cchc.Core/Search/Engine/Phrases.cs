namespace Cchc.Core.Search.Engine;

/// <summary>How words become terms of the index.</summary>
internal static class Phrases
{
    /// <summary>Folded words with single blanks between them.</summary>
    public static string Join(IEnumerable<SearchWord> words) => string.Join(' ', words.Select(word => word.Folded));

    public static string Pair(string left, string right) => $"{left} {right}";
}
