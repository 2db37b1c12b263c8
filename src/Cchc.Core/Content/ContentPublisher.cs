using System.Text.Json.Nodes;
using Cchc.Core.Changes;
using Cchc.Core.Media;
using Cchc.Core.Text;
using Cchc.Core.Units;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Core.Content;

/// <summary>Stages what readers see: everything that follows from showing or hiding an item. The caller saves.</summary>
public sealed class ContentPublisher(SiteDb db, UnitDirectory units, Sections sections, MediaUses uses, TimeProvider clock)
{
    /// <summary>Lets the row show a version: its fields, address, rendered body, terms, and the change row that empties caches.</summary>
    /// <param name="publishedUtc">When readers first saw it elsewhere, for items that come from there; null for now.</param>
    /// <param name="tree">The chuyên mục as the caller's transaction sees them.</param>
    /// <returns>Why it cannot be shown, in Vietnamese; nothing is staged then.</returns>
    public async Task<IReadOnlyList<string>> StageAsync(ContentType type, ContentItem row, JsonObject json, int number, DateTime? publishedUtc, SectionTree tree, CancellationToken ct)
    {
        var tags = new HashSet<string>(TagsOf(type, row, tree), StringComparer.Ordinal);
        var oldSlug = row.PublishedVersion is null ? null : row.Slug;
        var author = row.Author;
        ContentJson.Read(json, row, type, await units.GetAsync(ct));
        row.Author = author.Length > 0 ? author : row.Author;
        var problems = type.ProblemsForPublishing(row).ToList();
        if (row.Sections.FirstOrDefault(id => tree.Find(id) is null) is { } missing) problems.Add($"Không có chuyên mục “{missing}”.");
        if (problems.Count > 0) { db.ChangeTracker.Clear(); return problems; }

        var nowUtc = clock.GetUtcNow().UtcDateTime;
        row.PublishedUtc ??= publishedUtc ?? nowUtc;
        row.ChangedUtc = publishedUtc ?? nowUtc;
        row.State = ContentState.Published;
        row.PublishedVersion = number;
        if (number == row.LatestVersion) row.Review = ReviewState.Approved;
        row.Revision++;
        row.Slug = await TakeAddressAsync(type, row, row.Slug is { Length: > 0 } wanted ? Vietnamese.Slug(wanted, 120) : Vietnamese.Slug(row.Title), oldSlug, ct);
        var sizes = await PictureSizesAsync(row.Markdown, ct);
        row.Html = MarkdownText.ToHtml(row.Markdown, sizes.GetValueOrDefault);
        await LinkTermsAsync(type, row, tree, ct);
        await uses.StageShownAsync(row, type.Name, json, number, ct);
        tags.UnionWith(TagsOf(type, row, tree));
        db.Add(Change.Of(nowUtc, tags, type.Name, row.ContentItemId));
        return [];
    }

    /// <summary>Takes the row away from readers, into a state that is not published.</summary>
    public async Task StageHideAsync(ContentType type, ContentItem row, ContentState state, CancellationToken ct)
    {
        if (row.IsPublic)
        {
            db.Add(Change.Of(clock.GetUtcNow().UtcDateTime, TagsOf(type, row, await sections.GetAsync(ct)), type.Name, row.ContentItemId));
            await UnlinkTermsAsync(type, row, ct);
            await uses.StageHiddenAsync(row, ct);
        }
        row.State = state;
        row.Revision++;
    }

    /// <summary>Takes the wanted address, or the next free one, and lets the former one redirect.</summary>
    private async Task<string> TakeAddressAsync(ContentType type, ContentItem row, string wanted, string? oldSlug, CancellationToken ct)
    {
        if (wanted.Length == 0) wanted = row.ContentItemId;
        if (wanted == oldSlug) return wanted;
        var slug = wanted;
        var routes = db.Set<ContentRoute>();
        for (var number = 2; ; number++)
        {
            var taken = await routes.FindAsync([type.PathOf(slug)], ct);
            if (taken is null) { routes.Add(new() { Path = type.PathOf(slug), ContentType = type.Name, ContentItemId = row.ContentItemId }); break; }
            if (taken.ContentItemId == row.ContentItemId) { taken.IsCurrent = true; break; }
            slug = $"{wanted}-{number}";
        }
        if (oldSlug is not null && oldSlug != slug && await routes.FindAsync([type.PathOf(oldSlug)], ct) is { } former) former.IsCurrent = false;
        return slug;
    }

    private async Task LinkTermsAsync(ContentType type, ContentItem row, SectionTree tree, CancellationToken ct)
    {
        var published = row.PublishedUtc!.Value;
        var named = row.Tags.Select(name => (Name: name.Trim(), Slug: Vietnamese.Slug(name))).Where(tag => tag.Slug.Length > 0).DistinctBy(tag => tag.Slug).ToList();
        var slugs = named.ConvertAll(tag => tag.Slug);
        var tags = await db.Set<Term>().Where(term => term.Kind == TermKind.Tag && slugs.Contains(term.Slug)).ToListAsync(ct);
        var staged = db.Set<Term>().Local.Where(term => term.Kind == TermKind.Tag && term.Id <= 0).ToList();
        var wanted = row.Sections.Select(id => tree.Find(id)!).SelectMany(tree.AncestorsAndSelf).Select(term => term.Id).ToHashSet();
        var fresh = new List<Term>();
        foreach (var (name, slug) in named)
        {
            if (tags.Find(tag => tag.Slug == slug) is { Id: > 0 } known) { wanted.Add(known.Id); continue; }
            var term = staged.Find(tag => tag.Slug == slug);
            if (term is null) db.Add(term = new() { ContentItemId = ContentJson.NewId(), Kind = TermKind.Tag, Name = name, Slug = slug });
            fresh.Add(term);
        }
        foreach (var link in await db.Set<TermItem>().Where(link => link.Item == row.ContentItemId).ToListAsync(ct))
            if (link.PublishedUtc != published || !wanted.Remove(link.TermId)) db.Remove(link);
        foreach (var id in wanted) db.Add(new TermItem { TermId = id, ContentType = type.Name, Item = row.ContentItemId, PublishedUtc = published });
        foreach (var term in fresh) db.Add(new TermItem { Term = term, ContentType = type.Name, Item = row.ContentItemId, PublishedUtc = published });
    }

    private async Task UnlinkTermsAsync(ContentType type, ContentItem row, CancellationToken ct) =>
        db.RemoveRange(await db.Set<TermItem>().Where(link => link.Item == row.ContentItemId).ToListAsync(ct));

    private async Task<Dictionary<string, PictureSize?>> PictureSizesAsync(string markdown, CancellationToken ct)
    {
        var paths = MarkdownText.PictureUrls(markdown).Where(url => url.StartsWith("/media/", StringComparison.Ordinal)).Select(url => url["/media/".Length..]).ToList();
        if (paths.Count == 0) return [];
        return (await db.Set<MediaFile>().AsNoTracking().Where(file => paths.Contains(file.Path) && file.Width != null && file.Height != null)
            .Select(file => new { file.Path, file.Width, file.Height }).ToListAsync(ct))
            .ToDictionary(file => $"/media/{file.Path}", PictureSize? (file) => new(file.Width!.Value, file.Height!.Value), StringComparer.Ordinal);
    }

    private static IEnumerable<string> TagsOf(ContentType type, ContentItem item, SectionTree tree)
    {
        yield return Tag.Home;
        yield return Tag.List(type.Name);
        yield return Tag.Item(item.ContentItemId);
        foreach (var term in item.Sections.Select(tree.Find).OfType<Term>().SelectMany(tree.AncestorsAndSelf)) yield return Tag.Term(term.Id);
        foreach (var tag in item.Tags) yield return Tag.Named(Vietnamese.Slug(tag));
        if (item.UnitId is { } unit) yield return Tag.Unit(unit);
        foreach (var own in type.CacheTags(item)) yield return own;
    }
}
