namespace Cchc.Core.Media;

/// <summary>Rules of drawing a cut. Pure.</summary>
public static class PictureCrops
{
    /// <summary>The cut of that shape whose left, top and width an editor has drawn, moved and made smaller until it lies within the picture.</summary>
    /// <param name="width">Of the picture in pixels, with <paramref name="height"/>; both above 0.</param>
    /// <param name="left">Left edge as a part of the width, 0 to 1; <paramref name="top"/> likewise of the height.</param>
    /// <param name="part">Width of the cut as a part of the picture's width, above 0.</param>
    public static PictureCrop Fit(PictureRatio ratio, int width, int height, double left, double top, double part)
    {
        // How high a cut is, as a part of the height, that is as wide as the picture.
        var tall = (double)width * ratio.Height / ratio.Width / height;
        var wide = Math.Clamp(part, 0.01, Math.Min(1, 1 / tall));
        var high = Math.Min(1, wide * tall);
        return new(ratio.Name, Math.Clamp(left, 0, 1 - wide), Math.Clamp(top, 0, 1 - high), wide, high);
    }
}
