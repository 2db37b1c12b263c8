using Cchc.Core;
using Cchc.Core.Privacy;
using Cchc.Core.Settings;
using Cchc.Modules.Contest.Data;
using Cchc.Modules.Contest.Results;
using Cchc.Modules.Contest.Rules;
using Cchc.Modules.Contest.Taking;
using Cchc.Themes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Contest.Pages.Contest;

/// <summary>A participant's own page: the code, the way to the paper, the receipts.</summary>
[NotCached, ManyAtOneAddress]
public sealed class MineModel(SiteDb db, ContestBook book, TakeRound take, Visitor visitor, Certificates certificates, SiteSettingsCache settings, PersonKeys keys, TimeProvider clock) : ContestPage(book, clock)
{
    public Participant Person { get; private set; } = null!;
    public string Code { get; private set; } = "";
    public string Name { get; private set; } = "";
    public IReadOnlyList<Attempt> Attempts { get; private set; } = [];
    public string? Problem { get; private set; }
    /// <summary>Numbers of the rounds for which this person has a certificate.</summary>
    public IReadOnlySet<int> Certified { get; private set; } = new HashSet<int>();
    public Block Block => Face.BlockOf(Person.BlockId)!;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct)) return NotFound();
        if (!await FindAsync(ct)) return Redirect($"{Home}/lam-tiep");
        await ListAsync(ct);
        return Page();
    }

    public async Task<IActionResult> OnPostStartAsync([FromForm(Name = "ky")] int number, CancellationToken ct)
    {
        if (!await LoadAsync(ct) || Face.RoundOf(number) is not { } round) return NotFound();
        if (!await FindAsync(ct)) return Redirect($"{Home}/lam-tiep");
        var (problem, _) = await take.StartAsync(Face, round, Person, visitor.Source(), ct);
        if (problem == StartProblem.None) return Redirect($"{Home}/ky-{round.Number}/bai-thi");
        Problem = StartText(problem);
        await ListAsync(ct);
        return Page();
    }

    /// <summary>The person's certificate as PDF.</summary>
    public async Task<IActionResult> OnPostCertificateAsync([FromForm(Name = "ky")] int number, CancellationToken ct)
    {
        if (!await LoadAsync(ct) || Face.RoundOf(number) is not { } round) return NotFound();
        if (!await FindAsync(ct)) return Redirect($"{Home}/lam-tiep");
        var certificate = await certificates.ForAsync(Face.Contest, round, Person, ct);
        if (certificate is { WithdrawnUtc: null } && certificates.Print(certificate, Face.Contest, round, Face.BlockOf(certificate.BlockId)!, (await settings.GetAsync(ct)).BaseOf(Request)) is { } sheet)
            return File(sheet, Certificates.PdfType, $"giay-chung-nhan-{certificate.Code}.pdf");
        Problem = certificate?.WithdrawnUtc is null ? "Bạn không có giấy chứng nhận của kỳ này." : $"Giấy chứng nhận này đã thu hồi: {certificate.WithdrawnReason}";
        await ListAsync(ct);
        return Page();
    }

    public async Task<IActionResult> OnPostLeaveAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct)) return NotFound();
        visitor.Leave(Face.Contest.Id);
        return Redirect(Home);
    }

    /// <summary>Attempts of a round, the first one first.</summary>
    public IReadOnlyList<Attempt> Of(Round round) => [.. Attempts.Where(attempt => attempt.RoundId == round.Id).OrderBy(attempt => attempt.Number)];

    private async Task<bool> FindAsync(CancellationToken ct)
    {
        if (await visitor.FindAsync(Face.Contest.Id, ct) is not var (person, code)) return false;
        (Person, Code, Name) = (person, ResumeCode.Shown(code), PersonData.Read(keys, person.Personal)?.Name ?? "");
        return true;
    }

    /// <summary>Papers whose time is over and that nobody has closed are closed now, so that the page tells the truth.</summary>
    private async Task ListAsync(CancellationToken ct)
    {
        var attempts = await db.Set<Attempt>().AsNoTracking().Where(attempt => attempt.ParticipantId == Person.Id).ToListAsync(ct);
        for (var at = 0; at < attempts.Count; at++)
            if (attempts[at].State == AttemptState.InProgress && !AttemptRules.Takes(AttemptState.InProgress, attempts[at].DeadlineUtc, NowUtc) && Face.Rounds.FirstOrDefault(round => round.Id == attempts[at].RoundId) is { } round)
                attempts[at] = await take.FinishAsync(Face, round, attempts[at], ct);
        Attempts = attempts;
        var certified = new HashSet<int>();
        foreach (var round in Face.Rounds) if (await certificates.MayHaveAsync(Face.Contest, round, Person, ct)) certified.Add(round.Number);
        Certified = certified;
    }
}
