using System.Data.Common;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Cchc.LoadTests;

/// <summary>
/// Makes a database large. Titles come from one of the sample articles and bodies from another, so that lengths and letters are
/// those of real texts.
/// </summary>
public static class Growth
{
    /// <summary>Adds articles through the real way: a recipe that the site's own command runs, with versions, addresses, chuyên mục
    /// and rendered text.</summary>
    /// <returns>How long that took.</returns>
    public static async Task<TimeSpan> AddByRecipeAsync(string site, IReadOnlyDictionary<string, string> environment, WorkFolder work, int count)
    {
        var recipes = Path.Combine(site, "recipes");
        var sample = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(recipes, "cchc.sample.recipe.json")), documentOptions: new() { CommentHandling = System.Text.Json.JsonCommentHandling.Skip, AllowTrailingCommas = true })!;
        var samples = sample["steps"]!.AsArray().SelectMany(step => step!["data"] as JsonArray ?? []).OfType<JsonObject>().Where(item => (string?)item["ContentType"] == "Article").ToList();
        if (samples.Count == 0) throw new LoadTestException("The sample recipe has no articles.");
        foreach (var body in samples.Select(item => item["MarkdownBodyPart"]!.AsObject()))
            if (((string)body["Markdown"]!).Split('\'') is [_, var path, _]) body["Markdown"] = await File.ReadAllTextAsync(Path.Combine(recipes, path));
        var data = new JsonArray();
        for (var number = 0; number < count; number++)
        {
            var (head, body) = (samples[number % samples.Count], samples[number / samples.Count % samples.Count]);
            var item = head.DeepClone().AsObject();
            var title = $"{(string)head["DisplayText"]!} ({number + 1})";
            item["ContentItemId"] = $"tai{number:D23}";
            item["DisplayText"] = title;
            item["TitlePart"] = new JsonObject { ["Title"] = title };
            item.Remove("AutoroutePart");
            item["MarkdownBodyPart"] = body["MarkdownBodyPart"]!.DeepClone();
            item["PublishedUtc"] = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddMinutes(-number).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");
            data.Add(item);
        }
        var recipe = Path.Combine(work.Path, "growth.recipe.json");
        await File.WriteAllTextAsync(recipe, new JsonObject { ["name"] = "growth", ["version"] = "1", ["steps"] = new JsonArray(new JsonObject { ["name"] = "content", ["data"] = data }) }.ToJsonString());
        var watch = Stopwatch.StartNew();
        await Machine.RunAsync(Path.Combine(site, "Cchc.Web"), ["recipe", recipe], environment);
        return watch.Elapsed;
    }

    /// <summary>Adds articles as rows, one statement per table, with version, address and chuyên mục. The site must not run.</summary>
    /// <returns>How long that took.</returns>
    public static async Task<TimeSpan> AddRowsAsync(IReadOnlyDictionary<string, string> environment, int count)
    {
        var watch = Stopwatch.StartNew();
        var postgres = environment["Database__Provider"] == "PostgreSQL";
        await using DbConnection connection = postgres
            ? new NpgsqlConnection(environment["Database__ConnectionString"])
            : new SqliteConnection(environment["Database__ConnectionString"]);
        await connection.OpenAsync();
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            var number = postgres ? "right('0000000000000000000000' || n.i::text, 22)" : "substr('0000000000000000000000' || n.i, -22, 22)";
            var time = postgres ? "timestamptz '2025-06-30 00:00:00+00' - n.i * interval '1 minute'" : "strftime('%Y-%m-%d %H:%M:%S', '2025-06-30 00:00:00', '-' || n.i || ' minutes')";
            var (id, slug) = ($"'load' || {number}", $"'bai-tai-' || {number}");
            var suffix = postgres ? "' (' || n.i::text || ')'" : "' (' || n.i || ')'";
            // Sample articles a (head) and b (body); every generated row i takes one of each.
            const string Samples = "SELECT *, row_number() OVER (ORDER BY \"Id\") - 1 AS k, count(*) OVER () AS c FROM articles WHERE \"State\" = 'Published' AND \"ContentItemId\" LIKE 'cchcart%'";
            var from = $"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count}), s AS ({Samples}) ";
            const string Pair = " FROM n JOIN s AS a ON a.k = n.i % a.c JOIN s AS b ON b.k = (n.i / b.c) % b.c";

            var changed = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["ContentItemId"] = id, ["Slug"] = slug,
                ["Title"] = $"a.\"Title\" || {suffix}", ["LatestTitle"] = $"a.\"LatestTitle\" || {suffix}", ["SearchKey"] = $"a.\"SearchKey\" || {suffix}",
                ["CreatedUtc"] = time, ["ModifiedUtc"] = time, ["PublishedUtc"] = time, ["ChangedUtc"] = time,
                ["Markdown"] = "b.\"Markdown\"", ["Html"] = "b.\"Html\"", ["ReadingMinutes"] = "b.\"ReadingMinutes\"",
            };
            var columns = await ColumnsAsync(connection, "articles");
            await ExecuteAsync(connection, Insert("articles", columns, column => changed.GetValueOrDefault(column) ?? $"a.\"{column}\"", from, Pair));

            var version = new Dictionary<string, string>(StringComparer.Ordinal) { ["ContentItemId"] = id, ["ContentItemVersionId"] = $"'vers' || {number}", ["Number"] = "a.\"LatestVersion\"", ["SavedUtc"] = time };
            await ExecuteAsync(connection, Insert("content_versions", await ColumnsAsync(connection, "content_versions"), column => version.GetValueOrDefault(column) ?? $"v.\"{column}\"", from,
                " FROM n JOIN s AS a ON a.k = n.i % a.c JOIN content_versions AS v ON v.\"ContentItemId\" = a.\"ContentItemId\" AND v.\"Number\" = a.\"LatestVersion\""));
            await ExecuteAsync(connection, $"INSERT INTO content_routes (\"Path\", \"ContentType\", \"ContentItemId\", \"IsCurrent\") {from} SELECT 'tin-tuc/' || {slug}, 'Article', {id}, {(postgres ? "true" : "1")} FROM n");
            await ExecuteAsync(connection, $"INSERT INTO term_items (\"TermId\", \"ContentType\", \"Item\", \"PublishedUtc\") {from} SELECT t.\"TermId\", 'Article', {id}, {time} "
                + "FROM n JOIN s AS a ON a.k = n.i % a.c JOIN term_items AS t ON t.\"Item\" = a.\"ContentItemId\"");
            await transaction.CommitAsync();
        }
        // As the database's own housekeeping would have done by the time that so many items have come together.
        if (postgres) await ExecuteAsync(connection, "ANALYZE");
        return watch.Elapsed;
    }

    /// <summary>Gives every added article a text of its own: sentences of the sample's articles and documents in random order, always the same.</summary>
    /// <param name="sentences">What the texts are made of.</param>
    /// <returns>How long that took.</returns>
    public static async Task<TimeSpan> ShuffleTextsAsync(IReadOnlyDictionary<string, string> environment, int count, IReadOnlyList<string> sentences)
    {
        var watch = Stopwatch.StartNew();
        var postgres = environment["Database__Provider"] == "PostgreSQL";
        await using DbConnection connection = postgres
            ? new NpgsqlConnection(environment["Database__ConnectionString"])
            : new SqliteConnection(environment["Database__ConnectionString"]);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var update = connection.CreateCommand();
        (update.Transaction, update.CommandText) = (transaction, "UPDATE articles SET \"Markdown\" = @text, \"Html\" = '' WHERE \"ContentItemId\" = @id");
        var (text, id) = (update.CreateParameter(), update.CreateParameter());
        (text.ParameterName, id.ParameterName) = ("@text", "@id");
        update.Parameters.Add(text);
        update.Parameters.Add(id);
        for (var number = 1; number <= count; number++)
        {
            var random = new Random(number);
            (text.Value, id.Value) = (string.Join("\n\n", Enumerable.Range(0, random.Next(6, 30)).Select(_ => sentences[random.Next(sentences.Count)])), $"load{number:D22}");
            await update.ExecuteNonQueryAsync();
        }
        await transaction.CommitAsync();
        return watch.Elapsed;
    }

    private static string Insert(string table, IReadOnlyList<string> columns, Func<string, string> value, string with, string source) =>
        $"INSERT INTO {table} ({string.Join(", ", columns.Select(column => $"\"{column}\""))}) {with} SELECT {string.Join(", ", columns.Select(value))}{source}";

    /// <summary>Every column but the numbered key.</summary>
    private static async Task<IReadOnlyList<string>> ColumnsAsync(DbConnection connection, string table)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT * FROM {table} LIMIT 0";
        await using var reader = await command.ExecuteReaderAsync();
        return [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName).Where(name => name != "Id")];
    }

    private static async Task ExecuteAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 900;
        await command.ExecuteNonQueryAsync();
    }
}
