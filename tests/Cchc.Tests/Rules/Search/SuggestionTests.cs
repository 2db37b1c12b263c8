using Cchc.Core.Search;

namespace Cchc.Tests.Rules.Search;

public sealed class SuggestionTests
{
    private static SearchTestIndex Site() => SearchTestIndex.Of(
        SearchTestIndex.Doc("a", "Cải cách hành chính ở Lai Châu", "đẩy mạnh cải cách hành chính"),
        SearchTestIndex.Doc("b", "Kết quả cải cách hành chính", "chuyển đổi số trong dịch vụ công trực tuyến") with { Tags = ["Chuyển đổi số"] },
        SearchTestIndex.Doc("c", "Kế hoạch tuyên truyền cải cách hành chính") with { Number = "66/KH-UBND", Tags = ["Cải cách", "Chuyển đổi số"] },
        SearchTestIndex.Doc("d", "Thông báo"), SearchTestIndex.Doc("e", "Thông báo"));

    private static string Lines(SearchTestIndex index, string typed, int count = 8) => string.Join(" | ", index.Index.Suggest(typed, count).Select(line => line.Text));

    [Theory]
    [InlineData("cải cách h")]
    [InlineData("cai cach h")]
    [InlineData("CAI CACH H")]
    public void Titles_that_begin_so_come_before_titles_that_hold_it(string typed)
    {
        using var index = Site();
        Assert.Equal("Cải cách hành chính ở Lai Châu", index.Index.Suggest(typed, 8)[0].Text);
        Assert.Equal(3, index.Index.Suggest(typed, 8).Count);
        Assert.Equal("/tin-tuc/a", index.Index.Suggest(typed, 1)[0].Url);
    }

    [Fact]
    public void Tags_are_offered_from_each_of_their_words_on()
    {
        using var index = Site();
        Assert.Equal("Chuyển đổi số", Lines(index, "chuy"));
        Assert.Equal("Chuyển đổi số", Lines(index, "đổi s"));
        Assert.Equal(new SearchSuggestion("Chuyển đổi số", SearchSuggestionKind.Tag, null), index.Index.Suggest("doi so", 5)[0]);
    }

    [Theory]
    [InlineData("66")]
    [InlineData("66/KH")]
    [InlineData("66 kh-u")]
    public void Numbers_are_offered_from_their_beginning(string typed)
    {
        using var index = Site();
        Assert.Equal([new("66/KH-UBND", SearchSuggestionKind.Number, "/tin-tuc/c")], index.Index.Suggest(typed, 5));
    }

    [Fact]
    public void The_whole_part_of_a_number_comes_before_a_longer_one()
    {
        using var index = SearchTestIndex.Of(Enumerable.Range(60, 10).Append(6).Append(600).Select(i => SearchTestIndex.Doc($"d{i}", "Kế hoạch") with { Number = $"{i}/KH-UBND" }));
        Assert.Equal("60/KH-UBND", index.Index.Suggest("60", 5)[0].Text);
    }

    [Fact]
    public void Equal_titles_are_one_line()
    {
        using var index = Site();
        Assert.Equal("Thông báo", Lines(index, "thông b"));
    }

    [Theory]
    [InlineData("cai cahc hanh chinh", "cải cách hành chính")]
    [InlineData("cãi cách hành chính", "cải cách hành chính")]
    [InlineData("cải cách hành chánh", "cải cách hành chính")]
    [InlineData("tuyên truềnn", "tuyên truyền")]
    [InlineData("dịch vụ côg trực tuyến", "dịch vụ công trực tuyến")]
    [InlineData("chuyen dôi so", "chuyển đổi số")]
    public void A_misspelt_query_is_offered_what_the_site_writes(string typed, string offered)
    {
        using var index = Site();
        Assert.Equal(offered, index.Ask(typed).Suggestion);
        Assert.True(index.Ask(offered).Total > 0);
    }

    [Theory]
    [InlineData("cải cách hành chính")]
    [InlineData("cai cach hanh chinh")]
    [InlineData("Thông báo")]
    [InlineData("zzzzzz qqqqqq")]
    [InlineData("99/QĐ")]
    public void A_query_that_finds_or_that_resembles_nothing_is_offered_nothing(string typed)
    {
        using var index = Site();
        Assert.Null(index.Ask(typed).Suggestion);
    }
}
