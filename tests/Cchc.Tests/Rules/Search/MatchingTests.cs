namespace Cchc.Tests.Rules.Search;

public sealed class MatchingTests
{
    [Theory]
    [InlineData("bé", "bé ngoan", true)]
    [InlineData("bé", "be bờ", false)]
    [InlineData("năm", "việt nam", false)]
    [InlineData("nam", "năm mới", true)]
    [InlineData("nam", "phía nam", true)]
    [InlineData("cai cach", "Cải cách hành chính", true)]
    [InlineData("cải cach", "Cải cách hành chính", true)]
    [InlineData("cái cach", "Cải cách hành chính", false)]
    [InlineData("dat dai", "Luật Đất đai", true)]
    [InlineData("đất dai", "Luật Đất đai", true)]
    [InlineData("đất đài", "Luật Đất đai", false)]
    [InlineData("ly", "quản lý", true)]
    [InlineData("li", "quản lý", true)]
    [InlineData("UY BAN", "uỷ ban nhân dân", true)]
    public void A_marked_word_finds_only_itself_and_an_unmarked_one_every_form(string query, string text, bool found)
    {
        using var index = SearchTestIndex.OfTexts(text);
        Assert.Equal(found, index.Ask(query) is { Total: 1, IsLoose: false });
    }

    [Theory]
    [InlineData("CCHC", "Cải cách hành chính")]
    [InlineData("cải cách hành chính", "Công tác CCHC năm nay")]
    [InlineData("cai cach hanh chinh", "Công tác CCHC năm nay")]
    [InlineData("ubnd", "Uỷ ban nhân dân tỉnh")]
    [InlineData("Ủy ban nhân dân", "UBND tỉnh")]
    [InlineData("hdnd", "Hội đồng nhân dân tỉnh")]
    [InlineData("HĐND", "Hội đồng nhân dân tỉnh")]
    [InlineData("CBCCVC", "đào tạo cán bộ, công chức, viên chức")]
    [InlineData("DVCTT", "cung cấp dịch vụ công trực tuyến")]
    [InlineData("dịch vụ công trực tuyến", "DVCTT toàn trình")]
    [InlineData("KH&CN", "Sở Khoa học và Công nghệ")]
    [InlineData("sở khoa học và công nghệ", "Sở KH&CN")]
    [InlineData("MTTQ tỉnh", "Mặt trận Tổ quốc tỉnh")]
    [InlineData("văn bản quy phạm pháp luật", "VBQPPL mới")]
    public void An_abbreviation_and_what_it_stands_for_find_each_other(string query, string text)
    {
        using var index = SearchTestIndex.OfTexts(text, "Bến Tre");
        Assert.Equal([text], index.Find(query));
    }

    [Fact]
    public void An_abbreviation_does_not_find_its_words_apart()
    {
        using var index = SearchTestIndex.OfTexts("chính quyền cải thiện cách làm hành động");
        Assert.Empty(index.Find("CCHC"));
    }

    [Fact]
    public void A_list_kept_by_editors_takes_effect_without_indexing_again()
    {
        using var index = SearchTestIndex.OfTexts("Bưu điện văn hóa xã");
        Assert.Empty(index.Find("BĐVHX"));
        index.Index.Abbreviations = new([new("BĐVHX", "bưu điện văn hóa xã"), new("", "không có gì"), new("!", "?")]);
        Assert.Single(index.Find("BĐVHX"));
    }

    [Theory]
    [InlineData("66/KH-UBND")]
    [InlineData("66 KH UBND")]
    [InlineData("66-kh-ubnd")]
    [InlineData("66")]
    [InlineData("KH-UBND")]
    [InlineData("kh ubnd")]
    [InlineData("số 66/KH-UBND")]
    [InlineData("kế hoạch 66/KH-UBND")]
    [InlineData("66/KH")]
    [InlineData("066/KH-UBND")]
    public void A_document_is_first_by_its_number_whole_or_in_parts(string query)
    {
        var plan = SearchTestIndex.Doc("plan", "Tuyên truyền") with { Number = "66/KH-UBND", Kind = "Kế hoạch" };
        var mention = SearchTestIndex.Doc("mention", "Tin", "Ngày 66, thực hiện Kế hoạch số 66/KH-UBND của UBND");
        using var index = SearchTestIndex.Of(mention, plan, SearchTestIndex.Doc("other", "Khác") with { Number = "666/QĐ-TTg" });
        Assert.Equal("plan", index.Find(query)[0]);
        Assert.DoesNotContain("other", index.Find(query));
    }

    [Fact]
    public void A_number_is_not_found_where_its_parts_stand_apart()
    {
        using var index = SearchTestIndex.OfTexts("66 hộ dân, kh số 5, ubnd", "công văn 66/KH-UBND");
        Assert.Equal(["công văn 66/KH-UBND"], index.Find("66/KH-UBND"));
    }

    [Fact]
    public void Quotation_marks_ask_for_the_phrase()
    {
        using var index = SearchTestIndex.OfTexts("chính sách hành động", "hành chính công");
        Assert.Equal(["hành chính công"], index.Find("\"hành chính\""));
        Assert.Equal(["hành chính công"], index.Find("“hanh chinh” công"));
    }

    [Fact]
    public void All_words_are_needed_and_most_of_them_only_when_nothing_has_all()
    {
        using var index = SearchTestIndex.OfTexts("minh bạch công khai", "minh bạch tài sản", "công khai");
        Assert.Equal(["minh bạch tài sản"], index.Find("minh bạch tài sản"));
        var loose = index.Ask("minh bạch ngân sách tài sản");
        Assert.True(loose.IsLoose);
        Assert.Equal(["minh bạch tài sản"], loose.Hits.Select(hit => hit.Document.Id));
    }

    [Fact]
    public void A_document_that_was_changed_or_deleted_is_found_as_it_is_now()
    {
        using var index = SearchTestIndex.Of(SearchTestIndex.Doc("a", "Cũ"), SearchTestIndex.Doc("b", "Khác"));
        index.Index.Upsert([SearchTestIndex.Doc("a", "Tạm"), SearchTestIndex.Doc("a", "Mới")]);
        index.Index.Delete(["b", "không có"]);
        index.Index.Refresh();
        Assert.Empty(index.Find("cũ"));
        Assert.Empty(index.Find("tạm"));
        Assert.Empty(index.Find("khác"));
        Assert.Equal(["a"], index.Find("mới"));
        Assert.Equal(1, index.Index.Count);
    }
}
