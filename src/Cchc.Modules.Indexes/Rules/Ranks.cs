namespace Cchc.Modules.Indexes.Rules;

/// <summary>A rank among those that have one.</summary>
/// <param name="Of">How many were ranked: "hạng 3/63".</param>
public sealed record Rank(int Place, int Of);

/// <summary>What became of a unit since the edition before.</summary>
/// <param name="Points">Difference of totals; null where either has none or the method broke between them.</param>
/// <param name="Places">Places gained (positive: better); null where either has none or the method broke between them.</param>
/// <param name="Broken">A break of method lies between: nothing may be compared.</param>
public sealed record Change(decimal? Points, int? Places, bool Broken)
{
    public static readonly Change None = new(null, null, false);
}

/// <summary>Ranks, means and changes: pure functions that never take a missing value for 0.</summary>
public static class Ranks
{
    /// <summary>Standard competition ranking ("1224"): equals share the better place, the next place is left free. What has no value has no rank.</summary>
    /// <returns>One rank for each value, in its order.</returns>
    public static IReadOnlyList<Rank?> Of(IReadOnlyList<decimal?> values)
    {
        var sorted = values.OfType<decimal>().OrderDescending().ToList();
        var places = new Dictionary<decimal, int>();
        for (var at = 0; at < sorted.Count; at++) places.TryAdd(sorted[at], at + 1);
        return [.. values.Select(value => value is { } known ? new Rank(places[known], sorted.Count) : null)];
    }

    /// <summary>Mean of what is known, or null when nothing is.</summary>
    public static decimal? Mean(IEnumerable<decimal?> values)
    {
        var known = values.OfType<decimal>().ToList();
        return known.Count == 0 ? null : known.Sum() / known.Count;
    }

    /// <summary>The middle of what is known, between the two middle ones where their number is even; null when nothing is.</summary>
    public static decimal? Median(IEnumerable<decimal?> values)
    {
        var known = values.OfType<decimal>().Order().ToList();
        return known.Count == 0 ? null : (known[(known.Count - 1) / 2] + known[known.Count / 2]) / 2;
    }

    /// <summary>From one edition to the next.</summary>
    /// <param name="broken">Whether the publisher's method changed between them.</param>
    public static Change Between(decimal? before, Rank? rankBefore, decimal? now, Rank? rankNow, bool broken) =>
        broken ? new(null, null, true)
        : new(now - before, rankBefore is { } earlier && rankNow is { } later ? earlier.Place - later.Place : null, false);
}
