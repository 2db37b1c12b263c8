using Lucene.Net.Documents;
using Lucene.Net.Index;

namespace Cchc.Core.Search.Engine;

/// <summary>
/// A part of a document that is searched, in up to three fields: words as written, words folded, and folded pairs of neighbours
/// (bigrams). Pairs answer phrases, so positions are not stored and a phrase costs no more to look up than a word. Pairs are only
/// folded: which marks they have is told by the words themselves, and each further field would cost a quarter of the time to index.
/// </summary>
internal sealed class Zone(string name)
{
    /// <summary>Everything together: what a document must hold is looked up here, in one field per word.</summary>
    public static readonly Zone All = new("a");
    public static readonly Zone Title = new("t"), Number = new("n"), Summary = new("s"), Tags = new("g");

    public string Exact { get; } = name + "e";
    public string Folded { get; } = name + "f";
    public string Pairs { get; } = name + "p";
}

/// <summary>Names and types of the fields.</summary>
internal static class IndexFields
{
    public const string Id = "id", Stored = "doc", Body = "body", File = "file", Partial = "partial", Published = "date", Length = "len", Tie = "tie";
    /// <summary>Between the address of a file and its text, in <see cref="File"/>.</summary>
    public const char FileBreak = '\u0001';
    /// <summary>Folded words joined by blanks as one term: the whole number, the beginning of the title.</summary>
    public const string WholeNumber = "nw", TitleStart = "tw";
    /// <summary>Folded tag from each of its words on, then <see cref="TagBreak"/> and the tag as written, for suggestions.</summary>
    public const string TagFromWord = "gw";
    public const char TagBreak = '\u0001';
    /// <summary>Characters of the beginning of a title that are kept for suggestions.</summary>
    public const int TitleStartLength = 60;

    public static readonly string[] Facets = [.. Enum.GetValues<SearchFacet>().Select(facet => "f" + facet)];

    /// <summary>Changes whenever an index of the last release would answer wrongly; such an index is thrown away and built anew.</summary>
    public const string Format = "4";

    public static FieldType WordType { get; } = Frozen(new FieldType { IsIndexed = true, IsTokenized = true, IndexOptions = IndexOptions.DOCS_AND_FREQS, OmitNorms = true });

    private static FieldType Frozen(FieldType type)
    {
        type.Freeze();
        return type;
    }
}
