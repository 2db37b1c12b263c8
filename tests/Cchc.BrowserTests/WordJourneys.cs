using System.Text.RegularExpressions;
using Cchc.Core.Media;
using Cchc.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Cchc.BrowserTests;

/// <summary>Reporters bring Word texts, Word files and pictures into an article by pasting, choosing and dropping.</summary>
public sealed class WordJourneys(BrowserSite site) : IClassFixture<BrowserSite>
{
    [Fact]
    public async Task A_lead_picture_is_dropped_on_its_panel_and_its_focus_set_by_keyboard()
    {
        await site.Site.AddPersonAsync("phong.vien.anh.chinh", "Author");
        await using var visit = await Visit.StartAsync(site);
        await visit.DoAsync("word-lead", async page =>
        {
            await page.SignInAsync("phong.vien.anh.chinh", TestSite.AdminPassword);
            await page.GotoAsync("/quan-tri/tin-bai/moi");
            await GiveFilesAsync(page, "[data-lead]", "drop", ("chinh.png", "image/png", WordSamples.PictureBytes(3)));
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
        var html = await WordSamples.TextAsync("word.html");
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
            await ImportAsync(page, "bai-bao.docx", await WordSamples.FileAsync("bai-bao.docx"));
            await Expect(page.Locator(".editor__told")).ToContainTextAsync("Đã đưa nội dung tệp bai-bao.docx vào bài.");
            await Expect(page.Locator("[name='Input.Title']")).ToHaveValueAsync("Cải cách hành chính ở xã Tân Thạch");
            await Expect(page.Locator($"{Sheet} figure img[src^='/media/']")).ToHaveCountAsync(2);
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
                await ImportAsync(page, "thu.docx", WordSamples.Bad(file));
                await Expect(page.Locator(".editor__told[role=alert]")).ToContainTextAsync(words);
                Assert.Equal("Chữ của tôi.", (await MarkdownAsync(page)).Trim());
            }
            await GiveFilesAsync(page, Sheet, "drop", ("tcvn3.docx", "", await WordSamples.FileAsync("tcvn3.docx")));
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
            await GiveFilesAsync(page, Sheet, "paste", ("a.png", "image/png", WordSamples.PictureBytes(1)), ("b.png", "image/png", WordSamples.PictureBytes(2)));
            await Expect(page.Locator($"{Sheet} figure img[src^='/media/']")).ToHaveCountAsync(2);

            await GiveFilesAsync(page, Sheet, "paste", ("hong.png", "image/png", [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]));
            await Expect(page.Locator(".editor__waiting.is-bad .upload__state")).ToContainTextAsync("Chưa tải được.");
            Assert.Empty(await page.AxeAsync());
            await page.GetByRole(AriaRole.Button, new() { Name = "Bỏ hong.png" }).ClickAsync();
            await Expect(page.Locator(".editor__waiting")).ToHaveCountAsync(0);

            await page.RouteAsync("**/quan-tri/tu-lieu/tai-len", route => route.FulfillAsync(new() { Status = 401, Body = "" }));
            await GiveFilesAsync(page, Sheet, "paste", ("c.png", "image/png", WordSamples.PictureBytes(5)));
            await Expect(page.Locator(".editor__waiting .upload__state")).ToContainTextAsync("Phiên làm việc đã hết");
            await page.UnrouteAllAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "Thử lại c.png" }).ClickAsync();
            await Expect(page.Locator($"{Sheet} figure img[src^='/media/']")).ToHaveCountAsync(3);
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
}
