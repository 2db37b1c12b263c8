using System.Diagnostics;

namespace Cchc.LoadTests;

/// <summary>Saving a long article again and again, as a reporter does: time until the answer, and the site's CPU time.</summary>
public static class SaveRun
{
    private const int Words = 5000;
    private const int Pictures = 20;
    private const int Warm = 20;
    private const int Saves = 60;

    public static async Task<int> RunAsync(Options options, WorkFolder work)
    {
        Console.WriteLine(Machine.Describe());
        await using var postgres = options.IsPostgres ? await PostgresServer.StartAsync(work) : null;
        var published = options.Site ?? await SiteProcess.PublishAsync(work);
        await using var site = await SiteProcess.StartAsync(published, SiteProcess.Environment(work.Folder("data"), postgres?.ConnectionString));
        await site.SettleAsync();
        var session = await Newsroom.SignInAsync(site) ?? throw new LoadTestException("Nobody could sign in.");
        var text = Text();
        var values = new Dictionary<string, string>
        {
            ["Input.Title"] = "Một bài rất dài", ["Input.Sapo"] = "Tóm tắt của một bài rất dài.", ["Input.Markdown"] = text, ["Input.Section"] = "cchcsec0000000000000000001",
        };
        var path = await Newsroom.SubmitAsync(site, session, "/quan-tri/tin-bai/moi", "", values);
        var (took, cpu) = (new List<double>(), new List<double>());
        for (var save = 0; save < Warm + Saves; save++)
        {
            var form = await Newsroom.OpenAsync(site, session, path);
            values["Input.Markdown"] = $"{text}\n\nBản thứ {save}.";
            var before = site.CpuMilliseconds;
            var watch = Stopwatch.StartNew();
            await Newsroom.SendAsync(site, form, "", values);
            if (save < Warm) continue;
            took.Add(watch.Elapsed.TotalMilliseconds);
            cpu.Add(site.CpuMilliseconds - before);
        }
        took.Sort();
        cpu.Sort();
        Console.WriteLine($"{Saves} saves of {Words:N0} words ({text.Length:N0} characters) with {Pictures} pictures, {options.Database}: p50 {took[Saves / 2]:F0} ms, p95 {took[Saves * 95 / 100]:F0} ms, most {took[^1]:F0} ms (goal 150); CPU p50 {cpu[Saves / 2]:F0} ms.");
        Console.WriteLine($"RESULT ok=true database={options.Database} save_p50_ms={took[Saves / 2]:F1} save_p95_ms={took[Saves * 95 / 100]:F1} save_cpu_ms={cpu[Saves / 2]:F1}");
        return 0;
    }

    /// <summary>The sample's articles one after another until the words are enough, with the sample's drawings between their paragraphs.</summary>
    public static string Text()
    {
        var sample = Path.Combine(Machine.Repository(), "recipes/sample");
        var paragraphs = Directory.EnumerateFiles(Path.Combine(sample, "articles"), "*.md").Order(StringComparer.Ordinal).SelectMany(file => File.ReadAllText(file).Split("\n\n"));
        var (taken, words) = (new List<string>(), 0);
        var open = false; // inside a box or a quote, where no picture goes
        foreach (var paragraph in paragraphs)
        {
            taken.Add(paragraph);
            open ^= (paragraph.Split('\n').Count(line => line.StartsWith(":::", StringComparison.Ordinal)) & 1) == 1;
            words += paragraph.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
            if (words >= Words && !open) break;
        }
        var drawings = Directory.EnumerateFiles(Path.Combine(sample, "media/minh-hoa")).Order(StringComparer.Ordinal).Select(Path.GetFileName).ToList();
        var pictures = Enumerable.Range(0, Pictures).Select(number => $"![Hình {number + 1}](/media/minh-hoa/{drawings[number % drawings.Count]})");
        return string.Join("\n\n", taken) + "\n\n" + string.Join("\n\n", pictures);
    }
}
