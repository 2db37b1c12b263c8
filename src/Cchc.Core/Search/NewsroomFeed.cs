using Cchc.Core.Content;
using Cchc.Core.Units;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Cchc.Core.Search;

/// <summary>Keeps <see cref="NewsroomIndex"/> equal to the rows, whatever their state: every save leaves a change row.</summary>
public sealed class NewsroomFeed(NewsroomIndex index, IServiceScopeFactory scopes, SiteModules modules, UnitDirectory units, ILogger<NewsroomFeed> log)
    : IndexFeed(index.Index, scopes, modules, log)
{
    protected override IQueryable<ContentItem> Wanted(IQueryable<ContentItem> rows) => rows;

    protected override async Task WriteAsync(SiteDb db, ContentType type, IReadOnlyList<ContentItem> items, CancellationToken ct)
    {
        var registry = await units.GetAsync(ct);
        index.Index.Upsert(items.Select(item =>
        {
            var shared = new SearchDocument { Id = item.ContentItemId, ContentType = type.Name, Url = $"{type.AdminPath}/{item.ContentItemId}", Title = item.LatestTitle, PublishedUtc = item.ModifiedUtc };
            var unit = item.UnitId is { } id ? registry.Find(id)?.Name : null;
            var own = type.ToSearch(item, shared) ?? shared;
            return own with
            {
                Title = item.LatestTitle,
                // While a newer draft has another title, both are known to someone.
                Body = string.Join('\n', item.Title == item.LatestTitle ? "" : item.Title, item.Author, unit),
                PublishedUtc = item.ModifiedUtc,
                Kind = item.State.ToString(),
                Unit = item.AuthorId is { } author ? NewsroomIndex.IdValue(author) : null,
                Sections = item.Sections,
                Desk = DeskOf(item, own.Kind),
            };
        }));
    }

    private static Dictionary<SearchFacet, string> DeskOf(ContentItem item, string kind)
    {
        var desk = new Dictionary<SearchFacet, string> { [SearchFacet.Genre] = kind };
        if (item.PublishedVersion != item.LatestVersion || item.State != ContentState.Published) desk[SearchFacet.Review] = item.Review.ToString();
        if (item.AssigneeId is { } assignee) desk[SearchFacet.Assignee] = NewsroomIndex.IdValue(assignee);
        if (item.UnitId is { } unit) desk[SearchFacet.About] = NewsroomIndex.IdValue(unit);
        return desk;
    }
}
