using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Cchc.Core.Privacy;
using Cchc.Core.ProofOfWork;
using FsCheck.Xunit;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Time.Testing;

namespace Cchc.Tests.Rules;

/// <summary>Proof of work: what is solved opens once, everything else counts for its address.</summary>
public sealed class PuzzleTests
{
    private static readonly DateTime Now = new(2026, 11, 26, 3, 0, 0, DateTimeKind.Utc);

    private static string Sign(string text) => Convert.ToHexStringLower(HMACSHA256.HashData("khóa"u8, Encoding.UTF8.GetBytes(text)));

    private static Puzzle APuzzle(uint counter = 50) => Puzzles.Set(counter, RandomNumberGenerator.GetBytes(32), Now.AddMinutes(30), Sign);

    [Property(MaxTest = 60)]
    public bool The_number_that_was_chosen_is_the_one_that_is_found(byte counter)
    {
        var solved = Puzzles.Solve(APuzzle(counter));
        return solved.Solution.Counter == counter && Puzzles.IsRight(Puzzles.Read(Puzzles.Write(solved))!, Now, Sign);
    }

    /// <summary>A puzzle that ALTCHA's own library (altcha-lib 2.8.0, SHA-256, cost 1, counter 7) set and solved.</summary>
    [Fact]
    public void The_hash_is_that_of_the_library_which_browsers_run()
    {
        var solved = Puzzles.Solve(Puzzles.Set(7, Convert.FromHexString("000102030405060708090a0b0c0d0e0f" + "101112131415161718191a1b1c1d1e1f"), Now, Sign));
        Assert.Equal("25fbe9f84015dbf3deed592b4af13de19dcafdaf729d58add39b4d6816a69780", solved.Solution.DerivedKey);
    }

    [Fact]
    public void What_was_tampered_with_is_not_right()
    {
        var solved = Puzzles.Solve(APuzzle());
        var (parameters, solution) = (solved.Challenge.Parameters, solved.Solution);
        SolvedPuzzle[] wrong =
        [
            solved with { Solution = solution with { Counter = solution.Counter + 1 } },
            solved with { Solution = solution with { DerivedKey = new string('0', 64) } },
            solved with { Challenge = solved.Challenge with { Signature = Sign("khác") } },
            solved with { Challenge = solved.Challenge with { Parameters = parameters with { ExpiresAt = parameters.ExpiresAt + 3600 } } },
            solved with { Challenge = solved.Challenge with { Parameters = parameters with { KeyPrefix = "" } } },
            Puzzles.Solve(Puzzles.Set(0, RandomNumberGenerator.GetBytes(32), Now.AddMinutes(30), text => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))))),
        ];
        Assert.All(wrong, one => Assert.False(Puzzles.IsRight(one, Now, Sign)));
        Assert.True(Puzzles.IsRight(solved, Now, Sign));
        Assert.False(Puzzles.IsRight(solved, Now.AddMinutes(30), Sign));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("không phải base64")]
    [InlineData("e30=")]
    [InlineData("bnVsbA==")]
    [InlineData("W10=")]
    public void What_is_no_solved_puzzle_is_none(string? value) => Assert.Null(Puzzles.Read(value));

    [Fact]
    public void A_part_that_is_missing_or_too_long_is_none()
    {
        var json = JsonNode.Parse(Convert.FromBase64String(Puzzles.Write(Puzzles.Solve(APuzzle()))))!;
        json["challenge"]!["parameters"]!["salt"] = null;
        Assert.Null(Puzzles.Read(Convert.ToBase64String(Encoding.UTF8.GetBytes(json.ToJsonString()))));
        Assert.Null(Puzzles.Read(new string('A', Puzzles.MostLength + 1)));
    }

    [Fact]
    public void A_solved_puzzle_opens_once_and_without_one_an_address_has_a_few_forms()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(Now));
        using var desk = new PuzzleDesk(new PersonKeys(new byte[32], new EphemeralDataProtectionProvider()),
            new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { [PuzzleDesk.DifficultyKey] = "100", [PuzzleDesk.UnsolvedKey] = "2" }).Build(), clock);
        string Solved() => Puzzles.Write(Puzzles.Solve(desk.Set()));
        var first = Solved();
        Assert.True(desk.IsSolved(first));
        for (var number = 0; number < 300; number++) Assert.True(desk.Takes(number == 0 ? first : Solved(), "203.0.113.7"));
        Assert.Equal([true, true, false, false], new[] { first, "", null, "sai" }.Select(value => desk.Takes(value, "203.0.113.7")));
        Assert.True(desk.Takes(null, "203.0.113.8"));
        var late = Solved();
        clock.Advance(PuzzleDesk.GoodFor);
        Assert.False(desk.IsSolved(late));
        Assert.False(desk.Takes(first, "203.0.113.7"));
    }

    [Fact]
    public void With_difficulty_zero_nothing_is_asked()
    {
        using var desk = new PuzzleDesk(new PersonKeys(new byte[32], new EphemeralDataProtectionProvider()),
            new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { [PuzzleDesk.DifficultyKey] = "0", [PuzzleDesk.UnsolvedKey] = "1" }).Build(), TimeProvider.System);
        Assert.False(desk.IsAsked);
        for (var number = 0; number < 5; number++) Assert.True(desk.Takes(null, "203.0.113.7"));
    }
}
