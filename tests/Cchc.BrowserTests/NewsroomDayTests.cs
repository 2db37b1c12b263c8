using System.Diagnostics;
using System.Globalization;
using Cchc.Core.Content;
using Cchc.Modules.Content.News;
using Cchc.Tests.Hosting;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Cchc.BrowserTests;

public sealed class NewsroomDayOnSqlite(BrowserSite site) : NewsroomDayTests(site), IClassFixture<BrowserSite>;

public sealed class NewsroomDayOnPostgres(PostgresBrowserSite site) : NewsroomDayTests(site), IClassFixture<PostgresBrowserSite>;

/// <summary>One day of a newsroom: two reporters, an editor and a publisher work side by side, and a reader sees what comes of it.</summary>
public abstract class NewsroomDayTests(BrowserSite site)
{
    /// <summary>The goal of the design: experience.md, "Newsroom".</summary>
    private const int MostClicks = 8, MostScreens = 3;

    [Fact]
    public async Task Four_people_write_return_correct_merge_schedule_and_publish_and_readers_see_it()
    {
        await using var lan = await PersonAsync("phongvien.lan", "Author");
        await using var minh = await PersonAsync("phongvien.minh", "Author", width: 360);
        await using var hoa = await PersonAsync("bientap.hoa", "Editor");
        await using var dung = await PersonAsync("truongban.dung", "Publisher");
        await using var reader = await Visit.StartAsync(site);
        var mark = Guid.NewGuid().ToString("N")[..6];
        var (feature, brief) = ($"Một cửa lưu động về ấp {mark}", $"Xã trả kết quả qua bưu điện {mark}");

        // Morning: both reporters write at the same time.
        var steps = new StepCount();
        await Task.WhenAll(
            lan.DoAsync("day-lan", page => WriteAsync(page, feature, steps)),
            minh.DoAsync("day-minh", page => WriteAsync(page, brief, new())));

        // The editor is told, asks for a figure, and sends the feature back.
        await hoa.DoAsync("day-hoa", async page =>
        {
            await page.GotoAsync("/quan-tri/tin-bai?duyet=cho-duyet");
            await page.GetByRole(AriaRole.Link, new() { Name = feature }).ClickAsync();
            await page.Locator("[name='Input.Words']").FillAsync("Thêm số hồ sơ đã nhận.");
            await page.ActAsync("Return");
            await Expect(page.Locator(".deskbar")).ToContainTextAsync("Trả lại");
        });

        // The reporter reads why, corrects and hands over again. Meanwhile the editor corrects the brief, and its reporter too: both texts are kept.
        await lan.DoAsync("day-lan-2", async page =>
        {
            await page.GotoAsync("/quan-tri/thong-bao");
            await page.GetByRole(AriaRole.Link, new() { Name = "Thêm số hồ sơ đã nhận." }).ClickAsync();
            await TypeAtEndAsync(page, " Đã nhận 12 hồ sơ.");
            await page.ActAsync("Submit");
            await Expect(page.Locator(".deskbar")).ToContainTextAsync("Chờ duyệt");
        });
        await MergeAsync(minh, hoa, brief);

        // Afternoon: the publisher plans the feature and publishes the brief. From blank to planned the two of them need few steps.
        var due = new DateTime(DateTime.UtcNow.AddSeconds(25).Ticks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, DateTimeKind.Utc);
        if (due.Second == 0) due = due.AddSeconds(1); // the browser writes a whole minute without seconds, which then counts as malformed
        await dung.DoAsync("day-dung", async page =>
        {
            await page.GotoAsync("/quan-tri");
            await steps.CountAsync(page, async () =>
            {
                await page.GetByRole(AriaRole.Link, new() { Name = feature, Exact = true }).First.ClickAsync();
                await page.Locator("[name='Input.DueAt']").EvaluateAsync("(field) => { field.step = 1; }"); // seconds, so that the test need not wait for a whole minute
                await page.Locator("[name='Input.DueAt']").FillAsync(due.AddHours(7).ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture));
                await page.ActAsync("Schedule");
                await Expect(page.Locator(".deskbar")).ToContainTextAsync("Hẹn giờ");
            });
            await page.GotoAsync("/quan-tri/tin-bai?duyet=cho-duyet");
            await page.GetByRole(AriaRole.Link, new() { Name = brief }).ClickAsync();
            await page.Locator(".deskbar").GetByRole(AriaRole.Button, new() { Name = "Đăng ngay" }).ClickAsync();
            await Expect(page.Locator(".deskbar")).ToContainTextAsync("Đã đăng");
            await page.GotoAsync("/quan-tri/lich");
            await Expect(page.Locator("main")).ToContainTextAsync(brief);
        });

        // Readers see the brief at once, with what both had written, and the feature at its time.
        await reader.DoAsync("day-reader", async page =>
        {
            await page.GotoAsync("/tin-tuc");
            await page.GetByRole(AriaRole.Link, new() { Name = brief }).First.ClickAsync();
            await Expect(page.Locator("main")).ToContainTextAsync("Sửa của biên tập.");
            await Expect(page.Locator("main")).ToContainTextAsync("Thêm của phóng viên.");
        });
        var row = await PublishedAsync(feature);
        Assert.InRange((row.PublishedUtc!.Value - due).TotalSeconds, -0.001, 5);
        Assert.Equal("phongvien.lan", row.Author);
        await reader.DoAsync("day-reader-2", async page =>
        {
            var link = page.GetByRole(AriaRole.Link, new() { Name = feature }).First;
            // Between the row and the emptied cache lie some milliseconds.
            await Eventually.Is(async () => { await page.GotoAsync("/tin-tuc"); return await link.IsVisibleAsync(); }, TimeSpan.FromSeconds(5), "the feature in the list");
            await link.ClickAsync();
            await Expect(page.Locator("main")).ToContainTextAsync("Đã nhận 12 hồ sơ.");
        });

        // The writers hear of it; nobody's browser had anything to complain of.
        await lan.DoAsync("day-lan-3", async page =>
        {
            await page.GotoAsync("/quan-tri/thong-bao");
            await Expect(page.Locator("main")).ToContainTextAsync($"đã đăng tin bài “{feature}”");
        });
        foreach (var visit in new[] { lan, minh, hoa, dung, reader }) Assert.DoesNotContain(visit.Complaints, complaint => !complaint.Contains("409"));
        TestContext.Current.TestOutputHelper?.WriteLine($"blank to planned by two people: {steps}");
        Assert.True(steps.Clicks <= MostClicks && steps.Screens <= MostScreens, $"{steps}");
        Directory.CreateDirectory(Path.Combine(Repository.Root, "TestResults"));
        await File.WriteAllTextAsync(Path.Combine(Repository.Root, "TestResults", $"newsroom-steps-{GetType().Name}.txt"), $"{steps}\n");
    }

    /// <summary>From the desk to handed over: title, sapo, body, lead picture, chuyên mục.</summary>
    private static async Task WriteAsync(IPage page, string title, StepCount steps)
    {
        await page.GotoAsync("/quan-tri");
        await steps.CountAsync(page, async () =>
        {
            await page.GetByRole(AriaRole.Link, new() { Name = "Viết bài" }).ClickAsync();
            await page.Locator("[name='Input.Title']").FillAsync(title);
            await page.Locator("[name='Article.Sapo']").FillAsync("Cán bộ xã đem máy tính đến nhà văn hóa ấp mỗi sáng thứ Bảy.");
            await Body(page).FocusAsync();
            await page.Keyboard.TypeAsync("Sáng thứ Bảy, nhà văn hóa ấp mở cửa sớm.");
            await page.Keyboard.PressAsync("Enter");
            await page.Keyboard.TypeAsync("Người dân không phải đi xa.");
            await page.GetByRole(AriaRole.Button, new() { Name = "Chọn trong thư viện" }).ClickAsync();
            await page.Locator("dialog .shelf__button:not([data-alt=''])").First.ClickAsync();
            await Expect(page.Locator("[name='Article.LeadAlt']")).Not.ToHaveValueAsync("");
            await page.Locator("[name='Input.Section']").SelectOptionAsync("cchcsec0000000000000000001");
            steps.Clicks++; // a list is opened by a click and chosen from by another; the browser's driver needs none
            steps.Clicks++;
            await page.ActAsync("Submit");
            await Expect(page.Locator(".deskbar")).ToContainTextAsync("Chờ duyệt");
        });
    }

    /// <summary>The editor saves first; the reporter's later save is refused with both texts, merged, and saved.</summary>
    private static async Task MergeAsync(Visit reporter, Visit editor, string title)
    {
        string address = "";
        await reporter.DoAsync("day-merge-opens", async page =>
        {
            await Expect(Body(page)).ToContainTextAsync("Người dân không phải đi xa.");
            address = new Uri(page.Url).AbsolutePath;
        });
        await editor.DoAsync("day-merge-editor", async page =>
        {
            await page.GotoAsync(address);
            await Expect(page.Locator("[data-who]")).ToContainTextAsync("phongvien.minh");
            await Body(page).ClickAsync();
            await page.Keyboard.PressAsync("Control+Home");
            await page.Keyboard.TypeAsync("Sửa của biên tập. ");
            await page.Locator("[data-save]").ClickAsync();
            await Expect(page.Locator(".notice--ok")).ToContainTextAsync("Đã lưu bản 2");
        });
        await reporter.DoAsync("day-merge", async page =>
        {
            await TypeAtEndAsync(page, " Thêm của phóng viên.");
            await page.Locator("[data-save]").ClickAsync();
            await Expect(page.Locator("[role=alert]").First).ToContainTextAsync("Có bản mới hơn");
            await Expect(page.Locator(".diff ins").First).ToBeVisibleAsync();
            Assert.Empty(await page.AxeAsync());
            Assert.Equal(0, await page.OverflowAsync());
            await page.ActAsync("Merge");
            await Expect(page.Locator("[role=alert]").First).ToContainTextAsync("Đã gộp");
            await Expect(Body(page)).ToContainTextAsync("Sửa của biên tập.");
            await Expect(Body(page)).ToContainTextAsync("Thêm của phóng viên.");
            await page.Locator("[data-save]").ClickAsync();
            await Expect(page.Locator(".notice--ok")).ToContainTextAsync("Đã lưu bản 3");
        });
    }

    private async Task<Article> PublishedAsync(string title)
    {
        Article? row = null;
        await Eventually.Is(async () =>
        {
            row = await site.Site.WithDbAsync(db => db.Set<Article>().AsNoTracking().SingleAsync(article => article.LatestTitle == title));
            return row.State == ContentState.Published;
        }, TimeSpan.FromSeconds(90), "the feature is published");
        return row!;
    }

    private static ILocator Body(IPage page) => page.Locator("#soan [contenteditable=true]").First;

    private static async Task TypeAtEndAsync(IPage page, string words)
    {
        await Body(page).ClickAsync();
        await page.Keyboard.PressAsync("Control+End");
        await page.Keyboard.TypeAsync(words);
    }

    private async Task<Visit> PersonAsync(string name, string role, int width = 1280)
    {
        await site.Site.AddPersonAsync(name, role);
        var visit = await Visit.StartAsync(site, width);
        visit.Page.Dialog += (_, dialog) => _ = dialog.AcceptAsync();
        await visit.Page.SignInAsync(name, TestSite.AdminPassword);
        return visit;
    }

    /// <summary>Clicks of people, as the browser hears them, and pages that were opened.</summary>
    private sealed class StepCount
    {
        public int Clicks { get; set; }
        public int Screens { get; private set; }
        public List<double> Seconds { get; } = [];

        public async Task CountAsync(IPage page, Func<Task> act)
        {
            var name = $"heard{Guid.NewGuid():N}";
            var counting = true;
            await page.ExposeFunctionAsync(name, () => Clicks += counting ? 1 : 0);
            var listen = $"addEventListener('click', (event) => event.isTrusted && event.detail > 0 && window.{name}?.(), true)";
            await page.AddInitScriptAsync(listen);
            await page.EvaluateAsync(listen);
            var opened = new HashSet<string>(StringComparer.Ordinal) { Screen(page.Url) };
            void Navigated(object? sender, IFrame frame) { if (frame == page.MainFrame) opened.Add(Screen(frame.Url)); }
            page.FrameNavigated += Navigated;
            var watch = Stopwatch.StartNew();
            await act();
            Seconds.Add(watch.Elapsed.TotalSeconds);
            page.FrameNavigated -= Navigated;
            counting = false;
            // The desk is where both begin; the form stays the same screen when it comes back saved.
            Screens += opened.Count(path => path != "/quan-tri");
        }

        private static string Screen(string url) => new Uri(url).AbsolutePath is var path && path.StartsWith("/quan-tri/tin-bai/", StringComparison.Ordinal) ? "editor" : path;

        public override string ToString() => $"{Clicks} clicks, {Screens} screens, {string.Join(" + ", Seconds.Select(second => second.ToString("0.0", CultureInfo.InvariantCulture)))} s";
    }
}
