using Cchc.Core;
using Cchc.Core.Units;
using Cchc.Modules.Contest.Data;
using Cchc.Modules.Contest.Rules;
using Cchc.Modules.Contest.Taking;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Contest.Pages.Contest;

/// <summary>The face of a contest: what, when, how, and who takes part.</summary>
public sealed class ReadModel(SiteDb db, ContestBook book, UnitDirectory units, TimeProvider clock) : ContestPage(book, clock)
{
    private const int MostUnits = 20;

    /// <param name="Staff">People whom the unit employs, where the registry says so.</param>
    public sealed record UnitRow(string Name, int People, int? Staff);

    /// <summary>The round whose participation is shown: the open one, else the latest that has begun.</summary>
    public Round? Shown { get; private set; }
    public int People { get; private set; }
    public int Attempts { get; private set; }
    public IReadOnlyList<UnitRow> Units { get; private set; } = [];
    public CompetitionText? Rules => Face.TextOf(TextKind.Rules, NowUtc);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct)) return NotFound();
        Shown = OpenRound ?? Face.Rounds.Where(round => round.State != RoundState.Draft && round.OpensUtc <= NowUtc).MaxBy(round => round.OpensUtc);
        if (Shown is null) return Page();
        var round = Shown.Id;
        var begun = from attempt in db.Set<Attempt>() join person in db.Set<Participant>() on attempt.ParticipantId equals person.Id where attempt.RoundId == round && attempt.State != AttemptState.Void && !person.Barred select new { person.Id, person.UnitId, person.CommuneId };
        Attempts = await begun.CountAsync(ct);
        People = await begun.Select(one => one.Id).Distinct().CountAsync(ct);
        var byUnit = await begun.Where(one => one.UnitId != null || one.CommuneId != null).Select(one => new { one.Id, Unit = one.UnitId ?? one.CommuneId }).Distinct().GroupBy(one => one.Unit!.Value)
            .Select(group => new { Unit = group.Key, People = group.Count() }).OrderByDescending(group => group.People).Take(MostUnits).ToListAsync(ct);
        var ids = byUnit.ConvertAll(row => row.Unit);
        var day = PersonData.Today(NowUtc);
        var staff = (await db.Set<UnitStaff>().Where(one => ids.Contains(one.UnitId) && one.On <= day).ToListAsync(ct)).GroupBy(one => one.UnitId).ToDictionary(group => group.Key, group => group.MaxBy(one => one.On)!.People);
        var registry = await units.GetAsync(ct);
        Units = [.. byUnit.Select(row => new UnitRow(registry.Find(row.Unit)?.Name ?? "", row.People, staff.TryGetValue(row.Unit, out var people) ? people : null)).Where(row => row.Name.Length > 0)];
        return Page();
    }
}
