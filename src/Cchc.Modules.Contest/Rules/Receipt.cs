using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Cchc.Modules.Contest.Rules;

/// <summary>What a receipt (biên nhận) stands for: everything about a handed-in paper that decides the result.</summary>
public sealed record Receipt(int Round, int Block, long Attempt, long Seed, DateTime StartedUtc, DateTime SubmittedUtc, decimal? Prediction, IReadOnlyList<(int Version, string Answer)> Answers)
{
    private const int CodeLength = 12;

    /// <summary>The text that is hashed, line by line; docs/verify.md describes it.</summary>
    public string Text()
    {
        var text = new StringBuilder("cchc-bien-nhan 1\n");
        text.Append(CultureInfo.InvariantCulture, $"ky {Round}\nkhoi {Block}\nbai {Attempt}\nhat-giong {Seed}\n");
        text.Append(CultureInfo.InvariantCulture, $"bat-dau {Iso(StartedUtc)}\nnop {Iso(SubmittedUtc)}\n");
        text.Append(CultureInfo.InvariantCulture, $"du-doan {PredictionText(Prediction)}\n");
        foreach (var (version, answer) in Answers) text.Append(CultureInfo.InvariantCulture, $"cau {version} {answer.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\n");
        return text.ToString();
    }

    /// <summary>SHA-256 of <see cref="Text"/> in UTF-8, in hexadecimal.</summary>
    public string Hash() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text())));

    /// <summary>The short code of a hash: its first 60 bits, e.g. "K7QM-2XPA-9TDE".</summary>
    public static string CodeOf(string hash)
    {
        var bits = Convert.ToUInt64(hash[..15], 16);
        var code = new char[CodeLength];
        for (var at = CodeLength - 1; at >= 0; at--) (code[at], bits) = (CodeText.Alphabet[(int)(bits & 31)], bits >> 5);
        return CodeText.InFours(new(code));
    }

    /// <summary>The short code as a person typed it, in one form; null when it cannot be one.</summary>
    public static string? ReadCode(string? typed) => CodeText.Read(typed, CodeLength) is { } letters ? CodeText.InFours(letters) : null;

    /// <summary>An essay is in the result by its hash alone: its text may name people. "" where nothing was written or handed in.</summary>
    /// <param name="fileHash">SHA-256 of the file handed in with it, in hexadecimal; "" without.</param>
    public static string EssayHash(string essay, string fileHash = "") =>
        string.Join(' ', new[] { essay.Length == 0 ? "" : "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(essay))), fileHash.Length == 0 ? "" : "file-sha256:" + fileHash }.Where(part => part.Length > 0));

    /// <summary>UTC to the millisecond: what both databases keep.</summary>
    public static string Iso(DateTime utc) => utc.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public static string PredictionText(decimal? prediction) => prediction is { } value ? value.ToString("0.#####", CultureInfo.InvariantCulture) : "";
}

/// <summary>
/// The Merkle tree of RFC 6962, section 2.1, over the receipts of a round in the order of their hashes: its root, published at
/// the close, fixes every paper.
/// </summary>
public static class Merkle
{
    /// <summary>One step of a proof.</summary>
    /// <param name="Left">Whether the other hash stands at the left.</param>
    public sealed record Step(string Hash, bool Left);

    /// <summary>The root in hexadecimal; of no receipts the SHA-256 of nothing.</summary>
    /// <param name="receipts">Hashes in hexadecimal, in any order.</param>
    public static string Root(IEnumerable<string> receipts)
    {
        var level = Leaves(receipts);
        if (level.Count == 0) return Convert.ToHexStringLower(SHA256.HashData([]));
        while (level.Count > 1) level = Up(level);
        return Convert.ToHexStringLower(level[0]);
    }

    /// <summary>The hashes that lead from a receipt to the root, or null when it is not among them.</summary>
    public static IReadOnlyList<Step>? Proof(IEnumerable<string> receipts, string receipt)
    {
        var sorted = receipts.Order(StringComparer.Ordinal).ToList();
        var at = sorted.BinarySearch(receipt, StringComparer.Ordinal);
        if (at < 0) return null;
        var level = Leaves(sorted);
        var steps = new List<Step>();
        while (level.Count > 1)
        {
            if ((at ^ 1) < level.Count) steps.Add(new(Convert.ToHexStringLower(level[at ^ 1]), Left: (at & 1) == 1));
            (level, at) = (Up(level), at / 2);
        }
        return steps;
    }

    /// <summary>Whether the steps lead from the receipt to the root.</summary>
    public static bool Leads(string receipt, IEnumerable<Step> proof, string root)
    {
        var hash = Leaf(receipt);
        foreach (var step in proof) hash = step.Left ? Node(Convert.FromHexString(step.Hash), hash) : Node(hash, Convert.FromHexString(step.Hash));
        return Convert.ToHexStringLower(hash) == root;
    }

    private static List<byte[]> Leaves(IEnumerable<string> receipts) => [.. receipts.Order(StringComparer.Ordinal).Select(Leaf)];

    /// <summary>A last one without a neighbour goes up as it is.</summary>
    private static List<byte[]> Up(List<byte[]> level) => [.. level.Chunk(2).Select(pair => pair is [var left, var right] ? Node(left, right) : pair[0])];

    private static byte[] Leaf(string receipt) => SHA256.HashData([0, .. Convert.FromHexString(receipt)]);

    private static byte[] Node(byte[] left, byte[] right) => SHA256.HashData([1, .. left, .. right]);
}
