using Cchc.Core.Text;
using Cchc.Core.Units;

namespace Cchc.Modules.Indexes.Rules;

/// <param name="Problem">Why no unit is certain, with suggestions, or "".</param>
public sealed record FoundUnit(Unit? Unit, string Problem = "");

/// <summary>Finds the units of one level as they stood in the year that was measured, by code or by what people call them.</summary>
public sealed class UnitFinder
{
    private const int Suggested = 3;
    private static readonly string[] Ranks = ["thanh-pho-", "tinh-", "tp-", "huyen-", "quan-", "thi-xa-", "xa-", "phuong-", "thi-tran-", "dac-khu-"];
    /// <summary>Short and former names of the State's own lists.</summary>
    private static readonly Dictionary<string, string> Aliases = new(StringComparer.Ordinal) { ["hue"] = "thua-thien-hue", ["tp-hcm"] = "ho-chi-minh", ["tphcm"] = "ho-chi-minh", ["hcm"] = "ho-chi-minh", ["brvt"] = "ba-ria-vung-tau", ["br-vt"] = "ba-ria-vung-tau" };

    private readonly UnitRegistry registry;
    private readonly UnitKind kind;
    private readonly DateOnly day;
    private readonly List<Unit> ofTheTime;
    private readonly ILookup<string, Unit> byWhole, byCore;
    private readonly Dictionary<(string, string), FoundUnit> found = [];

    public UnitFinder(UnitRegistry registry, UnitKind kind, int year)
    {
        (this.registry, this.kind, day) = (registry, kind, new(year, 12, 31));
        ofTheTime = [.. registry.All.Where(unit => unit.Kind == kind && unit.ExistsOn(day))];
        byWhole = ofTheTime.ToLookup(unit => Vietnamese.Slug(unit.Name), StringComparer.Ordinal);
        byCore = ofTheTime.ToLookup(unit => Core(unit.Name), StringComparer.Ordinal);
    }

    public static UnitKind? KindOf(IndexLevel level) => level switch { IndexLevel.Province => UnitKind.Province, IndexLevel.Department => UnitKind.Department, IndexLevel.District => UnitKind.District, IndexLevel.Commune => UnitKind.Commune, _ => null };

    public FoundUnit Find(string code, string name) => found.TryGetValue((code, name), out var known) ? known : found[(code, name)] = Look(code, name);

    private FoundUnit Look(string code, string name)
    {
        if (code.Length > 0)
        {
            // A spreadsheet takes the leading zero of "01" away.
            var unit = registry.Find(kind, code, day) ?? registry.Find(kind, code.PadLeft(kind switch { UnitKind.Province => 2, UnitKind.District => 3, _ => 5 }, '0'), day);
            if (unit is null) return new(null, $"không có đơn vị mã “{code}” trong năm {day.Year}{Suggest(name)}");
            return name.Length == 0 || Alike(Core(unit.Name), Core(name)) ? new(unit) : new(null, $"mã {code} năm {day.Year} là {unit.Name}, không phải “{name}”");
        }
        if (name.Length == 0) return new(null, "thiếu tên đơn vị");
        var exact = byWhole[Vietnamese.Slug(name)].ToList();
        if (exact.Count == 0) exact = [.. byCore[Core(name)]];
        if (exact is [var only]) return new(only);
        if (exact.Count > 1) return new(null, $"“{name}” có thể là {string.Join("; ", exact.Take(Suggested).Select(unit => $"{unit.Name} (mã {unit.Code})"))}. Hãy ghi thêm mã");
        if (registry.All.FirstOrDefault(unit => unit.Kind == kind && Core(unit.Name) == Core(name)) is { } other)
            return new(null, $"{other.Name} không có trong năm {day.Year}{(registry.SuccessorsOf(other).Select(step => step.Unit).FirstOrDefault(unit => unit.ExistsOn(day)) is { } now ? $"; khi đó là {now.Name}" : "")}");
        return new(null, $"không có đơn vị tên “{name}”{Suggest(name)}");
    }

    private string Suggest(string name)
    {
        var core = Core(name);
        if (core.Length == 0) return "";
        var near = ofTheTime.Select(unit => (unit, Away: Distance(core, Core(unit.Name)))).Where(pair => pair.Away <= Math.Max(2, core.Length / 3)).OrderBy(pair => pair.Away).Take(Suggested).Select(pair => $"{pair.unit.Name} (mã {pair.unit.Code})").ToList();
        return near.Count == 0 ? "" : $". Có phải {string.Join(", ", near)}?";
    }

    private static bool Alike(string one, string other) => one == other || Distance(one, other) <= 2;

    private static string Core(string name)
    {
        var slug = Vietnamese.Slug(name);
        if (Aliases.TryGetValue(slug, out var alias)) return alias;
        foreach (var rank in Ranks)
            if (slug.StartsWith(rank, StringComparison.Ordinal)) { slug = slug[rank.Length..]; break; }
        return Aliases.GetValueOrDefault(slug) ?? slug;
    }

    /// <summary>Letters to put in, take out or change (Levenshtein).</summary>
    public static int Distance(string one, string other)
    {
        var before = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var now = new int[other.Length + 1];
            now[0] = i;
            for (var j = 1; j <= other.Length; j++) now[j] = Math.Min(Math.Min(now[j - 1], before[j]) + 1, before[j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1));
            before = now;
        }
        return before[^1];
    }
}
