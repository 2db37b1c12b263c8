using System.Net;
using Cchc.Core.Content;
using Cchc.Core.People;
using Cchc.Modules.Content.Pages.Admin.Bulk;
using Cchc.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Cchc.Tests.Pages;

public sealed class BulkOnSqlite(SqliteSite site) : BulkTests(site), IClassFixture<SqliteSite>;

public sealed class BulkOnPostgres(PostgresSite site) : BulkTests(site), IClassFixture<PostgresSite>;

/// <summary>Acts on several items of a list, and undoing them.</summary>
public abstract class BulkTests(SiteFixture fixture) : KernelTests(fixture)
{
    private const string List = "/quan-tri/tin-bai";

    [Fact]
    public async Task What_was_trashed_together_comes_back_as_it_was_published_planned_or_draft()
    {
        var (draft, shown, planned) = (await SavedAsync(), await PublishedAsync(), await SavedAsync());
        var due = NowUtc.AddHours(5);
        await Site.WithStoreAsync(store => store.ScheduleAsync(Articles, planned, ScheduledAction.Publish, due, Editor));
        var before = await RowAsync(shown);
        using var admin = await AdminAsync();
        await ActAsync(admin, BulkKind.Trash, [draft, shown, planned]);
        foreach (var id in new[] { draft, shown, planned })
        {
            var row = await RowAsync(id);
            Assert.Equal((ContentState.Trash, NowUtc), (row.State, row.TrashedUtc));
        }
        Assert.Empty(await PlansAsync(planned));

        await UndoAsync(admin);
        Assert.Equal((ContentState.Draft, null), ((await RowAsync(draft)).State, (await RowAsync(draft)).TrashedUtc));
        var after = await RowAsync(shown);
        Assert.Equal((ContentState.Published, before.PublishedUtc, before.ChangedUtc, before.Slug), (after.State, after.PublishedUtc, after.ChangedUtc, after.Slug));
        using (var page = await Site.Client().GetAsync($"/tin-tuc/{after.Slug}")) Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Equal(ContentState.Scheduled, (await RowAsync(planned)).State);
        Assert.Equal(due, Assert.Single(await PlansAsync(planned)).DueUtc);
        Assert.Equal(3, (await RowsAsync<AuditEvent>(rows => rows.Where(entry => entry.Action == "content.undone" && new[] { draft, shown, planned }.Contains(entry.SubjectId)))).Count);
    }

    [Fact]
    public async Task Undoing_leaves_what_somebody_changed_since_and_says_so()
    {
        var (one, other) = (await SavedAsync(), await SavedAsync(AnArticle(ATitle("Đã khác"))));
        using var admin = await AdminAsync();
        await ActAsync(admin, BulkKind.Trash, [one, other]);
        Assert.True((await Site.WithStoreAsync(store => store.TakeBackAsync(Articles, other, Editor))).Done);
        var text = await UndoAsync(admin);
        Assert.Contains("Đã hoàn tác 1 mục", text);
        Assert.Contains(Standings.ChangedSince, text);
        Assert.Equal(ContentState.Draft, (await RowAsync(one)).State);
    }

    [Fact]
    public async Task Two_tabs_that_undo_at_once_undo_once()
    {
        var id = await PublishedAsync();
        using var admin = await AdminAsync();
        await ActAsync(admin, BulkKind.Unpublish, [id]);
        var act = await NewestActAsync();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => UndoAsync(act)));
        Assert.Equal([UndoOutcome.Done, UndoOutcome.AlreadyUndone], outcomes.Select(result => result.Outcome).Order());
        Assert.Equal(ContentState.Published, (await RowAsync(id)).State);
        Assert.Single(await RowsAsync<AuditEvent>(rows => rows.Where(entry => entry.SubjectId == id && entry.Action == "content.undone")));
    }

    [Fact]
    public async Task After_a_day_nothing_is_undone_and_nobody_undoes_what_another_did()
    {
        var id = await SavedAsync();
        using var admin = await AdminAsync();
        await ActAsync(admin, BulkKind.Trash, [id]);
        var act = await NewestActAsync();
        Assert.Equal(UndoOutcome.NotFound, (await UndoAsync(act, userId: int.MaxValue)).Outcome);
        Site.Clock.Advance(BulkActs.UndoneWithin + TimeSpan.FromSeconds(1));
        Assert.Equal(UndoOutcome.TooLate, (await UndoAsync(act)).Outcome);
        Assert.Equal(ContentState.Trash, (await RowAsync(id)).State);
    }

    [Fact]
    public async Task Only_what_is_ready_is_published_and_every_refusal_has_its_reason()
    {
        var (submitted, writing, unfit) = (await SavedAsync(), await SavedAsync(), await SavedAsync(new() { Title = ATitle("Không chuyên mục"), Markdown = "Chữ." }));
        await SubmitAsync(submitted);
        await SubmitAsync(unfit);
        using var admin = await AdminAsync();
        var text = await ActAsync(admin, BulkKind.Publish, [submitted, writing, unfit]);
        Assert.Contains("Đã duyệt và đăng 1 mục", text);
        Assert.Contains("2 mục không làm được", text);
        Assert.Contains("Bài còn đang viết, chưa gửi duyệt.", text);
        Assert.Contains("Chưa chọn chuyên mục.", text);
        Assert.Equal((ContentState.Published, ReviewState.Approved), ((await RowAsync(submitted)).State, (await RowAsync(submitted)).Review));
        Assert.Equal(ContentState.Draft, (await RowAsync(writing)).State);

        await UndoAsync(admin);
        var row = await RowAsync(submitted);
        Assert.Equal((ContentState.Unpublished, ReviewState.Submitted), (row.State, row.Review));
        using var gone = await Site.Client().GetAsync($"/tin-tuc/{row.Slug}");
        Assert.Equal(HttpStatusCode.Gone, gone.StatusCode);
    }

    [Fact]
    public async Task A_chuyen_muc_and_a_tag_reach_readers_at_once_and_go_again()
    {
        const string Other = "cchcsec0000000000000000002";
        var (shown, draft) = (await PublishedAsync(), await SavedAsync());
        using var admin = await AdminAsync();
        await ActAsync(admin, BulkKind.AddSection, [shown, draft], ("Section", Other));
        Assert.Equal([ASection, Other], (await RowAsync(shown)).Sections);
        Assert.Equal([ASection, Other], (await RowAsync(draft)).Sections);
        Assert.Equal(ContentState.Draft, (await RowAsync(draft)).State);
        await ActAsync(admin, BulkKind.AddTag, [shown], ("Tag", "chuyển đổi số"));
        Assert.Equal(["chuyển đổi số"], (await RowAsync(shown)).Tags);
        Assert.Equal(3, (await RowAsync(shown)).PublishedVersion);
        await UndoAsync(admin);
        Assert.Empty((await RowAsync(shown)).Tags);
        Assert.Equal(4, (await RowAsync(shown)).PublishedVersion);
        var text = await ActAsync(admin, BulkKind.RemoveSection, [draft], ("Section", "cchcsec0000000000000000003"));
        Assert.Contains("Không ở chuyên mục này.", text);
    }

    [Fact]
    public async Task Items_are_given_to_a_person_who_finds_them_and_are_taken_back_by_undoing()
    {
        var person = await Site.AddPersonAsync($"nhan.viec.{Guid.NewGuid().ToString("N")[..6]}", "Editor");
        var id = await SavedAsync();
        using var admin = await AdminAsync();
        await ActAsync(admin, BulkKind.Assign, [id], ("Person", $"{person.Id}"));
        Assert.Equal((person.Id, person.DisplayName), ((await RowAsync(id)).AssigneeId, (await RowAsync(id)).Assignee));
        using var theirs = Site.Client();
        using (await theirs.SignInAsync(person.UserName!)) { }
        Assert.NotNull((await theirs.PageAsync($"{List}?giao=toi")).QuerySelector($"a[href='{List}/{id}']"));
        await UndoAsync(admin);
        Assert.Null((await RowAsync(id)).AssigneeId);
    }

    [Fact]
    public async Task Nobody_does_to_many_what_he_may_not_do_to_one()
    {
        var name = $"phong.vien.{Guid.NewGuid().ToString("N")[..6]}";
        await Site.AddPersonAsync(name, "Author");
        var id = await SavedAsync();
        using var author = Site.Client();
        using (await author.SignInAsync(name)) { }
        using (var refused = await author.SendAsync(HttpMethod.Post, $"{List}?handler=Bulk", await FormAsync(author, BulkKind.Trash, [id])))
            Assert.NotEqual(HttpStatusCode.OK, refused.StatusCode);
        using (await author.SendAsync(HttpMethod.Post, $"{List}?handler=Bulk", await FormAsync(author, BulkKind.AddTag, [id], ("Tag", "lén")))) { }
        Assert.Equal((ContentState.Draft, 1), ((await RowAsync(id)).State, (await RowAsync(id)).LatestVersion));
    }

    [Fact]
    public async Task More_than_two_hundred_or_none_is_refused_and_nothing_happens()
    {
        using var admin = await AdminAsync();
        Assert.Contains("nhiều nhất 200 mục", await ActAsync(admin, BulkKind.Trash, [.. Enumerable.Range(0, 201).Select(number => $"x{number}")]));
        Assert.Contains("Chưa chọn mục nào.", await ActAsync(admin, BulkKind.Trash, []));
    }

    private async Task<SiteClient> AdminAsync()
    {
        var client = Site.Client();
        using (await client.SignInAsync(TestSite.AdminName)) { }
        return client;
    }

    /// <summary>Sends the list's form and returns what the next page says.</summary>
    private static async Task<string> ActAsync(SiteClient client, BulkKind kind, string[] ids, params (string Name, string Value)[] more)
    {
        using var response = await client.SendAsync(HttpMethod.Post, $"{List}?handler=Bulk", await FormAsync(client, kind, ids, more));
        Assert.True(response.StatusCode == HttpStatusCode.Redirect, $"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
        return (await client.PageAsync(response.Headers.Location!.ToString())).QuerySelector("main")!.TextContent;
    }

    private static async Task<FormUrlEncodedContent> FormAsync(SiteClient client, BulkKind kind, string[] ids, params (string Name, string Value)[] more)
    {
        var token = (await client.PageAsync(List)).QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        return new([KeyValuePair.Create("__RequestVerificationToken", token), KeyValuePair.Create("act", kind.Name), .. ids.Select(id => KeyValuePair.Create("Ids", id)), .. more.Select(pair => KeyValuePair.Create(pair.Name, pair.Value))]);
    }

    /// <summary>Presses the first button of the page of acts and returns what the next page says.</summary>
    private static async Task<string> UndoAsync(SiteClient client)
    {
        using var response = await client.SubmitAsync("/quan-tri/hoan-tac", new Dictionary<string, string>(), "main form[action*=Undo]");
        return (await client.PageAsync(response.Headers.Location!.ToString())).QuerySelector("main")!.TextContent;
    }

    private Task<UndoResult> UndoAsync(BulkAct act, int? userId = null) => Site.InAsync(services => services.GetRequiredService<BulkActs>()
        .UndoAsync(Site.Modules, act.Id, new(new System.Security.Claims.ClaimsIdentity([new(Role.PermissionClaim, Role.Everything)], "test")), new Actor(userId ?? act.UserId, "Người thử"), default));

    private Task<BulkAct> NewestActAsync() => Site.WithDbAsync(db => db.Set<BulkAct>().AsNoTracking().OrderByDescending(act => act.Id).FirstAsync());
    private Task<List<ContentSchedule>> PlansAsync(string id) => RowsAsync<ContentSchedule>(rows => rows.Where(plan => plan.ContentItemId == id));
    private async Task SubmitAsync(string id) => Assert.True((await Site.InAsync(services => services.GetRequiredService<ContentWorkflow>().DoAsync(Articles, id, WorkflowAct.Submit, 1, "", Editor))).Done);
}
