using Cchc.Core;
using Cchc.Core.Media;
using Cchc.Modules.Feedback.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Feedback.Following;

/// <summary>Attachments, for who has opened their item with code and secret: to be saved, never to be shown by this site.</summary>
public sealed class FileEndpoints : ISiteEndpoints
{
    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/gop-y/tep/{key}", SendAsync).AllowAnonymous();

    private static async Task<IResult> SendAsync(string key, HttpContext context, SiteDb db, IMediaStore store, FeedbackPass pass, CancellationToken ct)
    {
        if (pass.Read(context) is not { } item || await db.Set<FeedbackFile>().AsNoTracking().FirstOrDefaultAsync(file => file.Key == key && file.ItemId == item && (file.FromSender || file.IsPublic), ct) is not { } file) return Results.NotFound();
        return await ServeAsync(file, context, store, ct);
    }

    /// <summary>The bytes as a download, unless a virus was found in them.</summary>
    public static async Task<IResult> ServeAsync(FeedbackFile file, HttpContext context, IMediaStore store, CancellationToken ct) =>
        file.Scan == ScanState.Infected ? Results.NotFound() : await PrivateFiles.SendAsync(store, file.Path, file.Name, context, ct);
}
