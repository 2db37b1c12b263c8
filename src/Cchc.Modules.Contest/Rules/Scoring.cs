namespace Cchc.Modules.Contest.Rules;

/// <summary>What a paper earned.</summary>
/// <param name="Hundredths">Points × 100, so that parts of a point stay exact.</param>
/// <param name="Right">Questions answered wholly right.</param>
/// <param name="Marked">Questions that the machine marks: all but essays.</param>
public sealed record Score(int Hundredths, int Right, int Marked)
{
    public bool AllRight => Right == Marked && Marked > 0;
}

/// <summary>Marks papers. A pure function of paper, key and answers: marking again after a corrected key changes nothing else.</summary>
public static class Scoring
{
    /// <summary>Marks a paper.</summary>
    /// <param name="answers">One for each question of the paper; "" where there is none.</param>
    /// <param name="keyOf">What is right, by version.</param>
    /// <param name="essayOf">What judges gave an essay, by its place on the paper, in points of its question × 100; nothing before they are done.</param>
    /// <exception cref="ArgumentException">Paper and answers differ in length.</exception>
    public static Score Of(IReadOnlyList<PaperQuestion> paper, IReadOnlyList<string> answers, Func<int, QuestionBody> keyOf, Func<int, int>? essayOf = null)
    {
        if (paper.Count != answers.Count) throw new ArgumentException("One answer for each question.", nameof(answers));
        var (sum, right, marked) = (0, 0, 0);
        for (var at = 0; at < paper.Count; at++)
        {
            var key = keyOf(paper[at].Version);
            if (key.Kind == QuestionKind.Essay)
            {
                sum += essayOf?.Invoke(at) ?? 0;
                continue;
            }
            var full = paper[at].Points * 100;
            var earned = Earned(key, answers[at], full);
            (sum, right, marked) = (sum + earned, right + (earned == full ? 1 : 0), marked + 1);
        }
        return new(sum, right, marked);
    }

    /// <summary>What one answer earns of <paramref name="full"/>; parts are rounded to the nearest, halves up.</summary>
    /// <remarks>Several right options: (right chosen − wrong chosen) ÷ right ones, never below 0, the formula of GIFT and Moodle without penalties below zero.</remarks>
    public static int Earned(QuestionBody key, string answer, int full)
    {
        if (answer.Length == 0) return 0;
        var parts = Answers.Parts(answer);
        switch (key.Kind)
        {
            case QuestionKind.Single or QuestionKind.TrueFalse:
                return parts is [{ } one] && key.Correct.Contains(one) ? full : 0;
            case QuestionKind.Multiple:
                var chosen = parts.OfType<int>().ToHashSet();
                if (chosen.SetEquals(key.Correct)) return full;
                if (!key.Partial) return 0;
                var hits = chosen.Count(key.Correct.Contains);
                return Share(Math.Max(0, hits - (chosen.Count - hits)), key.Correct.Count, full);
            case QuestionKind.Matching or QuestionKind.Ordering:
                var right = parts.Where((part, at) => part == at).Count();
                return right == key.Options.Count ? full : key.Partial ? Share(right, key.Options.Count, full) : 0;
            case QuestionKind.Short:
                var given = Answers.Normalised(answer);
                return key.Accepted.Any(accepted => Answers.Normalised(accepted) == given) ? full : 0;
            default:
                return 0;
        }
    }

    private static int Share(int part, int whole, int full) => (int)Math.Round((decimal)full * part / whole, MidpointRounding.AwayFromZero);
}
