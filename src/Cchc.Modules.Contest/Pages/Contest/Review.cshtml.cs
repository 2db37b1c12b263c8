using Cchc.Core;
using Cchc.Modules.Contest.Data;
using Cchc.Modules.Contest.Rules;
using Cchc.Modules.Contest.Taking;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Contest.Pages.Contest;

/// <summary>A participant's own paper with what was right, after the round has closed.</summary>
[NotCached]
public sealed class ReviewModel(SiteDb db, ContestBook book, Visitor visitor, TimeProvider clock) : ContestPage(book, clock)
{
    [FromRoute] public int Number { get; set; }
    [FromQuery(Name = "luot")] public int Which { get; set; } = 1;
    public Round Round { get; private set; } = null!;
    public IReadOnlyList<MarkedQuestion> Questions { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct) || Face.RoundOf(Number) is not { State: RoundState.Closed or RoundState.Published, PublishesKeys: true } round) return NotFound();
        if (await visitor.FindAsync(Face.Contest.Id, ct) is not var (person, _)) return Redirect($"{Home}/lam-tiep");
        if (await db.Set<Attempt>().AsNoTracking().FirstOrDefaultAsync(attempt => attempt.RoundId == round.Id && attempt.ParticipantId == person.Id && attempt.Number == Which && attempt.Receipt != "", ct) is not { } attempt || Face.PlanOf(round.Id, attempt.BlockId) is not { } plan) return NotFound();
        Round = round;
        var paper = Paper.Draw(plan, attempt.Seed);
        Questions = MarkedQuestion.Of(paper, ContestJson.List<string>(attempt.Answers), Shelf, paper.Any(question => question.Kind == QuestionKind.Essay) ? await EssaysAsync(attempt, paper, ct) : null);
        Response.Headers.CacheControl = "no-store";
        return Page();
    }

    private async Task<IReadOnlyDictionary<int, (string, int?)>> EssaysAsync(Attempt attempt, IReadOnlyList<PaperQuestion> paper, CancellationToken ct)
    {
        var texts = await db.Set<AttemptAnswer>().AsNoTracking().Where(answer => answer.AttemptId == attempt.Id).ToDictionaryAsync(answer => answer.Position, answer => answer.Value, ct);
        var given = Round is { State: RoundState.Published, EssaysMarkedUtc: not null } ? await db.Set<Essay>().Where(essay => essay.AttemptId == attempt.Id && essay.Hundredths != null).ToDictionaryAsync(essay => essay.Position, essay => essay.Hundredths!.Value, ct) : [];
        return Enumerable.Range(0, paper.Count).Where(at => paper[at].Kind == QuestionKind.Essay)
            .ToDictionary(at => at, at => (texts.GetValueOrDefault(at, ""), given.TryGetValue(at, out var points) ? Round.Essays.Scaled(points, paper[at].Points) : (int?)null));
    }
}
