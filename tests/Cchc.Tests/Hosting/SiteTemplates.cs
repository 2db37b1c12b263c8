using Npgsql;

namespace Cchc.Tests.Hosting;

/// <summary>
/// Sites that were set up with both recipes once per engine and run; a fixture copies one instead of running the set-up again.
/// </summary>
public static class SiteTemplates
{
    private static readonly string Root = Directory.CreateTempSubdirectory("cchc-sites-").FullName;
    private static readonly Lazy<Task<string>> Sqlite = new(async () =>
    {
        var folder = NewFolder();
        await using (await TestSite.StartAsync(new() { DataPath = folder })) { }
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        return folder;
    });
    private static readonly Lazy<Task<(string Folder, string Database)>> Postgres = new(async () =>
    {
        var folder = NewFolder();
        var connection = await (await PostgresCluster.GetAsync()).CreateAsync();
        await using (await TestSite.StartAsync(new() { Engine = Engine.PostgreSql, DataPath = folder, ConnectionString = connection })) { }
        var database = new NpgsqlConnectionStringBuilder(connection).Database!;
        NpgsqlConnection.ClearAllPools();
        return (folder, database);
    });
    private static readonly SemaphoreSlim Copying = new(1, 1);

    /// <summary>An empty folder that goes when the run ends.</summary>
    public static string NewFolder() => Directory.CreateDirectory(Path.Combine(Root, Guid.NewGuid().ToString("N"))).FullName;

    /// <summary>A copy of a site that is set up.</summary>
    public static async Task<SiteOptions> CopyAsync(Engine engine)
    {
        var folder = NewFolder();
        if (engine == Engine.Sqlite)
        {
            Copy(await Sqlite.Value, folder);
            return new() { Engine = engine, DataPath = folder, ConnectionString = SqliteIn(folder) };
        }
        var (from, database) = await Postgres.Value;
        Copy(from, folder);
        await Copying.WaitAsync();
        try { return new() { Engine = engine, DataPath = folder, ConnectionString = await (await PostgresCluster.GetAsync()).CreateAsync(database) }; }
        finally { Copying.Release(); }
    }

    /// <summary>A place for a site that is not set up yet.</summary>
    public static async Task<SiteOptions> EmptyAsync(Engine engine)
    {
        var folder = NewFolder();
        return new() { Engine = engine, DataPath = folder, ConnectionString = engine == Engine.Sqlite ? SqliteIn(folder) : await (await PostgresCluster.GetAsync()).CreateAsync() };
    }

    /// <summary>Another node of a site: the same database, a search index of its own.</summary>
    public static SiteOptions AnotherNode(SiteOptions site)
    {
        var folder = NewFolder();
        foreach (var shared in new[] { "media", "keys" })
            if (Directory.Exists(Path.Combine(site.DataPath, shared))) Copy(Path.Combine(site.DataPath, shared), Path.Combine(folder, shared));
        return site with { DataPath = folder };
    }

    private static string SqliteIn(string folder) =>
        new Microsoft.Data.Sqlite.SqliteConnectionStringBuilder { DataSource = Path.Combine(folder, "site.db"), ForeignKeys = true, DefaultTimeout = 15 }.ToString();

    public static void Delete()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(Root, recursive: true);
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            // A running site may be writing it: it gets its name when it is whole.
            if (file.EndsWith(".tmp", StringComparison.Ordinal)) continue;
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
