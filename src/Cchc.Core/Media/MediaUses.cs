using System.Text.Json.Nodes;
using Cchc.Core.Content;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Core.Media;

/// <summary>Keeps the table of who uses which file equal to the texts. Stages only: the caller saves, in the transaction that changes the text.</summary>
public sealed class MediaUses(SiteDb db, TimeProvider clock)
{
    /// <summary>A text was saved: it is the newest; what readers see stays.</summary>
    public Task StageSavedAsync(ContentItem row, string contentType, JsonObject newest, CancellationToken ct) =>
        StageAsync(row.ContentItemId, contentType, MediaPaths.In(newest), null, ct);

    /// <summary>Readers see this text now; it may be older than the newest.</summary>
    public async Task StageShownAsync(ContentItem row, string contentType, JsonObject shown, int number, CancellationToken ct)
    {
        var inShown = MediaPaths.In(shown);
        var newest = number == row.LatestVersion ? null : await db.Set<ContentVersion>().AsNoTracking()
            .Where(version => version.ContentItemId == row.ContentItemId && version.Number == row.LatestVersion).Select(version => version.Json).FirstOrDefaultAsync(ct);
        await StageAsync(row.ContentItemId, contentType, newest is null ? inShown : MediaPaths.In(ContentJson.Parse(newest)), inShown, ct);
    }

    /// <summary>Readers see nothing of the item any more. It keeps its files, because it can be shown again.</summary>
    public async Task StageHiddenAsync(ContentItem row, CancellationToken ct)
    {
        foreach (var use in await KnownAsync(row.ContentItemId, ct)) use.IsPublic = false;
    }

    /// <param name="shown">Paths in what readers see; null leaves that as it is.</param>
    internal async Task StageAsync(string contentItemId, string contentType, IReadOnlySet<string> newest, IReadOnlySet<string>? shown, CancellationToken ct)
    {
        var known = (await KnownAsync(contentItemId, ct)).ToDictionary(use => use.Path, StringComparer.Ordinal);
        shown ??= known.Values.Where(use => use.IsPublic).Select(use => use.Path).ToHashSet(StringComparer.Ordinal);
        var changed = new List<string>();
        foreach (var path in newest.Union(shown, StringComparer.Ordinal))
        {
            if (known.Remove(path, out var use)) use.IsPublic = shown.Contains(path);
            else
            {
                db.Add(new MediaUse { Path = path, ContentItemId = contentItemId, ContentType = contentType, IsPublic = shown.Contains(path) });
                changed.Add(path);
            }
        }
        db.RemoveRange(known.Values);
        changed.AddRange(known.Keys);
        // The library's index knows which files nobody uses.
        var nowUtc = clock.GetUtcNow().UtcDateTime;
        foreach (var path in changed) db.Add(MediaChange.Of(nowUtc, path));
    }

    /// <summary>The item's rows, with those that this unit of work has staged already.</summary>
    private async Task<List<MediaUse>> KnownAsync(string contentItemId, CancellationToken ct)
    {
        await db.Set<MediaUse>().Where(use => use.ContentItemId == contentItemId).LoadAsync(ct);
        return [.. db.Set<MediaUse>().Local.Where(use => use.ContentItemId == contentItemId)];
    }
}
