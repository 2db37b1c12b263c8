using System.Text.RegularExpressions;
using Cchc.Core.Content;
using Cchc.Core.People;
using Cchc.Core.Text;
using Cchc.Modules.Content.News;
using Cchc.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using static Microsoft.Playwright.Assertions;

namespace Cchc.BrowserTests;

/// <summary>A day at the desk: lists, several items at once, the calendar.</summary>
public sealed class DeskJourneys(BrowserSite site) : IClassFixture<BrowserSite>
{
    private static readonly Actor Editor = new(null, "Biên tập viên") { MayApprove = true };

    [Fact]
    public async Task An_editor_filters_keeps_the_filter_chooses_three_by_keyboard_trashes_them_and_takes_it_all_back()
    {
        var ids = new List<string>();
        for (var number = 1; number <= 4; number++) ids.Add(await SavedAsync($"Nháp để chọn {number}"));
        await using var visit = await Visit.StartAsync(site);
        await visit.DoAsync("desk-bulk", async page =>
        {
            await page.SignInAsync(TestSite.AdminName, TestSite.AdminPassword);
            await page.GotoAsync("/quan-tri/tin-bai");
            await page.Locator("nav[aria-label='Trạng thái'] a", new() { HasText = "Bản nháp" }).ClickAsync();
            await page.Locator("summary", new() { HasText = "Lưu cách lọc" }).ClickAsync();
            await page.Locator("#ten-cach-loc").FillAsync("Nháp của tòa soạn");
            await page.Locator("button", new() { HasText = "Lưu cách lọc này" }).ClickAsync();
            await page.GotoAsync("/quan-tri/tin-bai");
            await page.Locator("nav[aria-label='Cách lọc đã lưu'] a", new() { HasText = "Nháp của tòa soạn" }).ClickAsync();
            await Expect(page).ToHaveURLAsync(new Regex("trang-thai=Draft"));

            // The newest stands first: x ticks its row from the title, Shift and x all down to the third.
            await page.Locator("tbody tr").First.Locator(".t a").FocusAsync();
            await page.Keyboard.PressAsync("x");
            await page.Locator("tbody tr").Nth(2).Locator(".t a").FocusAsync();
            await page.Keyboard.PressAsync("Shift+X");
            await Expect(page.Locator("[data-select-count]")).ToHaveTextAsync("Đã chọn 3 mục.");
            var trash = page.Locator("button[name=act][value=trash]");
            await trash.FocusAsync();
            await page.Keyboard.PressAsync("Enter");
            await Expect(page.Locator("#viec-vua-lam")).ToContainTextAsync("Đã bỏ vào thùng rác 3 mục");
            Assert.Equal(3, await InTrashAsync(ids));
            await page.Locator("#viec-vua-lam button").FocusAsync();
            await page.Keyboard.PressAsync("Enter");
            await Expect(page.Locator("[role=status]").First).ToContainTextAsync("Đã hoàn tác 3 mục");
            Assert.Equal(0, await InTrashAsync(ids));
        });
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task On_a_phone_the_calendar_is_a_list_of_days_in_which_a_plan_is_moved()
    {
        var id = await SavedAsync("Hẹn trên điện thoại");
        var monday = CalendarDay(7);
        await PlanAsync(id, monday.ToDateTime(new TimeOnly(8, 30)));
        await using var visit = await Visit.StartAsync(site, width: 360);
        await visit.DoAsync("desk-calendar-360", async page =>
        {
            await page.SignInAsync(TestSite.AdminName, TestSite.AdminPassword);
            await page.GotoAsync($"/quan-tri/lich?{Modules.Content.Pages.Admin.Calendar.CalendarSpan.WeekOf(monday).Query}");
            var item = page.Locator("[data-calendar-item]", new() { HasText = "Hẹn trên điện thoại" });
            await Expect(item).ToBeVisibleAsync();
            Assert.Equal(0, await page.OverflowAsync());
            await item.Locator("summary").ClickAsync();
            await item.Locator("input[type=time]").FillAsync("10:15");
            Assert.Equal(0, await page.OverflowAsync());
            await item.Locator("form button").ClickAsync();
            await Expect(page.Locator("[role=status]").First).ToContainTextAsync("10:15");
            Assert.Equal(monday.ToDateTime(new TimeOnly(10, 15)), BusinessTime.Local(await DueAsync(id)));
        });
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task A_plan_is_dragged_to_another_day_keeps_its_hour_and_is_put_back()
    {
        var id = await SavedAsync("Kéo sang ngày khác");
        var monday = CalendarDay(14);
        await PlanAsync(id, monday.ToDateTime(new TimeOnly(9, 0)));
        await using var visit = await Visit.StartAsync(site);
        await visit.DoAsync("desk-calendar-drag", async page =>
        {
            await page.SignInAsync(TestSite.AdminName, TestSite.AdminPassword);
            await page.GotoAsync($"/quan-tri/lich?{Modules.Content.Pages.Admin.Calendar.CalendarSpan.WeekOf(monday).Query}");
            await page.Locator("[data-calendar-item]", new() { HasText = "Kéo sang ngày khác" }).Locator("time").First
                .DragToAsync(page.Locator($"[data-calendar-day='{monday.AddDays(3):yyyy-MM-dd}']"));
            await Expect(page.Locator("#viec-vua-lam")).ToContainTextAsync("Đã dời giờ");
            Assert.Equal(monday.AddDays(3).ToDateTime(new TimeOnly(9, 0)), BusinessTime.Local(await DueAsync(id)));
            await page.Locator("#viec-vua-lam button").ClickAsync();
            await Expect(page.Locator("[role=status]").First).ToContainTextAsync("Đã hoàn tác 1 mục");
            Assert.Equal(monday.ToDateTime(new TimeOnly(9, 0)), BusinessTime.Local(await DueAsync(id)));
        });
        Assert.Empty(visit.Complaints);
    }

    /// <summary>The Monday of the week so many days from today: in the future however the week began.</summary>
    private static DateOnly CalendarDay(int days)
    {
        var day = BusinessTime.Today(TimeProvider.System).AddDays(days);
        return day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
    }

    private async Task<string> SavedAsync(string title) => (await site.Site.WithStoreAsync(store => store.SaveAsync(site.Site.Type("Article"),
        new Article { Title = title, Markdown = "Một đoạn.", Sapo = "Tóm tắt.", Sections = ["cchcsec0000000000000000001"] }, 0, "", Editor))).ContentItemId;

    private async Task PlanAsync(string id, DateTime local) => Assert.True((await site.Site.WithStoreAsync(store => store.ScheduleAsync(site.Site.Type("Article"), id, ScheduledAction.Publish, BusinessTime.Utc(local), Editor))).Done);

    private Task<DateTime> DueAsync(string id) => site.Site.WithDbAsync(db => db.Set<ContentSchedule>().Where(plan => plan.ContentItemId == id).Select(plan => plan.DueUtc).SingleAsync());

    private Task<int> InTrashAsync(List<string> ids) => site.Site.WithDbAsync(db => db.Set<Article>().CountAsync(row => ids.Contains(row.ContentItemId) && row.State == ContentState.Trash));
}
