namespace Cchc.Modules.Contest.Rules;

/// <summary>A question that may be drawn: the version that stood when the round was opened.</summary>
/// <param name="Version">Id of the question's version.</param>
/// <param name="Options">How many options (or right sides) it has, for their order.</param>
public sealed record PoolQuestion(int Version, QuestionKind Kind, int Options);

/// <summary>One line of a blueprint (ma trận đề): so many questions of this pool, each worth so many points.</summary>
public sealed record PlanLine(int Count, int Points, IReadOnlyList<PoolQuestion> Pool);

/// <summary>All that a paper is drawn from, frozen when the round opens.</summary>
public sealed record PaperPlan
{
    public IReadOnlyList<PlanLine> Lines { get; init; } = [];
    public bool ShuffleQuestions { get; init; } = true;
    public bool ShuffleOptions { get; init; } = true;

    public int Questions => Lines.Sum(line => line.Count);
    public int MostPoints => Lines.Sum(line => line.Count * line.Points);

    /// <summary>Whether every line can always be filled, whatever the lines before it have taken. The message names the line, from 1.</summary>
    public string? Problem()
    {
        if (Questions == 0) return "Đề chưa có câu hỏi nào.";
        for (var at = 0; at < Lines.Count; at++)
        {
            var line = Lines[at];
            var mine = line.Pool.Select(question => question.Version).ToHashSet();
            var taken = Lines.Take(at).Where(before => before.Pool.Any(question => mine.Contains(question.Version))).Sum(before => before.Count);
            if (mine.Count - taken < line.Count) return $"Dòng {at + 1} cần {line.Count} câu nhưng ngân hàng chỉ chắc chắn có {Math.Max(0, mine.Count - taken)} câu đã thẩm định.";
        }
        return null;
    }
}

/// <summary>A question as it stands on one paper.</summary>
/// <param name="Order">Positions of the question's options in the order in which this paper shows them.</param>
public sealed record PaperQuestion(int Version, QuestionKind Kind, int Points, IReadOnlyList<int> Order);

/// <summary>Draws a paper (đề): a pure function of the plan and the seed, so that an attempt stores only its seed.</summary>
public static class Paper
{
    /// <summary>Draws each line's questions without repeating one, puts them in order, then the options of each.</summary>
    /// <exception cref="ArgumentException">The plan cannot be filled; see <see cref="PaperPlan.Problem"/>.</exception>
    public static IReadOnlyList<PaperQuestion> Draw(PaperPlan plan, long seed)
    {
        var numbers = new SeededNumbers(seed);
        var drawn = new List<(PoolQuestion Question, int Points)>(plan.Questions);
        var taken = new HashSet<int>();
        foreach (var line in plan.Lines)
        {
            var pool = line.Pool.Where(question => !taken.Contains(question.Version)).OrderBy(question => question.Version).ToArray();
            if (pool.Length < line.Count) throw new ArgumentException("The plan asks for more questions than it has.", nameof(plan));
            for (var at = 0; at < line.Count; at++)
            {
                var other = at + numbers.Below(pool.Length - at);
                (pool[at], pool[other]) = (pool[other], pool[at]);
                taken.Add(pool[at].Version);
                drawn.Add((pool[at], line.Points));
            }
        }
        IEnumerable<(PoolQuestion Question, int Points)> ordered = plan.ShuffleQuestions ? numbers.Shuffled(drawn) : drawn;
        return [.. ordered.Select(one => new PaperQuestion(one.Question.Version, one.Question.Kind, one.Points, OrderOf(one.Question, plan.ShuffleOptions, numbers)))];
    }

    /// <summary>Matching and ordering are always mixed: in their own order they would tell the answer.</summary>
    private static int[] OrderOf(PoolQuestion question, bool shuffle, SeededNumbers numbers)
    {
        var own = Enumerable.Range(0, question.Options);
        return question.Kind switch
        {
            QuestionKind.Matching or QuestionKind.Ordering => numbers.Shuffled(own),
            QuestionKind.Single or QuestionKind.Multiple when shuffle => numbers.Shuffled(own),
            _ => [.. own],
        };
    }
}
