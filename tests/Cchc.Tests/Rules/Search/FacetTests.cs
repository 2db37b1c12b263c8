using Cchc.Core.Search;

namespace Cchc.Tests.Rules.Search;

public sealed class FacetTests
{
    private static SearchTestIndex ThreeAndOne() => SearchTestIndex.Of(
        Doc("a", "Article", 2024, "Bài", "lai-chau", "tin", "trong-tinh"), Doc("b", "Article", 2025, "Bài", null, "tin"),
        Doc("c", "LegalDocument", 2025, "Kế hoạch", "lai-chau"), Doc("d", "Article", 2025, "Bài", null, "tin") with { Title = "Không liên quan" });

    private static SearchDocument Doc(string id, string type, int year, string kind, string? unit, params string[] sections) =>
        SearchTestIndex.Doc(id, "Hội thi") with
        {
            ContentType = type, Kind = kind, Unit = unit, Sections = sections, PublishedUtc = new DateTime(year, 3, id[0] - 'a' + 1, 0, 0, 0, DateTimeKind.Utc),
        };

    private static string Counts(SearchResult result, SearchFacet facet) => string.Join(", ", result.Facets[facet].Select(count => $"{count.Value} {count.Count}"));

    [Fact]
    public void Every_facet_is_counted_over_the_hits()
    {
        using var index = ThreeAndOne();
        var result = index.Ask("hội thi");
        Assert.Equal("Article 2, LegalDocument 1", Counts(result, SearchFacet.ContentType));
        Assert.Equal("tin 2, trong-tinh 1", Counts(result, SearchFacet.Section));
        Assert.Equal("2025 2, 2024 1", Counts(result, SearchFacet.Year));
        Assert.Equal("lai-chau 2", Counts(result, SearchFacet.Unit));
        Assert.Equal("Bài 2, Kế hoạch 1", Counts(result, SearchFacet.Kind));
    }

    [Fact]
    public void A_filter_narrows_the_hits_and_all_other_facets_but_keeps_its_own_choices()
    {
        using var index = ThreeAndOne();
        var result = index.Ask("hội thi", (SearchFacet.Year, ["2025"]));
        Assert.Equal(["b", "c"], result.Hits.Select(hit => hit.Document.Id).Order());
        Assert.Equal(2, result.Total);
        Assert.Equal("2025 2, 2024 1", Counts(result, SearchFacet.Year));
        Assert.Equal("lai-chau 1", Counts(result, SearchFacet.Unit));
    }

    [Theory]
    [InlineData("a b c", "2024", "2025")]
    [InlineData("a", "2024")]
    [InlineData("", "1999")]
    [InlineData("", "năm nay")]
    public void Values_of_one_facet_are_alternatives(string expected, params string[] years)
    {
        using var index = ThreeAndOne();
        Assert.Equal(expected, string.Join(' ', index.Ask("hội thi", (SearchFacet.Year, years)).Hits.Select(hit => hit.Document.Id).Order()));
    }

    [Fact]
    public void Facets_are_required_together()
    {
        using var index = ThreeAndOne();
        var result = index.Ask("hội thi", (SearchFacet.Section, ["tin"]), (SearchFacet.Unit, ["lai-chau"]));
        Assert.Equal(["a"], result.Hits.Select(hit => hit.Document.Id));
        Assert.Equal("tin 1, trong-tinh 1", Counts(result, SearchFacet.Section));
    }

    [Fact]
    public void Filters_without_words_list_everything_newest_first_and_nothing_at_all_lists_nothing()
    {
        using var index = ThreeAndOne();
        Assert.Equal(["d", "b", "a"], index.Ask(" ", (SearchFacet.ContentType, ["Article"])).Hits.Select(hit => hit.Document.Id));
        Assert.Equal(0, index.Ask("").Total);
        Assert.Equal(0, index.Ask("?!", (SearchFacet.ContentType, ["Article"])).Total);
    }

    [Fact]
    public void The_year_is_that_of_the_clock_in_Vietnam()
    {
        using var index = SearchTestIndex.Of(SearchTestIndex.Doc("a", "Hội thi") with { PublishedUtc = new(2024, 12, 31, 18, 0, 0, DateTimeKind.Utc) });
        Assert.Equal("2025 1", Counts(index.Ask("hội thi"), SearchFacet.Year));
    }

    [Fact]
    public void What_has_no_date_of_its_own_is_under_no_year()
    {
        using var index = SearchTestIndex.Of(Doc("a", "Article", 2024, "Bài", null), Doc("b", "LegalDocument", 2026, "Kế hoạch", null) with { IsDated = false });
        var result = index.Ask("hội thi");
        Assert.Equal(2, result.Total);
        Assert.Equal("2024 1", Counts(result, SearchFacet.Year));
        Assert.False(result.Hits.Single(hit => hit.Document.Id == "b").Document.IsDated);
    }
}
