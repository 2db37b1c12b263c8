using System.ComponentModel.DataAnnotations;
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
    public sealed class RequestInput
    {
        /// <summary>Random: the same form sent twice is one request.</summary>
        public string Form { get; set; } = "";
        [Required(ErrorMessage = "Hãy chọn điều bạn muốn.")] public PersonalDataRequestKind? Kind { get; set; }
        public string Module { get; set; } = "";
        [StringLength(200, ErrorMessage = "Mã hoặc tên dài hơn 200 ký tự.")] public string About { get; set; } = "";
        [Required(ErrorMessage = "Hãy ghi nội dung yêu cầu."), StringLength(PrivacyRules.MaxText, ErrorMessage = "Nội dung dài hơn 4.000 ký tự. Hãy rút gọn.")] public string Text { get; set; } = "";
        [Required(ErrorMessage = "Hãy ghi họ và tên."), StringLength(100, ErrorMessage = "Họ và tên dài hơn 100 ký tự.")] public string Name { get; set; } = "";
        [StringLength(30, ErrorMessage = "Số điện thoại dài quá.")] public string Phone { get; set; } = "";
        [StringLength(254, ErrorMessage = "Thư điện tử dài quá.")] public string Email { get; set; } = "";
    }

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
        if (Input.Kind is { } kind && !Enum.IsDefined(kind)) ModelState.AddModelError("Input.Kind", "Hãy chọn điều bạn muốn.");
        if (Input.Module.Length > 0 && Kept.All(one => one.Module != Input.Module)) ModelState.AddModelError("Input.Module", "Hãy chọn lại mục dữ liệu.");
        var (phone, email) = (PersonText.Phone(Input.Phone), PersonText.Email(Input.Email));
        if (Input.Phone.Trim().Length > 0 && phone is null) ModelState.AddModelError("Input.Phone", "Số điện thoại có 10 chữ số, ví dụ 0912 345 678.");
        if (Input.Email.Trim().Length > 0 && email is null) ModelState.AddModelError("Input.Email", "Thư điện tử chưa đúng, ví dụ ten@example.vn.");
        if (!ModelState.IsValid) return Page();
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
        var receipt = await desk.SendAsync(new(Input.Form, Input.Kind!.Value, Input.Module, new(new(Input.Name.Trim(), phone ?? "", email ?? ""), Input.About.Trim(), Input.Text.Trim())), ct);
        pass.Set(HttpContext, receipt.Id);
        return Redirect($"{PrivacyDesk.Path}/bien-nhan");
    }

    private async Task LoadAsync(CancellationToken ct)
    {
        if (!CodeSecrets.IsForm(Input.Form)) Input.Form = CodeSecrets.NewForm();
        ModelState.Remove("Input.Form");
        var kept = new List<KeptData>();
        foreach (var module in modules) kept.Add(await module.TellAsync(ct));
        Kept = kept;
    }
}
