using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cchc.Core.ProofOfWork;

/// <summary>What a browser must work out, in ALTCHA's second format. Names are in the order of the alphabet: that is the text which is signed.</summary>
/// <param name="Algorithm">Always <c>SHA-256</c>: the check costs the server one hash.</param>
/// <param name="Cost">How often each guess is hashed; always 1.</param>
/// <param name="ExpiresAt">Seconds since 1970.</param>
/// <param name="KeyPrefix">First half of the hash that is looked for, in hexadecimal.</param>
public sealed record PuzzleParameters(
    [property: JsonPropertyName("algorithm")] string Algorithm, [property: JsonPropertyName("cost")] int Cost, [property: JsonPropertyName("expiresAt")] long ExpiresAt,
    [property: JsonPropertyName("keyLength")] int KeyLength, [property: JsonPropertyName("keyPrefix")] string KeyPrefix, [property: JsonPropertyName("nonce")] string Nonce, [property: JsonPropertyName("salt")] string Salt);

/// <summary>A puzzle and the proof that this site set it.</summary>
public sealed record Puzzle([property: JsonPropertyName("parameters")] PuzzleParameters Parameters, [property: JsonPropertyName("signature")] string Signature);

/// <summary>The number that was found.</summary>
public sealed record PuzzleSolution([property: JsonPropertyName("counter")] uint Counter, [property: JsonPropertyName("derivedKey")] string DerivedKey);

/// <summary>What a form brings back.</summary>
public sealed record SolvedPuzzle([property: JsonPropertyName("challenge")] Puzzle Challenge, [property: JsonPropertyName("solution")] PuzzleSolution Solution);

/// <summary>
/// Proof of work: a browser tries numbers from 0 until the hash of salt, nonce and number begins as the puzzle says, which takes a moment once and much time for
/// whoever sends thousands. The number is chosen here, so that nobody has bad luck: a puzzle is done after at most as many hashes as its difficulty. Pure.
/// Format: https://altcha.org/docs/v2/ (version 2, SHA-256).
/// </summary>
public static class Puzzles
{
    /// <summary>Longest form value that is read, in characters; a real one has about 600.</summary>
    public const int MostLength = 2000;
    private const int SaltBytes = 16, HashBytes = 32;

    /// <param name="counter">The number to be found.</param>
    /// <param name="salt">Random bytes, 32 of them: salt and nonce.</param>
    /// <param name="sign">Keyed hash of a text.</param>
    public static Puzzle Set(uint counter, ReadOnlySpan<byte> salt, DateTime expiresUtc, Func<string, string> sign)
    {
        var first = salt[..SaltBytes];
        var nonce = salt[SaltBytes..];
        var parameters = new PuzzleParameters("SHA-256", 1, new DateTimeOffset(expiresUtc, TimeSpan.Zero).ToUnixTimeSeconds(), HashBytes,
            Convert.ToHexStringLower(Hash(first, nonce, counter).AsSpan(0, HashBytes / 2)), Convert.ToHexStringLower(nonce), Convert.ToHexStringLower(first));
        return new(parameters, sign(Text(parameters)));
    }

    /// <summary>The text that is signed.</summary>
    public static string Text(PuzzleParameters parameters) => JsonSerializer.Serialize(parameters);

    /// <summary>Reads what a form brought: base64 of JSON. Null when it is none.</summary>
    public static SolvedPuzzle? Read(string? value)
    {
        if (string.IsNullOrEmpty(value) || value.Length > MostLength) return null;
        try
        {
            return JsonSerializer.Deserialize<SolvedPuzzle>(Convert.FromBase64String(value)) is { Challenge: { Parameters: { Nonce: not null, Salt: not null, KeyPrefix: not null, Algorithm: not null }, Signature: not null }, Solution.DerivedKey: not null } solved ? solved : null;
        }
        catch (Exception error) when (error is FormatException or JsonException) { return null; }
    }

    /// <summary>Whether this site set the puzzle, it is still good and the number is right.</summary>
    public static bool IsRight(SolvedPuzzle solved, DateTime nowUtc, Func<string, string> sign)
    {
        var (parameters, signature) = (solved.Challenge.Parameters, solved.Challenge.Signature);
        if (!Same(sign(Text(parameters)), signature)) return false;
        if (parameters.ExpiresAt <= new DateTimeOffset(nowUtc, TimeSpan.Zero).ToUnixTimeSeconds()) return false;
        var hash = Convert.ToHexStringLower(Hash(Convert.FromHexString(parameters.Salt), Convert.FromHexString(parameters.Nonce), solved.Solution.Counter));
        return Same(hash, solved.Solution.DerivedKey) && hash.StartsWith(parameters.KeyPrefix, StringComparison.Ordinal);
    }

    /// <summary>What a browser does, for tests and programs.</summary>
    public static SolvedPuzzle Solve(Puzzle puzzle)
    {
        var (salt, nonce) = (Convert.FromHexString(puzzle.Parameters.Salt), Convert.FromHexString(puzzle.Parameters.Nonce));
        for (uint counter = 0; ; counter++)
        {
            var hash = Convert.ToHexStringLower(Hash(salt, nonce, counter));
            if (hash.StartsWith(puzzle.Parameters.KeyPrefix, StringComparison.Ordinal)) return new(puzzle, new(counter, hash));
        }
    }

    /// <summary>A solved puzzle as a form brings it.</summary>
    public static string Write(SolvedPuzzle solved) => Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(solved));

    private static byte[] Hash(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> nonce, uint counter)
    {
        Span<byte> text = stackalloc byte[salt.Length + nonce.Length + sizeof(uint)];
        salt.CopyTo(text);
        nonce.CopyTo(text[salt.Length..]);
        BinaryPrimitives.WriteUInt32BigEndian(text[(salt.Length + nonce.Length)..], counter);
        return SHA256.HashData(text);
    }

    private static bool Same(string one, string other) => CryptographicOperations.FixedTimeEquals(System.Text.Encoding.UTF8.GetBytes(one), System.Text.Encoding.UTF8.GetBytes(other));
}
