using Lucene.Net.Documents;
using Lucene.Net.Index;

namespace Cchc.Core.Search.Engine;

/// <summary>
/// A part of a document that is searched. Each holds four fields: words and pairs of neighbours (bigrams), both as written and
/// folded. Bigrams answer phrases, so positions are not stored: half the size, and a phrase costs no more than a word.
/// </summary>
internal sealed class Zone(string name, bool lengthCounts)
{
    /// <summary>Everything together: what a document must hold is looked up here, in one field per word.</summary>
    public static readonly Zone All = new("a", lengthCounts: true);
    public static readonly Zone Title = new("t", lengthCounts: true);
    public static readonly Zone Number = new("n", lengthCounts: false);
    public static readonly Zone Summary = new("s", lengthCounts: false);
    public static readonly Zone Tags = new("g", lengthCounts: false);

    public string Exact { get; } = name + "e";
    public string Folded { get; } = name + "f";
    public string ExactPairs { get; } = name + "eb";
    public string FoldedPairs { get; } = name + "fb";

    public FieldType WordType { get; } = Type(lengthCounts);
    // A long report that holds the phrase once still holds it: length must not push it below a page with the words apart.
    public FieldType PairType { get; } = Type(lengthCounts: false);

    private static FieldType Type(bool lengthCounts)
    {
        var type = new FieldType { IsIndexed = true, IsTokenized = true, IndexOptions = IndexOptions.DOCS_AND_FREQS, OmitNorms = !lengthCounts };
        type.Freeze();
        return type;
    }
}

/// <summary>Names of the fields that are no <see cref="Zone"/>.</summary>
internal static class IndexFields
{
    public const string Id = "id", Stored = "doc", Body = "body", Published = "date";
    /// <summary>Folded words joined by blanks as one term: the whole number, the beginning of the title.</summary>
    public const string WholeNumber = "nw", TitleStart = "tw";
    /// <summary>Folded tag from each of its words on, then <see cref="TagBreak"/> and the tag as written, for suggestions.</summary>
    public const string TagFromWord = "gw";
    public const char TagBreak = '\u0001';
    /// <summary>Characters of the beginning of a title that are kept for suggestions.</summary>
    public const int TitleStartLength = 60;

    public static readonly string[] Facets = [.. Enum.GetValues<SearchFacet>().Select(facet => "f" + facet)];

    /// <summary>Changes whenever an index of the last release would answer wrongly; such an index is thrown away and built anew.</summary>
    public const string Format = "1";
}
