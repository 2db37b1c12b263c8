using System.Globalization;
using Cchc.Core.Text;
using Cchc.Modules.Feedback.Data;

namespace Cchc.Modules.Feedback.Rules;

/// <summary>Kinds, fields and days of units as an officer writes them: a line each, its parts after semicolons. Pure.</summary>
public static class SettingLines
{
    /// <summary>Longest period that can be set, in working days.</summary>
    public const int MostDays = 250;
    private const int MostKey = 60;

    /// <summary>"Phản ánh; 15; Quy chế …; gợi ý; phan-anh". The key at the end keeps what was sent under it; it is made of the name where it is missing.</summary>
    public static (IReadOnlyList<FeedbackKind> Kinds, IReadOnlyList<string> Problems) Kinds(string text) => Read(text, (parts, say) =>
    {
        if (parts[0].Length is 0 or > 60) { say("tên loại có từ 1 đến 60 ký tự"); return null; }
        if (!int.TryParse(Part(parts, 1), NumberStyles.None, CultureInfo.InvariantCulture, out var days) || days is < 1 or > MostDays) { say($"số ngày làm việc phải từ 1 đến {MostDays}"); return null; }
        if (Part(parts, 2).Length == 0) { say("thiếu căn cứ của số ngày"); return null; }
        return new FeedbackKind(KeyOf(parts, 4), parts[0], days, Part(parts, 2), Part(parts, 3));
    }, kind => kind.Key);

    public static string Write(IEnumerable<FeedbackKind> kinds) => string.Join('\n', kinds.Select(kind => $"{kind.Name}; {kind.Days}; {Whole(kind.Source)}; {Whole(kind.Hint)}; {kind.Key}"));

    /// <summary>"Thủ tục hành chính, một cửa; thu-tuc".</summary>
    public static (IReadOnlyList<FeedbackField> Fields, IReadOnlyList<string> Problems) Fields(string text) => Read(text, (parts, say) =>
    {
        if (parts[0].Length is > 0 and <= 100) return new FeedbackField(KeyOf(parts, 1), parts[0]);
        say("tên lĩnh vực có từ 1 đến 100 ký tự");
        return null;
    }, field => field.Key);

    public static string Write(IEnumerable<FeedbackField> fields) => string.Join('\n', fields.Select(field => $"{field.Name}; {field.Key}"));

    /// <summary>"Sở Y tế; phan-anh; 10; Quy chế …".</summary>
    /// <param name="unitOf">Id of the unit of that name, or null.</param>
    public static (IReadOnlyList<UnitDays> Days, IReadOnlyList<string> Problems) UnitDays(string text, IReadOnlyList<FeedbackKind> kinds, Func<string, int?> unitOf) => Read(text, (parts, say) =>
    {
        if (unitOf(parts[0]) is not { } unit) { say($"không có đơn vị “{parts[0]}”"); return null; }
        if (kinds.FirstOrDefault(kind => kind.Key == Part(parts, 1) || kind.Name == Part(parts, 1)) is not { } one) { say($"không có loại “{Part(parts, 1)}”"); return null; }
        if (!int.TryParse(Part(parts, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var days) || days is < 1 or > MostDays) { say($"số ngày làm việc phải từ 1 đến {MostDays}"); return null; }
        if (Part(parts, 3).Length == 0) { say("thiếu căn cứ của số ngày"); return null; }
        return new UnitDays(unit, one.Key, days, Part(parts, 3));
    }, days => $"{days.UnitId} {days.Kind}");

    public static string Write(IEnumerable<UnitDays> days, Func<int, string> nameOf) => string.Join('\n', days.Select(one => $"{nameOf(one.UnitId)}; {one.Kind}; {one.Days}; {Whole(one.Source)}"));

    private static (IReadOnlyList<T> Found, IReadOnlyList<string> Problems) Read<T>(string text, Func<string[], Action<string>, T?> read, Func<T, string> keyOf) where T : class
    {
        var (found, problems, keys, number) = (new List<T>(), new List<string>(), new HashSet<string>(StringComparer.Ordinal), 0);
        foreach (var line in text.Split('\n', StringSplitOptions.TrimEntries))
        {
            number++;
            if (line.Length == 0) continue;
            if (read(line.Split(';', StringSplitOptions.TrimEntries), why => problems.Add($"Dòng {number}: {why}.")) is not { } one) continue;
            if (keys.Add(keyOf(one))) found.Add(one);
            else problems.Add($"Dòng {number}: trùng với một dòng trên.");
        }
        return (found, problems);
    }

    private static string Part(string[] parts, int at) => at < parts.Length ? parts[at] : "";

    private static string KeyOf(string[] parts, int at)
    {
        var slug = Vietnamese.Slug(Part(parts, at) is { Length: > 0 } key ? key : parts[0]);
        return slug.Length > MostKey ? slug[..MostKey] : slug;
    }

    /// <summary>The semicolon is the mark between parts.</summary>
    private static string Whole(string text) => text.Replace(';', ',').ReplaceLineEndings(" ");
}
