using System.Globalization;
using Cchc.Core;
using Cchc.Core.Text;
using Cchc.Modules.Contest.Data;
using Cchc.Modules.Contest.Rules;
using Cchc.Modules.Contest.Taking;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Contest.Pages.Contest;

/// <summary>
/// The paper: one question to a page, saved when one goes on, and with script at each change. Nothing in it tells what is right.
/// </summary>
[NotCached, ManyAtOneAddress, AnswerSize]
public sealed class TakeModel(SiteDb db, ContestBook book, TakeRound take, TakeReads reads, EssayFiles files, Visitor visitor, TimeProvider clock) : ContestPage(book, clock)
{
    /// <summary>Where the last page stands in the address and in the buttons.</summary>
    public const string Last = "nop";

    [FromRoute] public int Number { get; set; }
    /// <summary>Question, from 1, or <see cref="Last"/>.</summary>
    [FromQuery(Name = "cau")] public string? At { get; set; }
    [BindProperty(Name = "tra-loi")] public List<string?> Given { get; set; } = [];
    [BindProperty(Name = "xem-lai")] public bool Flag { get; set; }
    [BindProperty(Name = "du-doan")] public string? Guess { get; set; }
    [BindProperty(Name = "tep")] public IFormFile? Upload { get; set; }
    [BindProperty(Name = "bo-tep")] public bool DropsFile { get; set; }
    [BindProperty(Name = "den")] public string? GoTo { get; set; }

    public Round Round { get; private set; } = null!;
    public Participant Person { get; private set; } = null!;
    public string Code { get; private set; } = "";
    public Attempt Attempt { get; private set; } = null!;
    public IReadOnlyList<PaperQuestion> Paper { get; private set; } = [];
    public Dictionary<int, AttemptAnswer> Saved { get; private set; } = [];
    /// <summary>Files handed in with essays, by place.</summary>
    public IReadOnlyDictionary<int, EssayFile> Files { get; private set; } = new Dictionary<int, EssayFile>();
    /// <summary>Place of the shown question, from 0; the number of questions on the last page.</summary>
    public int Position { get; private set; }
    public string? Problem { get; private set; }

    public bool IsLast => Position == Paper.Count;
    public string Here => $"{Home}/ky-{Round.Number}/bai-thi";
    public TimeSpan Left => Attempt.DeadlineUtc - NowUtc is { Ticks: > 0 } left ? left : TimeSpan.Zero;
    public bool HasPrediction => Round.Prediction != PredictionKind.None;
    public int Steps => Paper.Count + (HasPrediction ? 1 : 0);
    public int DoneSteps => Paper.Where((_, at) => IsDone(at)).Count() + (HasPrediction && Attempt.Prediction is not null ? 1 : 0);
    public bool IsDone(int at) => Saved.TryGetValue(at, out var answer) && answer.Value.Length > 0 || Files.ContainsKey(at);
    public bool IsEssay => !IsLast && Paper[Position].Kind == QuestionKind.Essay;
    public bool TakesFile => IsEssay && Round.Essays.TakesFile;
    public bool IsFlagged(int at) => Saved.TryGetValue(at, out var answer) && answer.Flagged;
    public IEnumerable<int> Open => Enumerable.Range(0, Paper.Count).Where(at => !IsDone(at));
    public DateTime? SavedUtc => Saved.Count == 0 ? null : Saved.Values.Max(answer => answer.SavedUtc);
    /// <summary>What the shown question's form shows as chosen: what was saved, or what was sent and refused, so that nobody types it again.</summary>
    public IReadOnlyList<string> Chosen => Problem is null || Given.Count == 0 ? Answers.Show(Paper[Position], Saved.GetValueOrDefault(Position)?.Value ?? "") : [.. Given.Select(one => one ?? "")];
    public PaperText Text => Shelf.Questions[Paper[Position].Version];

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await OpenAsync(ct) is { } elsewhere ? elsewhere : Page();

    /// <summary>Saves the question and goes on: the way without script.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (await OpenAsync(ct) is { } elsewhere) return elsewhere;
        var (outcome, problem) = await SaveAsync(withFile: true, ct);
        if (outcome == TakeOutcome.Over) return Redirect($"{Home}/cua-toi");
        if (outcome == TakeOutcome.NotOnPaper)
        {
            Problem = problem;
            return Page();
        }
        return Redirect($"{Here}?cau={Target(GoTo)}");
    }

    /// <summary>Saves the question at a change: the way with script.</summary>
    public async Task<IActionResult> OnPostSaveAsync(CancellationToken ct)
    {
        if (await OpenAsync(ct) is not null) return Answer(StatusCodes.Status409Conflict, new { over = true, message = "Bài đã nộp hoặc đã hết giờ." });
        var (outcome, problem) = await SaveAsync(withFile: false, ct);
        return outcome switch
        {
            TakeOutcome.Saved => Answer(StatusCodes.Status200OK, new { saved = TimeText(ClockUtc), done = DoneSteps, left = (int)(Attempt.DeadlineUtc - ClockUtc).TotalSeconds }),
            TakeOutcome.Over => Answer(StatusCodes.Status409Conflict, new { over = true, message = "Bài đã nộp hoặc đã hết giờ." }),
            _ => Answer(StatusCodes.Status400BadRequest, new { over = false, message = problem }),
        };
    }

    /// <summary>Hands the paper in. Sent twice it counts once.</summary>
    public async Task<IActionResult> OnPostFinishAsync(CancellationToken ct)
    {
        if (await OpenAsync(ct) is { } elsewhere) return elsewhere;
        var (outcome, problem) = await SaveAsync(withFile: true, ct);
        if (outcome == TakeOutcome.NotOnPaper)
        {
            Problem = problem;
            return Page();
        }
        await take.FinishAsync(Face, Round, Attempt, ct);
        return Redirect($"{Home}/cua-toi");
    }

    public static string TimeText(DateTime utc) => BusinessTime.Local(utc).ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>"21:48".</summary>
    public static string ClockText(TimeSpan left) => string.Create(CultureInfo.InvariantCulture, $"{(int)left.TotalMinutes:00}:{left.Seconds:00}");

    /// <param name="withFile">Whether the form was sent as a whole; a save at a change carries words alone.</param>
    private async Task<(TakeOutcome Outcome, string? Problem)> SaveAsync(bool withFile, CancellationToken ct)
    {
        if (IsLast)
        {
            if (!HasPrediction || Guess is null) return (TakeOutcome.Saved, null);
            var typed = Guess.Trim().Replace(',', '.').TrimEnd('%').Trim();
            if (typed.Length == 0) return (await PredictAsync(null, ct), null);
            var isShare = Round.Prediction == PredictionKind.AllRightPercent;
            if (!isShare) typed = typed.Replace(".", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);
            if (!decimal.TryParse(typed, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var guess) || guess < 0 || guess > (isShare ? 100 : 100_000_000))
                return (TakeOutcome.NotOnPaper, isShare ? "Dự đoán là một tỷ lệ từ 0 đến 100, ví dụ 87,65432." : "Dự đoán là một số người, viết bằng chữ số, ví dụ 480.");
            return (await PredictAsync(Math.Round(guess, 5), ct), null);
        }
        if (Answers.Read(Paper[Position], [.. Given.Select(one => one ?? "")]) is not { } answer)
            return (TakeOutcome.NotOnPaper, Paper[Position].Kind switch
            {
                QuestionKind.Short => $"Câu trả lời dài hơn {Answers.LongestShort} ký tự.",
                QuestionKind.Essay => $"Bài viết dài hơn {Answers.LongestEssay} ký tự.",
                _ => "Câu trả lời không có trong các phương án của câu này.",
            });
        var outcome = await take.SaveAsync(Attempt, [new(Position, answer, Flag)], null, setsPrediction: false, ct);
        if (outcome == TakeOutcome.Saved) Saved[Position] = new() { AttemptId = Attempt.Id, Position = Position, Value = answer, Flagged = Flag, SavedUtc = ClockUtc };
        if (outcome != TakeOutcome.Saved || !withFile || !TakesFile) return (outcome, null);
        if (Upload is not { Length: > 0 }) return (DropsFile ? await files.RemoveAsync(Attempt, Position, ct) : outcome, null);
        await using var content = Upload.OpenReadStream();
        return await files.KeepAsync(Attempt, Position, Upload.FileName, content, ct);
    }

    private async Task<TakeOutcome> PredictAsync(decimal? guess, CancellationToken ct)
    {
        var outcome = await take.SaveAsync(Attempt, [], guess, setsPrediction: true, ct);
        if (outcome == TakeOutcome.Saved) Attempt.Prediction = guess;
        return outcome;
    }

    /// <summary>Finds the running paper of this browser's participant; else says where to go.</summary>
    private async Task<IActionResult?> OpenAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct) || Face.RoundOf(Number) is not { } round) return NotFound();
        Round = round;
        if (await visitor.FindAsync(Face.Contest.Id, ct) is not var (person, code)) return Redirect($"{Home}/lam-tiep");
        (Person, Code) = (person, ResumeCode.Shown(code));
        if (Face.PlanOf(round.Id, person.BlockId) is not { } plan || await take.RunningAsync(round.Id, person.Id, ct) is not { } attempt || !AttemptRules.Takes(attempt.State, attempt.DeadlineUtc, NowUtc)) return Redirect($"{Home}/cua-toi");
        (Attempt, Paper) = (attempt, Rules.Paper.Draw(plan, attempt.Seed));
        await foreach (var answer in reads.Saved(db, attempt.Id).WithCancellation(ct)) Saved[answer.Position] = answer;
        if (Paper.Any(question => question.Kind == QuestionKind.Essay)) Files = await db.Set<EssayFile>().AsNoTracking().Where(file => file.AttemptId == attempt.Id).ToDictionaryAsync(file => file.Position, ct);
        Position = At == Last ? Paper.Count : int.TryParse(At, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= Paper.Count ? number - 1 : 0;
        Response.Headers.CacheControl = "no-store";
        return null;
    }

    private string Target(string? wanted) => wanted == Last || (int.TryParse(wanted, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= Paper.Count) ? wanted
        : Position + 1 < Paper.Count ? (Position + 2).ToString(CultureInfo.InvariantCulture) : Last;

    private static JsonResult Answer(int status, object body) => new(body) { StatusCode = status };
}
