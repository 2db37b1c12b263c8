namespace Cchc.Core.Search;

/// <summary>The list of short forms as editors write it: one a line, <c>CCHC = cải cách hành chính</c>. Pure functions.</summary>
public static class AbbreviationText
{
    public const int MostLines = 500, LongestForm = 30, LongestMeaning = 200;

    public static string Write(IEnumerable<Abbreviation> list) => string.Join('\n', list.Select(entry => $"{entry.Form} = {entry.Meaning}"));

    /// <summary>Reads what was written; blank lines mean nothing.</summary>
    /// <returns>The entries, and what is wrong with which line, in Vietnamese; a line with a problem is no entry.</returns>
    public static (IReadOnlyList<Abbreviation> List, IReadOnlyList<string> Problems) Read(string? text)
    {
        var (list, problems) = (new List<Abbreviation>(), new List<string>());
        var lineOf = new Dictionary<string, int>(StringComparer.Ordinal);
        var number = 0;
        foreach (var line in (text ?? "").ReplaceLineEndings("\n").Split('\n'))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line)) continue;
            if (list.Count == MostLines) { problems.Add($"Dòng {number}: danh sách đã đủ {MostLines} từ, hãy bỏ bớt."); break; }
            var equals = line.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0) { problems.Add($"Dòng {number}: thiếu dấu bằng. Ghi như: CCHC = cải cách hành chính."); continue; }
            var entry = new Abbreviation(OneLine(line[..equals]), OneLine(line[(equals + 1)..]));
            var (form, meaning) = (KeyOf(entry.Form), KeyOf(entry.Meaning));
            if (form.Length == 0) problems.Add($"Dòng {number}: chưa ghi từ viết tắt trước dấu bằng.");
            else if (meaning.Length == 0) problems.Add($"Dòng {number}: chưa ghi nghĩa đầy đủ sau dấu bằng.");
            else if (entry.Form.Length > LongestForm) problems.Add($"Dòng {number}: từ viết tắt dài hơn {LongestForm} ký tự.");
            else if (entry.Meaning.Length > LongestMeaning) problems.Add($"Dòng {number}: nghĩa đầy đủ dài hơn {LongestMeaning} ký tự.");
            else if (form == meaning) problems.Add($"Dòng {number}: hai bên dấu bằng là một.");
            else if (!lineOf.TryAdd($"{form}={meaning}", number)) problems.Add($"Dòng {number}: đã có ở dòng {lineOf[$"{form}={meaning}"]}.");
            else list.Add(entry);
        }
        return (list, problems);
    }

    /// <summary>What two spellings of one entry share.</summary>
    private static string KeyOf(string text) => string.Join(' ', SearchWords.Read(text).Select(word => word.Exact));

    private static string OneLine(string text) => string.Join(' ', SearchText.Clean(text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
