using System.Text.Json.Nodes;
using Cchc.Core.People;
using Cchc.Core.Units;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Core.Content;

/// <summary>Takes items in from recipes. The recipe's step saves, once for all its items.</summary>
public sealed class ContentImport(SiteDb db, SiteModules modules, UnitDirectory units, ContentDrafts drafts, ContentPublisher publisher, TimeProvider clock)
{
    /// <summary>Takes an item in from a recipe: a version whose text is already the newest one is left alone, so that running a
    /// recipe twice changes nothing. Does not save: the step does, once for all its items.</summary>
    /// <param name="tree">The chuyên mục as the step's own transaction sees them.</param>
    /// <returns>Whether anything was staged.</returns>
    /// <exception cref="FormatException">The item is not as it should be; the message is for the person who runs the recipe.</exception>
    public async Task<bool> StageAsync(JsonObject json, SectionTree tree, CancellationToken ct)
    {
        var name = json.String("ContentType");
        var type = modules.ContentType(name) ?? throw new FormatException($"không có loại nội dung “{name}”.");
        var id = json.String("ContentItemId");
        if (id.Length != 26 || !id.All(char.IsAsciiLetterOrDigit)) throw new FormatException("ContentItemId phải có 26 chữ và số.");
        var registry = await units.GetAsync(ct);
        var draft = type.New();
        ContentJson.Read(json, draft, type, registry);
        (draft.ContentItemId, draft.CreatedUtc) = (id, json.Instant("CreatedUtc") ?? clock.GetUtcNow().UtcDateTime);
        var row = await type.Rows(db).FirstOrDefaultAsync(item => item.ContentItemId == id, ct);
        var publish = json.Flag("Published", missing: true);
        if (row is not null)
        {
            var latest = await db.Set<ContentVersion>().AsNoTracking()
                .Where(saved => saved.ContentItemId == id && saved.Number == row.LatestVersion).Select(saved => saved.Json).FirstAsync(ct);
            if (SameText(ContentJson.Parse(latest), draft, row, type, registry)) return false;
        }
        var modified = json.Instant("ModifiedUtc");
        row = await drafts.StageAsync(type, draft, row?.LatestVersion ?? 0, "Nhập từ gói nội dung", Actor.System, modified, ct)
            ?? throw new FormatException("có người vừa sửa mục này.");
        if (publish)
        {
            var problems = await publisher.StageAsync(type, row, json, row.LatestVersion, json.Instant("PublishedUtc"), tree, ct);
            if (problems.Count > 0) throw new FormatException(string.Join(' ', problems));
        }
        db.Add(Actor.System.Did(clock.GetUtcNow().UtcDateTime, "content.imported", $"Nhập {type.Label.ToLowerInvariant()} “{row.LatestTitle}” từ gói nội dung", type.Name, row.ContentItemId));
        return true;
    }

    private static bool SameText(JsonObject latest, ContentItem draft, ContentItem row, ContentType type, UnitRegistry units)
    {
        var before = type.New();
        ContentJson.Read(latest, before, type, units);
        before.Slug ??= row.Slug;
        draft.Slug ??= row.Slug;
        if (draft.Author.Length == 0) draft.Author = before.Author;
        string Comparable(ContentItem item)
        {
            var json = ContentJson.Write(item, type, "", units);
            foreach (var name in new[] { "ContentItemId", "ModifiedUtc", "PublishedUtc", "CreatedUtc" }) json.Remove(name);
            return json.ToJsonString(ContentJson.Options);
        }
        return Comparable(before) == Comparable(draft);
    }
}
