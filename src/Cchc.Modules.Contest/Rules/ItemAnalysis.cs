namespace Cchc.Modules.Contest.Rules;

/// <summary>One question as one person answered it.</summary>
/// <param name="Share">Points earned ÷ points possible, 0 to 1.</param>
public sealed record ItemAnswer(int Version, string Answer, double Share);

/// <summary>Figures of one question.</summary>
/// <param name="Difficulty">Mean share of the points, 0 (nobody) to 1 (everybody): p.</param>
/// <param name="Discrimination">Correlation of the question with the rest of the paper, −1 to 1; null where one of them does not vary.</param>
/// <param name="Chosen">How often each answer was given, most often first; "" is none.</param>
public sealed record ItemFigures(int Version, int People, double Difficulty, double? Discrimination, IReadOnlyList<(string Answer, int People)> Chosen)
{
    /// <summary>What to look at, in one sentence, or "" when the question does its work.</summary>
    /// <remarks>Bounds as in Ebel, "Essentials of Educational Measurement" (1972): discrimination below 0.2 is poor, negative points at the key.</remarks>
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
public static class ItemAnalysis
{
    /// <summary>Computes the figures.</summary>
    /// <param name="papers">The answers of each person. Questions need not be the same for all.</param>
    public static PaperFigures Of(IReadOnlyList<IReadOnlyList<ItemAnswer>> papers)
    {
        var totals = papers.Select(paper => paper.Sum(item => item.Share)).ToList();
        var means = papers.Select((paper, at) => paper.Count == 0 ? 0 : totals[at] / paper.Count).ToList();
        var items = papers.SelectMany((paper, at) => paper.Select(item => (item, rest: paper.Count > 1 ? (totals[at] - item.Share) / (paper.Count - 1) : 0)))
            .GroupBy(pair => pair.item.Version).OrderBy(group => group.Key)
            .Select(group => new ItemFigures(group.Key, group.Count(), group.Average(pair => pair.item.Share), Correlation([.. group.Select(pair => (pair.item.Share, pair.rest))]),
                [.. group.GroupBy(pair => pair.item.Answer).Select(same => (same.Key, same.Count())).OrderByDescending(same => same.Item2).ThenBy(same => same.Key, StringComparer.Ordinal)]))
            .ToList();
        var mean = means.Count == 0 ? 0 : means.Average();
        var spread = means.Count == 0 ? 0 : Math.Sqrt(means.Sum(one => (one - mean) * (one - mean)) / means.Count);
        return new(papers.Count, mean, spread, Alpha(papers), items);
    }

    private static double? Alpha(IReadOnlyList<IReadOnlyList<ItemAnswer>> papers)
    {
        if (papers.Count < 2 || papers[0].Count < 2) return null;
        var k = papers.Average(paper => paper.Count);
        var byItem = papers.SelectMany((paper, person) => paper.Select(item => (item.Version, item.Share, person))).GroupBy(one => one.Version)
            .Select(group => group.ToDictionary(one => one.person, one => one.Share)).ToList();
        double variances = 0, covariances = 0;
        var (counted, pairs) = (0, 0);
        for (var left = 0; left < byItem.Count; left++)
        {
            if (byItem[left].Count < 2) continue;
            variances += Covariance([.. byItem[left].Values.Select(share => (share, share))]);
            counted++;
            for (var right = left + 1; right < byItem.Count; right++)
            {
                var both = byItem[left].Where(one => byItem[right].ContainsKey(one.Key)).Select(one => (one.Value, byItem[right][one.Key])).ToList();
                if (both.Count < 2) continue;
                covariances += Covariance(both);
                pairs++;
            }
        }
        if (counted == 0 || pairs == 0) return null;
        var (variance, covariance) = (variances / counted, covariances / pairs);
        var total = variance + (k - 1) * covariance;
        return total <= 1e-12 ? null : k * covariance / total;
    }

    private static double Covariance(IReadOnlyCollection<(double X, double Y)> points)
    {
        var (x, y) = (points.Average(point => point.X), points.Average(point => point.Y));
        return points.Sum(point => (point.X - x) * (point.Y - y)) / points.Count;
    }

    private static double? Correlation(IReadOnlyCollection<(double X, double Y)> points)
    {
        var (x, y) = (Covariance([.. points.Select(point => (point.X, point.X))]), Covariance([.. points.Select(point => (point.Y, point.Y))]));
        return x < 1e-12 || y < 1e-12 ? null : Covariance(points) / Math.Sqrt(x * y);
    }
}
