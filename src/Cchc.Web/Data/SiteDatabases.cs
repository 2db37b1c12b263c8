using Cchc.Core;
using Cchc.Core.Changes;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Npgsql;

namespace Cchc.Web.Data;

/// <summary>The site's tables on SQLite, the embedded default.</summary>
public sealed class SqliteSiteDb(DbContextOptions<SqliteSiteDb> options, SiteModules modules) : SiteDb(options, modules);

/// <summary>The site's tables on PostgreSQL, for several nodes.</summary>
public sealed class PostgresSiteDb(DbContextOptions<PostgresSiteDb> options, SiteModules modules) : SiteDb(options, modules);

/// <summary>Chooses the engine by the settings <c>Database:Provider</c> and <c>Database:ConnectionString</c>. Contexts are pooled:
/// making one costs as much as the queries of a short page.</summary>
public static class SiteDatabases
{
    /// <exception cref="InvalidOperationException">The provider is neither <c>Sqlite</c> nor <c>PostgreSQL</c>, or a connection string is missing.</exception>
    public static IServiceCollection AddSiteDatabase(this IServiceCollection services, IConfiguration configuration, string dataPath)
    {
        var provider = configuration["Database:Provider"] ?? "Sqlite";
        var connection = configuration["Database:ConnectionString"];
        if (provider.Equals("Sqlite", StringComparison.OrdinalIgnoreCase))
        {
            connection ??= new SqliteConnectionStringBuilder { DataSource = Path.Combine(dataPath, "site.db"), ForeignKeys = true, DefaultTimeout = 15 }.ToString();
            services.AddSingleton<SqlitePragmas>();
            services.AddDbContextPool<SiteDb, SqliteSiteDb>((provider, options) => options.UseSqlite(connection, sqlite => sqlite.UseParameterizedCollectionMode(ParameterTranslationMode.Parameter))
                .AddInterceptors(provider.GetRequiredService<SqlitePragmas>(), provider.GetRequiredService<ChangeInterceptor>())
                .AddInterceptors(provider.GetServices<Microsoft.EntityFrameworkCore.Diagnostics.IInterceptor>()));
        }
        else if (provider.Equals("PostgreSQL", StringComparison.OrdinalIgnoreCase))
        {
            if (string.IsNullOrWhiteSpace(connection)) throw new InvalidOperationException("Database:ConnectionString is needed for PostgreSQL.");
            services.AddSingleton(_ => new NpgsqlDataSourceBuilder(connection).Build()); // made by the container, which then closes its connections
            services.AddHostedService<PostgresChangeListener>();
            services.AddDbContextPool<SiteDb, PostgresSiteDb>((provider, options) => options.UseNpgsql(provider.GetRequiredService<NpgsqlDataSource>())
                .AddInterceptors(provider.GetRequiredService<ChangeInterceptor>())
                .AddInterceptors(provider.GetServices<Microsoft.EntityFrameworkCore.Diagnostics.IInterceptor>()));
        }
        else throw new InvalidOperationException($"Database:Provider is “{provider}”; it must be Sqlite or PostgreSQL.");
        return services;
    }
}

/// <summary>Lets <c>dotnet ef</c> make a context without a running site.</summary>
public sealed class SqliteDesign : IDesignTimeDbContextFactory<SqliteSiteDb>
{
    public SqliteSiteDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteSiteDb>().UseSqlite("Data Source=:memory:").Options, new(Site.Modules));
}

/// <inheritdoc cref="SqliteDesign"/>
public sealed class PostgresDesign : IDesignTimeDbContextFactory<PostgresSiteDb>
{
    public PostgresSiteDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PostgresSiteDb>().UseNpgsql("Host=localhost").Options, new(Site.Modules));
}
