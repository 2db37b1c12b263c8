using System.ComponentModel.DataAnnotations;
using Cchc.Core;
using Cchc.Core.Media;
using Cchc.Core.Privacy;
using Cchc.Core.ProofOfWork;
using Cchc.Core.Settings;
using Cchc.Core.Text;
using Cchc.Core.Units;
using Cchc.Modules.Feedback.Data;
using Cchc.Modules.Feedback.Following;
using Cchc.Modules.Feedback.Rules;
using Cchc.Modules.Feedback.Sending;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Cchc.Modules.Feedback.Pages.Feedback;

/// <summary>The form. Whatever goes wrong, it comes back with every word and every file.</summary>
[NotCached, TakesFiles(FeedbackFiles.MostFiles * FeedbackFiles.MostBytes + 1024 * 1024)]
public sealed class SendModel(FeedbackStore store, FeedbackFiles files, HeldFiles held, FeedbackLimits limits, FeedbackPass pass, Similar similar, FeedbackSettingsCache settings, SiteSettingsCache site, UnitDirectory units, PuzzleDesk puzzles, TimeProvider clock) : PageModel
{
    public const int MaxContent = 8000;

    public sealed class SendInput
    {
        /// <summary>Random: the same form sent twice is one item.</summary>
        public string Form { get; set; } = "";
        /// <summary>Encrypted note of the files that came with an earlier try.</summary>
        public string Held { get; set; } = "";
        public string Kind { get; set; } = "";
        [Required(ErrorMessage = "Hãy ghi tiêu đề."), StringLength(200, ErrorMessage = "Tiêu đề dài hơn 200 ký tự. Hãy ghi ngắn, chi tiết để ở phần nội dung.")]
        public string Subject { get; set; } = "";
        [Required(ErrorMessage = "Nội dung còn trống. Hãy viết điều bạn muốn gửi."), StringLength(MaxContent, ErrorMessage = "Nội dung dài hơn 8.000 ký tự. Hãy rút gọn, hoặc gửi phần chi tiết bằng tệp đính kèm.")]
        public string Content { get; set; } = "";
        public string Field { get; set; } = "";
        [StringLength(200, ErrorMessage = "Tên cơ quan dài hơn 200 ký tự.")]
        public string Unit { get; set; } = "";
        [StringLength(300, ErrorMessage = "Địa điểm dài hơn 300 ký tự.")]
        public string Place { get; set; } = "";
        [StringLength(100, ErrorMessage = "Họ và tên dài hơn 100 ký tự.")]
        public string Name { get; set; } = "";
        [StringLength(30, ErrorMessage = "Số điện thoại dài quá.")]
        public string Phone { get; set; } = "";
        [StringLength(254, ErrorMessage = "Thư điện tử dài quá.")]
        public string Email { get; set; } = "";
        public PublishPermission Publish { get; set; }
        /// <summary>The person has read where complaints and the like go, and still wants to send it here.</summary>
        public bool ReadAdvice { get; set; }
    }

    [BindProperty] public SendInput Input { get; set; } = new();
    [BindProperty] public List<IFormFile> Files { get; set; } = [];
    /// <summary>Keys of held files that the person takes out again.</summary>
    [BindProperty] public List<string> Drop { get; set; } = [];

    /// <summary>What the browser worked out while the form was filled in.</summary>
    [BindProperty(Name = PuzzleDesk.Field)] public string? Proof { get; set; }
    /// <summary>Where the script gets a puzzle; null when none is asked for.</summary>
    public string? ProofPath => puzzles.IsAsked ? PuzzleEndpoint.Path : null;

    public FeedbackSettings Settings { get; private set; } = null!;
    public IReadOnlyList<Unit> Offices { get; private set; } = [];
    public IReadOnlyList<FeedbackFile> Held { get; private set; } = [];
    public IReadOnlyList<OtherChannelAdvice> Advice { get; private set; } = [];
    /// <summary>Null until somebody has looked.</summary>
    public IReadOnlyList<Similar.Line>? Alike { get; private set; }

    public async Task OnGetAsync(CancellationToken ct)
    {
        await LoadAsync(ct);
        Input.Form = CodeSecrets.NewForm();
    }

    /// <summary>"Tìm câu đã trả lời", without script: the form comes back with what is like it.</summary>
    public async Task<IActionResult> OnPostSimilarAsync(CancellationToken ct)
    {
        await LoadAsync(ct);
        await TakeFilesAsync(ct);
        var problems = ModelState.GetValueOrDefault(nameof(Files))?.Errors.Select(error => error.ErrorMessage).ToList() ?? [];
        ModelState.Clear();
        foreach (var problem in problems) ModelState.AddModelError(nameof(Files), problem);
        Alike = await similar.FindAsync(Input.Subject, ct);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        await LoadAsync(ct);
        if (!Settings.IsOpen) return Page();
        await TakeFilesAsync(ct);
        if (Settings.KindOf(Input.Kind) is null) ModelState.AddModelError("Input.Kind", "Hãy chọn loại ý kiến.");
        if (Input.Field.Length > 0 && Settings.FieldName(Input.Field).Length == 0) ModelState.AddModelError("Input.Field", "Hãy chọn lại lĩnh vực.");
        var unit = UnitTyped();
        var contact = ContactTyped();
        Advice = [.. OtherChannels.In($"{Input.Subject}\n{Input.Content}").Select(OtherChannels.Advice)];
        if (Advice.Count > 0 && !Input.ReadAdvice) ModelState.AddModelError("Input.ReadAdvice", "Nội dung có chỗ thuộc kênh khác. Hãy đọc hướng dẫn; nếu vẫn gửi ở đây, đánh dấu vào ô bên dưới.");
        if (!ModelState.IsValid) return Page();
        if (!limits.AllowsSending(HttpContext.Connection.RemoteIpAddress))
        {
            Response.StatusCode = StatusCodes.Status429TooManyRequests;
            ModelState.AddModelError("", "Từ mạng này đã có quá nhiều ý kiến được gửi trong một giờ. Nội dung của bạn vẫn còn nguyên ở đây; hãy thử lại sau ít phút.");
            return Page();
        }
        if (!puzzles.Takes(Proof, $"{HttpContext.Connection.RemoteIpAddress}"))
        {
            ModelState.AddModelError("", PuzzleDesk.Refusal);
            return Page();
        }
        var receipt = await store.SendAsync(new(Input.Form, Input.Kind, Input.Subject.Trim(), Input.Content.Trim(), contact)
        {
            Field = Input.Field, UnitId = unit?.Id, Place = Input.Place.Trim(), MayPublish = contact.Name.Length == 0 && Input.Publish == PublishPermission.WithName ? PublishPermission.WithoutName : Input.Publish,
        }, Held, ct);
        pass.Set(HttpContext, receipt.Id);
        return Redirect("/gop-y/bien-nhan");
    }

    private async Task LoadAsync(CancellationToken ct)
    {
        Settings = await settings.GetAsync(ct);
        Offices = (await units.GetAsync(ct)).Below((await site.GetAsync(ct)).SitePlace, BusinessTime.Today(clock));
        if (!CodeSecrets.IsForm(Input.Form)) Input.Form = CodeSecrets.NewForm();
    }

    /// <summary>Takes the files of this try beside those of earlier ones. A refused file leaves the others as they are.</summary>
    private async Task TakeFilesAsync(CancellationToken ct)
    {
        Held = [.. held.Read(Input.Form, Input.Held).Where(file => !Drop.Contains(file.Key))];
        if (Held.Count + Files.Count > FeedbackFiles.MostFiles) ModelState.AddModelError(nameof(Files), $"Chỉ gửi được tối đa {FeedbackFiles.MostFiles} tệp.");
        else if (Files.Count > 0 && !limits.AllowsFiles(HttpContext.Connection.RemoteIpAddress)) ModelState.AddModelError(nameof(Files), "Từ mạng này đã có quá nhiều tệp được gửi trong một giờ. Hãy thử lại sau, hoặc gửi không kèm tệp.");
        else
            try
            {
                foreach (var file in Files)
                {
                    await using var content = file.OpenReadStream();
                    var taken = await files.TakeAsync([new(file.FileName, content)], fromSender: true, isPublic: true, ct);
                    if (taken.Problem.Length > 0) ModelState.AddModelError(nameof(Files), taken.Problem);
                    Held = [.. Held, .. taken.Files];
                }
            }
            catch (MediaStoreException)
            {
                Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                ModelState.AddModelError(nameof(Files), "Chưa lưu được tệp vì kho tệp của trang đang trục trặc. Nội dung bạn viết vẫn còn ở đây; hãy thử lại sau ít phút, hoặc gửi không kèm tệp rồi bổ sung sau.");
            }
        Input.Held = held.Write(Input.Form, Held);
        ModelState.Remove("Input.Held");
        ModelState.Remove("Input.Form");
    }

    private Unit? UnitTyped()
    {
        var typed = Vietnamese.Fold(Input.Unit.Trim());
        if (typed.Length == 0) return null;
        if (Offices.FirstOrDefault(office => Vietnamese.Fold(office.Name) == typed) is { } unit) return unit;
        ModelState.AddModelError("Input.Unit", "Không thấy cơ quan này trong danh sách. Hãy chọn một tên gợi ý, hoặc để trống nếu không rõ và ghi tên trong nội dung.");
        return null;
    }

    private SenderContact ContactTyped()
    {
        var (name, phone, email) = (Input.Name.Trim(), PersonText.Phone(Input.Phone), PersonText.Email(Input.Email));
        if (Input.Phone.Trim().Length > 0 && phone is null) ModelState.AddModelError("Input.Phone", "Số điện thoại có 10 chữ số, ví dụ 0912 345 678.");
        if (Input.Email.Trim().Length > 0 && email is null) ModelState.AddModelError("Input.Email", "Thư điện tử chưa đúng, ví dụ ten@example.vn.");
        if (!Settings.AnonymousAllowed)
        {
            if (name.Length == 0) ModelState.AddModelError("Input.Name", "Hãy ghi họ và tên.");
            if (Input.Phone.Trim().Length + Input.Email.Trim().Length == 0) ModelState.AddModelError("Input.Phone", "Hãy ghi số điện thoại hoặc thư điện tử.");
        }
        return new(name, phone ?? "", email ?? "");
    }
}
