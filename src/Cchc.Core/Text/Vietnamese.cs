using System.Globalization;
using System.Text;

namespace Cchc.Core.Text;

/// <summary>Rules of Vietnamese writing that the whole site shares. Pure functions.</summary>
public static class Vietnamese
{
    private static readonly CompareInfo Collation = CultureInfo.GetCultureInfo("vi-VN").CompareInfo;

    /// <summary>Dictionary order of Vietnamese (a ă â b c d đ e ê …, then by tone), without regard to case.</summary>
    public static IComparer<string> Order { get; } =
        Comparer<string>.Create((left, right) => Collation.Compare(left, right, CompareOptions.IgnoreCase));

    /// <summary>Order of people's names: given name (the last word), then the whole name.</summary>
    public static IComparer<string> NameOrder { get; } = Comparer<string>.Create((left, right) =>
        Order.Compare(GivenName(left), GivenName(right)) is var order and not 0 ? order : Order.Compare(left, right));

    private static string GivenName(string name) => name.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [.., var last] ? last : "";

    /// <summary>With a capital as its first letter. The text has one.</summary>
    public static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    /// <summary>Lower case without marks, composed or decomposed alike: "Đổi MỚI" and its NFD form become "doi moi". "" for null.</summary>
    public static string Fold(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        var folded = new StringBuilder(text.Length);
        foreach (var letter in text.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(letter) == UnicodeCategory.NonSpacingMark) continue;
            folded.Append(letter is 'đ' or 'Đ' ? 'd' : char.ToLowerInvariant(letter));
        }
        return folded.ToString().Normalize(NormalizationForm.FormC);
    }

    /// <summary>The part of an address for a title: ASCII lower-case letters and digits joined by single hyphens.</summary>
    /// <param name="maxLength">At most so many characters, cut between words where that leaves at least half; 1 or more.</param>
    /// <returns>"" when the text has no letter or digit that ASCII can show.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxLength"/> is below 1.</exception>
    public static string Slug(string? text, int maxLength = 100)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxLength, 1);
        var slug = new StringBuilder();
        foreach (var letter in Fold(text))
        {
            if (char.IsAsciiLetterOrDigit(letter)) slug.Append(letter);
            else if (slug.Length > 0 && slug[^1] != '-') slug.Append('-');
        }
        var whole = slug.ToString().TrimEnd('-');
        if (whole.Length <= maxLength) return whole;
        var cut = whole[maxLength] == '-' ? maxLength : whole.LastIndexOf('-', maxLength - 1);
        return whole[..(cut >= maxLength / 2 && cut > 0 ? cut : maxLength)].TrimEnd('-');
    }

    /// <summary>Number of syllables (tiếng): runs of letters and digits, the unit in which Vietnamese editors count.</summary>
    public static int CountSyllables(string? text)
    {
        var count = 0;
        var inside = false;
        foreach (var letter in text ?? "")
        {
            var isPart = char.IsLetterOrDigit(letter) || CharUnicodeInfo.GetUnicodeCategory(letter) == UnicodeCategory.NonSpacingMark;
            if (isPart && !inside) count++;
            inside = isPart;
        }
        return count;
    }
}
