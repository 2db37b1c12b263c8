using Cchc.Core;
using Cchc.Core.Changes;
using Cchc.Core.Content;
using Cchc.Modules.Content.Lists;
using Cchc.Modules.Content.News;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Content.Pages.Terms;

/// <summary>All chuyên mục in their order, each with its newest story.</summary>
public sealed class IndexModel(SiteDb db, Sections sections) : PageModel
{
    public SectionTree Tree { get; private set; } = null!;
    public IReadOnlyDictionary<int, Story> Newest { get; private set; } = new Dictionary<int, Story>();

    public async Task OnGetAsync(CancellationToken ct)
    {
        Tree = await sections.GetAsync(ct);
        HttpContext.MadeOf(Tag.List(Walk.Articles));
        var roots = Tree.Roots.ToList();
        if (roots.Count == 0) return;
        var links = await db.NewestLinksAsync(roots.Select(root => root.Id), [], 1, ct);
        var ids = links.Select(link => link.Item).Distinct().ToList();
        var stories = await db.Set<Article>().Where(article => ids.Contains(article.ContentItemId)).Stories(db).ToDictionaryAsync(story => story.ContentItemId, ct);
        Newest = links.Where(link => stories.ContainsKey(link.Item)).ToDictionary(link => link.TermId, link => stories[link.Item]);
    }
}
