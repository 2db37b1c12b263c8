using Cchc.Core;
using Cchc.Core.Changes;
using Cchc.Core.Content;
using Cchc.Core.Settings;
using Cchc.Tests.Hosting;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.DependencyInjection;

namespace Cchc.Tests.Pages;

public sealed class ChangeFeedOnSqlite(SqliteSite site) : ChangeFeedTests(site), IClassFixture<SqliteSite>;

public sealed class ChangeFeedOnPostgres(PostgresSite site) : ChangeFeedTests(site), IClassFixture<PostgresSite>;

public abstract class ChangeFeedTests(SiteFixture fixture) : KernelTests(fixture)
{
    /// <summary>Two seconds are the goal, measured elsewhere; here a crowded machine must not decide.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_publication_evicts_what_this_node_keeps_before_it_returns()
    {
        var id = await PublishedAsync();
        await KeepAsync(Site, "one", Tag.Item(id));
        await KeepAsync(Site, "other", Tag.Item(ContentJson.NewId()));
        await ChangeAsync(id, draft => draft.Sapo = "Khác");
        Assert.True(await KeptAsync(Site, "one"));
        await PublishAsync(id);
        Assert.False(await KeptAsync(Site, "one"));
        Assert.True(await KeptAsync(Site, "other"));
    }

    [Fact]
    public async Task A_publication_evicts_what_another_node_keeps()
    {
        var other = await Fixture.StartNodeAsync();
        await other.Services.GetRequiredService<ChangeFeed>().CatchUpAsync(default);
        for (var round = 0; round < 3; round++)
        {
            var id = await SavedAsync();
            await KeepAsync(other, "home", Tag.Home);
            await PublishAsync(id);
            await Eventually.Is(async () => !await KeptAsync(other, "home"), Soon, "the other node forgets its home page");
        }
    }

    [Fact]
    public async Task A_setting_is_seen_by_another_node()
    {
        var other = await Fixture.StartNodeAsync();
        await other.Services.GetRequiredService<ChangeFeed>().CatchUpAsync(default);
        var settings = other.Services.GetRequiredService<SiteSettingsCache>();
        var before = await settings.GetAsync();
        Assert.Same(before, await settings.GetAsync());
        var place = ATitle("Tỉnh");
        await Site.WithDbAsync(async db =>
        {
            var row = await db.Set<Setting>().SingleAsync(setting => setting.Name == SiteSettingsCache.General);
            var json = System.Text.Json.Nodes.JsonNode.Parse(row.Json)!.AsObject();
            json["SitePlace"] = place;
            row.Json = json.ToJsonString();
            db.Add(Change.Of(NowUtc, [SiteSettingsCache.ChangeTag, Tag.Site]));
            return await db.SaveChangesAsync();
        });
        Assert.Equal(place, (await Site.Services.GetRequiredService<SiteSettingsCache>().GetAsync()).SitePlace);
        await Eventually.Is(async () => (await settings.GetAsync()).SitePlace == place, Soon, "the other node sees the new setting");
    }

    [Fact]
    public async Task A_change_that_becomes_visible_late_is_not_missed()
    {
        // Ids are given out before rows become visible: the smaller id is committed after the greater one.
        if (Fixture.Engine == Engine.Sqlite) Assert.Skip("SQLite has one writer at a time.");
        var (early, late) = (ContentJson.NewId(), ContentJson.NewId());
        await KeepAsync(Site, "early", Tag.Item(early));
        await KeepAsync(Site, "late", Tag.Item(late));
        await using var scope = Site.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<SiteDb>();
        await using (var transaction = await db.Database.BeginTransactionAsync())
        {
            db.Add(Change.Of(NowUtc, [Tag.Item(late)]));
            await db.SaveChangesAsync();
            await Site.WithDbAsync(second => { second.Add(Change.Of(NowUtc, [Tag.Item(early)])); return second.SaveChangesAsync(); });
            Assert.False(await KeptAsync(Site, "early"));
            Assert.True(await KeptAsync(Site, "late"));
            await transaction.CommitAsync();
        }
        await Eventually.Is(async () => !await KeptAsync(Site, "late"), Soon, "the late change is handled");
    }

    [Fact]
    public async Task The_feed_counts_on_so_that_a_page_computed_meanwhile_is_not_kept()
    {
        var feed = Site.Services.GetRequiredService<ChangeFeed>();
        var before = feed.Position;
        await PublishedAsync();
        Assert.True(feed.Position > before);
    }

    private static async Task KeepAsync(TestSite node, string key, string tag) =>
        await node.Services.GetRequiredService<IOutputCacheStore>().SetAsync(key, [1], [tag], TimeSpan.FromMinutes(10), default);
    private static async Task<bool> KeptAsync(TestSite node, string key) =>
        await node.Services.GetRequiredService<IOutputCacheStore>().GetAsync(key, default) is not null;
}
