using Cchc.Core;
using Cchc.Core.Privacy;
using Cchc.Modules.Contest.Data;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Contest.Taking;

/// <summary>Who is looking at a contest: the participant of this browser, where from, with what.</summary>
public sealed class Visitor(SiteDb db, TakeReads reads, PersonKeys keys, ParticipantCookie cookie, IHttpContextAccessor accessor)
{
    private HttpContext Context => accessor.HttpContext!;

    /// <summary>The participant of this browser, or null. A code that was changed since no longer opens.</summary>
    public async Task<(Participant Person, string Code)?> FindAsync(int contest, CancellationToken ct)
    {
        if (cookie.Read(Context, contest) is not { } mark) return null;
        var codeKey = EnterContest.CodeKey(keys, mark.Code);
        return await reads.Person(db, mark.Person, ct) is { } person && person.CompetitionId == contest && person.CodeKey == codeKey ? (person, mark.Code) : null;
    }

    /// <summary>Finds a participant by the code and stays with them.</summary>
    public async Task<Participant?> ResumeAsync(int contest, string typed, CancellationToken ct)
    {
        if (ResumeCode.Read(typed) is not { } code) return null;
        var key = EnterContest.CodeKey(keys, code);
        var person = await db.Set<Participant>().AsNoTracking().FirstOrDefaultAsync(one => one.CodeKey == key && one.CompetitionId == contest, ct);
        if (person is not null) cookie.Set(Context, contest, new(person.Id, code));
        return person;
    }

    /// <summary>Stays with a person who has just entered.</summary>
    public void Stay(Participant person) => cookie.Set(Context, person.CompetitionId, new(person.Id, PersonData.Read(keys, person.Personal)!.Code));

    public void Leave(int contest) => ParticipantCookie.Forget(Context, contest);

    public EnterContest.Source Source() => new(Context.Connection.RemoteIpAddress?.ToString() ?? "", keys.KeyOf("contest.device", ParticipantCookie.DeviceOf(Context)));
}
