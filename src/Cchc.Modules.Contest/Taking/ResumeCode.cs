using System.Security.Cryptography;

namespace Cchc.Modules.Contest.Taking;

/// <summary>The code with which a person goes on elsewhere (mã làm tiếp): ten characters without look-alikes, 50 bits.</summary>
public static class ResumeCode
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int Length = 10;

    /// <summary>"T3KH7 MPX2A".</summary>
    public static string New() => Shown(RandomNumberGenerator.GetString(Alphabet, Length));

    /// <summary>What a person typed, in one form: O is read as 0, I and L as 1. Null when it cannot be a code.</summary>
    public static string? Read(string? typed)
    {
        var letters = string.Concat((typed ?? "").ToUpperInvariant().Where(char.IsAsciiLetterOrDigit).Select(letter => letter switch { 'O' => '0', 'I' or 'L' => '1', _ => letter }));
        return letters.Length == Length && letters.All(Alphabet.Contains) ? letters : null;
    }

    public static string Shown(string code) => code.Length == Length ? $"{code[..5]} {code[5..]}" : code;
}
