using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Cchc.Core;
using Cchc.Core.Changes;
using Cchc.Core.People;
using Cchc.Core.Text;
using Cchc.Core.Units;
using Cchc.Modules.Contest.Data;
using Cchc.Modules.Contest.Pages.Contest;
using Cchc.Modules.Contest.Results;
using Cchc.Modules.Contest.Rules;
using Cchc.Modules.Contest.Taking;
using Cchc.Themes.TagHelpers.Admin;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Contest.Pages.Admin.Contest;

/// <summary>One round: what it draws and when, then how it goes.</summary>
[Authorize("contest.manage")]
public sealed class RoundModel(SiteDb db, RoundDesk desk, RoundWatch watch, UnitDirectory units, TimeProvider clock) : PageModel
{
    public sealed class LineInput
    {
        public int? Topic { get; set; }
        public Difficulty? Difficulty { get; set; }
        [Range(0, 100, ErrorMessage = "Số câu từ 0 đến 100.")] public int Count { get; set; }
        [Range(1, 100, ErrorMessage = "Điểm mỗi câu từ 1 đến 100.")] public int Points { get; set; } = 1;
    }

    public sealed class RoundInput
    {
        [Required(ErrorMessage = "Hãy đặt tên kỳ thi."), StringLength(200, ErrorMessage = "Tên dài hơn 200 ký tự.")] public string Title { get; set; } = "";
        public string Opens { get; set; } = "";
        public string Closes { get; set; } = "";
        [Range(1, 300, ErrorMessage = "Thời gian từ 1 đến 300 phút.")] public int Minutes { get; set; }
        [Range(0, 50, ErrorMessage = "Số lượt từ 0 đến 50.")] public int Attempts { get; set; }
        public CountedAttempt Counts { get; set; }
        public string TieBreaks { get; set; } = "";
        public PredictionKind Prediction { get; set; }
        [StringLength(400, ErrorMessage = "Câu dự đoán dài hơn 400 ký tự.")] public string PredictionQuestion { get; set; } = "";
        public bool ShowsScore { get; set; }
        public bool PublishesKeys { get; set; }
        public bool ShuffleQuestions { get; set; }
        public bool ShuffleOptions { get; set; }
        /// <summary>"Giải Nhất: 1", one to a line.</summary>
        public string Prizes { get; set; } = "";
        public Dictionary<int, List<LineInput>> Lines { get; set; } = [];
    }

    /// <summary>Chains of tie-breaks that organisers may choose.</summary>
    public static readonly IReadOnlyList<(string Value, string Word)> Chains =
    [
        ("Prediction,Time,Submitted", "Dự đoán, thời gian làm, nộp sớm"), ("Time,Submitted", "Thời gian làm, nộp sớm"), ("Prediction,Submitted", "Dự đoán, nộp sớm"), ("Time,Prediction,Submitted", "Thời gian làm, dự đoán, nộp sớm"), ("Submitted", "Nộp sớm"), ("", "Không có: rút thăm"),
    ];

    [FromRoute] public int Id { get; set; }
    [FromRoute] public int Number { get; set; }
    [BindProperty] public RoundInput Input { get; set; } = new();
    public Competition Contest { get; private set; } = null!;
    public Round Round { get; private set; } = null!;
    public IReadOnlyList<Block> Blocks { get; private set; } = [];
    public IReadOnlyList<QuestionTopic> Topics { get; private set; } = [];
    /// <summary>Questions that each topic has ready, itself alone.</summary>
    public IReadOnlyDictionary<int, int> ReadyOf { get; private set; } = new Dictionary<int, int>();
    public DateTime NowUtc { get; } = clock.GetUtcNow().UtcDateTime;
    public string Here => $"/quan-tri/cuoc-thi/{Id}/ky/{Number}";
    public bool IsDraft => Round.State == RoundState.Draft;
    /// <summary>How the round goes; null for a draft.</summary>
    public RoundFigures? Figures { get; private set; }
    /// <summary>The units that most people come from.</summary>
    public IReadOnlyList<(string Name, int People)> Units { get; private set; } = [];
    private const int MostUnits = 15;
    /// <summary>Drawn for the organiser alone, as a participant would see it.</summary>
    public IReadOnlyList<QuestionView>? Preview { get; private set; }

    public static string StateText(Round round, DateTime nowUtc) => round.State switch
    {
        RoundState.Draft => "chưa chốt đề", RoundState.Closed => "đã đóng, chờ công bố", RoundState.Published => "đã công bố",
        _ when round.PausedUtc is not null => "tạm dừng", _ when nowUtc < round.OpensUtc => "đã chốt đề, chờ mở", _ when nowUtc < round.ClosesUtc => "đang mở", _ => "đang thu bài",
    };

    public async Task<IActionResult> OnGetAsync([FromQuery(Name = "xem-thu")] int? preview, CancellationToken ct)
    {
        if (!await LoadAsync(ct)) return NotFound();
        Input = new()
        {
            Title = Round.Title, Opens = NewModel.Local(BusinessTime.Local(Round.OpensUtc)), Closes = NewModel.Local(BusinessTime.Local(Round.ClosesUtc)), Minutes = Round.Minutes, Attempts = Round.Attempts, Counts = Round.Counts, TieBreaks = Round.TieBreaks,
            Prediction = Round.Prediction, PredictionQuestion = Round.PredictionQuestion, ShowsScore = Round.ShowsScore, PublishesKeys = Round.PublishesKeys, ShuffleQuestions = Round.ShuffleQuestions, ShuffleOptions = Round.ShuffleOptions,
            Prizes = string.Join('\n', Round.PrizeList.Select(prize => $"{prize.Name}: {prize.Count}")),
            Lines = Blocks.ToDictionary(block => block.Id, block => (Round.Plans.FirstOrDefault(plan => plan.BlockId == block.Id)?.Lines ?? []).Select(line => new LineInput { Topic = line.TopicId, Difficulty = line.Difficulty, Count = line.Count, Points = line.Points }).ToList()),
        };
        if (preview is { } of && Blocks.FirstOrDefault(block => block.Id == of) is not null) await ShowAsync(of, ct);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct)) return NotFound();
        if (!IsDraft) return Refuse("Đề đã chốt: chỉ gia hạn hoặc tạm dừng được.");
        var (opens, closes) = (NewModel.Read(Input.Opens, "Input.Opens", ModelState), NewModel.Read(Input.Closes, "Input.Closes", ModelState));
        if (closes <= opens) ModelState.AddModelError("Input.Closes", "Giờ đóng phải sau giờ mở.");
        if (!Chains.Any(chain => chain.Value == Input.TieBreaks)) ModelState.AddModelError("Input.TieBreaks", "Hãy chọn một cách phân hạng.");
        if (Input.Prediction != PredictionKind.None && Input.PredictionQuestion.Trim().Length == 0) Input.PredictionQuestion = NewModel.QuestionOf(Input.Prediction);
        var prizes = Prizes();
        if (!ModelState.IsValid) return Page();
        (Round.Title, Round.OpensUtc, Round.ClosesUtc, Round.Minutes, Round.Attempts, Round.Counts, Round.TieBreaks) = (Input.Title.Trim(), opens!.Value, closes!.Value, Input.Minutes, Input.Attempts, Input.Counts, Input.TieBreaks);
        (Round.Prediction, Round.PredictionQuestion, Round.ShowsScore, Round.PublishesKeys, Round.ShuffleQuestions, Round.ShuffleOptions, Round.Prizes) = (Input.Prediction, Input.PredictionQuestion.Trim(), Input.ShowsScore, Input.PublishesKeys, Input.ShuffleQuestions, Input.ShuffleOptions, ContestJson.Write(prizes));
        foreach (var block in Blocks)
        {
            if (Round.Plans.FirstOrDefault(plan => plan.BlockId == block.Id) is not { } plan) Round.Plans.Add(plan = new() { BlockId = block.Id });
            plan.Blueprint = ContestJson.Write((Input.Lines.GetValueOrDefault(block.Id) ?? []).Where(line => line is { Topic: not null, Count: > 0 }).Select(line => new BlueprintLine(line.Topic!.Value, line.Difficulty, line.Count, line.Points)));
        }
        db.Add(HttpContext.Actor().Did(NowUtc, "contest.round-changed", $"Sửa {Round.Title} của {Contest.Title}", "Round", Round.Id.ToString(CultureInfo.InvariantCulture)));
        db.Add(Change.Of(NowUtc, [ContestBook.ChangeTag]));
        await db.SaveChangesAsync(ct);
        TempData.Say("Đã lưu kỳ thi.");
        return Redirect(Here);
    }

    public Task<IActionResult> OnPostReadyAsync(CancellationToken ct) => ActAsync(async round => await desk.ReadyAsync(round, HttpContext.Actor(), ct), "Đã chốt đề. Kỳ thi tự mở và tự đóng đúng giờ.", ct);
    public Task<IActionResult> OnPostDraftAsync(CancellationToken ct) => ActAsync(async round => One(await desk.BackToDraftAsync(round, HttpContext.Actor(), ct)), "Đã mở lại để sửa.", ct);
    public Task<IActionResult> OnPostPauseAsync(bool pause, CancellationToken ct) => ActAsync(async round => One(await desk.PauseAsync(round, pause, HttpContext.Actor(), ct)), pause ? "Đã tạm dừng: không ai mở đề mới, bài đang làm vẫn tiếp tục." : "Đã mở lại.", ct);

    public Task<IActionResult> OnPostExtendAsync(string until, CancellationToken ct) => ActAsync(async round =>
        NewModel.Read(until ?? "", "until", ModelState) is { } closes ? One(await desk.ExtendAsync(round, closes, HttpContext.Actor(), ct)) : ["Giờ đóng mới chưa đúng, ví dụ 30/11/2026 17:00."], "Đã gia hạn.", ct);

    private static IReadOnlyList<string> One(string? problem) => problem is null ? [] : [problem];

    private async Task<IActionResult> ActAsync(Func<int, Task<IReadOnlyList<string>>> act, string notice, CancellationToken ct)
    {
        if (!await LoadAsync(ct)) return NotFound();
        db.ChangeTracker.Clear();
        var problems = await act(Round.Id);
        if (problems.Count > 0) TempData.Refuse(problems);
        else TempData.Say(notice);
        return Redirect(Here);
    }

    private RedirectResult Refuse(string problem)
    {
        TempData.Refuse([problem]);
        return Redirect(Here);
    }

    private List<Prize> Prizes()
    {
        var prizes = new List<Prize>();
        foreach (var line in Input.Prizes.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var colon = line.LastIndexOf(':');
            if (colon > 0 && int.TryParse(line[(colon + 1)..].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is > 0 and <= 1000 && colon <= 200) prizes.Add(new(line[..colon].Trim(), count));
            else ModelState.AddModelError("Input.Prizes", $"Dòng “{(line.Length > 60 ? line[..60] : line)}” chưa đúng: viết “Giải Nhất: 1”.");
        }
        return prizes;
    }

    private async Task ShowAsync(int block, CancellationToken ct)
    {
        var plan = Round.Plans.FirstOrDefault(one => one.BlockId == block);
        var paperPlan = plan?.Plan ?? await desk.FreezeAsync(Round, plan?.Lines ?? [], ct);
        if (paperPlan.Problem() is { } problem) { ModelState.AddModelError("", problem); return; }
        var paper = Paper.Draw(paperPlan, BitConverter.ToInt64(System.Security.Cryptography.RandomNumberGenerator.GetBytes(8)));
        var texts = await ContestBook.QuestionsAsync(db, [.. paper.Select(question => question.Version)], ct);
        Preview = [.. paper.Select((question, at) => new QuestionView(at + 1, paper.Count, question, texts[question.Version], [], $"x{at}-"))];
    }

    private async Task<bool> LoadAsync(CancellationToken ct)
    {
        if (await db.Set<Competition>().Include(contest => contest.Blocks).FirstOrDefaultAsync(contest => contest.Id == Id, ct) is not { } contest || await db.Set<Round>().Include(round => round.Plans).FirstOrDefaultAsync(round => round.CompetitionId == Id && round.Number == Number, ct) is not { } round) return false;
        (Contest, Round, Blocks) = (contest, round, [.. contest.Blocks.OrderBy(block => block.Position)]);
        Topics = [.. (await db.Set<QuestionTopic>().AsNoTracking().ToListAsync(ct)).OrderBy(topic => topic.Name, Vietnamese.Order)];
        ReadyOf = await (from question in db.Set<Question>() join version in db.Set<QuestionVersion>() on new { question.Id, Number = question.Current } equals new { Id = version.QuestionId, version.Number }
                         where !question.Retired && version.AppraisedUtc != null group question by question.TopicId into topic select new { topic.Key, Count = topic.Count() }).ToDictionaryAsync(topic => topic.Key, topic => topic.Count, ct);
        if (round.State == RoundState.Draft) return true;
        Figures = await watch.OfAsync(round.Id, ct);
        var registry = await units.GetAsync(ct);
        Units = [.. Figures.Units.Take(MostUnits).Select(unit => (registry.Find(unit.Unit ?? 0)?.Name ?? "Không chọn đơn vị trong danh mục", unit.People))];
        return true;
    }
}
