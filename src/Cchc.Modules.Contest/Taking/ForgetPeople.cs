using System.Globalization;
using Cchc.Core;
using Cchc.Core.Changes;
using Cchc.Core.Jobs;
using Cchc.Core.People;
using Cchc.Core.Privacy;
using Cchc.Modules.Contest.Data;
using Cchc.Modules.Contest.Rules;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Contest.Taking;

/// <summary>Deletes personal data when the time that a contest has stated is over. Figures, receipts and published names of winners stay.</summary>
public sealed class ForgetPeople(SiteDb db, PrivacyRegister register, TimeProvider clock) : IDaily
{
    public async Task RunDailyAsync(CancellationToken ct)
    {
        var nowUtc = clock.GetUtcNow().UtcDateTime;
        var waiting = await db.Set<Competition>().Include(contest => contest.Rounds).Where(contest => contest.ForgottenUtc == null && contest.Rounds.Any()).ToListAsync(ct);
        foreach (var contest in waiting.Where(contest => contest.Rounds.Max(round => round.ClosesUtc).AddMonths(contest.RetentionMonths) <= nowUtc))
        {
            // The keyed hash goes too: it would still tell whether a given number took part. The id, which is random, keeps rows apart.
            var people = await db.Set<Participant>().Where(person => person.CompetitionId == contest.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(person => person.Personal, "").SetProperty(person => person.Address, "").SetProperty(person => person.IdentityKey, person => "x" + person.Id).SetProperty(person => person.CodeKey, person => "x" + person.Id), ct);
            var rounds = contest.Rounds.Select(round => round.Id).ToList();
            await db.Set<Attempt>().Where(attempt => rounds.Contains(attempt.RoundId)).ExecuteUpdateAsync(set => set.SetProperty(attempt => attempt.Address, ""), ct);
            await ForgetEssaysAsync(db.Set<Attempt>().Where(attempt => rounds.Contains(attempt.RoundId)), ct);
            await db.Set<Certificate>().Where(certificate => rounds.Contains(certificate.RoundId) && !certificate.MayShowName).ExecuteUpdateAsync(set => set.SetProperty(certificate => certificate.HiddenName, ""), ct);
            contest.ForgottenUtc = nowUtc;
            db.Add(Actor.System.Did(nowUtc, "contest.forgotten", $"Xóa dữ liệu cá nhân của {people} người dự thi {contest.Title}", "Competition", contest.Id.ToString(CultureInfo.InvariantCulture)));
            db.Add(Change.Of(nowUtc, [ContestBook.ChangeTag]));
            await db.SaveChangesAsync(ct);
        }
    }

    /// <summary>
    /// Deletes what is known of one person who asks for it, names on lists and certificates included. Papers without a name stay in the figures, and the keyed
    /// hash stays until the whole contest is forgotten, or the same person could enter again for more attempts.
    /// </summary>
    public async Task OneAsync(long person, CancellationToken ct)
    {
        var nowUtc = clock.GetUtcNow().UtcDateTime;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // Of two clicks at once the first deletes, and the second finds nothing.
        if (await db.Set<Participant>().Where(one => one.Id == person && one.Personal != "").ExecuteUpdateAsync(set => set.SetProperty(one => one.Personal, "").SetProperty(one => one.Address, "").SetProperty(one => one.CodeKey, one => "x" + one.Id), ct) == 0) return;
        await db.Set<Attempt>().Where(attempt => attempt.ParticipantId == person).ExecuteUpdateAsync(set => set.SetProperty(attempt => attempt.Address, ""), ct);
        await ForgetEssaysAsync(db.Set<Attempt>().Where(attempt => attempt.ParticipantId == person), ct);
        await db.Set<Winner>().Where(winner => winner.ParticipantId == person).ExecuteUpdateAsync(set => set.SetProperty(winner => winner.PublicName, "").SetProperty(winner => winner.MayPublishName, false), ct);
        await db.Set<Certificate>().Where(certificate => certificate.ParticipantId == person).ExecuteUpdateAsync(set => set.SetProperty(certificate => certificate.HiddenName, "").SetProperty(certificate => certificate.MayShowName, false), ct);
        await register.RecordDoneAsync(PersonalDataRequestKind.Delete, ContestModule.Key, PersonData.ReferenceOf(person), ct);
        db.Add(new Actor(null, "Người dự thi").Did(nowUtc, "contest.person-deleted", $"Người dự thi {person} tự xóa dữ liệu cá nhân", "Participant", person.ToString(CultureInfo.InvariantCulture)));
        db.Add(Change.Of(nowUtc, [ContestBook.ChangeTag]));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>
    /// Deletes what was written on papers that are in: answers are kept there once more, an essay by its hash. Essays without a mark that stands are off the judges' list;
    /// bytes of files go by the daily work once no row names them.
    /// </summary>
    private async Task ForgetEssaysAsync(IQueryable<Attempt> attempts, CancellationToken ct)
    {
        var papers = attempts.Where(attempt => attempt.State != AttemptState.InProgress);
        await db.Set<AttemptAnswer>().Where(answer => papers.Any(attempt => attempt.Id == answer.AttemptId)).ExecuteDeleteAsync(ct);
        await db.Set<EssayFile>().Where(file => papers.Any(attempt => attempt.Id == file.AttemptId)).ExecuteDeleteAsync(ct);
        await db.Set<EssayMark>().Where(mark => db.Set<Essay>().Any(essay => essay.AttemptId == mark.AttemptId && essay.Position == mark.Position && essay.Hundredths == null && papers.Any(attempt => attempt.Id == essay.AttemptId))).ExecuteDeleteAsync(ct);
        await db.Set<Essay>().Where(essay => essay.Hundredths == null && papers.Any(attempt => attempt.Id == essay.AttemptId)).ExecuteDeleteAsync(ct);
        await db.Set<EssayMark>().Where(mark => papers.Any(attempt => attempt.Id == mark.AttemptId)).ExecuteUpdateAsync(set => set.SetProperty(mark => mark.Comment, ""), ct);
    }
}
