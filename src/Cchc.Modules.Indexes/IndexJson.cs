using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Cchc.Modules.Indexes.Rules;

namespace Cchc.Modules.Indexes;

/// <summary>Tables as compact JSON: only what differs from the usual is written.</summary>
public static class IndexJson
{
    private sealed record Line(string? U, string N, string? B, Cell? T, int? R, string? G, decimal? M, decimal? P, Dictionary<string, Cell>? S, string? O);
    private sealed record Cell(decimal? V, ResultState? X, string? S);
    private sealed record Head(string C, string N, string? P, decimal? M, decimal? W);
    private sealed record Whole(List<Head> Criteria, List<Line> Results);

    private static readonly JsonSerializerOptions Options = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Converters = { new JsonStringEnumConverter() }, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Write(IndexTable table) => JsonSerializer.Serialize(new Whole(
        [.. table.Criteria.Select(one => new Head(one.Code, one.Name, one.ParentCode, one.Max, one.Weight))],
        [.. table.Results.Select(one => new Line(one.UnitSlug, one.UnitName, Or(one.Block), CellOf(one.Total), one.Rank, Or(one.Group), one.Max, one.Percent,
            one.Scores.Count == 0 ? null : one.Scores.Where(score => CellOf(score.Value) is not null).ToDictionary(score => score.Key, score => CellOf(score.Value)!), Or(one.Note)))]), Options);

    /// <exception cref="FormatException">It is no table.</exception>
    public static IndexTable Parse(string json)
    {
        if (json.Length == 0) return IndexTable.Empty;
        Whole whole;
        try { whole = JsonSerializer.Deserialize<Whole>(json, Options) ?? throw new FormatException("The table of an index is empty."); }
        catch (JsonException error) { throw new FormatException($"The table of an index cannot be read: {error.Message}", error); }
        return new([.. (whole.Criteria ?? []).Select(one => new Criterion(one.C, one.N, one.P, one.M, one.W))],
            [.. (whole.Results ?? []).Select(one => new UnitResult(one.U, one.N, one.B ?? "", ScoreOf(one.T), one.R, one.G ?? "", one.M, one.P,
                (one.S ?? []).ToDictionary(score => score.Key, score => ScoreOf(score.Value), StringComparer.Ordinal), one.O ?? ""))]);
    }

    /// <summary>A number as JSON and recipes write it.</summary>
    public static string Text(decimal? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    public static decimal? Number(string text) => decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Null for what says nothing: no value, no state of its own, no source.</summary>
    private static Cell? CellOf(Score score) => score is { Value: null, State: ResultState.Missing, Source: null } ? null : new(score.Value, score.State == ResultState.Published ? null : score.State, score.Source);

    private static Score ScoreOf(Cell? cell) => cell is null ? Score.None : new(cell.V, cell.X ?? ResultState.Published, cell.S);

    private static string? Or(string text) => text.Length == 0 ? null : text;
}
