using Cchc.Core.Media;
using FsCheck.Xunit;

namespace Cchc.Tests.Rules;

public sealed class PictureCutTests
{
    [Fact]
    public void Without_a_word_of_the_editor_the_program_chooses() => Assert.Null(PictureCut.Of(1000, 500, PictureRatio.Square, null, null, []));

    [Fact]
    public void The_cut_lies_round_the_focus_and_within_the_picture()
    {
        Assert.Equal(new PictureCut(0.25, 0, 0.5, 1), PictureCut.Of(1000, 500, PictureRatio.Square, 0.5, 0.5, []));
        Assert.Equal(new PictureCut(0, 0, 0.5, 1), PictureCut.Of(1000, 500, PictureRatio.Square, 0.1, 0.5, []));
        Assert.Equal(new PictureCut(0.5, 0, 0.5, 1), PictureCut.Of(1000, 500, PictureRatio.Square, 1, 0, []));
    }

    [Fact]
    public void A_drawn_cut_wins_over_the_focus_for_its_shape_only()
    {
        var crops = new List<PictureCrop> { new("1x1", 0.6, 0.1, 0.2, 0.4) };
        Assert.Equal(0.6, PictureCut.Of(1000, 500, PictureRatio.Square, 0, 0, crops)!.X, 6);
        Assert.Equal(0, PictureCut.Of(1000, 500, PictureRatio.Wide, 0, 0, crops)!.X, 6);
    }

    [Property]
    public bool Any_cut_has_its_shape_and_stays_inside(ushort width, ushort height, double x, double y, double w, double h)
    {
        var (pixelsAcross, pixelsDown) = (width + 1, height + 1);
        return PictureRatio.All.All(ratio => PictureCut.Of(pixelsAcross, pixelsDown, ratio, double.IsNaN(x) ? 0 : x, double.IsNaN(y) ? 0 : y, [new(ratio.Name, x, y, w, h)]) is { } cut
            && cut.X >= -1e-9 && cut.Y >= -1e-9 && cut.Width > 0 && cut.Height > 0 && cut.X + cut.Width <= 1 + 1e-9 && cut.Y + cut.Height <= 1 + 1e-9
            && Math.Abs(cut.Width * pixelsAcross / (cut.Height * pixelsDown) * ratio.Height / ratio.Width - 1) < 1e-6);
    }

    [Fact]
    public void Only_listed_sizes_exist()
    {
        foreach (var name in new[] { "320", "1920", "640-16x9", "960-8x5", "chia-se" }) Assert.NotNull(PictureSizes.Find(name));
        foreach (var name in new[] { "", "321", "640x480", "640-3x1", "99999", "640-", "-16x9", "0640" }) Assert.Null(PictureSizes.Find(name));
        Assert.Equal(360, PictureSizes.Of(640, PictureRatio.Wide).Height);
        Assert.Equal(630, PictureSizes.Share.Height);
    }

    [Fact]
    public void The_set_of_sources_names_no_copy_that_would_be_no_wider()
    {
        Assert.Equal("/anh/320/a.jpg 320w, /anh/480/a.jpg 480w, /anh/640/a.jpg 640w", PictureSizes.SourceSet("a.jpg", null, upTo: 500));
        Assert.Equal(PictureSizes.Widths.Count, PictureSizes.SourceSet("a.jpg", "1", PictureRatio.Story).Split(", ").Length);
        Assert.EndsWith("/anh/1920-8x5/a.jpg?v=1 1920w", PictureSizes.SourceSet("a.jpg", "1", PictureRatio.Story));
    }
}
