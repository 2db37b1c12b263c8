using Cchc.Core;
using Cchc.Core.Changes;
using Cchc.Modules.Contest.Data;
using Cchc.Modules.Contest.Rules;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Cchc.Modules.Contest.Taking;

/// <summary>A question as a paper needs it. The key in <see cref="Body"/> stays on the server until the round has closed.</summary>
public sealed record PaperText(int Version, string Text, QuestionBody Body, string Topic, string LegalBasis, string Explanation, string Picture, string PictureAlt);

/// <summary>One contest with everything that taking part in it needs.</summary>
public sealed record ContestFace(Competition Contest, IReadOnlyList<Block> Blocks, IReadOnlyList<Round> Rounds, IReadOnlyDictionary<(int Round, int Block), PaperPlan> Plans, IReadOnlyList<CompetitionText> Texts)
{
    public Round? RoundOf(int number) => Rounds.FirstOrDefault(round => round.Number == number);
    public Block? BlockOf(int id) => Blocks.FirstOrDefault(block => block.Id == id);
    public PaperPlan? PlanOf(int round, int block) => Plans.GetValueOrDefault((round, block));

    /// <summary>The text in force at that time, or null before the first.</summary>
    public CompetitionText? TextOf(TextKind kind, DateTime nowUtc) => Texts.Where(text => text.Kind == kind && text.FromUtc <= nowUtc).MaxBy(text => text.Number);
}

/// <summary>Every published contest in memory: a burst of starts reads nothing of it from the database.</summary>
public sealed record ContestShelf(IReadOnlyList<ContestFace> Contests, IReadOnlyDictionary<int, PaperText> Questions)
{
    public ContestFace? Find(string slug) => Contests.FirstOrDefault(face => face.Contest.Slug == slug);
    /// <summary>Wordings that a round which is not over may still draw: their keys are told by nobody, also where an earlier round has asked them.</summary>
    public IReadOnlySet<int> Secret { get; } = Contests.SelectMany(face => face.Rounds.Where(round => round.State is RoundState.Draft or RoundState.Ready).SelectMany(round => face.Plans.Where(plan => plan.Key.Round == round.Id)))
        .SelectMany(plan => plan.Value.Lines).SelectMany(line => line.Pool).Select(question => question.Version).ToHashSet();

    public ContestFace? Find(int id) => Contests.FirstOrDefault(face => face.Contest.Id == id);
}

/// <inheritdoc cref="ContestShelf"/>
public sealed class ContestBook(IServiceScopeFactory scopes) : Snapshot<ContestShelf>(scopes, ChangeTag)
{
    /// <summary>Evicts this snapshot and the public pages of contests.</summary>
    public const string ChangeTag = "contests";

    protected override async Task<ContestShelf> LoadAsync(SiteDb db, CancellationToken ct)
    {
        var contests = await db.Set<Competition>().AsNoTracking().Where(contest => contest.State == CompetitionState.Published)
            .Include(contest => contest.Blocks).Include(contest => contest.Texts).Include(contest => contest.Rounds).ThenInclude(round => round.Plans)
            .AsSplitQuery().ToListAsync(ct);
        var faces = contests.Select(contest => FaceOf(contest)).ToList();
        var used = faces.SelectMany(face => face.Plans.Values).SelectMany(plan => plan.Lines).SelectMany(line => line.Pool).Select(question => question.Version).Distinct().ToList();
        return new([.. faces.OrderByDescending(face => face.Rounds.Max(round => (DateTime?)round.OpensUtc))], await QuestionsAsync(db, used, ct));
    }

    /// <summary>A contest as its pages need it.</summary>
    public static ContestFace FaceOf(Competition contest) => new(contest, [.. contest.Blocks.OrderBy(block => block.Position).ThenBy(block => block.Id)], [.. contest.Rounds.OrderBy(round => round.Number)],
        contest.Rounds.SelectMany(round => round.Plans).Where(plan => plan.Frozen.Length > 0).ToDictionary(plan => (plan.RoundId, plan.BlockId), plan => plan.Plan!), [.. contest.Texts]);

    /// <summary>Texts of those versions.</summary>
    public static async Task<IReadOnlyDictionary<int, PaperText>> QuestionsAsync(SiteDb db, IReadOnlyList<int> versions, CancellationToken ct) =>
        (await (from version in db.Set<QuestionVersion>().AsNoTracking()
                join question in db.Set<Question>() on version.QuestionId equals question.Id
                join topic in db.Set<QuestionTopic>() on question.TopicId equals topic.Id
                where versions.Contains(version.Id)
                select new { version, topic.Name }).ToListAsync(ct))
            .ToDictionary(row => row.version.Id, row => new PaperText(row.version.Id, row.version.Text, row.version.Read(), row.Name, row.version.LegalBasis, row.version.Explanation, row.version.Picture, row.version.PictureAlt));
}
