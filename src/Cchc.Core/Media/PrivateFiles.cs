using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Cchc.Core.Media;

/// <summary>
/// Files that people hand in for a few eyes: they lie in the media store in a folder of their module, under names that nobody can
/// guess. No row of the library names them, so no address of the library leads to them.
/// </summary>
public static class PrivateFiles
{
    private const string Letters = "0123456789abcdefghjkmnpqrstvwxyz";
    private const int KeyLength = 26;
    private const int LongestStem = 150;

    /// <summary>A name of 130 random bits.</summary>
    public static string NewKey() => RandomNumberGenerator.GetString(Letters, KeyLength);

    /// <summary>E.g. <c>.gop-y/2026/11/26/….pdf</c>.</summary>
    public static string NewPath(string folder, string extension, DateTime nowUtc) => string.Create(CultureInfo.InvariantCulture, $"{folder}{nowUtc:yyyy/MM/dd}/{NewKey()}{extension}");

    /// <summary>The name that the sender gave, with the extension that the bytes deserve.</summary>
    public static string NameOf(string name, string extension)
    {
        var stem = Path.GetFileNameWithoutExtension(name).Trim();
        return (stem.Length == 0 ? "tep" : stem.Length > LongestStem ? stem[..LongestStem] : stem) + extension;
    }

    /// <summary>The bytes as a download: of no type that a browser opens, with no right in this site.</summary>
    public static async Task<IResult> SendAsync(IMediaStore store, string path, string name, HttpContext context, CancellationToken ct)
    {
        if (await store.OpenAsync(path, ct) is not { } bytes) return Results.NotFound();
        var headers = context.Response.Headers;
        headers.CacheControl = "private, no-store";
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        headers.XContentTypeOptions = "nosniff";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(name);
        headers.ContentDisposition = disposition.ToString();
        return Results.Stream(bytes, "application/octet-stream");
    }

    /// <summary>Deletes files that no row names: those of forms that nobody sent.</summary>
    /// <param name="oldUtc">Only what was written on a day before; later ones may be on the way into a row.</param>
    public static async Task TidyAsync(IMediaStore store, string folder, IReadOnlySet<string> known, DateTime oldUtc, CancellationToken ct)
    {
        await foreach (var path in store.ListAsync(folder, ct))
            if (!known.Contains(path) && DayOf(path) < oldUtc) await store.DeleteAsync(path, ct);
    }

    private static DateTime? DayOf(string path) =>
        DateTime.TryParseExact(string.Join('/', path.Split('/').Skip(1).Take(3)), "yyyy/MM/dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var day) ? day : null;
}
