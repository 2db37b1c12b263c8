using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Cchc.Core;
using Cchc.Core.People;
using Cchc.Core.Sheets;
using Cchc.Modules.Contest.Data;
using Cchc.Modules.Contest.Pages.Contest;
using Cchc.Modules.Contest.Results;
using Cchc.Modules.Contest.Rules;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Contest.Pages.Admin.Contest;

/// <summary>Essays of a round, for its organiser: criteria, judges, how far they are, the way into the result.</summary>
[Authorize("contest.manage")]
public sealed class EssaysModel(SiteDb db, EssayDesk desk, NoticeBoard notices, TimeProvider clock) : RoundPage(db)
{
    private const int MostShown = 50;

    public sealed class RuleInput
    {
        /// <summary>"Nội dung, căn cứ: 5", one to a line.</summary>
        [StringLength(2000, ErrorMessage = "Danh sách tiêu chí quá dài.")] public string Criteria { get; set; } = "";
        public string Apart { get; set; } = "";
        [Range(0, 100, ErrorMessage = "Số câu đúng từ 0 đến 100.")] public int LeastRight { get; set; }
        public bool TakesFile { get; set; }
        public List<int> Judges { get; set; } = [];
    }

    public sealed record JudgeLine(int Id, string Name, bool Chosen, int Marked);
    public sealed record EssayLine(Essay Essay, string Code, IReadOnlyList<EssayMark> Marks);

    [BindProperty] public RuleInput Input { get; set; } = new();
    public IReadOnlyList<JudgeLine> Judges { get; private set; } = [];
    public IReadOnlyList<EssayLine> Lines { get; private set; } = [];
    public IReadOnlyDictionary<int, string> Names { get; private set; } = new Dictionary<int, string>();
    /// <summary>Essays that count, and how many of them wait for how many marks more.</summary>
    public int Counted { get; private set; }
    public int Settled { get; private set; }
    public int WantsThird { get; private set; }
    public int Uncounted { get; private set; }
    public string Here => $"{RoundUrl}/tu-luan";
    public bool HasEssays => Round.Plans.Any(plan => plan.Plan?.Lines.Any(line => line.Pool.Any(question => question.Kind == QuestionKind.Essay)) == true);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct)) return NotFound();
        var rule = Round.Essays;
        Input = new()
        {
            Criteria = string.Join('\n', rule.Criteria.Select(criterion => $"{criterion.Name}: {ContestPage.PointsText(criterion.Hundredths)}")), Apart = ContestPage.PointsText(rule.ApartHundredths), LeastRight = rule.LeastRight, TakesFile = rule.TakesFile,
        };
        await ListAsync(ct);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct)) return NotFound();
        // What cannot be changed any more stands disabled in the form, and a browser does not send it.
        var rule = await desk.HasMarksAsync(Round.Id, ct) ? Round.Essays : ReadRule();
        if (ModelState.IsValid)
        {
            if (await desk.SetAsync(Round.Id, rule, Input.Judges, HttpContext.Actor(), ct) is not { } problem) return Told(null, "Đã lưu cách chấm và giám khảo.", Here);
            ModelState.AddModelError("", problem);
        }
        Db.ChangeTracker.Clear();
        await ListAsync(ct);
        return Page();
    }

    public Task<IActionResult> OnPostEnterAsync(CancellationToken ct) => ActAsync(round => desk.EnterAsync(round, HttpContext.Actor(), ct), "Điểm tự luận đã vào kết quả và bảng xếp hạng đã tính lại.", ct);
    public Task<IActionResult> OnPostReopenAsync(CancellationToken ct) => ActAsync(round => desk.ReopenAsync(round, HttpContext.Actor(), ct), "Đã mở lại việc chấm; điểm tự luận tạm rút khỏi kết quả.", ct);

    /// <summary>Every mark of every judge as a workbook, without a name of a participant.</summary>
    public async Task<IActionResult> OnGetXlsxAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct)) return NotFound();
        await ListAsync(ct, all: true);
        Db.Add(HttpContext.Actor().Did(clock.GetUtcNow().UtcDateTime, "contest.essays-exported", $"Xuất điểm tự luận {Round.Title} của {Contest.Title}", "Round", Round.Id.ToString(CultureInfo.InvariantCulture)));
        await Db.SaveChangesAsync(ct);
        Response.Headers.CacheControl = "no-store";
        var columns = new List<SheetColumn> { new("Bài số", 10), new("Biên nhận", 18), new("Giám khảo", 28), new("Lần chấm", 10) };
        columns.AddRange(Round.Essays.Criteria.Select(criterion => new SheetColumn(criterion.Name, 18)));
        columns.AddRange([new("Cộng", 10), new("Nhận xét", 50), new("Điểm của bài", 14)]);
        var rows = Lines.SelectMany(line => line.Marks.Select(mark => (object?[])[line.Essay.Number, line.Code, Names.GetValueOrDefault(mark.JudgeId), mark.Number, .. ContestJson.List<int>(mark.Points).Select(given => (object)(given / 100m)), mark.Hundredths / 100m, mark.Comment, line.Essay.Hundredths / 100m]));
        return File(Spreadsheet.Write(new Sheet("Điểm tự luận", [.. columns], rows)), Spreadsheet.MediaType, $"tu-luan-ky-{Round.Number}.xlsx");
    }

    private async Task<IActionResult> ActAsync(Func<int, Task<string?>> act, string notice, CancellationToken ct) => await LoadAsync(ct) ? Told(await act(Round.Id), notice, Here) : NotFound();

    private EssayRule ReadRule()
    {
        var criteria = new List<Criterion>();
        foreach (var line in (Input.Criteria ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var colon = line.LastIndexOf(':');
            if (colon is > 0 and <= 100 && PointsInput.Read(line[(colon + 1)..]) is { } most and > 0) criteria.Add(new(line[..colon].Trim(), most));
            else ModelState.AddModelError("Input.Criteria", $"Dòng “{(line.Length > 60 ? line[..60] : line)}” chưa đúng: viết “Nội dung, căn cứ: 5”, điểm tối đa 100.");
        }
        if (criteria.Count is 0 or > EssayRule.MostCriteria) ModelState.AddModelError("Input.Criteria", $"Cần từ 1 đến {EssayRule.MostCriteria} tiêu chí.");
        if (PointsInput.Read(Input.Apart) is not { } apart) ModelState.AddModelError("Input.Apart", "Ghi số điểm chênh lệch, ví dụ 2 hoặc 1,5.");
        else return new(criteria, apart, Input.LeastRight, Round.State is RoundState.Closed or RoundState.Published ? Round.Essays.TakesFile : Input.TakesFile);
        return Round.Essays;
    }

    private async Task ListAsync(CancellationToken ct, bool all = false)
    {
        var chosen = (await Db.Set<RoundJudge>().Where(judge => judge.RoundId == Round.Id).Select(judge => judge.UserId).ToListAsync(ct)).ToHashSet();
        var essays = Db.Set<Essay>().AsNoTracking().Where(essay => essay.RoundId == Round.Id);
        var marked = await EssayDesk.MarksOf(Db, Round.Id).GroupBy(mark => mark.JudgeId).Select(mine => new { mine.Key, Count = mine.Count() }).ToDictionaryAsync(mine => mine.Key, mine => mine.Count, ct);
        var known = (await notices.HoldersAsync(ContestModule.Judge, null, ct)).Concat(chosen).Concat(marked.Keys).Distinct().ToList();
        Names = await Db.Users.AsNoTracking().Where(user => known.Contains(user.Id)).ToDictionaryAsync(user => user.Id, user => user.DisplayName, ct);
        var ticked = ModelState.ErrorCount > 0 ? Input.Judges.ToHashSet() : chosen;
        Judges = [.. Names.Select(person => new JudgeLine(person.Key, person.Value, ticked.Contains(person.Key), marked.GetValueOrDefault(person.Key))).OrderBy(judge => judge.Name, StringComparer.CurrentCulture)];
        var counted = EssayDesk.Counted(Db, Round).AsNoTracking();
        (Counted, Settled, WantsThird) = (await counted.CountAsync(ct), await counted.CountAsync(essay => !essay.Waits, ct), await counted.CountAsync(essay => essay.Waits && essay.Marks == 2, ct));
        Uncounted = await essays.CountAsync(ct) - Counted;
        var shown = all ? essays.OrderBy(essay => essay.Number) : counted.OrderByDescending(essay => essay.Waits).ThenByDescending(essay => essay.Marks).ThenBy(essay => essay.Number).Take(MostShown);
        var rows = await (from essay in shown join attempt in Db.Set<Attempt>() on essay.AttemptId equals attempt.Id select new { essay, attempt.Code }).ToListAsync(ct);
        var attempts = rows.ConvertAll(row => row.essay.AttemptId);
        var marks = (await EssayDesk.MarksOf(Db, Round.Id).AsNoTracking().Where(mark => all || attempts.Contains(mark.AttemptId)).ToListAsync(ct)).ToLookup(mark => (mark.AttemptId, mark.Position));
        Lines = [.. rows.Select(row => new EssayLine(row.essay, row.Code, [.. marks[(row.essay.AttemptId, row.essay.Position)].OrderBy(mark => mark.Number)]))];
    }
}
