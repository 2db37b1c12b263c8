using System.Security.Cryptography;
using Cchc.Core;
using Cchc.Modules.Contest.Data;
using Cchc.Modules.Contest.Rules;
using Cchc.Modules.Contest.Taking;
using Microsoft.AspNetCore.Mvc;

namespace Cchc.Modules.Contest.Pages.Contest;

/// <summary>
/// Practice (làm thử): nobody is asked for anything, nothing is stored, the answers are told at once. Its questions are those of
/// rounds that are over and published; one that may still be drawn anywhere is not among them.
/// </summary>
[NotCached, ManyAtOneAddress]
public sealed class PracticeModel(ContestBook book, TimeProvider clock) : ContestPage(book, clock)
{
    private const int Count = 5;

    [FromQuery(Name = "de")] public long? Seed { get; set; }
    public IReadOnlyList<QuestionView> Questions { get; private set; } = [];
    public IReadOnlyList<MarkedQuestion>? Marked { get; private set; }
    public int Right => Marked?.Count(one => one.IsRight == true) ?? 0;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct)) return NotFound();
        Show(Seed ??= BitConverter.ToUInt32(RandomNumberGenerator.GetBytes(4)), _ => []);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct)) return NotFound();
        var form = await Request.ReadFormAsync(ct);
        Show(Seed ??= 0, question => [.. form[$"c{question}-tra-loi"].Select(one => one ?? "")]);
        var paper = Questions.Select(one => one.Question).ToList();
        Marked = MarkedQuestion.Of(paper, [.. paper.Select((question, at) => Answers.Read(question, [.. form[$"c{at + 1}-tra-loi"].Select(one => one ?? "")]) ?? "")], Shelf);
        return Page();
    }

    private void Show(long seed, Func<int, IReadOnlyList<string>> chosen)
    {
        var pool = Shelf.Contests.SelectMany(face => face.Rounds.Where(round => round is { State: RoundState.Published, PublishesKeys: true }).SelectMany(round => face.Plans.Where(plan => plan.Key.Round == round.Id)))
            .SelectMany(plan => plan.Value.Lines).SelectMany(line => line.Pool).Where(question => !Shelf.Secret.Contains(question.Version) && question.Kind != QuestionKind.Essay).DistinctBy(question => question.Version).ToList();
        if (pool.Count == 0) return;
        var paper = Paper.Draw(new() { Lines = [new(Math.Min(Count, pool.Count), 1, pool)] }, seed);
        Questions = [.. paper.Select((question, at) => new QuestionView(at + 1, paper.Count, question, Shelf.Questions[question.Version], chosen(at + 1), $"c{at + 1}-"))];
    }
}
