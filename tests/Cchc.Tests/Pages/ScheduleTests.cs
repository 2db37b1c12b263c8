using Cchc.Core.Content;
using Cchc.Core.People;
using Cchc.Tests.Hosting;

namespace Cchc.Tests.Pages;

public sealed class ScheduleOnSqlite(SqliteSite site) : ScheduleTests(site), IClassFixture<SqliteSite>;

public sealed class ScheduleOnPostgres(PostgresSite site) : ScheduleTests(site), IClassFixture<PostgresSite>;

public abstract class ScheduleTests(SiteFixture fixture) : KernelTests(fixture)
{
    [Fact]
    public async Task A_planned_item_is_published_when_its_time_comes_and_not_before()
    {
        var id = await SavedAsync();
        Assert.True((await PlanAsync(id, ScheduledAction.Publish, TimeSpan.FromHours(2))).Done);
        Assert.Equal(ContentState.Scheduled, (await RowAsync(id)).State);
        Site.Clock.Advance(TimeSpan.FromMinutes(119));
        await RunDueAsync();
        Assert.Equal(ContentState.Scheduled, (await RowAsync(id)).State);
        Site.Clock.Advance(TimeSpan.FromMinutes(1));
        await RunDueAsync();
        Assert.Equal(ContentState.Published, (await RowAsync(id)).State);
        Assert.Empty(await PlansAsync(id));
    }

    [Fact]
    public async Task A_published_item_is_taken_away_when_its_time_comes()
    {
        var id = await PublishedAsync();
        Assert.True((await PlanAsync(id, ScheduledAction.Unpublish, TimeSpan.FromMinutes(1))).Done);
        Assert.Equal(ContentState.Published, (await RowAsync(id)).State);
        Site.Clock.Advance(TimeSpan.FromMinutes(1));
        await RunDueAsync();
        Assert.Equal(ContentState.Unpublished, (await RowAsync(id)).State);
    }

    [Fact]
    public async Task The_version_that_was_planned_is_published_even_when_a_newer_one_is_being_edited()
    {
        var id = await SavedAsync();
        await PlanAsync(id, ScheduledAction.Publish, TimeSpan.FromMinutes(1));
        await ChangeAsync(id, draft => draft.Title = "Chưa xong");
        Site.Clock.Advance(TimeSpan.FromMinutes(1));
        await RunDueAsync();
        var row = await RowAsync(id);
        Assert.Equal((1, 2), (row.PublishedVersion, row.LatestVersion));
        Assert.NotEqual("Chưa xong", row.Title);
    }

    [Fact]
    public async Task Two_nodes_that_look_at_the_same_moment_publish_once()
    {
        var other = await Fixture.StartNodeAsync();
        var ids = new List<string>();
        for (var number = 0; number < 4; number++)
        {
            ids.Add(await SavedAsync());
            await PlanAsync(ids[^1], ScheduledAction.Publish, TimeSpan.FromMinutes(1));
        }
        Site.Clock.Advance(TimeSpan.FromMinutes(1));
        await Task.WhenAll(RunDueAsync(), other.WithStoreAsync(store => store.RunDueAsync(default)));
        await RunDueAsync();
        foreach (var id in ids)
        {
            var row = await RowAsync(id);
            Assert.Equal(ContentState.Published, row.State);
            Assert.Single(await RowsAsync<AuditEvent>(rows => rows.Where(entry => entry.SubjectId == id && entry.Action == "content.published")));
            Assert.Single(await RowsAsync<Core.Changes.Change>(rows => rows.Where(change => change.ContentItemId == id && change.Tags.Contains("item:"))));
            Assert.Empty(await PlansAsync(id));
        }
    }

    [Fact]
    public async Task A_plan_can_be_moved_and_dropped()
    {
        var id = await SavedAsync();
        await PlanAsync(id, ScheduledAction.Publish, TimeSpan.FromHours(30));
        await PlanAsync(id, ScheduledAction.Publish, TimeSpan.FromHours(60));
        Assert.Equal(NowUtc.AddHours(60), Assert.Single(await PlansAsync(id)).DueUtc);
        Assert.True((await Site.WithStoreAsync(store => store.CancelScheduleAsync(Articles, id, ScheduledAction.Publish, Editor))).Done);
        Assert.Equal(ContentState.Draft, (await RowAsync(id)).State);
        Assert.Equal(ContentOutcome.Refused, (await Site.WithStoreAsync(store => store.CancelScheduleAsync(Articles, id, ScheduledAction.Publish, Editor))).Outcome);
    }

    [Fact]
    public async Task A_time_that_has_passed_and_an_item_that_is_not_fit_are_refused()
    {
        var (fit, empty) = (await SavedAsync(), await SavedAsync(new() { Title = ATitle() }));
        Assert.Equal(ContentOutcome.Refused, (await PlanAsync(fit, ScheduledAction.Publish, TimeSpan.Zero)).Outcome);
        Assert.Equal(ContentOutcome.Refused, (await PlanAsync(empty, ScheduledAction.Publish, TimeSpan.FromHours(1))).Outcome);
        Assert.Equal(ContentOutcome.Refused, (await PlanAsync(fit, ScheduledAction.Unpublish, TimeSpan.FromHours(1))).Outcome);
    }

    private Task<ContentResult> PlanAsync(string id, ScheduledAction action, TimeSpan after) =>
        Site.WithStoreAsync(store => store.ScheduleAsync(Articles, id, action, NowUtc + after, Editor));
    private Task<int> RunDueAsync() => Site.WithStoreAsync(store => store.RunDueAsync(default));
    private Task<List<ContentSchedule>> PlansAsync(string id) => RowsAsync<ContentSchedule>(rows => rows.Where(plan => plan.ContentItemId == id));
}
