using Cchc.Core;
using Cchc.Core.Changes;
using Cchc.Core.Content;
using Cchc.Core.Units;
using Cchc.Modules.Content.Lists;
using Cchc.Modules.Content.Models;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Content.Pages.Models;

/// <summary>One model: problem, solution, figures, who has taken it over.</summary>
public class ReadModel(SiteDb db, Sections sections, UnitDirectory units, FormerAddresses former) : PageModel
{
    public ModelSheet Sheet { get; protected set; } = null!;

    public virtual async Task<IActionResult> OnGetAsync(string slug, CancellationToken ct)
    {
        var model = await db.Set<ReformModel>().AsNoTracking().Include(row => row.Results.OrderBy(result => result.Id)).FirstOrDefaultAsync(row => row.Slug == slug && row.State == ContentState.Published, ct);
        if (model is null) return await former.AnswerAsync($"mo-hinh/{slug}", ct);
        Sheet = await ModelSheet.OfAsync(model, db, sections, units, ct);
        HttpContext.MadeOf([UnitDirectory.ChangeTag, .. new[] { model.ContentItemId, model.OriginId, model.DecisionId }.Where(id => id.Length > 0).Select(Tag.Item)]);
        return Page();
    }
}
