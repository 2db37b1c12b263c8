using System.Text.RegularExpressions;
using Cchc.Tests.Hosting;
using static Microsoft.Playwright.Assertions;

namespace Cchc.BrowserTests;

public sealed class EditorJourneys(BrowserSite site) : IClassFixture<BrowserSite>
{
    private const string Fresh = "mot-cau-dai-chi-minh-toi-biet";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_editor_signs_in_changes_the_password_writes_schedules_publishes_sees_it_live_and_changes_it(bool script)
    {
        var name = "bien.tap." + (script ? "mot" : "hai");
        await site.Site.AddPersonAsync(name, "Publisher", mustChange: true);
        await using var desk = await Visit.StartAsync(site, script: script);
        await using var reader = await Visit.StartAsync(site);
        var title = $"Một cửa về tận ấp {Guid.NewGuid().ToString("N")[..6]}";
        await desk.DoAsync($"editor-{script}", async page =>
        {
            await page.SignInAsync(name, TestSite.AdminPassword);
            await Expect(page).ToHaveURLAsync(new Regex("doi-mat-khau"));
            await page.Locator("[name=Current]").FillAsync(TestSite.AdminPassword);
            await page.Locator("[name=Fresh]").FillAsync(Fresh);
            await page.Locator("[name=Repeated]").FillAsync(Fresh);
            await page.Locator("form.login__card button").First.ClickAsync();
            await page.WaitForURLAsync(url => !url.Contains("doi-mat-khau"));

            await page.GotoAsync("/quan-tri/tin-bai/moi");
            await page.Locator("[name='Input.Title']").FillAsync(title);
            await page.Locator("[name='Article.Sapo']").FillAsync("Cán bộ xã đem máy tính đến nhà văn hóa ấp mỗi sáng thứ Bảy.");
            await WriteAsync(page, "Đoạn mở đầu.\n\n## Người dân được gì\n\nKhông phải đi xa.");
            await page.Locator("[name='Input.Section']").SelectOptionAsync(new[] { "cchcsec0000000000000000001" });
            await page.Locator("#soan button:not([formaction])", new() { HasText = "Lưu nháp" }).First.ClickAsync();
            await page.WaitForURLAsync(url => !url.Contains("/moi"));

            await page.Locator("[name='Input.DueAt']").FillAsync(DateTime.UtcNow.AddHours(7 + 48).ToString("yyyy-MM-dd'T'HH:mm"));
            await page.Locator("button[formaction*='handler=Schedule']").First.ClickAsync();
            await Expect(page.Locator("main, body").First).ToContainTextAsync("Hẹn giờ");
            await Expect(page.Locator("button[formaction*='handler=Cancel']")).ToBeVisibleAsync();

            await page.Locator("button[formaction*='handler=Publish']").First.ClickAsync();
            var live = page.Locator("a[href^='/tin-tuc/']").First;
            await Expect(live).ToBeVisibleAsync();
            var address = (await live.GetAttributeAsync("href"))!;

            await reader.Page.GotoAsync(address);
            await Expect(reader.Page.Locator("h1")).ToHaveTextAsync(title);
            await reader.Page.GotoAsync("/tin-tuc");
            await Expect(reader.Page.Locator("main")).ToContainTextAsync(title);

            await page.Locator("[name='Input.Title']").FillAsync(title + " (bổ sung)");
            await page.Locator("button[formaction*='handler=Publish']").First.ClickAsync();
            // The notice of the first publishing may still stand there; what only the new page says is waited for.
            await Expect(page.Locator("[data-draft-state]")).ToContainTextAsync("Bản 2");
            await reader.Page.GotoAsync(address);
            await Expect(reader.Page.Locator("h1")).ToHaveTextAsync(title + " (bổ sung)");
        });
        Assert.Empty(desk.Complaints);
    }

    /// <summary>Into the plain text area, or into the editor that the script put in its place.</summary>
    private static async Task WriteAsync(Microsoft.Playwright.IPage page, string markdown)
    {
        var area = page.Locator("[name='Input.Markdown']");
        if (await area.IsVisibleAsync()) { await area.FillAsync(markdown); return; }
        await page.Locator("[contenteditable=true]").First.FillAsync(markdown.Replace("## ", ""));
    }
}
