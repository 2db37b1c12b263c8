using Cchc.Core;
using Cchc.Core.Media;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;

namespace Cchc.Web.Http;

/// <summary>Serves the library: originals with range requests, and copies of pictures at the listed widths only.</summary>
public static class MediaEndpoints
{
    public static void MapMedia(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/media/{**path}", [HttpMethods.Get, HttpMethods.Head], OriginalAsync).AllowAnonymous();
        routes.MapMethods("/anh/{size}/{**path}", [HttpMethods.Get, HttpMethods.Head], CopyAsync).AllowAnonymous();
    }

    private static async Task<IResult> OriginalAsync(string path, HttpContext context, SiteDb db, IMediaStore store, CancellationToken ct)
    {
        var file = await db.Set<MediaFile>().AsNoTracking().FirstOrDefaultAsync(row => row.Path == path, ct);
        if (file is null || await store.OpenAsync(path, ct) is not { } stream) return Results.NotFound();
        var headers = context.Response.Headers;
        headers.CacheControl = "public, max-age=86400";
        // A drawing opened by itself can run nothing; a PDF may use the browser's own viewer.
        headers.ContentSecurityPolicy = file.ContentType == "application/pdf" ? "frame-ancestors 'none'" : "default-src 'none'; style-src 'unsafe-inline'; sandbox";
        return Results.Stream(stream, file.ContentType, entityTag: new EntityTagHeaderValue($"\"{file.Hash}\""), lastModified: file.UploadedUtc, enableRangeProcessing: true);
    }

    private static async Task<IResult> CopyAsync(string size, string path, HttpContext context, SiteDb db, PictureCopies copies, CancellationToken ct)
    {
        if (PictureSizes.Find(size) is not { } wanted) return Results.NotFound();
        var original = wanted == PictureSizes.Share && path.EndsWith(".jpg", StringComparison.Ordinal) ? path[..^4] : path;
        var file = await db.Set<MediaFile>().AsNoTracking().FirstOrDefaultAsync(row => row.Path == original, ct);
        if (file is not { IsPicture: true }) return Results.NotFound();
        if (await copies.GetAsync(file, wanted, ct) is not { } copy) return Results.NotFound();
        context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return Results.Stream(copy, wanted == PictureSizes.Share ? "image/jpeg" : "image/webp", entityTag: new EntityTagHeaderValue($"\"{file.Hash[..16]}-{size}\""));
    }
}
