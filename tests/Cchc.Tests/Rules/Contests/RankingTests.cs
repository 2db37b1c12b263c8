using Cchc.Modules.Contest.Rules;
using FsCheck.Xunit;

namespace Cchc.Tests.Rules.Contests;

public sealed class RankingTests
{
    private static readonly DateTime Start = new(2026, 11, 23, 1, 0, 0, DateTimeKind.Utc);
    private static readonly TieBreak[] Chain = [TieBreak.Prediction, TieBreak.Time, TieBreak.Submitted];

    private static Entry AnEntry(long attempt, int score = 900, decimal? guess = 500, int seconds = 600, int minute = 0, long? person = null, bool all = false) =>
        new(attempt, person ?? attempt, score, all, guess, TimeSpan.FromSeconds(seconds), Start.AddMinutes(minute), Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(BitConverter.GetBytes(attempt))));

    [Fact]
    public void Score_first_then_the_nearest_guess_then_time_then_the_earlier_paper()
    {
        var best = AnEntry(1, score: 1000, guess: null);
        var near = AnEntry(2, guess: 690);
        var fast = AnEntry(3, guess: 500, seconds: 300);
        var early = AnEntry(4, guess: 500, minute: 1);
        var late = AnEntry(5, guess: 500, minute: 2);
        var silent = AnEntry(6, guess: null, seconds: 1);
        Assert.Equal([1, 2, 3, 4, 5, 6], Ranking.Order([silent, late, early, fast, near, best], Chain, 700).Select(one => one.Entry.Attempt));
    }

    [Fact]
    public void What_nothing_tells_apart_shares_a_rank_and_the_next_one_counts_them()
    {
        var standings = Ranking.Order([AnEntry(1), AnEntry(2), AnEntry(3, score: 100), AnEntry(4, score: 1000)], Chain, 500);
        Assert.Equal([1, 2, 2, 4], standings.Select(one => one.Rank));
        Assert.Equal([false, true, true, false], standings.Select(one => one.Tied));
    }

    [Property]
    public bool The_order_in_which_entries_come_changes_nothing_and_ranking_again_neither(short[] scores, long seed)
    {
        var entries = (scores ?? []).Select((score, at) => AnEntry(at + 1, Math.Abs(score % 5) * 100, score % 3 == 0 ? null : score, 60 + Math.Abs(score % 2), Math.Abs(score % 2))).ToList();
        var once = Ranking.Order(entries, Chain, 10);
        var mixed = Ranking.Order(new SeededNumbers(seed).Shuffled(entries), Chain, 10);
        var again = Ranking.Order(once.Select(one => one.Entry), Chain, 10);
        return once.SequenceEqual(mixed) && once.SequenceEqual(again) && Ranking.Drawn(once, "x").SequenceEqual(Ranking.Drawn(mixed, "x"));
    }

    [Property]
    public bool A_better_score_never_stands_behind_a_worse_one(short[] scores)
    {
        var standings = Ranking.Order((scores ?? []).Select((score, at) => AnEntry(at + 1, score)), Chain, null);
        return standings.Zip(standings.Skip(1)).All(pair => pair.First.Entry.Hundredths >= pair.Second.Entry.Hundredths && pair.First.Rank <= pair.Second.Rank);
    }

    [Fact]
    public void The_lot_orders_only_those_who_share_a_rank_and_another_seed_may_order_them_otherwise()
    {
        var standings = Ranking.Order([.. Enumerable.Range(1, 9).Select(at => AnEntry(at)), AnEntry(10, score: 1000), AnEntry(11, score: 1)], [], null);
        var drawn = Ranking.Drawn(standings, "giải đặc biệt 29/11/2026: 123456");
        Assert.Equal((10, 11), (drawn[0].Entry.Attempt, drawn[^1].Entry.Attempt));
        Assert.Equal(drawn.Skip(1).Take(9).OrderBy(one => Ranking.Lot("giải đặc biệt 29/11/2026: 123456", one.Entry.Receipt), StringComparer.Ordinal), drawn.Skip(1).Take(9));
        Assert.NotEqual(drawn.Select(one => one.Entry.Attempt), Ranking.Drawn(standings, "khác").Select(one => one.Entry.Attempt));
    }

    [Fact]
    public void One_attempt_of_each_person_counts()
    {
        Entry[] all = [AnEntry(1, 500, person: 7, minute: 1), AnEntry(2, 900, person: 7, minute: 2), AnEntry(3, 900, person: 7, minute: 3), AnEntry(4, 600, person: 7, minute: 4), AnEntry(5, 100, person: 8)];
        Assert.Equal([2, 5], Ranking.Counted(all, CountedAttempt.Best).Select(one => one.Attempt));
        Assert.Equal([4, 5], Ranking.Counted(all, CountedAttempt.Last).Select(one => one.Attempt));
        Assert.Equal([1, 5], Ranking.Counted(all, CountedAttempt.First).Select(one => one.Attempt));
    }

    [Fact]
    public void The_true_value_of_the_prediction_follows_from_those_who_took_part()
    {
        Entry[] all = [AnEntry(1, all: true), AnEntry(2, all: true), AnEntry(3)];
        Assert.Equal(3, Ranking.Actual(PredictionKind.People, all));
        Assert.Equal(2, Ranking.Actual(PredictionKind.AllRight, all));
        Assert.Equal(66.66667m, Ranking.Actual(PredictionKind.AllRightPercent, all));
        Assert.Null(Ranking.Actual(PredictionKind.None, all));
        Assert.Equal(0, Ranking.Actual(PredictionKind.AllRightPercent, []));
    }

    [Fact]
    public void Who_may_not_win_is_passed_over_and_nobody_wins_twice()
    {
        var order = Ranking.Order([AnEntry(1, 1000), AnEntry(2, 900), AnEntry(3, 800, person: 1), AnEntry(4, 700), AnEntry(5, 600)], [], null);
        var chosen = Winners.Choose(order, [new("Nhất", 1), new("Nhì", 2), new("Ba", 9)], person => person != 2);
        Assert.Equal([("Nhất", 1), ("Nhì", 4), ("Nhì", 5)], chosen.Select(one => (one.Prize, one.Standing.Entry.Attempt)));
    }

    [Fact]
    public void Suspicion_names_the_evidence_and_leaves_an_office_alone()
    {
        Evidence An(long attempt, string device, int seconds, params string[] wrong) => new(attempt, attempt, device, TimeSpan.FromSeconds(seconds), 10, 10 - wrong.Length, wrong);
        string[] five = ["1:0", "2:1", "3:2", "4:3", "5:0"];
        var flags = Suspicion.Find([An(1, "x", 15), An(2, "x", 300), An(3, "x", 300), An(4, "", 400, five), An(5, "", 500, five), An(6, "", 400, "1:0")]);
        Assert.Equal([(1, Suspicion.TooFast), (4, Suspicion.SameMistakes), (5, Suspicion.SameMistakes)], flags.Select(flag => (flag.Attempt, flag.Kind)));
        Assert.Equal(5, Suspicion.Find([.. Enumerable.Range(1, 5).Select(at => An(at, "m", 300))]).Count(flag => flag.Kind == Suspicion.ManyOnDevice));
    }
}
