using Cchc.Core.Content;
using Cchc.Core.People;
using Cchc.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using MiniExcelLibs;

namespace Cchc.Tests.Pages;

public sealed class DashboardOnSqlite(SqliteSite site) : DashboardTests(site), IClassFixture<SqliteSite>;

public sealed class DashboardOnPostgres(PostgresSite site) : DashboardTests(site), IClassFixture<PostgresSite>;

/// <summary>The desk on which a person starts, and the audit trail.</summary>
public abstract class DashboardTests(SiteFixture fixture) : KernelTests(fixture)
{
    /// <summary>Four lists, what waits for approval, plans with their titles, notices; and what every page of the newsroom asks.</summary>
    private const int MostCommands = 10;

    [Fact]
    public async Task Each_person_sees_what_waits_for_him_and_nothing_of_others()
    {
        var author = await Site.AddPersonAsync($"viet.{Guid.NewGuid().ToString("N")[..6]}", "Author");
        var publisher = await Site.AddPersonAsync($"duyet.{Guid.NewGuid().ToString("N")[..6]}", "Publisher");
        var (writer, head) = (new Actor(author.Id, author.DisplayName), new Actor(publisher.Id, publisher.DisplayName) { MayApprove = true });
        var (draft, submitted, returned) = (await SavedByAsync(writer, "Nháp riêng"), await SavedByAsync(writer, "Chờ anh duyệt"), await SavedByAsync(writer, "Sửa lại nhé"));
        await DoAsync(submitted, WorkflowAct.Submit, writer);
        await DoAsync(returned, WorkflowAct.Submit, writer);
        await DoAsync(returned, WorkflowAct.Return, head, "Thiếu nguồn.");
        Site.Clock.Advance(TimeSpan.FromHours(25));

        using var theirs = Site.Client();
        using (await theirs.SignInAsync(author.UserName!)) { }
        var desk = await theirs.PageAsync("/quan-tri");
        Assert.Contains("Nháp riêng", SectionOf(desk, "nhap"));
        Assert.Contains("Sửa lại nhé", SectionOf(desk, "tra"));
        Assert.Contains("Sửa lại nhé", SectionOf(desk, "bao"));
        Assert.Null(desk.QuerySelector("#cho"));

        using var heads = Site.Client();
        using (await heads.SignInAsync(publisher.UserName!)) { }
        desk = await heads.PageAsync("/quan-tri");
        Assert.Contains("Chờ anh duyệt", SectionOf(desk, "cho"));
        Assert.Contains("Chờ anh duyệt", SectionOf(desk, "qua-han"));
        Assert.DoesNotContain("Nháp riêng", desk.QuerySelector("main")!.TextContent);
        var link = desk.QuerySelectorAll(".figures a").Single(one => one.TextContent == "Chờ duyệt").GetAttribute("href")!;
        Assert.NotNull((await heads.PageAsync(link)).QuerySelector($"a[href$='{submitted}']"));
        _ = draft;
    }

    [Fact]
    public async Task The_desk_asks_the_database_a_few_times_however_much_there_is()
    {
        await Site.WithStoreAsync(async store => await store.ScheduleAsync(Articles, await SavedAsync(), ScheduledAction.Publish, NowUtc.AddMinutes(1), Editor));
        using var admin = await AdminAsync();
        using (await admin.GetAsync("/quan-tri")) { }
        var commands = await Fixture.Sql.CountAsync(async () => { using (await admin.GetAsync("/quan-tri")) { } });
        Assert.True(commands.Count <= MostCommands, $"{commands.Count} commands:\n{string.Join("\n\n", commands)}");
    }

    [Fact]
    public async Task The_trail_is_filtered_by_person_act_subject_and_day_and_goes_out_as_a_workbook_that_it_notes()
    {
        var id = await PublishedAsync();
        using var admin = await AdminAsync();
        var day = $"{Core.Text.BusinessTime.Local(NowUtc):yyyy-MM-dd}";
        var filter = $"nguoi=Bi%C3%AAn+t%E1%BA%ADp&viec=content.&loai=Article&muc={id}&tu={day}&den={day}";
        var page = await admin.PageAsync($"/quan-tri/nhat-ky?{filter}");
        Assert.Equal(2, page.QuerySelectorAll("tbody tr").Length);
        Assert.Empty((await admin.PageAsync($"/quan-tri/nhat-ky?{filter.Replace(day, "2020-01-01", StringComparison.Ordinal)}")).QuerySelectorAll("tbody tr"));
        using var response = await admin.GetAsync($"/quan-tri/nhat-ky?{filter}&handler=Xlsx");
        using var book = new MemoryStream(await response.Content.ReadAsByteArrayAsync());
        var rows = book.Query(useHeaderRow: true).Select(row => (IDictionary<string, object?>)row).ToList();
        Assert.Equal(["content.published", "content.created"], rows.Select(row => row["Việc"]));
        Assert.Equal(Core.Text.BusinessTime.Local(NowUtc), (DateTime)rows[0]["Lúc (giờ Việt Nam)"]!, TimeSpan.FromSeconds(1));
        Assert.Contains(await RowsAsync<AuditEvent>(events => events.Where(entry => entry.Action == "audit.exported")), entry => entry.Summary.Contains(id, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_trail_is_walked_to_its_end_without_a_line_twice()
    {
        for (var number = 0; number < 30; number++) await SavedAsync();
        using var admin = await AdminAsync();
        var (seen, url) = (0, "/quan-tri/nhat-ky?viec=content.");
        for (string? next = url; next is not null;)
        {
            var page = await admin.PageAsync(next);
            seen += page.QuerySelectorAll("tbody tr").Length;
            next = page.QuerySelector("a[rel=next]")?.GetAttribute("href");
        }
        Assert.Equal(await Site.WithDbAsync(db => db.Set<AuditEvent>().CountAsync(entry => entry.Action.StartsWith("content."))), seen);
    }

    private static string SectionOf(AngleSharp.Dom.IDocument page, string heading) => page.QuerySelector($"section[aria-labelledby='{heading}']")?.TextContent ?? "";

    private async Task<SiteClient> AdminAsync()
    {
        var client = Site.Client();
        using (await client.SignInAsync(TestSite.AdminName)) { }
        return client;
    }

    private async Task<string> SavedByAsync(Actor actor, string title) => (await Site.WithStoreAsync(store => store.SaveAsync(Articles, AnArticle(ATitle(title)), 0, "", actor))).ContentItemId;

    private async Task DoAsync(string id, WorkflowAct act, Actor actor, string words = "") =>
        Assert.True((await Site.InAsync(services => services.GetRequiredService<ContentWorkflow>().DoAsync(Articles, id, act, 1, words, actor))).Done);
}
