using Cchc.Core;
using Cchc.Core.Media;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;

namespace Cchc.Web.Http;

/// <summary>Serves the library: originals with range requests, and copies of pictures at the listed sizes only.</summary>
public static class MediaEndpoints
{
    /// <summary>For addresses that carry the version of what they name.</summary>
    private const string ForEver = "public, max-age=31536000, immutable";
    /// <summary>A smaller copy is being made: ask again in an hour.</summary>
    private const string ForNow = "public, max-age=3600";
    /// <summary>The file may be replaced under its address: shown for five minutes, then asked for again.</summary>
    private const string Shortly = "public, max-age=300, must-revalidate";

    public static void MapMedia(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/media/{**path}", Verbs.Reading, OriginalAsync).AllowAnonymous();
        routes.MapMethods("/anh/{size}/{**path}", Verbs.Reading, CopyAsync).AllowAnonymous();
    }

    private static async Task<IResult> OriginalAsync(string path, string? v, HttpContext context, SiteDb db, IMediaStore store, CancellationToken ct)
    {
        var file = await db.Set<MediaFile>().AsNoTracking().FirstOrDefaultAsync(row => row.Path == path, ct);
        if (file is null || await store.OpenAsync(path, ct) is not { } stream) return Results.NotFound();
        var headers = context.Response.Headers;
        headers.CacheControl = v == file.Version ? ForEver : Shortly;
        // Opened by itself, a drawing can run nothing and a film is played; a PDF may use the browser's own viewer, which a sandbox would stop.
        headers.ContentSecurityPolicy = file.ContentType == "application/pdf" ? "frame-ancestors 'none'" : "default-src 'none'; media-src 'self'; style-src 'unsafe-inline'; sandbox";
        if (!file.IsPicture)
        {
            // Office files are for the office program, never for a tab of this site.
            var disposition = new ContentDispositionHeaderValue(file.ContentType.StartsWith("application/vnd.", StringComparison.Ordinal) ? "attachment" : "inline");
            disposition.SetHttpFileName(Path.ChangeExtension(file.Name.Length > 0 ? file.Name : Path.GetFileName(path), Path.GetExtension(path)));
            headers.ContentDisposition = disposition.ToString();
        }
        return Results.Stream(stream, file.ContentType, entityTag: new EntityTagHeaderValue($"\"{file.Hash}\""), lastModified: file.ChangedUtc ?? file.UploadedUtc, enableRangeProcessing: true);
    }

    private static async Task<IResult> CopyAsync(string size, string path, string? v, HttpContext context, SiteDb db, PictureCopies copies, CancellationToken ct)
    {
        if (PictureSizes.Find(size) is not { } wanted) return Results.NotFound();
        var isShared = wanted == PictureSizes.Share;
        if (isShared && path.EndsWith(".jpg", StringComparison.Ordinal)) path = path[..^4];
        var file = await db.Set<MediaFile>().AsNoTracking().FirstOrDefaultAsync(row => row.Path == path, ct);
        if (file is not { IsPicture: true } || await copies.GetAsync(file, wanted, FormatsOf(context.Request), ct) is not { } copy) return Results.NotFound();
        var headers = context.Response.Headers;
        if (!isShared) headers.Vary = HeaderNames.Accept;
        headers.CacheControl = v != file.Version ? Shortly : copy.IsLast ? ForEver : ForNow;
        var (contentType, mark) = copy.Format switch { PictureFormat.Avif => ("image/avif", "a"), PictureFormat.WebP => ("image/webp", "w"), _ => ("image/jpeg", "j") };
        return Results.Stream(copy.Content, contentType, entityTag: new EntityTagHeaderValue($"\"{file.Version}-{wanted.Name}-{mark}\""));
    }

    /// <summary>Every browser names in <c>Accept</c> what it takes beyond the formats of old.</summary>
    private static List<PictureFormat> FormatsOf(HttpRequest request)
    {
        var takes = new List<PictureFormat>();
        foreach (var kind in request.GetTypedHeaders().Accept)
        {
            if (kind.Quality is 0) continue;
            if (kind.MediaType.Equals("image/avif", StringComparison.OrdinalIgnoreCase)) takes.Add(PictureFormat.Avif);
            if (kind.MediaType.Equals("image/webp", StringComparison.OrdinalIgnoreCase)) takes.Add(PictureFormat.WebP);
        }
        return takes;
    }
}
