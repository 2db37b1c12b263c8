using System.Globalization;
using Cchc.Core.Media;

namespace Cchc.Modules.Newsroom.Media;

/// <summary>What people read of files.</summary>
public static class MediaWords
{
    public static string Kind(MediaKind kind) => kind switch
    {
        MediaKind.Picture => "Ảnh",
        MediaKind.Document => "Tài liệu",
        MediaKind.Sound => "Âm thanh",
        _ => "Video",
    };

    /// <summary>"12", or "999+" where counting has ended.</summary>
    public static string Count(int count) => count > MediaIndex.CountedTo ? $"{MediaIndex.CountedTo}+" : $"{count}";

    /// <summary>A short name of the type, e.g. <c>JPEG</c>, <c>PDF</c>.</summary>
    public static string Type(MediaFile file) => file.ContentType switch
    {
        "image/jpeg" => "JPEG",
        "image/svg+xml" => "SVG",
        "audio/mpeg" => "MP3",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document" => "DOCX",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" => "XLSX",
        var other => other[(other.IndexOf('/', StringComparison.Ordinal) + 1)..].ToUpperInvariant(),
    };

    /// <summary>"1,4 MB", "310 KB".</summary>
    public static string Size(long bytes) => bytes < 1024 * 1024
        ? $"{Math.Max(1, bytes / 1024)} KB"
        : (bytes / 1024.0 / 1024).ToString("0.0", CultureInfo.GetCultureInfo("vi-VN")) + " MB";

    /// <summary>"JPEG, 1,4 MB, 4000 × 3000", "PDF, 310 KB, 12 trang", "MP3, 3,1 MB, 2:05".</summary>
    public static string About(MediaFile file)
    {
        var more = file switch
        {
            { Width: { } width, Height: { } height } => $", {width} × {height}",
            { Pages: { } pages } => $", {pages} trang",
            _ => "",
        };
        var length = file.Seconds is { } seconds ? string.Create(CultureInfo.InvariantCulture, $", {seconds / 60}:{seconds % 60:00}") : "";
        return $"{Type(file)}, {Size(file.Bytes)}{more}{length}";
    }

    /// <summary>The line that shows a picture in a text, with caption and credit: what the editor's dialog puts in as well.</summary>
    public static string Markdown(MediaFile file)
    {
        var caption = string.Join(' ', new[] { file.Caption, file.Credit.Length > 0 ? $"Ảnh: {file.Credit}" : "" }.Where(part => part.Length > 0));
        return $"![{Plain(file.Alt)}]({file.Url}{(caption.Length > 0 ? $" \"{Plain(caption)}\"" : "")})";
    }

    /// <summary>Words that cannot end the mark they stand in.</summary>
    private static string Plain(string text) => text.ReplaceLineEndings(" ").Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("[", "\\[", StringComparison.Ordinal).Replace("]", "\\]", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
}
