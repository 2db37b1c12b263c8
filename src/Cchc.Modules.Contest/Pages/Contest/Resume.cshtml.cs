using Cchc.Core;
using Cchc.Modules.Contest.Taking;
using Microsoft.AspNetCore.Mvc;

namespace Cchc.Modules.Contest.Pages.Contest;

/// <summary>Goes on with a code: on another device, after a lost connection, in the next round.</summary>
[NotCached, ManyAtOneAddress]
public sealed class ResumeModel(ContestBook book, Visitor visitor, TimeProvider clock) : ContestPage(book, clock)
{
    [BindProperty] public string Code { get; set; } = "";

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await LoadAsync(ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct)) return NotFound();
        if (Code.Length <= 40 && await visitor.ResumeAsync(Face.Contest.Id, Code, ct) is not null) return Redirect($"{Home}/cua-toi");
        ModelState.AddModelError("Code", ResumeCode.Read(Code) is null ? "Mã gồm 10 chữ cái và chữ số, ví dụ T3KH7 MPX2A." : "Không có mã này trong cuộc thi. Hãy xem lại từng ký tự.");
        return Page();
    }
}
