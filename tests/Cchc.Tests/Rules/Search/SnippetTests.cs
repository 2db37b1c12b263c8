using Cchc.Core.Search;

namespace Cchc.Tests.Rules.Search;

public sealed class SnippetTests
{
    private static readonly string Filler = string.Join(' ', Enumerable.Repeat("Nội dung khác của trang này.", 2_000));

    private static string Best(string query, params string[] texts) =>
        SearchTestIndex.Marked(new Snippets(QueryText.Parse(query, Abbreviations.Default)).Best(texts));

    [Theory]
    [InlineData("cải cách", "Chương trình cải cách hành chính", "Chương trình [cải cách] hành chính")]
    [InlineData("cai cach", "Chương trình cải cách hành chính", "Chương trình [cải cách] hành chính")]
    [InlineData("CẢI CÁCH", "Chương trình Cải  cách\nhành chính", "Chương trình [Cải cách] hành chính")]
    [InlineData("cải cách hành chính", "Chính sách cải cách hành chính", "Chính sách [cải cách hành chính]")]
    [InlineData("bé năm", "năm nay bé ngoan", "[năm] nay [bé] ngoan")]
    [InlineData("bé", "be bé", "be [bé]")]
    [InlineData("CCHC", "Công tác cải cách hành chính", "Công tác [cải cách hành chính]")]
    [InlineData("cải cách hành chính", "Công tác CCHC", "Công tác [CCHC]")]
    [InlineData("hoà giải", "Tổ hòa giải", "Tổ [hòa giải]")]
    [InlineData("66 KH UBND", "Số 66/KH-UBND ngày", "Số [66/KH-UBND] ngày")]
    [InlineData("<b>", "a < b > c & d", "a < [b] > c & d")]
    [InlineData("xyz", "Không có từ nào", "Không có từ nào")]
    [InlineData("xyz", "", "")]
    public void The_match_is_marked_with_or_without_marks_typed(string query, string text, string marked) => Assert.Equal(marked, Best(query, text));

    [Fact]
    public void The_piece_with_the_phrase_is_shown_wherever_it_stands_and_cut_between_words()
    {
        var shown = Best("bảo đảm", $"{Filler} Phải bảo đảm đúng hạn cho dân. {Filler}");
        Assert.StartsWith("…", shown, StringComparison.Ordinal);
        Assert.EndsWith("…", shown, StringComparison.Ordinal);
        Assert.Contains("Phải [bảo đảm] đúng hạn", shown, StringComparison.Ordinal);
        Assert.InRange(shown.Length, 100, Snippets.Length + 80);
    }

    [Fact]
    public void The_text_that_shows_more_of_the_query_wins_and_the_first_of_equals()
    {
        Assert.Equal("sapo [một cửa]", Best("một cửa", "sapo một cửa", "thân bài một cửa"));
        Assert.Equal("thân bài [một cửa] liên thông", Best("một cửa", "sapo có cửa", "thân bài một cửa liên thông"));
    }

    [Fact]
    public void A_hit_by_its_title_alone_shows_the_beginning_of_the_text()
    {
        using var index = SearchTestIndex.Of(SearchTestIndex.Doc("a", "Một cửa liên thông", "Tin từ xã. " + Filler));
        var hit = index.Ask("một cửa").Hits[0];
        Assert.Equal("[Một cửa] liên thông", SearchTestIndex.Marked(hit.Title));
        Assert.StartsWith("Tin từ xã. Nội dung", SearchTestIndex.Marked(hit.Snippet), StringComparison.Ordinal);
        Assert.EndsWith("…", SearchTestIndex.Marked(hit.Snippet), StringComparison.Ordinal);
    }

    [Fact]
    public void A_hit_gives_back_what_was_indexed_but_the_body()
    {
        var document = SearchTestIndex.Doc("a", "Tiêu đề", "thân") with
        {
            Number = "66/KH-UBND", Kind = "Kế hoạch", Unit = "lai-chau", Summary = "sapo", Sections = ["x", "y"], Tags = ["Thẻ một"],
        };
        using var index = SearchTestIndex.Of(document);
        var found = index.Ask("tiêu đề").Hits[0].Document;
        Assert.Equal(document with { Body = "", Sections = found.Sections, Tags = found.Tags, Desk = found.Desk }, found);
        Assert.Equal(document.Sections, found.Sections);
        Assert.Equal(document.Tags, found.Tags);
    }
}
