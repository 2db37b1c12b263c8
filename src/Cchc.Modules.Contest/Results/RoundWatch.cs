using Cchc.Core;
using Cchc.Modules.Contest.Data;
using Cchc.Modules.Contest.Rules;
using Cchc.Modules.Contest.Taking;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Cchc.Modules.Contest.Results;

/// <summary>How a round goes now.</summary>
/// <param name="People">People who have begun at least one attempt.</param>
/// <param name="Minutes">Attempts begun in each of the last <see cref="RoundWatch.Minutes"/> minutes, oldest first.</param>
/// <param name="Units">People of each unit, or of the commune where none was named; null is neither. Most first.</param>
public sealed record RoundFigures(DateTime AsOfUtc, int People, int Running, int Finished, IReadOnlyList<(DateTime FromUtc, int Begun)> Minutes, IReadOnlyList<(int? Unit, int People)> Units);

/// <summary>Counts for the organisers of a round that is open. All of them share one count of at most half a minute ago, so that looking costs those who take part nothing.</summary>
public sealed class RoundWatch(IServiceScopeFactory scopes, TimeProvider clock)
{
    public const int Minutes = 60;
    private const int Most = 20;
    private readonly Kept<int, RoundFigures> kept = new(Most, TimeSpan.FromSeconds(30), clock);

    public Task<RoundFigures> OfAsync(int round, CancellationToken ct) => kept.GetAsync(round, () => CountAsync(round), ct);

    private async Task<RoundFigures> CountAsync(int round)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<SiteDb>();
        var nowUtc = clock.GetUtcNow().UtcDateTime;
        var fromUtc = new DateTime(nowUtc.Ticks - nowUtc.Ticks % TimeSpan.TicksPerMinute, DateTimeKind.Utc).AddMinutes(1 - Minutes);
        var (first, end) = (TimedId.First(fromUtc), TimedId.First(fromUtc.AddMinutes(Minutes)));
        // A range of the primary key with both ends, all rounds together: with the round among the conditions, or one end open, SQLite takes the round's index and reads every paper of it.
        var begun = (await db.Set<Attempt>().Where(attempt => attempt.Id >= first && attempt.Id < end).GroupBy(attempt => new { attempt.RoundId, Minute = (attempt.Id - first) / TimedId.Minute }).Select(group => new { group.Key.RoundId, group.Key.Minute, Begun = group.Count() }).ToListAsync())
            .Where(row => row.RoundId == round).ToDictionary(row => row.Minute, row => row.Begun);
        var states = await db.Set<Attempt>().Where(attempt => attempt.RoundId == round).GroupBy(attempt => attempt.State).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(row => row.Key, row => row.Count);
        var units = await (from attempt in db.Set<Attempt>() join person in db.Set<Participant>() on attempt.ParticipantId equals person.Id
                           where attempt.RoundId == round && attempt.Number == 1 group person by person.UnitId ?? person.CommuneId into unit select new { unit.Key, People = unit.Count() }).ToListAsync();
        return new(nowUtc, units.Sum(unit => unit.People), states.GetValueOrDefault(AttemptState.InProgress), states.GetValueOrDefault(AttemptState.Submitted) + states.GetValueOrDefault(AttemptState.Expired),
            [.. Enumerable.Range(0, Minutes).Select(minute => (fromUtc.AddMinutes(minute), begun.GetValueOrDefault(minute)))],
            [.. units.OrderByDescending(unit => unit.People).ThenBy(unit => unit.Key).Select(unit => (unit.Key, unit.People))]);
    }
}
