using Cchc.Core;
using Cchc.Core.Content;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Content.Pages.Admin.Taxonomy;

/// <summary>The tree of chuyên mục as readers walk it.</summary>
[Authorize("taxonomy.manage")]
public sealed class IndexModel(SiteDb db) : PageModel
{
    public SectionTree Tree { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken ct) =>
        Tree = new(await db.Set<Term>().AsNoTracking().Where(term => term.Kind == TermKind.Section).ToListAsync(ct));
}
