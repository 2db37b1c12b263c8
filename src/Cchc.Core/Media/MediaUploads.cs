using System.Globalization;
using Cchc.Core.People;
using Microsoft.AspNetCore.Http;

namespace Cchc.Core.Media;

/// <summary>Files that people send with a form.</summary>
public static class MediaUploads
{
    /// <summary>Stages an upload under its month, e.g. <c>2026/11/anh-mot-cua.jpg</c>; the caller saves.</summary>
    public static async Task<MediaResult> StageAsync(this MediaLibrary library, IFormFile upload, Actor actor, DateOnly today, CancellationToken ct)
    {
        if (upload.Length > MediaLibrary.MaxBytes) return new(null, $"Tệp lớn hơn {MediaLibrary.MaxBytes / 1024 / 1024} MB.");
        using var bytes = new MemoryStream((int)upload.Length);
        await upload.CopyToAsync(bytes, ct);
        return await library.StageAsync($"{today.ToString("yyyy/MM", CultureInfo.InvariantCulture)}/{Path.GetFileName(upload.FileName)}", bytes.ToArray(), actor, overwrite: false, ct);
    }
}
