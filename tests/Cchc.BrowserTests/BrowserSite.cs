using Cchc.Tests.Hosting;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Cchc.BrowserTests;

/// <summary>A site on a real port with a real browser before it, for one test class.</summary>
public class BrowserSite : IAsyncLifetime
{
    protected virtual Engine Engine => Engine.Sqlite;

    private IPlaywright? playwright;

    public TestSite Site { get; private set; } = null!;
    public IBrowser Browser { get; private set; } = null!;
    public string Address { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        Site = await TestSite.StartAsync(await SiteTemplates.CopyAsync(Engine) with { Kestrel = true, RealTime = true, Background = true });
        Address = Site.App.Urls.First().TrimEnd('/');
        playwright = await Playwright.CreateAsync();
        Browser = await LaunchAsync(playwright);
    }

    public static Task<IBrowser> LaunchAsync(IPlaywright playwright) => playwright.Chromium.LaunchAsync(new()
    {
        ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium",
        Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
    });

    public async ValueTask DisposeAsync()
    {
        await Browser.DisposeAsync();
        playwright?.Dispose();
        await Site.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}

/// <summary>The same on PostgreSQL.</summary>
public sealed class PostgresBrowserSite : BrowserSite
{
    protected override Engine Engine => Engine.PostgreSql;
}

/// <summary>One visit of one person: own cookies, a width, with or without script. A failure leaves a picture.</summary>
public sealed class Visit : IAsyncDisposable
{
    /// <summary>How long a step may take, in milliseconds: a machine that is busy with other tests is slow, not wrong, and a step that works costs no more.</summary>
    private const int Patience = 60_000;
    private readonly IBrowserContext context;

    static Visit() => Assertions.SetDefaultExpectTimeout(Patience);

    private Visit(IBrowserContext context, IPage page) => (this.context, Page) = (context, page);

    public IPage Page { get; }
    public IBrowserContext Context => context;
    /// <summary>What the browser complained of: errors of scripts and what the policy blocked.</summary>
    public List<string> Complaints { get; } = [];

    public static Task<Visit> StartAsync(BrowserSite site, int width = 1280, bool script = true) => StartAsync(site.Browser, site.Address, width, script);

    public static async Task<Visit> StartAsync(IBrowser browser, string address, int width = 1280, bool script = true)
    {
        var context = await browser.NewContextAsync(new()
        {
            BaseURL = address, JavaScriptEnabled = script, Locale = "vi-VN", TimezoneId = "Asia/Ho_Chi_Minh", ReducedMotion = ReducedMotion.Reduce,
            ViewportSize = new() { Width = width, Height = 900 },
        });
        context.SetDefaultTimeout(Patience);
        var visit = new Visit(context, await context.NewPageAsync());
        visit.Page.PageError += (_, error) => visit.Complaints.Add(error);
        visit.Page.Console += (_, message) => { if (message.Type == "error") visit.Complaints.Add($"{message.Text} {message.Location}"); };
        return visit;
    }

    /// <summary>Runs the steps; when they fail, a picture of the page is left in the folder of test results.</summary>
    public async Task DoAsync(string name, Func<IPage, Task> steps)
    {
        try { await steps(Page); }
        catch
        {
            var folder = Directory.CreateDirectory(Path.Combine(Repository.Root, "TestResults", "browser")).FullName;
            await Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.png"), FullPage = true });
            await File.WriteAllTextAsync(Path.Combine(folder, $"{name}.html"), await Page.ContentAsync());
            throw;
        }
    }

    public async ValueTask DisposeAsync() => await context.DisposeAsync();
}

/// <summary>What several journeys do.</summary>
public static class Steps
{
    private static readonly string AxeScript = new BundledAxeScriptProvider().GetScript();

    public static async Task SignInAsync(this IPage page, string name, string password)
    {
        await page.GotoAsync("/quan-tri/dang-nhap");
        await page.Locator("input[autocomplete=username]").FillAsync(name);
        await page.Locator("input[type=password]").FillAsync(password);
        await page.Locator("main form, form.login__card").First.Locator("button").First.ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("dang-nhap"));
    }

    /// <summary>What axe finds wrong with the page as it looks now, a line for each rule. The package for Playwright would open another
    /// page for every run, which takes seconds.</summary>
    /// <param name="rules">Only these; all when none is named.</param>
    public static async Task<string[]> AxeAsync(this IPage page, params string[] rules)
    {
        if (!await page.EvaluateAsync<bool>("() => 'axe' in window")) await page.EvaluateAsync($"() => {{ {AxeScript} }}");
        return await page.EvaluateAsync<string[]>("""
            async rules => (await axe.run(document, rules.length > 0 ? { resultTypes: ['violations'], runOnly: rules } : { resultTypes: ['violations'] }))
              .violations.map(rule => `${rule.id} (${rule.impact}) ${rule.help}: ${rule.nodes.slice(0, 3).map(node => node.html.slice(0, 160)).join(' | ')}`)
            """, rules);
    }

    /// <summary>Pixels by which the page is wider than the window.</summary>
    public static Task<int> OverflowAsync(this IPage page) => page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
}
