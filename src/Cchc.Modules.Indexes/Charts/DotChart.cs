using System.Globalization;
using System.Net;
using System.Text;

namespace Cchc.Modules.Indexes.Charts;

/// <summary>One unit of a distribution.</summary>
/// <param name="IsOwn">Drawn in colour and named.</param>
public sealed record Dot(string Name, decimal Value, bool IsOwn);

/// <summary>
/// How units lie along the scale, a dot each, as SVG: the own ones, the first and the last have names. Once for wide and once for narrow columns; the theme
/// shows one of them.
/// </summary>
public static class DotChart
{
    /// <summary>Own units that are named; more would hide each other.</summary>
    private const int MostOwn = 2;
    private const int Line = 20;

    /// <param name="label">What a screen reader says of it; the table beside it has the numbers.</param>
    /// <returns>"" when there are fewer than three values.</returns>
    public static string Draw(IReadOnlyList<Dot> dots, Func<decimal, string> show, string label) => dots.Count < 3 ? "" :
        $"<div class=\"chart__wide\">{Draw(dots, show, label, 1120, 5, 13)}</div><div class=\"chart__narrow\">{Draw(dots, show, label, 360, 4.2, 11)}</div>";

    private static string Draw(IReadOnlyList<Dot> dots, Func<decimal, string> show, string label, int width, double radius, double step)
    {
        var axis = Axis.Of(dots.Min(dot => dot.Value), dots.Max(dot => dot.Value), 20, width - 20, Math.Max(4, width / 140));
        var (placed, tallest) = Stack(dots, axis, step);
        // Where many have nearly the same value the dots shrink rather than leave the picture.
        for (; tallest * step > 220 && step > 4; (placed, tallest) = Stack(dots, axis, step)) (radius, step) = (radius * 0.85, step * 0.85);
        var named = Named(dots);
        var top = 12 + (named.Count * Line);
        var floor = top + (Math.Max(4, tallest) * step) + 8;
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 {width} {floor + 32:0}\" width=\"{width}\" height=\"{floor + 32:0}\" role=\"img\" aria-label=\"{WebUtility.HtmlEncode(label)}\">");
        foreach (var mark in axis.Marks)
            svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{axis.Place(mark):0.#} {top}V{floor:0.#}\" stroke=\"var(--c-grid)\"/><text x=\"{axis.Place(mark):0.#}\" y=\"{floor + 20:0.#}\" text-anchor=\"middle\">{Axis.Word(mark)}</text>");
        var colours = new Dictionary<Dot, string>();
        foreach (var own in named.Where(dot => dot.IsOwn)) colours[own] = $"{colours.Count + 1}";
        foreach (var (dot, x, level) in placed)
            svg.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{x:0.#}\" cy=\"{floor - 10 - (level * step):0.#}\" r=\"{(dot.IsOwn ? radius * 1.25 : radius):0.#}\" fill=\"var(--c-{colours.GetValueOrDefault(dot, dot.IsOwn ? "1" : "mute")})\"><title>{WebUtility.HtmlEncode(dot.Name)}: {show(dot.Value)}</title></circle>");
        // The greatest value stands on top and its words end at its line: no line goes through the words of another, but near the left edge.
        var words = new StringBuilder();
        for (var at = 0; at < named.Count; at++)
        {
            var (dot, y) = (named[at], 14 + (at * Line));
            var (_, x, level) = placed.First(one => one.Dot == dot);
            var colour = colours.GetValueOrDefault(dot, "6");
            var text = $"{dot.Name} {show(dot.Value)}";
            var fits = x > text.Length * 8;
            svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{x:0.#} {y - 12}V{floor - 14 - (level * step):0.#}\" stroke=\"var(--c-{colour})\" stroke-width=\"1.2\"/>");
            words.Append(CultureInfo.InvariantCulture, $"<text class=\"lab fill-{colour}\" x=\"{(fits ? x - 5 : x + 5):0.#}\" y=\"{y}\" text-anchor=\"{(fits ? "end" : "start")}\" paint-order=\"stroke\" stroke=\"var(--paper)\" stroke-width=\"4\">{WebUtility.HtmlEncode(text)}</text>");
        }
        svg.Append(words);
        return svg.Append("</svg>").ToString();
    }

    private static (List<(Dot Dot, double X, int Level)> Placed, int Tallest) Stack(IReadOnlyList<Dot> dots, Axis axis, double step)
    {
        var levels = new Dictionary<int, int>();
        var placed = new List<(Dot, double, int)>();
        foreach (var dot in dots.OrderBy(dot => dot.IsOwn).ThenBy(dot => dot.Value))
        {
            var column = (int)Math.Round(axis.Place(dot.Value) / step);
            levels[column] = levels.GetValueOrDefault(column) + 1;
            placed.Add((dot, column * step, levels[column] - 1));
        }
        return (placed, levels.Values.Max());
    }

    /// <summary>First, last and own, each once.</summary>
    private static List<Dot> Named(IReadOnlyList<Dot> dots) =>
        [.. dots.Where(dot => dot.IsOwn).OrderByDescending(dot => dot.Value).Take(MostOwn).Concat([dots.MaxBy(dot => dot.Value)!, dots.MinBy(dot => dot.Value)!]).Distinct().OrderByDescending(dot => dot.Value)];
}
