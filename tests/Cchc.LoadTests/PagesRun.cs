using System.Globalization;
using System.Text.RegularExpressions;

namespace Cchc.LoadTests;

/// <summary>
/// Public pages against the yardstick, their cost without the cache, memory, and how costs grow with the number of items.
/// Ratios count: both sides run in turn in the same minutes. CPU time comes from the site's process alone.
/// </summary>
public static partial class PagesRun
{
    /// <summary>Turns that each side gets; the median counts.</summary>
    private const int Rounds = 3;
    private const int Connections = 32;
    /// <summary>Goes round the cache: the policy does not look up nor keep what carries it, and nothing else reads it.</summary>
    private const string NoCache = "Authorization: load-test";
    private static readonly string[] Encodings = ["identity", "gzip", "br"];

    public static async Task<int> RunAsync(Options options, WorkFolder work)
    {
        Console.WriteLine(Machine.Describe());
        await using var postgres = options.IsPostgres ? await PostgresServer.StartAsync(work) : null;
        var published = options.Site ?? await SiteProcess.PublishAsync(work);
        var environment = SiteProcess.Environment(work.Folder("data"), postgres?.ConnectionString);
        var result = new Results { ["database"] = options.Database };

        TimeSpan setUp;
        await using (var first = await SiteProcess.StartAsync(published, environment)) setUp = first.FirstPage;
        await using (var site = await SiteProcess.StartAsync(published, environment))
        {
            await site.SettleAsync();
            var idle = site.Memory;
            result["setup_s"] = Round(setUp.TotalSeconds, 1);
            result["start_s"] = Round(site.FirstPage.TotalSeconds, 2);
            Console.WriteLine($"First start with set-up {setUp.TotalSeconds:F1} s (goal 15); start with the database there {site.FirstPage.TotalSeconds:F2} s (goal 1.5).");
            var pages = await FindPagesAsync(site);
            await CompareAsync(options, work, site, pages, result);
            var loaded = site.Memory;
            await CostAsync(options, site, pages, result);
            result["rss_idle_mib"] = idle.ToString();
            result["rss_load_mib"] = loaded.ToString();
            result["rss_most_mib"] = site.MostMemory.ToString();
            Console.WriteLine($"Memory: {idle} MiB idle (goal 180), {loaded} MiB after the cached load, {site.MostMemory} MiB at most, pages without cache included (goal 300).");
        }
        if (options.Items > 0) await GrowAsync(options, work, published, environment, result);
        Console.WriteLine($"RESULT ok={(result.Errors == 0 ? "true" : "false")} errors={result.Errors} {string.Join(' ', result.Select(pair => $"{pair.Key}={pair.Value}"))}");
        return result.Errors == 0 ? 0 : 1;
    }

    private static async Task<IReadOnlyList<(string Name, string Path)>> FindPagesAsync(SiteProcess site)
    {
        async Task<string> FirstLinkAsync(string list, Regex link) => link.Match(System.Text.Encoding.UTF8.GetString(await site.GetAsync(list))) is { Success: true } match
            ? match.Groups[1].Value : throw new LoadTestException($"{list} has no link to an item.");
        return
        [
            ("home", "/"),
            ("list", "/tin-tuc"),
            ("article", await FirstLinkAsync("/tin-tuc", ArticleLink())),
            ("index", "/chi-so/pci/2019"),
            ("index-all", "/chi-so/papi/tat-ca"),
            ("documents", "/van-ban"),
            ("document", await FirstLinkAsync("/van-ban", DocumentLink())),
        ];
    }

    /// <summary>Cached pages beside the same bytes from nginx.</summary>
    private static async Task CompareAsync(Options options, WorkFolder work, SiteProcess site, IReadOnlyList<(string Name, string Path)> pages, Results result)
    {
        await using var nginx = await StaticFiles.StartAsync(work);
        // The compiler improves hot code in the background: on a busy machine that takes seconds.
        await Wrk.RunAsync(site.Url + pages[0].Path, Connections, 10);
        Console.WriteLine($"\nCached pages, {Connections} connections, {Rounds} turns of {options.Seconds} s each, median. p in ms.");
        Console.WriteLine($"{"page",-10} {"encoding",-9} {"bytes",8} {"req/s",9} {"p50",7} {"p99",7} | {"nginx",9} {"p50",7} {"p99",7} | {"ratio",6} {"CPU ms",7}");
        foreach (var (name, path) in pages)
            foreach (var encoding in Encodings)
            {
                var body = await site.GetAsync(path, encoding);
                var file = nginx.Serve(name, encoding, body);
                var header = $"Accept-Encoding: {encoding}";
                await Wrk.RunAsync(site.Url + path, Connections, 1, header);
                var (ours, theirs, cpu, requests) = (new List<WrkResult>(), new List<WrkResult>(), 0.0, 0L);
                for (var round = 0; round < Rounds; round++)
                {
                    var before = site.Cpu;
                    ours.Add(await Wrk.RunAsync(site.Url + path, Connections, options.Seconds, header));
                    cpu += (site.Cpu - before).TotalMilliseconds;
                    requests += ours[^1].Requests;
                    theirs.Add(await Wrk.RunAsync(file, Connections, options.Seconds, header));
                }
                result.Errors += ours.Concat(theirs).Sum(run => run.Errors);
                var (we, they) = (Median(ours), Median(theirs));
                var ratio = Median(ours.Zip(theirs, (our, their) => our.PerSecond / their.PerSecond));
                result[$"{name}_{encoding}_ratio"] = Round(ratio, 2);
                Console.WriteLine($"{name,-10} {encoding,-9} {body.Length,8} {we.PerSecond,9:F0} {we.P50Ms,7:F2} {we.P99Ms,7:F2} | {they.PerSecond,9:F0} {they.P50Ms,7:F2} {they.P99Ms,7:F2} | {ratio,6:F2} {cpu / requests,7:F3}");
            }
    }

    /// <summary>CPU time of one page that is rendered anew.</summary>
    private static async Task CostAsync(Options options, SiteProcess site, IReadOnlyList<(string Name, string Path)> pages, Results result)
    {
        Console.WriteLine("\nWithout cache, CPU ms per request (goal 1.5), uncompressed and as gzip made anew.");
        foreach (var (name, path) in pages)
        {
            var plain = await CpuAsync(site, path, options.Seconds, result, NoCache);
            var gzip = await CpuAsync(site, path, options.Seconds, result, NoCache, "Accept-Encoding: gzip");
            result[$"{name}_cpu_ms"] = Round(plain, 2);
            Console.WriteLine($"{name,-10} {plain,7:F2} {gzip,7:F2}");
        }
    }

    private static async Task GrowAsync(Options options, WorkFolder work, string published, Dictionary<string, string> environment, Results result)
    {
        const int Small = 1000;
        var took = await Growth.AddByRecipeAsync(published, environment, work, Small);
        Console.WriteLine($"\n{Small:N0} articles through a recipe: {took.TotalSeconds:F1} s, {Small / took.TotalSeconds:F0} a second.");
        result["recipe_items_s"] = Round(Small / took.TotalSeconds, 0);
        var small = await CostsAsync(options, published, environment, result);
        took = await Growth.AddRowsAsync(environment, options.Items);
        Console.WriteLine($"{options.Items:N0} articles as rows: {took.TotalSeconds:F1} s.");
        var large = await CostsAsync(options, published, environment, result);
        Console.WriteLine($"\nCPU ms per request without cache, at {Small:N0} and {Small + options.Items:N0} articles (goal: the same within 20 %).");
        foreach (var (name, before) in small)
        {
            if (!large.TryGetValue(name, out var after)) continue;
            result[$"grow_{name}"] = Round(after / before, 2);
            Console.WriteLine($"{name,-14} {before,8:F2} {after,8:F2}   × {after / before:F2}");
        }
    }

    private static async Task<Dictionary<string, double>> CostsAsync(Options options, string published, Dictionary<string, string> environment, Results result)
    {
        await using var site = await SiteProcess.StartAsync(published, environment);
        await site.SettleAsync();
        var list = System.Text.Encoding.UTF8.GetString(await site.GetAsync("/tin-tuc"));
        var costs = new Dictionary<string, double>(StringComparer.Ordinal);
        async Task MeasureAsync(string name, string? path, string header)
        {
            if (path is null or "") { Console.WriteLine($"{name}: no such page, left out."); return; }
            costs[name] = await CpuAsync(site, path, options.Seconds, result, header);
        }
        await MeasureAsync("home", "/", NoCache);
        await MeasureAsync("list", "/tin-tuc", NoCache);
        await MeasureAsync("list-next", NextPage().Match(list).Groups[1].Value.Replace("&amp;", "&", StringComparison.Ordinal), NoCache);
        await MeasureAsync("article", ArticleLink().Match(list).Groups[1].Value, NoCache);
        await MeasureAsync("section", SectionLink().Match(list).Groups[1].Value, NoCache);
        if (await Newsroom.SignInAsync(site) is not { } session) { Console.WriteLine("admin-list: cannot sign in, left out."); return costs; }
        await MeasureAsync("admin-list", "/quan-tri/tin-bai", $"Cookie: {session}");
        return costs;
    }

    private static async Task<double> CpuAsync(SiteProcess site, string path, int seconds, Results result, params string[] headers)
    {
        await Wrk.RunAsync(site.Url + path, 2, 5, headers); // lets the compiler finish with this page
        var before = site.Cpu;
        var run = await Wrk.RunAsync(site.Url + path, 2, seconds, headers);
        result.Errors += run.Errors;
        return (site.Cpu - before).TotalMilliseconds / Math.Max(1, run.Requests);
    }

    private static WrkResult Median(IEnumerable<WrkResult> runs) { var sorted = runs.OrderBy(run => run.PerSecond).ToList(); return sorted[sorted.Count / 2]; }
    private static double Median(IEnumerable<double> values) { var sorted = values.Order().ToList(); return sorted[sorted.Count / 2]; }
    private static string Round(double value, int digits) => value.ToString($"F{digits}", CultureInfo.InvariantCulture);

    /// <summary>What the last line says, in the order in which it was measured.</summary>
    private sealed class Results : Dictionary<string, string>
    {
        /// <summary>Answers other than success.</summary>
        public long Errors { get; set; }
    }

    [GeneratedRegex("href=\"(/tin-tuc/[a-z0-9-]+)\"")] private static partial Regex ArticleLink();
    [GeneratedRegex("href=\"(/van-ban/[a-z0-9-]+)\"")] private static partial Regex DocumentLink();
    [GeneratedRegex("href=\"(/chuyen-muc/[a-z0-9-]+)\"")] private static partial Regex SectionLink();
    [GeneratedRegex("href=\"((?:/tin-tuc)?\\?[^\"]*sau=[^\"]+)\"")] private static partial Regex NextPage();
}
