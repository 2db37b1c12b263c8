using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Cchc.Core;
using Cchc.Core.Content;
using Cchc.Modules.Content.News;
using Cchc.Tests.Hosting;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Cchc.Tests.Pages;

public sealed class GrowthOnSqlite(SqliteSite site) : GrowthTests(site), IClassFixture<SqliteSite>;

public sealed class GrowthOnPostgres(PostgresSite site) : GrowthTests(site), IClassFixture<PostgresSite>;

/// <summary>
/// Lists cost the same with 100,000 articles as with thirty. Not the clock is looked at but what the database does: as many
/// commands as before, and each of them walks an index (SQLite's plan) and reads few rows (PostgreSQL counts them).
/// </summary>
public abstract class GrowthTests(SiteFixture fixture) : KernelTests(fixture)
{
    private const int Articles100K = 100_000;
    /// <summary>Rows that a command may read: a few pages of a list, small tables such as tags, and counts that stop at 1,000.</summary>
    private const int RowsPerCommand = 1_200;

    [Fact]
    public async Task Lists_stay_flat_with_100_000_articles()
    {
        var section = await Site.WithDbAsync(db => PublicAddresses.TermAsync(db, TermKind.Section));
        var tag = await Site.WithDbAsync(db => PublicAddresses.TermAsync(db, TermKind.Tag));
        var article = await Site.WithDbAsync(PublicAddresses.ArticleAsync);
        string[] places = ["/", "/tin-tuc", $"/chuyen-muc/{section}", $"/the/{tag}", $"/tin-tuc/{article}", "/rss.xml", $"/chuyen-muc/{section}/rss.xml", "/quan-tri/tin-bai", "/quan-tri/tin-bai?duyet=cho-duyet", "/quan-tri/tin-bai?duyet=da-duyet", "/quan-tri/tin-bai?giao=toi", "/quan-tri/tin-bai?cua=toi&trang-thai=Published", "/quan-tri/tin-bai?loai=Tin&trang-thai=Published", "/quan-tri/tin-bai?trang-thai=Trash", "/quan-tri/lich?thang=2026-09", "/quan-tri/nhat-ky?viec=content.", "/quan-tri/tin-bai?q=cai+cach", $"/quan-tri/tin-bai?q=ke+hoach&chuyen-muc={section}", "/quan-tri"];
        var before = await CommandsAsync(places);
        await GrowAsync(section, tag);
        var problems = new List<string>();
        foreach (var (place, commands) in await CommandsAsync(places))
        {
            if (commands.Count > before[place].Count) problems.Add($"{place}: {before[place].Count} commands before, {commands.Count} now");
            foreach (var command in commands.Where(command => command.Text.TrimStart().StartsWith("SELECT", StringComparison.OrdinalIgnoreCase)))
                if (await CostAsync(command) is { } cost) problems.Add($"{place}: {cost}\n{command.Text}");
        }
        Assert.True(problems.Count == 0, string.Join("\n\n", problems));
        await WalkAsync();
    }

    /// <summary>A reader who goes on and on pays the same for each page.</summary>
    private async Task WalkAsync()
    {
        using var client = Site.Client();
        var path = "/tin-tuc";
        for (var step = 0; step < 3; step++)
        {
            var page = await client.PageAsync(path);
            path = "/tin-tuc" + new Uri(new Uri("http://localhost/tin-tuc"), page.QuerySelector("main a[rel=next]")!.GetAttribute("href")!).Query;
            var commands = await Fixture.Sql.CountAsync(async () => { using (await client.GetAsync(path)) { } });
            foreach (var command in commands) Assert.Null(await CostAsync(command));
        }
    }

    private async Task<Dictionary<string, IReadOnlyList<SqlCommandSeen>>> CommandsAsync(string[] places)
    {
        using var citizen = Site.Client();
        using var editor = Site.Client();
        using (await editor.SignInAsync(TestSite.AdminName)) { }
        var seen = new Dictionary<string, IReadOnlyList<SqlCommandSeen>>();
        foreach (var place in places)
        {
            var client = place.StartsWith("/quan-tri", StringComparison.Ordinal) ? editor : citizen;
            using (await client.GetAsync(place)) { }
            // Something was published: every page is made anew.
            await PublishedAsync();
            seen[place] = await Fixture.Sql.CountAsync(async () =>
            {
                using var response = await client.GetAsync(place);
                Assert.True(response.StatusCode == HttpStatusCode.OK, $"{place}: {(int)response.StatusCode}");
            });
        }
        return seen;
    }

    /// <summary>What is wrong with the command's plan, or null.</summary>
    private Task<string?> CostAsync(SqlCommandSeen seen) => Site.WithDbAsync(async db =>
    {
        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = (Fixture.Engine == Engine.Sqlite ? "EXPLAIN QUERY PLAN " : "EXPLAIN (ANALYZE, FORMAT JSON) ") + seen.Text;
        foreach (var (name, value) in seen.Parameters)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }
        await using var reader = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync()) lines.Add(Fixture.Engine == Engine.Sqlite ? reader.GetString(3) : reader.GetString(0));
        if (Fixture.Engine == Engine.PostgreSql)
        {
            var rows = RowsRead(JsonNode.Parse(string.Concat(lines))![0]!["Plan"]!);
            return rows <= RowsPerCommand ? null : $"{rows} rows read";
        }
        var aliases = System.Text.RegularExpressions.Regex.Matches(seen.Text, "\"(articles|term_items|content_versions|content_routes)\" AS \"(\\w+)\"").Select(match => match.Groups[2].Value).ToHashSet();
        // A sort of its own reads all that the index finds before the first row comes out, whatever the limit.
        return lines.Find(line => line.StartsWith("SCAN ", StringComparison.Ordinal) && aliases.Contains(line.Split(' ')[1]) && !line.Contains("USING", StringComparison.Ordinal))
            ?? (aliases.Count > 0 ? lines.Find(line => line == "USE TEMP B-TREE FOR ORDER BY") : null);
    });

    private static double RowsRead(JsonNode plan)
    {
        var loops = (double)plan["Actual Loops"]!;
        var isScan = ((string)plan["Node Type"]!).Contains("Scan", StringComparison.Ordinal);
        var own = isScan ? ((double)plan["Actual Rows"]! + ((double?)plan["Rows Removed by Filter"] ?? 0) + ((double?)plan["Rows Removed by Index Recheck"] ?? 0)) * loops : 0;
        return own + ((plan["Plans"] as JsonArray)?.Sum(child => RowsRead(child!)) ?? 0);
    }

    /// <summary>Copies one article so often, an hour apart, each under a chuyên mục and a tag.</summary>
    private Task<int> GrowAsync(string section, string tag) => Site.WithDbAsync(async db =>
    {
        var sqlite = Fixture.Engine == Engine.Sqlite;
        var type = db.Model.FindEntityType(typeof(Article))!;
        var table = StoreObjectIdentifier.Table("articles");
        string Time(string hours) => sqlite ? $"strftime('%Y-%m-%d %H:%M:%S', '2026-10-01', '-' || {hours} || ' minutes')" : $"timestamptz '2026-10-01 00:00:00+00' - {hours} * interval '1 minute'";
        string Padded(int width) => sqlite ? $"printf('%0{width.ToString(CultureInfo.InvariantCulture)}d', n.i)" : $"lpad(n.i::text, {width}, '0')";
        var columns = type.GetProperties().Where(property => property.Name != "Id").Select(property => (Column: property.GetColumnName(table)!, Value: property.Name switch
        {
            "ContentItemId" => $"'thu' || {Padded(23)}",
            "Slug" => $"'bai-thu-' || {Padded(6)}",
            "PublishedUtc" or "ModifiedUtc" or "ChangedUtc" or "CreatedUtc" => Time("n.i"),
            _ => $"a.\"{property.GetColumnName(table)}\"",
        })).ToList();
        db.Database.SetCommandTimeout(300);
        const string Numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {0}) ";
        var insert = $"INSERT INTO articles ({string.Join(", ", columns.Select(column => $"\"{column.Column}\""))}) "
            + string.Format(CultureInfo.InvariantCulture, Numbers, Articles100K)
            + $"SELECT {string.Join(", ", columns.Select(column => column.Value))} FROM n CROSS JOIN (SELECT * FROM articles WHERE \"State\" = 'Published' ORDER BY \"Id\" LIMIT 1) a";
        await ExecuteAsync(db, insert);
        foreach (var (kind, slug) in new[] { (TermKind.Section, section), (TermKind.Tag, tag) })
            await ExecuteAsync(db, $"INSERT INTO term_items (\"TermId\", \"ContentType\", \"Item\", \"PublishedUtc\") SELECT t.\"Id\", 'Article', a.\"ContentItemId\", a.\"PublishedUtc\" FROM articles a CROSS JOIN terms t WHERE t.\"Kind\" = '{kind}' AND t.\"Slug\" = '{slug}' AND a.\"Slug\" LIKE 'bai-thu-______' AND a.\"ContentItemId\" LIKE 'thu%'");
        // PostgreSQL does so by itself after a while; SQLite never does.
        if (!sqlite) await ExecuteAsync(db, "ANALYZE");
        return await db.Set<Article>().CountAsync();
    });

    private static async Task ExecuteAsync(SiteDb db, string sql)
    {
        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        (command.CommandText, command.CommandTimeout) = (sql, 300);
        await command.ExecuteNonQueryAsync();
    }
}
