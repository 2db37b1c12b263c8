using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Cchc.LoadTests;

/// <summary>
/// The close of a round with many papers, put into the database as rows: how long it takes to mark, to rank and to review them, to mark all again
/// after a corrected key, and what the pages that look at them cost afterwards. The scores of the rows are wrong on purpose: every one is written at the close.
/// </summary>
public static partial class ContestClose
{
    private const int Papers = 100_000;
    /// <summary>So many of them still run at the end and are collected, in percent.</summary>
    private const int RunningPercent = 2;
    private const int UnitsTaken = 100, AnswersSaved = 5;

    public static async Task<int> RunAsync(Options options, WorkFolder work)
    {
        var papers = options.Items > 0 ? options.Items : Papers;
        Console.WriteLine($"close of a round with {papers:N0} papers on {options.Database}. {Machine.Describe()}");
        var folder = options.Site ?? await SiteProcess.PublishAsync(work);
        await using var postgres = options.IsPostgres ? await PostgresServer.StartAsync(work) : null;
        var environment = ContestRun.Environment(options, work, postgres);
        await using (var first = await SiteProcess.StartAsync(folder, environment)) await first.SettleAsync();
        await using var records = await ContestRecords.OpenAsync(environment);
        var round = await SeedAsync(records, papers);
        var load = Machine.Load();

        await using var site = await SiteProcess.StartAsync(folder, environment);
        var (watch, started) = (Stopwatch.StartNew(), site.Cpu);
        await UntilAsync(async () => (string)(await records.RowsAsync($"""SELECT "State" FROM contest_rounds WHERE "Id" = {round.Id}"""))[0][0] == "Closed");
        var (closed, closeCpu) = (watch.Elapsed, site.Cpu - started);
        var said = Closed().Match(await site.SaysAsync("papers,")) is { Success: true } match ? match : throw new LoadTestException("The site did not say how long the close took.");
        var (marked, ranked, reviewed) = (said.Groups[1].Value, said.Groups[2].Value, said.Groups[3].Value);
        var faults = new List<string>();
        if (await records.NumberAsync($"""SELECT COUNT(*) FROM contest_attempts WHERE "RoundId" = {round.Id} AND "State" = 0""") is > 0 and var open) faults.Add($"{open} papers still run.");
        if (await records.NumberAsync($"""SELECT SUM("People") FROM contest_results WHERE "RoundId" = {round.Id}""") is var counted && counted != papers) faults.Add($"{counted} people in the ranking, {papers} in truth.");

        await site.SettleAsync();
        var settled = site.Cpu;
        await CorrectAsync(records, round.Version);
        await UntilAsync(async () => await records.NumberAsync("SELECT COUNT(*) FROM contest_key_corrections WHERE \"FinishedUtc\" IS NULL") == 0);
        var again = Again().Match(await site.SaysAsync("Marked again")) is { Success: true } told ? told : throw new LoadTestException("The site did not say how long the marking took.");
        var againCpu = site.Cpu - settled;

        // What looks at the papers afterwards.
        var code = (string)(await records.RowsAsync($"""SELECT "Code" FROM contest_attempts WHERE "RoundId" = {round.Id} LIMIT 1"""))[0][0];
        var check = await TimesAsync(site, $"/cuoc-thi/{Participant.Slug}/ky-1/kiem-tra?ma={code}", null);
        var session = await Newsroom.SignInAsync(site) ?? throw new LoadTestException("Nobody could sign in.");
        var analysis = await TimesAsync(site, $"/quan-tri/cuoc-thi/{round.Contest}/ky/1/phan-tich", session);
        var desk = await TimesAsync(site, $"/quan-tri/cuoc-thi/{round.Contest}/ky/1", session);
        var memory = site.MostMemory;
        foreach (var fault in faults) Console.WriteLine(fault);
        Console.WriteLine($"| papers | marked, every score written ms | ranked ms | flags, analysis, saved ms | from the start of the site to closed s, CPU s | marked again after a correction: scores changed, ms with ranking and review, CPU s | check of a receipt, first / next ms | analysis ms | round's page, first / next ms | memory MiB | load |\n|---|---|---|---|---|---|---|---|---|---|---|\n"
            + $"| {papers:N0} | {marked} | {ranked} | {reviewed} | {closed.TotalSeconds:0.0}, {closeCpu.TotalSeconds:0.0} | {again.Groups[1].Value}, {again.Groups[2].Value}, {againCpu.TotalSeconds:0.0} | {check.First:0} / {check.Next:0} | {analysis.First:0} / {analysis.Next:0} | {desk.First:0} / {desk.Next:0} | {memory} | {load} |");
        Console.WriteLine($"RESULT ok={(faults.Count == 0 ? "true" : "false")} papers={papers} marked_ms={marked} ranked_ms={ranked} reviewed_ms={reviewed} marked_again_ms={again.Groups[2].Value} close_cpu_s={closeCpu.TotalSeconds:0.0} marked_again_cpu_s={againCpu.TotalSeconds:0.0} check_ms={check.Next:0} analysis_ms={analysis.Next:0} memory_mib={memory}");
        return faults.Count == 0 ? 0 : 1;
    }

    private sealed record Seeded(int Id, int Contest, int Version);

    /// <summary>Writes people and papers of the sample's open round, lets it end now, and makes its closing due.</summary>
    private static async Task<Seeded> SeedAsync(ContestRecords records, int papers)
    {
        var row = (await records.RowsAsync($"""SELECT r."Id", r."CompetitionId", p."BlockId", p."Frozen" FROM contest_rounds r JOIN contests c ON c."Id" = r."CompetitionId" JOIN contest_plans p ON p."RoundId" = r."Id" WHERE c."Slug" = '{Participant.Slug}' AND r."Number" = 1 ORDER BY p."BlockId" """))[0];
        var (round, contest, block) = (Convert.ToInt32(row[0]), Convert.ToInt32(row[1]), Convert.ToInt32(row[2]));
        var lines = JsonNode.Parse((string)row[3])!["Lines"]!.AsArray();
        var questions = lines.Sum(line => (int)line!["Count"]!);
        var version = (int)lines[0]!["Pool"]![0]!["Version"]!;
        var units = (await records.RowsAsync($"""SELECT "Id" FROM units ORDER BY "Id" LIMIT {UnitsTaken}""")).ConvertAll(unit => Convert.ToInt32(unit[0]));
        var closes = DateTime.UtcNow.AddSeconds(-20);
        closes = new(closes.Ticks - closes.Ticks % TimeSpan.TicksPerMillisecond, DateTimeKind.Utc);
        var random = new Random(20261126);
        static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
        // As the site's own ids are: milliseconds since 2026, then 22 bits.
        var begin = (long)(closes.AddHours(-2) - new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc)).TotalMilliseconds;
        long Id(int number) => (begin + (number * 3_600_000L / papers) << 22) | (uint)(number & 0x3fffff);
        await records.InsertAsync("contest_participants", ["Id", "CompetitionId", "BlockId", "IdentityKey", "CodeKey", "Personal", "UnitId", "ConsentNumber", "RegisteredUtc", "Barred", "ExtraMinutes", "Device", "Address"],
            Enumerable.Range(1, papers).Select(number => new object?[] { Id(number), contest, block, Hex(SHA256.HashData(BitConverter.GetBytes(number))), Hex(SHA256.HashData(BitConverter.GetBytes(-number))), "", units[random.Next(units.Count)], 1, closes.AddHours(-2), false, 0, "", "" }));
        var running = new List<long>();
        await records.InsertAsync("contest_attempts", ["Id", "RoundId", "BlockId", "ParticipantId", "Number", "Seed", "StartedUtc", "DeadlineUtc", "State", "SubmittedUtc", "RulesNumber", "Prediction", "Answers", "Hundredths", "Right", "AllRight", "Receipt", "Code", "Device", "Address", "VoidReason"],
            Enumerable.Range(1, papers).Select(number =>
            {
                var started = closes.AddHours(-2).AddMilliseconds(number * 3_600_000L / papers);
                var over = number % 100 >= RunningPercent;
                if (!over) running.Add(Id(number));
                var receipt = Hex(SHA256.HashData(BitConverter.GetBytes((long)number << 20)));
                var answers = over ? JsonSerializer.Serialize(Enumerable.Range(0, questions).Select(_ => $"{random.Next(4)}")) : "";
                return new object?[]
                {
                    Id(number), round, block, Id(number), 1, random.NextInt64(), started, over ? started.AddMinutes(30) : closes, over ? 1 : 0, over ? started.AddMilliseconds(random.Next(60_000, 1_500_000)) : null, 1,
                    over ? (decimal)random.Next(papers) : null, answers, 0, 0, false, over ? receipt : "", over ? $"{receipt[..4]}-{receipt[4..8]}-{receipt[8..12]}".ToUpperInvariant() : "", "", "", "",
                };
            }));
        await records.InsertAsync("contest_answers", ["AttemptId", "Position", "Value", "Flagged", "SavedUtc"],
            running.SelectMany(id => Enumerable.Range(0, Math.Min(AnswersSaved, questions)).Select(position => new object?[] { id, position, $"{random.Next(4)}", false, closes.AddMinutes(-1) })));
        await records.DoAsync("UPDATE contest_rounds SET \"OpensUtc\" = @opens, \"ClosesUtc\" = @closes WHERE \"Id\" = @id", ("opens", closes.AddHours(-3)), ("closes", closes), ("id", round));
        await records.DoAsync("UPDATE jobs SET \"DueUtc\" = @now WHERE \"Kind\" = 'contest.close' AND \"Payload\" = @round", ("now", DateTime.UtcNow), ("round", $"{round}"));
        return new(round, contest, version);
    }

    /// <summary>Moves the key of a question by one, as an organiser who corrects it does.</summary>
    private static async Task CorrectAsync(ContestRecords records, int version)
    {
        var before = (string)(await records.RowsAsync($"""SELECT "Body" FROM contest_question_versions WHERE "Id" = {version}"""))[0][0];
        var body = JsonNode.Parse(before)!;
        body["Correct"] = new JsonArray(((int)body["Correct"]![0]! + 1) % 4);
        var after = body.ToJsonString();
        await records.DoAsync("UPDATE contest_question_versions SET \"Body\" = @after WHERE \"Id\" = @id", ("after", after), ("id", version));
        await records.DoAsync("INSERT INTO contest_key_corrections (\"VersionId\", \"AtUtc\", \"Who\", \"Reason\", \"Before\", \"After\", \"Done\", \"Total\", \"Changed\") VALUES (@version, @now, 'load test', 'load test', @before, @after, 0, 0, 0)", ("version", version), ("now", DateTime.UtcNow), ("before", before), ("after", after));
        var id = await records.NumberAsync("SELECT MAX(\"Id\") FROM contest_key_corrections");
        await records.DoAsync("INSERT INTO jobs (\"Kind\", \"Key\", \"Payload\", \"DueUtc\", \"Attempts\") VALUES ('contest.mark-again', @key, @id, @now, 0)", ("key", $"contest.mark-again:{id}"), ("id", $"{id}"), ("now", DateTime.UtcNow));
    }

    private static async Task UntilAsync(Func<Task<bool>> done)
    {
        var watch = Stopwatch.StartNew();
        while (!await done())
        {
            if (watch.Elapsed > TimeSpan.FromMinutes(5)) throw new LoadTestException("It did not end within five minutes.");
            await Task.Delay(100);
        }
    }

    private static async Task<(double First, double Next)> TimesAsync(SiteProcess site, string path, string? session)
    {
        var times = new List<double>();
        for (var turn = 0; turn < 6; turn++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, site.Url + path);
            if (session is not null) request.Headers.Add("Cookie", session);
            var watch = Stopwatch.StartNew();
            using var answer = await site.Client.SendAsync(request);
            await answer.Content.ReadAsByteArrayAsync();
            times.Add(watch.Elapsed.TotalMilliseconds);
            if (!answer.IsSuccessStatusCode) throw new LoadTestException($"{path} answered {(int)answer.StatusCode}.");
        }
        return (times[0], times.Skip(1).Order().ElementAt(2));
    }

    [GeneratedRegex(@"marked in (\d+) ms, root in \d+ ms, ranked in (\d+) ms, reviewed and saved in (\d+) ms")] private static partial Regex Closed();
    [GeneratedRegex(@"(\d+) scores changed, in (\d+) ms")] private static partial Regex Again();
}
