using System.Net;
using Cchc.Core;
using Cchc.Core.Content;
using Cchc.Core.Jobs;
using Cchc.Core.Media;
using Cchc.Core.People;
using Cchc.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Cchc.Tests.Pages;

public sealed class TrashOnSqlite(SqliteSite site) : TrashTests(site), IClassFixture<SqliteSite>;

public sealed class TrashOnPostgres(PostgresSite site) : TrashTests(site), IClassFixture<PostgresSite>;

/// <summary>What lies in the trash is kept for thirty days, then goes for good; its addresses say so for ever.</summary>
public abstract class TrashTests(SiteFixture fixture) : KernelTests(fixture)
{
    [Fact]
    public async Task After_thirty_days_an_item_is_gone_with_all_that_belongs_to_it_and_its_address_answers_410()
    {
        var (id, draft) = (await PublishedAsync(AnArticle(null, "thẻ cũ")), await SavedAsync());
        await ChangeAsync(id, article => article.Title = ATitle("Sửa"));
        var slug = (await RowAsync(id)).Slug;
        await TrashAsync(id);
        await TrashAsync(draft);
        Site.Clock.Advance(TrashBin.Kept - TimeSpan.FromSeconds(1));
        await EmptyAsync(Site);
        Assert.Equal(ContentState.Trash, (await RowAsync(id)).State);
        Site.Clock.Advance(TimeSpan.FromSeconds(1));
        await EmptyAsync(Site);
        await EmptyAsync(Site);

        Assert.Equal(0, await Site.WithDbAsync(async db =>
            await Articles.Rows(db).CountAsync(row => row.ContentItemId == id) + await db.Set<ContentVersion>().CountAsync(row => row.ContentItemId == id)
            + await db.Set<ContentNote>().CountAsync(row => row.ContentItemId == id) + await db.Set<TermItem>().CountAsync(row => row.Item == id)
            + await db.Set<MediaUse>().CountAsync(row => row.ContentItemId == id)));
        Assert.Single(await RowsAsync<AuditEvent>(rows => rows.Where(entry => entry.SubjectId == id && entry.Action == "content.deleted")));
        using (var gone = await Site.Client().GetAsync($"/tin-tuc/{slug}")) Assert.Equal(HttpStatusCode.Gone, gone.StatusCode);
        // Nothing else ever gets the address.
        var same = await PublishedAsync(AnArticle());
        await ChangeAsync(same, article => article.Slug = slug);
        Assert.True((await PublishAsync(same)).Done);
        Assert.Equal($"{slug}-2", (await RowAsync(same)).Slug);
    }

    [Fact]
    public async Task What_was_taken_back_stays_and_the_days_count_anew()
    {
        var id = await SavedAsync();
        await TrashAsync(id);
        Site.Clock.Advance(TimeSpan.FromDays(20));
        Assert.True((await Site.WithStoreAsync(store => store.TakeBackAsync(Articles, id, Editor))).Done);
        await TrashAsync(id);
        Site.Clock.Advance(TimeSpan.FromDays(20));
        await EmptyAsync(Site);
        Assert.Equal(ContentState.Trash, (await RowAsync(id)).State);
    }

    [Fact]
    public async Task Two_nodes_that_empty_it_at_once_delete_each_item_once_and_plan_one_next_run()
    {
        var other = await Fixture.StartNodeAsync();
        var ids = new List<string>();
        for (var number = 0; number < 4; number++) { ids.Add(await SavedAsync()); await TrashAsync(ids[^1]); }
        Site.Clock.Advance(TrashBin.Kept);
        await Task.WhenAll(EmptyAsync(Site), EmptyAsync(other));
        Assert.Equal(4, (await RowsAsync<AuditEvent>(rows => rows.Where(entry => entry.Action == "content.deleted" && ids.Contains(entry.SubjectId)))).Count);
        Assert.Single(await RowsAsync<JobRow>(rows => rows.Where(job => job.Kind == DailyJob.Name && job.DueUtc > NowUtc)));
    }

    [Fact]
    public async Task What_lay_there_before_the_time_was_noted_is_kept_thirty_days_from_now()
    {
        var id = await SavedAsync();
        await TrashAsync(id);
        await Site.WithDbAsync(db => db.Set<Modules.Content.News.Article>().Where(row => row.ContentItemId == id).ExecuteUpdateAsync(row => row.SetProperty(item => item.TrashedUtc, (DateTime?)null)));
        await EmptyAsync(Site);
        Assert.Equal(NowUtc, (await RowAsync(id)).TrashedUtc);
    }

    [Fact]
    public async Task Deleting_at_once_asks_for_a_word_and_the_list_says_how_many_days_are_left()
    {
        var id = await SavedAsync();
        await TrashAsync(id);
        using var admin = Site.Client();
        using (await admin.SignInAsync(TestSite.AdminName)) { }
        Assert.Contains("Còn 30 ngày", (await admin.PageAsync("/quan-tri/tin-bai?trang-thai=Trash")).QuerySelector("main")!.TextContent);
        using (var wrong = await admin.SubmitAsync($"/quan-tri/xoa-han/Article/{id}", new Dictionary<string, string> { ["Typed"] = "xóa" })) Assert.Equal(HttpStatusCode.OK, wrong.StatusCode);
        Assert.Equal(ContentState.Trash, (await RowAsync(id)).State);
        using (var right = await admin.SubmitAsync($"/quan-tri/xoa-han/Article/{id}", new Dictionary<string, string> { ["Typed"] = "XOA HAN" })) Assert.Equal(HttpStatusCode.Redirect, right.StatusCode);
        Assert.Empty(await RowsAsync<Modules.Content.News.Article>(rows => rows.Where(row => row.ContentItemId == id)));
        using var nothing = await admin.GetAsync($"/quan-tri/xoa-han/Article/{id}");
        Assert.Equal(HttpStatusCode.NotFound, nothing.StatusCode);
    }

    [Theory]
    [InlineData(0, 30)]
    [InlineData(1, 30)]
    [InlineData(24 * 60, 29)]
    [InlineData((29 * 24 * 60) + 1, 1)]
    [InlineData(30 * 24 * 60, 0)]
    [InlineData(40 * 24 * 60, 0)]
    public void The_last_day_counts_whole(int minutes, int days)
    {
        var trashed = new DateTime(2026, 11, 1, 3, 0, 0, DateTimeKind.Utc);
        Assert.Equal(days, TrashBin.DaysLeft(trashed, trashed.AddMinutes(minutes)));
    }

    private async Task TrashAsync(string id) => Assert.True((await Site.WithStoreAsync(store => store.TrashAsync(Articles, id, Editor))).Done);

    private static Task EmptyAsync(TestSite site) => site.InAsync(services =>
        services.GetServices<IJob>().Single(job => job.Kind == DailyJob.Name).RunAsync(new() { Kind = DailyJob.Name, Key = "thu", DueUtc = site.Clock.GetUtcNow().UtcDateTime }, default));
}
