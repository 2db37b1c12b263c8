using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Cchc.Core;
using Cchc.Core.People;
using Cchc.Core.Text;
using Cchc.Modules.Contest.Bank;
using Cchc.Modules.Contest.Data;
using Cchc.Modules.Contest.Rules;
using Cchc.Themes.TagHelpers.Admin;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Contest.Pages.Admin.Questions;

/// <summary>One question: wording, appraisal, correction of a key, end.</summary>
[Authorize("contest.questions")]
public sealed class EditModel(SiteDb db, QuestionStore store) : PageModel
{
    public const string New = "moi";

    public sealed class QuestionInput
    {
        [StringLength(40, ErrorMessage = "Mã dài hơn 40 ký tự.")] public string Code { get; set; } = "";
        [StringLength(200, ErrorMessage = "Tên chủ đề dài hơn 200 ký tự.")] public string Topic { get; set; } = "";
        public QuestionKind Kind { get; set; } = QuestionKind.Single;
        [Required(ErrorMessage = "Hãy viết câu hỏi.")] public string Text { get; set; } = "";
        /// <summary>One option to a line; of matching "left => right".</summary>
        public string Options { get; set; } = "";
        /// <summary>Letters of right options, or accepted wordings between upright strokes.</summary>
        public string Correct { get; set; } = "";
        public bool Partial { get; set; }
        public Difficulty Difficulty { get; set; } = Difficulty.Medium;
        [StringLength(600, ErrorMessage = "Căn cứ dài hơn 600 ký tự.")] public string LegalBasis { get; set; } = "";
        [StringLength(4000, ErrorMessage = "Giải thích dài hơn 4000 ký tự.")] public string Explanation { get; set; } = "";
        /// <summary>Number of the version that the form shows.</summary>
        public int Version { get; set; }
    }

    [FromRoute] public string Id { get; set; } = New;
    [BindProperty] public QuestionInput Input { get; set; } = new();
    [BindProperty, StringLength(1000, ErrorMessage = "Lý do dài hơn 1000 ký tự.")] public string Reason { get; set; } = "";
    public Question? Question { get; private set; }
    public QuestionVersion? Version { get; private set; }
    public IReadOnlyList<QuestionTopic> Topics { get; private set; } = [];
    public IReadOnlyList<string> Twins { get; private set; } = [];
    public bool IsNew => Id == New;
    public bool MayAppraise => User.May(ContestModule.Appraise) && Version is { AppraisedUtc: null } && (Version.WriterId is null || Version.WriterId != User.UserId());
    public bool MayCorrect => User.May(ContestModule.Appraise) && Version is { AppraisedUtc: not null, Kind: not QuestionKind.Essay and not QuestionKind.Matching and not QuestionKind.Ordering };

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct)) return NotFound();
        if (Question is not null && Version is not null) Input = InputOf(QuestionStore.DraftOf(Question, Version, Topics.First(topic => topic.Id == Question.TopicId).Name), Version.Number);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct)) return NotFound();
        var draft = Draft();
        foreach (var problem in draft.Problems()) ModelState.AddModelError("Input.Options", problem);
        if (!ModelState.IsValid) return Page();
        var (outcome, id) = await store.SaveAsync(Question?.Id, Input.Version, draft, HttpContext.Actor(), ct);
        if (outcome == QuestionOutcome.CodeTaken) ModelState.AddModelError("Input.Code", "Mã này là của một câu khác.");
        if (outcome == QuestionOutcome.Stale) ModelState.AddModelError("", "Người khác vừa lưu câu này. Chữ của bạn vẫn còn ở đây; hãy mở lại câu hỏi ở thẻ khác để so.");
        if (!ModelState.IsValid) return Page();
        TempData.Say("Đã lưu câu hỏi. Người khác thẩm định đáp án rồi câu mới được bốc vào đề.");
        return Redirect($"/quan-tri/cau-hoi/{id}");
    }

    public async Task<IActionResult> OnPostAppraiseAsync(CancellationToken ct)
    {
        if (!User.May(ContestModule.Appraise)) return Forbid();
        if (!await LoadAsync(ct) || Question is null) return NotFound();
        switch (await store.AppraiseAsync(Question.Id, Input.Version, HttpContext.Actor(), ct))
        {
            case QuestionOutcome.OwnKey: TempData.Refuse(["Người viết câu hỏi không tự thẩm định được: cần người thứ hai."]); break;
            case QuestionOutcome.Stale: TempData.Refuse(["Câu hỏi vừa được sửa. Hãy xem lại bản mới."]); break;
            default: TempData.Say("Đã thẩm định: câu này được bốc vào đề."); break;
        }
        return Redirect($"/quan-tri/cau-hoi/{Id}");
    }

    public async Task<IActionResult> OnPostCorrectAsync(CancellationToken ct)
    {
        if (!User.May(ContestModule.Appraise)) return Forbid();
        if (!await LoadAsync(ct) || Version is null) return NotFound();
        var before = Version.Read();
        var after = Draft().Body;
        after = before with { Correct = after.Correct, Accepted = before.Kind == QuestionKind.Short ? after.Accepted : before.Accepted };
        if (Reason.Trim().Length == 0) ModelState.AddModelError("Reason", "Hãy ghi vì sao sửa đáp án: người dự thi sẽ đọc câu này.");
        foreach (var problem in after.Problems()) ModelState.AddModelError("Input.Correct", problem);
        ModelState.Remove("Input.Text");
        if (!ModelState.IsValid) return Page();
        switch (await store.CorrectAsync(Version.Id, after, Reason.Trim(), HttpContext.Actor(), ct))
        {
            case QuestionOutcome.OwnKey: TempData.Refuse(["Người viết câu hỏi không tự sửa đáp án đã thẩm định được."]); break;
            case QuestionOutcome.Same: TempData.Refuse(["Đáp án không khác trước."]); break;
            default: TempData.Say("Đã sửa đáp án. Mọi bài có câu này đang được chấm lại."); break;
        }
        return Redirect($"/quan-tri/cau-hoi/{Id}");
    }

    public async Task<IActionResult> OnPostRetireAsync(bool retired, CancellationToken ct)
    {
        if (!await LoadAsync(ct) || Question is null) return NotFound();
        await store.RetireAsync(Question.Id, retired, HttpContext.Actor(), ct);
        TempData.Say(retired ? "Đã ngừng dùng câu này." : "Câu này được dùng lại.");
        return Redirect($"/quan-tri/cau-hoi/{Id}");
    }

    private async Task<bool> LoadAsync(CancellationToken ct)
    {
        Topics = [.. (await db.Set<QuestionTopic>().AsNoTracking().ToListAsync(ct)).OrderBy(topic => topic.Name, Vietnamese.Order)];
        if (IsNew) return true;
        if (!int.TryParse(Id, NumberStyles.None, CultureInfo.InvariantCulture, out var id) || await db.Set<Question>().AsNoTracking().FirstOrDefaultAsync(question => question.Id == id, ct) is not { } found) return false;
        (Question, Version) = (found, await db.Set<QuestionVersion>().AsNoTracking().FirstAsync(version => version.QuestionId == id && version.Number == found.Current, ct));
        Twins = await db.Set<Question>().Where(other => other.Fingerprint == found.Fingerprint && other.Id != id).Select(other => other.Code).ToListAsync(ct);
        return true;
    }

    private QuestionDraft Draft()
    {
        var lines = Input.Options.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToList();
        var body = new QuestionBody { Kind = Input.Kind, Options = lines, Partial = Input.Partial };
        body = Input.Kind switch
        {
            QuestionKind.Matching => body with { Options = [.. lines.Select(line => line.Split("=>", 2)[0].Trim())], Pairs = [.. lines.Select(line => line.Split("=>", 2) is [_, var right] ? right.Trim() : "")] },
            QuestionKind.Short => body with { Options = [], Accepted = [.. Input.Correct.Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)] },
            QuestionKind.Ordering => body,
            QuestionKind.Essay => body with { Options = [] },
            _ => body with { Options = lines.Count == 0 && Input.Kind == QuestionKind.TrueFalse ? ["Đúng", "Sai"] : lines, Correct = [.. Input.Correct.ToUpperInvariant().Where(letter => letter is >= 'A' and <= 'J').Select(letter => letter - 'A').Distinct().Order()] },
        };
        return new() { Code = Input.Code.Trim(), Topic = Input.Topic.Trim(), Text = Input.Text.Trim(), Body = body, Difficulty = Input.Difficulty, LegalBasis = Input.LegalBasis.Trim(), Explanation = Input.Explanation.Trim() };
    }

    private static QuestionInput InputOf(QuestionDraft draft, int version) => new()
    {
        Code = draft.Code, Topic = draft.Topic, Kind = draft.Body.Kind, Text = draft.Text, Partial = draft.Body.Partial, Difficulty = draft.Difficulty, LegalBasis = draft.LegalBasis, Explanation = draft.Explanation, Version = version,
        Options = string.Join('\n', draft.Body.Kind == QuestionKind.Matching ? draft.Body.Options.Zip(draft.Body.Pairs).Select(pair => $"{pair.First} => {pair.Second}") : draft.Body.Options),
        Correct = draft.Body.Kind == QuestionKind.Short ? string.Join(" | ", draft.Body.Accepted) : string.Join(", ", draft.Body.Correct.Select(at => (char)('A' + at))),
    };
}
