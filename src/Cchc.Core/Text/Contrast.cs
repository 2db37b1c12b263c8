using System.Buffers;
using System.Globalization;

namespace Cchc.Core.Text;

/// <summary>How well two colours can be told apart. Pure functions.</summary>
/// <remarks>Source: WCAG 2.2, definitions of relative luminance and contrast ratio.</remarks>
public static class Contrast
{
    /// <summary>What text needs against its ground (success criterion 1.4.3).</summary>
    public const double ForText = 4.5;
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    /// <summary>From 1 (the same) to 21 (black on white).</summary>
    /// <param name="one">A colour as <c>#rrggbb</c>.</param>
    /// <exception cref="FormatException">One of them is no such colour.</exception>
    public static double Ratio(string one, string other)
    {
        var (light, dark) = (Luminance(one), Luminance(other));
        if (light < dark) (light, dark) = (dark, light);
        return (light + 0.05) / (dark + 0.05);
    }

    public static bool IsColour(string text) => text.Length == 7 && text[0] == '#' && text.AsSpan(1).IndexOfAnyExcept(HexDigits) < 0;

    private static double Luminance(string colour)
    {
        if (!IsColour(colour)) throw new FormatException($"“{colour}” is not a colour like #b3261a.");
        double Channel(int at)
        {
            var value = int.Parse(colour.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
            return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
        }
        return 0.2126 * Channel(1) + 0.7152 * Channel(3) + 0.0722 * Channel(5);
    }
}
