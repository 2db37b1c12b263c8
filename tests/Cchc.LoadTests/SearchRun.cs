using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Cchc.LoadTests;

/// <summary>
/// Search over many articles: CPU time of a query, whether the phrase comes first, how fast the index is filled, how soon a published item is found and
/// one that was taken away is gone, memory. The site runs as a process of its own and is asked as readers ask it, one query at a time.
/// </summary>
public static partial class SearchRun
{
    /// <summary>Times that each query is asked after warming up; each is a sample.</summary>
    private const int Rounds = 15;
    private const int Publications = 10;

    /// <summary>What readers type: single words, phrases with and without marks, numbers, short forms, mistakes, filters. A phrase in brackets must be marked whole in the first hit.</summary>
    private static readonly (string Query, string? Phrase)[] Mix =
    [
        ("cải cách hành chính", "cải cách hành chính"), ("cai cach hanh chinh", "cải cách hành chính"), ("CCHC", null), ("một cửa", "một cửa"), ("mot cua lien thong", "một cửa liên thông"),
        ("dịch vụ công trực tuyến", "dịch vụ công trực tuyến"), ("dich vu cong", "dịch vụ công"), ("thủ tục", "thủ tục"), ("ke hoach tuyen truyen", "kế hoạch tuyên truyền"), ("chuyển đổi số", "chuyển đổi số"),
        ("đề án 06", "Đề án 06"), ("66/KH-UBND", "66/KH-UBND"), ("66", null), ("quyết định 749", null), ("NĐ-CP", "NĐ-CP"), ("UBND tỉnh", null), ("văn hóa công vụ", "văn hóa công vụ"),
        ("mạng lưới cộng tác viên", "mạng lưới cộng tác viên"), ("loa truyen thanh khong day", "loa truyền thanh không dây"), ("sự hài lòng của người dân", "sự hài lòng của người dân"),
        ("chỉ số PAPI Tiền Giang", null), ("PAR INDEX", "PAR INDEX"), ("bưu chính công ích", "bưu chính công ích"), ("kỷ luật kỷ cương", "kỷ luật, kỷ cương"), ("người dân doanh nghiệp", null),
        ("cai cahc hanh chinh", null), ("tuyên truyền cải cách hành chính trên địa bàn tỉnh Tiền Giang năm 2024", null), ("\"tổ chức thực hiện\"", "tổ chức thực hiện"), ("của và các", null), ("khongcotunaynhuvay", null),
        ("cải cách hành chính&nam=2025", "cải cách hành chính"), ("kế hoạch&muc=Document", null), ("cán bộ, công chức, viên chức&sap-xep=moi", null), ("nhân rộng mô hình, sáng kiến", "mô hình, sáng kiến"),
    ];

    public static async Task<int> RunAsync(Options options, WorkFolder work)
    {
        Console.WriteLine(Machine.Describe());
        await using var postgres = options.IsPostgres ? await PostgresServer.StartAsync(work) : null;
        var published = options.Site ?? await SiteProcess.PublishAsync(work);
        var environment = SiteProcess.Environment(work.Folder("data"), postgres?.ConnectionString);
        await using (await SiteProcess.StartAsync(published, environment)) { }
        if (options.Items > 0)
        {
            var took = await Growth.AddRowsAsync(environment, options.Items) + await Growth.ShuffleTextsAsync(environment, options.Items, await SentencesAsync(published));
            Console.WriteLine($"{options.Items:N0} articles as rows, each of random sentences: {took.TotalSeconds:F0} s.");
        }
        var result = new Dictionary<string, string>(StringComparer.Ordinal) { ["database"] = options.Database, ["items"] = $"{options.Items}" };

        var (rate, newsroomRate) = await RebuildAsync(published, environment);
        result["rebuild_items_s"] = $"{rate:F0}";
        result["newsroom_rebuild_items_s"] = $"{newsroomRate:F0}";
        Console.WriteLine($"Full rebuild: {rate:F0} items a second (goal 2,000); the newsroom's index {newsroomRate:F0}.");

        await using var site = await SiteProcess.StartAsync(published, environment);
        await site.SettleAsync();
        result["rss_idle_mib"] = $"{site.Memory}";
        var wrong = await QueriesAsync(site, result);
        var late = await FreshnessAsync(site, result);
        result["rss_most_mib"] = $"{site.MostMemory}";
        Console.WriteLine($"Memory: {result["rss_idle_mib"]} MiB idle (goal 180), {site.MostMemory} MiB at most (goal 300).");
        Console.WriteLine($"RESULT ok={(wrong + late == 0 ? "true" : "false")} {string.Join(' ', result.Select(pair => $"{pair.Key}={pair.Value}"))}");
        return wrong + late == 0 ? 0 : 1;
    }

    /// <summary>Sentences of the sample's own texts, which the generated ones are made of.</summary>
    private static async Task<IReadOnlyList<string>> SentencesAsync(string site)
    {
        var sentences = new List<string>();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(site, "recipes", "sample"), "*.md", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            foreach (var line in await File.ReadAllLinesAsync(file))
                if (line.Length > 40 && !line.StartsWith('|') && !line.StartsWith('!') && !line.StartsWith(':')) sentences.AddRange(SentenceEnd().Split(line.Trim('#', ' ', '-', '>')).Where(sentence => sentence.Length > 20));
        return sentences;
    }

    /// <summary>Items a second of both indexes, by the site's own command, counted from its output: the start of the program is not the index's work.</summary>
    private static async Task<(double Search, double Newsroom)> RebuildAsync(string published, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(Path.Combine(published, "Cchc.Web"), ["reindex"]) { RedirectStandardOutput = true, WorkingDirectory = published };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var process = Machine.Start(start);
        var (from, to, read) = (new TimeSpan[2], new TimeSpan[2], new (int First, int Last)[2]);
        var watch = Stopwatch.StartNew();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (Progress().Match(line) is not { Success: true } match) continue;
            var (which, count) = (match.Groups[1].Value == "Quản trị" ? 1 : 0, int.Parse(NotDigits().Replace(match.Groups[2].Value, "")));
            if (read[which].First == 0) (from[which], read[which].First) = (watch.Elapsed, count);
            (to[which], read[which].Last) = (watch.Elapsed, count);
        }
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new LoadTestException("reindex failed.");
        double Rate(int which) => (read[which].Last - read[which].First) / Math.Max(0.001, (to[which] - from[which]).TotalSeconds);
        return (Rate(0), Rate(1));
    }

    /// <returns>How many queries were answered wrongly.</returns>
    private static async Task<int> QueriesAsync(SiteProcess site, Dictionary<string, string> result)
    {
        static string Path((string Query, string? Phrase) asked) => asked.Query.Split('&', 2) is [var text, var rest] ? $"/tim-kiem?q={Uri.EscapeDataString(text)}&{rest}" : $"/tim-kiem?q={Uri.EscapeDataString(asked.Query)}";
        var warm = Stopwatch.StartNew();
        // Until the compiler has finished with the hot code.
        for (var round = 0; round < 4 || warm.Elapsed < TimeSpan.FromSeconds(20); round++)
            foreach (var asked in Mix) await site.GetAsync(Path(asked));
        await site.SettleAsync();
        var samples = new List<double>();
        var (wrong, phrases) = (0, 0);
        Console.WriteLine($"\n{"CPU ms p50",10} {"worst",7} {"hits",8}  query");
        foreach (var asked in Mix)
        {
            var own = new List<double>();
            var html = "";
            for (var round = 0; round < Rounds; round++)
            {
                var before = site.CpuMilliseconds;
                html = System.Text.Encoding.UTF8.GetString(await site.GetAsync(Path(asked)));
                own.Add(site.CpuMilliseconds - before);
            }
            samples.AddRange(own);
            own.Sort();
            var isRight = asked.Phrase is null || FirstHitMarks(html, asked.Phrase);
            if (asked.Phrase is not null) phrases++;
            if (!isRight) wrong++;
            Console.WriteLine($"{own[Rounds / 2],10:F1} {own[^1],7:F1} {Total().Match(html).Groups[1].Value,8}  {asked.Query}{(isRight ? "" : $"   the first hit lacks “{asked.Phrase}”")}");
        }
        samples.Sort();
        var (p50, p95) = (samples[samples.Count / 2], samples[samples.Count * 95 / 100]);
        result["query_cpu_p50_ms"] = $"{p50:F1}";
        result["query_cpu_p95_ms"] = $"{p95:F1}";
        result["phrase_first"] = $"{phrases - wrong}/{phrases}";
        Console.WriteLine($"CPU of a whole search page: p50 {p50:F1} ms, p95 {p95:F1} ms (goal 20) over {samples.Count} requests; right phrase first in {phrases - wrong} of {phrases}.");
        return wrong;
    }

    /// <summary>Whether what was marked in the first hit, in its title or its snippet, holds the phrase.</summary>
    private static bool FirstHitMarks(string html, string phrase)
    {
        var first = FirstHit().Match(html).Value;
        return Mark().Matches(first).Any(mark => System.Net.WebUtility.HtmlDecode(mark.Groups[1].Value).Contains(phrase, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Publishes and takes away as an editor does and asks as a reader does until it shows.</summary>
    /// <returns>How many took longer than 2 s.</returns>
    private static async Task<int> FreshnessAsync(SiteProcess site, Dictionary<string, string> result)
    {
        var session = await Newsroom.SignInAsync(site) ?? throw new LoadTestException("Cannot sign in.");
        var (seen, gone) = (new List<double>(), new List<double>());
        for (var number = 1; number <= Publications; number++)
        {
            var word = $"xuathien{number}k{Environment.ProcessId}";
            var path = await Newsroom.SubmitAsync(site, session, "/quan-tri/tin-bai/moi", "Publish", new() { ["Input.Title"] = $"Bài {word}", ["Input.Markdown"] = "Nội dung.", ["Input.Section"] = "cchcsec0000000000000000001" });
            seen.Add(await UntilAsync(site, word, found: true));
            await Newsroom.SubmitAsync(site, session, path, "Unpublish", []);
            gone.Add(await UntilAsync(site, word, found: false));
        }
        result["visible_most_ms"] = $"{seen.Max():F0}";
        result["gone_most_ms"] = $"{gone.Max():F0}";
        Console.WriteLine($"\nAfter the editor's answer, a published item was found within {seen.Max():F0} ms and one taken away was gone within {gone.Max():F0} ms (goal 2,000), the worst of {Publications}.");
        return seen.Concat(gone).Count(time => time > 2_000);
    }

    private static async Task<double> UntilAsync(SiteProcess site, string word, bool found)
    {
        var watch = Stopwatch.StartNew();
        while (System.Text.Encoding.UTF8.GetString(await site.GetAsync($"/tim-kiem?q={word}")).Contains("class=\"result\"", StringComparison.Ordinal) != found)
        {
            if (watch.Elapsed > TimeSpan.FromMinutes(1)) throw new LoadTestException($"{word} is {(found ? "not found" : "still found")} after a minute.");
            await Task.Delay(5);
        }
        return watch.Elapsed.TotalMilliseconds;
    }

    [GeneratedRegex(@"^(Tìm kiếm|Quản trị): đã đọc ([\d.,]+)/")] private static partial Regex Progress();
    [GeneratedRegex(@"\D")] private static partial Regex NotDigits();
    [GeneratedRegex(@"(?<=[.!?;:])\s+")] private static partial Regex SentenceEnd();
    [GeneratedRegex(@"id=""kq""[^>]*>\s*([\d.,]+)")] private static partial Regex Total();
    [GeneratedRegex(@"<article class=""result"">.*?</article>", RegexOptions.Singleline)] private static partial Regex FirstHit();
    [GeneratedRegex(@"<mark>(.*?)</mark>", RegexOptions.Singleline)] private static partial Regex Mark();
}
