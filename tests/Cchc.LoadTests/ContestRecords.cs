using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Cchc.LoadTests;

/// <summary>The site's database, asked from outside: by which rows what participants were told is there.</summary>
public sealed class ContestRecords : IAsyncDisposable
{
    private readonly DbConnection connection;

    private ContestRecords(DbConnection connection) => this.connection = connection;

    public bool IsPostgres => connection is NpgsqlConnection;

    public static async Task<ContestRecords> OpenAsync(IReadOnlyDictionary<string, string> environment)
    {
        DbConnection connection = environment["Database__Provider"] == "PostgreSQL" ? new NpgsqlConnection(environment["Database__ConnectionString"]) : new SqliteConnection(environment["Database__ConnectionString"]);
        await connection.OpenAsync();
        return new(connection);
    }

    public async Task<List<object[]>> RowsAsync(string sql, params IReadOnlyList<(string Name, object? Value)> parameters)
    {
        await using var command = Command(sql, parameters);
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

    public async Task<long> NumberAsync(string sql) => Convert.ToInt64((await RowsAsync(sql))[0][0]);

    public async Task DoAsync(string sql, params IReadOnlyList<(string Name, object? Value)> parameters)
    {
        await using var command = Command(sql, parameters);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Inserts rows into a table, all in one transaction.</summary>
    public async Task InsertAsync(string table, IReadOnlyList<string> columns, IEnumerable<object?[]> rows)
    {
        await using var transaction = await connection.BeginTransactionAsync();
        await using var command = Command($"INSERT INTO {table} ({string.Join(", ", columns.Select(column => $"\"{column}\""))}) VALUES ({string.Join(", ", columns.Select((_, at) => $"@p{at}"))})", []);
        command.Transaction = transaction;
        foreach (var row in rows)
        {
            command.Parameters.Clear();
            for (var at = 0; at < row.Length; at++) Add(command, $"p{at}", row[at]);
            await command.ExecuteNonQueryAsync();
        }
        await transaction.CommitAsync();
    }

    /// <summary>What participants were told against what is there.</summary>
    public async Task<List<string>> CompareAsync(string slug, IReadOnlyCollection<Participant> people)
    {
        var faults = new List<string>();
        if (!IsPostgres && (await RowsAsync("PRAGMA integrity_check")) is not [["ok"]]) faults.Add("The database's own check fails.");
        var attempts = $"""contests c JOIN contest_rounds r ON c."Id" = r."CompetitionId" AND c."Slug" = '{slug}' JOIN contest_attempts a ON r."Id" = a."RoundId" """;
        var papers = (await RowsAsync($"""SELECT a."Code", a."Answers", a."Id" FROM {attempts} WHERE a."Receipt" <> '' """)).ToLookup(row => (string)row[0]);
        var saved = (await RowsAsync($"""SELECT s."AttemptId", s."Position", s."Value" FROM {attempts} JOIN contest_answers s ON a."Id" = s."AttemptId" """))
            .ToDictionary(row => (Convert.ToInt64(row[0]), Convert.ToInt32(row[1])), row => (string)row[2]);
        foreach (var person in people.Where(person => !person.Lost))
        {
            if (person.Failed is { } failed) { faults.Add($"Person {person.Number}: {failed}"); continue; }
            if (person.Receipt.Length == 0) continue; // begun, not handed in: that run ends there
            if (papers[person.Receipt].ToList() is not [var paper]) { faults.Add($"Person {person.Number}: receipt {person.Receipt} is there {papers[person.Receipt].Count()} times."); continue; }
            var answers = JsonSerializer.Deserialize<List<string>>((string)paper[1])!;
            foreach (var position in person.Told.Keys)
                if (answers[position].Length == 0 || saved.GetValueOrDefault((Convert.ToInt64(paper[2]), position)) != answers[position]) faults.Add($"Person {person.Number}: the answer to question {position + 1} was acknowledged and is gone.");
        }
        foreach (var row in await RowsAsync($"""SELECT a."ParticipantId", COUNT(*) FROM {attempts} GROUP BY a."ParticipantId", a."RoundId", r."Attempts" HAVING COUNT(*) > r."Attempts" OR COUNT(*) > 1""")) faults.Add($"Participant {row[0]} has {row[1]} attempts and asked for one.");
        var entered = await NumberAsync($"""SELECT COUNT(*) FROM contest_participants p JOIN contests c ON c."Id" = p."CompetitionId" WHERE c."Slug" = '{slug}'""");
        if (entered != people.Count) faults.Add($"{entered} people entered in the database, {people.Count} in truth.");
        // Nobody more time than allowed: the deadline follows from the start, and nothing is dated after it but for the grace.
        foreach (var row in await RowsAsync($"""SELECT a."Id", a."StartedUtc", a."DeadlineUtc", a."SubmittedUtc", r."Minutes", (SELECT MAX(s."SavedUtc") FROM contest_answers s WHERE s."AttemptId" = a."Id") FROM {attempts} """))
        {
            var (started, deadline) = (Utc(row[1])!.Value, Utc(row[2])!.Value);
            if (deadline > started.AddMinutes(Convert.ToInt32(row[4])) || Utc(row[3]) > deadline || Utc(row[5]) > deadline.AddSeconds(5)) faults.Add($"Attempt {row[0]} had more time than allowed.");
        }
        return faults;
    }

    /// <summary>SQLite keeps times as text.</summary>
    private static DateTime? Utc(object value) => value switch
    {
        DateTime time => time,
        string text => DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal),
        _ => null,
    };

    private DbCommand Command(string sql, IReadOnlyList<(string Name, object? Value)> parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 300;
        foreach (var (name, value) in parameters) Add(command, name, value);
        return command;
    }

    private static void Add(DbCommand command, string name, object? value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value ?? DBNull.Value);
        command.Parameters.Add(parameter);
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
