using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Cchc.Core.Media;

/// <summary>An SVG drawing of which only shapes, text and plain styles are kept: no script, no foreign content, no reference outwards.</summary>
public static class DrawingFile
{
    public const string ContentType = "image/svg+xml";

    private const int MostCharacters = 5_000_000;
    /// <summary>Elements, once those that are drawn again (<c>use</c>) are counted each time: what a browser has to draw.</summary>
    private const int MostDrawn = 100_000;

    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg", Link = "http://www.w3.org/1999/xlink";
    private static readonly HashSet<string> Kept = new(["svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "defs",
        "clipPath", "mask", "pattern", "linearGradient", "radialGradient", "stop", "use", "symbol", "title", "desc", "style", "text", "tspan"], StringComparer.Ordinal);

    /// <summary>What no value may contain; a backslash could spell the other words so that they are not seen.</summary>
    private static readonly string[] Outward = ["javascript:", "data:", "image-set(", "image(", "src(", "@import", "expression(", "binding", "\\"];

    public static MediaReading Clean(byte[] bytes)
    {
        XDocument drawing;
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(bytes), new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = MostCharacters });
            drawing = XDocument.Load(reader);
        }
        catch (XmlException) { return Problem(bytes); }
        if (drawing.Root is not { } root || root.Name != Svg + "svg") return MediaProblem.UnknownType;

        root.DescendantsAndSelf().Where(element => element.Name.Namespace != Svg || !Kept.Contains(element.Name.LocalName)).ToList().ForEach(element => element.Remove());
        foreach (var element in root.DescendantsAndSelf())
        {
            element.Attributes().Where(attribute => !MayStay(attribute)).ToList().ForEach(attribute => attribute.Remove());
            if (element.Name.LocalName == "style" && (element.HasElements || Refers(element.Value))) element.Value = "";
        }
        root.DescendantNodes().Where(node => node is XComment or XProcessingInstruction).ToList().ForEach(node => node.Remove());
        if (CountDrawn(root) > MostDrawn) return MediaProblem.DrawingTooComplex;
        return new CleanFile(Encoding.UTF8.GetBytes(root.ToString(SaveOptions.DisableFormatting)), ContentType, ".svg") { Width = Side(root, "width", 2), Height = Side(root, "height", 3) };
    }

    private static MediaProblem Problem(byte[] bytes) =>
        bytes.AsSpan().IndexOf("<!DOCTYPE svg"u8) >= 0 || bytes.AsSpan().IndexOf("<!ENTITY"u8) >= 0 ? MediaProblem.DrawingNotClean
        : bytes.AsSpan().IndexOf("<svg"u8) >= 0 ? MediaProblem.Damaged : MediaProblem.UnknownType;

    /// <summary>Attributes of other namespaces go, except the old way to write a reference within and how spaces are kept.</summary>
    private static bool MayStay(XAttribute attribute)
    {
        if (attribute.IsNamespaceDeclaration) return attribute.Value == Svg.NamespaceName || attribute.Value == Link.NamespaceName;
        if (attribute.Name.Namespace != XNamespace.None && attribute.Name != Link + "href" && attribute.Name != XNamespace.Xml + "space") return false;
        if (attribute.Name.LocalName.StartsWith("on", StringComparison.OrdinalIgnoreCase)) return false;
        return (attribute.Name.LocalName != "href" || attribute.Value.StartsWith('#')) && !Refers(attribute.Value);
    }

    /// <summary>Whether a value names an address other than a part of the same drawing.</summary>
    private static bool Refers(string value)
    {
        for (var at = value.IndexOf("url(", StringComparison.OrdinalIgnoreCase); at >= 0; at = value.IndexOf("url(", at + 4, StringComparison.OrdinalIgnoreCase))
            if (!value.AsSpan(at + 4).TrimStart(" '\"").StartsWith("#")) return true;
        return Outward.Any(word => value.Contains(word, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Elements that are drawn; a drawing that draws itself, or doubles itself thirty times over, counts as endless.</summary>
    private static long CountDrawn(XElement root)
    {
        var named = root.DescendantsAndSelf().Where(element => element.Attribute("id") is not null).ToLookup(element => element.Attribute("id")!.Value, StringComparer.Ordinal);
        var known = new Dictionary<XElement, long>();
        return Count(root, 0);

        long Count(XElement element, int depth)
        {
            if (depth > 50) return MostDrawn + 1L;
            var drawn = 0L;
            foreach (var inner in element.DescendantsAndSelf())
            {
                drawn++;
                foreach (var target in Targets(inner).SelectMany(id => named[id]))
                {
                    if (!known.TryGetValue(target, out var count))
                    {
                        known[target] = MostDrawn + 1L; // until it is known: a circle is endless
                        known[target] = count = Count(target, depth + 1);
                    }
                    if ((drawn += count) > MostDrawn) return MostDrawn + 1L;
                }
            }
            return drawn;
        }
    }

    /// <summary>Parts that an element draws again: by <c>use</c>, or as its fill, stroke, mask or clip.</summary>
    private static IEnumerable<string> Targets(XElement element)
    {
        foreach (var attribute in element.Attributes())
        {
            if (attribute.Name.LocalName == "href" && attribute.Value.StartsWith('#')) yield return attribute.Value[1..];
            else if (attribute.Value.IndexOf("url(#", StringComparison.OrdinalIgnoreCase) is >= 0 and var at && attribute.Value.IndexOf(')', at) is var end && end > at)
                yield return attribute.Value[(at + 5)..end].Trim();
        }
    }

    private static int? Side(XElement root, string name, int index)
    {
        var box = ((string?)root.Attribute("viewBox") ?? "").Split([' ', ','], StringSplitOptions.RemoveEmptyEntries);
        return double.TryParse((string?)root.Attribute(name), CultureInfo.InvariantCulture, out var size) || (box.Length == 4 && double.TryParse(box[index], CultureInfo.InvariantCulture, out size))
            ? (int)Math.Clamp(size, 1, 10_000) : null;
    }
}
