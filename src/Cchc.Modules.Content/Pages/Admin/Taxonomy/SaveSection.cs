using Cchc.Core;
using Cchc.Core.Changes;
using Cchc.Core.Content;
using Cchc.Core.People;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Content.Pages.Admin.Taxonomy;

public enum SaveSectionResult
{
    Done,
    /// <summary>Another chuyên mục has the address, or had it and its old links must go on working.</summary>
    AddressTaken,
    Gone,
}

/// <summary>Adds or changes one chuyên mục. Its old address goes on leading to it; its items move with it to stand under the
/// chuyên mục that are above it now.</summary>
public sealed class SaveSection(SiteDb db, SiteModules modules, ChangeInterceptor caches, TimeProvider clock)
{
    /// <summary>Content type under which old addresses of chuyên mục lie among the routes.</summary>
    public const string RouteType = "Section";
    private const int Batch = 500;

    public static string PathOf(string slug) => $"chuyen-muc/{slug}";

    public async Task<SaveSectionResult> RunAsync(string? contentItemId, SectionInput input, Actor actor, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var all = await db.Set<Term>().Where(term => term.Kind == TermKind.Section).OrderBy(term => term.Position).ThenBy(term => term.Id).ToListAsync(ct);
        var before = new SectionTree(all);
        var term = before.Find(contentItemId);
        if (contentItemId is not null && term is null) return SaveSectionResult.Gone;
        var slug = input.Slug!;
        if (all.Exists(other => other.Slug == slug && other != term)) return SaveSectionResult.AddressTaken;
        var route = await db.Set<ContentRoute>().FindAsync([PathOf(slug)], ct);
        if (route is not null && route.ContentItemId != contentItemId) return SaveSectionResult.AddressTaken;
        if (route is not null) db.Remove(route); // it has its old address back

        var isNew = term is null;
        var oldAncestors = term is null ? [] : before.AncestorsAndSelf(term).Skip(1).Select(above => above.Id).ToHashSet();
        if (term is null) db.Add(term = new() { ContentItemId = ContentJson.NewId(), Kind = TermKind.Section, Name = input.Name, Slug = slug });
        else if (term.Slug != slug && await db.Set<ContentRoute>().FindAsync([PathOf(term.Slug)], ct) is null)
            db.Add(new ContentRoute { Path = PathOf(term.Slug), ContentType = RouteType, ContentItemId = term.ContentItemId, IsCurrent = false });
        var parent = before.Find(input.Parent);
        (term.Name, term.Slug, term.Description, term.Closed, term.ParentId) = (input.Name.Trim(), slug, input.Description.Trim(), input.Closed, parent?.Id);

        var siblings = all.Where(other => other.ParentId == parent?.Id && other != term).ToList();
        siblings.Insert(Math.Min(input.Place - 1, siblings.Count), term);
        for (var place = 0; place < siblings.Count; place++) siblings[place].Position = place;

        var nowUtc = clock.GetUtcNow().UtcDateTime;
        db.Add(actor.Did(nowUtc, isNew ? "section.added" : "section.changed", $"{(isNew ? "Thêm" : "Sửa")} chuyên mục “{term.Name}” (/{PathOf(slug)}){(term.Closed ? ", đóng" : "")}", "Section", term.ContentItemId));
        db.Add(Change.Of(nowUtc, [Cchc.Core.Content.Sections.ChangeTag, Tag.Site]));
        try { await db.SaveChangesAsync(ct); }
        catch (DbUpdateException error) when (error.IsDuplicate()) { return SaveSectionResult.AddressTaken; }
        var after = new SectionTree(isNew ? [.. all, term] : all);
        var newAncestors = after.AncestorsAndSelf(term).Skip(1).Select(above => above.Id).ToHashSet();
        if (!isNew && !newAncestors.SetEquals(oldAncestors)) await MoveItemsAsync(term, after, oldAncestors.Union(newAncestors).ToList(), ct);
        await transaction.CommitAsync(ct);
        await caches.FollowAsync();
        return SaveSectionResult.Done;
    }

    /// <summary>Makes the links to chuyên mục above the moved one say what the tree says now.</summary>
    private async Task MoveItemsAsync(Term moved, SectionTree tree, List<int> concerned, CancellationToken ct)
    {
        var links = db.Set<TermItem>();
        foreach (var batch in (await links.AsNoTracking().Where(link => link.TermId == moved.Id).ToListAsync(ct)).Chunk(Batch))
        {
            var ids = batch.Select(link => link.Item).ToList();
            var sections = new Dictionary<string, List<string>>(StringComparer.Ordinal);
            foreach (var type in batch.Select(link => link.ContentType).Distinct().Select(modules.ContentType).OfType<ContentType>())
                foreach (var item in await type.Rows(db).AsNoTracking().Where(item => ids.Contains(item.ContentItemId)).Select(item => new { item.ContentItemId, item.Sections }).ToListAsync(ct))
                    sections[item.ContentItemId] = item.Sections;
            var standing = (await links.Where(link => ids.Contains(link.Item) && concerned.Contains(link.TermId)).ToListAsync(ct)).ToLookup(link => link.Item);
            foreach (var link in batch.Where(link => sections.ContainsKey(link.Item)))
            {
                var wanted = sections[link.Item].Select(tree.Find).OfType<Term>().SelectMany(tree.AncestorsAndSelf).Select(term => term.Id).Where(concerned.Contains).ToHashSet();
                foreach (var old in standing[link.Item])
                    if (!wanted.Remove(old.TermId)) db.Remove(old);
                foreach (var id in wanted) db.Add(new TermItem { TermId = id, ContentType = link.ContentType, Item = link.Item, PublishedUtc = link.PublishedUtc });
            }
            await db.SaveChangesAsync(ct);
        }
    }
}
