using System.Globalization;
using Cchc.Core.Media;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Cchc.Themes.TagHelpers;

/// <summary>
/// A picture of the library: <c>&lt;picture-of path="…" alt="…" sizes="…" /&gt;</c>. Photographs come in every width; a drawing
/// (SVG) is small and sharp as it is.
/// </summary>
[HtmlTargetElement("picture-of", TagStructure = TagStructure.WithoutEndTag)]
public sealed class PictureOf : TagHelper
{
    /// <summary>Media path; nothing is written when it is empty.</summary>
    public string Path { get; set; } = "";
    /// <summary><see cref="MediaFile.Version"/>; null when it is not known.</summary>
    public string? Version { get; set; }
    /// <summary>The shape in which the page shows it: only that part is sent. Null sends the whole picture.</summary>
    public PictureRatio? Ratio { get; set; }
    public string Alt { get; set; } = "";
    /// <summary>How wide it stands, for the browser's choice.</summary>
    public string Sizes { get; set; } = "100vw";
    /// <summary>Size in pixels, or the shape in which the page shows it: it keeps the place while the picture loads.</summary>
    public int Width { get; set; } = 1200;
    public int Height { get; set; } = 750;
    /// <summary>Point of the picture that cutting keeps, from 0 to 1.</summary>
    public double X { get; set; } = 0.5;
    public double Y { get; set; } = 0.5;
    /// <summary>The one picture of the page that readers wait for.</summary>
    public bool First { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (Path.Length == 0) { output.SuppressOutput(); return; }
        output.TagName = "img";
        var attributes = output.Attributes;
        var isDrawing = PictureSizes.IsDrawing(Path);
        // Whoever says where the middle is for this page alone gets the whole picture, and the page cuts it.
        var ratio = (X, Y) == (0.5, 0.5) ? Ratio : null;
        attributes.SetAttribute("src", PictureSizes.Url(Path, Version, PictureSizes.Of(960, ratio)));
        if (!isDrawing)
        {
            attributes.SetAttribute("srcset", PictureSizes.SourceSet(Path, Version, ratio));
            attributes.SetAttribute("sizes", Sizes);
        }
        attributes.SetAttribute("alt", Alt);
        attributes.SetAttribute("width", Width.ToString(CultureInfo.InvariantCulture));
        attributes.SetAttribute("height", Height.ToString(CultureInfo.InvariantCulture));
        if (First) attributes.SetAttribute("fetchpriority", "high");
        else attributes.SetAttribute("loading", "lazy");
        attributes.SetAttribute("decoding", "async");
        var focus = $"{(X < 0.34 ? " focus-start" : X > 0.66 ? " focus-end" : "")}{(Y < 0.34 ? " focus-top" : Y > 0.66 ? " focus-bottom" : "")}";
        var given = attributes["class"]?.Value?.ToString() ?? "";
        if (focus.Length + given.Length > 0) attributes.SetAttribute("class", $"{given}{focus}".Trim());
    }
}
