using System.Runtime.InteropServices;
using System.Text.Json.Serialization;

namespace Cchc.Modules.Contest.Rules;

/// <summary>One question as one person answered it.</summary>
/// <param name="Share">Points earned ÷ points possible, 0 to 1.</param>
public sealed record ItemAnswer(int Version, string Answer, double Share);

/// <summary>How often an answer was given; "" is none.</summary>
public sealed record ChosenAnswer(string Answer, int People);

/// <summary>Figures of one question.</summary>
/// <param name="Difficulty">Mean share of the points, 0 (nobody) to 1 (everybody): p.</param>
/// <param name="Discrimination">Correlation of the question with the rest of the paper, −1 to 1; null where one of them does not vary.</param>
/// <param name="Chosen">The answers given most often, at most <see cref="ItemAnalysis.MostAnswers"/>, most often first.</param>
public sealed record ItemFigures(int Version, int People, double Difficulty, double? Discrimination, IReadOnlyList<ChosenAnswer> Chosen)
{
    /// <summary>What to look at, in one sentence, or "" when the question does its work.</summary>
    /// <remarks>Bounds as in Ebel, "Essentials of Educational Measurement" (1972): discrimination below 0.2 is poor, negative points at the key.</remarks>
    [JsonIgnore]
    public string Advice => People < 30 ? "Chưa đủ 30 người làm để kết luận."
        : Discrimination < 0 ? "Người làm tốt lại trả lời sai: hãy soát lại đáp án."
        : Difficulty > 0.95 ? "Quá dễ: gần như ai cũng đúng."
        : Difficulty < 0.2 ? "Quá khó, hoặc câu chữ gây hiểu nhầm."
        : Discrimination < 0.2 ? "Ít phân biệt được người làm tốt và chưa tốt."
        : "";
}

/// <summary>Figures of a whole paper.</summary>
/// <param name="Reliability">Cronbach's alpha (KR-20 where every question is right or wrong); null where it cannot be computed.</param>
public sealed record PaperFigures(int People, double MeanShare, double Spread, double? Reliability, IReadOnlyList<ItemFigures> Items);

/// <summary>Classical test theory for one complete attempt per person.</summary>
/// <remarks>
/// Difficulty and discrimination: Moodle's quiz statistics, "facility index" and "discrimination index" (docs.moodle.org,
/// Quiz report statistics): the correlation of the question with the rest of the same paper, which for right-or-wrong questions is the corrected point-biserial.
/// Alpha: Cronbach (1951), k·c̄ ÷ (v̄ + (k − 1)·c̄) from mean variance and mean covariance, here of those pairs of questions that people
/// had together, since papers are drawn; with one paper for all it is the usual alpha, and KR-20 (Kuder and Richardson 1937) for 0/1.
/// </remarks>
public sealed class ItemAnalysis
{
    /// <summary>More answers to one question than that are spellings of a few.</summary>
    public const int MostAnswers = 20;
    /// <summary>A spread below it is a rounding error of one that is nought.</summary>
    private const double Nothing = 1e-12;

    private readonly Dictionary<int, Item> items = [];
    private readonly Dictionary<(int Left, int Right), Products> pairs = [];
    private Products means;
    private long answered;

    /// <summary>Computes the figures.</summary>
    /// <param name="papers">The answers of each person. Questions need not be the same for all.</param>
    public static PaperFigures Of(IEnumerable<IReadOnlyList<ItemAnswer>> papers)
    {
        var analysis = new ItemAnalysis();
        foreach (var paper in papers) analysis.Add(paper);
        return analysis.Figures();
    }

    /// <summary>Takes one person's answers in: sums are kept, not papers, so that memory does not grow with the people.</summary>
    public void Add(IReadOnlyList<ItemAnswer> paper)
    {
        var total = paper.Sum(item => item.Share);
        var mean = paper.Count == 0 ? 0 : total / paper.Count;
        means.Add(mean, mean);
        answered += paper.Count;
        for (var at = 0; at < paper.Count; at++)
        {
            var one = paper[at];
            if (!items.TryGetValue(one.Version, out var item)) items[one.Version] = item = new();
            item.WithRest.Add(one.Share, paper.Count > 1 ? (total - one.Share) / (paper.Count - 1) : 0);
            CollectionsMarshal.GetValueRefOrAddDefault(item.Chosen, one.Answer, out _)++;
            for (var other = at + 1; other < paper.Count; other++)
            {
                var (left, right) = one.Version < paper[other].Version ? (one, paper[other]) : (paper[other], one);
                CollectionsMarshal.GetValueRefOrAddDefault(pairs, (left.Version, right.Version), out _).Add(left.Share, right.Share);
            }
        }
    }

    /// <summary>The figures of everybody taken in so far.</summary>
    public PaperFigures Figures() => new(means.Count, means.MeanX, Math.Sqrt(means.VarianceX), Alpha(),
        [.. items.OrderBy(item => item.Key).Select(item => new ItemFigures(item.Key, item.Value.WithRest.Count, item.Value.WithRest.MeanX, item.Value.WithRest.Correlation,
            [.. item.Value.Chosen.OrderByDescending(chosen => chosen.Value).ThenBy(chosen => chosen.Key, StringComparer.Ordinal).Take(MostAnswers).Select(chosen => new ChosenAnswer(chosen.Key, chosen.Value))]))]);

    private double? Alpha()
    {
        // In the order of the questions, so that the last digit does not hang on who came first.
        var variances = items.OrderBy(item => item.Key).Where(item => item.Value.WithRest.Count > 1).Select(item => item.Value.WithRest.VarianceX).ToList();
        var covariances = pairs.OrderBy(pair => pair.Key).Where(pair => pair.Value.Count > 1).Select(pair => pair.Value.Covariance).ToList();
        if (variances.Count == 0 || covariances.Count == 0) return null;
        var (k, variance, covariance) = ((double)answered / means.Count, variances.Average(), covariances.Average());
        var total = variance + (k - 1) * covariance;
        return total <= Nothing ? null : k * covariance / total;
    }

    private sealed class Item
    {
        /// <summary>The question beside the rest of its paper.</summary>
        public Products WithRest;
        public Dictionary<string, int> Chosen { get; } = new(StringComparer.Ordinal);
    }

    /// <summary>Sums from which means and covariances of pairs of shares follow. Shares lie between 0 and 1, so that nothing is cancelled out.</summary>
    private struct Products
    {
        private double x, y, xx, yy, xy;
        public int Count { get; private set; }

        public void Add(double left, double right)
        {
            Count++;
            (x, y, xx, yy, xy) = (x + left, y + right, xx + left * left, yy + right * right, xy + left * right);
        }

        public readonly double MeanX => Count == 0 ? 0 : x / Count;
        public readonly double VarianceX => Count == 0 ? 0 : Math.Max(0, (xx - x * x / Count) / Count);
        public readonly double Covariance => (xy - x * y / Count) / Count;

        public readonly double? Correlation
        {
            get
            {
                var other = (yy - y * y / Count) / Count;
                return VarianceX < Nothing || other < Nothing ? null : Covariance / Math.Sqrt(VarianceX * other);
            }
        }
    }
}
