using Cchc.Core.Text;
using Cchc.Core.Units;

namespace Cchc.Modules.Content.Units;

/// <summary>How a unit of the registry is said to readers.</summary>
public static class UnitWords
{
    public static string Kind(UnitKind kind) => kind switch
    {
        UnitKind.Province => "Cấp tỉnh",
        UnitKind.Department => "Sở, ban, ngành",
        UnitKind.District => "Cấp huyện (đến 30/6/2025)",
        _ => "Cấp xã",
    };

    /// <summary>"từ 01/07/2025", "đến hết 30/06/2025", or "" when neither end is known.</summary>
    public static string Validity(Unit unit)
    {
        var from = unit.ValidFrom is { } start ? $"từ {BusinessTime.Date(start)}" : "";
        var to = unit.ValidTo is { } end ? $"đến hết {BusinessTime.Date(end.AddDays(-1))}" : "";
        return $"{from} {to}".Trim();
    }
}

/// <summary>Finds units by what readers type: a name with or without marks, a part of it, or a code.</summary>
public static class UnitSearch
{
    public const int Most = 50;
    public const int LongestQuery = 100;

    /// <summary>Names that begin so come first, then those that still exist, then higher units; at most <see cref="Most"/>.</summary>
    public static IReadOnlyList<Unit> Search(this UnitRegistry registry, string query, DateOnly today)
    {
        var wanted = Vietnamese.Fold(query).Trim();
        if (wanted.Length is 0 or > LongestQuery) return [];
        if (wanted.All(char.IsAsciiDigit)) return [.. registry.All.Where(unit => unit.Code == wanted).OrderByDescending(unit => unit.ExistsOn(today)).Take(Most)];
        return [.. registry.All.Where(unit => unit.SearchKey.Contains(wanted, StringComparison.Ordinal))
            .OrderBy(unit => Rank(unit.SearchKey, wanted)).ThenByDescending(unit => unit.ExistsOn(today)).ThenBy(unit => unit.Kind).ThenBy(unit => unit.Name, Vietnamese.Order)
            .Take(Most)];
    }

    /// <summary>0 the name itself, 1 begins so, 2 a word begins so, 3 contains it. The name may be preceded by "Tỉnh", "Xã", …</summary>
    private static int Rank(string key, string wanted)
    {
        var at = key.IndexOf(wanted, StringComparison.Ordinal);
        if (key == wanted || key.EndsWith(" " + wanted, StringComparison.Ordinal)) return 0;
        return at == 0 ? 1 : key.Contains(" " + wanted, StringComparison.Ordinal) ? 2 : 3;
    }
}
