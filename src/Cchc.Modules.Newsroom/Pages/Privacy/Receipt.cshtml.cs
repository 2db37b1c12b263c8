using Cchc.Core;
using Cchc.Core.Privacy;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Cchc.Modules.Newsroom.Pages.Privacy;

/// <summary>Code and PIN, to be written down or printed. Reloading shows the same; a form sent twice leads here twice.</summary>
[NotCached]
public sealed class ReceiptModel(PrivacyDesk desk, PrivacyPass pass) : PageModel
{
    public PersonalDataRequest Found { get; private set; } = null!;
    public PrivacyReceipt Receipt { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        Response.Headers.CacheControl = "no-store";
        if (pass.Read(HttpContext) is not { } id || await desk.FindAsync(id, ct) is not { } request || desk.ReceiptOf(request) is not { } receipt) return Redirect($"{PrivacyDesk.Path}/tra-cuu");
        (Found, Receipt) = (request, receipt);
        return Page();
    }
}
