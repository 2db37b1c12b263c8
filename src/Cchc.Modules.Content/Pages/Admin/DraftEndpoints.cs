using System.Text.Json;
using System.Text.Json.Nodes;
using Cchc.Core;
using Cchc.Core.Content;
using Cchc.Core.People;
using Cchc.Core.Text;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Content.Pages.Admin;

/// <summary>
/// What an open form tells the server every few seconds: that the person is still here, and what is typed and not saved. It is
/// answered with who else is here and whether a newer version was saved.
/// </summary>
public sealed class DraftEndpoints : ISiteEndpoints
{
    public const string Address = "/quan-tri/dang-viet";

    /// <param name="Key">Name of the form; see <see cref="WorkingDraft"/>.</param>
    /// <param name="BasedOn">Version that the form was opened with.</param>
    /// <param name="Type">Orchard name of the content type.</param>
    /// <param name="Item">Its content item id, or empty while it is new.</param>
    /// <param name="Typed">Whether something was changed since the last time.</param>
    /// <param name="Fields">The form's fields, when they are to be kept.</param>
    public sealed record Beat(string Key, int BasedOn, string Type, string? Item, bool Typed, JsonObject? Fields);

    /// <param name="Kept">Local time at which the fields were kept, or null.</param>
    /// <param name="Others">Names of those who have the item open too.</param>
    /// <param name="Latest">Number of the newest saved version, or null while new.</param>
    /// <param name="LatestBy">Who saved it.</param>
    /// <param name="Unread">Notices that wait.</param>
    public sealed record Answer(string? Kept, IReadOnlyList<Answer.Person> Others, int? Latest, string LatestBy, int Unread)
    {
        public sealed record Person(string Name, string Initials, bool Typing);
    }

    public void Map(IEndpointRouteBuilder routes)
    {
        var drafts = routes.MapGroup(Address).RequireAuthorization(Permissions.EnterNewsroom.Name);
        drafts.MapGet("", FindAsync);
        drafts.MapPost("", KeepAsync);
        drafts.MapDelete("", ForgetAsync);
    }

    private static async Task<IResult> FindAsync(string key, HttpContext context, WorkingDrafts drafts, CancellationToken ct) =>
        await drafts.FindAsync(context.User.UserId() ?? 0, key, ct) is { } draft
            ? Results.Json(new { when = BusinessTime.Iso(draft.SavedUtc), basedOn = draft.BasedOn, fields = JsonNode.Parse(draft.Json) })
            : Results.NoContent();

    private static async Task<IResult> KeepAsync(HttpContext context, WorkingDrafts drafts, EditorialDesk desk, NoticeBoard notices, IAntiforgery antiforgery, CancellationToken ct)
    {
        if (!await antiforgery.IsRequestValidAsync(context)) return Results.BadRequest();
        Beat? beat;
        try { beat = await context.Request.ReadFromJsonAsync<Beat>(ct); }
        catch (Exception error) when (error is JsonException or InvalidOperationException) { return Results.BadRequest(); }
        if (beat is null || desk.Modules.ContentType(beat.Type ?? "") is not { } type || beat.Key is null || !beat.Key.StartsWith($"{type.Name}:", StringComparison.Ordinal)) return Results.BadRequest();
        var actor = context.Actor();
        var me = actor.UserId ?? 0;
        DateTime? kept = null;
        if (beat.Fields is not null)
        {
            kept = await drafts.KeepAsync(me, beat.Key, beat.BasedOn, beat.Fields.ToJsonString(ContentJson.Options), ct);
            if (kept is null) return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
        }
        IReadOnlyList<Presence> others = [];
        (int Latest, string By)? newest = null;
        if (!string.IsNullOrEmpty(beat.Item))
        {
            if (await type.Rows(desk.Db).AsNoTracking().FirstOrDefaultAsync(item => item.ContentItemId == beat.Item, ct) is not { } row) return Results.NotFound();
            if (!new ContentRights(context.User, type).See(row)) return Results.Forbid();
            others = await drafts.EnterAsync(beat.Item, actor, beat.Typed, ct);
            if (row.LatestVersion > beat.BasedOn)
                newest = (row.LatestVersion, await desk.Db.Set<ContentVersion>().Where(version => version.ContentItemId == beat.Item && version.Number == row.LatestVersion).Select(version => version.SavedBy).FirstOrDefaultAsync(ct) ?? "");
        }
        var typingSince = desk.NowUtc - WorkingDrafts.Silence;
        return Results.Json(new Answer(kept is { } at ? BusinessTime.Local(at).ToString("HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture) : null,
            [.. others.Select(other => new Answer.Person(other.Name, EditorialDesk.Initials(other.Name), other.TypedUtc > typingSince))], newest?.Latest, newest?.By ?? "", await notices.UnreadAsync(me, ct)));
    }

    private static async Task<IResult> ForgetAsync(string key, HttpContext context, WorkingDrafts drafts, IAntiforgery antiforgery, CancellationToken ct)
    {
        if (!await antiforgery.IsRequestValidAsync(context)) return Results.BadRequest();
        await drafts.ForgetAsync(context.User.UserId() ?? 0, key, ct);
        return Results.NoContent();
    }
}
