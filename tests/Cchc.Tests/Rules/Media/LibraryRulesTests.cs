using System.Text;
using Cchc.Core.Media;
using Cchc.Modules.Newsroom.Media;

namespace Cchc.Tests.Rules.Media;

public sealed class LibraryRulesTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData(null, "")]
    [InlineData("  Hội   nghị / 2026/ ", "Hội nghị/2026")]
    [InlineData("Hội nghị\\Xã Tân Thạch", "Hội nghị/Xã Tân Thạch")]
    [InlineData("/../a/./b//c", "a/b/c")]
    [InlineData("a\u0000b", "a b")]
    public void A_folder_has_one_spelling(string? typed, string folder) => Assert.Equal(folder, MediaFolder.Clean(typed));

    [Fact]
    public void A_folder_typed_in_decomposed_letters_is_the_same() => Assert.Equal("Hội nghị", MediaFolder.Clean("Hội nghị".Normalize(NormalizationForm.FormD)));

    [Fact]
    public void A_folder_lies_in_those_above_it() => Assert.Equal(["a/b/c", "a/b", "a"], MediaFolder.SelfAndParents("a/b/c"));

    [Fact]
    public void The_top_is_no_folder() => Assert.Empty(MediaFolder.SelfAndParents(""));

    [Fact]
    public void Metadata_are_pairs_of_a_key_and_Base64() =>
        Assert.Equal([("filename", "Ảnh một cửa.JPG"), ("folder", "")], UploadMetadata.Parse($"filename {Base64("Ảnh một cửa.JPG")}, folder")!.Select(pair => (pair.Key, pair.Value)));

    [Theory]
    [InlineData("filename not-base-64!")]
    [InlineData("filename YQ== YQ==")]
    [InlineData("a YQ==,a YQ==")]
    public void Metadata_that_are_not_as_the_protocol_says_are_refused(string header) => Assert.Null(UploadMetadata.Parse(header));

    [Fact]
    public void No_metadata_are_no_pairs() => Assert.Empty(UploadMetadata.Parse(null)!);

    [Theory]
    [InlineData(0.1, 0.2, 0.5, 0.1, 0.2, 0.5, 0.375)] // 4:3 picture of 4000 × 3000, shape 16:9
    [InlineData(0.9, 0.9, 0.5, 0.5, 0.625, 0.5, 0.375)]
    [InlineData(-1, -1, 2, 0, 0, 1, 0.75)]
    public void A_cut_keeps_its_shape_and_lies_within_the_picture(double left, double top, double part, double x, double y, double width, double height)
    {
        var crop = PictureCrops.Fit(PictureRatio.Wide, 4000, 3000, left, top, part);
        Assert.Equal(("16x9", x, y, width, height), (crop.Ratio, Math.Round(crop.X, 6), Math.Round(crop.Y, 6), Math.Round(crop.Width, 6), Math.Round(crop.Height, 6)));
    }

    [Fact]
    public void A_cut_that_is_higher_than_the_picture_becomes_narrower()
    {
        var crop = PictureCrops.Fit(PictureRatio.Square, 4000, 1000, 0.9, 0, 1);
        Assert.Equal((0.75, 0.25, 1), (crop.X, crop.Width, crop.Height));
    }

    [Theory]
    [InlineData("image/jpeg", "", "", false, "kind:Picture no-alt no-credit unused year:2026")]
    [InlineData("image/jpeg", "Mô tả", "Minh Tú", true, "kind:Picture year:2026")]
    [InlineData("application/pdf", "", "", true, "kind:Document year:2026")]
    [InlineData("video/mp4", "", "", true, "kind:Film no-credit year:2026")]
    [InlineData("audio/mpeg", "", "", true, "kind:Sound year:2026")]
    public void A_file_has_a_label_for_each_filter_that_finds_it(string contentType, string alt, string credit, bool used, string labels) =>
        Assert.Equal(labels, string.Join(' ', MediaLabels.Of(AFile(contentType, alt, credit), used).Order(StringComparer.Ordinal)));

    [Theory]
    [InlineData("Một [cửa]", "", "", "![Một \\[cửa\\]](/media/a.jpg)")]
    [InlineData("Một cửa", "Giờ làm việc.", "Minh \"Tú\"", "![Một cửa](/media/a.jpg \"Giờ làm việc. Ảnh: Minh \\\"Tú\\\"\")")]
    public void The_line_to_paste_shows_the_picture_with_caption_and_credit(string alt, string caption, string credit, string line)
    {
        var file = AFile("image/jpeg", alt, credit);
        file.Caption = caption;
        Assert.Equal(line, MediaWords.Markdown(file));
        Assert.Contains(System.Net.WebUtility.HtmlEncode("Một"), Core.Text.MarkdownText.ToHtml(line));
    }

    [Theory]
    [InlineData(500, "1 KB")]
    [InlineData(310 * 1024, "310 KB")]
    [InlineData(1468006, "1,4 MB")]
    public void A_size_is_said_in_Vietnamese(long bytes, string words) => Assert.Equal(words, MediaWords.Size(bytes));

    private static MediaFile AFile(string contentType, string alt, string credit) => new()
    {
        Path = "a.jpg", ContentType = contentType, Bytes = 1, Hash = "0", UploadedUtc = new(2026, 11, 25, 0, 0, 0, DateTimeKind.Utc), Alt = alt, Credit = credit,
    };

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
