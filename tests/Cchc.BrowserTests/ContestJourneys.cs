using Cchc.Core.Changes;
using Cchc.Core.Jobs;
using Cchc.Core.Text;
using Cchc.Core.ProofOfWork;
using Cchc.Modules.Contest.Data;
using Cchc.Modules.Contest.Results;
using Cchc.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Cchc.BrowserTests;

/// <summary>A contest from the wizard to its winners, with four people: by keyboard, at 360 px, without script, and one who loses the connection.</summary>
public sealed class ContestJourneys(BrowserSite site) : IClassFixture<BrowserSite>
{
    private const int Questions = 3;
    private readonly List<string> problems = [];

    [Fact]
    public async Task A_contest_is_played_from_the_wizard_to_the_published_winners()
    {
        await using var organiser = await Visit.StartAsync(site);
        var (edit, home) = await MakeAsync(organiser);
        await using var keyboard = await Visit.StartAsync(site);
        await keyboard.DoAsync("contest-keyboard", page => ByKeyboardAsync(page, home));
        await using var phone = await Visit.StartAsync(site, width: 360);
        await phone.DoAsync("contest-phone", page => OnPhoneAsync(page, home));
        await using var plain = await Visit.StartAsync(site, script: false);
        await plain.DoAsync("contest-plain", page => WithoutScriptAsync(page, home));
        await using var lost = await Visit.StartAsync(site);
        await lost.DoAsync("contest-offline", page => OfflineAsync(lost, page, home));
        await CloseAsync(edit);
        await organiser.DoAsync("contest-results", page => PublishAsync(page, edit));
        await phone.DoAsync("contest-published", async page =>
        {
            await page.GotoAsync($"{home}/ky-1");
            await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("Kết quả");
            await LookAsync(page);
            await page.GotoAsync($"{home}/du-lieu-cua-toi");
            await LookAsync(page);
            await page.GotoAsync($"{home}/cua-toi");
            await page.GetByText("Đối chiếu biên nhận").ClickAsync();
            await Expect(page.Locator(".slip")).ToContainTextAsync("Có trong kết quả, không bị sửa");
            await Expect(page.Locator("[data-receipt-said]")).ToContainTextAsync("đúng dấu, tới đúng gốc");
            await LookAsync(page);
            await page.GotoAsync($"{home}/ky-1/xem-lai?luot=1");
            await LookAsync(page);
        });
        Assert.True(problems.Count == 0, string.Join('\n', problems));
        Assert.Empty(keyboard.Complaints);
        Assert.Empty(phone.Complaints);
        Assert.Empty(organiser.Complaints);
    }

    private async Task<(string Edit, string Home)> MakeAsync(Visit organiser)
    {
        var (edit, home) = ("", "");
        await organiser.DoAsync("contest-wizard", async page =>
        {
            await page.SignInAsync(TestSite.AdminName, TestSite.AdminPassword);
            await page.GotoAsync("/quan-tri/cuoc-thi/moi");
            await LookAsync(page);
            var now = DateTime.UtcNow;
            await page.Locator("#Input_Title").FillAsync("Cuộc thi của hành trình");
            await page.Locator("#Input_Blocks").FillAsync("Mọi người");
            await page.Locator("#Input_Opens").FillAsync(BusinessTime.Local(now.AddHours(-1)).ToString("yyyy-MM-dd'T'HH:mm"));
            await page.Locator("#Input_Closes").FillAsync(BusinessTime.Local(now.AddHours(3)).ToString("yyyy-MM-dd'T'HH:mm"));
            await page.Locator("#Input_Questions").FillAsync($"{Questions}");
            await page.GetByRole(AriaRole.Button, new() { Name = "Tạo cuộc thi" }).ClickAsync();
            await page.WaitForURLAsync(url => !url.EndsWith("/moi", StringComparison.Ordinal));
            edit = new Uri(page.Url).AbsolutePath;
            await LookAsync(page);
            await page.GetByRole(AriaRole.Button, new() { Name = "Đăng cuộc thi" }).ClickAsync();
            await page.GotoAsync($"{edit}/ky/1");
            await page.GetByRole(AriaRole.Link, new() { Name = "Mọi người" }).ClickAsync();
            await Expect(page.GetByText($"Câu 1 trong {Questions}")).ToBeVisibleAsync();
            await LookAsync(page);
            await page.GotoAsync($"{edit}/ky/1");
            await LookAsync(page);
            await page.GetByRole(AriaRole.Button, new() { Name = "Chốt đề" }).ClickAsync();
            await Expect(page.GetByText("Đã chốt đề")).ToBeVisibleAsync();
            home = "/cuoc-thi/" + await site.Site.WithDbAsync(db => db.Set<Competition>().OrderByDescending(contest => contest.Id).Select(contest => contest.Slug).FirstAsync());
        });
        await CatchUpAsync();
        return (edit, home);
    }

    /// <summary>No mouse: the tabulator, the arrows, blank and enter.</summary>
    private async Task ByKeyboardAsync(IPage page, string home)
    {
        await page.GotoAsync(home);
        await LookAsync(page);
        await page.GetByRole(AriaRole.Link, new() { Name = "Vào thi" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/vao-thi");
        await LookAsync(page);
        await page.Locator("#Input_Name").FocusAsync();
        await page.Keyboard.TypeAsync("Người Bàn Phím");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync("0900000001");
        var proof = page.Locator("[name=altcha]");
        await Expect(proof).Not.ToHaveValueAsync("");
        Assert.True(site.Site.Services.GetRequiredService<PuzzleDesk>().IsSolved(await proof.InputValueAsync()), "The browser worked out what the form asks for.");
        await page.Locator("#Input_Consent").FocusAsync();
        await page.Keyboard.PressAsync("Space");
        await page.Locator("#Input_Name").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/cua-toi");
        await LookAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Mở đề" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/bai-thi");
        for (var number = 1; number <= Questions; number++)
        {
            await Expect(page.GetByText($"Câu {number} trong {Questions}")).ToBeVisibleAsync();
            if (number == 1) await LookAsync(page);
            await page.Locator("input[name=tra-loi]").First.FocusAsync();
            await page.Keyboard.PressAsync("Space");
            await page.Keyboard.PressAsync("ArrowDown");
            await Expect(page.Locator("[data-exam-saved]")).ToContainTextAsync("Đã lưu lúc");
            await page.Locator(".examnav .btn--ink").FocusAsync();
            await page.Keyboard.PressAsync("Enter");
            await page.WaitForURLAsync(number < Questions ? $"**?cau={number + 1}" : "**?cau=nop");
        }
        await LookAsync(page);
        await page.Locator("#du-doan").FocusAsync();
        await page.Keyboard.TypeAsync("2");
        await page.GetByRole(AriaRole.Button, new() { Name = "Nộp bài" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByText("Mã biên nhận", new() { Exact = true }).First).ToBeVisibleAsync();
    }

    private async Task OnPhoneAsync(IPage page, string home)
    {
        await StartAsync(page, home, "Người Điện Thoại", "0900000002");
        Assert.True(await page.OverflowAsync() <= 0, "The paper scrolls sideways.");
        await page.Locator(".answer").Nth(1).ClickAsync();
        await Expect(page.Locator("[data-exam-saved]")).ToContainTextAsync("Đã lưu lúc");
        await page.ReloadAsync();
        await Expect(page.Locator("input[name=tra-loi]").Nth(1)).ToBeCheckedAsync();
        await FinishAsync(page);
    }

    private async Task WithoutScriptAsync(IPage page, string home)
    {
        await StartAsync(page, home, "Người Không Script", "0900000003");
        for (var number = 1; number <= Questions; number++)
        {
            await page.Locator(".answer").First.ClickAsync();
            await page.Locator(".examnav .btn--ink").ClickAsync();
        }
        await page.Locator("#du-doan").FillAsync("4");
        await page.GetByRole(AriaRole.Button, new() { Name = "Nộp bài" }).ClickAsync();
        await Expect(page.GetByText("Mã biên nhận", new() { Exact = true }).First).ToBeVisibleAsync();
    }

    private async Task OfflineAsync(Visit visit, IPage page, string home)
    {
        await StartAsync(page, home, "Người Mất Mạng", "0900000004");
        await visit.Context.SetOfflineAsync(true);
        await page.Locator(".answer").Nth(2).ClickAsync();
        await Expect(page.Locator("[data-exam-saved]")).ToContainTextAsync("Chưa lưu được");
        await visit.Context.SetOfflineAsync(false);
        await Expect(page.Locator("[data-exam-saved]")).ToContainTextAsync("Đã lưu lúc");
        await page.ReloadAsync();
        await Expect(page.Locator("input[name=tra-loi]").Nth(2)).ToBeCheckedAsync();
        await FinishAsync(page);
    }

    private static async Task StartAsync(IPage page, string home, string name, string phone)
    {
        await page.GotoAsync($"{home}/vao-thi");
        await page.Locator("#Input_Name").FillAsync(name);
        await page.Locator("#Input_Phone").FillAsync(phone);
        await page.Locator("#Input_Consent").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Đăng ký dự thi" }).ClickAsync();
        await Expect(page.Locator(".code")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Mở đề" }).ClickAsync();
        await Expect(page.GetByText($"Câu 1 trong {Questions}")).ToBeVisibleAsync();
    }

    private static async Task FinishAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Link, new() { Name = "Kiểm tra và nộp bài" }).ClickAsync();
        await page.Locator("#du-doan").FillAsync("1");
        await page.GetByRole(AriaRole.Button, new() { Name = "Nộp bài" }).ClickAsync();
        await Expect(page.GetByText("Mã biên nhận", new() { Exact = true }).First).ToBeVisibleAsync();
    }

    /// <summary>The end of the round comes at once: its time is moved, and its job is done.</summary>
    private async Task CloseAsync(string edit)
    {
        await site.Site.InAsync(async services =>
        {
            var db = services.GetRequiredService<Core.SiteDb>();
            var contest = int.Parse(edit.Split('/')[^1]);
            var round = await db.Set<Round>().SingleAsync(one => one.CompetitionId == contest);
            round.ClosesUtc = DateTime.UtcNow.AddMinutes(-1);
            await db.SaveChangesAsync();
            await services.GetServices<IJob>().OfType<CloseRound>().Single().RunAsync(new() { Kind = CloseRound.Name, Key = "now", Payload = $"{round.Id}", DueUtc = round.ClosesUtc }, default);
        });
        await CatchUpAsync();
    }

    private async Task PublishAsync(IPage page, string edit)
    {
        foreach (var part in new[] { "nguoi-du-thi", "phan-tich" })
        {
            await page.GotoAsync($"{edit}/ky/1/{part}");
            await LookAsync(page);
        }
        await page.GotoAsync($"{edit}/ky/1/ket-qua");
        await page.Locator("#seed").FillAsync("xổ số của hành trình: 123456");
        await page.GetByRole(AriaRole.Button, new() { Name = "Rút thăm" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Lập danh sách" }).ClickAsync();
        await LookAsync(page);
        while (await page.Locator(".box", new() { Has = page.Locator(".state--warn") }).CountAsync() is > 0 and var waiting)
        {
            await page.Locator(".box", new() { Has = page.Locator(".state--warn") }).First.GetByRole(AriaRole.Button, new() { Name = "Xác nhận" }).ClickAsync();
            await Expect(page.Locator(".box", new() { Has = page.Locator(".state--warn") })).ToHaveCountAsync(waiting - 1);
        }
        await page.GetByRole(AriaRole.Button, new() { Name = "4. Công bố kết quả" }).ClickAsync();
        await page.Locator("dialog").GetByRole(AriaRole.Button, new() { Name = "Công bố" }).ClickAsync();
        await Expect(page.GetByText("Đã công bố kết quả.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Giấy chứng nhận" }).ClickAsync();
        await LookAsync(page);
        var sheet = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Tải PDF" }).First.ClickAsync());
        Assert.EndsWith(".pdf", sheet.SuggestedFilename);
        await page.Locator("tbody a[href^='/xac-thuc/']").First.ClickAsync();
        await Expect(page.Locator(".slip")).ToContainTextAsync("Có hiệu lực");
        await LookAsync(page);
        await CatchUpAsync();
    }

    private async Task LookAsync(IPage page)
    {
        problems.AddRange((await page.AxeAsync()).Select(problem => $"{page.Url}: {problem}"));
        if (await page.OverflowAsync() is > 0 and var overflow) problems.Add($"{page.Url}: {overflow} pixels wider than the window");
    }

    private Task CatchUpAsync() => site.Site.Services.GetRequiredService<ChangeFeed>().CatchUpAsync(default);
}
