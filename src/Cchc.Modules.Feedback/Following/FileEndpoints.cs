using Cchc.Core;
using Cchc.Core.Media;
using Cchc.Modules.Feedback.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;

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

    /// <summary>The bytes as a download: of no type that a browser opens, with no right in this site.</summary>
    public static async Task<IResult> ServeAsync(FeedbackFile file, HttpContext context, IMediaStore store, CancellationToken ct)
    {
        if (file.Scan == ScanState.Infected || await store.OpenAsync(file.Path, ct) is not { } bytes) return Results.NotFound();
        var headers = context.Response.Headers;
        headers.CacheControl = "private, no-store";
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        headers.XContentTypeOptions = "nosniff";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(file.Name);
        headers.ContentDisposition = disposition.ToString();
        return Results.Stream(bytes, "application/octet-stream");
    }
}
