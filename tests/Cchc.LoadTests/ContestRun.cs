using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Cchc.LoadTests;

/// <summary>
/// Whole attempts of a contest: enter, start, ten answers, hand in, each as a browser without script sends them. The site is killed
/// with SIGKILL as often as asked; afterwards the database is compared with what the participants were told.
/// </summary>
public static partial class ContestRun
{
    private const string Home = "/cuoc-thi/tim-hieu-cai-cach-hanh-chinh";
    private const int Workers = 64, Saves = 10;

    public static async Task<int> RunAsync(Options options, WorkFolder work)
    {
        Console.WriteLine($"contest on {options.Database}, {options.People} people, {options.Kill} kills. {Machine.Describe()}");
        var folder = options.Site ?? await SiteProcess.PublishAsync(work);
        await using var postgres = options.IsPostgres ? await PostgresServer.StartAsync(work) : null;
        var environment = SiteProcess.Environment(work.Folder("data"), postgres?.ConnectionString);
        environment["Limits__ContestPerAddressAndMinute"] = "1000000000";
        var serial = options.IsPostgres ? 0 : SerialCommits(work);
        var run = new Run(await SiteProcess.StartAsync(folder, environment));
        var watch = Stopwatch.StartNew();
        var next = 0;
        var people = new ConcurrentBag<Person>();
        var workers = Enumerable.Range(0, Workers).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref next) is var number && number <= options.People)
            {
                var person = new Person(run, number);
                people.Add(person);
                await person.PlayAsync();
            }
        })).ToArray();
        var random = new Random(20261126);
        for (var kill = 0; kill < options.Kill; kill++)
        {
            await Task.Delay(random.Next(300, 3000));
            if (Volatile.Read(ref next) >= options.People) break;
            run.Site.Kill();
            await run.Site.DisposeAsync();
            run.Site = await SiteProcess.StartAsync(folder, environment);
            run.Kills++;
        }
        await Task.WhenAll(workers);
        var seconds = watch.Elapsed.TotalSeconds;
        var memory = run.Site.MostMemory;
        await run.Site.DisposeAsync();
        var faults = await CompareAsync(environment, [.. people]);
        foreach (var fault in faults.Take(20)) Console.WriteLine(fault);
        var (starts, saves) = (run.Starts.Order().ToList(), run.Saves.Order().ToList());
        var rate = people.Count / seconds;
        Console.WriteLine($"| attempts/s | start p50 / p99 ms | save p50 / p99 ms | kills | retries | lost, doubled | one-row commits/s of this disk | memory MiB |\n|---|---|---|---|---|---|---|---|\n"
            + $"| {rate:0} | {At(starts, 0.5):0} / {At(starts, 0.99):0} | {At(saves, 0.5):0} / {At(saves, 0.99):0} | {run.Kills} | {run.Retries} | {faults.Count} | {serial:0} | {memory} |");
        Console.WriteLine($"RESULT ok={(faults.Count == 0 ? "true" : "false")} attempts_per_second={rate:0.0} durable_writes_per_second={rate * (Saves + 3):0} start_p99_ms={At(starts, 0.99):0} save_p99_ms={At(saves, 0.99):0} kills={run.Kills} faults={faults.Count} serial_commits_per_second={serial:0}");
        return faults.Count == 0 ? 0 : 1;
    }

    private static double At(List<double> sorted, double share) => sorted.Count == 0 ? 0 : sorted[(int)Math.Min(sorted.Count - 1, sorted.Count * share)];

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

    /// <summary>What the participants were told against what the database holds.</summary>
    private static async Task<List<string>> CompareAsync(IReadOnlyDictionary<string, string> environment, IReadOnlyList<Person> people)
    {
        var faults = new List<string>();
        await using DbConnection connection = environment["Database__Provider"] == "PostgreSQL" ? new NpgsqlConnection(environment["Database__ConnectionString"]) : new SqliteConnection(environment["Database__ConnectionString"]);
        await connection.OpenAsync();
        async Task<List<object[]>> RowsAsync(string sql)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            await using var reader = await command.ExecuteReaderAsync();
            var rows = new List<object[]>();
            while (await reader.ReadAsync())
            {
                var row = new object[reader.FieldCount];
                reader.GetValues(row);
                rows.Add(row);
            }
            return rows;
        }
        if (connection is SqliteConnection && (await RowsAsync("PRAGMA integrity_check")) is not [["ok"]]) faults.Add("The database's own check fails.");
        var papers = (await RowsAsync("""SELECT "Code", "Answers", "State", "ParticipantId" FROM contest_attempts WHERE "Receipt" <> '' """)).ToLookup(row => (string)row[0]);
        foreach (var person in people)
        {
            if (person.Lost) continue;
            if (person.Failed is { } failed) { faults.Add($"Person {person.Number}: {failed}"); continue; }
            var found = papers[person.Receipt].ToList();
            if (found.Count != 1) { faults.Add($"Person {person.Number}: receipt {person.Receipt} is there {found.Count} times."); continue; }
            var answers = System.Text.Json.JsonSerializer.Deserialize<List<string>>((string)found[0][1])!;
            foreach (var (position, _) in person.Told)
                if (answers[position].Length == 0) faults.Add($"Person {person.Number}: the answer to question {position + 1} was acknowledged and is gone.");
        }
        foreach (var row in await RowsAsync($"""SELECT "ParticipantId", COUNT(*) FROM contest_attempts a JOIN contest_rounds r ON r."Id" = a."RoundId" JOIN contests c ON c."Id" = r."CompetitionId" WHERE c."Slug" = '{Home[10..]}' GROUP BY "ParticipantId", a."RoundId" HAVING COUNT(*) > 1""")) faults.Add($"Participant {row[0]} has {row[1]} attempts and asked for one.");
        foreach (var row in await RowsAsync($"""SELECT COUNT(*) FROM contest_participants p JOIN contests c ON c."Id" = p."CompetitionId" WHERE c."Slug" = '{Home[10..]}'"""))
            if (Convert.ToInt64(row[0]) != people.Count) faults.Add($"{row[0]} people entered in the database, {people.Count} in truth.");
        return faults;
    }

    private sealed class Run(SiteProcess site)
    {
        public volatile SiteProcess Site = site;
        public int Kills, Retries;
        public readonly ConcurrentBag<double> Starts = [], Saves = [];
    }

    /// <summary>One participant with a browser of their own.</summary>
    private sealed class Person(Run run, int number)
    {
        private static readonly HttpClient Http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, MaxConnectionsPerServer = Workers * 2, PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30) }) { Timeout = TimeSpan.FromSeconds(60) };
        private readonly Dictionary<string, string> cookies = [];

        public int Number => number;
        public string Receipt { get; private set; } = "";
        public string? Failed { get; private set; }
        /// <summary>Answers that the site has acknowledged, by place.</summary>
        public Dictionary<int, string> Told { get; } = [];

        public async Task PlayAsync()
        {
            try
            {
                var enter = await GetAsync("/vao-thi");
                var block = BlockField().Match(enter).Groups[1].Value;
                if (await PostAsync("/vao-thi", enter, ("Input.Name", $"Người {number}"), ("Input.Phone", $"09{number:00000000}"), ("Input.Block", block), ("Input.Consent", "true")) is (HttpStatusCode.OK, var refused) && refused.Contains("đã đăng ký", StringComparison.Ordinal))
                {
                    // It was written, and the answer went with the process: the person has no code yet, and asks the organiser. Nothing was acknowledged.
                    Lost = true;
                    return;
                }
                var mine = await GetAsync("/cua-toi");
                var watch = Stopwatch.StartNew();
                await PostAsync("/cua-toi?handler=Start", mine, ("ky", "1"));
                run.Starts.Add(watch.Elapsed.TotalMilliseconds);
                var paper = await GetAsync("/ky-1/bai-thi?cau=1");
                for (var at = 0; at < Saves; at++)
                {
                    watch.Restart();
                    var (status, _) = await PostAsync($"/ky-1/bai-thi?cau={at + 1}&handler=Save", paper, ("tra-loi", $"{number % 4}"));
                    run.Saves.Add(watch.Elapsed.TotalMilliseconds);
                    if (status == HttpStatusCode.OK) Told[at] = $"{number % 4}";
                    else throw new InvalidOperationException($"a save was answered with {(int)status}");
                }
                await PostAsync("/ky-1/bai-thi?cau=nop&handler=Finish", paper, ("du-doan", $"{number}"));
                Receipt = ReceiptCode().Match(await GetAsync("/cua-toi")).Value;
                if (Receipt.Length == 0) Failed = "no receipt.";
            }
            catch (Exception error) when (error is InvalidOperationException or HttpRequestException or TaskCanceledException) { Failed = error.Message; }
        }

        /// <summary>The person's entry was written but its answer was lost with a kill.</summary>
        public bool Lost { get; private set; }

        private async Task<string> GetAsync(string path) => (await SendAsync(HttpMethod.Get, path, null)).Body;

        private Task<(HttpStatusCode Status, string Body)> PostAsync(string path, string page, params (string Name, string Value)[] fields)
        {
            var token = Token().Match(page).Groups[1].Value;
            return SendAsync(HttpMethod.Post, path, [new("__RequestVerificationToken", token), .. fields.Select(field => KeyValuePair.Create(field.Name, field.Value))]);
        }

        /// <summary>Sends until there is an answer: a killed site comes back.</summary>
        private async Task<(HttpStatusCode Status, string Body)> SendAsync(HttpMethod method, string path, IReadOnlyList<KeyValuePair<string, string>>? form)
        {
            for (var attempt = 0; ; attempt++)
            {
                try
                {
                    using var request = new HttpRequestMessage(method, run.Site.Url + Home + path);
                    if (form is not null) request.Content = new FormUrlEncodedContent(form);
                    if (cookies.Count > 0) request.Headers.TryAddWithoutValidation("Cookie", string.Join("; ", cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
                    using var response = await Http.SendAsync(request);
                    if (response.StatusCode >= HttpStatusCode.InternalServerError) throw new HttpRequestException($"{path}: {(int)response.StatusCode}");
                    if (response.Headers.TryGetValues("Set-Cookie", out var set))
                        foreach (var cookie in set.Select(one => one.Split(';')[0].Split('=', 2))) cookies[cookie[0]] = cookie[1];
                    return (response.StatusCode, await response.Content.ReadAsStringAsync());
                }
                catch (Exception error) when (error is HttpRequestException or IOException && attempt < 600)
                {
                    Interlocked.Increment(ref run.Retries);
                    await Task.Delay(100);
                }
            }
        }
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)\"")] private static partial Regex Token();
    [GeneratedRegex("name=\"Input.Block\" value=\"(\\d+)\"")] private static partial Regex BlockField();
    [GeneratedRegex("[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}")] private static partial Regex ReceiptCode();
}
