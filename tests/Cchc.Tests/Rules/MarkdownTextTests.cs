using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Cchc.Core.Text;
using FsCheck.Xunit;

namespace Cchc.Tests.Rules;

public sealed class MarkdownTextTests
{
    [Theory]
    [InlineData("Một **đậm** và *nghiêng*", "<p>Một <strong>đậm</strong> và <em>nghiêng</em></p>")]
    [InlineData("# Nhất", """<h2 id="nhat">Nhất</h2>""")]
    [InlineData("## Cải cách thể chế", """<h2 id="cai-cach-the-che">Cải cách thể chế</h2>""")]
    [InlineData("- một\n- hai", "<ul><li>một</li><li>hai</li></ul>")]
    [InlineData("[Văn bản](/van-ban)", """<p><a href="/van-ban">Văn bản</a></p>""")]
    [InlineData("~~bỏ~~ H~2~O x^2^", "<p><del>bỏ</del> H<sub>2</sub>O x<sup>2</sup></p>")]
    [InlineData("", "")]
    public void Plain_Markdown_becomes_plain_HTML(string markdown, string html) => Assert.Equal(html, Flat(markdown));

    [Fact]
    public void A_table_has_head_and_body()
    {
        var page = Parse("| Năm | Điểm |\n|---|---:|\n| 2024 | 87,5 |");
        Assert.Equal(["Năm", "Điểm"], page.QuerySelectorAll("table thead th").Select(cell => cell.TextContent));
        Assert.Equal(["2024", "87,5"], page.QuerySelectorAll("table tbody td").Select(cell => cell.TextContent));
        Assert.Empty(page.QuerySelectorAll("[style]"));
    }

    [Fact]
    public void A_picture_alone_is_a_figure_with_its_title_as_caption_and_its_size()
    {
        var figure = Parse("""![Một cửa](/media/a.svg "Tranh: CCHC & bạn")""", _ => new(640, 480)).QuerySelector("figure.fig")!;
        var picture = figure.QuerySelector("img")!;
        Assert.Equal(("/media/a.svg", "Một cửa", "640", "480", "lazy"), (picture.GetAttribute("src"), picture.GetAttribute("alt"), picture.GetAttribute("width"), picture.GetAttribute("height"), picture.GetAttribute("loading")));
        Assert.Equal("Tranh: CCHC & bạn", figure.QuerySelector("figcaption")!.TextContent);
    }

    /// <summary>Found by trying: each of these faulted, took minutes or filled the memory.</summary>
    public static TheoryData<string, string, int> Nasty => new()
    {
        { "", "> ", 390_000 }, { "", "- > ", 390_000 }, { "", "[", 390_000 }, { "", "[a](", 390_000 }, { "", "*a_ ", 390_000 }, { "", "**a", 390_000 },
        { "a|b\n-|-\n", "|", 390_000 }, { "", "#\n", 60_000 }, { "", "a\n=\n", 60_000 }, { "[^1]: a\n\n", "[^1]", 390_000 },
        { "[a]: /" + new string('x', 40_000) + "\n\n", "[a]\n\n", 20_000 },
    };

    [Theory]
    [MemberData(nameof(Nasty))]
    public async Task A_text_made_to_cost_time_or_memory_is_shown_all_the_same(string start, string again, int length)
    {
        var text = start + string.Concat(Enumerable.Repeat(again, length / again.Length));
        var html = await Task.Run(() => MarkdownText.ToHtml(text)).WaitAsync(TimeSpan.FromMinutes(3));
        Assert.InRange(html.Length, 1, 12 * MarkdownText.MaxLength);
        Assert.True(MarkdownText.ReadingMinutes(text) > 0);
    }

    [Fact]
    public void What_people_write_is_not_tangled()
    {
        Assert.False(MarkdownText.IsTangled(string.Concat(Enumerable.Repeat("Một đoạn có [liên kết](/van-ban), *nghiêng* và **đậm**.\n\n", 2000))));
        Assert.False(MarkdownText.IsTangled("| a | b |\n|---|---|\n" + string.Concat(Enumerable.Repeat("| 1 | 2 |\n", 5000))));
        Assert.True(MarkdownText.IsTangled(new string('>', 1000)));
    }

    [Fact]
    public void Equal_headings_have_different_ids() =>
        Assert.Equal(["a", "a-2", "a-3", "a-2-2"], Parse("## A\n\n## A\n\n## A\n\n## A 2").QuerySelectorAll("h2").Select(heading => heading.Id));

    [Theory]
    [InlineData("![Một cửa](/media/2026/a.jpg)")]
    [InlineData("Xem ![Một cửa](/media/2026/a.jpg) đây")]
    public void A_photograph_of_the_library_comes_in_every_width_up_to_its_own(string markdown)
    {
        var picture = Parse(markdown, _ => new(800, 500)).QuerySelector("img")!;
        Assert.Equal("/anh/320/2026/a.jpg 320w, /anh/480/2026/a.jpg 480w, /anh/640/2026/a.jpg 640w, /anh/960/2026/a.jpg 960w", picture.GetAttribute("srcset"));
        Assert.Equal(("/anh/960/2026/a.jpg", "800", "Một cửa"), (picture.GetAttribute("src"), picture.GetAttribute("width"), picture.GetAttribute("alt")));
        Assert.NotEmpty(picture.GetAttribute("sizes")!);
    }

    [Fact]
    public void A_picture_that_the_library_does_not_know_keeps_its_address()
    {
        foreach (var url in new[] { "/media/khong-co.jpg", "https://example.org/a.jpg" })
        {
            var picture = Parse($"![a]({url})").QuerySelector("img")!;
            Assert.Equal((url, null), (picture.GetAttribute("src"), picture.GetAttribute("srcset")));
        }
    }

    [Fact]
    public void A_picture_within_text_is_no_figure() => Assert.Null(Parse("Xem ![a](/media/a.svg) đây").QuerySelector("figure"));

    [Fact]
    public void A_quotation_names_its_source_and_a_box_is_an_aside()
    {
        var page = Parse(":::quote\nDân biết, dân bàn.\n\n— Một người dân\n:::\n\n:::box\nGhi nhớ.\n:::");
        Assert.Equal("Một người dân", page.QuerySelector("blockquote.quote cite")!.TextContent);
        Assert.DoesNotContain("— Một", page.QuerySelector("blockquote.quote")!.TextContent);
        Assert.Equal("Ghi nhớ.", page.QuerySelector("aside.box")!.TextContent.Trim());
    }

    [Fact]
    public void A_footnote_leads_there_and_back()
    {
        var page = Parse("Theo luật[^1].\n\n[^1]: Điều 4.");
        var there = page.QuerySelector("a.footnote-ref")!.GetAttribute("href")![1..];
        Assert.Contains("Điều 4.", page.GetElementById(there)!.TextContent);
        Assert.NotNull(page.GetElementById(page.QuerySelector("a.footnote-back-ref")!.GetAttribute("href")![1..]));
    }

    [Fact]
    public void Headings_of_one_text_have_different_ids()
    {
        const string Markdown = "## Kết quả\n\n## Kết quả\n\n## Kết quả 2\n\n## 🙂\n\n## 🙂";
        var ids = Parse(Markdown).QuerySelectorAll("h2").Select(heading => heading.Id).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.Equal(ids, MarkdownText.Headings(Markdown).Select(heading => heading.Id));
    }

    [Theory]
    [InlineData("[x](javascript:alert(1))")]
    [InlineData("[x](JaVaScRiPt:alert(1))")]
    [InlineData("[x](&#106;avascript:alert(1))")]
    [InlineData("[x](java\tscript:alert(1))")]
    [InlineData("[x](data:text/html;base64,PHNjcmlwdD4=)")]
    [InlineData("[x](vbscript:x)")]
    [InlineData("![x](javascript:alert(1))")]
    [InlineData("<javascript:alert(1)>")]
    [InlineData("[x]: javascript:alert(1)\n\n[x]")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("<a href=\"x\" onclick='y'>z</a>")]
    [InlineData("<svg/onload=alert(1)>")]
    [InlineData("![\" onerror=\"alert(1)](x \"\\\" onload=\\\"y\")")]
    [InlineData(":::quote onclick=x\nx\n:::")]
    [InlineData("```html onload=x\n<script>\n```")]
    [InlineData("<iframe src=//evil.example></iframe>")]
    [InlineData("<style>*{}</style>")]
    public void Hostile_Markdown_is_harmless(string markdown) => AssertHarmless(MarkdownText.ToHtml(markdown));

    [Theory]
    [InlineData("https://www.youtube.com/watch?v=aB3-_56789x")]
    [InlineData("https://www.youtube.com/watch?list=1&v=aB3-_56789x&t=3")]
    [InlineData("https://youtu.be/aB3-_56789x?si=theo-doi")]
    [InlineData("https://m.youtube.com/shorts/aB3-_56789x")]
    public void A_film_of_YouTube_is_a_link_that_loads_nothing(string address)
    {
        var page = Parse($":::embed\n[Hướng dẫn nộp hồ sơ]({address})\n:::");
        Assert.Empty(page.QuerySelectorAll("iframe, img, script, video"));
        var link = page.QuerySelector("div.embed > a.embed__link")!;
        Assert.Equal("https://www.youtube.com/watch?v=aB3-_56789x", link.GetAttribute("href"));
        Assert.Equal("Hướng dẫn nộp hồ sơ", link.TextContent);
    }

    [Theory]
    [InlineData("/media/2026/mot-cua.mp4", "video")]
    [InlineData("/media/2026/ban-tin.mp3", "audio")]
    public void A_film_and_a_recording_of_the_library_have_controls_and_load_when_asked(string address, string tag)
    {
        var media = Parse($":::embed\n[Bản tin]({address})\n:::").QuerySelector($"figure.embed > {tag}")!;
        Assert.Equal((address, "none", "Bản tin"), (media.GetAttribute("src"), media.GetAttribute("preload"), media.GetAttribute("aria-label")));
        Assert.True(media.HasAttribute("controls"));
        Assert.Equal("Bản tin", media.NextElementSibling!.TextContent);
    }

    [Theory]
    [InlineData("https://youtube.com.example/watch?v=aB3-_56789x")]
    [InlineData("http://www.youtube.com/watch?v=aB3-_56789x")]
    [InlineData("https://www.youtube.com@example.com/watch?v=aB3-_56789x")]
    [InlineData("https://www.youtube.com/watch?v=aB3-_56789xTHEM")]
    [InlineData("https://www.youtube.com/embed/../evil")]
    [InlineData("https://example.com/phim.mp4")]
    [InlineData("//example.com/media/x.mp4")]
    [InlineData("javascript:alert(1)//https://youtu.be/aB3-_56789x")]
    [InlineData("data:video/mp4;base64,AAAA")]
    [InlineData("<\" autoplay onplay=alert(1) x=\".mp4>")]
    [InlineData("/media/x.html?.mp4")]
    public void Anything_else_in_an_embed_is_a_link_or_text(string address)
    {
        var html = MarkdownText.ToHtml($":::embed\n[Xem]({address})\n:::");
        AssertHarmless(html);
        Assert.Empty(new HtmlParser().ParseDocument(html).QuerySelectorAll("video, audio, .embed"));
    }

    [Fact]
    public void A_title_of_an_embed_stays_text()
    {
        var html = MarkdownText.ToHtml(":::embed\n[\"><b onx=1>](/media/a.mp4)\n:::");
        AssertHarmless(html);
        Assert.Equal("\"><b onx=1>", new HtmlParser().ParseDocument(html).QuerySelector("figcaption")!.TextContent);
    }

    [Theory]
    [InlineData("Một đoạn.\n\n# Hai\n\n- ba", "Một đoạn.\nHai\nba")]
    [InlineData("**Đậm** [liên kết](/x) ![ảnh](/y)", "Đậm liên kết ảnh")]
    [InlineData("", "")]
    public void Plain_text_has_the_words_without_marks(string markdown, string plain) => Assert.Equal(plain, MarkdownText.ToPlain(markdown));

    [Fact]
    public void Reading_takes_a_minute_for_250_syllables()
    {
        Assert.Equal(1, MarkdownText.ReadingMinutes(""));
        Assert.Equal(4, MarkdownText.ReadingMinutes(string.Join(' ', Enumerable.Repeat("tiếng", 1000))));
    }

    [Property(MaxTest = 300)]
    public void Arbitrary_text_gives_harmless_HTML_and_the_same_each_time(string? markdown)
    {
        if (markdown is null || !markdown.IsNormalizedOrThrows()) return;
        var html = MarkdownText.ToHtml(markdown);
        AssertHarmless(html);
        Assert.Equal(html, MarkdownText.ToHtml(markdown));
    }

    [Property(MaxTest = 300)]
    public void Arbitrary_pieces_of_Markdown_and_HTML_give_harmless_HTML(uint[] choices)
    {
        string[] pieces = ["<", ">", "script", "\"", "'", " onload=", "javascript:", "[x](", ")", "![", "](", ":::quote\n", ":::", "\n\n", "|a|b|\n|-|-|\n", "[^1]", "[^1]: ", "# ", "- ", "`", "```\n",
            "<img src=x onerror=x>", "<svg>", "&#x6a;", "&lt;", "\\", "\0", "đ", "~~", "^", "{onclick=x}", "<!--", "-->", "<![CDATA[", "https://", " ", "\t"];
        AssertHarmless(MarkdownText.ToHtml(string.Concat(choices.Select(choice => pieces[choice % (uint)pieces.Length]))));
    }

    private static void AssertHarmless(string html)
    {
        var page = new HtmlParser().ParseDocument($"<body>{html}");
        Assert.Empty(page.QuerySelectorAll("script, style, iframe, object, embed, svg, math, form, input, link, meta, base"));
        foreach (var element in page.Body!.QuerySelectorAll("*"))
            foreach (var attribute in element.Attributes)
            {
                Assert.False(attribute.Name.StartsWith("on") || attribute.Name == "style", html);
                if (attribute.Name is "href" or "src") Assert.Matches("^(?i:(https?:|mailto:|tel:|[^:]*$|[^:]*[/?#]))", attribute.Value);
            }
    }

    private static string Flat(string markdown) => MarkdownText.ToHtml(markdown).Replace("\n", "");
    private static IDocument Parse(string markdown, Func<string, PictureSize?>? sizeOf = null) => new HtmlParser().ParseDocument(MarkdownText.ToHtml(markdown, sizeOf));

    [Theory]
    [InlineData("/chi-so/pci/2019", true)]
    [InlineData("/chi-so/pci/don-vi/82-tinh-tien-giang-truoc-2025-07", true)]
    [InlineData("/chi-so/pci/2019/../../quan-tri", false)]
    [InlineData("/chi-so/pci", false)]
    [InlineData("//chi-so/pci/2019", false)]
    [InlineData("https://example.com/chi-so/pci/2019", false)]
    public void Only_figures_of_this_site_are_framed(string url, bool framed)
    {
        var html = MarkdownText.ToHtml($":::embed\n[PCI]({url})\n:::");
        Assert.Equal(framed, html.Contains($"<iframe loading=\"lazy\" src=\"/nhung{url}\" title=\"PCI\"></iframe>", StringComparison.Ordinal));
        Assert.Equal(framed, html.Contains("<iframe", StringComparison.Ordinal));
        Assert.Contains(">PCI</a>", html, StringComparison.Ordinal);
    }
}
