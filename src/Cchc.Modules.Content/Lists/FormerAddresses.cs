using Cchc.Core;
using Cchc.Core.Content;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Content.Lists;

/// <summary>What an address answers under which nothing is published: where its item went (301), that it is gone (410), or 404.</summary>
public sealed class FormerAddresses(SiteDb db, SiteModules modules, Sections sections)
{
    /// <summary>The content type that a chuyên mục's former addresses are kept under.</summary>
    public const string TermRoute = "Section";

    /// <param name="path">Without the leading slash.</param>
    public async Task<IActionResult> AnswerAsync(string path, CancellationToken ct)
    {
        var route = await db.Set<ContentRoute>().AsNoTracking().FirstOrDefaultAsync(row => row.Path == path, ct);
        if (route is { ContentType: TermRoute } && (await sections.GetAsync(ct)).Find(route.ContentItemId) is { } term && $"chuyen-muc/{term.Slug}" != path)
            return new RedirectResult($"/chuyen-muc/{term.Slug}", permanent: true);
        if (route is null || modules.ContentType(route.ContentType) is not { } type) return new NotFoundResult();
        var item = await type.Rows(db).Where(row => row.ContentItemId == route.ContentItemId).Select(row => new { row.State, row.Slug }).FirstOrDefaultAsync(ct);
        return item switch
        {
            { State: ContentState.Published, Slug: { } slug } when type.PathOf(slug) != path => new RedirectResult($"/{type.PathOf(slug)}", permanent: true),
            // Gone for a while, or deleted for good: only its addresses are left.
            { State: ContentState.Unpublished or ContentState.Trash } or null => new StatusCodeResult(StatusCodes.Status410Gone),
            _ => new NotFoundResult(),
        };
    }
}
