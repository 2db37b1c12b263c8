using Cchc.Core.Search;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Cchc.Tests.Rules.Search;

/// <summary>Any 16-bit units at all, lone surrogates among them, mixed with what means something to search engines.</summary>
public static class AnyText
{
    private static readonly string[] Parts = ["bé", "hoà", "CCHC", "66/KH-UBND", "\"", "“", "(", "*", "AND NOT", "a:b~2^3", "[1 TO", "\\", "\uD800", "\uDC00", "\uFFFE", "\0", "\u0301", "\u00AD", "😀", " ", "\n", "…", "số"];

    public static Arbitrary<string> Strings() => Gen.OneOf(
            Gen.Choose(0, 0xFFFF).Select(unit => ((char)unit).ToString()), Gen.Elements(Parts))
        .ArrayOf().Select(string.Concat).ToArbitrary();
}

public sealed class AnyTextTests
{
    [Property(Arbitrary = [typeof(AnyText)], MaxTest = 200)]
    public void No_text_is_an_error_to_index_to_ask_or_to_complete(string text)
    {
        using var index = SearchTestIndex.Of(SearchTestIndex.Doc("a", text, text + " cải cách") with { Number = text, Summary = text, Tags = [text], Kind = text, Unit = text, Sections = [text] });
        index.Ask(text, (SearchFacet.Kind, [text]));
        index.Ask(text + " cải cách");
        index.Index.Suggest(text, 5);
        var hit = Assert.Single(index.Ask("cải cách").Hits);
        Assert.DoesNotContain("\0", SearchTestIndex.Marked(hit.Title), StringComparison.Ordinal);
    }

    [Property(Arbitrary = [typeof(AnyText)], MaxTest = 400)]
    public void Words_lie_within_the_text_one_after_the_other(string text)
    {
        var clean = SearchText.Clean(text);
        var end = 0;
        foreach (var word in SearchWords.Read(clean))
        {
            Assert.InRange(word.Start, end, word.End - 1);
            Assert.InRange(word.End, word.Start + 1, clean.Length);
            Assert.NotEqual("", word.Exact);
            end = word.End;
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("\0\u0001\u001B")]
    [InlineData("***")]
    [InlineData("title:(a AND \"")]
    [InlineData("\uD800")]
    [InlineData("a\uDC00b")]
    [InlineData("+-&&||!(){}[]^\"~*?:\\/")]
    [InlineData("AND OR NOT")]
    public void Strange_queries_are_answered(string? query)
    {
        using var index = SearchTestIndex.OfTexts("Cải cách hành chính");
        Assert.True(index.Ask(query).Total >= 0);
        Assert.Empty(index.Index.Suggest(query, 0));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("cải cách ")]
    [InlineData("\u0301")]
    [InlineData("\"a ")]
    [InlineData("1/")]
    public void A_query_of_a_hundred_thousand_characters_is_answered_at_once(string part)
    {
        using var index = SearchTestIndex.OfTexts("Cải cách hành chính");
        var query = string.Concat(Enumerable.Repeat(part, 100_000 / part.Length));
        Assert.InRange(index.Ask(query).Total, 0, 1);
        Assert.True(index.Index.Suggest(query, 5).Count <= 5);
    }

    [Fact]
    public void Threads_write_and_ask_at_the_same_time()
    {
        using var index = SearchTestIndex.OfTexts("Cải cách");
        Parallel.For(0, 200, i =>
        {
            if (i % 3 == 0) index.Index.Upsert([SearchTestIndex.Doc($"d{i}", "Cải cách")]);
            if (i % 10 == 0) index.Index.Commit(i);
            Assert.True(index.Ask("cải cách").Total > 0);
        });
        index.Index.Refresh();
        Assert.Equal(68, index.Ask("cải cách").Total);
    }
}
