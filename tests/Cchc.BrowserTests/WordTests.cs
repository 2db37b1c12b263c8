using System.Text.RegularExpressions;
using Cchc.Tests.Hosting;
using Microsoft.Playwright;

namespace Cchc.BrowserTests;

/// <summary>What comes from Word, Word on the web, Google Docs, LibreOffice and other pages, as the browser cleans it. The samples and
/// what is expected of them lie side by side in the folder Word.</summary>
public sealed partial class WordTests(BrowserSite site) : IClassFixture<BrowserSite>
{
    private const string Module = "/_content/Cchc.Themes/js/word/clean.js";
    private static readonly string Samples = Repository.PathOf("tests/Cchc.BrowserTests/Word");

    /// <summary>The letters with marks, each before its code in TCVN3 as Windows-1252 shows it. From TCVN 5712:1993 by way of the C library.</summary>
    private const string Tcvn3 = "àµ ả¶ ã· á¸ ạ¹ ă¨ ằ» ẳ¼ ẵ½ ắ¾ ặÆ â© ầÇ ẩÈ ẫÉ ấÊ ậË đ® èÌ ẻÎ ẽÏ éÐ ẹÑ êª ềÒ ểÓ ễÔ ếÕ ệÖ ì× ỉØ ĩÜ íÝ ịÞ òß ỏá õâ óã ọä ô« ồå ổæ ỗç ốè ộé "
        + "ơ¬ ờê ởë ỡì ớí ợî ùï ủñ ũò úó ụô ư\u00AD ừõ ửö ữ÷ ứø ựù ỳú ỷû ỹü ýý ỵþ Ă¡ Â¢ Ê£ Ô¤ Ơ¥ Ư¦ Đ§";

    /// <summary>Likewise in VNI, where a letter takes one or two places.</summary>
    private const string Vni = "áaù àaø ảaû ãaõ ạaï ăaê ắaé ằaè ẳaú ẵaü ặaë âaâ ấaá ầaà ẩaå ẫaã ậaä đñ éeù èeø ẻeû ẽeõ ẹeï êeâ ếeá ềeà ểeå ễeã ệeä íí ìì ỉæ ĩó ịò "
        + "óoù òoø ỏoû õoõ ọoï ôoâ ốoá ồoà ổoå ỗoã ộoä ơô ớôù ờôø ởôû ỡôõ ợôï úuù ùuø ủuû ũuõ ụuï ưö ứöù ừöø ửöû ữöõ ựöï ýyù ỳyø ỷyû ỹyõ ỵî";

    [Theory]
    [InlineData("word"), InlineData("word-online"), InlineData("google-docs"), InlineData("libreoffice"), InlineData("page"), InlineData("tcvn3"), InlineData("vni")]
    public async Task A_pasted_text_keeps_what_it_says_and_loses_how_it_was_dressed(string name)
    {
        var html = await File.ReadAllTextAsync(Path.Combine(Samples, $"{name}.html"), TestContext.Current.CancellationToken);
        var expected = await File.ReadAllTextAsync(Path.Combine(Samples, $"{name}.expected.txt"), TestContext.Current.CancellationToken);
        Assert.Equal(expected.Trim(), Lines(await InPageAsync<string>("(module, html) => module.cleanPasted(html).html", html)), ignoreLineEndingDifferences: true);
    }

    [Theory]
    [InlineData("word"), InlineData("word-online"), InlineData("google-docs"), InlineData("libreoffice"), InlineData("page"), InlineData("tcvn3"), InlineData("vni")]
    public async Task Cleaning_twice_changes_nothing_more(string name)
    {
        var html = await File.ReadAllTextAsync(Path.Combine(Samples, $"{name}.expected.txt"), TestContext.Current.CancellationToken);
        var once = Regex.Replace(html, "<section.*</section>|<sup data-footnote=\"1\"></sup>", "", RegexOptions.Singleline); // notes become the editor's own
        Assert.Equal(Lines(once), Lines(await InPageAsync<string>("(module, html) => module.cleanPasted(html).html", once)));
    }

    [Fact]
    public async Task Every_letter_of_TCVN3_is_read()
    {
        var pairs = Tcvn3.Split(' ');
        Assert.Equal(67 + 7, pairs.Length);
        await EachIsReadAsync("fromTcvn3", pairs.Select(pair => (pair[1..], pair[..1])));
    }

    [Fact]
    public async Task Every_letter_of_VNI_is_read_large_and_small()
    {
        var small = Vni.Split(' ').Select(pair => (Coded: pair[1..], Letter: pair[..1])).ToList();
        Assert.Equal(67, small.Count);
        var large = small.Select(pair => (pair.Coded.ToUpperInvariant(), pair.Letter.ToUpperInvariant()));
        // a capital with a small mark after it, as at the head of a sentence
        var mixed = small.Where(pair => pair.Coded.Length == 2).Select(pair => (char.ToUpperInvariant(pair.Coded[0]) + pair.Coded[1..], pair.Letter.ToUpperInvariant()));
        await EachIsReadAsync("fromVni", [.. small, .. large, .. mixed]);
    }

    [Theory]
    [InlineData(".VnTime", "Céng hoµ", "Cộng hoà")]
    [InlineData(".VnArialH", "Céng hoµ", "CỘNG HOÀ")]
    [InlineData("\".VnTime\", serif", "®­êng", "đường")]
    [InlineData("VNI-Times", "Vieät Nam", "Việt Nam")]
    [InlineData("'VNI-Helve-Condense'", "ÑAÁT", "ĐẤT")]
    [InlineData("Times New Roman", "Ségolène a dit ® où ?", "Ségolène a dit ® où ?")]
    [InlineData("", "naïve", "naïve")]
    public async Task The_name_of_the_font_says_how_its_letters_are_coded(string font, string coded, string read) =>
        Assert.Equal(read, await InPageAsync<string>("(module, [font, coded]) => (module.decoderOf(font)?.(coded) ?? coded)", new[] { font, coded }));

    [Theory]
    [InlineData("<a href='javascript:alert(1)'>x</a>")]
    [InlineData("<a href=' JaVaScript:alert(1)'>x</a>")]
    [InlineData("<a href='data:text/html,x'>x</a>")]
    [InlineData("<a href='//evil.example'>x</a>")]
    [InlineData("<a href='file:///C:/a.doc'>x</a>")]
    [InlineData("<p onclick='alert(1)' style='position:fixed' class='btn' id='soan'>x</p>")]
    [InlineData("x<img src=x onerror='window.hurt=1'>")]
    [InlineData("x<script>window.hurt=1</script><svg onload='window.hurt=1'></svg><iframe srcdoc='<script>parent.hurt=1</script>'></iframe>")]
    [InlineData("<form action='/quan-tri'><button>y</button></form>x<style>*{display:none}</style>")]
    public async Task Nothing_harmful_comes_along(string html)
    {
        Assert.Equal("<p>x</p>", await InPageAsync<string>("(module, html) => module.cleanPasted(html).html", html));
        Assert.False(await InPageAsync<bool>("() => 'hurt' in window", ""));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   \n ")]
    [InlineData("<table></table><ul></ul><ol><li></li></ol><h1> </h1><blockquote></blockquote><!-- -->")]
    public async Task Nothing_is_nothing(string html) => Assert.Equal("", await InPageAsync<string>("(module, html) => module.cleanPasted(html).html", html));

    [Fact]
    public async Task A_text_of_five_thousand_words_is_cleaned_at_once()
    {
        var one = await File.ReadAllTextAsync(Path.Combine(Samples, "word.html"), TestContext.Current.CancellationToken);
        var body = one[(one.IndexOf("<!--StartFragment-->", StringComparison.Ordinal))..one.IndexOf("<div style='mso-element:footnote-list'", StringComparison.Ordinal)];
        var took = await InPageAsync<double>("(module, html) => { const from = performance.now(); module.cleanPasted(html); return performance.now() - from; }", one.Replace(body, string.Concat(Enumerable.Repeat(body, 40))));
        Assert.InRange(took, 0, 3000); // some 200 ms on a quiet machine
    }

    private async Task EachIsReadAsync(string function, IEnumerable<(string Coded, string Letter)> pairs)
    {
        var all = pairs.ToList();
        var read = await InPageAsync<string[]>($"(module, all) => all.map(module.{function})", all.Select(pair => pair.Coded).ToArray());
        Assert.Equal(all.Select(pair => $"{pair.Coded}={pair.Letter}"), all.Select((pair, at) => $"{pair.Coded}={read[at]}"));
    }

    /// <summary>Calls a function with the module and a value, on a page of the site.</summary>
    private async Task<T> InPageAsync<T>(string function, object value)
    {
        await using var visit = await Visit.StartAsync(site);
        await visit.Page.GotoAsync("/quan-tri/dang-nhap");
        return await visit.Page.EvaluateAsync<T>($"async value => ({function})(await import('{Module}'), value)", value);
    }

    /// <summary>A block a line, so that what differs is seen.</summary>
    private static string Lines(string html) => BlockStart().Replace(html.ReplaceLineEndings("\n").Replace("\n", ""), "\n<").Trim();

    [GeneratedRegex("<(?=(p|h[2-4]|ul|ol|li|table|thead|tbody|tr|blockquote|figure|section)\\b)")]
    private static partial Regex BlockStart();
}
