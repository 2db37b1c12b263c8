using System.Security.Cryptography;

namespace Cchc.Core.Privacy;

/// <summary>
/// The code by which a person follows what was sent (mã theo dõi), e.g. "K7QM-2XPA-9TDE": eleven random characters (53 bits) and a
/// check character. The weighted sum of all twelve is 0 modulo 29; the weights 1 to 12 differ and 29 is prime, so that one wrong
/// character and any two exchanged ones are always noticed.
/// </summary>
public static class TrackingCode
{
    /// <summary>29 characters; what looks like one of them (O, I, L, S, Z, B, U) is read as it.</summary>
    private const string Alphabet = "0123456789ACDEFGHJKMNPQRTVWXY";
    private const int Length = 12;
    private const int Group = 4;

    /// <summary>A fresh code without its hyphens.</summary>
    public static string New()
    {
        var random = RandomNumberGenerator.GetString(Alphabet, Length - 1);
        return random + CheckOf(random);
    }

    /// <summary>What a person typed, in the one form in which codes are kept; null when it cannot be a code.</summary>
    public static string? Read(string? typed)
    {
        var letters = string.Concat((typed ?? "").ToUpperInvariant().Where(char.IsAsciiLetterOrDigit).Select(letter => letter switch
        {
            'O' => '0', 'I' or 'L' => '1', 'S' => '5', 'Z' => '2', 'B' => '8', 'U' => 'V', _ => letter,
        }));
        return letters.Length == Length && letters.All(Alphabet.Contains) && Sum(letters) == 0 ? letters : null;
    }

    /// <summary>As it is shown and read aloud: three groups of four.</summary>
    public static string Shown(string code) => string.Join('-', code.Chunk(Group).Select(group => new string(group)));

    private static char CheckOf(string random) => Alphabet.First(check => Sum(random + check) == 0);

    private static int Sum(string code) => code.Select((letter, at) => (at + 1) * Alphabet.IndexOf(letter, StringComparison.Ordinal)).Sum() % Alphabet.Length;
}
