using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Cchc.Core.People;
using Cchc.Core.Privacy;
using Cchc.Core.Text;
using Cchc.Modules.Newsroom.Pages.Privacy;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Cchc.Modules.Newsroom.Pages.Admin.Privacy;

/// <summary>What came on paper, by telephone or by mail goes into the same register, with its true time of receipt, and gets a code too.</summary>
[Authorize("privacy.handle")]
public sealed class EnterModel(PrivacyDesk desk, IEnumerable<IKeptData> modules, TimeProvider clock) : PageModel
{
    private const string TimeForm = "yyyy-MM-dd'T'HH:mm";

    public sealed class EnterInput : RequestInput
    {
        /// <summary>Vietnamese time.</summary>
        [Required(ErrorMessage = "Hãy ghi lúc nhận.")] public string ReceivedAt { get; set; } = "";
    }

    [BindProperty] public EnterInput Input { get; set; } = new();
    public IReadOnlyList<KeptData> Kept { get; private set; } = [];
    /// <summary>What is handed to the person; null while the form is being filled in.</summary>
    public PrivacyReceipt? Receipt { get; private set; }

    public async Task OnGetAsync(CancellationToken ct)
    {
        Input.Begin(ModelState);
        Kept = await modules.TellAllAsync(ct);
        Input.ReceivedAt = BusinessTime.Local(clock.GetUtcNow().UtcDateTime).ToString(TimeForm, CultureInfo.InvariantCulture);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        Input.Begin(ModelState);
        Kept = await modules.TellAllAsync(ct);
        var nowUtc = clock.GetUtcNow().UtcDateTime;
        if (!DateTime.TryParse(Input.ReceivedAt, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) || BusinessTime.Utc(local) is var received && (received > nowUtc.AddMinutes(1) || received < nowUtc.AddYears(-1)))
            ModelState.AddModelError("Input.ReceivedAt", "Lúc nhận phải trong một năm qua và không ở sau lúc này.");
        Response.Headers.CacheControl = "no-store";
        if (Input.Read(Kept, ModelState) is { } request) Receipt = await desk.SendAsync(request with { EnteredBy = HttpContext.Actor(), ReceivedUtc = BusinessTime.Utc(local) }, ct);
        return Page();
    }
}
