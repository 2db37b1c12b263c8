using Cchc.Core;
using Cchc.Core.Content;
using Cchc.Core.Jobs;
using Cchc.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Cchc.Tests.Pages;

public sealed class JobsOnSqlite() : JobTests(Engine.Sqlite);

public sealed class JobsOnPostgres() : JobTests(Engine.PostgreSql);

public abstract class JobTests(Engine engine) : IAsyncLifetime
{
    private readonly CountingJob job = new();
    private readonly List<TestSite> nodes = [];
    private TestSite Site => nodes[0];

    public async ValueTask InitializeAsync()
    {
        var options = await SiteTemplates.CopyAsync(engine) with { Services = services => services.AddScoped<IJob>(_ => job) };
        nodes.Add(await TestSite.StartAsync(options));
        nodes.Add(await TestSite.StartAsync(SiteTemplates.AnotherNode(options) with { Clock = Site.Clock }));
        await Site.WithDbAsync(db => db.Set<JobRow>().ExecuteDeleteAsync()); // what the sample content plans
    }

    [Fact]
    public async Task A_job_is_done_once_and_goes()
    {
        await AddAsync("a");
        Assert.True(await RunOneAsync(Site));
        Assert.False(await RunOneAsync(Site));
        Assert.Equal(1, job.Done);
        Assert.Empty(await RowsAsync());
    }

    [Fact]
    public async Task A_job_that_fails_is_tried_again_later_and_later()
    {
        job.Fails = 2;
        await AddAsync("a");
        foreach (var seconds in new[] { 10, 20 })
        {
            Assert.True(await RunOneAsync(Site));
            var row = Assert.Single(await RowsAsync());
            Assert.Equal(("hỏng", Site.Clock.GetUtcNow().UtcDateTime.AddSeconds(seconds)), (row.Error, row.DueUtc));
            Assert.False(await RunOneAsync(Site));
            Site.Clock.Advance(TimeSpan.FromSeconds(seconds));
        }
        Assert.True(await RunOneAsync(Site));
        Assert.Equal(1, job.Done);
        Assert.Empty(await RowsAsync());
    }

    [Fact]
    public async Task Two_nodes_do_a_job_once()
    {
        for (var number = 0; number < 10; number++) await AddAsync($"{number}");
        await Task.WhenAll(nodes.Select(async node => { while (await RunOneAsync(node)) { } }));
        Assert.Equal(10, job.Done);
        Assert.Empty(await RowsAsync());
    }

    [Fact]
    public async Task A_job_whose_node_died_is_taken_over_when_its_lease_ends()
    {
        await AddAsync("a");
        var nowUtc = Site.Clock.GetUtcNow().UtcDateTime;
        await Site.WithDbAsync(db => db.Set<JobRow>().ExecuteUpdateAsync(row => row.SetProperty(taken => taken.TakenUntilUtc, nowUtc.AddMinutes(10))));
        Assert.False(await RunOneAsync(Site));
        Site.Clock.Advance(TimeSpan.FromMinutes(11));
        Assert.True(await RunOneAsync(Site));
        Assert.Equal(1, job.Done);
    }

    [Fact]
    public async Task One_key_is_one_piece_of_work()
    {
        await AddAsync("a");
        var error = await Assert.ThrowsAsync<DbUpdateException>(() => AddAsync("a"));
        Assert.True(error.IsDuplicate());
    }

    private static Task<bool> RunOneAsync(TestSite node) => node.Services.GetRequiredService<JobRunner>().RunOneAsync(default);
    private Task<int> AddAsync(string key) => Site.WithDbAsync(db => { db.Add(new JobRow { Kind = CountingJob.Name, Key = key, DueUtc = Site.Clock.GetUtcNow().UtcDateTime }); return db.SaveChangesAsync(); });
    private Task<List<JobRow>> RowsAsync() => Site.WithDbAsync(db => db.Set<JobRow>().AsNoTracking().ToListAsync());

    public async ValueTask DisposeAsync()
    {
        foreach (var node in nodes) await node.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private sealed class CountingJob : IJob
    {
        public const string Name = "test.counting";
        private int done;
        public int Fails { get; set; }
        public int Done => done;
        public string Kind => Name;
        public Task RunAsync(JobRow job, CancellationToken ct)
        {
            if (Fails-- > 0) throw new InvalidOperationException("hỏng");
            Interlocked.Increment(ref done);
            return Task.CompletedTask;
        }
    }
}
