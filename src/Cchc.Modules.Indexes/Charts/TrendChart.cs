using System.Globalization;
using System.Net;
using System.Text;

namespace Cchc.Modules.Indexes.Charts;

/// <summary>One line of a chart.</summary>
/// <param name="Points">Year and value; a year without a value is a gap, never 0.</param>
public sealed record TrendSeries(string Name, IReadOnlyList<(int Year, decimal? Value)> Points);

/// <summary>
/// Values over years as SVG. Lines are told apart by colour, by mark and by a name at their end; nothing is drawn across a missing year or a break of method,
/// which is a dashed upright line.
/// </summary>
public static class TrendChart
{
    /// <summary>More lines than that nobody can tell apart.</summary>
    public const int MostSeries = 5;
    private const int Width = 760, Height = 300, Left = 52, Right = 150, Top = 16, Bottom = 34;

    /// <param name="label">What a screen reader says of it; the table beside it has the numbers.</param>
    /// <returns>"" when there is nothing to draw.</returns>
    public static string Draw(IReadOnlyList<TrendSeries> series, IEnumerable<int> breaks, string label)
    {
        var shown = series.Take(MostSeries).ToList();
        var known = shown.SelectMany(one => one.Points).Where(point => point.Value is not null).ToList();
        if (known.Count == 0) return "";
        var (first, last) = (known.Min(point => point.Year), known.Max(point => point.Year));
        var axis = Axis.Of(known.Min(point => point.Value!.Value), known.Max(point => point.Value!.Value), Height - Bottom, Top, 5);
        double X(int year) => first == last ? Left + ((Width - Left - Right) / 2.0) : Left + ((Width - Left - Right) * (double)(year - first) / (last - first));
        double Y(decimal value) => axis.Place(value);
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 {Width} {Height}\" width=\"{Width}\" height=\"{Height}\" role=\"img\" aria-label=\"{WebUtility.HtmlEncode(label)}\">");
        foreach (var mark in axis.Marks)
            svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{Left} {Y(mark):0.#}H{Width - Right}\" stroke=\"var(--c-grid)\"/><text x=\"{Left - 8}\" y=\"{Y(mark) + 5:0.#}\" text-anchor=\"end\">{Axis.Word(mark)}</text>");
        var step = Math.Max(1, (last - first + 7) / 8);
        for (var year = first; year <= last; year += step) svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{X(year):0.#}\" y=\"{Height - 10}\" text-anchor=\"middle\">{year}</text>");
        foreach (var year in breaks.Where(year => year > first && year <= last))
        {
            var x = (X(year - 1) + X(year)) / 2;
            svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{x:0.#} {Top}V{Height - Bottom}\" stroke=\"var(--c-none)\" stroke-width=\"2\" stroke-dasharray=\"4 4\"/>");
        }
        var ends = new List<(double Y, string Name, int At)>();
        for (var at = 0; at < shown.Count; at++)
        {
            var points = shown[at].Points.Where(point => point.Value is not null).OrderBy(point => point.Year).Select(point => (point.Year, Value: point.Value!.Value)).ToList();
            if (points.Count == 0) continue;
            var path = new StringBuilder();
            foreach (var (point, index) in points.Select((point, index) => (point, index)))
            {
                var joined = index > 0 && points[index - 1].Year == point.Year - 1 && !breaks.Contains(point.Year);
                path.Append(CultureInfo.InvariantCulture, $"{(joined ? 'L' : 'M')}{X(point.Year):0.#} {Y(point.Value):0.#}");
            }
            svg.Append(CultureInfo.InvariantCulture, $"<path d=\"{path}\" fill=\"none\" stroke=\"var(--c-{at + 1})\" stroke-width=\"3\"/>");
            foreach (var (year, value) in points) svg.Append(Mark(at, X(year), Y(value)));
            ends.Add((Y(points[^1].Value), shown[at].Name, at));
        }
        // Names at the ends of lines keep a line's height between them.
        var floor = double.MinValue;
        foreach (var (y, name, at) in ends.OrderBy(end => end.Y))
        {
            floor = Math.Max(y, floor + 18);
            svg.Append(CultureInfo.InvariantCulture, $"{Mark(at, Width - Right + 16, floor)}<text class=\"lab\" x=\"{Width - Right + 28}\" y=\"{floor + 5:0.#}\">{WebUtility.HtmlEncode(Cut(name))}</text>");
        }
        return svg.Append("</svg>").ToString();
    }

    private static string Mark(int at, double x, double y) => FormattableString.Invariant((at % 4) switch
    {
        0 => (FormattableString)$"<circle cx=\"{x:0.#}\" cy=\"{y:0.#}\" r=\"5\" fill=\"var(--c-{at + 1})\"/>",
        1 => $"<rect x=\"{x - 4.5:0.#}\" y=\"{y - 4.5:0.#}\" width=\"9\" height=\"9\" fill=\"var(--c-{at + 1})\"/>",
        2 => $"<path d=\"M{x:0.#} {y - 6:0.#}l6 11h-12z\" fill=\"var(--c-{at + 1})\"/>",
        _ => $"<path d=\"M{x:0.#} {y - 6:0.#}l6 6-6 6-6-6z\" fill=\"var(--c-{at + 1})\"/>",
    });

    private static string Cut(string name) => name.Length <= 16 ? name : name[..15] + "…";
}
