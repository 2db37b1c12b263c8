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
public sealed class Merkle
{
    /// <summary>One step of a proof.</summary>
    /// <param name="Left">Whether the other hash stands at the left.</param>
    public sealed record Step(string Hash, bool Left);

    private const int Size = SHA256.HashSizeInBytes;
    /// <summary>The receipts in their order, then the hashes of each level, leaves first; one behind the other, as a round may have a million.</summary>
    private readonly byte[] receipts;
    private readonly List<byte[]> levels = [];

    /// <param name="receipts">Hashes in hexadecimal, in any order.</param>
    public Merkle(IEnumerable<string> receipts)
    {
        this.receipts = [.. receipts.Order(StringComparer.Ordinal).SelectMany(receipt => Convert.FromHexString(receipt))];
        var level = new byte[this.receipts.Length];
        for (var at = 0; at < level.Length; at += Size) Leaf(this.receipts.AsSpan(at, Size), level.AsSpan(at, Size));
        levels.Add(level);
        while (levels[^1].Length > Size) levels.Add(Up(levels[^1]));
    }

    /// <summary>The root in hexadecimal; of no receipts the SHA-256 of nothing.</summary>
    public string Root => Convert.ToHexStringLower(receipts.Length == 0 ? SHA256.HashData([]) : levels[^1]);

    /// <summary>The hashes that lead from a receipt to the root, or null when it is not among them.</summary>
    public IReadOnlyList<Step>? Proof(string receipt)
    {
        var at = IndexOf(Convert.FromHexString(receipt));
        if (at < 0) return null;
        var steps = new List<Step>();
        foreach (var level in levels.SkipLast(1))
        {
            if (((at ^ 1) + 1) * Size <= level.Length) steps.Add(new(Convert.ToHexStringLower(level.AsSpan((at ^ 1) * Size, Size)), Left: (at & 1) == 1));
            at /= 2;
        }
        return steps;
    }

    /// <summary>Whether the steps lead from the receipt to the root.</summary>
    public static bool Leads(string receipt, IEnumerable<Step> proof, string root)
    {
        var hash = new byte[Size];
        Leaf(Convert.FromHexString(receipt), hash);
        foreach (var step in proof)
            if (step.Left) Node(Convert.FromHexString(step.Hash), hash, hash);
            else Node(hash, Convert.FromHexString(step.Hash), hash);
        return Convert.ToHexStringLower(hash) == root;
    }

    private int IndexOf(ReadOnlySpan<byte> receipt)
    {
        var (low, high) = (0, receipts.Length / Size - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var order = receipts.AsSpan(middle * Size, Size).SequenceCompareTo(receipt);
            if (order == 0) return middle;
            if (order < 0) low = middle + 1;
            else high = middle - 1;
        }
        return -1;
    }

    /// <summary>A last one without a neighbour goes up as it is.</summary>
    private static byte[] Up(byte[] level)
    {
        var up = new byte[(level.Length / Size + 1) / 2 * Size];
        for (var at = 0; at < up.Length; at += Size)
            if (at * 2 + Size < level.Length) Node(level.AsSpan(at * 2, Size), level.AsSpan(at * 2 + Size, Size), up.AsSpan(at, Size));
            else level.AsSpan(at * 2, Size).CopyTo(up.AsSpan(at, Size));
        return up;
    }

    private static void Leaf(ReadOnlySpan<byte> receipt, Span<byte> hash)
    {
        Span<byte> bytes = stackalloc byte[1 + Size];
        bytes[0] = 0;
        receipt.CopyTo(bytes[1..]);
        SHA256.HashData(bytes, hash);
    }

    private static void Node(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, Span<byte> hash)
    {
        Span<byte> bytes = stackalloc byte[1 + 2 * Size];
        bytes[0] = 1;
        left.CopyTo(bytes[1..]);
        right.CopyTo(bytes[(1 + Size)..]);
        SHA256.HashData(bytes, hash);
    }
}
