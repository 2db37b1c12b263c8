using System.Text.Json;
using Cchc.Core.Text;

namespace Cchc.Modules.Indexes.Rules;

/// <summary>What a column of a file holds. A criterion's column has the role <c>c:</c> with its code.</summary>
public static class ColumnRole
{
    public const string Ignore = "", Index = "index", Year = "year", Code = "code", Unit = "unit", Block = "block", Criterion = "criterion", Score = "score", Total = "total", Percent = "percent",
        Rank = "rank", Ranked = "ranked", Group = "group", Max = "max", Source = "source", Note = "note", OfCriterion = "c:";

    /// <summary>The roles beside the criteria, as the newsroom reads them, with headings that mean them.</summary>
    public static readonly IReadOnlyList<(string Role, string Label, string[] Headings)> All =
    [
        (Year, "Năm", ["nam", "year"]),
        (Code, "Mã đơn vị", ["ma", "ma-don-vi", "ma-tinh", "ma-xa", "code", "province-code", "unit-code"]),
        (Unit, "Tên đơn vị", ["don-vi", "ten-don-vi", "tinh", "tinh-thanh-pho", "xa", "dia-phuong", "province", "unit"]),
        (Block, "Khối", ["khoi", "nhom-don-vi", "block"]),
        (Total, "Tổng điểm", ["tong", "tong-diem", "diem", "chi-so", "total", "points", "score-percent", "pci-score", "par-index", "total-unweighted-as-published", "total-if-all-eight-present"]),
        (Percent, "Chỉ số (%)", ["ty-le", "phan-tram", "index-percent", "percent"]),
        (Rank, "Hạng", ["hang", "xep-hang", "rank"]),
        (Ranked, "Số đơn vị được xếp hạng", ["so-don-vi", "units-in-block"]),
        (Group, "Nhóm", ["nhom", "xep-loai", "tier", "group"]),
        (Max, "Điểm tối đa của đơn vị", ["toi-da", "diem-toi-da", "max"]),
        (Source, "Nguồn của dòng", ["nguon", "source", "read-from"]),
        (Note, "Ghi chú", ["ghi-chu", "note"]),
        (Criterion, "Mã tiêu chí (dạng dài)", ["ma-tieu-chi", "tieu-chi", "criterion", "sub-dimension-code"]),
        (Score, "Điểm của tiêu chí (dạng dài)", ["diem-tieu-chi", "score"]),
        (Index, "Tên chỉ số (bỏ qua dòng của chỉ số khác)", ["ten-chi-so", "index"]),
    ];
}

/// <summary>Guesses what columns hold from their headings, and remembers what the newsroom corrected.</summary>
public static class ImportColumns
{
    /// <summary>One role for each heading.</summary>
    public static IReadOnlyList<string> Guess(IReadOnlyList<string> headings, IReadOnlyList<Criterion> criteria, string remembered)
    {
        var known = Parse(remembered);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        return [.. headings.Select(heading => { var role = known.GetValueOrDefault(heading) ?? RoleOf(Vietnamese.Slug(heading), criteria); return role.Length == 0 || taken.Add(role) ? role : ColumnRole.Ignore; })];
    }

    private static string RoleOf(string heading, IReadOnlyList<Criterion> criteria) =>
        ColumnRole.All.FirstOrDefault(one => one.Headings.Contains(heading)).Role
        ?? (criteria.FirstOrDefault(one => Vietnamese.Slug(one.Code) is var code && (heading == code || heading.StartsWith($"{code}-", StringComparison.Ordinal)) || Vietnamese.Slug(one.Name) == heading) is { } criterion
            ? ColumnRole.OfCriterion + criterion.Code : ColumnRole.Ignore);

    /// <summary>What was said before, with what is said now.</summary>
    public static string Remember(string before, IReadOnlyList<string> headings, IReadOnlyList<string> roles)
    {
        var known = Parse(before);
        foreach (var (heading, role) in headings.Zip(roles)) if (heading.Length > 0) known[heading] = role;
        return JsonSerializer.Serialize(known);
    }

    private static Dictionary<string, string> Parse(string json)
    {
        try { return json.Length == 0 ? [] : JsonSerializer.Deserialize<Dictionary<string, string>>(json) ?? []; }
        catch (JsonException) { return []; } // what nobody can read is guessed anew
    }
}
