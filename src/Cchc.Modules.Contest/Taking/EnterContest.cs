using Cchc.Core.Privacy;
using Cchc.Modules.Contest.Data;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Contest.Taking;

/// <summary>Registers a person for a contest. The value that identifies, here only a keyed hash, enters a contest once.</summary>
public sealed class EnterContest(AttemptWriter writer, PersonKeys keys, TimeProvider clock)
{
    /// <summary>Where the request came from: shown to organisers in the review, never a reason to refuse.</summary>
    public sealed record Source(string Address, string Device);

    /// <summary>Hash by which the person is found again.</summary>
    public static string IdentityKey(PersonKeys keys, PersonFields identifier, string value) => keys.KeyOf($"contest.{identifier}", value);

    /// <summary>Hash by which the code is found again.</summary>
    public static string CodeKey(PersonKeys keys, string code) => keys.KeyOf("contest.code", code);

    /// <returns>The person, or null when the value has entered before.</returns>
    public async Task<Participant?> RunAsync(Competition contest, Block block, PersonData data, int? unitId, int? communeId, int consent, Source source, CancellationToken ct)
    {
        var identity = data.Identity(contest.Identifier) ?? throw new ArgumentException("The identifying field is missing.", nameof(data));
        var nowUtc = clock.GetUtcNow().UtcDateTime;
        var code = ResumeCode.Read(ResumeCode.New())!;
        var person = new Participant
        {
            Id = TimedId.Next(nowUtc), CompetitionId = contest.Id, BlockId = block.Id, IdentityKey = IdentityKey(keys, contest.Identifier, identity), CodeKey = CodeKey(keys, code),
            Personal = (data with { Code = code }).Hide(keys), UnitId = unitId, CommuneId = communeId, ConsentNumber = consent, RegisteredUtc = nowUtc, Device = source.Device, Address = source.Address,
        };
        var added = await writer.RunAsync(db => db.Database.ExecuteSqlAsync($"""
            INSERT INTO contest_participants ("Id", "CompetitionId", "BlockId", "IdentityKey", "CodeKey", "Personal", "UnitId", "CommuneId", "ConsentNumber", "RegisteredUtc", "Barred", "ExtraMinutes", "Device", "Address")
            VALUES ({person.Id}, {person.CompetitionId}, {person.BlockId}, {person.IdentityKey}, {person.CodeKey}, {person.Personal}, {person.UnitId}, {person.CommuneId}, {person.ConsentNumber}, {person.RegisteredUtc}, {false}, {0}, {person.Device}, {person.Address})
            ON CONFLICT DO NOTHING
            """, CancellationToken.None), ct);
        return added == 1 ? person : null;
    }
}
