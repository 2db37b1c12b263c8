using System.Globalization;

namespace Cchc.Core.Media;

/// <summary>The part of a picture that is shown in a shape.</summary>
/// <param name="X">Left edge as a part of the width, 0 to 1; the others likewise.</param>
public sealed record PictureCut(double X, double Y, double Width, double Height)
{
    /// <summary>A drawn cut that is smaller, as a part of the side, was a slip of the hand.</summary>
    private const double Least = 0.01;

    /// <summary>
    /// The largest part of that shape: within the cut that an editor has drawn for it, else round the focus, else null: the
    /// program looks for what catches the eye.
    /// </summary>
    /// <param name="width">Of the picture, in pixels, 1 or more; <paramref name="height"/> likewise.</param>
    public static PictureCut? Of(int width, int height, PictureRatio ratio, double? focusX, double? focusY, IEnumerable<PictureCrop> crops)
    {
        if (crops.FirstOrDefault(drawn => drawn.Ratio == ratio.Name) is { } crop)
        {
            var (left, top) = (Math.Clamp(crop.X, 0, 1), Math.Clamp(crop.Y, 0, 1));
            var (right, bottom) = (Math.Clamp(crop.X + crop.Width, 0, 1), Math.Clamp(crop.Y + crop.Height, 0, 1));
            if (right - left >= Least && bottom - top >= Least)
                return Largest(width, height, ratio, new(left, top, right - left, bottom - top), (left + right) / 2, (top + bottom) / 2);
        }
        return focusX is { } x && focusY is { } y ? Largest(width, height, ratio, new(0, 0, 1, 1), Math.Clamp(x, 0, 1), Math.Clamp(y, 0, 1)) : null;
    }

    /// <summary>Tells two cuts apart in the name of a copy.</summary>
    public string Key => string.Create(CultureInfo.InvariantCulture, $"{Math.Round(X * 10_000)}.{Math.Round(Y * 10_000)}.{Math.Round(Width * 10_000)}.{Math.Round(Height * 10_000)}");

    private static PictureCut Largest(int width, int height, PictureRatio ratio, PictureCut within, double x, double y)
    {
        // The shape in parts of width and height, as those are of different length.
        var shape = (double)ratio.Width / ratio.Height * height / width;
        var (w, h) = within.Width / within.Height > shape ? (within.Height * shape, within.Height) : (within.Width, within.Width / shape);
        // No Math.Clamp: by a rounding error the last place may lie before the first.
        return new(Math.Max(within.X, Math.Min(x - w / 2, within.X + within.Width - w)), Math.Max(within.Y, Math.Min(y - h / 2, within.Y + within.Height - h)), w, h);
    }
}
