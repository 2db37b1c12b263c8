using Cchc.Core;
using Cchc.Core.Privacy;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Cchc.Modules.Newsroom.Pages.Privacy;

/// <summary>Code and secret open a request; then where it stands and what was answered.</summary>
[NotCached]
public sealed class FindModel(PrivacyDesk desk, PrivacySecrets secrets, CodeTries tries, PrivacyPass pass, PersonKeys keys) : PageModel
{
    [BindProperty] public string Code { get; set; } = "";
    [BindProperty] public string Secret { get; set; } = "";

    /// <summary>Null while nothing is opened.</summary>
    public PersonalDataRequest? Found { get; private set; }
    public RequestWords? Words { get; private set; }
    public string? Plan { get; private set; }
    public string? Answer { get; private set; }
    public string ShownCode { get; private set; } = "";

    public async Task OnGetAsync(CancellationToken ct)
    {
        Response.Headers.CacheControl = "no-store";
        if (pass.Read(HttpContext) is not { } id || await desk.FindAsync(id, ct) is not { CodeKey: not null } request) return;
        (Found, Words, ShownCode) = (request, RequestWords.Read(keys, request.Personal), keys.Unprotect(request.CodeHidden) is { } code ? TrackingCode.Shown(code) : "");
        (Plan, Answer) = (request.Plan.Length > 0 ? keys.Unprotect(request.Plan) : null, request.Answer.Length > 0 ? keys.Unprotect(request.Answer) : null);
        pass.Set(HttpContext, id);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        Response.Headers.CacheControl = "no-store";
        if (Code.Trim().Length == 0) ModelState.AddModelError(nameof(Code), "Hãy ghi mã yêu cầu.");
        if (Secret.Trim().Length == 0) ModelState.AddModelError(nameof(Secret), "Hãy ghi mã PIN, số điện thoại hoặc thư điện tử.");
        if (!ModelState.IsValid) return Page();
        if (!tries.Allows(secrets.CodeKey(TrackingCode.Read(Code) ?? Code), HttpContext.Connection.RemoteIpAddress))
        {
            CodeTries.Refuse(Response);
            ModelState.AddModelError("", "Đã thử quá nhiều lần. Hãy đợi 15 phút rồi thử lại.");
            return Page();
        }
        // One answer whether the code is unknown, mistyped or the secret wrong: nobody learns which codes there are.
        if (await desk.OpenAsync(Code, Secret, ct) is not { } id)
        {
            ModelState.AddModelError(nameof(Code), "Mã yêu cầu hoặc mã bí mật không đúng. Hãy xem lại biên nhận; số 0 và chữ O, số 1 và chữ I gõ thế nào cũng được.");
            return Page();
        }
        pass.Set(HttpContext, id);
        return Redirect($"{PrivacyDesk.Path}/tra-cuu");
    }

    public IActionResult OnPostLeave()
    {
        pass.Forget(HttpContext);
        return Redirect($"{PrivacyDesk.Path}/tra-cuu");
    }
}
