using Cchc.Core;
using Cchc.Core.Content;
using Cchc.Modules.Content.Documents;
using Cchc.Modules.Content.Models;
using Cchc.Modules.Content.News;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Content.Units;

/// <summary>The newest items about a unit and those that went into it, each unit a short walk along its index.</summary>
public static class ItemsOfUnits
{
    /// <summary>A commune of today comes from at most a dozen old ones; a query over more would be long for nothing.</summary>
    private const int MostUnits = 16;
    private const int Shown = 10;

    public static Task<List<Story>> StoriesOfUnitsAsync(this SiteDb db, IEnumerable<int> unitIds, CancellationToken ct) =>
        Newest(db.Set<Article>(), unitIds).Stories(db).ToListAsync(ct);

    public static Task<List<DocumentLine>> DocumentsOfUnitsAsync(this SiteDb db, IEnumerable<int> unitIds, CancellationToken ct) =>
        Newest(db.Set<Document>(), unitIds).Select(DocumentLine.FromDocument).ToListAsync(ct);

    public static Task<List<ModelLine>> ModelsOfUnitsAsync(this SiteDb db, IEnumerable<int> unitIds, CancellationToken ct) =>
        Newest(db.Set<ReformModel>(), unitIds).Select(ModelLine.FromModel).ToListAsync(ct);

    private static IQueryable<T> Newest<T>(IQueryable<T> items, IEnumerable<int> unitIds) where T : ContentItem
    {
        var ids = unitIds.Take(MostUnits).Select(id => items.Where(item => item.UnitId == id).Newest().Take(Shown).Select(item => item.Id)).Aggregate(Queryable.Concat);
        return items.Where(item => ids.Contains(item.Id)).OrderByDescending(item => item.PublishedUtc).ThenByDescending(item => item.Id).Take(Shown);
    }
}
