using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using NetVips;

namespace Cchc.Core.Media;

/// <summary>Recognises and cleans uploads, and makes smaller copies of pictures. The only place that names NetVips.</summary>
public static class PictureFile
{
    /// <summary>Larger pictures are refused before they are decoded: 60 megapixels.</summary>
    public const long MaxPixels = 60_000_000;

    /// <summary>Longer side to shorter side of a picture that is still cut to a frame.</summary>
    private const int MostStretched = 20;

    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";
    private static readonly HashSet<string> SvgElements = new(["svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "defs",
        "clipPath", "mask", "pattern", "linearGradient", "radialGradient", "stop", "use", "symbol", "title", "desc", "style", "text", "tspan"], StringComparer.Ordinal);

    /// <summary>What no value may contain; a backslash could spell the other words so that they are not seen.</summary>
    private static readonly string[] Outward = ["javascript:", "data:", "image-set(", "@import", "\\"];

    static PictureFile()
    {
        // Loaders that are not made for hostile input stay off; SVG is allowed by name once it has been cleaned below.
        NetVips.NetVips.BlockUntrusted = true;
        Operation.Block("VipsForeignLoadSvg", false);
        NetVips.NetVips.Concurrency = 1;
        Cache.Max = 0;
    }

    /// <summary>The file without metadata and with its orientation applied, or null when it is nothing that the site publishes.</summary>
    public static CleanFile? Clean(byte[] bytes)
    {
        try
        {
            if (StartsWith(bytes, "%PDF-"u8)) return new(bytes, "application/pdf", ".pdf");
            if (StartsWith(bytes, [0xFF, 0xD8, 0xFF])) return Raster(bytes, "image/jpeg", ".jpg", picture => picture.JpegsaveBuffer(q: 88, keep: Enums.ForeignKeep.None, optimizeCoding: true));
            if (StartsWith(bytes, [0x89, (byte)'P', (byte)'N', (byte)'G'])) return Raster(bytes, "image/png", ".png", picture => picture.PngsaveBuffer(compression: 7, keep: Enums.ForeignKeep.None));
            if (StartsWith(bytes, "RIFF"u8) && bytes.Length > 12 && bytes.AsSpan(8, 4).SequenceEqual("WEBP"u8)) return Raster(bytes, "image/webp", ".webp", picture => picture.WebpsaveBuffer(q: 88, keep: Enums.ForeignKeep.None));
            return Vector(bytes);
        }
        catch (VipsException) { return null; }
    }

    /// <summary>A copy of that width as WebP, or as JPEG on white for those who share it; null when it cannot be drawn.</summary>
    public static byte[]? Resize(byte[] bytes, int width, int? height, bool jpeg)
    {
        try { return Draw(bytes, width, height, jpeg); }
        catch (VipsException) { return null; }
    }

    private static byte[]? Draw(byte[] bytes, int width, int? height, bool jpeg)
    {
        if (height is not null)
        {
            // A strip blown up until it fills the frame would have billions of pixels.
            using var shape = Image.NewFromBuffer(bytes);
            if (Math.Max(shape.Width, shape.Height) > (long)MostStretched * Math.Min(shape.Width, shape.Height)) return null;
        }
        using var small = Image.ThumbnailBuffer(bytes, width, height: height ?? 10_000_000,
            crop: height is null ? null : Enums.Interesting.Attention, size: height is null ? Enums.Size.Down : Enums.Size.Both);
        if (!jpeg) return small.WebpsaveBuffer(q: 80, keep: Enums.ForeignKeep.None);
        using var flat = small.HasAlpha() ? small.Flatten(background: [255, 255, 255]) : small.Copy();
        return flat.JpegsaveBuffer(q: 82, keep: Enums.ForeignKeep.None, optimizeCoding: true);
    }

    private static CleanFile? Raster(byte[] bytes, string contentType, string extension, Func<Image, byte[]> save)
    {
        using var header = Image.NewFromBuffer(bytes, failOn: Enums.FailOn.Error);
        if ((long)header.Width * header.Height > MaxPixels) return null;
        using var upright = header.Autorot();
        using var colours = upright.Contains("icc-profile-data") ? upright.IccTransform("srgb") : upright.Copy();
        return new(save(colours), contentType, extension) { Width = upright.Width, Height = upright.Height };
    }

    /// <summary>An SVG drawing keeps only shapes, text and plain styles: no script, no foreign content, no reference outwards.</summary>
    private static CleanFile? Vector(byte[] bytes)
    {
        XDocument drawing;
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(bytes), new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = 5_000_000 });
            drawing = XDocument.Load(reader);
        }
        catch (XmlException) { return null; }
        if (drawing.Root is not { } root || root.Name != Svg + "svg") return null;
        root.DescendantsAndSelf().Where(element => element.Name.Namespace != Svg || !SvgElements.Contains(element.Name.LocalName)).ToList().ForEach(element => element.Remove());
        foreach (var element in root.DescendantsAndSelf())
        {
            element.Attributes().Where(attribute => attribute.Name.LocalName.StartsWith("on", StringComparison.OrdinalIgnoreCase)
                || (attribute.Name.LocalName == "href" && !attribute.Value.StartsWith('#'))
                || Refers(attribute.Value)).ToList().ForEach(attribute => attribute.Remove());
            if (element.Name.LocalName == "style" && Refers(element.Value)) element.Value = "";
        }
        drawing.DescendantNodes().OfType<XComment>().ToList().ForEach(comment => comment.Remove());
        drawing.DescendantNodes().OfType<XProcessingInstruction>().ToList().ForEach(instruction => instruction.Remove());
        var clean = Encoding.UTF8.GetBytes(root.ToString(SaveOptions.DisableFormatting));
        var box = ((string?)root.Attribute("viewBox") ?? "").Split([' ', ','], StringSplitOptions.RemoveEmptyEntries);
        int? Side(string name, int index) =>
            double.TryParse((string?)root.Attribute(name), CultureInfo.InvariantCulture, out var size) || (box.Length == 4 && double.TryParse(box[index], CultureInfo.InvariantCulture, out size))
                ? (int)Math.Clamp(size, 1, 10_000) : null;
        return new(clean, "image/svg+xml", ".svg") { Width = Side("width", 2), Height = Side("height", 3) };
    }

    /// <summary>Whether a value names an address other than a part of the same drawing.</summary>
    private static bool Refers(string value)
    {
        for (var at = value.IndexOf("url(", StringComparison.OrdinalIgnoreCase); at >= 0; at = value.IndexOf("url(", at + 4, StringComparison.OrdinalIgnoreCase))
            if (!value.AsSpan(at + 4).TrimStart(" '\"").StartsWith("#")) return true;
        return Outward.Any(word => value.Contains(word, StringComparison.OrdinalIgnoreCase));
    }

    private static bool StartsWith(byte[] bytes, ReadOnlySpan<byte> magic) => bytes.AsSpan().StartsWith(magic);
}
