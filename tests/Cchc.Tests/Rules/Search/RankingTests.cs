using Cchc.Core.Search;

namespace Cchc.Tests.Rules.Search;

public sealed class RankingTests
{
    private static readonly string Filler = string.Join(' ', Enumerable.Repeat("nội dung khác của trang này", 200));

    [Theory]
    [InlineData("bảo đảm")]
    [InlineData("bao dam")]
    [InlineData("bảo dam")]
    public void A_long_page_with_the_phrase_once_is_above_short_pages_with_its_words_apart(string query)
    {
        var apart = Enumerable.Range(0, 30).Select(i => SearchTestIndex.Doc($"apart{i}", "Tin", "Bảo vệ rừng, bảo tồn, đảm đang, đảm nhận, bảo và đảm"));
        var phrase = SearchTestIndex.Doc("phrase", "Tin", $"{Filler} nhằm bảo đảm an toàn {Filler}");
        using var index = SearchTestIndex.Of([.. apart, phrase]);
        Assert.Equal("phrase", index.Find(query)[0]);
        Assert.Equal(31, index.Ask(query).Total);
    }

    [Fact]
    public void A_title_is_worth_more_than_a_body()
    {
        using var index = SearchTestIndex.Of(
            SearchTestIndex.Doc("body", "Tin trong ngày", "chuyển đổi số, chuyển đổi số và chuyển đổi số"),
            SearchTestIndex.Doc("title", "Chuyển đổi số ở xã", "nội dung"));
        Assert.Equal(["title", "body"], index.Find("chuyển đổi số"));
        Assert.Equal(["title", "body"], index.Find("chuyen doi so"));
    }

    [Fact]
    public void A_tag_lifts_and_finds()
    {
        using var index = SearchTestIndex.Of(
            SearchTestIndex.Doc("body", "Tin", "một cửa"), SearchTestIndex.Doc("tag", "Tin") with { Tags = ["Một cửa"] });
        Assert.Equal(["tag", "body"], index.Find("một cửa"));
    }

    [Fact]
    public void An_unmarked_word_finds_its_own_spelling_first()
    {
        using var index = SearchTestIndex.OfTexts("năm nay", "nam bộ", "nấm rơm");
        Assert.Equal("nam bộ", index.Find("nam")[0]);
        Assert.Equal(3, index.Find("nam").Count);
    }

    [Fact]
    public void A_phrase_does_not_span_the_end_of_a_sentence()
    {
        using var index = SearchTestIndex.Of(SearchTestIndex.Doc("two", "Tin", "Cần cải. Cách làm"), SearchTestIndex.Doc("one", "Tin", "Cần cải cách làm"));
        Assert.Equal("one", index.Find("cải cách")[0]);
        Assert.Equal(["one"], index.Find("\"cải cách\""));
    }

    [Fact]
    public void Newest_first_is_by_date_alone_and_best_first_breaks_ties_by_date()
    {
        SearchDocument Of(string id, int year, string title) => SearchTestIndex.Doc(id, title) with { PublishedUtc = new(year, 1, 5, 0, 0, 0, DateTimeKind.Utc) };
        using var index = SearchTestIndex.Of(Of("old", 2020, "Hội thi"), Of("new", 2024, "Hội thi"), Of("best", 2010, "Hội thi hội thi"));
        Assert.Equal(["new", "old", "best"], index.Index.Search(new() { Text = "hội thi", Order = SearchOrder.Newest }).Hits.Select(hit => hit.Document.Id));
        Assert.Equal(["best", "new", "old"], index.Find("hội thi"));
    }

    [Fact]
    public void Pages_follow_each_other_and_those_beyond_the_end_or_too_deep_are_empty()
    {
        using var index = SearchTestIndex.Of(Enumerable.Range(0, 1_100).Select(i => SearchTestIndex.Doc($"d{i:0000}", "Hội thi")));
        SearchResult Page(int page, int size = 10) => index.Index.Search(new() { Text = "hội thi", Page = page, PageSize = size });
        Assert.Equal(10, Page(1).Hits.Count);
        Assert.Empty(Page(1).Hits.Select(hit => hit.Document.Id).Intersect(Page(2).Hits.Select(hit => hit.Document.Id)));
        Assert.Equal((1_100, 100), (Page(1).Total, Page(1).Pages));
        Assert.Equal(10, Page(100).Hits.Count);
        Assert.All(new[] { 101, 111, 0, -1, int.MinValue, int.MaxValue }, page => Assert.Empty(Page(page).Hits));
        Assert.Equal(100, Page(1, int.MaxValue).Hits.Count);
        Assert.Single(Page(1, -5).Hits);
    }
}
