using System.Globalization;
using System.Net;
using System.Text;

namespace Cchc.Modules.Indexes.Charts;

/// <summary>One criterion: where the unit stands between the lowest and the highest.</summary>
/// <param name="Value">Null where the unit has none: then no mark is drawn.</param>
/// <param name="Most">The criterion's most points, or null.</param>
public sealed record RangeLine(string Name, decimal? Value, decimal Least, decimal Median, decimal Best, decimal? Most);

/// <summary>A unit's criteria against all others as SVG: a bar from the lowest to the highest, a stroke for the median, a dot for the unit.</summary>
public static class RangeChart
{
    private const int MostLines = 30;

    /// <param name="show">How a value is written beside its line.</param>
    /// <param name="label">What a screen reader says of it; the table beside it has the numbers.</param>
    /// <returns>"" when there are fewer than two lines.</returns>
    public static string Draw(IReadOnlyList<RangeLine> lines, Func<decimal, string> show, string label) => lines.Count < 2 ? "" :
        $"<div class=\"chart__wide\">{Draw([.. lines.Take(MostLines)], show, label, 1120, 320, 1040, 40)}</div><div class=\"chart__narrow\">{Draw([.. lines.Take(MostLines)], show, label, 360, 8, 300, 56)}</div>";

    /// <summary>Criteria of different weight stand on one scale only as shares of their most points.</summary>
    public static bool IsOfShares(IReadOnlyList<RangeLine> lines) => lines.All(line => line.Most > 0) && lines.Select(line => line.Most).Distinct().Count() > 1;

    private static string Draw(IReadOnlyList<RangeLine> lines, Func<decimal, string> show, string label, int width, int left, int right, int height)
    {
        var shares = IsOfShares(lines);
        decimal On(decimal value, RangeLine line) => shares ? value / line.Most!.Value * 100 : value;
        var axis = Axis.Of(lines.Min(line => On(line.Least, line)), lines.Max(line => On(line.Best, line)), left, right, width / 140);
        var svg = new StringBuilder();
        var bottom = 24 + (lines.Count * height);
        svg.Append(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 {width} {bottom + 8}\" width=\"{width}\" height=\"{bottom + 8}\" role=\"img\" aria-label=\"{WebUtility.HtmlEncode(label)}\">");
        foreach (var mark in axis.Marks)
            svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{axis.Place(mark):0.#} 24V{bottom}\" stroke=\"var(--c-grid)\"/><text x=\"{axis.Place(mark):0.#}\" y=\"14\" text-anchor=\"{(axis.Place(mark) < 20 ? "start" : "middle")}\">{Axis.Word(mark)}{(shares ? "%" : "")}</text>");
        var isNarrow = left < 100;
        for (var at = 0; at < lines.Count; at++)
        {
            var line = lines[at];
            var y = 24 + (at * height) + (isNarrow ? 36 : height / 2);
            svg.Append(FormattableString.Invariant(isNarrow
                ? (FormattableString)$"<text class=\"lab\" x=\"{left}\" y=\"{y - 15}\">{WebUtility.HtmlEncode(Cut(line.Name, 44))}</text>"
                : $"<text class=\"lab\" x=\"{left - 16}\" y=\"{y + 5}\" text-anchor=\"end\">{WebUtility.HtmlEncode(Cut(line.Name, 42))}</text>"));
            svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{axis.Place(On(line.Least, line)):0.#} {y}H{axis.Place(On(line.Best, line)):0.#}\" stroke=\"var(--c-mute)\" stroke-width=\"6\" stroke-linecap=\"round\"/>");
            var median = axis.Place(On(line.Median, line));
            svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{median:0.#} {y - 9}V{y + 9}\" stroke=\"var(--ink)\" stroke-width=\"2\"/>");
            if (line.Value is { } value)
                svg.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{axis.Place(On(value, line)):0.#}\" cy=\"{y}\" r=\"7\" fill=\"var(--c-2)\" stroke=\"var(--paper)\" stroke-width=\"1.5\"/>");
            svg.Append(CultureInfo.InvariantCulture, $"<text class=\"fill-ink\" x=\"{width - 4}\" y=\"{y + 5}\" text-anchor=\"end\">{(line.Value is { } written ? show(written) : "–")}</text>");
        }
        return svg.Append("</svg>").ToString();
    }

    private static string Cut(string name, int most) => name.Length <= most ? name : name[..(most - 1)] + "…";
}
