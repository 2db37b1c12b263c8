using System.Security.Cryptography;
using System.Text;

namespace Cchc.Modules.Contest.Rules;

/// <summary>What decides between equal scores; a contest says which, and in which order.</summary>
public enum TieBreak
{
    /// <summary>Dự đoán gần số thật hơn.</summary>
    Prediction,
    /// <summary>Làm bài nhanh hơn.</summary>
    Time,
    /// <summary>Nộp bài sớm hơn.</summary>
    Submitted,
}

/// <summary>Which of a person's attempts counts.</summary>
public enum CountedAttempt { Best, Last, First }

/// <summary>What the prediction question asks for.</summary>
public enum PredictionKind
{
    None,
    /// <summary>Số người dự thi.</summary>
    People,
    /// <summary>Số người trả lời đúng tất cả.</summary>
    AllRight,
    /// <summary>Tỷ lệ % người trả lời đúng tất cả, tới năm chữ số thập phân.</summary>
    AllRightPercent,
}

/// <summary>One attempt as ranking sees it.</summary>
/// <param name="Person">Id of the participant.</param>
/// <param name="Prediction">Null where none was given: it comes after every prediction.</param>
/// <param name="Receipt">Hash of the receipt, for the lot.</param>
public sealed record Entry(long Attempt, long Person, int Hundredths, bool AllRight, decimal? Prediction, TimeSpan Used, DateTime SubmittedUtc, string Receipt);

/// <summary>An entry with its place.</summary>
/// <param name="Rank">1 for the first; entries that nothing tells apart share it, and the next one counts them (1, 1, 3).</param>
/// <param name="Tied">Whether others share the rank.</param>
public sealed record Standing(Entry Entry, int Rank, bool Tied);

/// <summary>Orders entries. Pure, and the order in which they come in changes nothing.</summary>
public static class Ranking
{
    /// <summary>The one attempt of each person that counts. The best is the one that ranks first, then the earliest.</summary>
    public static IReadOnlyList<Entry> Counted(IEnumerable<Entry> entries, CountedAttempt which) =>
        [.. entries.GroupBy(entry => entry.Person).Select(mine => which switch
        {
            CountedAttempt.First => mine.OrderBy(entry => entry.SubmittedUtc).ThenBy(entry => entry.Attempt).First(),
            CountedAttempt.Last => mine.OrderByDescending(entry => entry.SubmittedUtc).ThenByDescending(entry => entry.Attempt).First(),
            _ => mine.OrderByDescending(entry => entry.Hundredths).ThenBy(entry => entry.SubmittedUtc).ThenBy(entry => entry.Attempt).First(),
        })];

    /// <summary>Score first, then the tie-breaks of the contest. Ties that remain are shown as such.</summary>
    /// <param name="actual">What the prediction asked for, frozen at the close; null without such a question.</param>
    public static IReadOnlyList<Standing> Order(IEnumerable<Entry> entries, IReadOnlyList<TieBreak> chain, decimal? actual)
    {
        var order = Comparer(chain, actual);
        var sorted = entries.Order(Comparer<Entry>.Create((left, right) => order(left, right) is var by and not 0 ? by : string.CompareOrdinal(left.Receipt, right.Receipt))).ToList();
        var standings = new List<Standing>(sorted.Count);
        for (var at = 0; at < sorted.Count; at++)
        {
            var asBefore = at > 0 && order(sorted[at - 1], sorted[at]) == 0;
            var asAfter = at + 1 < sorted.Count && order(sorted[at], sorted[at + 1]) == 0;
            standings.Add(new(sorted[at], asBefore ? standings[^1].Rank : at + 1, asBefore || asAfter));
        }
        return standings;
    }

    /// <summary>The same order with those who share a rank in the order of the lot.</summary>
    /// <param name="seed">Published words that nobody knew while the round was open, e.g. a lottery's number.</param>
    public static IReadOnlyList<Standing> Drawn(IReadOnlyList<Standing> standings, string seed) =>
        [.. standings.Select((standing, at) => (standing, at)).OrderBy(pair => pair.standing.Rank).ThenBy(pair => pair.standing.Tied ? Lot(seed, pair.standing.Entry.Receipt) : "", StringComparer.Ordinal).ThenBy(pair => pair.at).Select(pair => pair.standing)];

    /// <summary>The lot of a receipt: SHA-256 of "seed:receipt" in hexadecimal; the smaller one goes first.</summary>
    public static string Lot(string seed, string receipt) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}:{receipt}")));

    /// <summary>What the prediction asked for, from the entries that count.</summary>
    public static decimal? Actual(PredictionKind kind, IReadOnlyCollection<Entry> counted) => kind switch
    {
        PredictionKind.People => counted.Count,
        PredictionKind.AllRight => counted.Count(entry => entry.AllRight),
        PredictionKind.AllRightPercent when counted.Count > 0 => Math.Round(100m * counted.Count(entry => entry.AllRight) / counted.Count, 5, MidpointRounding.AwayFromZero),
        PredictionKind.AllRightPercent => 0,
        _ => null,
    };

    private static Comparison<Entry> Comparer(IReadOnlyList<TieBreak> chain, decimal? actual) => (left, right) =>
    {
        var by = right.Hundredths.CompareTo(left.Hundredths);
        for (var at = 0; by == 0 && at < chain.Count; at++)
            by = chain[at] switch
            {
                TieBreak.Prediction => Distance(left, actual).CompareTo(Distance(right, actual)),
                TieBreak.Time => left.Used.CompareTo(right.Used),
                _ => left.SubmittedUtc.CompareTo(right.SubmittedUtc),
            };
        return by;
    };

    private static decimal Distance(Entry entry, decimal? actual) => actual is not { } target ? 0 : entry.Prediction is { } guess ? Math.Abs(guess - target) : decimal.MaxValue;
}

/// <summary>A prize of a round.</summary>
/// <param name="Count">How many of it there are.</param>
public sealed record Prize(string Name, int Count);

/// <summary>Who is proposed for which prize.</summary>
public sealed record Candidate(string Prize, Standing Standing);

/// <summary>Chooses candidates for the prizes from the top of the order.</summary>
public static class Winners
{
    /// <summary>One person wins once: whoever may not win, or has won already, is passed over and the next moves up.</summary>
    /// <param name="order">The order after the lot.</param>
    /// <param name="mayWin">Whether a person may: not barred, not refused by the check of identity.</param>
    public static IReadOnlyList<Candidate> Choose(IReadOnlyList<Standing> order, IReadOnlyList<Prize> prizes, Func<long, bool> mayWin)
    {
        var chosen = new List<Candidate>();
        var people = new HashSet<long>();
        using var next = order.GetEnumerator();
        foreach (var prize in prizes)
            for (var at = 0; at < prize.Count; at++)
            {
                bool found;
                while (found = next.MoveNext())
                    if (mayWin(next.Current.Entry.Person) && people.Add(next.Current.Entry.Person)) break;
                if (!found) return chosen;
                chosen.Add(new(prize.Name, next.Current));
            }
        return chosen;
    }
}
