using Cchc.Core;
using Cchc.Modules.Contest.Data;
using Cchc.Modules.Contest.Rules;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Contest.Taking;

/// <summary>What each request of a participant reads, compiled once: at a thousand answers a second the translation of a query costs more than the query. One for each database.</summary>
public sealed class TakeReads
{
    public Func<SiteDb, long, CancellationToken, Task<Participant?>> Person { get; } = EF.CompileAsyncQuery((SiteDb db, long id, CancellationToken ct) => db.Set<Participant>().AsNoTracking().FirstOrDefault(one => one.Id == id));

    /// <summary>The attempt of a round and a person that runs.</summary>
    public Func<SiteDb, int, long, CancellationToken, Task<Attempt?>> Running { get; } = EF.CompileAsyncQuery((SiteDb db, int round, long person, CancellationToken ct) =>
        db.Set<Attempt>().AsNoTracking().FirstOrDefault(one => one.RoundId == round && one.ParticipantId == person && one.State == AttemptState.InProgress));

    /// <summary>What an attempt has saved.</summary>
    public Func<SiteDb, long, IAsyncEnumerable<AttemptAnswer>> Saved { get; } = EF.CompileAsyncQuery((SiteDb db, long attempt) => db.Set<AttemptAnswer>().AsNoTracking().Where(one => one.AttemptId == attempt));
}
