using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using Cchc.Core.Media;
using Cchc.Tests.Hosting;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Cchc.BrowserTests;

/// <summary>What comes from Word, Word on the web, Google Docs, LibreOffice and other pages, as the browser cleans it. The samples and
/// what is expected of them lie side by side in the folder Word.</summary>
public sealed partial class WordTests(BrowserSite site) : IClassFixture<BrowserSite>
{
    private const string Module = "/_content/Cchc.Themes/js/word/clean.js";
    private const string Reader = "/_content/Cchc.Themes/js/word/docx.js";

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
        var html = await WordSamples.TextAsync($"{name}.html");
        var expected = await WordSamples.TextAsync($"{name}.expected.txt");
        var cleaned = await InPageAsync<string[]>("""
            (module, html) => {
              const once = module.cleanPasted(html);
              const text = once.html.replaceAll(/<sup data-footnote="1"><.sup>/g, ''); // notes are the editor's own now
              return [once.html + once.notes, text, module.cleanPasted(text).html];
            }
            """, html);
        Assert.Equal(expected.Trim(), Lines(cleaned[0]), ignoreLineEndingDifferences: true);
        Assert.Equal(cleaned[1], cleaned[2]); // cleaning twice changes nothing more
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

    [Fact]
    public async Task The_name_of_the_font_says_how_its_letters_are_coded()
    {
        (string Font, string Coded, string Read)[] cases =
        [
            (".VnTime", "Céng hoµ", "Cộng hoà"), (".VnArialH", "Céng hoµ", "CỘNG HOÀ"), ("\".VnTime\", serif", "®\u00ADêng", "đường"),
            ("VNI-Times", "Vieät Nam", "Việt Nam"), ("'VNI-Helve-Condense'", "ÑAÁT", "ĐẤT"),
            ("Times New Roman", "Ségolène a dit ® où ?", "Ségolène a dit ® où ?"), ("", "naïve", "naïve"),
        ];
        var read = await InPageAsync<string[]>("(module, cases) => cases.map(([font, coded]) => module.decoderOf(font)?.(coded) ?? coded)", cases.Select(one => new[] { one.Font, one.Coded }).ToArray());
        Assert.Equal(cases.Select(one => one.Read), read);
    }

    [Fact]
    public async Task Nothing_harmful_comes_along()
    {
        string[] texts =
        [
            "<a href='javascript:alert(1)'>x</a>", "<a href=' JaVaScript:alert(1)'>x</a>", "<a href='data:text/html,x'>x</a>", "<a href='//evil.example'>x</a>",
            "<a href='file:///C:/a.doc'>x</a>", "<p onclick='alert(1)' style='position:fixed' class='btn' id='soan'>x</p>", "x<img src=x onerror='window.hurt=1'>",
            "x<script>window.hurt=1</script><svg onload='window.hurt=1'></svg><iframe srcdoc='<script>parent.hurt=1</script>'></iframe>",
            "<form action='/quan-tri'><button>y</button></form>x<style>*{display:none}</style>",
        ];
        var cleaned = await InPageAsync<string[]>("(module, texts) => [...texts.map(html => module.cleanPasted(html).html), String('hurt' in window)]", texts);
        Assert.Equal([.. Enumerable.Repeat("<p>x</p>", texts.Length), "false"], cleaned);
    }

    [Fact]
    public async Task Nothing_is_nothing()
    {
        string[] texts = ["", "   \n ", "<table></table><ul></ul><ol><li></li></ol><h1> </h1><blockquote></blockquote><!-- -->"];
        Assert.Equal(["", "", ""], await InPageAsync<string[]>("(module, texts) => texts.map(html => module.cleanPasted(html).html)", texts));
    }

    [Fact]
    public async Task A_text_of_five_thousand_words_comes_through_whole()
    {
        const int Times = 40;
        var one = await WordSamples.TextAsync("word.html");
        var body = one[(one.IndexOf("<!--StartFragment-->", StringComparison.Ordinal))..one.IndexOf("<div style='mso-element:footnote-list'", StringComparison.Ordinal)];
        var counts = await InPageAsync<int[]>("(module, texts) => texts.map(html => module.cleanPasted(html).html.split('<table').length - 1)", new[] { one, one.Replace(body, string.Concat(Enumerable.Repeat(body, Times))) });
        Assert.True(counts[0] > 0);
        Assert.Equal(counts[0] * Times, counts[1]);
    }

    [Fact]
    public async Task Word_files_keep_what_they_say()
    {
        var files = Directory.EnumerateFiles(WordSamples.Folder, "*.docx").Order(StringComparer.Ordinal).ToList();
        Assert.Equal(13, files.Count);
        var read = await ReadAsync([.. files.Select(File.ReadAllBytes)]);
        Assert.Equal(files.Select(file => $"{Path.GetFileName(file)}\n{File.ReadAllText($"{file}.expected.txt").ReplaceLineEndings("\n").Trim()}"), files.Zip(read, (file, one) => $"{Path.GetFileName(file)}\n{one.Problem}{Lines(one.Html)}"));
    }

    [Fact]
    public async Task The_first_heading_of_a_Word_file_is_its_title_and_its_pictures_keep_what_is_said_of_them()
    {
        var read = (await ReadAsync(await WordSamples.FileAsync("bai-bao.docx")))[0];
        Assert.Equal("Cải cách hành chính ở xã Tân Thạch", read.Title);
        Assert.Equal(["image/png", "image/png"], read.Pictures);
        Assert.Contains("alt=\"Cán bộ xã hướng dẫn một cụ già\"", read.Html);
    }

    [Fact]
    public async Task A_picture_that_only_Windows_draws_is_counted_and_the_rest_is_read()
    {
        var read = (await ReadAsync(WordSamples.Changed("bai-bao.docx", (name, bytes) => name == "[Content_Types].xml" ? Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes).Replace("image/png", "image/x-emf")) : bytes)))[0];
        Assert.Equal("", read.Problem);
        Assert.Equal(2, read.LostPictures);
        Assert.Contains("Đoạn cuối", read.Html);
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_says_why()
    {
        (string File, string Problem)[] cases =
        [
            ("empty", "docxEmpty"), ("text", "docxOther"), ("picture", "docxOther"), ("old", "docxOld"), ("rtf", "docxOld"), ("locked", "docxLocked"),
            ("cut", "docxDamaged"), ("scrambled", "docxDamaged"), ("spreadsheet", "docxOther"), ("no XML", "docxDamaged"), ("bomb", "docxTooLarge"),
            ("lying bomb", "docxDamaged"), ("crowd", "docxTooLarge"), ("large", "docxTooLarge"),
        ];
        var read = await ReadAsync([.. cases.Select(one => WordSamples.Bad(one.File))]);
        Assert.Equal(cases, cases.Zip(read, (one, told) => (one.File, told.Problem)));
    }

    private sealed record Reading(string Problem, string Html, string Title, string[] Pictures, int LostPictures);

    /// <summary>Reads Word files as the editor does. Their bytes come to the page as files that the site would serve.</summary>
    private async Task<IReadOnlyList<Reading>> ReadAsync(params byte[][] files)
    {
        await using var visit = await Visit.StartAsync(site);
        await visit.Page.RouteAsync("**/mau/*.docx", route => route.FulfillAsync(new() { BodyBytes = files[int.Parse(Path.GetFileNameWithoutExtension(route.Request.Url), CultureInfo.InvariantCulture)] }));
        await visit.Page.GotoAsync("/quan-tri/dang-nhap");
        var all = new List<Reading>();
        for (var at = 0; at < files.Length; at++)
        {
            var told = await visit.Page.EvaluateAsync<string[]>($$"""
                async at => {
                  const { readDocx } = await import('{{Reader}}');
                  try {
                    const read = await readDocx(new File([await (await fetch(`/mau/${at}.docx`)).blob()], 'mau.docx'));
                    return ['', read.html + read.notes, read.title, read.pictures.map(one => one.blob.type).join(), String(read.lostPictures)];
                  } catch (error) { return [error.sentence ?? String(error), '', '', '', '0']; }
                }
                """, at);
            all.Add(new(told[0], told[1], told[2], told[3].Split(',', StringSplitOptions.RemoveEmptyEntries), int.Parse(told[4], CultureInfo.InvariantCulture)));
        }
        Assert.Empty(visit.Complaints);
        return all;
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
        var told = await visit.Page.EvaluateAsync<T>($"async value => ({function})(await import('{Module}'), value)", value);
        Assert.Empty(visit.Complaints);
        return told;
    }

    /// <summary>A block a line, so that what differs is seen.</summary>
    private static string Lines(string html) => BlockStart().Replace(html.ReplaceLineEndings("\n").Replace("\n", ""), "\n<").Trim();

    [GeneratedRegex("<(?=(p|h[2-4]|ul|ol|li|table|thead|tbody|tr|blockquote|figure|div)\\b)")]
    private static partial Regex BlockStart();
}
