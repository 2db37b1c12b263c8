using Cchc.Core;
using Cchc.Core.Text;
using Cchc.Modules.Contest.Data;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Contest.Pages.Admin.Contest;

/// <summary>All contests, the newest first.</summary>
[Authorize("contest.manage")]
public sealed class IndexModel(SiteDb db, TimeProvider clock) : PageModel
{
    public sealed record Row(int Id, string Title, CompetitionState State, bool IsSample, IReadOnlyList<Round> Rounds, int People);

    [FromQuery(Name = "q")] public string? Q { get; set; }
    public IReadOnlyList<Row> Rows { get; private set; } = [];
    public DateTime NowUtc { get; } = clock.GetUtcNow().UtcDateTime;

    public async Task OnGetAsync(CancellationToken ct)
    {
        var key = Vietnamese.Fold(Q?.Trim());
        var contests = await db.Set<Competition>().AsNoTracking().Include(contest => contest.Rounds).Where(contest => contest.SearchKey.Contains(key)).OrderByDescending(contest => contest.Id).Take(200).ToListAsync(ct);
        var ids = contests.ConvertAll(contest => contest.Id);
        var people = await db.Set<Participant>().Where(person => ids.Contains(person.CompetitionId)).GroupBy(person => person.CompetitionId).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, ct);
        Rows = [.. contests.Select(contest => new Row(contest.Id, contest.Title, contest.State, contest.IsSample, [.. contest.Rounds.OrderBy(round => round.Number)], people.GetValueOrDefault(contest.Id)))];
    }
}
