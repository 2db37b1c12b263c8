using Cchc.Core;
using Cchc.Core.Privacy;
using Cchc.Core.Text;
using Cchc.Core.Units;
using Cchc.Modules.Contest.Data;
using Cchc.Modules.Contest.Rules;
using Cchc.Modules.Contest.Taking;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Contest.Pages.Contest;

/// <summary>What came of a round: receipts as soon as it is closed; figures, ranking and winners once the organiser has published them.</summary>
public sealed class ResultModel(SiteDb db, ContestBook book, UnitDirectory units, PersonKeys keys, TimeProvider clock) : ContestPage(book, clock)
{
    /// <summary>Lines of a ranking on the page; all of them stand, without names, in the verification file.</summary>
    private const int MostShown = 50;
    private const int MostUnits = 30;

    public sealed record Line(int Rank, bool Tied, string Who, string Points, decimal? Prediction, TimeSpan Used);
    public sealed record BlockResult(Block Block, RoundResult Result, IReadOnlyList<Line> Lines, IReadOnlyList<Winner> Winners);
    public sealed record Count(string Name, int People);

    [FromRoute] public int Number { get; set; }
    public Round Round { get; private set; } = null!;
    public IReadOnlyList<BlockResult> Blocks { get; private set; } = [];
    public int Receipts { get; private set; }
    public IReadOnlyList<Count> ByUnit { get; private set; } = [];
    public IReadOnlyList<Count> ByDay { get; private set; } = [];
    /// <summary>Teams with a rank, the first ones.</summary>
    public IReadOnlyList<(string Name, TeamFigures Figures)> Teams { get; private set; } = [];
    public IReadOnlyList<KeyCorrection> Corrections { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct) || Face.RoundOf(Number) is not { State: RoundState.Closed or RoundState.Published } round) return NotFound();
        Round = round;
        Receipts = await db.Set<Attempt>().CountAsync(attempt => attempt.RoundId == round.Id && attempt.Receipt != "", ct);
        if (round.State != RoundState.Published) return Page();
        var results = await db.Set<RoundResult>().AsNoTracking().Where(result => result.RoundId == round.Id).ToListAsync(ct);
        var winners = (await db.Set<Winner>().AsNoTracking().Where(winner => winner.RoundId == round.Id && winner.State == WinnerState.Confirmed).OrderBy(winner => winner.Position).ToListAsync(ct)).ToLookup(winner => winner.BlockId);
        var blocks = new List<BlockResult>();
        foreach (var block in Face.Blocks)
            if (results.Find(result => result.BlockId == block.Id) is { } result) blocks.Add(new(block, result, await LinesAsync(result, ct), [.. winners[block.Id]]));
        Blocks = blocks;
        await CountAsync(ct);
        if (Face.Contest.TeamPrizes is not null) Teams = [.. (await RoundReport.TeamsAsync(db, await units.GetAsync(ct), round.Id, ct)).Where(team => team.Figures.Rank is not null).Take(MostUnits)];
        var versions = Face.Plans.Where(plan => plan.Key.Round == round.Id).SelectMany(plan => plan.Value.Lines).SelectMany(line => line.Pool).Select(question => question.Version).Distinct().ToList();
        Corrections = await db.Set<KeyCorrection>().AsNoTracking().Where(correction => versions.Contains(correction.VersionId)).OrderBy(correction => correction.Id).ToListAsync(ct);
        return Page();
    }

    public static string KeyText(string body)
    {
        var key = System.Text.Json.JsonSerializer.Deserialize<QuestionBody>(body, ContestJson.Options)!;
        return key.Kind == QuestionKind.Short ? string.Join(", ", key.Accepted) : string.Join(", ", key.Correct.Select(at => key.Options[at]));
    }

    private async Task<IReadOnlyList<Line>> LinesAsync(RoundResult result, CancellationToken ct)
    {
        var top = ContestJson.List<Placed>(result.Standings).Take(MostShown).ToList();
        var (attempts, people) = (top.ConvertAll(one => one.Attempt), top.ConvertAll(one => one.Person));
        var papers = await db.Set<Attempt>().AsNoTracking().Where(attempt => attempts.Contains(attempt.Id)).ToDictionaryAsync(attempt => attempt.Id, ct);
        var hidden = await db.Set<Participant>().AsNoTracking().Where(person => people.Contains(person.Id)).Select(person => new { person.Id, person.Personal }).ToDictionaryAsync(person => person.Id, person => person.Personal, ct);
        return [.. top.Select(one => (one, paper: papers[one.Attempt])).Select(pair => new Line(pair.one.Rank, pair.one.Tied, PersonData.Read(keys, hidden[pair.one.Person])?.Masked(Face.Contest.Identifier) ?? Forgotten,
            PointsText(pair.paper.Hundredths), pair.paper.Prediction, pair.paper.SubmittedUtc!.Value - pair.paper.StartedUtc))];
    }

    private const string Forgotten = "Đã xóa dữ liệu cá nhân";

    private async Task CountAsync(CancellationToken ct)
    {
        var round = Round.Id;
        var taken = from attempt in db.Set<Attempt>() join person in db.Set<Participant>() on attempt.ParticipantId equals person.Id where attempt.RoundId == round && attempt.State != AttemptState.Void && !person.Barred select new { attempt.ParticipantId, attempt.StartedUtc, Unit = person.UnitId ?? person.CommuneId };
        var registry = await units.GetAsync(ct);
        ByUnit = [.. (await taken.Where(one => one.Unit != null).Select(one => new { one.ParticipantId, one.Unit }).Distinct().GroupBy(one => one.Unit!.Value).Select(group => new { Unit = group.Key, People = group.Count() }).OrderByDescending(group => group.People).Take(MostUnits).ToListAsync(ct))
            .Select(row => new Count(registry.Find(row.Unit)?.Name ?? "", row.People))];
        // Days are those of Vietnam; the database counts hours of UTC.
        var hours = await taken.GroupBy(one => new { one.StartedUtc.Year, one.StartedUtc.Month, one.StartedUtc.Day, one.StartedUtc.Hour }).Select(group => new { group.Key, Attempts = group.Count() }).ToListAsync(ct);
        ByDay = [.. hours.GroupBy(hour => DateOnly.FromDateTime(BusinessTime.Local(new DateTime(hour.Key.Year, hour.Key.Month, hour.Key.Day, hour.Key.Hour, 0, 0, DateTimeKind.Utc)))).OrderBy(day => day.Key).Select(day => new Count(BusinessTime.Date(day.Key), day.Sum(hour => hour.Attempts)))];
    }
}
