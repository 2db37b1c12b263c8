using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace Cchc.LoadTests;

/// <summary>
/// Whole attempts of a contest: enter, start, ten answers, hand in, each as a browser without script sends them. The site is killed
/// with SIGKILL as often as asked; afterwards the database is compared with what the participants were told.
/// </summary>
public static class ContestRun
{
    private const int Workers = 64, EnterWorkers = 64, Cold = 1500;
    /// <summary>Starts under way at once in a burst.</summary>
    private const int BurstWorkers = 256;

    public static Task<int> RunAsync(Options options, WorkFolder work) => options.Part switch
    {
        "burst" => BurstAsync(options, work),
        "close" => ContestClose.RunAsync(options, work),
        _ => AttemptsAsync(options, work),
    };

    /// <summary>Environment of a site that lets everybody come from one address.</summary>
    public static Dictionary<string, string> Environment(Options options, WorkFolder work, PostgresServer? postgres)
    {
        var environment = SiteProcess.Environment(work.Folder("data"), postgres?.ConnectionString);
        environment["Limits__ContestPerAddressAndMinute"] = "1000000000";
        if (options.Together > 0) environment["Contest__WrittenTogether"] = $"{options.Together}";
        return environment;
    }

    private static string Together(Options options) => options.Together switch { 0 => "group commit", 1 => "no group commit", var many => $"at most {many} in a commit" };

    private static async Task<int> AttemptsAsync(Options options, WorkFolder work)
    {
        Console.WriteLine($"contest on {options.Database}, {options.People} people, {options.Kill} kills, {Together(options)}. {Machine.Describe()}");
        var folder = options.Site ?? await SiteProcess.PublishAsync(work);
        await using var postgres = options.IsPostgres ? await PostgresServer.StartAsync(work) : null;
        var environment = Environment(options, work, postgres);
        var serial = options.IsPostgres ? 0 : SerialCommits(work);
        var crowd = new ContestCrowd(await SiteProcess.StartAsync(folder, environment), looksBack: options.Kill > 0);
        var people = new ConcurrentBag<Participant>();
        async Task PlayAsync(Participant person)
        {
            people.Add(person);
            await person.EnterAsync();
            await person.StartAsync();
            await person.TakeAsync();
        }
        // The first ones find a program that has just started; they are checked like all others, and not timed.
        var cold = new ContestCrowd(crowd.Site, looksBack: false);
        if (options.Kill == 0) await Together(Workers, Cold, number => PlayAsync(new(cold, options.People + number)));
        var (cpu, load, next) = (crowd.Site.Cpu, Machine.Load(), 0);
        var watch = Stopwatch.StartNew();
        var workers = Together(Workers, options.People, number =>
        {
            Volatile.Write(ref next, number);
            return PlayAsync(new(crowd, number));
        });
        var random = new Random(20261126);
        for (var kill = 0; kill < options.Kill; kill++)
        {
            await Task.Delay(random.Next(300, 3000));
            if (workers.IsCompleted || Volatile.Read(ref next) >= options.People) break;
            crowd.Site.Kill();
            await crowd.Site.DisposeAsync();
            crowd.Site = await SiteProcess.StartAsync(folder, environment);
            crowd.Kills++;
        }
        await workers;
        var seconds = watch.Elapsed.TotalSeconds;
        var milliseconds = crowd.Kills > 0 ? 0 : (crowd.Site.Cpu - cpu).TotalMilliseconds / options.People;
        var memory = crowd.Site.MostMemory;
        await crowd.Site.DisposeAsync();
        await using var records = await ContestRecords.OpenAsync(environment);
        var faults = await records.CompareAsync(Participant.Slug, people);
        foreach (var fault in faults.Take(20)) Console.WriteLine(fault);
        var (starts, saves) = (new Spread(crowd.Starts), new Spread(crowd.Saves));
        var (rate, lost) = (options.People / seconds, people.Count(person => person.Lost));
        Console.WriteLine($"| attempts/s | start p50 / p95 / p99 ms | save p50 / p95 / p99 ms | CPU ms of an attempt | kills | retries | acknowledged answers | entries without an answer | lost, doubled, too late | one-row commits/s of this disk | memory MiB | load before |\n|---|---|---|---|---|---|---|---|---|---|---|---|\n"
            + $"| {rate:0} | {starts} | {saves} | {milliseconds:0.0} | {crowd.Kills} | {crowd.Retries} | {people.Sum(person => person.Told.Count)} | {lost} | {faults.Count} | {serial:0} | {memory} | {load} |");
        Console.WriteLine($"RESULT ok={(faults.Count == 0 ? "true" : "false")} attempts_per_second={rate:0.0} start_p99_ms={starts.At(0.99):0} save_p99_ms={saves.At(0.99):0} cpu_ms={milliseconds:0.0} kills={crowd.Kills} faults={faults.Count} serial_commits_per_second={serial:0} memory_mib={memory}");
        return faults.Count == 0 ? 0 : 1;
    }

    /// <summary>People who have entered before press Start all at once; in every second quarter an editor saves and publishes long articles meanwhile.</summary>
    private static async Task<int> BurstAsync(Options options, WorkFolder work)
    {
        Console.WriteLine($"burst of {options.People} starts on {options.Database}, {BurstWorkers} at once, {Together(options)}. {Machine.Describe()}");
        var folder = options.Site ?? await SiteProcess.PublishAsync(work);
        await using var postgres = options.IsPostgres ? await PostgresServer.StartAsync(work) : null;
        var environment = Environment(options, work, postgres);
        await using var site = await SiteProcess.StartAsync(folder, environment);
        var people = new Participant[options.People + Cold];
        var (alone, beside, cold) = (new ContestCrowd(site, looksBack: false), new ContestCrowd(site, looksBack: false), new ContestCrowd(site, looksBack: false));
        const int Quarters = 4;
        var size = (options.People + Quarters - 1) / Quarters;
        await Together(EnterWorkers, people.Length, async number =>
        {
            people[number - 1] = new(number > options.People ? cold : (number - 1) / size % 2 == 0 ? alone : beside, number);
            await people[number - 1].EnterAsync();
        });
        var session = await Newsroom.SignInAsync(site) ?? throw new LoadTestException("Nobody could sign in.");
        var article = new Dictionary<string, string> { ["Input.Title"] = "Một bài trong lúc thi", ["Input.Markdown"] = SaveRun.Text(), ["Input.Section"] = "cchcsec0000000000000000001" };
        var path = await Newsroom.SubmitAsync(site, session, "/quan-tri/tin-bai/moi", "Publish", article);
        // A program that has just started is not what is measured: some people start and the editor saves before.
        await Together(BurstWorkers, Cold, number => people[options.People + number - 1].StartAsync());
        using (var soon = new CancellationTokenSource(TimeSpan.FromSeconds(5))) await EditAsync(site, session, path, article, [], soon.Token);
        await site.SettleAsync();
        var load = Machine.Load();
        var (rates, edits, cpu) = (new List<double>(), new List<double>(), site.Cpu);
        for (var quarter = 0; quarter < Quarters; quarter++)
        {
            using var over = new CancellationTokenSource();
            var editor = quarter % 2 == 1 ? EditAsync(site, session, path, article, edits, over.Token) : Task.CompletedTask;
            var from = quarter * size;
            var watch = Stopwatch.StartNew();
            await Together(BurstWorkers, Math.Min(size, options.People - from), number => people[from + number - 1].StartAsync());
            rates.Add(Math.Min(size, options.People - from) / watch.Elapsed.TotalSeconds);
            await over.CancelAsync();
            await editor;
        }
        var milliseconds = (site.Cpu - cpu).TotalMilliseconds / options.People;
        var memory = site.MostMemory;
        await site.DisposeAsync();
        await using var records = await ContestRecords.OpenAsync(environment);
        var faults = await records.CompareAsync(Participant.Slug, people);
        var begun = await records.NumberAsync($"""SELECT COUNT(*) FROM contest_attempts a JOIN contest_rounds r ON r."Id" = a."RoundId" JOIN contests c ON c."Id" = r."CompetitionId" WHERE c."Slug" = '{Participant.Slug}'""");
        if (begun != people.Length) faults.Add($"{begun} attempts begun in the database, {people.Length} in truth.");
        foreach (var fault in faults.Take(20)) Console.WriteLine(fault);
        var (calm, busy, saved) = (new Spread(alone.Starts), new Spread(beside.Starts), new Spread(edits));
        var took = rates.Sum(rate => size / rate);
        Console.WriteLine($"| starts | in s | starts/s by quarter (editor at work in the 2nd and 4th) | start p50 / p95 / p99 ms | beside the editor | editor's saves, p50 / p95 / p99 ms | CPU ms of a start | wrong | memory MiB | load before |\n|---|---|---|---|---|---|---|---|---|---|\n"
            + $"| {options.People} | {took:0.0} | {string.Join(", ", rates.Select(rate => $"{rate:0}"))} | {calm} | {busy} | {edits.Count}: {saved} | {milliseconds:0.0} | {faults.Count} | {memory} | {load} |");
        Console.WriteLine($"RESULT ok={(faults.Count == 0 ? "true" : "false")} starts_per_second={options.People / took:0} start_p99_ms={calm.At(0.99):0} start_p95_ms={calm.At(0.95):0} start_p95_beside_editor_ms={busy.At(0.95):0} faults={faults.Count}");
        return faults.Count == 0 ? 0 : 1;
    }

    /// <summary>Saves an article and publishes it, by turns, again and again.</summary>
    private static async Task EditAsync(SiteProcess site, string session, string path, IReadOnlyDictionary<string, string> article, List<double> took, CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            var form = await Newsroom.OpenAsync(site, session, path);
            var values = new Dictionary<string, string>(article) { ["Input.Markdown"] = $"{article["Input.Markdown"]}\n\nBản thứ {took.Count}." };
            var watch = Stopwatch.StartNew();
            await Newsroom.SendAsync(site, form, took.Count % 2 == 0 ? "" : "Publish", values);
            took.Add(watch.Elapsed.TotalMilliseconds);
        }
    }

    /// <summary>Does something for each number from 1, so many at once.</summary>
    private static Task Together(int workers, int many, Func<int, Task> act)
    {
        var next = 0;
        return Task.WhenAll(Enumerable.Range(0, workers).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref next) is var number && number <= many) await act(number);
        })));
    }

    /// <summary>The yardstick: how many transactions of one row this disk makes durable in a second, one after the other.</summary>
    private static double SerialCommits(WorkFolder work)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(work.Folder("yardstick"), "y.db")}");
        connection.Open();
        void Run(string sql) { using var command = connection.CreateCommand(); command.CommandText = sql; command.ExecuteNonQuery(); }
        Run("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE t (id INTEGER PRIMARY KEY, text TEXT)");
        var watch = Stopwatch.StartNew();
        var count = 0;
        for (; watch.Elapsed < TimeSpan.FromSeconds(2); count++) Run("INSERT INTO t (text) VALUES ('an answer')");
        return count / watch.Elapsed.TotalSeconds;
    }
}

/// <summary>Times of one kind, in milliseconds.</summary>
public sealed class Spread(IEnumerable<double> times)
{
    private readonly List<double> sorted = [.. times.Order()];

    public double At(double share) => sorted.Count == 0 ? 0 : sorted[(int)Math.Min(sorted.Count - 1, sorted.Count * share)];

    public override string ToString() => $"{At(0.5):0} / {At(0.95):0} / {At(0.99):0}";
}
