using System.Buffers;
using System.Globalization;
using System.Text;

namespace Cchc.Core.Text;

/// <summary>Spellings of one Vietnamese syllable (tiếng) that readers take for the same word. Pure functions.</summary>
public static class VietnameseSyllable
{
    private const string Vowels = "aăâeêioôơuưy";
    private static readonly SearchValues<char> MarkedVowels = SearchValues.Create("ăâêôơư");
    private const string Breve = "\u0306", Circumflex = "\u0302", Horn = "\u031B";
    private const string Tones = "\u0300\u0301\u0303\u0309\u0323";
    // Longest first: "ngh" must be tried before "ng" and "n".
    private static readonly string[] Onsets =
        ["ngh", "ch", "gh", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr",
         "b", "c", "d", "đ", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "x", ""];
    // "k" ends no Vietnamese syllable but many place names of the highlands: Đắk Lắk.
    private static readonly HashSet<string> Codas = ["", "c", "ch", "m", "n", "ng", "nh", "p", "t", "k"];

    /// <summary>
    /// One spelling for all of a word's: lower case, composed, the tone where it stands by the older rule (<c>hoà</c> is
    /// <c>hòa</c>), <c>i</c> for a <c>y</c> that alone is the vowel (<c>kỹ</c> is <c>kĩ</c>, but <c>tay</c> is not <c>tai</c>),
    /// and the Icelandic <c>Ð</c> of old fonts as <c>Đ</c>. A word that is no Vietnamese syllable only becomes lower case and composed.
    /// </summary>
    /// <param name="word">One word of valid Unicode; see <see cref="Search.SearchText.Clean"/>.</param>
    public static string Normalise(string word)
    {
        var plain = word.Normalize(NormalizationForm.FormC).ToLowerInvariant().Replace('ð', 'đ').Normalize(NormalizationForm.FormC);
        return TryTakeApart(plain, out var letters, out var tone) && TrySplit(letters, out var onset, out var vowel, out var coda)
            ? PutTogether(onset, vowel, coda, tone)
            : plain;
    }

    /// <summary>Letters with their own marks (ă, ê, ơ) apart from the one tone mark, in whatever order the marks were typed.</summary>
    private static bool TryTakeApart(string plain, out string letters, out char? tone)
    {
        var built = new StringBuilder(plain.Length);
        tone = null;
        letters = "";
        foreach (var letter in plain.Normalize(NormalizationForm.FormD))
        {
            if (letter is >= 'a' and <= 'z' or 'đ') built.Append(letter);
            else if (Breve.Contains(letter) || Circumflex.Contains(letter) || Horn.Contains(letter)) built.Append(letter);
            else if (Tones.Contains(letter) && tone is null) tone = letter;
            else return false;
        }
        letters = built.ToString().Normalize(NormalizationForm.FormC);
        return letters.Length is > 0 and <= 8;
    }

    private static bool TrySplit(string letters, out string onset, out string vowel, out string coda)
    {
        foreach (var candidate in Onsets)
        {
            if (!letters.StartsWith(candidate, StringComparison.Ordinal)) continue;
            var end = candidate.Length;
            while (end < letters.Length && Vowels.Contains(letters[end])) end++;
            (onset, vowel, coda) = (candidate, letters[candidate.Length..end], letters[end..]);
            // "gì" begins with "g", not with "gi": a syllable needs a vowel, so a shorter onset gets its turn.
            if (vowel.Length is >= 1 and <= 3 && Codas.Contains(coda)) return true;
        }
        onset = vowel = coda = "";
        return false;
    }

    private static string PutTogether(string onset, string vowel, string coda, char? tone)
    {
        if (vowel == "y" && (coda.Length == 0 || onset == "qu")) vowel = "i";
        if (tone is { } mark) vowel = vowel.Insert(ToneAt(vowel, coda) + 1, mark.ToString());
        return (onset + vowel + coda).Normalize(NormalizationForm.FormC);
    }

    private static int ToneAt(string vowel, string coda)
    {
        var marked = vowel.AsSpan().LastIndexOfAny(MarkedVowels);
        if (marked >= 0) return marked;
        return coda.Length > 0 ? vowel.Length - 1 : vowel.Length == 3 ? 1 : 0;
    }

    /// <summary>
    /// Words are one without any marks and with <c>i</c> for <c>y</c> as in <see cref="Normalise"/>: <c>lý</c>, <c>lí</c> and <c>ly</c> are all "li".
    /// </summary>
    /// <param name="normalised">What <see cref="Normalise"/> returned.</param>
    public static string Fold(string normalised)
    {
        foreach (var letter in normalised)
            if (letter > 127) return Vietnamese.Fold(normalised);
        return normalised;
    }

    /// <summary>Whether the letter is a mark that stands on the letter before it, as in decomposed text.</summary>
    public static bool IsMark(char letter) => letter > 127 && CharUnicodeInfo.GetUnicodeCategory(letter) == UnicodeCategory.NonSpacingMark;
}
