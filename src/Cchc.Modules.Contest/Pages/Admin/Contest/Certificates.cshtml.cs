using Cchc.Core;
using Cchc.Core.People;
using Cchc.Core.Settings;
using Cchc.Modules.Contest.Data;
using Cchc.Modules.Contest.Results;
using Cchc.Themes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Contest.Pages.Admin.Contest;

/// <summary>The certificates of a round: print one or all, withdraw one. Printing shows names, so it needs the permission for personal data and leaves a line in the trail.</summary>
[Authorize("contest.publish")]
public sealed class CertificatesModel(SiteDb db, Awards awards, Certificates certificates, SiteSettingsCache settings, TimeProvider clock) : RoundPage(db)
{
    private const int Size = 50;

    public sealed record Line(Certificate Certificate, string Who, string Block);

    [FromQuery(Name = "sau")] public int? After { get; set; }
    public IReadOnlyList<Line> Lines { get; private set; } = [];
    public int? Next { get; private set; }
    public bool SeesPeople => User.May(ContestModule.People);
    public string Here => $"{RoundUrl}/chung-nhan";

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct)) return NotFound();
        var page = await Db.Set<Certificate>().AsNoTracking().Where(one => one.RoundId == Round.Id && one.Id > (After ?? 0)).OrderBy(one => one.Id).Take(Size + 1).ToListAsync(ct);
        if (page.Count > Size) Next = page[Size - 1].Id;
        Lines = [.. page.Take(Size).Select(one => new Line(one, SeesPeople ? certificates.NameOf(one) : certificates.PublicNameOf(one), Blocks.First(block => block.Id == one.BlockId).Name))];
        return Page();
    }

    public async Task<IActionResult> OnGetPdfAsync(int of, CancellationToken ct)
    {
        if (!await LoadAsync(ct) || await Db.Set<Certificate>().AsNoTracking().FirstOrDefaultAsync(one => one.Id == of && one.RoundId == Round.Id, ct) is not { } certificate) return NotFound();
        if (!SeesPeople) return Forbid();
        if (certificate.WithdrawnUtc is not null) return Told("Giấy chứng nhận này đã thu hồi.", "", Here);
        if (certificates.Print(certificate, Contest, Round, Blocks.First(block => block.Id == certificate.BlockId), await BaseAsync(ct)) is not { } sheet) return Told("Không in được: tên người này đã xóa theo thời hạn lưu dữ liệu.", "", Here);
        await KeepAsync($"In giấy chứng nhận {certificate.Code}", ct);
        return File(sheet, Certificates.PdfType, $"giay-chung-nhan-{certificate.Code}.pdf");
    }

    public async Task<IActionResult> OnGetZipAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct)) return NotFound();
        if (!SeesPeople) return Forbid();
        await KeepAsync($"In mọi giấy chứng nhận của người đạt giải, {Round.Title} của {Contest.Title}", ct);
        return File(await certificates.PackAsync(Contest, Round, Blocks, await BaseAsync(ct), ct), "application/zip", $"giay-chung-nhan-ky-{Number}.zip");
    }

    public async Task<IActionResult> OnPostIssueAsync(CancellationToken ct) => await LoadAsync(ct) ? Told(await awards.CertifyAsync(Round.Id, HttpContext.Actor(), ct), "Đã cấp.", Here) : NotFound();

    public async Task<IActionResult> OnPostWithdrawAsync(int certificate, string? reason, CancellationToken ct) =>
        await LoadAsync(ct) ? Told(await certificates.WithdrawAsync(certificate, Round.Id, reason ?? "", HttpContext.Actor(), ct), "Đã thu hồi.", Here) : NotFound();

    private async Task<string> BaseAsync(CancellationToken ct) => (await settings.GetAsync(ct)).BaseOf(Request);

    private async Task KeepAsync(string summary, CancellationToken ct)
    {
        Db.Add(HttpContext.Actor().Did(clock.GetUtcNow().UtcDateTime, "contest.certificate-printed", summary, "Round", $"{Round.Id}"));
        await Db.SaveChangesAsync(ct);
        Response.Headers.CacheControl = "no-store";
    }
}
