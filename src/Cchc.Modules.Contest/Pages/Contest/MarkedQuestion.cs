using Cchc.Modules.Contest.Rules;
using Cchc.Modules.Contest.Taking;

namespace Cchc.Modules.Contest.Pages.Contest;

/// <summary>A question with the answer that was given and the right one, in words. Null where it is not told yet.</summary>
/// <param name="Earned">Points × 100 that judges gave an essay, once they are published.</param>
public sealed record MarkedQuestion(int Number, PaperText Text, string Given, string? Right, bool? IsRight, int? Earned = null, int Most = 0)
{
    /// <param name="essays">Texts of essays by their place, where the reader is who wrote them, and what they earned × 100.</param>
    public static IReadOnlyList<MarkedQuestion> Of(IReadOnlyList<PaperQuestion> paper, IReadOnlyList<string> answers, ContestShelf shelf, IReadOnlyDictionary<int, (string Text, int? Earned)>? essays = null) => [.. paper.Select((question, at) =>
    {
        if (question.Kind == QuestionKind.Essay)
        {
            var (written, earned) = essays?.GetValueOrDefault(at) ?? default;
            return new(at + 1, shelf.Questions[question.Version], written is { Length: > 0 } ? written : answers[at].Length > 0 ? "Đã nộp bài viết." : "", null, null, earned, question.Points);
        }
        var text = shelf.Questions[question.Version];
        var told = !shelf.Secret.Contains(question.Version);
        return new MarkedQuestion(at + 1, text, Words(text.Body, answers[at]), told ? Key(text.Body) : null, told ? Scoring.Earned(text.Body, answers[at], 100) == 100 : null);
    })];

    private static string Words(QuestionBody body, string answer) => answer.Length == 0 ? "" : body.Kind switch
    {
        QuestionKind.Short => answer,
        QuestionKind.Matching => string.Join("; ", Answers.Parts(answer).Select((right, left) => right is { } at ? $"{body.Options[left]} – {body.Pairs[at]}" : $"{body.Options[left]} –")),
        QuestionKind.Ordering => string.Join(", rồi ", Answers.Parts(answer).Select(item => item is { } at ? body.Options[at] : "…")),
        _ => string.Join("; ", Answers.Parts(answer).OfType<int>().Select(at => body.Options[at])),
    };

    private static string Key(QuestionBody body) => body.Kind switch
    {
        QuestionKind.Short => string.Join(" hoặc ", body.Accepted),
        QuestionKind.Matching => string.Join("; ", body.Options.Zip(body.Pairs).Select(pair => $"{pair.First} – {pair.Second}")),
        QuestionKind.Ordering => string.Join(", rồi ", body.Options),
        _ => string.Join("; ", body.Correct.Select(at => body.Options[at])),
    };
}
