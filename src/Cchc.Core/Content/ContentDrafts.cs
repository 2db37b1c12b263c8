using Cchc.Core.Changes;
using Cchc.Core.Media;
using Cchc.Core.People;
using Cchc.Core.Units;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Core.Content;

/// <summary>Stages saved texts: each is a new immutable version. The caller saves, in the same transaction as its audit row.</summary>
public sealed class ContentDrafts(SiteDb db, UnitDirectory units, MediaUses uses, TimeProvider clock)
{
    /// <summary>Adds a version, and lets the row follow it while nothing is published.</summary>
    /// <param name="basedOn">The version that the writer started from; 0 for a new item.</param>
    /// <param name="savedUtc">When the text was saved, for texts that come from elsewhere; null for now.</param>
    /// <returns>The item's row, or null when it is gone or somebody else saved in between.</returns>
    public async Task<ContentItem?> StageAsync(ContentType type, ContentItem draft, int basedOn, string note, Actor actor, DateTime? savedUtc, CancellationToken ct)
    {
        var nowUtc = savedUtc ?? clock.GetUtcNow().UtcDateTime;
        ContentItem row;
        if (basedOn == 0)
        {
            row = type.New();
            row.ContentItemId = draft.ContentItemId.Length == 26 ? draft.ContentItemId : ContentJson.NewId();
            row.CreatedUtc = draft.CreatedUtc == default ? nowUtc : draft.CreatedUtc;
            row.AuthorId = actor.UserId;
            row.Author = draft.Author.Length > 0 ? draft.Author : actor.Name;
            db.Add(row);
        }
        else
        {
            var found = await type.Rows(db).FirstOrDefaultAsync(item => item.ContentItemId == draft.ContentItemId, ct);
            if (found is null || found.LatestVersion != basedOn) return null;
            row = found;
        }
        draft.ContentItemId = row.ContentItemId;
        (draft.CreatedUtc, draft.ModifiedUtc, draft.PublishedUtc) = (row.CreatedUtc, nowUtc, row.PublishedUtc);
        if (draft.Author.Length == 0) draft.Author = row.Author;
        var versionId = ContentJson.NewId();
        var registry = await units.GetAsync(ct);
        var json = ContentJson.Write(draft, type, versionId, registry);
        row.Review = Workflow.AfterSave(row.Review, row.PublishedVersion is { } shown && shown == row.LatestVersion, actor.MayApprove);
        row.LatestVersion = basedOn + 1;
        row.LatestTitle = draft.Title;
        row.ModifiedUtc = nowUtc;
        row.Revision++;
        if (row.PublishedVersion is null)
        {
            ContentJson.Read(json, row, type, registry);
            row.Slug = null; // an address is taken when the item is published
        }
        db.Add(new ContentVersion
        {
            ContentItemId = row.ContentItemId, ContentItemVersionId = versionId, ContentType = type.Name, Number = row.LatestVersion,
            Json = json.ToJsonString(ContentJson.Options), Title = draft.Title, SavedUtc = nowUtc, SavedBy = actor.Name, SavedById = actor.UserId, Note = note,
        });
        // Readers see nothing of it, so it evicts no page; the newsroom's index follows it.
        db.Add(Change.Of(clock.GetUtcNow().UtcDateTime, [], type.Name, row.ContentItemId));
        await uses.StageSavedAsync(row, type.Name, json, ct);
        return row;
    }
}
