using Cchc.Core;
using Cchc.Modules.Contest.Data;
using Cchc.Modules.Contest.Results;
using Cchc.Modules.Contest.Rules;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Contest.Pages.Contest;

/// <summary>Tells whether a certificate holds. Of a person who did not agree to be named, only initials.</summary>
[NotCached]
public sealed class CertificateModel(SiteDb db, Certificates certificates, CodeGuesses guesses) : PageModel
{
    [FromRoute] public string? Code { get; set; }
    [FromQuery(Name = "ma")] public string? Typed { get; set; }
    public string? Problem { get; private set; }
    public Certificate? Found { get; private set; }
    public string Name { get; private set; } = "";
    public string Where { get; private set; } = "";
    public string Organiser { get; private set; } = "";
    public bool IsSample { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if ((Code ?? Typed) is not { } asked || string.IsNullOrWhiteSpace(asked)) return Page();
        if (CertificateCode.Read(asked) is not { } code)
        {
            Typed = asked;
            Problem = "Mã gồm 12 chữ cái và chữ số, và có một ký tự kiểm tra. Mã này gõ sai một chỗ nào đó, hoặc không phải mã của giấy chứng nhận.";
            return Page();
        }
        if (Code != code) return Redirect($"/xac-thuc/{code}");
        Typed = code;
        var address = HttpContext.Connection.RemoteIpAddress?.ToString() ?? "";
        if (!guesses.Allows(address))
        {
            Response.StatusCode = StatusCodes.Status429TooManyRequests;
            Problem = "Từ mạng này vừa có quá nhiều mã không tồn tại. Hãy thử lại sau mười phút.";
            return Page();
        }
        if (await db.Set<Certificate>().AsNoTracking().FirstOrDefaultAsync(certificate => certificate.Code == code, ct) is not { } found)
        {
            guesses.Missed(address);
            Response.StatusCode = StatusCodes.Status404NotFound;
            Problem = "Không có giấy chứng nhận nào mang mã này. Hãy so lại từng ký tự với tờ giấy.";
            return Page();
        }
        var round = await db.Set<Round>().AsNoTracking().SingleAsync(one => one.Id == found.RoundId, ct);
        var contest = await db.Set<Competition>().AsNoTracking().Include(one => one.Blocks).SingleAsync(one => one.Id == round.CompetitionId, ct);
        (Found, Name, Organiser, IsSample) = (found, certificates.PublicNameOf(found), contest.Organiser, contest.IsSample);
        Where = $"{contest.Title}, {round.Title}, {contest.Blocks.First(block => block.Id == found.BlockId).Name}";
        return Page();
    }
}
