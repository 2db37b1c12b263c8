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
    public async Task A_text_of_five_thousand_words_is_cleaned_at_once()
    {
        var one = await File.ReadAllTextAsync(Path.Combine(Samples, "word.html"), TestContext.Current.CancellationToken);
        var body = one[(one.IndexOf("<!--StartFragment-->", StringComparison.Ordinal))..one.IndexOf("<div style='mso-element:footnote-list'", StringComparison.Ordinal)];
        var took = await InPageAsync<double>("(module, html) => { const from = performance.now(); module.cleanPasted(html); return performance.now() - from; }", one.Replace(body, string.Concat(Enumerable.Repeat(body, 40))));
        Assert.InRange(took, 0, 3000); // some 200 ms on a quiet machine
    }

    [Fact]
    public async Task Word_files_keep_what_they_say()
    {
        var files = Directory.EnumerateFiles(Samples, "*.docx").Order(StringComparer.Ordinal).ToList();
        Assert.Equal(13, files.Count);
        var read = await ReadAsync([.. files.Select(File.ReadAllBytes)]);
        Assert.Equal(files.Select(file => $"{Path.GetFileName(file)}\n{File.ReadAllText($"{file}.expected.txt").ReplaceLineEndings("\n").Trim()}"), files.Zip(read, (file, one) => $"{Path.GetFileName(file)}\n{one.Problem}{Lines(one.Html)}"));
    }

    [Fact]
    public async Task The_first_heading_of_a_Word_file_is_its_title_and_its_pictures_keep_what_is_said_of_them()
    {
        var read = (await ReadAsync(await File.ReadAllBytesAsync(Path.Combine(Samples, "bai-bao.docx"), TestContext.Current.CancellationToken)))[0];
        Assert.Equal("Cải cách hành chính ở xã Tân Thạch", read.Title);
        Assert.Equal(["image/png", "image/png"], read.Pictures);
        Assert.Contains("alt=\"Cán bộ xã hướng dẫn một cụ già\"", read.Html);
    }

    [Fact]
    public async Task A_picture_that_only_Windows_draws_is_counted_and_the_rest_is_read()
    {
        var read = (await ReadAsync(Changed("bai-bao.docx", (name, bytes) => name == "[Content_Types].xml" ? Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes).Replace("image/png", "image/x-emf")) : bytes)))[0];
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
        var read = await ReadAsync([.. cases.Select(one => Bad(one.File))]);
        Assert.Equal(cases, cases.Zip(read, (one, told) => (one.File, told.Problem)));
    }

    private static byte[] Bad(string file)
    {
        var good = File.ReadAllBytes(Path.Combine(Samples, "bai-bao.docx"));
        switch (file)
        {
            case "empty": return [];
            case "text": return "Đây là văn bản thường."u8.ToArray();
            case "picture": return [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0];
            case "old": return File.ReadAllBytes(Path.Combine(Samples, "kieu-cu.doc"));
            case "rtf": return "{\\rtf1\\ansi Van ban}"u8.ToArray();
            case "locked": return [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, .. new byte[1000], .. Encoding.Unicode.GetBytes("EncryptedPackage"), .. new byte[1000]];
            case "cut": return good[..(good.Length / 2)];
            case "scrambled":
                for (var at = 60; at < 400; at++) good[at] ^= 0x5a;
                return good;
            case "spreadsheet": return Changed("bai-bao.docx", (name, bytes) => name == "[Content_Types].xml" ? Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes).Replace("wordprocessingml", "spreadsheetml")) : bytes);
            case "no XML": return Changed("bai-bao.docx", (name, bytes) => name == "word/document.xml" ? "<w:document <<< không phải XML"u8.ToArray() : bytes);
            case "bomb": return Changed("bai-bao.docx", (name, bytes) => name == "word/document.xml" ? [.. bytes, .. new byte[40_000_000]] : bytes);
            case "lying bomb":
                var bomb = Changed("bai-bao.docx", (name, bytes) => name == "word/document.xml" ? [.. bytes, .. new byte[20_000_000]] : bytes);
                var name = "word/document.xml"u8.ToArray();
                // in the directory at the end: the size once unpacked stands 22 bytes before the name
                for (var at = bomb.Length - name.Length; at > 46; at--)
                    if (bomb.AsSpan(at, name.Length).SequenceEqual(name) && bomb.AsSpan(at - 46, 4).SequenceEqual("PK\u0001\u0002"u8)) { BitConverter.TryWriteBytes(bomb.AsSpan(at - 22), 5000); break; }
                return bomb;
            case "crowd":
                using (var stream = new MemoryStream())
                {
                    using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
                        for (var at = 0; at < 2100; at++) zip.CreateEntry($"word/{at}.xml");
                    return stream.ToArray();
                }
            case "large": return [.. good, .. new byte[31 * 1024 * 1024]];
            default: throw new ArgumentOutOfRangeException(nameof(file), file, null);
        }
    }

    /// <summary>A sample with one of its parts made another.</summary>
    private static byte[] Changed(string sample, Func<string, byte[], byte[]> change)
    {
        using var stream = new MemoryStream();
        using (var from = ZipFile.OpenRead(Path.Combine(Samples, sample)))
        using (var into = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var entry in from.Entries)
            {
                using var part = new MemoryStream();
                using (var content = entry.Open()) content.CopyTo(part);
                using var made = into.CreateEntry(entry.FullName).Open();
                made.Write(change(entry.FullName, part.ToArray()));
            }
        return stream.ToArray();
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

    [Fact]
    public async Task A_lead_picture_is_dropped_on_its_panel_and_its_focus_set_by_keyboard()
    {
        await site.Site.AddPersonAsync("phong.vien.anh.chinh", "Author");
        await using var visit = await Visit.StartAsync(site);
        await visit.DoAsync("word-lead", async page =>
        {
            await page.SignInAsync("phong.vien.anh.chinh", TestSite.AdminPassword);
            await page.GotoAsync("/quan-tri/tin-bai/moi");
            await GiveFilesAsync(page, "[data-lead]", "drop", ("chinh.png", "image/png", PictureBytes(3)));
            await Expect(page.Locator("[data-lead-status]")).ToContainTextAsync("thành ảnh chính");
            await Expect(page.Locator("[name='Article.LeadImage']")).Not.ToHaveValueAsync("");
            await Expect(page.Locator("#anh-chinh")).ToBeVisibleAsync();
            await Expect(page.Locator("[name='Article.LeadAlt']")).ToBeFocusedAsync();
            await page.Keyboard.TypeAsync("Cầu mới");
            await page.GetByRole(AriaRole.Button, new() { Name = "Chỉnh tâm ảnh" }).ClickAsync();
            await Expect(page.Locator(".stage__dot")).ToBeFocusedAsync();
            await page.Keyboard.PressAsync("Shift+ArrowLeft");
            await page.Keyboard.PressAsync("ArrowDown");
            await Expect(page.Locator("dialog [role=status]")).ToHaveTextAsync("Tâm ảnh: 40 % từ trái, 51 % từ trên.");
            Assert.Empty(await page.AxeAsync());
            await page.SetViewportSizeAsync(360, 740);
            Assert.InRange(await page.OverflowAsync(), int.MinValue, 0);
            await page.Keyboard.PressAsync("Escape");
            await Expect(page.Locator("[name='Article.LeadX']")).ToHaveValueAsync("40");
            await Expect(page.Locator("[name='Article.LeadY']")).ToHaveValueAsync("51");
            await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Chỉnh tâm ảnh" })).ToBeFocusedAsync();
        });
        Assert.Empty(visit.Complaints);
        Assert.Equal(1, await site.Site.WithDbAsync(db => db.Set<MediaFile>().CountAsync(row => row.UploadedBy == "phong.vien.anh.chinh")));
    }

    [Fact]
    public async Task A_text_pasted_from_Word_stands_in_the_article_with_its_lists_tables_and_notes()
    {
        var html = await File.ReadAllTextAsync(Path.Combine(Samples, "word.html"), TestContext.Current.CancellationToken);
        await WithArticleAsync("phong.vien.dan", "word-paste", async page =>
        {
            await page.Locator(Sheet).ClickAsync();
            await page.Keyboard.TypeAsync("Đoạn có sẵn.");
            await page.Keyboard.PressAsync("Enter");
            await PasteAsync(page, html);
            await Expect(page.Locator(".editor__told")).ToContainTextAsync("1 ảnh không theo được vào bài");
            var markdown = await MarkdownAsync(page);
            Assert.StartsWith("Đoạn có sẵn.\n\n## Cải cách hành chính ở xã Tân Thạch\n\n## Kết quả sáu tháng\n\n", markdown);
            Assert.Contains("**1.234 hồ sơ**, trong đó *98,5 %* đúng hạn.[^1] Diện tích 25 km^2^, H~2~O.", markdown);
            Assert.Contains("\n### Việc đã làm\n\n- Rút ngắn thời gian:\n", markdown);
            Assert.Matches("\n +- Đất đai\n", markdown);
            Assert.Matches(@"\| Đơn vị +\| +Hồ sơ: Trực tuyến \|.*\n\| *-+ *\| *-+: *\| *-+: *\|", markdown);
            Assert.Contains("[Cổng dịch vụ công](https://dichvucong.gov.vn/tra-cuu?id=5)", markdown);
            Assert.EndsWith("[^1]: Báo cáo số **12/BC-UBND** ngày 20/6/2026.", markdown.TrimEnd());
            Assert.Empty(await page.AxeAsync());

            // a second time: its note is another one
            await page.Locator(Sheet).PressAsync("Control+Home");
            await PasteAsync(page, html);
            markdown = await MarkdownAsync(page);
            Assert.Contains("đúng hạn.[^2] Diện tích", markdown);
            Assert.Contains("[^2]: Báo cáo số", markdown);
        });
    }

    [Fact]
    public async Task A_Word_file_comes_into_the_article_with_its_pictures_and_gives_it_a_title()
    {
        await WithArticleAsync("phong.vien.nhap", "word-import", async page =>
        {
            await ImportAsync(page, "bai-bao.docx", await File.ReadAllBytesAsync(Path.Combine(Samples, "bai-bao.docx")));
            await Expect(page.Locator(".editor__told")).ToContainTextAsync("Đã đưa nội dung tệp bai-bao.docx vào bài.");
            await Expect(page.Locator("[name='Input.Title']")).ToHaveValueAsync("Cải cách hành chính ở xã Tân Thạch");
            await Expect(page.Locator($"{Sheet} figure img[src^='/media/']")).ToHaveCountAsync(2, new() { Timeout = 60_000 });
            await Expect(page.Locator(".editor__waiting")).ToHaveCountAsync(0);
            var markdown = await MarkdownAsync(page);
            Assert.DoesNotContain("data:", markdown);
            Assert.DoesNotContain("# Cải cách hành chính", markdown);
            Assert.Matches(@"(?s)đúng hạn\[\^1\].*!\[Cán bộ xã hướng dẫn một cụ già\]\(/media/.*## Việc đã làm.*!\[Biểu đồ hồ sơ theo xã\]\(/media/.*Đoạn cuối.*\[\^1\]: Báo cáo số.*\[\^2\]: Theo Sở Nội vụ", markdown);
            Assert.Empty(await page.AxeAsync());
        });
        // the article was not saved, and the pictures lie in the library
        Assert.Equal(2, await site.Site.WithDbAsync(db => db.Set<MediaFile>().CountAsync(row => row.UploadedBy == "phong.vien.nhap")));
    }

    [Fact]
    public async Task A_bad_Word_file_leaves_the_article_as_it_was_and_a_dropped_one_is_read()
    {
        await WithArticleAsync("phong.vien.tep.xau", "word-bad", async page =>
        {
            await page.Locator(Sheet).ClickAsync();
            await page.Keyboard.TypeAsync("Chữ của tôi.");
            foreach (var (file, words) in new[] { ("old", "Word kiểu cũ"), ("locked", "mật khẩu"), ("cut", "bị hỏng"), ("empty", "rỗng"), ("bomb", "lớn quá mức") })
            {
                await ImportAsync(page, "thu.docx", Bad(file));
                await Expect(page.Locator(".editor__told[role=alert]")).ToContainTextAsync(words);
                Assert.Equal("Chữ của tôi.", (await MarkdownAsync(page)).Trim());
            }
            await GiveFilesAsync(page, Sheet, "drop", ("tcvn3.docx", "", await File.ReadAllBytesAsync(Path.Combine(Samples, "tcvn3.docx"))));
            await Expect(page.Locator(".editor__told")).ToContainTextAsync("Đã đưa nội dung tệp tcvn3.docx vào bài.");
            Assert.Contains("Độc lập - Tự do - Hạnh phúc", await MarkdownAsync(page));
        });
    }

    [Fact]
    public async Task Pasted_pictures_go_to_the_library_and_one_that_fails_is_tried_again()
    {
        await WithArticleAsync("phong.vien.dan.anh", "word-pictures", async page =>
        {
            await page.Locator(Sheet).ClickAsync();
            await page.Keyboard.TypeAsync("Đoạn một.");
            await GiveFilesAsync(page, Sheet, "paste", ("a.png", "image/png", PictureBytes(1)), ("b.png", "image/png", PictureBytes(2)));
            await Expect(page.Locator($"{Sheet} figure img[src^='/media/']")).ToHaveCountAsync(2, new() { Timeout = 60_000 });

            await GiveFilesAsync(page, Sheet, "paste", ("hong.png", "image/png", [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]));
            await Expect(page.Locator(".editor__waiting.is-bad .upload__state")).ToContainTextAsync("Chưa tải được.", new() { Timeout = 60_000 });
            Assert.Empty(await page.AxeAsync());
            await page.GetByRole(AriaRole.Button, new() { Name = "Bỏ hong.png" }).ClickAsync();
            await Expect(page.Locator(".editor__waiting")).ToHaveCountAsync(0);

            await page.RouteAsync("**/quan-tri/tu-lieu/tai-len", route => route.FulfillAsync(new() { Status = 401, Body = "" }));
            await GiveFilesAsync(page, Sheet, "paste", ("c.png", "image/png", PictureBytes(5)));
            await Expect(page.Locator(".editor__waiting .upload__state")).ToContainTextAsync("Phiên làm việc đã hết", new() { Timeout = 60_000 });
            await page.UnrouteAllAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "Thử lại c.png" }).ClickAsync();
            await Expect(page.Locator($"{Sheet} figure img[src^='/media/']")).ToHaveCountAsync(3, new() { Timeout = 60_000 });
            Assert.Equal(3, Regex.Count(await MarkdownAsync(page), @"!\[\]\(/media/"));
        }, complains: true);
        Assert.Equal(3, await site.Site.WithDbAsync(db => db.Set<MediaFile>().CountAsync(row => row.UploadedBy == "phong.vien.dan.anh")));
    }

    private const string Sheet = ".editor [contenteditable=true].prose";

    /// <param name="complains">The browser tells of requests that were made to fail.</param>
    private async Task WithArticleAsync(string person, string name, Func<IPage, Task> steps, bool complains = false)
    {
        await site.Site.AddPersonAsync(person, "Author");
        await using var visit = await Visit.StartAsync(site);
        await visit.DoAsync(name, async page =>
        {
            await page.SignInAsync(person, TestSite.AdminPassword);
            await page.GotoAsync("/quan-tri/tin-bai/moi");
            await Expect(page.Locator(Sheet)).ToBeVisibleAsync();
            await steps(page);
        });
        if (!complains) Assert.Empty(visit.Complaints);
    }

    private static Task PasteAsync(IPage page, string html) => page.Locator(Sheet).EvaluateAsync("""
        (element, html) => {
          const data = new DataTransfer();
          data.setData('text/html', html);
          data.setData('text/plain', 'chữ trơn');
          element.dispatchEvent(new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData: data }));
        }
        """, html);

    private static async Task ImportAsync(IPage page, string name, byte[] file)
    {
        var chooser = await page.RunAndWaitForFileChooserAsync(() => page.Locator("button[data-tool=importWord]").ClickAsync());
        await chooser.SetFilesAsync(new FilePayload { Name = name, MimeType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document", Buffer = file });
    }

    /// <summary>What would be saved now.</summary>
    private static Task<string> MarkdownAsync(IPage page) => page.Locator("[name='Input.Markdown']").EvaluateAsync<string>("area => { area.editor.flush(); return area.value; }");

    /// <summary>A small picture; another number gives another file.</summary>
    private static byte[] PictureBytes(byte number)
    {
        // the smallest sample picture of the Word file, with a comment that makes it a file of its own
        using var zip = ZipFile.OpenRead(Path.Combine(Samples, "bai-bao.docx"));
        using var content = new MemoryStream();
        using (var picture = zip.Entries.First(entry => entry.Name.EndsWith(".png", StringComparison.Ordinal)).Open()) picture.CopyTo(content);
        byte[] chunk = [.. "tEXtComment\0"u8, number];
        var end = content.ToArray()[..^12];
        return [.. end, 0, 0, 0, (byte)(chunk.Length - 4), .. chunk, .. BigEndian(Crc32(chunk)), .. content.ToArray()[^12..]];
    }

    private static byte[] BigEndian(uint value) => [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];

    private static uint Crc32(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var one in bytes)
        {
            crc ^= one;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) == 1 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
        }
        return ~crc;
    }

    /// <summary>Drops or pastes files on an element, as a hand would.</summary>
    private static Task GiveFilesAsync(IPage page, string selector, string kind, params (string Name, string Type, byte[] Bytes)[] files) => page.Locator(selector).First.EvaluateAsync("""
        (element, { kind, files }) => {
          const data = new DataTransfer();
          for (const { name, type, bytes } of files) data.items.add(new File([Uint8Array.from(atob(bytes), letter => letter.charCodeAt(0))], name, { type }));
          const box = element.getBoundingClientRect();
          const more = { bubbles: true, cancelable: true, clientX: box.left + 20, clientY: box.top + 20 };
          element.dispatchEvent(kind === 'paste' ? new ClipboardEvent('paste', { ...more, clipboardData: data }) : new DragEvent(kind, { ...more, dataTransfer: data }));
        }
        """, new { kind, files = files.Select(file => new { name = file.Name, type = file.Type, bytes = Convert.ToBase64String(file.Bytes) }) });

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
