using System.Text.RegularExpressions;

namespace Cchc.Core.Privacy;

/// <summary>Numbers by which people are known, in one form, and masked for those who need not know them. Pure functions.</summary>
public static partial class PersonText
{
    /// <summary>Digits of a personal identification number (CCCD, 12 digits), or null when it is none.</summary>
    public static string? Cccd(string? text) => Digits(text) is { Length: 12 } digits ? digits : null;

    /// <summary>A Vietnamese phone number as ten digits from 0, or null. "+84 912 345 678", "0912.345.678" and "84912345678" are one.</summary>
    public static string? Phone(string? text)
    {
        var digits = Digits(text?.Trim().TrimStart('+'));
        if (digits is { Length: 11 } && digits.StartsWith("84", StringComparison.Ordinal)) digits = $"0{digits[2..]}";
        return digits is { Length: 10 or 11 } && digits[0] == '0' && digits[1] != '0' ? digits : null;
    }

    /// <summary>An e-mail address in lower case, or null.</summary>
    public static string? Email(string? text) => text?.Trim().ToLowerInvariant() is { Length: <= 254 } mail && EmailForm().IsMatch(mail) ? mail : null;

    /// <summary>"•••••••12345": the last digits only, five of a CCCD and three of a phone number.</summary>
    public static string Masked(string digits)
    {
        var shown = digits.Length >= 12 ? 5 : 3;
        return digits.Length <= shown ? new string('•', digits.Length) : new string('•', digits.Length - shown) + digits[^shown..];
    }

    /// <summary>"n•••@example.vn".</summary>
    public static string MaskedEmail(string mail) => mail.IndexOf('@', StringComparison.Ordinal) is > 0 and var at ? $"{mail[0]}•••{mail[at..]}" : "•••";

    /// <summary>A text in which telephone and identification numbers and e-mail addresses are masked, for those who need not know them.</summary>
    public static string MaskIn(string text) => MailIn().Replace(NumberIn().Replace(text, match => (Cccd(match.Value) ?? Phone(match.Value)) is { } digits ? Masked(digits) : match.Value), match => MaskedEmail(match.Value));

    private static string? Digits(string? text)
    {
        if (text is null || text.Any(letter => !char.IsAsciiDigit(letter) && letter is not (' ' or '.' or '-' or '\u00a0'))) return null;
        return string.Concat(text.Where(char.IsAsciiDigit));
    }

    [GeneratedRegex(@"^[^@\s,;<>""]+@[^@\s,;<>""]+\.[^@\s,;<>""]{2,}$")]
    private static partial Regex EmailForm();

    /// <summary>Nine digits or more, with the marks that people put between them.</summary>
    [GeneratedRegex(@"(?<![\w.])\+?\d(?:[ .\-]?\d){8,12}(?!\w)")]
    private static partial Regex NumberIn();

    [GeneratedRegex(@"[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+")]
    private static partial Regex MailIn();
}
