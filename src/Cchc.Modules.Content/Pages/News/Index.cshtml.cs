using Cchc.Core;
using Cchc.Core.Changes;
using Cchc.Core.Settings;
using Cchc.Core.Text;
using Cchc.Modules.Content.Lists;
using Cchc.Modules.Content.News;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Cchc.Modules.Content.Pages.News;

/// <summary>All stories, newest first, or those of one kind.</summary>
public sealed class IndexModel(SiteDb db, SiteSettingsCache settings) : PageModel
{
    /// <summary>Kinds by their word in the address.</summary>
    private static readonly Dictionary<string, ArticleKind> Kinds =
        Enum.GetValues<ArticleKind>().ToDictionary(kind => Vietnamese.Slug(Article.KindLabel(kind)), StringComparer.Ordinal);

    /// <summary>The kinds that readers are offered; the others have their own pages.</summary>
    public static IEnumerable<(string Word, string Label)> Offered =>
        new[] { ArticleKind.Tin, ArticleKind.Bai, ArticleKind.PhongSu, ArticleKind.PhongVan }.Select(kind => (Vietnamese.Slug(Article.KindLabel(kind)), Article.KindLabel(kind)));

    public ListPage<Story> Stories { get; private set; } = ListPage.Empty<Story>();
    public Place Place { get; private set; }
    public string? KindWord { get; private set; }
    public string? KindLabel { get; private set; }

    public async Task<IActionResult> OnGetAsync([FromQuery(Name = "sau")] string? after, [FromQuery(Name = "truoc")] string? before, [FromQuery(Name = "loai")] string? kind, CancellationToken ct)
    {
        if (Place.Of(after, before) is not { } place) return NotFound();
        var stories = db.Set<Article>().AsQueryable();
        if (!string.IsNullOrEmpty(kind))
        {
            if (!Kinds.TryGetValue(kind, out var wanted)) return NotFound();
            (KindWord, KindLabel) = (kind, Article.KindLabel(wanted));
            stories = stories.Where(article => article.Kind == wanted);
        }
        Place = place;
        Stories = await stories.PageAsync(articles => articles.Stories(db), story => new(story.PublishedUtc, $"{story.Id}"), place, (await settings.GetAsync(ct)).PageSize, ct);
        if (Stories.Items.Count == 0 && !place.IsTop) return NotFound();
        HttpContext.MadeOf(Tag.List(Walk.Articles));
        return Page();
    }
}
