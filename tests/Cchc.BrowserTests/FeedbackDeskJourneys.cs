using Cchc.Core.Settings;
using Cchc.Core.Text;
using Cchc.Core.Units;
using Cchc.Modules.Feedback.Data;
using Cchc.Modules.Feedback.Rules;
using Cchc.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Cchc.BrowserTests;

/// <summary>One matter on its whole way: sent by a citizen on a phone, received, given to a commune, answered, approved, published, rated. Axe looks at every desk.</summary>
public sealed class FeedbackDeskJourneys(BrowserSite site) : IClassFixture<BrowserSite>
{
    private const string Subject = "Giờ làm việc của bộ phận một cửa";
    private readonly List<string> problems = [];

    [Fact]
    public async Task A_matter_is_sent_received_answered_approved_published_and_rated_by_four_people()
    {
        var place = (await site.Site.Services.GetRequiredService<SiteSettingsCache>().GetAsync(default)).SitePlace;
        var commune = (await site.Site.Services.GetRequiredService<UnitDirectory>().GetAsync(default)).Below(place, BusinessTime.Today(TimeProvider.System))[0];
        await using var citizen = await Visit.StartAsync(site, width: 360);
        await using var desk = await OfficerAsync("gopy.tiepnhan", "FeedbackOfficer", null);
        await using var unit = await OfficerAsync("gopy.donvi", "UnitOfficer", commune.Id, width: 360);
        await using var approver = await OfficerAsync("gopy.duyet", "FeedbackApprover", commune.Id);
        var url = "";

        await citizen.DoAsync("desk-sent", async page =>
        {
            await page.GotoAsync("/gop-y/gui");
            await page.GetByLabel("Câu hỏi").CheckAsync();
            await page.GetByLabel("Tiêu đề").FillAsync(Subject);
            await page.GetByLabel("Nội dung").FillAsync("Thứ Bảy bộ phận một cửa có làm không? Gọi tôi 0912 345 678.");
            await page.GetByLabel("Họ và tên").FillAsync("Nguyễn Thị Hoa");
            await page.Locator("[name='Input.Publish'][value=WithoutName]").CheckAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "Gửi ý kiến" }).ClickAsync();
            await page.WaitForURLAsync("**/gop-y/bien-nhan");
        });

        await desk.DoAsync("desk-received", async page =>
        {
            await page.GotoAsync("/quan-tri/thong-bao");
            await Expect(page.Locator("main")).ToContainTextAsync("Có ý kiến mới cần tiếp nhận");
            await page.GotoAsync("/quan-tri/gop-y");
            await LookAsync(page);
            await page.GetByRole(AriaRole.Link, new() { Name = Subject }).ClickAsync();
            url = new Uri(page.Url).AbsolutePath;
            await LookAsync(page);
            await page.GetByRole(AriaRole.Button, new() { Name = "Thụ lý" }).ClickAsync();
            await Expect(page.Locator(".notice--ok").First).ToContainTextAsync("Đã thụ lý");
            // By keyboard: the step opens, its form is filled, the button is pressed.
            await page.Locator("summary:text-is('Giao xử lý')").FocusAsync();
            await page.Keyboard.PressAsync("Enter");
            await page.Locator("#b-Assign-unit").SelectOptionAsync(new SelectOptionValue { Label = commune.Name });
            await page.Locator("#b-Assign-note").FillAsync("Nhớ nói cả sáng Thứ Bảy");
            await LookAsync(page);
            await page.Locator("details[open] button:text-is('Giao xử lý')").FocusAsync();
            await page.Keyboard.PressAsync("Enter");
            await Expect(page.Locator(".notice--ok").First).ToContainTextAsync("Đã giao xử lý");
        });

        await unit.DoAsync("desk-answered", async page =>
        {
            await page.GotoAsync("/quan-tri/gop-y");
            await LookAsync(page);
            await page.GetByRole(AriaRole.Link, new() { Name = Subject }).ClickAsync();
            await Expect(page.Locator("main")).ToContainTextAsync("•••••••678");
            await Expect(page.Locator("main")).Not.ToContainTextAsync("Nguyễn Thị Hoa");
            await page.ClickAsync("summary:text-is('Soạn trả lời')");
            await page.FillAsync("#b-Draft-text", "Sáng Thứ Bảy có làm, từ 7 giờ 30 đến 11 giờ.");
            Assert.Equal(0, await page.OverflowAsync());
            await LookAsync(page);
            await page.ClickAsync("details[open] button:text-is('Soạn trả lời')");
            await Expect(page.Locator(".notice--ok").First).ToContainTextAsync("Đã soạn trả lời");
        });

        await approver.DoAsync("desk-approved", async page =>
        {
            await page.GotoAsync(url);
            await page.ClickAsync("summary:text-is('Duyệt trả lời')");
            await page.ClickAsync("details[open] button:text-is('Duyệt trả lời')");
            await page.Locator("dialog button[value=yes]").ClickAsync();
            await Expect(page.Locator(".notice--ok").First).ToContainTextAsync("Đã duyệt trả lời");
        });

        await desk.DoAsync("desk-published", async page =>
        {
            await page.GotoAsync(url);
            await page.ClickAsync("summary:text-is('Công khai')");
            await Expect(page.Locator("#b-Publish-content")).ToHaveValueAsync("Thứ Bảy bộ phận một cửa có làm không? Gọi tôi •••••••678.");
            await page.FillAsync("#b-Publish-content", "Thứ Bảy bộ phận một cửa có làm không?");
            await LookAsync(page);
            await page.ClickAsync("details[open] button:text-is('Công khai')");
            await Expect(page.Locator(".notice--ok").First).ToContainTextAsync("Đã công khai");
            foreach (var path in new[] { "/quan-tri/gop-y/nhap", "/quan-tri/gop-y/cau-hinh", "/quan-tri/gop-y/mau", "/quan-tri/gop-y/ngay-nghi" })
            {
                await page.GotoAsync(path);
                await LookAsync(page);
            }
        });

        await citizen.DoAsync("desk-rated", async page =>
        {
            await page.GotoAsync("/gop-y/theo-doi");
            await Expect(page.Locator("main")).ToContainTextAsync("Sáng Thứ Bảy có làm");
            await Expect(page.Locator("main")).Not.ToContainTextAsync("Nhớ nói cả sáng");
            await page.GetByLabel("Rất hài lòng").CheckAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "Gửi đánh giá" }).ClickAsync();
            await Expect(page.Locator(".slip")).ToContainTextAsync("Rất hài lòng");
        });
        var item = await site.Site.WithDbAsync(db => db.Set<FeedbackItem>().AsNoTracking().SingleAsync(one => one.Subject == Subject));
        Assert.Equal((FeedbackState.Answered, (int?)5, true), (item.State, item.Rating, item.PublishedUtc is not null));
        Assert.True(problems.Count == 0, string.Join('\n', problems));
        Assert.True(!new[] { citizen, desk, unit, approver }.SelectMany(visit => visit.Complaints).Any(), string.Join('\n', new[] { citizen, desk, unit, approver }.SelectMany(visit => visit.Complaints)));
    }

    private async Task<Visit> OfficerAsync(string name, string role, int? unit, int width = 1280)
    {
        var user = await site.Site.AddPersonAsync(name, role);
        if (unit is not null) await site.Site.WithDbAsync(db => db.Users.Where(one => one.Id == user.Id).ExecuteUpdateAsync(row => row.SetProperty(one => one.UnitId, unit)));
        var visit = await Visit.StartAsync(site, width);
        await visit.Page.SignInAsync(name, TestSite.AdminPassword);
        return visit;
    }

    private async Task LookAsync(IPage page)
    {
        foreach (var problem in await page.AxeAsync()) problems.Add($"{page.Url}: {problem}");
    }
}
