using Cchc.Core;
using Cchc.Core.People;
using Cchc.Modules.Contest.Data;
using Cchc.Modules.Contest.Results;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Contest.Pages.Admin.Judging;

/// <summary>The rounds that one is appointed to judge.</summary>
[Authorize("contest.judge")]
public sealed class IndexModel(SiteDb db, EssayDesk desk) : PageModel
{
    public sealed record Line(Round Round, string Contest, int Waiting, int Marked);

    public IReadOnlyList<Line> Lines { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        var me = User.UserId() ?? 0;
        var lines = new List<Line>();
        foreach (var row in await (from judge in db.Set<RoundJudge>() join round in db.Set<Round>() on judge.RoundId equals round.Id join contest in db.Set<Competition>() on round.CompetitionId equals contest.Id
                                   where judge.UserId == me orderby round.ClosesUtc descending select new { round, contest.Title }).AsNoTracking().ToListAsync(ct))
        {
            var marked = await (from mark in db.Set<EssayMark>() join essay in db.Set<Essay>() on new { mark.AttemptId, mark.Position } equals new { essay.AttemptId, essay.Position } where mark.JudgeId == me && essay.RoundId == row.round.Id select mark).CountAsync(ct);
            lines.Add(new(row.round, row.Title, row.round is { State: RoundState.Closed, EssaysMarkedUtc: null } ? (await desk.WaitingAsync(row.round, me, ct)).Count : 0, marked));
        }
        Lines = lines;
    }
}
