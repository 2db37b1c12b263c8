using Cchc.Core;
using Cchc.Modules.Contest.Data;
using Cchc.Modules.Contest.Rules;
using Cchc.Modules.Contest.Taking;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Contest.Pages.Admin.Contest;

/// <summary>How the questions worked, in the figures of classical test theory. For those who may see keys.</summary>
[Authorize("contest.questions")]
public sealed class AnalysisModel(SiteDb db) : RoundPage(db)
{
    public PaperFigures Figures { get; private set; } = new(0, 0, 0, null, []);
    public IReadOnlyDictionary<int, PaperText> Texts { get; private set; } = new Dictionary<int, PaperText>();
    public bool Over => Round.State is RoundState.Closed or RoundState.Published;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct)) return NotFound();
        if (!Over) return Page();
        var plans = Round.Plans.Where(plan => plan.Frozen.Length > 0).ToDictionary(plan => plan.BlockId, plan => plan.Plan!);
        Texts = await ContestBook.QuestionsAsync(Db, [.. plans.Values.SelectMany(plan => plan.Lines).SelectMany(line => line.Pool).Select(question => question.Version).Distinct()], ct);
        // One complete attempt of each person: the one that counts.
        var counted = (await Db.Set<RoundResult>().AsNoTracking().Where(result => result.RoundId == Round.Id).Select(result => result.Standings).ToListAsync(ct)).SelectMany(ContestJson.List<Placed>).Select(one => one.Attempt).ToHashSet();
        var papers = (await Db.Set<Attempt>().AsNoTracking().Where(attempt => attempt.RoundId == Round.Id && attempt.Receipt != "").Select(attempt => new { attempt.Id, attempt.BlockId, attempt.Seed, attempt.Answers }).ToListAsync(ct)).Where(attempt => counted.Contains(attempt.Id));
        Figures = ItemAnalysis.Of([.. papers.Select(attempt => (IReadOnlyList<ItemAnswer>)[.. Paper.Draw(plans[attempt.BlockId], attempt.Seed).Zip(ContestJson.List<string>(attempt.Answers))
            .Where(pair => pair.First.Kind != QuestionKind.Essay).Select(pair => new ItemAnswer(pair.First.Version, pair.Second, Scoring.Earned(Texts[pair.First.Version].Body, pair.Second, 100) / 100.0))])]);
        return Page();
    }

    /// <summary>"B 62%, A 20%, …": the answers that were given, as letters.</summary>
    public string ChosenText(ItemFigures item)
    {
        var body = Texts[item.Version].Body;
        return string.Join(", ", item.Chosen.Take(6).Select(chosen => $"{(chosen.Answer.Length == 0 ? "không trả lời" : body.Kind is QuestionKind.Single or QuestionKind.TrueFalse or QuestionKind.Multiple ? string.Concat(Answers.Parts(chosen.Answer).OfType<int>().Select(at => (char)('A' + at))) : chosen.Answer)} {100.0 * chosen.People / item.People:0}%"));
    }
}
