using Cchc.Core.Content;
using Cchc.Core.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Core.Media;

/// <summary>
/// Finds the files of every item that was there before the table of uses was. An item that has rows is left alone: saving or
/// publishing it has written them, and knows better.
/// </summary>
public sealed class MediaUsesFill(SiteDb db, SiteModules modules, MediaUses uses) : IJob
{
    public const string Name = "media.uses-fill";
    private const int Batch = 100;

    public string Kind => Name;

    public async Task RunAsync(JobRow job, CancellationToken ct)
    {
        foreach (var type in modules.ContentTypes)
        {
            for (var after = 0; ;)
            {
                var items = await type.Rows(db).AsNoTracking().Where(item => item.Id > after).OrderBy(item => item.Id).Take(Batch)
                    .Select(item => new { item.Id, item.ContentItemId, item.LatestVersion, item.PublishedVersion, item.State }).ToListAsync(ct);
                if (items.Count == 0) break;
                after = items[^1].Id;
                var ids = items.ConvertAll(item => item.ContentItemId);
                var done = await db.Set<MediaUse>().Where(use => ids.Contains(use.ContentItemId)).Select(use => use.ContentItemId).Distinct().ToListAsync(ct);
                foreach (var item in items.Where(item => !done.Contains(item.ContentItemId)))
                {
                    var shown = item.State == ContentState.Published ? item.PublishedVersion : null;
                    var texts = await db.Set<ContentVersion>().AsNoTracking()
                        .Where(version => version.ContentItemId == item.ContentItemId && (version.Number == item.LatestVersion || version.Number == shown))
                        .Select(version => new { version.Number, version.Json }).ToDictionaryAsync(version => version.Number, version => MediaPaths.In(ContentJson.Parse(version.Json)), ct);
                    IReadOnlySet<string> none = new HashSet<string>();
                    await uses.StageAsync(item.ContentItemId, type.Name, texts.GetValueOrDefault(item.LatestVersion, none), shown is { } number ? texts.GetValueOrDefault(number, none) : none, ct);
                }
                await db.SaveChangesAsync(ct);
                db.ChangeTracker.Clear();
            }
        }
    }
}
