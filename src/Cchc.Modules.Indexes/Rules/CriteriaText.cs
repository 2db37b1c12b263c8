namespace Cchc.Modules.Indexes.Rules;

/// <summary>A tree of criteria as the newsroom writes it, one a line: code; name; code above; most points; weight.</summary>
public static class CriteriaText
{
    /// <returns>The criteria, and what is wrong, each with its line.</returns>
    public static (IReadOnlyList<Criterion> Criteria, IReadOnlyList<string> Problems) Read(string text)
    {
        var found = new List<Criterion>();
        var problems = new List<string>();
        var number = 0;
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line)) continue;
            var parts = line.Split(';', StringSplitOptions.TrimEntries);
            string Part(int at) => at < parts.Length ? parts[at] : "";
            decimal? NumberAt(int at)
            {
                if (Part(at).Length > 0 && ScoreText.Number(Part(at)) is not >= 0) problems.Add($"Dòng {number}: “{Part(at)}” không phải số.");
                return ScoreText.Number(Part(at));
            }
            var one = new Criterion(Part(0), Part(1), Part(2) is { Length: > 0 } above ? above : null, NumberAt(3), NumberAt(4));
            if (parts.Length > 5) problems.Add($"Dòng {number}: nhiều hơn năm phần.");
            if (one.Code.Length is 0 or > 20) problems.Add($"Dòng {number}: thiếu mã, hoặc mã dài hơn 20 ký tự.");
            else if (one.Name.Length == 0) problems.Add($"Dòng {number}: thiếu tên của {one.Code}.");
            else if (found.Exists(other => other.Code == one.Code)) problems.Add($"Dòng {number}: mã {one.Code} đã có ở trên.");
            else if (one.ParentCode is { } parent && !found.Exists(other => other.Code == parent)) problems.Add($"Dòng {number}: chưa có tiêu chí cấp trên {parent} ở các dòng trước.");
            else found.Add(one);
        }
        return (found, problems);
    }
}
