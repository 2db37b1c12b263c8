using System.Net;
using Cchc.Core.Content;
using Cchc.Core.Text;
using Cchc.Modules.Content.Pages.Admin.Calendar;
using Cchc.Tests.Hosting;

namespace Cchc.Tests.Pages;

public sealed class CalendarOnSqlite(SqliteSite site) : CalendarTests(site), IClassFixture<SqliteSite>;

public sealed class CalendarOnPostgres(PostgresSite site) : CalendarTests(site), IClassFixture<PostgresSite>;

/// <summary>The calendar of publication: what was published, what is planned, and moving plans.</summary>
public abstract class CalendarTests(SiteFixture fixture) : KernelTests(fixture)
{
    [Fact]
    public async Task A_day_of_Vietnam_shows_what_was_published_and_what_is_planned()
    {
        // 23/11/2026 23:30 in Vietnam is still the 23rd, whatever UTC says.
        var (planned, shown) = (await SavedAsync(), await PublishedAsync());
        var due = BusinessTime.Utc(new DateTime(2026, 11, 23, 23, 30, 0));
        await PlanAsync(planned, ScheduledAction.Publish, due);
        await PlanAsync(shown, ScheduledAction.Unpublish, due.AddMinutes(30));
        using var admin = await AdminAsync();
        foreach (var address in new[] { "/quan-tri/lich?tuan=2026-48", "/quan-tri/lich?thang=2026-11" })
        {
            var page = await admin.PageAsync(address);
            var (monday, tuesday) = (page.QuerySelector("[data-calendar-day='2026-11-23']")!, page.QuerySelector("[data-calendar-day='2026-11-24']")!);
            Assert.Contains("Thứ Hai 23", monday.TextContent);
            Assert.Equal("23:30", monday.QuerySelector($"a[href$='{planned}'] time")!.TextContent);
            Assert.Contains("Đã đăng", monday.QuerySelector($"a[href$='{shown}']")!.ParentElement!.TextContent);
            Assert.Contains("Hẹn gỡ", tuesday.QuerySelector($"a[href$='{shown}']")!.ParentElement!.TextContent);
        }
    }

    [Fact]
    public async Task A_plan_is_moved_and_moved_back_and_keeps_its_version()
    {
        var id = await SavedAsync();
        var from = BusinessTime.Utc(new DateTime(2027, 1, 12, 9, 0, 0));
        await PlanAsync(id, ScheduledAction.Publish, from);
        await ChangeAsync(id, article => article.Title = ATitle("Đang sửa"));
        using var admin = await AdminAsync();
        using (var moved = await MoveAsync(admin, "/quan-tri/lich?thang=2027-01", id, "2027-01-15", "10:45"))
            Assert.Contains("Đã dời giờ 1 mục: 15/01/2027, 10:45", (await admin.PageAsync(moved.Headers.Location!.ToString())).QuerySelector("[role=status]")!.TextContent);
        Assert.Equal((BusinessTime.Utc(new DateTime(2027, 1, 15, 10, 45, 0)), 1), await PlanOfAsync(id));
        using (await admin.SubmitAsync("/quan-tri/hoan-tac", new Dictionary<string, string>(), "main form[action*=Undo]")) { }
        Assert.Equal((from, 1), await PlanOfAsync(id));
    }

    [Fact]
    public async Task A_time_that_has_passed_and_a_plan_that_was_moved_meanwhile_are_refused()
    {
        var id = await SavedAsync();
        var from = BusinessTime.Utc(new DateTime(2027, 2, 12, 9, 0, 0));
        await PlanAsync(id, ScheduledAction.Publish, from);
        using var admin = await AdminAsync();
        foreach (var (date, time, why) in new[] { ("2026-01-01", "08:00", "sau lúc này"), ("", "08:00", "Hãy chọn ngày và giờ"), ("2027-02-31", "08:00", "Hãy chọn ngày và giờ") })
        {
            using var refused = await MoveAsync(admin, "/quan-tri/lich?thang=2027-02", id, date, time);
            Assert.Contains(why, (await admin.PageAsync(refused.Headers.Location!.ToString())).QuerySelector("[role=alert]")!.TextContent);
        }
        var page = await admin.PageAsync("/quan-tri/lich?thang=2027-02");
        await PlanAsync(id, ScheduledAction.Publish, from.AddHours(1));
        var form = page.QuerySelector($"a[href$='{id}']")!.ParentElement!.QuerySelector("form")!;
        var values = form.QuerySelectorAll("input").Select(input => KeyValuePair.Create(input.GetAttribute("name")!, input.GetAttribute("value")!));
        using (await admin.SendAsync(HttpMethod.Post, form.GetAttribute("action")!, new FormUrlEncodedContent(values))) { }
        Assert.Equal(from.AddHours(1), (await PlanOfAsync(id)).Due);
    }

    [Fact]
    public async Task Who_may_not_publish_moves_nothing_and_sees_only_his_own()
    {
        var name = $"phong.vien.{Guid.NewGuid().ToString("N")[..6]}";
        await Site.AddPersonAsync(name, "Author");
        var id = await SavedAsync();
        await PlanAsync(id, ScheduledAction.Publish, NowUtc.AddHours(1));
        using var author = Site.Client();
        using (await author.SignInAsync(name)) { }
        var page = await author.PageAsync("/quan-tri/lich");
        Assert.Null(page.QuerySelector($"a[href$='{id}']"));
        var token = (await author.PageAsync("/quan-tri/tin-bai")).QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var refused = await author.SendAsync(HttpMethod.Post, "/quan-tri/lich?handler=Move", new FormUrlEncodedContent([new("__RequestVerificationToken", token), new("ItemType", "Article"), new("ItemId", id), new("Which", "Publish"), new("From", "1"), new("Date", "2027-01-01"), new("Time", "08:00")]));
        Assert.NotEqual(HttpStatusCode.OK, refused.StatusCode);
        Assert.Equal(NowUtc.AddHours(1), (await PlanOfAsync(id)).Due);
    }

    private async Task<SiteClient> AdminAsync()
    {
        var client = Site.Client();
        using (await client.SignInAsync(TestSite.AdminName)) { }
        return client;
    }

    private static async Task<HttpResponseMessage> MoveAsync(SiteClient client, string calendar, string id, string date, string time)
    {
        var form = (await client.PageAsync(calendar)).QuerySelector($"a[href$='{id}']")!.ParentElement!.QuerySelector("form")!;
        var values = form.QuerySelectorAll("input").ToDictionary(input => input.GetAttribute("name")!, input => input.GetAttribute("value")!);
        (values["Date"], values["Time"]) = (date, time);
        return await client.SendAsync(HttpMethod.Post, form.GetAttribute("action")!, new FormUrlEncodedContent(values));
    }

    private Task<ContentResult> PlanAsync(string id, ScheduledAction action, DateTime dueUtc) => Site.WithStoreAsync(store => store.ScheduleAsync(Articles, id, action, dueUtc, Editor));

    private async Task<(DateTime Due, int? Version)> PlanOfAsync(string id)
    {
        var plan = Assert.Single(await RowsAsync<ContentSchedule>(rows => rows.Where(plan => plan.ContentItemId == id)));
        return (plan.DueUtc, plan.Version);
    }
}

/// <summary>Weeks and months as addresses name them.</summary>
public sealed class CalendarSpanTests
{
    private static readonly DateOnly Today = new(2026, 11, 25);

    [Theory]
    [InlineData(null, null, "2026-11-23", "2026-11-30")]        // the week of today
    [InlineData("2026-48", null, "2026-11-23", "2026-11-30")]
    [InlineData("2026-01", null, "2025-12-29", "2026-01-05")]   // ISO: the first week begins in the year before
    [InlineData("2026-53", null, "2026-12-28", "2027-01-04")]
    [InlineData("2025-53", null, "2026-11-23", "2026-11-30")]   // that year has 52
    [InlineData("2026-00", null, "2026-11-23", "2026-11-30")]
    [InlineData("abc", null, "2026-11-23", "2026-11-30")]
    [InlineData(null, "2026-02", "2026-02-01", "2026-03-01")]
    [InlineData("2026-10", "2026-12", "2026-12-01", "2027-01-01")]
    [InlineData(null, "2026-13", "2026-11-23", "2026-11-30")]
    [InlineData(null, "99999-1", "2026-11-23", "2026-11-30")]
    public void An_address_names_a_week_or_a_month(string? week, string? month, string first, string end)
    {
        var span = CalendarSpan.Of(week, month, Today);
        Assert.Equal((first, end), ($"{span.First:yyyy-MM-dd}", $"{span.End:yyyy-MM-dd}"));
    }

    [Theory]
    [InlineData("tuan=2026-53", "2027-01", null)]
    [InlineData("tuan=2027-02", "2027-01", null)]
    [InlineData("thang=2026-12", null, "2027-01")]
    public void Before_and_after_lead_there_and_back(string expected, string? week, string? month)
    {
        var span = CalendarSpan.Of(week, month, Today);
        Assert.Contains(expected, new[] { span.Previous.Query, span.Next.Query });
        Assert.Equal(span, span.Next.Previous);
    }

    [Fact]
    public void A_month_shows_whole_weeks_from_Monday_to_Sunday()
    {
        var days = CalendarSpan.Of(null, "2026-11", Today).Days;
        Assert.Equal((new DateOnly(2026, 10, 26), new DateOnly(2026, 12, 6), 42), (days[0], days[^1], days.Count));
        Assert.Equal(("Chủ Nhật 01/11", "Thứ Hai 2"), (CalendarSpan.DayName(new(2026, 11, 1)), CalendarSpan.DayName(new(2026, 11, 2))));
    }
}
