using System.Globalization;
using Cchc.Core.People;
using Microsoft.AspNetCore.Http;

namespace Cchc.Core.Media;

/// <summary>Files that people send with a form.</summary>
public static class MediaUploads
{
    /// <summary>Where a file of that name is put in that month, e.g. <c>2026/11/Ảnh một cửa.JPG</c>.</summary>
    public static string PathIn(DateOnly today, string name) => $"{today.ToString("yyyy/MM", CultureInfo.InvariantCulture)}/{Path.GetFileName(name)}";

    /// <summary>Stages an upload under its month; the caller saves.</summary>
    public static async Task<MediaResult> StageAsync(this MediaLibrary library, IFormFile upload, Actor actor, DateOnly today, CancellationToken ct)
    {
        // The form keeps large uploads in a temporary file, so this stream costs no memory.
        await using var content = upload.OpenReadStream();
        return await library.StageAsync(new NewMedia(PathIn(today, upload.FileName)) { Name = Path.GetFileName(upload.FileName) }, content, actor, ct);
    }
}
