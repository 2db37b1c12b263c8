using Cchc.Core;
using Cchc.Core.Content;
using Cchc.Core.Units;
using Cchc.Modules.Content.Lists;
using Cchc.Modules.Content.Models;
using Microsoft.AspNetCore.Mvc;

namespace Cchc.Modules.Content.Pages.Models;

/// <summary>A model on one sheet of A4, for the notice board and the meeting.</summary>
public sealed class PrintModel(SiteDb db, Sections sections, UnitDirectory units, FormerAddresses former) : ReadModel(db, sections, units, former)
{
    public override async Task<IActionResult> OnGetAsync(string slug, CancellationToken ct)
    {
        var answer = await base.OnGetAsync(slug, ct);
        Sheet = Sheet?.ForPaper()!; // null when the answer is no page
        return answer;
    }
}
