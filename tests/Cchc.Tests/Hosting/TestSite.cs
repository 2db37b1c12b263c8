using Cchc.Core;
using Cchc.Core.Content;
using Cchc.Core.Jobs;
using Cchc.Core.People;
using Cchc.Web;
using Cchc.Web.Setup;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Cchc.Tests.Hosting;

public enum Engine { Sqlite, PostgreSql }

/// <summary>What a test wants of its site.</summary>
public sealed record SiteOptions
{
    public required string DataPath { get; init; }
    public Engine Engine { get; init; }
    /// <summary>Null is SQLite in the data folder.</summary>
    public string? ConnectionString { get; init; }
    public string Recipes { get; init; } = "cchc.setup, cchc.sample";
    /// <summary>Whether schedule and jobs run by themselves. Off by default: tests run them when they are looking.</summary>
    public bool Background { get; init; }
    /// <summary>Whether migrations and recipes run at start.</summary>
    public bool Setup { get; init; } = true;
    public FakeTimeProvider? Clock { get; init; }
    /// <summary>Whether time passes by itself, as browsers expect.</summary>
    public bool RealTime { get; init; }
    public Action<IServiceCollection>? Services { get; init; }
    /// <summary>Configuration besides what every test site has.</summary>
    public IReadOnlyDictionary<string, string?> Configuration { get; init; } = new Dictionary<string, string?>();
    /// <summary>A real port instead of the in-process server.</summary>
    public bool Kestrel { get; init; }
}

/// <summary>The whole site in this process: the host's own services and pipeline, with another clock and another data folder.</summary>
public sealed class TestSite : IAsyncDisposable
{
    public const string AdminName = "admin";
    public const string AdminPassword = "con-trau-di-truoc-cai-cay-2026";

    /// <summary>When the sites of tests begin: after the sample articles were published.</summary>
    public static readonly DateTimeOffset Start = new(2026, 11, 23, 1, 0, 0, TimeSpan.Zero);

    private TestSite(WebApplication app, FakeTimeProvider clock, string dataPath) => (App, Clock, DataPath) = (app, clock, dataPath);

    public WebApplication App { get; }
    public FakeTimeProvider Clock { get; }
    public string DataPath { get; }
    public IServiceProvider Services => App.Services;
    public SiteModules Modules => Services.GetRequiredService<SiteModules>();
    public ContentType Type(string name) => Modules.ContentType(name) ?? throw new ArgumentException(name);
    /// <summary>The errors that the site logged.</summary>
    public ErrorLog Errors => Services.GetRequiredService<ErrorLog>();

    public static async Task<TestSite> StartAsync(SiteOptions options)
    {
        var clock = options.Clock ?? new FakeTimeProvider(Start);
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = "Cchc.Web",
            EnvironmentName = "Testing",
            ContentRootPath = Repository.PathOf("src/Cchc.Web"),
        });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Site:DataPath"] = options.DataPath,
            ["Setup:Recipes"] = options.Recipes,
            ["Setup:AdminPassword"] = AdminPassword,
            ["Database:Provider"] = options.Engine == Engine.Sqlite ? "Sqlite" : "PostgreSQL",
            ["Database:ConnectionString"] = options.ConnectionString,
            ["Urls"] = "http://127.0.0.1:0",
            // Easy puzzles, and any number of forms without: all tests come from one address.
            ["ProofOfWork:Difficulty"] = "400",
            ["ProofOfWork:UnsolvedPerAddress"] = "1000000",
        });
        builder.Configuration.AddInMemoryCollection(options.Configuration);
        builder.Logging.ClearProviders();
        builder.WebHost.UseStaticWebAssets();
        builder.AddSite();
        if (!options.Kestrel) builder.WebHost.UseTestServer(server => server.PreserveExecutionContext = true); // so that commands are counted per request
        if (!options.RealTime) builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock));
        var errors = new ErrorLog();
        builder.Services.AddSingleton(errors);
        builder.Logging.AddProvider(errors);
        if (!options.Background)
            foreach (var service in builder.Services.Where(service => service.ServiceType == typeof(IHostedService) && IsBackground(service)).ToList())
                builder.Services.Remove(service);
        options.Services?.Invoke(builder.Services);
        var app = builder.Build();
        try
        {
            if (options.Setup) await SiteSetup.RunAsync(app);
            app.UseSite();
            await app.StartAsync();
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
        return new(app, clock, options.DataPath);
    }

    /// <summary>One unit of work.</summary>
    public async Task<T> InAsync<T>(Func<IServiceProvider, Task<T>> work)
    {
        await using var scope = Services.CreateAsyncScope();
        return await work(scope.ServiceProvider);
    }

    /// <inheritdoc cref="InAsync{T}"/>
    public Task InAsync(Func<IServiceProvider, Task> work) => InAsync(async services => { await work(services); return true; });

    public Task<T> WithDbAsync<T>(Func<SiteDb, Task<T>> work) => InAsync(services => work(services.GetRequiredService<SiteDb>()));

    public Task<T> WithStoreAsync<T>(Func<ContentStore, Task<T>> work) => InAsync(services => work(services.GetRequiredService<ContentStore>()));

    /// <summary>Does every job that is due now, one after the other.</summary>
    public async Task RunJobsAsync()
    {
        var runner = Services.GetRequiredService<JobRunner>();
        while (await runner.RunOneAsync(default)) { }
    }

    /// <summary>Takes in what has changed, which a running site does by itself a moment later.</summary>
    public Task CatchUpAsync() => Services.GetRequiredService<Core.Changes.ChangeFeed>().CatchUpAsync(default);

    /// <summary>A client that keeps cookies and does not follow redirects.</summary>
    public SiteClient Client() => new(App.GetTestServer().CreateHandler());

    /// <summary>Makes an account that holds a role.</summary>
    public Task<User> AddPersonAsync(string name, string? role, string password = AdminPassword, bool mustChange = false) => InAsync(async services =>
    {
        var people = services.GetRequiredService<UserManager<User>>();
        var user = new User { UserName = name, DisplayName = name, MustChangePassword = mustChange };
        var result = await people.CreateAsync(user, password);
        if (result.Succeeded && role is not null) result = await people.AddToRoleAsync(user, role);
        return result.Succeeded ? user : throw new InvalidOperationException(string.Join(' ', result.Errors.Select(error => error.Description)));
    });

    private static bool IsBackground(ServiceDescriptor service) =>
        service.ImplementationType == typeof(ContentScheduler) || service.ImplementationType == typeof(DailyJobStart)
        // JobRunner is registered by a factory that hands out the singleton.
        || service.ImplementationFactory?.Method.DeclaringType?.DeclaringType == typeof(CoreModule) && Makes<JobRunner>(service);

    private static bool Makes<T>(ServiceDescriptor service)
    {
        var asked = new Asked();
        try { service.ImplementationFactory!(asked); }
        catch (InvalidOperationException) { /* there is nothing to hand out */ }
        return asked.Type == typeof(T);
    }

    private sealed class Asked : IServiceProvider
    {
        public Type? Type { get; private set; }
        public object? GetService(Type serviceType) { Type = serviceType; return null; }
    }

    public async ValueTask DisposeAsync()
    {
        await App.StopAsync();
        await App.DisposeAsync();
    }
}

/// <summary>Keeps what the site logs as errors.</summary>
public sealed class ErrorLog : ILoggerProvider, ILogger
{
    private readonly System.Collections.Concurrent.ConcurrentQueue<string> lines = new();

    public IReadOnlyCollection<string> Lines => lines;
    public ILogger CreateLogger(string categoryName) => this;
    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;
    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel)) lines.Enqueue($"{formatter(state, exception)} {exception}");
    }

    public void Dispose() { }
}
