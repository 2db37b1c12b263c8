using Cchc.Core;
using Cchc.Core.Changes;
using Cchc.Core.Content;
using Cchc.Modules.Indexes.Rules;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Cchc.Modules.Indexes;

/// <summary>A published edition, read.</summary>
public sealed record Edition(IndexEdition Item, IndexTable Table)
{
    public int Year => Item.Year;
    public IndexLevel Level => Item.Level;
}

/// <summary>A published index with its published editions, the latest year first.</summary>
public sealed record Index(IndexKind Item, IReadOnlyList<Edition> Editions)
{
    public string Slug => Item.Slug ?? Item.ContentItemId;
    public string Url => $"/chi-so/{Slug}";

    public Edition? Find(int year, IndexLevel? level = null) => Editions.FirstOrDefault(edition => edition.Year == year && (level is null || edition.Level == level));

    /// <summary>The edition of the same level before that one, or null.</summary>
    public Edition? Before(Edition edition) => Editions.Where(other => other.Level == edition.Level && other.Year < edition.Year).MaxBy(other => other.Year);

    public string UrlOf(Edition edition) => $"{Url}/{edition.Year}{(Find(edition.Year) == edition ? "" : $"?cap={IndexEdition.LevelWord(edition.Level)}")}";
}

/// <summary>Everything that is published of the indexes.</summary>
public sealed record IndexShelf(IReadOnlyList<Index> Indexes)
{
    public Index? Find(string slug) => Indexes.FirstOrDefault(index => index.Slug == slug);

    /// <summary>What a unit got: each index and edition that has a line of it, the latest first.</summary>
    public IEnumerable<(Index Index, Edition Edition, UnitResult Result)> Of(string unitSlug) =>
        from index in Indexes from edition in index.Editions from result in edition.Table.Results where result.UnitSlug == unitSlug select (index, edition, result);
}

/// <summary>Everything that readers can see of the indexes, in memory: some ten thousand numbers, of which a page needs many and no query would find them faster.</summary>
public sealed class IndexLibrary(IServiceScopeFactory scopes) : Snapshot<IndexShelf>(scopes, IndexTags.All)
{
    protected override async Task<IndexShelf> LoadAsync(SiteDb db, CancellationToken ct)
    {
        var kinds = await db.Set<IndexKind>().AsNoTracking().Where(kind => kind.State == ContentState.Published).OrderBy(kind => kind.Id).ToListAsync(ct);
        var editions = (await db.Set<IndexEdition>().AsNoTracking().Where(edition => edition.State == ContentState.Published).ToListAsync(ct))
            .ToLookup(edition => edition.KindId, edition => new Edition(edition, IndexJson.Parse(edition.Table)));
        // Of several levels in a year that of the provinces is the one that is meant when none is named.
        return new([.. kinds.Select(kind => new Index(kind, [.. editions[kind.ContentItemId].OrderByDescending(edition => edition.Year).ThenBy(edition => edition.Level == IndexLevel.Province ? -1 : (int)edition.Level)]))]);
    }
}
