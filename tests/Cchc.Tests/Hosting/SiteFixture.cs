using Microsoft.Extensions.DependencyInjection;

[assembly: AssemblyFixture(typeof(Cchc.Tests.Hosting.RunEnd))]

namespace Cchc.Tests.Hosting;

/// <summary>A site of its own for one test class, set up with both recipes.</summary>
public abstract class SiteFixture(Engine engine) : IAsyncLifetime
{
    private readonly List<TestSite> nodes = [];
    private string folder = "";
    private string? connectionString;

    public Engine Engine => engine;
    public TestSite Site => nodes[0];
    /// <summary>Counts the SQL commands of <see cref="Site"/>.</summary>
    public SqlCounter Sql { get; } = new();
    /// <summary>Breaks saves of <see cref="Site"/> on demand.</summary>
    public SaveBreaker Breaker { get; } = new();

    public async ValueTask InitializeAsync()
    {
        (folder, connectionString) = await SiteTemplates.CopyAsync(engine);
        await StartNodeAsync();
    }

    /// <summary>Another process of the same site, as far as the database can tell.</summary>
    public async Task<TestSite> StartNodeAsync()
    {
        var first = nodes.Count == 0;
        var node = await TestSite.StartAsync(new()
        {
            DataPath = folder, ConnectionString = connectionString, Clock = first ? null : Site.Clock,
            Services = first ? services => services.AddSingleton<Microsoft.EntityFrameworkCore.Diagnostics.IInterceptor>(Sql).AddSingleton<Microsoft.EntityFrameworkCore.Diagnostics.IInterceptor>(Breaker) : null,
        });
        nodes.Add(node);
        return node;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in nodes) await node.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}

public sealed class SqliteSite() : SiteFixture(Engine.Sqlite);

public sealed class PostgresSite() : SiteFixture(Engine.PostgreSql);
