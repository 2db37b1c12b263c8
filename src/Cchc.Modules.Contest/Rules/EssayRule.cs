namespace Cchc.Modules.Contest.Rules;

/// <summary>One thing that judges look at in an essay.</summary>
/// <param name="Hundredths">The most points that it earns × 100.</param>
public sealed record Criterion(string Name, int Hundredths);

/// <summary>How the essays of a round are marked: by two judges who do not see each other's marks, by a third where they differ too much.</summary>
/// <param name="ApartHundredths">Two judges who differ by more, in points × 100, call a third.</param>
/// <param name="LeastRight">Essays are marked only on papers with so many right answers of the machine's questions.</param>
/// <param name="TakesFile">Whether a file may be handed in with an essay.</param>
public sealed record EssayRule(IReadOnlyList<Criterion> Criteria, int ApartHundredths, int LeastRight = 0, bool TakesFile = false)
{
    public const int MostCriteria = 10;
    /// <summary>Judges of one essay.</summary>
    public const int MostMarks = 3;
    public static readonly EssayRule Usual = new([new("Nội dung, căn cứ", 500), new("Giải pháp, liên hệ thực tế", 300), new("Bố cục, diễn đạt", 200)], 200);

    /// <summary>The most that a judge can give × 100.</summary>
    public int Most => Criteria.Sum(criterion => criterion.Hundredths);

    /// <summary>Whether one more judge has to mark an essay that has these marks.</summary>
    public bool Wants(IReadOnlyList<int> marks) => marks.Count < 2 || (marks.Count == 2 && Math.Abs(marks[0] - marks[1]) > ApartHundredths);

    /// <summary>
    /// The mark that stands, or null as long as another judge is wanted. Of two it is their mean. Of three it is the mean of the two that lie
    /// closest; where both neighbours of the middle one are equally far, the middle one. A mark that was corrected may make a third one
    /// needless: then the first two stand.
    /// </summary>
    /// <param name="marks">Sums of the judges × 100, at most <see cref="MostMarks"/>, the third judge's last.</param>
    public int? Settle(IReadOnlyList<int> marks)
    {
        if (Wants(marks)) return null;
        if (marks.Count == 2 || !Wants([marks[0], marks[1]])) return Mean(marks[0], marks[1]);
        var sorted = marks.Order().ToList();
        var (below, above) = (sorted[1] - sorted[0], sorted[2] - sorted[1]);
        return below == above ? sorted[1] : below < above ? Mean(sorted[0], sorted[1]) : Mean(sorted[1], sorted[2]);
    }

    /// <summary>A settled mark as points of its question × 100, halves up.</summary>
    public int Scaled(int hundredths, int questionPoints) => Most == 0 ? 0 : (int)Math.Round((decimal)hundredths * questionPoints * 100 / Most, MidpointRounding.AwayFromZero);

    private static int Mean(int one, int other) => (int)Math.Round((one + other) / 2m, MidpointRounding.AwayFromZero);
}

/// <summary>Which essay a judge gets next.</summary>
public static class JudgeOrder
{
    /// <summary>
    /// The next of the essays that wait for a judge. Each judge has an order of the own, so that many who begin together do not all read the same one;
    /// asked again it is the same.
    /// </summary>
    /// <param name="waiting">Numbers of the essays that wait.</param>
    /// <param name="after">The number of one that was put off; those after it come first.</param>
    /// <returns>Null when none waits.</returns>
    public static int? Next(IEnumerable<int> waiting, int judge, int? after = null)
    {
        var order = waiting.OrderBy(number => Place(number, judge)).ThenBy(number => number).ToList();
        if (order.Count == 0) return null;
        return after is { } put && order.Find(number => (Place(number, judge), number).CompareTo((Place(put, judge), put)) > 0) is var next and > 0 ? next : order.Find(number => number != after) is var first and > 0 ? first : order[0];
    }

    /// <summary>The finaliser of MurmurHash3: near numbers lie far apart.</summary>
    private static uint Place(int number, int judge)
    {
        var bits = unchecked((uint)number * 0x9E3779B9u ^ (uint)judge * 0x85EBCA6Bu);
        bits = unchecked((bits ^ bits >> 16) * 0x85EBCA6Bu);
        bits = unchecked((bits ^ bits >> 13) * 0xC2B2AE35u);
        return bits ^ bits >> 16;
    }
}
