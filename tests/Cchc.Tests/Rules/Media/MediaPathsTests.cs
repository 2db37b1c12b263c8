using System.Text.Json.Nodes;
using Cchc.Core.Media;

namespace Cchc.Tests.Rules.Media;

public sealed class MediaPathsTests
{
    [Theory]
    [InlineData("![Một cửa](/media/2026/11/mot-cua-a1b2c3.jpg \"Chú thích\")", "2026/11/mot-cua-a1b2c3.jpg")]
    [InlineData("Tải [tệp](/media/van-ban/ke-hoach.pdf).", "van-ban/ke-hoach.pdf")]
    [InlineData("Xem /media/van-ban/ke-hoach.pdf.", "van-ban/ke-hoach.pdf")]
    [InlineData("https://cchc.example.gov.vn/media/a.png?x=1#y", "a.png")]
    [InlineData("/anh/640/a.jpg?v=12ab-3", "a.jpg")]
    [InlineData("/anh/640-16x9/2026/11/a.jpg", "2026/11/a.jpg")]
    [InlineData("/anh/chia-se/2026/11/a.png.jpg", "2026/11/a.png")]
    [InlineData("/anh/320/a.jpg.webp", "a.jpg")]
    [InlineData("/media/anh%20cu.jpg", "anh cu.jpg")]
    public void The_address_of_a_file_or_of_a_copy_names_the_file(string text, string path) => Assert.Equal([path], MediaPaths.InText(text));

    [Theory]
    [InlineData("")]
    [InlineData("/tin-tuc/media-so")]
    [InlineData("/media/")]
    [InlineData("/anh/640/")]
    [InlineData("media/a.jpg")]
    public void Other_texts_name_none(string text) => Assert.Empty(MediaPaths.InText(text));

    [Fact]
    public void Media_fields_and_texts_of_every_part_are_looked_at()
    {
        var json = JsonNode.Parse("""
            { "TitlePart": { "Title": "x" }, "MarkdownBodyPart": { "Markdown": "a\n\n![b](/media/b.jpg)\n\n[c](/media/c.pdf)" },
              "Article": { "LeadImage": { "Paths": ["a.svg"], "MediaTexts": ["paths/d.jpg"] }, "Files": { "Paths": ["e.pdf", "/f.docx"] }, "Byline": { "Text": "h" } } }
            """);
        Assert.Equal(["a.svg", "b.jpg", "c.pdf", "e.pdf", "f.docx"], MediaPaths.In(json).Order());
    }

    [Fact]
    public void An_item_without_files_has_none() => Assert.Empty(MediaPaths.In(JsonNode.Parse("""{ "Article": { "LeadImage": { "Paths": [] } }, "Latest": true, "X": null }""")));
}
