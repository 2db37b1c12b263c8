using System.Text;

namespace Cchc.Core.Search;

/// <summary>Any string at all as text that can be analysed. Pure functions.</summary>
public static class SearchText
{
    /// <summary>
    /// Composed (NFC) and valid Unicode: what no text may hold (half of a surrogate pair, U+FFFE) becomes U+FFFD, control
    /// characters become spaces. "" for null. Cleaning twice changes nothing.
    /// </summary>
    public static string Clean(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        var valid = IsValid(text) ? text : Mend(text);
        return valid.IsNormalized(NormalizationForm.FormC) ? valid : valid.Normalize(NormalizationForm.FormC);
    }

    private static bool IsValid(string text)
    {
        foreach (var letter in text)
            if (char.IsSurrogate(letter) || letter is '\uFFFE' or '\uFFFF' || IsUnwanted(letter)) return false;
        return true;
    }

    private static string Mend(string text)
    {
        var mended = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) // gives U+FFFD for every lone surrogate
        {
            if (rune.Value is 0xFFFE or 0xFFFF) mended.Append('\uFFFD');
            else if (rune.IsBmp && IsUnwanted((char)rune.Value)) mended.Append(' ');
            else mended.Append(rune.ToString());
        }
        return mended.ToString();
    }

    private static bool IsUnwanted(char letter) => char.IsControl(letter) && letter is not ('\n' or '\t');
}
