using System.Text;
using Cchc.Core.Media;
using Cchc.Tests.Hosting;
using FsCheck.Xunit;
using NetVips;

namespace Cchc.Tests.Rules;

public sealed class PictureFileTests
{
    private const string Begin = """<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 40 30">""";

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<script xmlns=\"http://www.w3.org/1999/xhtml\">alert(1)</script>")]
    [InlineData("<g onload=\"alert(1)\"/>")]
    [InlineData("<rect OnClick=\"alert(1)\"/>")]
    [InlineData("<foreignObject><body xmlns=\"http://www.w3.org/1999/xhtml\"><script>alert(1)</script></body></foreignObject>")]
    [InlineData("<use href=\"https://evil.example/a.svg#x\"/>")]
    [InlineData("<use xlink:href=\"//evil.example/a.svg#x\"/>")]
    [InlineData("<use href=\"data:image/svg+xml;base64,alert\"/>")]
    [InlineData("<a href=\"javascript:alert(1)\"><text>x</text></a>")]
    [InlineData("<image href=\"https://evil.example/x.png\"/>")]
    [InlineData("<style>@import url(https://evil.example/x.css);</style>")]
    [InlineData("<style>@IMPORT 'https://evil.example/x.css';</style>")]
    [InlineData("<style>rect { fill: url( 'https://evil.example/x' ) }</style>")]
    [InlineData("<rect fill=\"url(https://evil.example/x#y)\"/>")]
    [InlineData("<rect style=\"background:url(&#106;avascript:alert(1))\"/>")]
    [InlineData("<animate attributeName=\"href\" to=\"javascript:alert(1)\"/>")]
    [InlineData("<set attributeName=\"onload\" to=\"alert(1)\"/>")]
    [InlineData("<handler>alert(1)</handler>")]
    [InlineData("<!-- <script>alert(1)</script> -->")]
    [InlineData("<metadata>evil.example</metadata>")]
    public void A_drawing_keeps_nothing_that_runs_or_refers_outwards(string inside)
    {
        var clean = Read(Encoding.UTF8.GetBytes($"{Begin}{inside}<rect width='1' height='1'/></svg>"));
        var text = Encoding.UTF8.GetString(BytesOf(Assert.IsType<CleanFile>(clean)));
        Assert.DoesNotContain("alert", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("evil.example", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("javascript", text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("rect", text);
    }

    [Theory]
    [InlineData("<style>@\\69mport 'https://evil.example/x.css';</style>")]
    [InlineData("<style>rect { fill: u\\72l(https://evil.example/x) }</style>")]
    [InlineData("<rect style=\"fill:u\\72l(https://evil.example/x)\"/>")]
    [InlineData("<rect style=\"fill:image-set('https://evil.example/x' 1x)\"/>")]
    [InlineData("<?xml-stylesheet href=\"https://evil.example/x.css\"?>")]
    public void A_drawing_cannot_hide_a_reference_behind_escapes(string inside)
    {
        var clean = Read(Encoding.UTF8.GetBytes($"{Begin}{inside}<rect width='1' height='1'/></svg>"));
        if (clean is not null) Assert.DoesNotContain("evil.example", Encoding.UTF8.GetString(BytesOf(clean)));
    }

    [Fact]
    public void A_drawing_keeps_its_shapes_colours_and_references_within()
    {
        var clean = Read(Encoding.UTF8.GetBytes($"{Begin}<title>Một cửa</title><defs><linearGradient id='g'><stop offset='0'/></linearGradient><g id='a'/></defs><rect fill='url(#g)'/><use href='#a'/><text>Đổi mới</text></svg>"))!;
        var text = Encoding.UTF8.GetString(BytesOf(clean));
        Assert.Equal(("image/svg+xml", ".svg", 40, 30), (clean.ContentType, clean.Extension, clean.Width!.Value, clean.Height!.Value));
        foreach (var kept in new[] { "Một cửa", "url(#g)", "href=\"#a\"", "Đổi mới" }) Assert.Contains(kept, text);
    }

    [Theory]
    [InlineData("""<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg xmlns="http://www.w3.org/2000/svg"><text>&x;</text></svg>""")]
    [InlineData("""<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><svg xmlns="http://www.w3.org/2000/svg"><text>&c;</text></svg>""")]
    [InlineData("""<!DOCTYPE svg SYSTEM "https://evil.example/x.dtd"><svg xmlns="http://www.w3.org/2000/svg"/>""")]
    [InlineData("<svg><rect/></svg>")]
    [InlineData("""<svg xmlns="http://www.w3.org/2000/svg"><rect></svg>""")]
    [InlineData("""<html xmlns="http://www.w3.org/1999/xhtml"><script>alert(1)</script></html>""")]
    [InlineData("<html><script>alert(1)</script></html>")]
    [InlineData("")]
    [InlineData("GIF89a")]
    [InlineData("MZ\0\0")]
    [InlineData("PK\u0003\u0004")]
    [InlineData("#!/bin/sh\nrm -rf x")]
    public void What_is_no_picture_is_refused(string text) => Assert.Null(Read(Encoding.Latin1.GetBytes(text)));

    [Fact]
    public void A_photograph_loses_its_place_and_stands_upright()
    {
        using var black = Image.Black(60, 40, bands: 3);
        using var tagged = black.Copy(interpretation: Enums.Interpretation.Srgb).Mutate(picture =>
        {
            picture.Set(GValue.GIntType, "orientation", 6);
            picture.Set(GValue.GStrType, "exif-ifd3-GPSLatitudeRef", "N");
            picture.Set(GValue.GStrType, "exif-ifd3-GPSLatitude", "10/1 21/1 0/1");
            picture.Set(GValue.GStrType, "exif-ifd0-Artist", "Nguyễn Văn A");
        });
        var bytes = tagged.JpegsaveBuffer();
        using (var before = Image.NewFromBuffer(bytes)) Assert.Contains(before.GetFields(), field => field.Contains("GPS", StringComparison.Ordinal));

        var clean = Read(bytes)!;
        Assert.Equal(("image/jpeg", ".jpg", 40, 60), (clean.ContentType, clean.Extension, clean.Width!.Value, clean.Height!.Value));
        using var after = Image.NewFromBuffer(BytesOf(clean));
        Assert.Equal((40, 60), (after.Width, after.Height));
        Assert.DoesNotContain(after.GetFields(), field => field.StartsWith("exif", StringComparison.Ordinal) || field == "orientation" && (int)after.Get("orientation") != 1);
        Assert.DoesNotContain("Nguy", Encoding.Latin1.GetString(BytesOf(clean)));
    }

    [Fact]
    public void A_photograph_that_was_cut_short_is_refused()
    {
        var whole = AJpeg(400, 300);
        Assert.NotNull(Read(whole));
        foreach (var part in new[] { 0.1, 0.5, 0.9 }) Assert.Null(Read(whole[..(int)(whole.Length * part)]));
    }

    [Fact]
    public void What_hides_behind_a_picture_is_gone()
    {
        var clean = Read([.. AJpeg(20, 20), .. "<script>alert(1)</script><?php evil(); ?>PK\u0003\u0004"u8])!;
        Assert.DoesNotContain("script", Encoding.Latin1.GetString(BytesOf(clean)));
        Assert.DoesNotContain("php", Encoding.Latin1.GetString(BytesOf(clean)));
    }

    [Fact]
    public void A_picture_of_more_pixels_than_anybody_needs_is_refused_before_it_is_drawn()
    {
        using var huge = Image.Black(9000, 8000);
        Assert.Equal(MediaProblem.TooManyPixels, PictureFile.Clean(huge.PngsaveBuffer(compression: 9), "image/png").Problem);
    }

    [Fact]
    public void Every_picture_is_in_the_colours_of_the_web()
    {
        using var wide = MediaSamples.Photo(40, 30);
        // Adobe RGB and the like come as a profile; print comes in four colours; scanners give sixteen bits.
        using var print = wide.Colourspace(Enums.Interpretation.Cmyk);
        using var deep = wide.Colourspace(Enums.Interpretation.Rgb16);
        foreach (var bytes in new[] { print.JpegsaveBuffer(), deep.PngsaveBuffer(), wide.IccExport(outputProfile: "p3").JpegsaveBuffer() })
        {
            using var clean = Image.NewFromBuffer(BytesOf(Read(bytes)!));
            Assert.Equal((3, Enums.Interpretation.Srgb, Enums.BandFormat.Uchar), (clean.Bands, clean.Interpretation, clean.Format));
            Assert.DoesNotContain("icc-profile-data", clean.GetFields());
        }
    }

    [Fact]
    public void A_copy_has_the_width_asked_for_and_is_never_larger_than_the_picture()
    {
        Assert.Equal((320, 160), SizeOf(One(AJpeg(1000, 500), 320, null, null)));
        Assert.Equal((100, 50), SizeOf(One(AJpeg(100, 50), 320, null, null)));
        Assert.Equal((320, 180), SizeOf(One(AJpeg(1000, 800), 320, PictureRatio.Wide, null)));
        Assert.Equal((1200, 630), SizeOf(One(AJpeg(100, 50), 1200, PictureRatio.Share, null)));
        Assert.Null(PictureFile.Draw([1, 2, 3], null, null, [(320, PictureFormat.WebP)]));
    }

    [Fact]
    public void A_strip_is_not_blown_up_until_it_fills_a_frame()
    {
        Assert.Null(PictureFile.Draw(AJpeg(3000, 2), PictureRatio.Share, null, [(1200, PictureFormat.Jpeg)]));
        Assert.NotNull(PictureFile.Draw(AJpeg(3000, 2), PictureRatio.Square, null, [(1920, PictureFormat.WebP)]));
    }

    [Fact]
    public void Copies_made_at_once_are_those_made_one_by_one()
    {
        var bytes = MediaSamples.Jpeg(1400, 900);
        var wanted = PictureSizes.Widths.SelectMany(width => new[] { (width, PictureFormat.WebP), (width, PictureFormat.Jpeg) }).ToList();
        var copies = PictureFile.Draw(bytes, PictureRatio.Story, null, wanted)!;
        foreach (var ((width, format), copy) in wanted.Zip(copies))
            Assert.Equal(SizeOf(PictureFile.Draw(bytes, PictureRatio.Story, null, [(width, format)])![0]), SizeOf(copy));
    }

    [Fact]
    public void A_copy_shows_the_part_that_the_editor_wants()
    {
        using var left = Image.Black(600, 400) + (double[])[255, 0, 0];
        using var right = Image.Black(600, 400) + (double[])[0, 0, 255];
        using var joined = left.Join(right, Enums.Direction.Horizontal).Cast(Enums.BandFormat.Uchar).Copy(interpretation: Enums.Interpretation.Srgb);
        var bytes = joined.PngsaveBuffer();
        foreach (var (focus, red) in new[] { (0.1, true), (0.9, false) })
        {
            using var copy = Image.NewFromBuffer(One(bytes, 320, PictureRatio.Square, PictureCut.Of(1200, 400, PictureRatio.Square, focus, 0.5, [])));
            Assert.Equal(red, copy.Getpoint(copy.Width / 2, copy.Height / 2)[0] > 128);
        }
    }

    [Property]
    public bool Arbitrary_bytes_never_make_it_fail(byte[] bytes) => Read(bytes) is null or { Content.Length: > 0 };

    private static byte[] One(byte[] bytes, int width, PictureRatio? ratio, PictureCut? cut) => Assert.Single(PictureFile.Draw(bytes, ratio, cut, [(width, PictureFormat.WebP)])!);

    private static (int, int) SizeOf(byte[] bytes)
    {
        using var picture = Image.NewFromBuffer(bytes);
        return (picture.Width, picture.Height);
    }

    private static CleanFile? Read(byte[] bytes) => MediaReader.ReadAsync(new MemoryStream(bytes), "", null, CancellationToken.None).GetAwaiter().GetResult().File;

    private static byte[] BytesOf(CleanFile file)
    {
        using var bytes = new MemoryStream();
        file.Content.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static byte[] AJpeg(int width, int height)
    {
        using var noise = Image.Gaussnoise(width, height, sigma: 40, mean: 128, seed: 7).Cast(Enums.BandFormat.Uchar);
        return noise.JpegsaveBuffer();
    }
}
