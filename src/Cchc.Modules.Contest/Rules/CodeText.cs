using System.Security.Cryptography;

namespace Cchc.Modules.Contest.Rules;

/// <summary>Codes that people type: Crockford's base 32, without the look-alikes I, L, O, U.</summary>
public static class CodeText
{
    public const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>What a person typed, in one form: O is read as 0, I and L as 1, signs between are left out. Null when it has another length or a letter that codes have not.</summary>
    public static string? Read(string? typed, int length)
    {
        if (typed is not { Length: <= 60 }) return null;
        var letters = string.Concat(typed.ToUpperInvariant().Where(char.IsAsciiLetterOrDigit).Select(letter => letter switch { 'O' => '0', 'I' or 'L' => '1', _ => letter }));
        return letters.Length == length && letters.All(Alphabet.Contains) ? letters : null;
    }

    /// <summary>"K7QM-2XPA-9TDE".</summary>
    public static string InFours(string letters) => string.Join('-', letters.Chunk(4).Select(four => new string(four)));
}

/// <summary>
/// The code of a certificate: eleven random characters (55 bits) and a check character, so that a misread one is told from one that
/// does not exist without asking the database.
/// </summary>
public static class CertificateCode
{
    private const int Length = 12;

    public static string New() => Of(RandomNumberGenerator.GetString(CodeText.Alphabet, Length - 1));

    /// <summary>The code of that body of eleven characters.</summary>
    public static string Of(string body) => CodeText.InFours(body + CodeText.Alphabet[(CodeText.Alphabet.Length - Sum(body, 2)) % CodeText.Alphabet.Length]);

    /// <summary>What a person typed, in one form; null when it cannot be a code.</summary>
    public static string? Read(string? typed) => CodeText.Read(typed, Length) is { } letters && Sum(letters, 1) == 0 ? CodeText.InFours(letters) : null;

    /// <summary>Luhn's sum modulo 32: one wrong character never keeps it, two neighbours that changed places hardly ever.</summary>
    /// <param name="last">Weight of the last character; the others alternate.</param>
    private static int Sum(string letters, int last)
    {
        var (sum, weight) = (0, last);
        for (var at = letters.Length - 1; at >= 0; at--, weight = 3 - weight)
        {
            var product = CodeText.Alphabet.IndexOf(letters[at], StringComparison.Ordinal) * weight;
            sum += product / CodeText.Alphabet.Length + product % CodeText.Alphabet.Length;
        }
        return sum % CodeText.Alphabet.Length;
    }
}
