using System.Collections.Concurrent;
using System.Security.Cryptography;
using Cchc.Core.Limits;
using Cchc.Core.Privacy;
using Microsoft.Extensions.Configuration;

namespace Cchc.Core.ProofOfWork;

/// <summary>
/// Sets puzzles and takes what was worked out. A form without script brings none: such ones go through as well, but only a few from one address, so that people
/// are not shut out and floods are. Whoever solves is not counted: an office of three hundred sends from one address.
/// </summary>
public sealed class PuzzleDesk : IDisposable
{
    /// <summary>Configuration key: most hashes of one puzzle; 0 asks for none.</summary>
    public const string DifficultyKey = "ProofOfWork:Difficulty";
    /// <summary>Configuration key: how many forms without a solved puzzle one address may send in ten minutes.</summary>
    public const string UnsolvedKey = "ProofOfWork:UnsolvedPerAddress";
    /// <summary>A second or two on a cheap phone.</summary>
    public const int DefaultDifficulty = 20_000;
    public const int DefaultUnsolved = 30;
    /// <summary>Name of the form's field, as ALTCHA's own widget has it.</summary>
    public const string Field = "altcha";
    /// <summary>Said to a person whose form was not taken.</summary>
    public const string Refusal = "Mạng của bạn vừa gửi quá nhiều lượt chưa qua bước kiểm tra tự động. Phần bạn đã điền còn nguyên. Hãy đợi vài phút rồi gửi lại, hoặc bật JavaScript trong trình duyệt.";
    /// <summary>How long a form may be filled in before its puzzle is set anew by the script.</summary>
    public static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);
    private const string Purpose = "proof-of-work";

    private readonly PersonKeys keys;
    private readonly TimeProvider clock;
    private readonly uint difficulty;
    private readonly KeyedLimit unsolved;
    /// <summary>Puzzles that were used on this node, until they would no longer be good anyhow.</summary>
    private readonly ConcurrentDictionary<string, long> used = new(StringComparer.Ordinal);
    private long sweptAt;

    public PuzzleDesk(PersonKeys keys, IConfiguration configuration, TimeProvider clock)
    {
        (this.keys, this.clock) = (keys, clock);
        difficulty = (uint)Math.Clamp(configuration.GetValue(DifficultyKey, DefaultDifficulty), 0, 10_000_000);
        var permits = Math.Max(1, configuration.GetValue(UnsolvedKey, DefaultUnsolved));
        unsolved = new(permits, Window, segments: 10);
    }

    /// <summary>Whether forms ask for a puzzle at all.</summary>
    public bool IsAsked => difficulty > 0;

    public Puzzle Set()
    {
        // Not too easy either: at least a quarter of the way.
        var counter = (uint)RandomNumberGenerator.GetInt32((int)(difficulty / 4), (int)difficulty + 1);
        return Puzzles.Set(counter, RandomNumberGenerator.GetBytes(32), Now + GoodFor, Sign);
    }

    /// <summary>Whether a form may be taken: its puzzle is solved and was not used before, or its address has sent few without.</summary>
    /// <param name="value">The form's field.</param>
    /// <param name="address">The sender's address, for forms without a solved puzzle.</param>
    public bool Takes(string? value, string address)
    {
        if (!IsAsked) return true;
        if (Read(value) is { } solved && IsFirst(solved.Challenge.Parameters)) return true;
        return unsolved.Allows(address);
    }

    /// <summary>Whether that is a puzzle of this site, still good and solved; used or not.</summary>
    public bool IsSolved(string? value) => Read(value) is not null;

    private SolvedPuzzle? Read(string? value) => Puzzles.Read(value) is { } solved && Puzzles.IsRight(solved, Now, Sign) ? solved : null;

    public void Dispose() => unsolved.Dispose();

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    private bool IsFirst(PuzzleParameters parameters)
    {
        var now = new DateTimeOffset(Now, TimeSpan.Zero).ToUnixTimeSeconds();
        if (Interlocked.Read(ref sweptAt) is var last && now - last > 60 && Interlocked.CompareExchange(ref sweptAt, now, last) == last)
            foreach (var (nonce, until) in used) if (until <= now) used.TryRemove(nonce, out _);
        return used.TryAdd(parameters.Nonce, parameters.ExpiresAt);
    }

    private string Sign(string text) => keys.KeyOf(Purpose, text);
}
