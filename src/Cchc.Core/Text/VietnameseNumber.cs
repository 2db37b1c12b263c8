using System.Globalization;
using System.Text.RegularExpressions;

namespace Cchc.Core.Text;

/// <summary>Numbers as Vietnamese write them: a point between thousands, a comma before decimals, "1.234,5".</summary>
public static partial class VietnameseNumber
{
    private static readonly CultureInfo Culture = CultureInfo.GetCultureInfo("vi-VN");

    /// <summary>"1.234,5"; at most four decimals.</summary>
    public static string Format(decimal value) => value.ToString("#,##0.####", Culture);

    /// <summary>Null when the text is no such number. Points may be left out; "1.5" is refused, because nobody can tell one and a half from a slip.</summary>
    public static decimal? Parse(string? text) =>
        text?.Trim() is { Length: > 0 and <= 24 } written && Written().IsMatch(written) && decimal.TryParse(written, NumberStyles.Number, Culture, out var value) ? value : null;

    [GeneratedRegex(@"^-?(\d{1,3}(\.\d{3})+|\d+)(,\d{1,4})?$", RegexOptions.CultureInvariant)]
    private static partial Regex Written();
}
