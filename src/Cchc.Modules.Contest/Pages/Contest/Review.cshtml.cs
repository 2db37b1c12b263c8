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
        Questions = MarkedQuestion.Of(Paper.Draw(plan, attempt.Seed), ContestJson.List<string>(attempt.Answers), Shelf);
        Response.Headers.CacheControl = "no-store";
        return Page();
    }
}
