using System.Globalization;

namespace Cchc.Core.Media;

/// <summary>A shape to which pictures are cut.</summary>
/// <param name="Name">As it stands in addresses and in <see cref="PictureCrop.Ratio"/>, e.g. <c>16x9</c>.</param>
/// <param name="Width">Width to <paramref name="Height"/>, both small whole numbers.</param>
/// <param name="Label">What editors read.</param>
public sealed record PictureRatio(string Name, int Width, int Height, string Label)
{
    public static readonly PictureRatio Lead = new("2x1", 2, 1, "Ảnh lớn đầu bài, đầu trang (2:1)");
    public static readonly PictureRatio Story = new("8x5", 8, 5, "Ảnh trong danh sách tin (8:5)");
    public static readonly PictureRatio Wide = new("16x9", 16, 9, "Khung rộng (16:9)");
    public static readonly PictureRatio Plain = new("4x3", 4, 3, "Khung thường (4:3)");
    public static readonly PictureRatio Square = new("1x1", 1, 1, "Khung vuông (1:1)");
    /// <summary>The shape of the picture of a shared link.</summary>
    public static readonly PictureRatio Share = new("40x21", 40, 21, "Ảnh khi chia sẻ (1200 × 630)");

    public static readonly IReadOnlyList<PictureRatio> All = [Lead, Story, Wide, Plain, Square, Share];

    public static PictureRatio? Find(string? name) => All.FirstOrDefault(ratio => ratio.Name == name);
}

/// <summary>A size in which pictures are handed out.</summary>
/// <param name="Name">As it stands in the address: a width in pixels, e.g. <c>640</c>, a width and a ratio, e.g. <c>640-16x9</c>, or a word.</param>
/// <param name="Ratio">The shape to which it is cut; null keeps that of the picture.</param>
public sealed record PictureCopySize(string Name, int Width, PictureRatio? Ratio)
{
    /// <summary>In pixels; null when the picture keeps its shape.</summary>
    public int? Height => Ratio is null ? null : (int)Math.Round((double)Width * Ratio.Height / Ratio.Width);
}

/// <summary>The sizes that exist: an address with any other is 404, so that nobody can make the server draw for ever.</summary>
public static class PictureSizes
{
    /// <summary>Widths of the <c>srcset</c>, in pixels.</summary>
    public static readonly IReadOnlyList<int> Widths = [320, 480, 640, 960, 1280, 1920];

    /// <summary>The picture of a shared link (Open Graph), 1200 × 630, always JPEG.</summary>
    public static readonly PictureCopySize Share = new("chia-se", 1200, PictureRatio.Share);

    private static readonly Dictionary<string, PictureCopySize> ByName = Widths
        .SelectMany(width => PictureRatio.All.Select(ratio => Make(width, ratio)).Prepend(Make(width, null))).Append(Share)
        .ToDictionary(size => size.Name, StringComparer.Ordinal);

    public static PictureCopySize? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>The listed size of that width and shape.</summary>
    /// <exception cref="KeyNotFoundException"><paramref name="width"/> is none of <see cref="Widths"/>.</exception>
    public static PictureCopySize Of(int width, PictureRatio? ratio = null) => ByName[NameOf(width, ratio)];

    /// <summary>Address of a copy of a picture. A drawing (SVG) is small and sharp as it is: its own address.</summary>
    public static string Url(MediaFile file, PictureCopySize size) => Url(file.Path, file.Version, size);

    /// <inheritdoc cref="Url(MediaFile, PictureCopySize)"/>
    /// <param name="version"><see cref="MediaFile.Version"/>; null when it is not known: then the copy is asked for again each hour.</param>
    public static string Url(string path, string? version, PictureCopySize size) =>
        IsDrawing(path) && size != Share ? $"/media/{path}"
        : $"/anh/{size.Name}/{path}{(size == Share ? ".jpg" : "")}{(version is null ? "" : $"?v={version}")}";

    /// <summary>Every width of one shape, for the attribute <c>srcset</c>.</summary>
    /// <param name="upTo">Width of the picture: of the wider copies, which would be no wider, only the first is named.</param>
    public static string SourceSet(string path, string? version, PictureRatio? ratio = null, int upTo = int.MaxValue) =>
        string.Join(", ", Widths.Where((_, at) => at == 0 || Widths[at - 1] < upTo).Select(width => string.Create(CultureInfo.InvariantCulture, $"{Url(path, version, Of(width, ratio))} {width}w")));

    public static bool IsDrawing(string path) => path.EndsWith(".svg", StringComparison.Ordinal);

    private static PictureCopySize Make(int width, PictureRatio? ratio) => new(NameOf(width, ratio), width, ratio);

    private static string NameOf(int width, PictureRatio? ratio) => string.Create(CultureInfo.InvariantCulture, $"{width}{(ratio is null ? "" : "-")}{ratio?.Name}");
}
