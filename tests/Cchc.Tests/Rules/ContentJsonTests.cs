using System.Text.Json.Nodes;
using Cchc.Core.Content;
using Cchc.Core.Units;
using Cchc.Modules.Content.Documents;
using Cchc.Modules.Content.News;
using Cchc.Modules.Content.SitePages;
using FsCheck.Xunit;

namespace Cchc.Tests.Rules;

public sealed class ContentJsonTests
{
    private static readonly UnitRegistry NoUnits = new([], []);

    [Property]
    public void An_article_comes_back_as_it_was_written(string? title, string? text, string?[] words, byte kind, bool reprint, byte x, byte y)
    {
        var article = Common(new Article(), title, text, words);
        (article.Kind, article.Sapo, article.Byline, article.Source, article.SourceUrl) = ((ArticleKind)(kind % 6), text ?? "", title ?? "", text ?? "", title ?? "");
        (article.Reprint, article.LeadImage, article.LeadAlt, article.LeadCaption) = (reprint, "a/b.svg", "alt" + title, text ?? "");
        (article.LeadX, article.LeadY, article.Documents) = (x / 255.0, y / 255.0, Words(words));
        AssertComesBack(article, new ArticleType());
    }

    [Property]
    public void A_document_comes_back_as_it_was_written(string? title, string? text, string?[] words, byte validity, byte relation, ushort day)
    {
        var document = Common(new Document(), title, text, words);
        (document.Number, document.Kind, document.Agency, document.Signer, document.SignerTitle) = (title ?? "", text ?? "", title ?? "", text ?? "", title ?? "");
        (document.Abstract, document.SourceNote, document.Validity) = (text ?? "", title ?? "", (DocumentValidity)(validity % 4));
        (document.IssuedOn, document.EffectiveOn) = (new DateOnly(1945, 9, 2).AddDays(day), day % 2 == 0 ? null : new DateOnly(2026, 1, 1));
        foreach (var word in Words(words))
            document.Relations.Add(new() { Kind = (DocumentRelationKind)(relation % 5), Number = word, IssuedOn = document.IssuedOn, Agency = text ?? "", Title = title ?? "", TargetId = word });
        AssertComesBack(document, new DocumentType());
    }

    [Property]
    public void A_page_comes_back_as_it_was_written(string? title, string? text, string?[] words)
    {
        var page = Common(new SitePage(), title, text, words);
        (page.Sapo, page.Language) = (text ?? "", "km");
        AssertComesBack(page, new SitePageType());
    }

    [Fact]
    public void A_unit_is_written_with_a_day_on_which_its_code_named_it()
    {
        var merger = new DateOnly(2025, 7, 1);
        var (before, after) = (AUnit(1, "Tỉnh Tiền Giang", null, merger), AUnit(2, "Tỉnh Đồng Tháp", merger, null));
        var units = new UnitRegistry([before, after], []);
        foreach (var unit in new[] { before, after })
        {
            var back = new Article();
            var json = ContentJson.Write(new Article { Title = "x", UnitId = unit.Id }, new ArticleType(), "v", units);
            ContentJson.Read(json, back, new ArticleType(), units);
            Assert.Equal(unit.Id, back.UnitId);
        }
    }

    [Fact]
    public void Vietnamese_letters_stay_letters_in_the_stored_form()
    {
        var json = ContentJson.Write(new Article { Title = "Đổi mới “Một cửa”" }, new ArticleType(), "v", NoUnits).ToJsonString(ContentJson.Options);
        Assert.Contains("Đổi mới “Một cửa”", json);
    }

    [Fact]
    public void An_item_that_Orchard_Core_exported_is_read()
    {
        // As Orchard Core's deployment step writes an item of a type with a title, an address, a Markdown body and fields.
        var json = JsonNode.Parse("""
            { "ContentItemId": "4x0m5v7r9tq2k3wz8y6n1bcd5e", "ContentItemVersionId": "4kq2z9w7v5m3x1r8t6y0n2bcd4", "ContentType": "Article",
              "DisplayText": "Một cửa", "Latest": true, "Published": true, "ModifiedUtc": "2024-03-05T07:08:09.1234567Z",
              "PublishedUtc": "2024-03-05T07:08:09.1234567Z", "CreatedUtc": "2024-03-04T00:00:00Z", "Owner": "4abc", "Author": "admin",
              "TitlePart": { "Title": "Một cửa" }, "AutoroutePart": { "Path": "/tin-tuc/mot-cua", "SetHomepage": false, "Disabled": false, "RouteContainedItems": false, "Absolute": false },
              "MarkdownBodyPart": { "Markdown": "Nội dung" }, "CommonPart": {},
              "Article": { "Sapo": { "Text": "Sapo" }, "LeadImage": { "Paths": ["a.jpg"], "Anchors": [{ "X": 0.25, "Y": 0.75 }], "MediaTexts": ["Ảnh"] },
                "Tags": { "TagNames": ["một cửa"], "TermContentItemIds": ["45"], "TaxonomyContentItemId": "4tax" },
                "Section": { "TermContentItemIds": ["4sec"], "TaxonomyContentItemId": "4tax" }, "Unknown": { "Value": 5 } },
              "ContainedPart": { "ListContentItemId": "4z", "Order": 0 } }
            """)!.AsObject();
        var article = new Article();
        ContentJson.Read(json, article, new ArticleType(), NoUnits);
        Assert.Equal(("Một cửa", "mot-cua", "Nội dung", "admin", "Sapo"), (article.Title, article.Slug, article.Markdown, article.Author, article.Sapo));
        Assert.Equal(("a.jpg", "Ảnh", 0.25, 0.75), (article.LeadImage, article.LeadAlt, article.LeadX, article.LeadY));
        Assert.Equal((["một cửa"], ["4sec"]), (article.Tags, article.Sections));
    }

    [Theory]
    [InlineData("""{ "TitlePart": { "Title": ["x"] } }""", "TitlePart.Title")]
    [InlineData("""{ "TitlePart": { "Title": "x" }, "Article": { "Kind": { "Text": "Sai" } } }""", "Article.Kind")]
    [InlineData("""{ "TitlePart": { "Title": "x" }, "Article": { "Kind": { "Text": "99" } } }""", "Article.Kind")]
    [InlineData("""{ "TitlePart": { "Title": "x" }, "Article": { "Section": { "TermContentItemIds": "x" } } }""", "Section")]
    [InlineData("""{ "TitlePart": { "Title": "x" }, "Article": { "Unit": { "Kind": "Province", "Code": "99", "On": "2024-01-01" } } }""", "99")]
    [InlineData("""{ "TitlePart": { "Title": "x" }, "Article": { "Unit": { "Kind": "Province", "Code": "99", "On": "hôm nay" } } }""", "hôm nay")]
    [InlineData("""{ "TitlePart": { "Title": "x" }, "Article": { "LeadImage": { "Paths": [["x"]] } } }""", "LeadImage")]
    public void A_value_of_the_wrong_kind_is_named(string json, string names)
    {
        var error = Assert.Throws<FormatException>(() => ContentJson.Read(JsonNode.Parse(json)!.AsObject(), new Article(), new ArticleType(), NoUnits));
        Assert.Contains(names, error.Message);
    }

    [Theory]
    [InlineData("""{ "TitlePart": "x", "AutoroutePart": 5, "MarkdownBodyPart": null, "Article": [] }""")]
    [InlineData("""{ "Article": { "Section": 5, "Tags": "x", "LeadImage": [], "Source": 7, "Reprint": [], "Documents": null, "Unit": "x" } }""")]
    [InlineData("""{ "Article": { "LeadImage": { "Paths": ["a"], "Anchors": [5] } } }""")]
    [InlineData("""{ "Article": { "LeadImage": { "Paths": ["a"], "Anchors": [{ "X": "a", "Y": {} }] } } }""")]
    [InlineData("""{ "Article": { "Sapo": { "Text": 5 }, "Byline": true } }""")]
    [InlineData("{}")]
    public void A_part_of_another_shape_is_read_as_missing_or_refused_in_words(string json)
    {
        foreach (var type in new ContentType[] { new ArticleType(), new DocumentType(), new SitePageType() })
            try { ContentJson.Read(JsonNode.Parse(json)!.AsObject(), type.New(), type, NoUnits); }
            catch (FormatException) { /* said in words */ }
    }

    [Fact]
    public void New_ids_are_26_letters_and_digits_and_differ()
    {
        var ids = Enumerable.Range(0, 1000).Select(_ => ContentJson.NewId()).ToList();
        Assert.All(ids, id => Assert.Matches("^[0-9a-z]{26}$", id));
        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    private static T Common<T>(T item, string? title, string? text, string?[] words) where T : ContentItem
    {
        (item.ContentItemId, item.Title, item.Markdown, item.Author) = (ContentJson.NewId(), "T" + title, text ?? "", "A");
        (item.Slug, item.Sections, item.Tags) = ("mot-dia-chi", Words(words), Words(words));
        return item;
    }

    private static List<string> Words(string?[] words) => [.. words.Where(word => !string.IsNullOrEmpty(word)).Select(word => word!)];

    private static void AssertComesBack(ContentItem item, ContentType type)
    {
        var json = ContentJson.Write(item, type, "v", NoUnits);
        // As stored: a text, read again. JSON has no half characters, so they are compared as they are stored.
        var stored = json.ToJsonString(ContentJson.Options);
        var back = type.New();
        back.ContentItemId = item.ContentItemId;
        ContentJson.Read(JsonNode.Parse(stored)!.AsObject(), back, type, NoUnits);
        Assert.Equal(stored, ContentJson.Write(back, type, "v", NoUnits).ToJsonString(ContentJson.Options));
    }

    private static Unit AUnit(int id, string name, DateOnly? from, DateOnly? to)
    {
        var unit = new Unit { Kind = UnitKind.Province, Code = "82", Name = name, Slug = Unit.SlugOf("82", name, to), ValidFrom = from, ValidTo = to };
        typeof(Unit).GetProperty(nameof(Unit.Id))!.SetValue(unit, id);
        return unit;
    }
}
