using System.Globalization;
using Cchc.Core.Sheets;
using Cchc.Core.Text;
using Cchc.Core.Units;

namespace Cchc.Modules.Indexes.Rules;

/// <summary>Something about a cell of a file.</summary>
/// <param name="Blocks">Nothing is saved while it stands; otherwise a warning.</param>
public sealed record ImportProblem(string Sheet, int Row, int Column, string Words, bool Blocks = true)
{
    public string Place => (Row, Column) switch { (0, _) => $"Trang tính “{Sheet}”", (_, 0) => $"Trang tính “{Sheet}”, dòng {Row}", _ => $"Trang tính “{Sheet}”, ô {SheetReader.Letters(Column)}{Row}" };
    public override string ToString() => $"{Place}: {Words}.";
}

/// <summary>How a file is to be read.</summary>
/// <param name="Roles">One <see cref="ColumnRole"/> for each column.</param>
/// <param name="Year">Year of every row where the file has no such column.</param>
/// <param name="KindSlug">Rows of other indexes are left out.</param>
/// <param name="ScaleFrom">Least total, or null.</param>
/// <param name="ScaleTo">Most, or null.</param>
/// <param name="KeepUnknown">Units that the registry does not know keep their printed name.</param>
public sealed record ImportPlan(IReadOnlyList<string> Roles, IReadOnlyList<Criterion> Criteria, IndexLevel Level, int? Year, string KindSlug, decimal? ScaleFrom, decimal? ScaleTo, bool KeepUnknown = false)
{
    /// <summary>The index counts in percent: then a percent sign says nothing else.</summary>
    public bool InPercent { get; init; }
}

/// <param name="Years">A table for each year; empty when a problem blocks.</param>
public sealed record ImportResult(IReadOnlyList<(int Year, IndexTable Table)> Years, IReadOnlyList<ImportProblem> Problems)
{
    public bool Blocked => Problems.Any(problem => problem.Blocks);
    public int Scores => Years.Sum(year => year.Table.Results.Sum(result => result.Scores.Count + 1));
}

/// <summary>Makes tables of a sheet, wide or long, or says at which cells it cannot. It corrects nothing silently.</summary>
public static class IndexImport
{
    public const decimal Tolerance = 0.02m;
    private const int MostProblems = 200;

    private sealed class Draft(UnitResult result, int row)
    {
        public UnitResult Result = result;
        public readonly int Row = row;
        public readonly Dictionary<string, Score> Scores = new(StringComparer.Ordinal);
        public readonly HashSet<string> Sources = new(StringComparer.Ordinal);
    }

    public static ImportResult Read(SheetText sheet, ImportPlan plan, UnitRegistry registry)
    {
        var problems = new List<ImportProblem>();
        void Say(int row, int column, string words, bool blocks = true) { if (problems.Count < MostProblems) problems.Add(new(sheet.Name, row, column, words, blocks)); }
        foreach (var flaw in sheet.Flaws) Say(flaw.Row, flaw.Column, flaw.Words);
        int At(string role) => IndexOf(plan.Roles, role);
        if (sheet.Rows.Count < 2) Say(0, 0, "không có dòng số liệu nào");
        else if (At(ColumnRole.Unit) < 0 && At(ColumnRole.Code) < 0) Say(sheet.Rows[0].Number, 0, "không có cột tên hoặc mã đơn vị. Có phải sai trang tính?");
        else if (!plan.Roles.Any(role => role is ColumnRole.Total or ColumnRole.Rank or ColumnRole.Score || role.StartsWith(ColumnRole.OfCriterion, StringComparison.Ordinal))) Say(sheet.Rows[0].Number, 0, "không có cột điểm nào");
        else if (At(ColumnRole.Score) >= 0 != At(ColumnRole.Criterion) >= 0) Say(sheet.Rows[0].Number, 0, "dạng dài cần cả cột mã tiêu chí và cột điểm");
        foreach (var (heading, at) in (sheet.Rows.Count > 0 ? sheet.Rows[0].Cells : []).Select((heading, at) => (heading, at)))
            if (plan.Roles[at] == ColumnRole.Ignore && heading.Length > 0) Say(sheet.Rows[0].Number, at + 1, $"cột “{heading}” bị bỏ qua", blocks: false);
        foreach (var twice in plan.Roles.Where(role => role.Length > 0).GroupBy(role => role, StringComparer.Ordinal).Where(group => group.Count() > 1))
            Say(sheet.Rows[0].Number, plan.Roles.Count - IndexOf([.. plan.Roles.Reverse()], twice.Key), "hai cột cùng một ý nghĩa");
        if (problems.Exists(problem => problem.Blocks)) return new([], problems);

        var criteria = plan.Criteria.ToDictionary(one => one.Code, StringComparer.Ordinal);
        var columns = plan.Roles.Select((role, at) => (role, at)).Where(pair => pair.role.StartsWith(ColumnRole.OfCriterion, StringComparison.Ordinal)).Select(pair => (Code: pair.role[ColumnRole.OfCriterion.Length..], pair.at)).ToList();
        var isLong = At(ColumnRole.Score) >= 0;
        var marks = plan.Roles.Select((_, at) => MarkOf(sheet, at)).ToList();
        var finders = new Dictionary<int, UnitFinder>();
        var years = new SortedDictionary<int, Dictionary<string, Draft>>();

        foreach (var row in sheet.Rows.Skip(1))
        {
            string Cell(string role) => At(role) is >= 0 and var at ? row[at] : "";
            if (At(ColumnRole.Index) >= 0 && Vietnamese.Slug(Cell(ColumnRole.Index)) != plan.KindSlug) continue;
            var year = plan.Year;
            if (At(ColumnRole.Year) >= 0) year = int.TryParse(Cell(ColumnRole.Year), NumberStyles.None, CultureInfo.InvariantCulture, out var said) && said is >= 1990 and <= 2100 ? said : null;
            if (year is not { } measured) { Say(row.Number, At(ColumnRole.Year) + 1, "năm phải từ 1990 đến 2100"); continue; }
            string name = Cell(ColumnRole.Unit), code = Cell(ColumnRole.Code), block = Cell(ColumnRole.Block), source = Cell(ColumnRole.Source);
            var unitColumn = Math.Max(At(ColumnRole.Unit), At(ColumnRole.Code)) + 1;
            Unit? unit = null;
            if (UnitFinder.KindOf(plan.Level) is { } kind)
            {
                if (!finders.TryGetValue(measured, out var finder)) finders[measured] = finder = new(registry, kind, measured);
                (unit, var why) = finder.Find(code, name);
                if (unit is null && !(plan.KeepUnknown && name.Length > 0)) { Say(row.Number, unitColumn, why); continue; }
            }
            else if (name.Length == 0) { Say(row.Number, unitColumn, "thiếu tên đơn vị"); continue; }

            Score Number(int at, decimal? most, bool scaled)
            {
                if (at < 0) return Score.None;
                if (row[at].EndsWith('%') && plan.Roles[at] != ColumnRole.Percent && !plan.InPercent)
                {
                    Say(row.Number, at + 1, $"“{row[at]}” là phần trăm, còn cột này tính bằng điểm. Hãy chọn cột là “Chỉ số (%)”, hoặc bỏ dấu % và định dạng phần trăm");
                    return Score.None;
                }
                if (marks[at] is { } mark && ScoreText.MarkOf(row[at]) is { } other && other != mark)
                {
                    Say(row.Number, at + 1, $"“{row[at]}” dùng dấu {(other == ',' ? "phẩy" : "chấm")} thập phân, các ô khác của cột dùng dấu {(mark == ',' ? "phẩy" : "chấm")}. Hãy ghi thống nhất");
                    return Score.None;
                }
                if (ScoreText.Read(row[at]) is not { } score) { Say(row.Number, at + 1, $"“{row[at]}” không phải số"); return Score.None; }
                if (score.Value < 0) Say(row.Number, at + 1, $"{ScoreText.Show(score.Value.Value)} nhỏ hơn 0");
                else if (score.Value > most) Say(row.Number, at + 1, $"{ScoreText.Show(score.Value.Value)} lớn hơn điểm tối đa {ScoreText.Show(most.Value)}");
                else if (score.Value == 0 && plan.ScaleFrom > 0) Say(row.Number, at + 1, $"0 nằm ngoài thang điểm, bắt đầu từ {ScoreText.Show(plan.ScaleFrom.Value)}. Nếu không có số liệu, hãy để trống ô");
                else if (scaled && score.Value < plan.ScaleFrom) Say(row.Number, at + 1, $"{ScoreText.Show(score.Value.Value)} nhỏ hơn mức thấp nhất của thang điểm {ScoreText.Show(plan.ScaleFrom.Value)}");
                return score;
            }

            var key = unit?.Slug ?? $"{block}|{Vietnamese.Fold(name)}";
            var units = years.TryGetValue(measured, out var those) ? those : years[measured] = new(StringComparer.Ordinal);
            var most = Number(At(ColumnRole.Max), null, false).Value;
            var total = Number(At(ColumnRole.Total), most ?? plan.ScaleTo, true);
            var rank = Whole(row, At(ColumnRole.Rank));
            var note = Cell(ColumnRole.Ranked) is { Length: > 0 } ranked ? $"Xếp hạng trong {ranked} đơn vị. {Cell(ColumnRole.Note)}".Trim() : Cell(ColumnRole.Note);
            if (source.Length > 0) total = total with { Source = source };
            var fresh = new Draft(new(unit?.Slug, name.Length > 0 ? name : unit!.Name, block, total, rank, Cell(ColumnRole.Group), most, Number(At(ColumnRole.Percent), null, false).Value, new Dictionary<string, Score>(), note), row.Number);
            fresh.Sources.Add(source);
            if (isLong)
            {
                var draft = units.TryGetValue(key, out var open) ? open : units[key] = fresh;
                var line = Cell(ColumnRole.Criterion);
                if (!criteria.TryGetValue(line, out var criterion)) Say(row.Number, At(ColumnRole.Criterion) + 1, $"không có tiêu chí mã “{line}”");
                else if (!draft.Scores.TryAdd(line, Sourced(Number(At(ColumnRole.Score), criterion.Max, false)))) Say(row.Number, At(ColumnRole.Criterion) + 1, $"tiêu chí {line} của {draft.Result.UnitName} lặp lại, đã có ở trên");
                continue;
            }
            foreach (var (column, at) in columns)
                fresh.Scores[column] = Sourced(Number(at, criteria.GetValueOrDefault(column)?.Max, false));
            if (!units.TryGetValue(key, out var first)) units[key] = fresh;
            else if (source.Length > 0 && first.Sources.Add(source))
            {
                Say(row.Number, unitColumn, $"{name} có hai nguồn; nguồn của dòng {first.Row} được dùng, nguồn này ghi vào chú thích", blocks: false);
                first.Result = Beside(first.Result, fresh.Result);
            }
            else Say(row.Number, unitColumn, $"{(name.Length > 0 ? name : code)} lặp lại, đã có ở dòng {first.Row}");

            Score Sourced(Score score) => source.Length > 0 && score.Value is not null ? score with { Source = source } : score;
        }

        int? Whole(SheetRow row, int at)
        {
            if (at < 0 || row[at].Length == 0) return null;
            if (ScoreText.Number(row[at]) is { } place and >= 1 and < 100_000 && place == decimal.Truncate(place)) return (int)place;
            Say(row.Number, at + 1, $"hạng “{row[at]}” không phải số nguyên từ 1");
            return null;
        }

        if (years.Count == 0 && problems.Count == 0) Say(0, 0, "không có dòng nào của chỉ số này");
        var tables = new List<(int, IndexTable)>();
        foreach (var (year, units) in years)
        {
            var used = units.Values.SelectMany(draft => draft.Scores.Where(score => score.Value is not { State: ResultState.Missing }).Select(score => score.Key)).ToHashSet(StringComparer.Ordinal);
            // A criterion above one that is used stands in the tree too.
            foreach (var one in plan.Criteria.Reverse()) if (used.Contains(one.Code) && one.ParentCode is { } above) used.Add(above);
            var table = new IndexTable([.. plan.Criteria.Where(one => used.Contains(one.Code))], [.. units.Values.Select(draft => draft.Result with { Scores = draft.Scores.Where(score => used.Contains(score.Key)).ToDictionary(StringComparer.Ordinal) })]);
            foreach (var (words, at) in Misfits(table)) Say(units.Values.ElementAt(at).Row, Math.Max(At(ColumnRole.Total), At(ColumnRole.Unit)) + 1, words, blocks: false);
            tables.Add((year, table));
        }
        return problems.Exists(problem => problem.Blocks) ? new([], problems) : new(tables, problems);
    }

    /// <summary>The decimal mark of most cells of a column; null where no cell has one.</summary>
    private static char? MarkOf(SheetText sheet, int at)
    {
        var marks = sheet.Rows.Skip(1).Select(row => ScoreText.MarkOf(row[at])).OfType<char>().ToList();
        return marks.Count == 0 ? null : marks.Count(mark => mark == ',') * 2 > marks.Count ? ',' : '.';
    }

    private static int IndexOf(IReadOnlyList<string> roles, string role)
    {
        for (var at = 0; at < roles.Count; at++) if (roles[at] == role) return at;
        return -1;
    }

    /// <summary>Totals that miss their parts, with the line's place in the table. Where a part is missing, nothing can be said.</summary>
    public static IEnumerable<(string Words, int At)> Misfits(IndexTable table)
    {
        var children = table.Criteria.ToLookup(one => one.ParentCode ?? "", StringComparer.Ordinal);
        for (var at = 0; at < table.Results.Count; at++)
        {
            var result = table.Results[at];
            foreach (var group in children)
            {
                var total = group.Key.Length == 0 ? result.Total.Value : result.ScoreOf(group.Key).Value;
                var parts = group.Select(one => result.ScoreOf(one.Code).Value is { } value ? one is { Weight: { } weight, Max: > 0 and var most } ? weight * value / most : value : (decimal?)null).ToList();
                if (total is not { } known || parts.Contains(null)) continue;
                var sum = parts.Sum()!.Value;
                if (Math.Abs(sum - known) > Tolerance) yield return ($"{(group.Key.Length == 0 ? "tổng" : group.Key)} của {result.UnitName} là {ScoreText.Show(known)}, các phần cộng lại {ScoreText.Show(Math.Round(sum, 4))}", at);
            }
        }
    }

    /// <summary>An edition with what another file says of it: lines and cells that are missing are filled, what differs is noted beside what stands.</summary>
    public static IndexTable Merge(IndexTable table, IndexTable added)
    {
        var criteria = table.Criteria.Concat(added.Criteria.Where(one => table.Criteria.All(known => known.Code != one.Code))).ToList();
        var results = table.Results.ToList();
        foreach (var line in added.Results)
        {
            var at = results.FindIndex(known => known.UnitSlug is { } slug ? slug == line.UnitSlug : known.UnitName == line.UnitName && known.Block == line.Block);
            if (at < 0) { results.Add(line); continue; }
            var merged = Beside(results[at], line);
            var scores = merged.Scores.ToDictionary(StringComparer.Ordinal);
            foreach (var (code, score) in line.Scores) if (merged.ScoreOf(code) == Score.None) scores[code] = score;
            results[at] = merged with { Scores = scores };
        }
        return new(criteria, results);
    }

    private static UnitResult Beside(UnitResult used, UnitResult other)
    {
        var said = new List<string>();
        if (other.Total.Value is { } value && used.Total.Value is { } own && value != own) said.Add($"tổng {ScoreText.Show(value)}");
        if (other.Rank is { } rank && used.Rank is { } place && rank != place) said.Add($"hạng {rank}");
        foreach (var (code, score) in other.Scores) if (score.Value is { } differs && used.ScoreOf(code).Value is { } stands && differs != stands) said.Add($"{code} {ScoreText.Show(differs)}");
        var note = said.Count == 0 ? used.Note : $"{used.Note} Nguồn khác ghi {string.Join(", ", said)}{(other.Total.Source is { } source ? $" ({source})" : "")}.".Trim();
        return used with { Total = used.Total.Value is null && other.Total.Value is not null ? other.Total : used.Total, Rank = used.Rank ?? other.Rank, Group = used.Group.Length > 0 ? used.Group : other.Group, Note = note };
    }
}
