using System.Globalization;

namespace Cchc.Modules.Indexes.Charts;

/// <summary>A straight scale with round marks. Pure.</summary>
public sealed record Axis(decimal Low, decimal High, double From, double To, IReadOnlyList<decimal> Marks)
{
    private static readonly CultureInfo Vi = CultureInfo.GetCultureInfo("vi-VN");

    /// <param name="marks">About how many marks there is room for.</param>
    public static Axis Of(decimal least, decimal most, double from, double to, int marks)
    {
        var step = StepOf(Math.Max(most - least, 0.01m) / Math.Max(1, marks));
        // A little room at both ends; a scale that ran to the next round numbers would press the values together.
        var room = Math.Max((most - least) * 0.04m, step / 10);
        var (low, high) = (least - room, most + room);
        var first = decimal.Ceiling(low / step);
        return new(low, high, from, to, [.. Enumerable.Range(0, (int)(decimal.Floor(high / step) - first) + 1).Select(at => (first + at) * step)]);
    }

    public double Place(decimal value) => From + ((To - From) * (double)((value - Low) / (High - Low)));

    /// <summary>The mark in words, without zeros that say nothing.</summary>
    public static string Word(decimal mark) => mark.ToString("#,##0.##", Vi);

    /// <summary>1, 2 or 5 times a power of ten.</summary>
    private static decimal StepOf(decimal rough)
    {
        var power = (decimal)Math.Pow(10, Math.Floor(Math.Log10((double)rough)));
        return (rough / power) switch { <= 1 => power, <= 2 => 2 * power, <= 5 => 5 * power, _ => 10 * power };
    }
}
