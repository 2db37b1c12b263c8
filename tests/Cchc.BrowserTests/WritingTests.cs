using Cchc.Tests.Faults;
using Cchc.Tests.Hosting;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Cchc.BrowserTests;

/// <summary>What may happen to a person in the middle of writing, with a server that can be killed. No word is lost.</summary>
public sealed class WritingTests(WritingTests.KillableSite site) : IClassFixture<WritingTests.KillableSite>
{
    public sealed class KillableSite : IAsyncLifetime
    {
        private readonly FaultFolder folder = new();
        private IPlaywright playwright = null!;

        public SiteProcess Process { get; private set; } = null!;
        public IBrowser Browser { get; private set; } = null!;
        public string Address => Process.Url;

        public async ValueTask InitializeAsync()
        {
            Process = await SiteProcess.StartAsync(folder.Path, "cchc.setup");
            playwright = await Playwright.CreateAsync();
            Browser = await BrowserSite.LaunchAsync(playwright);
        }

        public async Task StartAgainAsync() => Process = await SiteProcess.StartAsync(folder.Path, "cchc.setup", address: Address);

        public async ValueTask DisposeAsync()
        {
            await Browser.DisposeAsync();
            playwright.Dispose();
            await Process.DisposeAsync();
            folder.Dispose();
        }
    }

    private const string New = "/quan-tri/tin-bai/moi";

    [Fact]
    public async Task A_server_killed_while_typing_costs_no_word()
    {
        await using var visit = await StartAsync();
        await visit.DoAsync("killed", async page =>
        {
            await page.GotoAsync(New);
            await page.Locator("[name='Input.Title']").FillAsync("Bài viết khi máy chủ dừng");
            await TypeAsync(page, "Trước khi máy chủ dừng.");
            await Expect(page.Locator("[data-draft-state]")).ToContainTextAsync("Đã tự giữ");
            await site.Process.KillAsync();
            await TypeAsync(page, " Sau khi máy chủ dừng.");
            await Expect(page.Locator(".notice--warn")).ToContainTextAsync("Mất kết nối");
            await SaveAsync(page);
            await Expect(page.Locator("[role=alert]")).ToContainTextAsync("Chưa gửi được");
            await site.StartAgainAsync();
            await SaveAsync(page);
            await page.WaitForURLAsync(url => !url.Contains("/moi"));
            await Expect(Body(page)).ToContainTextAsync("Trước khi máy chủ dừng. Sau khi máy chủ dừng.");
            await page.GotoAsync(New);
            await Expect(page.Locator("[data-unsaved]")).ToHaveCountAsync(0);
        });
    }

    [Fact]
    public async Task What_was_typed_stands_there_again_after_the_page_was_loaded_anew_and_in_another_browser()
    {
        await using (var visit = await StartAsync())
            await visit.DoAsync("reloaded", async page =>
            {
                await page.GotoAsync(New);
                await page.Locator("[name='Input.Title']").FillAsync("Bài viết dở");
                await TypeAsync(page, "Đoạn chưa lưu.");
                await Expect(page.Locator("[data-draft-state]")).ToContainTextAsync("Đã tự giữ");
                await page.ReloadAsync();
                await Expect(page.Locator("[name='Input.Title']")).ToHaveValueAsync("Bài viết dở");
                await Expect(Body(page)).ToContainTextAsync("Đoạn chưa lưu.");
                await Expect(page.Locator(".notice").First).ToContainTextAsync("Đã mở lại phần bạn viết dở");
            });
        await using var another = await StartAsync();
        await another.DoAsync("another-browser", async page =>
        {
            await page.GotoAsync(New);
            await page.Locator("[data-unsaved] a", new() { HasText = "Viết tiếp" }).First.ClickAsync();
            await Expect(page.Locator("[name='Input.Title']")).ToHaveValueAsync("Bài viết dở");
            await Expect(Body(page)).ToContainTextAsync("Đoạn chưa lưu.");
            await SaveAsync(page);
            await page.WaitForURLAsync(url => !url.Contains("/moi"));
            await Expect(Body(page)).ToContainTextAsync("Đoạn chưa lưu.");
        });
    }

    [Fact]
    public async Task A_session_that_ended_while_writing_costs_no_word()
    {
        await using var visit = await StartAsync();
        await visit.DoAsync("signed-out", async page =>
        {
            await page.GotoAsync(New);
            await page.Locator("[name='Input.Title']").FillAsync("Bài viết khi phiên hết hạn");
            await TypeAsync(page, "Chữ viết trong phiên cũ.");
            await visit.Context.ClearCookiesAsync();
            await SaveAsync(page);
            await Expect(page.Locator("[role=alert]")).ToContainTextAsync("Phiên đăng nhập đã hết");
            var other = await visit.Context.NewPageAsync();
            await other.SignInAsync(TestSite.AdminName, TestSite.AdminPassword);
            await SaveAsync(page);
            await page.WaitForURLAsync(url => !url.Contains("/moi"));
            await Expect(Body(page)).ToContainTextAsync("Chữ viết trong phiên cũ.");
        });
    }

    [Fact]
    public async Task A_form_that_came_back_with_an_error_is_still_unsaved_and_kept()
    {
        await using var visit = await StartAsync();
        await visit.DoAsync("came-back", async page =>
        {
            await page.GotoAsync(New);
            await TypeAsync(page, "Thân bài có rồi mà tiêu đề chưa.");
            await SaveAsync(page);
            await Expect(page.Locator(".errors")).ToContainTextAsync("tiêu đề");
            await Expect(Body(page)).ToContainTextAsync("Thân bài có rồi mà tiêu đề chưa.");
            await page.Locator("[name='Input.Title']").FillAsync("Nay đã có tiêu đề");
            await SaveAsync(page);
            await page.WaitForURLAsync(url => !url.Contains("/moi"));
            await Expect(Body(page)).ToContainTextAsync("Thân bài có rồi mà tiêu đề chưa.");
        });
    }

    private async Task<Visit> StartAsync()
    {
        if (site.Process.HasExited) await site.StartAgainAsync();
        var visit = await Visit.StartAsync(site.Browser, site.Address);
        visit.Page.Dialog += (_, dialog) => _ = dialog.AcceptAsync();
        await visit.Page.SignInAsync(TestSite.AdminName, TestSite.AdminPassword);
        return visit;
    }

    private static ILocator Body(IPage page) => page.Locator("#soan [contenteditable=true]").First;

    private static async Task TypeAsync(IPage page, string words)
    {
        await Body(page).ClickAsync();
        await page.Keyboard.PressAsync("Control+End");
        await page.Keyboard.TypeAsync(words);
    }

    private static Task SaveAsync(IPage page) => page.Locator("[data-save]").ClickAsync();
}
