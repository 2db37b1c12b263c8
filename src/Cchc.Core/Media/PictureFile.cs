using NetVips;

namespace Cchc.Core.Media;

/// <summary>The formats in which copies of pictures are handed out, smallest first.</summary>
public enum PictureFormat { Avif, WebP, Jpeg }

/// <summary>Cleans photographs and makes smaller copies of pictures. The only place that names NetVips.</summary>
public static class PictureFile
{
    /// <summary>Larger pictures are refused before they are decoded: 60 megapixels.</summary>
    public const long MaxPixels = 60_000_000;

    /// <summary>Longer side to shorter side of a picture that is still cut to a frame that it must fill.</summary>
    private const int MostStretched = 20;

    /// <summary>Kept here, or it would be collected while libvips still calls it.</summary>
    private static readonly Log.LogDelegate Quiet = (_, _, _) => { };

    static PictureFile()
    {
        // Loaders that are not made for hostile input stay off; SVG is allowed by name, as it was cleaned before it is drawn.
        NetVips.NetVips.BlockUntrusted = true;
        Operation.Block("VipsForeignLoadSvg", false);
        NetVips.NetVips.Concurrency = 1;
        Cache.Max = 0;
        // What libvips says of a damaged upload is said to its sender; the site's log is for the site.
        Log.SetLogHandler("VIPS", Enums.LogLevelFlags.Warning, Quiet);
    }

    /// <summary>The picture upright, in sRGB, without metadata and without what hides behind it.</summary>
    /// <param name="contentType">In which it is written: <c>image/jpeg</c>, <c>image/png</c> or <c>image/webp</c>; another is refused as of another kind.</param>
    /// <exception cref="OperationCanceledException">It was given up; libvips stops at the next lines.</exception>
    public static MediaReading Clean(byte[] bytes, string contentType, CancellationToken ct = default)
    {
        try
        {
            bool isUpright;
            using (var head = Image.NewFromBuffer(bytes))
            {
                if ((long)head.Width * head.Height > MaxPixels) return MediaProblem.TooManyPixels;
                isUpright = !head.Contains("orientation") || (int)head.Get("orientation") <= 1;
            }
            // Line by line, unless it must be turned: then all of it is in memory.
            using var picture = Image.NewFromBuffer(bytes, access: isUpright ? Enums.Access.Sequential : Enums.Access.Random, failOn: Enums.FailOn.Error);
            picture.SetProgress(new Progress<int>(), ct);
            using var upright = picture.Autorot();
            using var colours = InColoursOfTheWeb(upright);
            var (clean, extension) = contentType switch
            {
                "image/jpeg" => (Jpeg(colours, 88, isSmallest: false), ".jpg"),
                "image/png" => (colours.PngsaveBuffer(compression: 7, keep: Enums.ForeignKeep.None), ".png"),
                "image/webp" => (colours.WebpsaveBuffer(q: 88, keep: Enums.ForeignKeep.None), ".webp"),
                _ => (null, ""),
            };
            return clean is null ? MediaProblem.OtherKind : new CleanFile(clean, contentType, extension) { Width = upright.Width, Height = upright.Height };
        }
        catch (VipsException)
        {
            ct.ThrowIfCancellationRequested();
            return MediaProblem.Damaged;
        }
    }

    /// <summary>
    /// Copies of one shape. The picture is decoded once, no larger than the widest copy needs, and the smaller ones are made of
    /// that. No copy is larger than its part of the picture, except that a shared picture fills its frame.
    /// </summary>
    /// <param name="ratio">The shape; null keeps that of the picture.</param>
    /// <param name="cut">What is shown; null with a ratio looks for what catches the eye.</param>
    /// <param name="wanted">Widths in pixels, with their formats.</param>
    /// <returns>The copies in the order of <paramref name="wanted"/>, or null when it cannot be drawn.</returns>
    public static IReadOnlyList<byte[]>? Draw(byte[] bytes, PictureRatio? ratio, PictureCut? cut, IReadOnlyList<(int Width, PictureFormat Format)> wanted)
    {
        try
        {
            using var large = Decode(bytes, ratio, cut, wanted.Max(copy => copy.Width));
            if (large is null) return null;
            var copies = new byte[wanted.Count][];
            foreach (var width in wanted.Select(copy => copy.Width).Distinct())
            {
                var fills = ratio == PictureRatio.Share;
                var height = ratio is null ? 10_000_000 : (int)Math.Round((double)width * ratio.Height / ratio.Width);
                using var small = InMemory(large.ThumbnailImage(width, height, size: fills ? Enums.Size.Force : Enums.Size.Down));
                for (var at = 0; at < wanted.Count; at++) if (wanted[at].Width == width) copies[at] = Save(small, wanted[at].Format);
            }
            return copies;
        }
        catch (VipsException) { return null; }
    }

    /// <summary>A drawing that the site made itself as PNG, which every program shows; its letters are those of the machine's fonts.</summary>
    /// <returns>Null when it cannot be drawn.</returns>
    public static byte[]? DrawPng(byte[] drawing, int width)
    {
        try
        {
            using var picture = Image.ThumbnailBuffer(drawing, width, height: 10_000_000, size: Enums.Size.Both);
            return picture.PngsaveBuffer(compression: 7, keep: Enums.ForeignKeep.None);
        }
        catch (VipsException) { return null; }
    }

    /// <summary>The part that is shown, in memory, as wide as wanted or as it is.</summary>
    private static Image? Decode(byte[] bytes, PictureRatio? ratio, PictureCut? cut, int width)
    {
        int fullWidth, fullHeight;
        bool isDrawing;
        using (var head = Image.NewFromBuffer(bytes))
        {
            (fullWidth, fullHeight) = (head.Width, head.Height);
            isDrawing = head.Contains("vips-loader") && ((string)head.Get("vips-loader")).StartsWith("svg", StringComparison.Ordinal);
        }
        if (ratio is null) return InMemory(Image.ThumbnailBuffer(bytes, width, height: 10_000_000, size: isDrawing ? Enums.Size.Both : Enums.Size.Down));
        // A strip blown up until it fills the frame would have billions of pixels.
        if (ratio == PictureRatio.Share && Math.Max(fullWidth, fullHeight) > (long)MostStretched * Math.Min(fullWidth, fullHeight)) return null;

        var shape = (double)ratio.Width / ratio.Height;
        var partWidth = cut is null ? Math.Min(fullWidth, fullHeight * shape) : fullWidth * cut.Width;
        var scale = isDrawing ? width / partWidth : Math.Min(1, width / partWidth);
        using var whole = InMemory(Image.ThumbnailBuffer(bytes, Math.Max(1, (int)Math.Ceiling(fullWidth * scale)), height: 10_000_000, size: isDrawing ? Enums.Size.Both : Enums.Size.Down));
        var cutWidth = (int)Math.Clamp(Math.Round(partWidth * whole.Width / fullWidth), 1, whole.Width);
        var cutHeight = (int)Math.Clamp(Math.Round(cutWidth / shape), 1, whole.Height);
        if (cut is null) return InMemory(whole.Smartcrop(cutWidth, cutHeight, interesting: Enums.Interesting.Attention));
        var (left, top) = ((int)Math.Clamp(Math.Round(cut.X * whole.Width), 0, whole.Width - cutWidth), (int)Math.Clamp(Math.Round(cut.Y * whole.Height), 0, whole.Height - cutHeight));
        return InMemory(whole.ExtractArea(left, top, cutWidth, cutHeight));
    }

    /// <summary>What was only planned is computed now, and the plan is given back: it holds files and threads.</summary>
    private static Image InMemory(Image planned)
    {
        using (planned) return planned.CopyMemory();
    }

    private static Image InColoursOfTheWeb(Image picture)
    {
        if (picture.Contains("icc-profile-data"))
        {
            try { return picture.IccTransform("srgb", embedded: true); }
            catch (VipsException) { /* a broken profile says nothing of the colours */ }
        }
        var space = picture.Interpretation switch { Enums.Interpretation.Bw or Enums.Interpretation.Grey16 => Enums.Interpretation.Bw, _ => Enums.Interpretation.Srgb };
        return picture.Colourspace(space);
    }

    private static byte[] Save(Image picture, PictureFormat format) => format switch
    {
        PictureFormat.Avif => picture.HeifsaveBuffer(q: 50, bitdepth: 8, compression: Enums.ForeignHeifCompression.Av1, effort: 3, keep: Enums.ForeignKeep.None),
        PictureFormat.WebP => picture.WebpsaveBuffer(q: 80, effort: 3, keep: Enums.ForeignKeep.None),
        _ => Jpeg(picture, 80, isSmallest: true),
    };

    /// <summary>JPEG knows no transparency: it lies on white.</summary>
    /// <param name="isSmallest">Whether its codes are chosen for this picture: some per cent smaller, but all of it is in memory twice.</param>
    private static byte[] Jpeg(Image picture, int quality, bool isSmallest)
    {
        using var flat = picture.HasAlpha() ? picture.Flatten(background: [255, 255, 255]) : picture.Copy();
        return flat.JpegsaveBuffer(q: quality, keep: Enums.ForeignKeep.None, optimizeCoding: isSmallest);
    }
}
