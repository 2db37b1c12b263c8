using Cchc.Core;
using Cchc.Core.People;
using Cchc.Modules.Contest.Data;
using Cchc.Modules.Contest.Results;
using Cchc.Modules.Contest.Rules;
using Cchc.Modules.Contest.Taking;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Cchc.Modules.Contest.Pages.Admin.Contest;

/// <summary>How the questions worked, in the figures of classical test theory, as kept at the last marking. For those who may see keys.</summary>
[Authorize("contest.questions")]
public sealed class AnalysisModel(SiteDb db, RoundDesk desk) : RoundPage(db)
{
    public PaperFigures? Figures { get; private set; }
    public DateTime ComputedUtc { get; private set; }
    public IReadOnlyDictionary<int, PaperText> Texts { get; private set; } = new Dictionary<int, PaperText>();
    public bool Over => Round.State is RoundState.Closed or RoundState.Published;
    public string Here => $"{RoundUrl}/phan-tich";

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct)) return NotFound();
        if (!Over || await RoundReport.FindAsync<PaperFigures>(Db, Round.Id, RoundReport.Items, ct) is not var (figures, computedUtc)) return Page();
        (Figures, ComputedUtc) = (figures, computedUtc);
        Texts = await ContestBook.QuestionsAsync(Db, [.. figures.Items.Select(item => item.Version)], ct);
        return Page();
    }

    public async Task<IActionResult> OnPostReviewAsync(CancellationToken ct) => await LoadAsync(ct) ? Told(await desk.ReviewAsync(Round.Id, HttpContext.Actor(), ct), RoundDesk.ReviewBegun, Here) : NotFound();

    /// <summary>"B 62%, A 20%, …": the answers that were given, as letters.</summary>
    public string ChosenText(ItemFigures item)
    {
        var body = Texts[item.Version].Body;
        return string.Join(", ", item.Chosen.Take(6).Select(chosen => $"{(chosen.Answer.Length == 0 ? "không trả lời" : body.Kind is QuestionKind.Single or QuestionKind.TrueFalse or QuestionKind.Multiple ? string.Concat(Answers.Parts(chosen.Answer).OfType<int>().Select(at => (char)('A' + at))) : chosen.Answer)} {100.0 * chosen.People / item.People:0}%"));
    }
}
