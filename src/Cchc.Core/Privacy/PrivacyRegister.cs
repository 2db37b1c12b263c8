using Cchc.Core.Calendar;
using Cchc.Core.Content;
using Cchc.Core.Text;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Core.Privacy;

/// <summary>Where modules write down what they carried out at once because the person clicked on it: the register holds all requests, not only those that wait for an officer.</summary>
public sealed class PrivacyRegister(SiteDb db, WorkCalendar calendar, PersonKeys keys, TimeProvider clock)
{
    /// <summary>Adds a line to the caller's unit of work: it is there if and only if what was asked for was done.</summary>
    /// <param name="module">Name of the module.</param>
    /// <param name="reference">Whom it was about, by a number and never by a name, e.g. "Ý kiến số 12".</param>
    public async Task RecordDoneAsync(PersonalDataRequestKind kind, string module, string reference, CancellationToken ct) => db.Add(await DoneAsync(kind, module, reference, null, ct));

    /// <summary>Writes down that a person took the own data along, once a day however often; saves by itself.</summary>
    public async Task RecordTakenAsync(string module, string reference, CancellationToken ct)
    {
        var key = keys.KeyOf("privacy.taken", $"{module}\n{reference}\n{BusinessTime.Today(clock):O}");
        if (await db.Set<PersonalDataRequest>().AnyAsync(request => request.FormKey == key, ct)) return;
        db.Add(await DoneAsync(PersonalDataRequestKind.View, module, reference, key, ct));
        try { await db.SaveChangesAsync(ct); }
        catch (DbUpdateException error) when (error.IsDuplicate()) { db.ChangeTracker.Clear(); } // two downloads at once: one line
    }

    private async Task<PersonalDataRequest> DoneAsync(PersonalDataRequestKind kind, string module, string reference, string? key, CancellationToken ct)
    {
        var nowUtc = clock.GetUtcNow().UtcDateTime;
        var answerBy = PrivacyRules.AnswerBy(nowUtc, await calendar.GetAsync(ct));
        return new()
        {
            Kind = kind, Module = module, Reference = reference, FormKey = key, ReceivedUtc = nowUtc, AnswerBy = answerBy, DueOn = answerBy, State = PersonalDataRequestState.Done, ByPerson = true, AnsweredUtc = nowUtc, ClosedUtc = nowUtc,
        };
    }
}
