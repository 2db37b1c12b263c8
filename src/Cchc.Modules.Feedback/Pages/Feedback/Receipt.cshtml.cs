using Cchc.Core;
using Cchc.Modules.Feedback.Data;
using Cchc.Modules.Feedback.Following;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Cchc.Modules.Feedback.Pages.Feedback;

/// <summary>Code and PIN, to be written down or printed. Reloading shows the same; a form sent twice leads here twice.</summary>
[NotCached]
public sealed class ReceiptModel(FeedbackStore store, FeedbackPass pass, FeedbackSettingsCache settings) : PageModel
{
    public FeedbackItem Item { get; private set; } = null!;
    public FeedbackReceipt Receipt { get; private set; } = null!;
    public FeedbackSettings Settings { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        Response.Headers.CacheControl = "no-store";
        if (pass.Read(HttpContext) is not { } id || await store.FindAsync(id, ct) is not { } item || store.ReceiptOf(item) is not { } receipt) return Redirect("/gop-y/theo-doi");
        (Item, Receipt, Settings) = (item, receipt, await settings.GetAsync(ct));
        return Page();
    }
}
