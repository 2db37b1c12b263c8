using System.Security.Claims;
using Cchc.Core;
using Cchc.Core.Content;
using Cchc.Core.Media;
using Cchc.Core.People;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Newsroom.Media;

/// <summary>One item that uses a file.</summary>
/// <param name="EditUrl">Its form; null when the person may not see it, and then the title is hidden too.</param>
/// <param name="PublicUrl">Its page, when readers see the file there.</param>
public sealed record MediaUser(string Title, string Label, string? EditUrl, string? PublicUrl);

/// <summary>Where files are used, for people to read.</summary>
public sealed class MediaWhere(SiteDb db, SiteModules modules)
{
    /// <summary>Items beyond this many are counted only.</summary>
    public const int Shown = 50;

    public Task<int> CountAsync(string path, CancellationToken ct) => db.Set<MediaUse>().CountAsync(use => use.Path == path, ct);

    /// <summary>How many items use each of these files; those without are not there.</summary>
    public async Task<IReadOnlyDictionary<string, int>> CountsAsync(IReadOnlyCollection<string> paths, CancellationToken ct) =>
        await db.Set<MediaUse>().Where(use => paths.Contains(use.Path)).GroupBy(use => use.Path).Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(group => group.Key, group => group.Count, StringComparer.Ordinal, ct);

    /// <summary>The items, those that readers see first. A draft of another is named only to those who may see it.</summary>
    public async Task<IReadOnlyList<MediaUser>> ListAsync(string path, ClaimsPrincipal person, CancellationToken ct)
    {
        var uses = await db.Set<MediaUse>().AsNoTracking().Where(use => use.Path == path).OrderByDescending(use => use.IsPublic).ThenBy(use => use.ContentItemId).Take(Shown).ToListAsync(ct);
        var (seesAll, me) = (person.May(Permissions.ViewDrafts) || person.May(Permissions.Edit), person.UserId());
        var found = new List<(bool Public, MediaUser User)>();
        foreach (var group in uses.GroupBy(use => use.ContentType))
        {
            if (modules.ContentType(group.Key) is not { } type) continue;
            var shown = group.ToDictionary(use => use.ContentItemId, use => use.IsPublic, StringComparer.Ordinal);
            var ids = shown.Keys.ToList();
            var items = await type.Rows(db).AsNoTracking().Where(item => ids.Contains(item.ContentItemId))
                .Select(item => new { item.ContentItemId, item.LatestTitle, item.Title, item.Slug, item.AuthorId, item.State }).ToListAsync(ct);
            foreach (var item in items)
            {
                var isPublic = shown[item.ContentItemId] && item.State == ContentState.Published;
                var mayEdit = seesAll || (me is not null && item.AuthorId == me);
                found.Add((isPublic, new(isPublic ? item.Title : mayEdit ? item.LatestTitle : "Một bản nháp của người khác", type.Label,
                    mayEdit ? $"{type.AdminPath}/{item.ContentItemId}" : null, isPublic ? $"/{type.PathOf(item.Slug!)}" : null)));
            }
        }
        return [.. found.OrderByDescending(line => line.Public).Select(line => line.User)];
    }
}
