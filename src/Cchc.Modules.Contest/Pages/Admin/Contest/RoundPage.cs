using Cchc.Core;
using Cchc.Modules.Contest.Data;
using Cchc.Themes.TagHelpers.Admin;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Contest.Pages.Admin.Contest;

/// <summary>What the pages about one round share.</summary>
public abstract class RoundPage(SiteDb db) : PageModel
{
    [FromRoute] public int Id { get; set; }
    [FromRoute] public int Number { get; set; }
    public Competition Contest { get; private set; } = null!;
    public Round Round { get; private set; } = null!;
    public IReadOnlyList<Block> Blocks { get; private set; } = [];
    public string RoundUrl => $"/quan-tri/cuoc-thi/{Id}/ky/{Number}";
    protected SiteDb Db => db;

    protected async Task<bool> LoadAsync(CancellationToken ct)
    {
        if (await db.Set<Competition>().AsNoTracking().Include(contest => contest.Blocks).FirstOrDefaultAsync(contest => contest.Id == Id, ct) is not { } contest
            || await db.Set<Round>().AsNoTracking().Include(round => round.Plans).FirstOrDefaultAsync(round => round.CompetitionId == Id && round.Number == Number, ct) is not { State: not RoundState.Draft } found) return false;
        (Contest, Round, Blocks) = (contest, found, [.. contest.Blocks.OrderBy(block => block.Position)]);
        return true;
    }

    /// <summary>Tells how an act ended, on the page that follows.</summary>
    protected IActionResult Told(string? problem, string notice, string url)
    {
        if (problem is null) TempData.Say(notice);
        else TempData.Refuse([problem]);
        return Redirect(url);
    }
}
