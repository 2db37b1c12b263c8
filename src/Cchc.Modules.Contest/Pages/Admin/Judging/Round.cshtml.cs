using Cchc.Core;
using Cchc.Core.People;
using Cchc.Modules.Contest.Data;
using Cchc.Modules.Contest.Pages.Admin.Contest;
using Cchc.Modules.Contest.Pages.Contest;
using Cchc.Modules.Contest.Results;
using Cchc.Modules.Contest.Rules;
using Cchc.Modules.Contest.Taking;
using Cchc.Themes.TagHelpers.Admin;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Contest.Pages.Admin.Judging;

/// <summary>One essay before its judge: the question, the text, the criteria. Nothing tells who wrote it or what others gave.</summary>
[Authorize("contest.judge")]
public sealed class RoundModel(SiteDb db, EssayDesk desk) : PageModel
{
    private const int MostShown = 20, LongestComment = 2000;

    public sealed class MarkInput
    {
        public int Number { get; set; }
        /// <summary>Points of each criterion as typed.</summary>
        public List<string?> Points { get; set; } = [];
        public string? Comment { get; set; }
    }

    public sealed record MarkedLine(int Number, int Hundredths, DateTime MarkedUtc);

    [FromRoute(Name = "round")] public int RoundId { get; set; }
    /// <summary>One that was marked before, to correct it.</summary>
    [FromQuery(Name = "bai")] public int? Wanted { get; set; }
    /// <summary>One that is put off.</summary>
    [FromQuery(Name = "sau")] public int? After { get; set; }
    [BindProperty] public MarkInput Input { get; set; } = new();
    public Round Round { get; private set; } = null!;
    public string Contest { get; private set; } = "";
    public Essay? Essay { get; private set; }
    public PaperText? Question { get; private set; }
    public string Text { get; private set; } = "";
    public EssayFile? Attached { get; private set; }
    public int Waiting { get; private set; }
    public IReadOnlyList<MarkedLine> Marked { get; private set; } = [];
    public string Here => $"/quan-tri/cham-tu-luan/{RoundId}";
    public bool IsOpen => Round is { State: RoundState.Closed, EssaysMarkedUtc: null };
    private int Me => User.UserId() ?? 0;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct)) return NotFound();
        if (Essay is { } essay && await db.Set<EssayMark>().AsNoTracking().FirstOrDefaultAsync(mark => mark.AttemptId == essay.AttemptId && mark.Position == essay.Position && mark.JudgeId == Me, ct) is { } mine)
            Input = new() { Points = [.. ContestJson.List<int>(mine.Points).Select(ContestPage.PointsText)], Comment = mine.Comment };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        Wanted = Input.Number;
        if (!await LoadAsync(ct)) return NotFound();
        var criteria = Round.Essays.Criteria;
        var points = new List<int>();
        for (var at = 0; at < criteria.Count; at++)
            if (at < Input.Points.Count && PointsInput.Read(Input.Points[at]) is { } given && given <= criteria[at].Hundredths) points.Add(given);
            else ModelState.AddModelError($"Input.Points[{at}]", $"{criteria[at].Name}: ghi điểm từ 0 đến {ContestPage.PointsText(criteria[at].Hundredths)}, ví dụ {ContestPage.PointsText(criteria[at].Hundredths / 2)}.");
        if (Input.Comment?.Length > LongestComment) ModelState.AddModelError("Input.Comment", $"Nhận xét dài hơn {LongestComment} ký tự.");
        if (ModelState.IsValid && await desk.MarkAsync(RoundId, Input.Number, Me, points, Input.Comment?.Trim() ?? "", HttpContext.Actor(), ct) is { } problem) ModelState.AddModelError("", problem);
        if (!ModelState.IsValid) return Page();
        TempData.Say($"Đã ghi điểm bài số {Input.Number}: {ContestPage.PointsText(points.Sum())}.");
        return Redirect(Here);
    }

    private async Task<bool> LoadAsync(CancellationToken ct)
    {
        if (!await db.Set<RoundJudge>().AnyAsync(judge => judge.RoundId == RoundId && judge.UserId == Me, ct)) return false;
        Round = await db.Set<Round>().AsNoTracking().SingleAsync(round => round.Id == RoundId, ct);
        Contest = await db.Set<Competition>().Where(contest => contest.Id == Round.CompetitionId).Select(contest => contest.Title).SingleAsync(ct);
        var mine = from mark in db.Set<EssayMark>() join essay in db.Set<Essay>() on new { mark.AttemptId, mark.Position } equals new { essay.AttemptId, essay.Position } where mark.JudgeId == Me && essay.RoundId == RoundId select new { essay.Number, mark.Hundredths, mark.MarkedUtc };
        Marked = [.. (await mine.OrderByDescending(mark => mark.MarkedUtc).Take(MostShown).ToListAsync(ct)).Select(mark => new MarkedLine(mark.Number, mark.Hundredths, mark.MarkedUtc))];
        if (!IsOpen) return true;
        var waiting = await desk.WaitingAsync(Round, Me, ct);
        Waiting = waiting.Count;
        var number = Wanted is { } wanted && (waiting.Contains(wanted) || await mine.AnyAsync(mark => mark.Number == wanted, ct)) ? wanted : JudgeOrder.Next(waiting, Me, After);
        if (number is null) return true;
        Essay = await db.Set<Essay>().AsNoTracking().SingleAsync(essay => essay.RoundId == RoundId && essay.Number == number, ct);
        Question = (await ContestBook.QuestionsAsync(db, [Essay.Version], ct))[Essay.Version];
        Text = await db.Set<AttemptAnswer>().Where(answer => answer.AttemptId == Essay.AttemptId && answer.Position == Essay.Position).Select(answer => answer.Value).FirstOrDefaultAsync(ct) ?? "";
        Attached = await db.Set<EssayFile>().AsNoTracking().FirstOrDefaultAsync(file => file.AttemptId == Essay.AttemptId && file.Position == Essay.Position, ct);
        return true;
    }
}
