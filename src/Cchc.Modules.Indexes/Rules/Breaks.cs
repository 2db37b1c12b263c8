using System.Globalization;

namespace Cchc.Modules.Indexes.Rules;

/// <summary>Years in which a method changed, as editors write them: "2021: bộ chỉ số mới", one a line.</summary>
public static class Breaks
{
    /// <returns>The reason by year; lines that begin with no year are left out.</returns>
    public static IReadOnlyDictionary<int, string> Read(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => line.Split(':', 2, StringSplitOptions.TrimEntries))
            .Where(parts => int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out _))
            .GroupBy(parts => int.Parse(parts[0], CultureInfo.InvariantCulture))
            .ToDictionary(same => same.Key, same => same.First().ElementAtOrDefault(1) ?? "");

    /// <summary>The reasons of all changes after one year up to another; empty when the two may be compared.</summary>
    public static IReadOnlyList<(int Year, string Reason)> Between(this IReadOnlyDictionary<int, string> breaks, int before, int now) =>
        [.. breaks.Where(pair => pair.Key > before && pair.Key <= now).OrderBy(pair => pair.Key).Select(pair => (pair.Key, pair.Value))];
}
