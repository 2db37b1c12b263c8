using System.Globalization;
using System.Net;
using System.Text;

namespace Cchc.Modules.Indexes.Charts;

/// <summary>One bar of a shared picture.</summary>
public sealed record ShareBar(string Label, decimal Value, string Shown, bool IsOwn);

/// <summary>Pictures of 1200 × 630 for newspapers and messages, as SVG in plain colours: they leave the site, so they follow no theme.</summary>
public static class ShareDrawing
{
    public const int Width = 1200, Height = 630;
    /// <summary>Bars that can be read on a phone.</summary>
    public const int MostBars = 8;
    private const string Ink = "#15191c", Grey = "#485158", Bar = "#b7bfc2", Own = "#b3261a", Paper = "#ffffff";

    /// <summary>Bars from nought to the greatest value, with a title and where the figures are from.</summary>
    public static string Bars(string title, string subtitle, IReadOnlyList<ShareBar> bars, string source)
    {
        var shown = bars.Take(MostBars).ToList();
        var svg = Begin(title, subtitle, source, out var top);
        var most = shown.Count == 0 ? 0 : shown.Max(bar => bar.Value);
        // What stands behind the longest bar must not leave the picture.
        var longest = Width - 472 - (15 * shown.Select(bar => bar.Shown.Length).DefaultIfEmpty().Max());
        var height = shown.Count == 0 ? 0 : Math.Min(56.0, (Height - 80 - top) / shown.Count);
        for (var at = 0; at < shown.Count; at++)
        {
            var (bar, y) = (shown[at], top + (at * height));
            var length = most > 0 ? Math.Max(2, longest * (double)(bar.Value / most)) : 2;
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"60\" y=\"{y + (height / 2) + 9:0.#}\" font-size=\"26\" font-weight=\"{(bar.IsOwn ? 700 : 400)}\" fill=\"{Ink}\">{WebUtility.HtmlEncode(Cut(bar.Label, 24))}</text>");
            svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"400\" y=\"{y + 8:0.#}\" width=\"{length:0.#}\" height=\"{height - 16:0.#}\" fill=\"{(bar.IsOwn ? Own : Bar)}\"/>");
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{412 + length:0.#}\" y=\"{y + (height / 2) + 9:0.#}\" font-size=\"26\" font-weight=\"700\" fill=\"{Ink}\">{WebUtility.HtmlEncode(bar.Shown)}</text>");
        }
        return svg.Append("</svg>").ToString();
    }

    private static StringBuilder Begin(string title, string subtitle, string source, out double top)
    {
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{Width}\" height=\"{Height}\" viewBox=\"0 0 {Width} {Height}\" font-family=\"Be Vietnam Pro, Noto Sans, DejaVu Sans, sans-serif\">");
        svg.Append(CultureInfo.InvariantCulture, $"<rect width=\"{Width}\" height=\"{Height}\" fill=\"{Paper}\"/><rect width=\"{Width}\" height=\"12\" fill=\"{Own}\"/>");
        var y = 78.0;
        foreach (var line in Lines(title, 44).Take(2))
        {
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"60\" y=\"{y:0.#}\" font-size=\"44\" font-weight=\"700\" fill=\"{Ink}\">{WebUtility.HtmlEncode(line)}</text>");
            y += 52;
        }
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"60\" y=\"{y - 6:0.#}\" font-size=\"26\" fill=\"{Grey}\">{WebUtility.HtmlEncode(Cut(subtitle, 78))}</text>");
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"60\" y=\"{Height - 28}\" font-size=\"22\" fill=\"{Grey}\">{WebUtility.HtmlEncode(Cut(source, 92))}</text>");
        top = y + 14;
        return svg;
    }

    /// <summary>Lines of at most so many letters, cut between words.</summary>
    public static IEnumerable<string> Lines(string text, int most)
    {
        var line = "";
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > most) { yield return line; line = ""; }
            line = line.Length == 0 ? word : $"{line} {word}";
        }
        if (line.Length > 0) yield return line;
    }

    private static string Cut(string text, int most) => text.Length <= most ? text : text[..(most - 1)] + "…";
}
