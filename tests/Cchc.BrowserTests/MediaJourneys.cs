using System.Text.RegularExpressions;
using Cchc.Core.Media;
using Cchc.Tests.Hosting;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Cchc.BrowserTests;

/// <summary>The library from a reporter's ten pictures on a bad line to the editor who wants to delete one that is used.</summary>
public sealed class MediaJourneys(BrowserSite site) : IClassFixture<BrowserSite>
{
    private const string Library = "/quan-tri/tu-lieu";

    [Fact]
    public async Task A_reporter_uploads_ten_pictures_on_a_line_that_breaks_cuts_and_credits_them_and_uses_one_and_an_editor_publishes_and_cannot_delete_it_unawares()
    {
        await site.Site.AddPersonAsync("phong.vien.anh", "Author");
        await site.Site.AddPersonAsync("bien.tap.anh", "Publisher");
        await using var reporter = await Visit.StartAsync(site);
        var title = $"Một cửa về tận ấp {Guid.NewGuid().ToString("N")[..6]}";
        var article = "";
        await reporter.DoAsync("library-reporter", async page =>
        {
            await page.SignInAsync("phong.vien.anh", TestSite.AdminPassword);
            await page.GotoAsync(Library);
            await SlowLineAsync(page);
            var broken = 0;
            await page.RouteAsync("**/quan-tri/tu-lieu/tai-len/*", async route =>
            {
                if (route.Request.Method == "PATCH" && Interlocked.Exchange(ref broken, 1) == 0) await route.AbortAsync("connectionreset");
                else await route.ContinueAsync();
            });
            await page.Locator("[name=Into]").FillAsync("Tân Thạch");
            await page.Locator("#Uploads").SetInputFilesAsync(Pictures(10));
            await Expect(page.Locator("[data-uploads-list] > li")).ToHaveCountAsync(10);
            await Expect(page.Locator("[data-uploads-list] > li.is-done")).ToHaveCountAsync(10, new() { Timeout = 90_000 });
            await Expect(page.Locator("[data-uploads-sum]")).ToContainTextAsync("Đã xong 10 trong 10 tệp.");
            Assert.Equal(1, broken);
            await NothingIsWrongAsync(page);

            // All ten are ticked already: one credit for all.
            await page.Locator("[data-uploads-sum] a").ClickAsync();
            await Expect(page.Locator("[name=Ids]:checked")).ToHaveCountAsync(10);
            await page.Locator("[name='Bulk.Credit']").FillAsync("Minh Tú");
            await page.Locator("[name='Bulk.Licence']").FillAsync("Được dùng có ghi tên");
            await page.GetByRole(AriaRole.Button, new() { Name = "Ghi cho các tệp đã chọn" }).ClickAsync();
            await Expect(page.Locator(".notice--ok")).ToContainTextAsync("10 tệp");

            // A description in the list itself, by keyboard.
            await page.GotoAsync($"{Library}?thieu=mo-ta&nguoi=toi");
            await NothingIsWrongAsync(page);
            await page.Locator("textarea").First.FocusAsync();
            await page.Keyboard.TypeAsync("Cán bộ xã hướng dẫn một cụ già nộp hồ sơ");
            await page.GetByRole(AriaRole.Button, new() { Name = "Lưu các mô tả" }).ClickAsync();
            await Expect(page.Locator(".notice--ok")).ToContainTextAsync("1 tệp");

            // Focus and a cut by keyboard.
            await page.GotoAsync($"{Library}?q={Uri.EscapeDataString("cụ già nộp hồ sơ")}&nguoi=toi");
            await page.Locator(".shelf a").First.ClickAsync();
            await page.Locator(".stage__dot").FocusAsync();
            await page.Keyboard.PressAsync("Shift+ArrowLeft");
            await page.Keyboard.PressAsync("ArrowUp");
            await Expect(page.Locator("[name='Input.FocusX']")).ToHaveValueAsync("40");
            await Expect(page.Locator("[name='Input.FocusY']")).ToHaveValueAsync("49");
            await page.Locator("details:has(.crops) > summary").ClickAsync();
            await page.Locator("[data-crop='16:9'] > button").ClickAsync();
            await page.Keyboard.PressAsync("Shift+-");
            await page.Keyboard.PressAsync("ArrowRight");
            await Expect(page.Locator("[data-crop='16:9'] input[type=number]").Nth(2)).ToHaveValueAsync("90");
            await NothingIsWrongAsync(page);
            await page.GetByRole(AriaRole.Button, new() { Name = "Lưu", Exact = true }).ClickAsync();
            await Expect(page.Locator(".notice--ok")).ToBeVisibleAsync();

            // The picture in an article, without knowing a path or Markdown.
            await page.GotoAsync("/quan-tri/tin-bai/moi");
            await page.Locator("[name='Input.Title']").FillAsync(title);
            await page.Locator("[name='Article.Sapo']").FillAsync("Cán bộ xã đem máy tính đến nhà văn hóa ấp.");
            await page.Locator("[name='Input.Section']").SelectOptionAsync("cchcsec0000000000000000001");
            await page.GetByRole(AriaRole.Button, new() { Name = "Chọn trong thư viện" }).ClickAsync();
            await NothingIsWrongAsync(page);
            await page.Locator("dialog [name=q]").FillAsync("cu gia nop ho so");
            await page.Keyboard.PressAsync("Enter");
            await Expect(page.Locator("dialog .shelf li")).ToHaveCountAsync(1);
            await page.Locator("dialog .shelf__button").ClickAsync();
            await Expect(page.Locator("[name='Article.LeadAlt']")).ToHaveValueAsync("Cán bộ xã hướng dẫn một cụ già nộp hồ sơ");
            await Expect(page.Locator("[name='Article.LeadCaption']")).ToHaveValueAsync("Ảnh: Minh Tú");
            await Expect(page.Locator("[name='Article.LeadX']")).ToHaveValueAsync("40");

            // Another one into the body: it has no description yet, which is asked for.
            await page.Locator("[contenteditable=true]").First.ClickAsync();
            await page.Keyboard.TypeAsync("Đoạn mở đầu.");
            await page.Locator(".toolbar button", new() { HasText = "Ảnh" }).ClickAsync();
            await page.Locator("dialog .shelf__button[data-alt='']").First.ClickAsync();
            await page.Locator("#pick-alt").FillAsync("Bàn tiếp nhận hồ sơ");
            await page.GetByRole(AriaRole.Button, new() { Name = "Dùng ảnh này" }).ClickAsync();
            await Expect(page.Locator("textarea[data-markdown]")).ToHaveValueAsync(new Regex(@"!\[Bàn tiếp nhận hồ sơ\]\(/media/"));
            await page.Locator("#soan button:not([formaction])", new() { HasText = "Lưu nháp" }).First.ClickAsync();
            await page.WaitForURLAsync(url => !url.Contains("/moi"));
            article = new Uri(page.Url).AbsolutePath;
        });
        Assert.DoesNotContain(reporter.Complaints, complaint => !complaint.Contains("ERR_CONNECTION_RESET")); // the line that was broken on purpose

        await using var editor = await Visit.StartAsync(site);
        await editor.DoAsync("library-editor", async page =>
        {
            await page.SignInAsync("bien.tap.anh", TestSite.AdminPassword);
            await page.GotoAsync(article);
            await page.Locator("button[formaction*='handler=Publish']").First.ClickAsync();
            await Expect(page.Locator("a[href^='/tin-tuc/']").First).ToBeVisibleAsync();
            await page.GotoAsync($"{Library}?q={Uri.EscapeDataString("\"cụ già nộp hồ sơ\"")}");
            await page.Locator(".shelf a").First.ClickAsync();
            await Expect(page.Locator("section[aria-labelledby=dung-o]")).ToContainTextAsync(title);
            await Expect(page.Locator("section[aria-labelledby=dung-o]")).ToContainTextAsync("bạn đọc đang thấy");
            await page.GetByRole(AriaRole.Button, new() { Name = "Xóa tệp" }).ClickAsync();
            await Expect(page.Locator("#hoi-xoa")).ToContainTextAsync(title);
            await NothingIsWrongAsync(page);
            await page.GetByRole(AriaRole.Link, new() { Name = "Thôi, giữ lại" }).ClickAsync();
            await Expect(page.Locator("#hoi-xoa")).ToHaveCountAsync(0);
        });
        Assert.Empty(editor.Complaints);
    }

    [Fact]
    public async Task An_upload_goes_on_by_itself_when_the_page_is_opened_again()
    {
        await site.Site.AddPersonAsync("phong.vien.roi.trang", "Author");
        await using var visit = await Visit.StartAsync(site);
        await visit.DoAsync("library-left", async page =>
        {
            await page.SignInAsync("phong.vien.roi.trang", TestSite.AdminPassword);
            await page.GotoAsync(Library);
            await page.RouteAsync("**/quan-tri/tu-lieu/tai-len/*", route => route.Request.Method == "PATCH" ? route.AbortAsync("connectionreset") : route.ContinueAsync());
            await page.Locator("#Uploads").SetInputFilesAsync(Pictures(1));
            await Expect(page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Tiếp tục") })).ToBeVisibleAsync();
            await Expect(page.Locator(".upload__state")).ToContainTextAsync("Mất kết nối");
            await page.UnrouteAllAsync();
            await page.GotoAsync("/quan-tri");
            await page.GotoAsync(Library);
            await Expect(page.Locator("[data-uploads-list] > li.is-done")).ToHaveCountAsync(1);
        });
        var file = await site.Site.WithDbAsync(db => db.Set<MediaFile>().SingleAsync(row => row.UploadedBy == "phong.vien.roi.trang"));
        Assert.Equal("image/jpeg", file.ContentType);
    }

    [Fact]
    public async Task A_refused_file_says_why_and_the_others_go_on()
    {
        await site.Site.AddPersonAsync("phong.vien.tep.hong", "Author");
        await using var visit = await Visit.StartAsync(site, width: 360);
        await visit.DoAsync("library-refused", async page =>
        {
            await page.SignInAsync("phong.vien.tep.hong", TestSite.AdminPassword);
            await page.GotoAsync(Library);
            await page.Locator("#Uploads").SetInputFilesAsync([new FilePayload { Name = "hỏng.jpg", MimeType = "image/jpeg", Buffer = [1, 2, 3, 4] }, .. Pictures(1)]);
            await Expect(page.Locator("[data-uploads-list] > li.is-done")).ToHaveCountAsync(1);
            await Expect(page.Locator("[data-uploads-list] > li.is-bad")).ToContainTextAsync("Chưa tải được.");
            await NothingIsWrongAsync(page);
            Assert.True(await page.OverflowAsync() <= 0, "The library scrolls sideways.");
        });
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task Everything_can_be_done_without_script()
    {
        await site.Site.AddPersonAsync("phong.vien.khong.ma", "Author");
        await using var visit = await Visit.StartAsync(site, script: false);
        await visit.DoAsync("library-plain", async page =>
        {
            await page.SignInAsync("phong.vien.khong.ma", TestSite.AdminPassword);
            await page.GotoAsync(Library);
            await page.Locator("#Uploads").SetInputFilesAsync(Pictures(2));
            await page.GetByRole(AriaRole.Button, new() { Name = "Tải lên" }).ClickAsync();
            await Expect(page.Locator("[name=Ids]:checked")).ToHaveCountAsync(2);
            await page.Locator("[name='Bulk.Credit']").FillAsync("Minh Tú");
            await page.GetByRole(AriaRole.Button, new() { Name = "Ghi cho các tệp đã chọn" }).ClickAsync();
            await page.Locator(".shelf a").First.ClickAsync();
            await page.Locator("[name='Input.Alt']").FillAsync("Trụ sở xã");
            await page.Locator("[name='Input.FocusX']").FillAsync("25");
            await page.Locator("[name='Input.FocusY']").FillAsync("75");
            await page.GetByRole(AriaRole.Button, new() { Name = "Lưu", Exact = true }).ClickAsync();
            await Expect(page.Locator(".notice--ok")).ToBeVisibleAsync();
            await Expect(page.Locator("#dan")).ToHaveValueAsync(new Regex("^!\\[Trụ sở xã\\]\\(/media/.+ \"Ảnh: Minh Tú\"\\)$"));
        });
    }

    private static FilePayload[] Pictures(int count) =>
        [.. Enumerable.Range(1, count).Select(number => new FilePayload { Name = $"Ảnh {number}.JPG", MimeType = "image/jpeg", Buffer = TestPictures.Jpeg(400, 300) })];

    /// <summary>About the upload speed of a bad mobile line.</summary>
    private static async Task SlowLineAsync(IPage page)
    {
        var devtools = await page.Context.NewCDPSessionAsync(page);
        await devtools.SendAsync("Network.enable");
        await devtools.SendAsync("Network.emulateNetworkConditions", new() { ["offline"] = false, ["latency"] = 80, ["downloadThroughput"] = 200_000, ["uploadThroughput"] = 100_000 });
    }

    private static async Task NothingIsWrongAsync(IPage page) => Assert.Equal("", string.Join('\n', await page.AxeAsync()));
}
