using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Cchc.Core.Media;
using Cchc.Core.People;
using Cchc.Core.Privacy;
using Cchc.Core.Settings;
using Cchc.Core.Text;
using Cchc.Core.Units;
using Cchc.Modules.Feedback.Data;
using Cchc.Modules.Feedback.Desk;
using Cchc.Modules.Feedback.Rules;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Cchc.Modules.Feedback.Pages.Admin.Matters;

/// <summary>What came on paper, by telephone, by mail or at the counter goes into the same queue, with its true time of receipt, and gets a code too.</summary>
[Authorize("feedback.receive"), RequestSizeLimit(MostInForm), RequestFormLimits(MultipartBodyLengthLimit = MostInForm)]
public sealed class EnterModel(FeedbackStore store, FeedbackFiles attachments, FeedbackSettingsCache settings, UnitDirectory units, SiteSettingsCache site, TimeProvider clock) : PageModel
{
    private const long MostInForm = (FeedbackFiles.MostFiles * FeedbackFiles.MostBytes) + (1024 * 1024);
    private const string TimeForm = "yyyy-MM-dd'T'HH:mm";

    public sealed class EnterInput
    {
        /// <summary>Random, made with the form: a form that is sent twice is one item.</summary>
        public string Form { get; set; } = Guid.NewGuid().ToString("N");
        [Required(ErrorMessage = "Hãy chọn loại ý kiến.")] public string Kind { get; set; } = "";
        public string? Field { get; set; }
        [Required(ErrorMessage = "Hãy ghi tiêu đề."), StringLength(300, ErrorMessage = "Tiêu đề dài hơn 300 ký tự.")] public string Subject { get; set; } = "";
        [Required(ErrorMessage = "Hãy ghi nội dung."), StringLength(10_000, ErrorMessage = "Nội dung dài hơn 10.000 ký tự.")] public string Content { get; set; } = "";
        public int? Unit { get; set; }
        [StringLength(300, ErrorMessage = "Dài hơn 300 ký tự.")] public string? Place { get; set; }
        [StringLength(200, ErrorMessage = "Họ tên dài hơn 200 ký tự.")] public string? Name { get; set; }
        [StringLength(30, ErrorMessage = "Số điện thoại dài quá.")] public string? Phone { get; set; }
        [StringLength(254, ErrorMessage = "Thư điện tử dài quá.")] public string? Email { get; set; }
        [StringLength(300, ErrorMessage = "Địa chỉ dài hơn 300 ký tự.")] public string? Address { get; set; }
        public PublishPermission MayPublish { get; set; }
        public FeedbackChannel Channel { get; set; } = FeedbackChannel.Paper;
        /// <summary>Vietnamese time.</summary>
        [Required(ErrorMessage = "Hãy ghi lúc nhận.")] public string ReceivedAt { get; set; } = "";
    }

    [BindProperty] public EnterInput Input { get; set; } = new();
    public FeedbackSettings Settings { get; private set; } = null!;
    public IReadOnlyList<Unit> Units { get; private set; } = [];
    /// <summary>What is handed to the sender; null while the form is being filled in.</summary>
    public FeedbackReceipt? Receipt { get; private set; }

    public async Task OnGetAsync(CancellationToken ct)
    {
        await LoadAsync(ct);
        Input.ReceivedAt = BusinessTime.Local(clock.GetUtcNow().UtcDateTime).ToString(TimeForm, CultureInfo.InvariantCulture);
    }

    public async Task<IActionResult> OnPostAsync(List<IFormFile> files, CancellationToken ct)
    {
        await LoadAsync(ct);
        var nowUtc = clock.GetUtcNow().UtcDateTime;
        var (phone, email) = (PersonText.Phone(Input.Phone), PersonText.Email(Input.Email));
        if (Settings.KindOf(Input.Kind) is null) ModelState.AddModelError("Input.Kind", "Hãy chọn loại ý kiến.");
        if (!string.IsNullOrWhiteSpace(Input.Phone) && phone is null) ModelState.AddModelError("Input.Phone", "Số điện thoại có 10 chữ số, ví dụ 0912 345 678.");
        if (!string.IsNullOrWhiteSpace(Input.Email) && email is null) ModelState.AddModelError("Input.Email", "Thư điện tử chưa đúng, ví dụ ten@example.vn.");
        if (Input.Channel == FeedbackChannel.Web) ModelState.AddModelError("Input.Channel", "Hãy chọn ý kiến đến bằng cách nào.");
        if (!DateTime.TryParse(Input.ReceivedAt, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) || BusinessTime.Utc(local) is var received && (received > nowUtc.AddMinutes(1) || received < nowUtc.AddYears(-1)))
            ModelState.AddModelError("Input.ReceivedAt", "Lúc nhận phải trong một năm qua và không ở sau lúc này.");
        if (!ModelState.IsValid) return Page();
        var by = new FeedbackAccess(User).As(FeedbackRole.Desk, HttpContext.Actor(), Settings.DeskUnitId);
        var streams = files.Select(file => new NewFile(file.FileName, file.OpenReadStream())).ToList();
        try
        {
            var taken = await attachments.TakeAsync(streams, fromSender: true, isPublic: true, ct);
            if (taken.Problem.Length > 0) ModelState.AddModelError("", taken.Problem);
            else Receipt = await store.SendAsync(new(Input.Form, Input.Kind, Input.Subject.Trim(), Input.Content.Trim(), new(Input.Name?.Trim() ?? "", phone ?? "", email ?? "", Input.Address?.Trim() ?? ""))
            {
                Field = Settings.FieldName(Input.Field ?? "").Length > 0 ? Input.Field! : "", UnitId = Units.Any(unit => unit.Id == Input.Unit) ? Input.Unit : null, Place = Input.Place?.Trim() ?? "", MayPublish = Input.MayPublish,
                Channel = Input.Channel, EnteredBy = by, SentUtc = BusinessTime.Utc(local), ReceivedUtc = BusinessTime.Utc(local),
            }, taken.Files, ct);
        }
        catch (MediaStoreException) { ModelState.AddModelError("", "Kho tệp đang đầy hoặc không tới được nên chưa lưu gì. Hãy thử lại sau, hoặc nhập không kèm tệp."); }
        finally { foreach (var file in streams) await file.Content.DisposeAsync(); }
        Response.Headers.CacheControl = "no-store";
        return Page();
    }

    private async Task LoadAsync(CancellationToken ct)
    {
        Settings = await settings.GetAsync(ct);
        Units = (await units.GetAsync(ct)).Below((await site.GetAsync(ct)).SitePlace, BusinessTime.Today(clock));
    }
}
