using System.Security.Cryptography;
using Cchc.Modules.Contest.Rules;

namespace Cchc.Modules.Contest.Taking;

/// <summary>The code with which a person goes on elsewhere (mã làm tiếp): ten characters without look-alikes, 50 bits.</summary>
public static class ResumeCode
{
    private const int Length = 10;

    /// <summary>"T3KH7 MPX2A".</summary>
    public static string New() => Shown(RandomNumberGenerator.GetString(CodeText.Alphabet, Length));

    /// <summary>What a person typed, in one form: O is read as 0, I and L as 1. Null when it cannot be a code.</summary>
    public static string? Read(string? typed) => CodeText.Read(typed, Length);

    public static string Shown(string code) => code.Length == Length ? $"{code[..5]} {code[5..]}" : code;
}
