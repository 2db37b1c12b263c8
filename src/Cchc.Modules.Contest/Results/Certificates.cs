using System.Globalization;
using System.IO.Compression;
using Cchc.Core;
using Cchc.Core.Content;
using Cchc.Core.People;
using Cchc.Core.Privacy;
using Cchc.Core.Text;
using Cchc.Modules.Contest.Data;
using Cchc.Modules.Contest.Rules;
using Cchc.Modules.Contest.Taking;
using Cchc.Themes;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Contest.Results;

/// <summary>Issues, prints and withdraws certificates (giấy chứng nhận).</summary>
public sealed class Certificates(SiteDb db, PersonKeys keys, ThemeFonts fonts, TimeProvider clock)
{
    public const string PdfType = "application/pdf";

    /// <summary>Stages a certificate for each confirmed winner of a round who has none; the caller saves. Who takes part without a prize gets one on asking.</summary>
    public async Task<int> IssueToWinnersAsync(Round round, CancellationToken ct)
    {
        var contest = await db.Set<Competition>().AsNoTracking().SingleAsync(one => one.Id == round.CompetitionId, ct);
        if (contest.Certificates.For == CertifiedPeople.Nobody) return 0;
        var has = (await db.Set<Certificate>().Where(certificate => certificate.RoundId == round.Id).Select(certificate => certificate.ParticipantId).ToListAsync(ct)).ToHashSet();
        var waiting = await (from winner in db.Set<Winner>().AsNoTracking() join person in db.Set<Participant>().AsNoTracking() on winner.ParticipantId equals person.Id
                             where winner.RoundId == round.Id && winner.State == WinnerState.Confirmed select new { winner, person }).ToListAsync(ct);
        var issued = waiting.Where(pair => !has.Contains(pair.person.Id)).Select(pair => Of(contest, round, pair.person, pair.winner)).OfType<Certificate>().ToList();
        db.AddRange(issued);
        return issued.Count;
    }

    /// <summary>A person's certificate of a published round; made now where the contest gives one and there is none. Null where the person gets none.</summary>
    public async Task<Certificate?> ForAsync(Competition contest, Round round, Participant person, CancellationToken ct)
    {
        if (round.State != RoundState.Published) return null;
        if (await FindAsync(round.Id, person.Id, ct) is { } before) return before;
        if (!await MayHaveAsync(contest, round, person, ct)) return null;
        var winner = await db.Set<Winner>().AsNoTracking().FirstOrDefaultAsync(one => one.RoundId == round.Id && one.ParticipantId == person.Id && one.State == WinnerState.Confirmed, ct);
        if (Of(contest, round, person, winner) is not { } certificate) return null;
        db.Add(certificate);
        try { await db.SaveChangesAsync(ct); }
        catch (DbUpdateException error) when (error.IsDuplicate()) // asked twice at once
        {
            db.Entry(certificate).State = EntityState.Detached;
            return await FindAsync(round.Id, person.Id, ct);
        }
        return certificate;
    }

    /// <summary>Whether the contest gives a certificate to this person for this round.</summary>
    public async Task<bool> MayHaveAsync(Competition contest, Round round, Participant person, CancellationToken ct) => round.State == RoundState.Published && !person.Barred && contest.Certificates.For switch
    {
        CertifiedPeople.Nobody => false,
        CertifiedPeople.Everybody => await db.Set<Attempt>().AnyAsync(attempt => attempt.RoundId == round.Id && attempt.ParticipantId == person.Id && (attempt.State == AttemptState.Submitted || attempt.State == AttemptState.Expired), ct),
        _ => await db.Set<Winner>().AnyAsync(winner => winner.RoundId == round.Id && winner.ParticipantId == person.Id && winner.State == WinnerState.Confirmed, ct),
    };

    /// <summary>The sheet as PDF; null in a build without fonts, or once the name is deleted.</summary>
    /// <param name="baseUrl">Address of the site from outside.</param>
    public byte[]? Print(Certificate certificate, Competition contest, Round round, Block block, string baseUrl)
    {
        if (fonts.Printed is not { } files || NameOf(certificate) is not { Length: > 0 } name) return null;
        var (setting, day) = (contest.Certificates, BusinessTime.Local(certificate.IssuedUtc));
        var deed = certificate.Prize.Length > 0 ? $"Đã đạt {certificate.Prize}, {round.Title}, {block.Name}" : $"Đã tham gia {round.Title}, {block.Name}";
        var place = setting.Place.Length > 0 ? $"{setting.Place}, n" : "N";
        return CertificatePaper.Draw(new(contest.Organiser, setting.Title, name, deed, setting.Words.Length > 0 ? setting.Words : contest.Title, certificate.Decision,
            string.Create(CultureInfo.InvariantCulture, $"{place}gày {day:dd} tháng {day:MM} năm {day:yyyy}"), setting.SignerRole, setting.Signer, certificate.Code, $"{baseUrl}/xac-thuc/{certificate.Code}", contest.IsSample), files);
    }

    /// <summary>Those of winners that hold, one file each.</summary>
    public async Task<byte[]> PackAsync(Competition contest, Round round, IReadOnlyList<Block> blocks, string baseUrl, CancellationToken ct)
    {
        using var bytes = new MemoryStream();
        await using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var certificate in await db.Set<Certificate>().AsNoTracking().Where(one => one.RoundId == round.Id && one.Prize != "" && one.WithdrawnUtc == null).OrderBy(one => one.Id).ToListAsync(ct))
            {
                if (Print(certificate, contest, round, blocks.First(block => block.Id == certificate.BlockId), baseUrl) is not { } sheet) continue;
                await using var entry = await zip.CreateEntry($"{Vietnamese.Slug($"{certificate.Prize} {NameOf(certificate)}")}-{certificate.Code}.pdf", CompressionLevel.Fastest).OpenAsync(ct);
                await entry.WriteAsync(sheet, ct);
            }
        return bytes.ToArray();
    }

    /// <summary>Withdraws one with a reason. It stays known, so that whoever checks it learns that it no longer holds.</summary>
    public async Task<string?> WithdrawAsync(int id, int roundId, string reason, Actor actor, CancellationToken ct)
    {
        if (reason.Trim().Length is 0 or > 600) return "Hãy ghi lý do thu hồi, tối đa 600 ký tự.";
        if (await db.Set<Certificate>().FirstOrDefaultAsync(one => one.Id == id && one.RoundId == roundId, ct) is not { } certificate) return "Không có giấy chứng nhận này.";
        if (certificate.WithdrawnUtc is not null) return "Giấy chứng nhận này đã thu hồi.";
        (certificate.WithdrawnUtc, certificate.WithdrawnReason) = (clock.GetUtcNow().UtcDateTime, reason.Trim());
        db.Add(actor.Did(certificate.WithdrawnUtc.Value, "contest.certificate-withdrawn", $"Thu hồi giấy chứng nhận {certificate.Code}: {reason.Trim()}", "Certificate", certificate.Id.ToString(CultureInfo.InvariantCulture)));
        await db.SaveChangesAsync(ct);
        return null;
    }

    /// <summary>The name as printed; "" once it is deleted.</summary>
    public string NameOf(Certificate certificate) => certificate.HiddenName.Length == 0 ? "" : keys.Unprotect(certificate.HiddenName) ?? "";

    /// <summary>The name as strangers see it: in full with consent, else the first letter of each word.</summary>
    public string PublicNameOf(Certificate certificate) =>
        certificate.MayShowName ? NameOf(certificate) : string.Join(' ', NameOf(certificate).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => $"{word[..1]}•••"));

    private Task<Certificate?> FindAsync(int round, long person, CancellationToken ct) => db.Set<Certificate>().AsNoTracking().FirstOrDefaultAsync(one => one.RoundId == round && one.ParticipantId == person, ct);

    private Certificate? Of(Competition contest, Round round, Participant person, Winner? winner) => PersonData.Read(keys, person.Personal)?.Name is not { Length: > 0 } name ? null : new()
    {
        Code = CertificateCode.New(), RoundId = round.Id, BlockId = person.BlockId, ParticipantId = person.Id, Prize = winner?.Prize ?? "", Decision = winner is { Decision.Length: > 0 } ? winner.Decision : contest.Certificates.Decision,
        HiddenName = keys.Protect(name), MayShowName = winner?.MayPublishName ?? false, IssuedUtc = clock.GetUtcNow().UtcDateTime,
    };
}
