using Cchc.Core;
using Cchc.Core.Privacy;
using Cchc.Core.ProofOfWork;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Cchc.Modules.Newsroom.Pages.Privacy;

/// <summary>What the site keeps of people, their rights, and the form for a request. Whatever goes wrong, it comes back with every word.</summary>
[NotCached]
public sealed class IndexModel(PrivacyDesk desk, PrivacyLimits limits, PrivacyPass pass, IEnumerable<IKeptData> modules, PuzzleDesk puzzles) : PageModel
{
    [BindProperty] public RequestInput Input { get; set; } = new();
    /// <summary>What the browser worked out while the form was filled in.</summary>
    [BindProperty(Name = PuzzleDesk.Field)] public string? Proof { get; set; }
    /// <summary>Where the script gets a puzzle; null when none is asked for.</summary>
    public string? ProofPath => puzzles.IsAsked ? PuzzleEndpoint.Path : null;
    public IReadOnlyList<KeptData> Kept { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct) => await LoadAsync(ct);

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        await LoadAsync(ct);
        if (Input.Read(Kept, ModelState) is not { } request) return Page();
        if (!limits.Allows(HttpContext.Connection.RemoteIpAddress))
        {
            Response.StatusCode = StatusCodes.Status429TooManyRequests;
            ModelState.AddModelError("", "Từ mạng này đã có quá nhiều yêu cầu được gửi trong một giờ. Nội dung của bạn vẫn còn nguyên ở đây; hãy thử lại sau ít phút.");
            return Page();
        }
        if (!puzzles.Takes(Proof, $"{HttpContext.Connection.RemoteIpAddress}"))
        {
            ModelState.AddModelError("", PuzzleDesk.Refusal);
            return Page();
        }
        var receipt = await desk.SendAsync(request, ct);
        pass.Set(HttpContext, receipt.Id);
        return Redirect($"{PrivacyDesk.Path}/bien-nhan");
    }

    private async Task LoadAsync(CancellationToken ct)
    {
        Input.Begin(ModelState);
        Kept = await modules.TellAllAsync(ct);
    }
}
