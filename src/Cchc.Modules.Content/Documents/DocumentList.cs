using Cchc.Core.Content;
using Cchc.Modules.Content.Lists;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Content.Documents;

/// <summary>
/// Documents by date of issue, newest first, and after all of those the ones whose source gives no date. The two parts are
/// walked one after the other, because engines disagree on where an empty date stands and neither would use its index.
/// </summary>
public static class DocumentList
{
    /// <summary>Where a document stands in the list; those without a date at the end of all time before.</summary>
    public static Cursor CursorOf(DocumentLine line) => new(line.IssuedOn?.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc) ?? DateTime.MinValue, $"{line.Id}");

    public static async Task<ListPage<DocumentLine>> PageOfDocumentsAsync(this IQueryable<Document> documents, Place place, int size, CancellationToken ct)
    {
        var published = documents.Where(document => document.State == ContentState.Published);
        var dated = published.Where(document => document.IssuedOn != null);
        var undated = published.Where(document => document.IssuedOn == null);
        var read = new List<DocumentLine>();
        if (place.Before is { } before)
        {
            var (day, id) = (DateOnly.FromDateTime(before.AtUtc), before.Number);
            if (IsUndated(before)) await TakeAsync(undated.Where(document => document.Id > id).OrderBy(document => document.Id));
            else dated = dated.Where(document => document.IssuedOn >= day && (document.IssuedOn > day || document.Id > id));
            await TakeAsync(dated.OrderBy(document => document.IssuedOn).ThenBy(document => document.Id));
        }
        else
        {
            if (place.After is { } after)
            {
                var (day, id) = (DateOnly.FromDateTime(after.AtUtc), after.Number);
                if (IsUndated(after)) (dated, undated) = (null!, undated.Where(document => document.Id < id));
                else dated = dated.Where(document => document.IssuedOn <= day && (document.IssuedOn < day || document.Id < id));
            }
            if (dated is not null) await TakeAsync(dated.OrderByDescending(document => document.IssuedOn).ThenByDescending(document => document.Id));
            await TakeAsync(undated.OrderByDescending(document => document.Id));
        }
        return ListPage.Cut(read, place, size, CursorOf);

        async Task TakeAsync(IQueryable<Document> rows)
        {
            if (read.Count <= size) read.AddRange(await rows.Take(size + 1 - read.Count).Select(DocumentLine.FromDocument).ToListAsync(ct));
        }
    }

    private static bool IsUndated(Cursor cursor) => cursor.AtUtc == DateTime.MinValue;
}
