using Cchc.Core.Text;

namespace Cchc.Modules.Indexes.Rules;

/// <summary>By what a table is sorted.</summary>
public enum RankingOrder { Rank, Name, Score, Change }

/// <summary>One line of a ranking.</summary>
/// <param name="Score">What it is ranked by: the total, or the score of one criterion.</param>
/// <param name="Rank">As published, else computed where every unit of its block is there; <see cref="Rules.Rank.Of"/> is 0 where nobody knows how many there were.</param>
public sealed record RankedRow(UnitResult Result, Score Score, Rank? Rank, Change Change);

/// <summary>Makes a ranking of a table: pure, and with the source's own ranks where it has them.</summary>
public static class Ranking
{
    /// <param name="code">Criterion, or null for the total.</param>
    /// <param name="before">The edition before, or null.</param>
    /// <param name="ranks">Whether this index ranks at all.</param>
    /// <param name="complete">Whether every unit is there: the third of ten known ones is not the third of 63.</param>
    /// <param name="broken">Whether the method changed since the edition before.</param>
    public static IReadOnlyList<RankedRow> Of(IndexTable table, string? code, IndexTable? before, bool ranks, bool complete, bool beforeComplete, bool broken)
    {
        var now = Places(table, code, ranks, complete);
        Rank?[] earlier = before is null ? [] : Places(before, code, ranks, beforeComplete);
        var byUnit = (before?.Results ?? []).Select((result, at) => (Key: KeyOf(result), Result: result, Rank: earlier[at])).GroupBy(one => one.Key).ToDictionary(same => same.Key, same => same.First(), StringComparer.Ordinal);
        return [.. table.Results.Select((result, at) =>
        {
            var score = ScoreOf(result, code);
            var change = before is null || !byUnit.TryGetValue(KeyOf(result), out var then) ? Change.None : Ranks.Between(ScoreOf(then.Result, code).Value, then.Rank, score.Value, now[at], broken);
            return new RankedRow(result, score, now[at], change);
        })];
    }

    /// <summary>Sorted; what has no value comes last whichever way.</summary>
    public static IReadOnlyList<RankedRow> Sorted(this IEnumerable<RankedRow> rows, RankingOrder order) => order switch
    {
        RankingOrder.Name => [.. rows.OrderBy(row => row.Result.UnitName, Vietnamese.Order)],
        RankingOrder.Score => [.. rows.OrderBy(row => row.Score.Value is null).ThenByDescending(row => row.Score.Value).ThenBy(row => row.Result.UnitName, Vietnamese.Order)],
        RankingOrder.Change => [.. rows.OrderBy(row => row.Change.Places is null).ThenByDescending(row => row.Change.Places).ThenBy(row => row.Result.UnitName, Vietnamese.Order)],
        _ => [.. rows.OrderBy(row => row.Result.Block, Vietnamese.Order).ThenBy(row => row.Rank is null).ThenBy(row => row.Rank?.Place).ThenBy(row => row.Score.Value is null).ThenByDescending(row => row.Score.Value).ThenBy(row => row.Result.UnitName, Vietnamese.Order)],
    };

    /// <summary>"tăng 3 bậc", "giảm 1 bậc", "giữ hạng"; "" where nothing may be said.</summary>
    public static string Words(Change change) => change.Places switch
    {
        null => "",
        0 => "giữ hạng",
        > 0 => $"tăng {change.Places} bậc",
        _ => $"giảm {-change.Places} bậc",
    };

    /// <summary>What stands where a value could stand.</summary>
    public static string Words(ResultState state) => state switch
    {
        ResultState.Withheld => "không công bố",
        ResultState.NotMeasured => "không đo",
        ResultState.NotApplicable => "không áp dụng",
        _ => "không có số liệu",
    };

    private static Rank?[] Places(IndexTable table, string? code, bool ranks, bool complete)
    {
        var places = new Rank?[table.Results.Count];
        if (!ranks) return places;
        foreach (var block in table.Results.Select((result, at) => (Result: result, At: at)).GroupBy(one => one.Result.Block, StringComparer.Ordinal))
        {
            var lines = block.ToList();
            var of = complete ? lines.Count(line => ScoreOf(line.Result, code).Value is not null) : 0;
            // Whoever published the total's ranks published them all: none is added to them.
            if (code is null && lines.Exists(line => line.Result.Rank is not null))
            {
                foreach (var line in lines) places[line.At] = line.Result.Rank is { } place ? new(place, Math.Max(of, 0)) : null;
                continue;
            }
            if (!complete) continue;
            var computed = Ranks.Of([.. lines.Select(line => ScoreOf(line.Result, code).Value)]);
            for (var at = 0; at < lines.Count; at++) places[lines[at].At] = computed[at];
        }
        return places;
    }

    private static Score ScoreOf(UnitResult result, string? code) => code is null ? result.Total : result.ScoreOf(code);
    private static string KeyOf(UnitResult result) => result.UnitSlug ?? result.UnitName;
}
