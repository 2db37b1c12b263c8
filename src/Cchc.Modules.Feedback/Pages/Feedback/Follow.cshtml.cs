using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Cchc.Core;
using Cchc.Core.Calendar;
using Cchc.Core.Content;
using Cchc.Core.Media;
using Cchc.Core.Privacy;
using Cchc.Core.Text;
using Cchc.Core.Units;
using Cchc.Modules.Feedback.Data;
using Cchc.Modules.Feedback.Following;
using Cchc.Modules.Feedback.Rules;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Cchc.Modules.Feedback.Pages.Feedback;

/// <summary>Following: code and secret open the item; then every step, and all that a sender may do.</summary>
[NotCached, TakesFiles(FeedbackFiles.MostFiles * FeedbackFiles.MostBytes + 1024 * 1024)]
public sealed class FollowModel(FeedbackStore store, FeedbackSecrets secrets, CodeTries tries, FeedbackPass pass, PrivacyRegister register, FeedbackSettingsCache settings, UnitDirectory units, WorkCalendar calendar, PersonKeys keys, TimeProvider clock) : PageModel
{
    private const int MaxNote = 4000;
    private static readonly JsonSerializerOptions Readable = new(ContentJson.Options) { WriteIndented = true };

    [BindProperty] public string Code { get; set; } = "";
    [BindProperty] public string Secret { get; set; } = "";
    [BindProperty, StringLength(MaxNote, ErrorMessage = "Nội dung dài hơn 4.000 ký tự.")] public string Note { get; set; } = "";
    [BindProperty] public List<IFormFile> Files { get; set; } = [];
    [BindProperty] public int Rating { get; set; }
    [BindProperty] public bool Sure { get; set; }
    [BindProperty, StringLength(100, ErrorMessage = "Họ và tên dài hơn 100 ký tự.")] public string Name { get; set; } = "";
    [BindProperty, StringLength(30, ErrorMessage = "Số điện thoại dài quá.")] public string Phone { get; set; } = "";
    [BindProperty, StringLength(254, ErrorMessage = "Thư điện tử dài quá.")] public string Email { get; set; } = "";
    [BindProperty] public PublishPermission Publish { get; set; }
    [BindProperty] public int Seen { get; set; }

    /// <summary>Null while nothing is opened.</summary>
    public FeedbackItem? Item { get; private set; }
    public FeedbackSettings Settings { get; private set; } = null!;
    public UnitRegistry Units { get; private set; } = null!;
    public WorkingDays Days { get; private set; } = null!;
    public DateOnly Today { get; } = BusinessTime.Today(clock);
    public SenderContact? Contact { get; private set; }
    /// <summary>The item into which this one was merged.</summary>
    public FeedbackItem? Main { get; private set; }
    /// <summary>What may be shown of its answer; "" while there is none.</summary>
    public string MainAnswer => Main is null ? "" : store.SharedAnswerOf(Main);
    public string ShownCode { get; private set; } = "";
    /// <summary>What has just been done, in words.</summary>
    [TempData] public string? Done { get; set; }

    public bool May(FeedbackAct act) => FeedbackFlow.Next(Item!.State, act, FeedbackRole.Sender, FeedbackStore.FactsOf(Item, FeedbackActor.Sender, Today, Settings)).Possible;
    public IEnumerable<FeedbackEvent> Steps => Item!.Events.Where(one => one.IsPublic);
    public string UnitName(int? id) => id is { } unit ? Units.Find(unit)?.Name ?? "" : "";

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        await LoadAsync(ct);
        if (Item is null) return Page();
        (Name, Phone, Email, Publish) = (Contact?.Name ?? "", Contact?.Phone ?? "", Contact?.Email ?? "", Item.MayPublish);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        Response.Headers.CacheControl = "no-store";
        if (Code.Trim().Length == 0) ModelState.AddModelError(nameof(Code), "Hãy ghi mã theo dõi.");
        if (Secret.Trim().Length == 0) ModelState.AddModelError(nameof(Secret), "Hãy ghi mã PIN, số điện thoại hoặc thư điện tử.");
        if (!ModelState.IsValid) return Page();
        if (!tries.Allows(secrets.CodeKey(TrackingCode.Read(Code) ?? Code), HttpContext.Connection.RemoteIpAddress))
        {
            CodeTries.Refuse(Response);
            ModelState.AddModelError("", "Đã thử quá nhiều lần. Hãy đợi 15 phút rồi thử lại.");
            return Page();
        }
        // One answer whether the code is unknown, mistyped or the secret wrong: nobody learns which codes there are.
        if (await store.OpenAsync(Code, Secret, ct) is not { } id)
        {
            ModelState.AddModelError(nameof(Code), "Mã theo dõi hoặc mã bí mật không đúng. Hãy xem lại biên nhận; số 0 và chữ O, số 1 và chữ I gõ thế nào cũng được.");
            return Page();
        }
        pass.Set(HttpContext, id);
        return RedirectToPage();
    }

    public Task<IActionResult> OnPostSupplyAsync(CancellationToken ct) => ActAsync(FeedbackAct.SupplyInfo, "Đã nhận phần bổ sung. Thời hạn lại tiếp tục tính.", ct);
    public Task<IActionResult> OnPostReplyAsync(CancellationToken ct) => ActAsync(FeedbackAct.Reply, "Đã gửi lời nhắn của bạn.", ct);
    public Task<IActionResult> OnPostCloseAsync(CancellationToken ct) => ActAsync(FeedbackAct.Close, "Đã kết thúc. Cảm ơn bạn.", ct);
    public Task<IActionResult> OnPostSolvedAsync(CancellationToken ct) => ActAsync(FeedbackAct.Solved, "Cảm ơn bạn đã cho biết.", ct);
    public Task<IActionResult> OnPostReopenAsync(CancellationToken ct) => ActAsync(FeedbackAct.Reopen, "Đã mở lại. Thời hạn mới bắt đầu từ hôm nay.", ct);

    public Task<IActionResult> OnPostWithdrawAsync(CancellationToken ct)
    {
        if (!Sure) ModelState.AddModelError(nameof(Sure), "Hãy đánh dấu xác nhận rút ý kiến.");
        return ActAsync(FeedbackAct.Withdraw, "Đã rút ý kiến.", ct);
    }

    public Task<IActionResult> OnPostRateAsync(CancellationToken ct)
    {
        if (Rating is < 1 or > 5) ModelState.AddModelError(nameof(Rating), "Hãy chọn một mức đánh giá.");
        return ActAsync(FeedbackAct.Rate, "Cảm ơn bạn đã đánh giá.", ct, item => item.Rating = Rating);
    }

    public async Task<IActionResult> OnPostCorrectAsync(CancellationToken ct)
    {
        var (phone, email) = (PersonText.Phone(Phone), PersonText.Email(Email));
        if (Phone.Trim().Length > 0 && phone is null) ModelState.AddModelError(nameof(Phone), "Số điện thoại có 10 chữ số, ví dụ 0912 345 678.");
        if (Email.Trim().Length > 0 && email is null) ModelState.AddModelError(nameof(Email), "Thư điện tử chưa đúng, ví dụ ten@example.vn.");
        var contact = new SenderContact(Name.Trim(), phone ?? "", email ?? "");
        return await ActAsync(FeedbackAct.Correct, "Đã sửa thông tin của bạn.", ct, item =>
        {
            (item.Contact, item.IsAnonymous) = (contact.Hide(keys), contact.Name.Length == 0);
            (item.PhoneKey, item.EmailKey) = (secrets.SecretKey(item.CodeKey, contact.Phone), secrets.SecretKey(item.CodeKey, contact.Email));
            item.MayPublish = contact.Name.Length == 0 && Publish == PublishPermission.WithName ? PublishPermission.WithoutName : Publish;
        });
    }

    public async Task<IActionResult> OnPostEraseAsync(CancellationToken ct)
    {
        await LoadAsync(ct);
        if (Item is null) return RedirectToPage();
        if (!Sure) ModelState.AddModelError(nameof(Sure), "Hãy đánh dấu xác nhận xóa dữ liệu cá nhân.");
        if (!ModelState.IsValid) return Page();
        var result = await store.EraseAsync(Item.Id, FeedbackActor.Sender, ct);
        if (result.Outcome == ActOutcome.Done) Done = "Đã xóa họ tên, liên hệ, lời nhắn và tệp của bạn.";
        else ModelState.AddModelError("", result.Problem);
        return result.Outcome == ActOutcome.Done ? RedirectToPage() : Page();
    }

    /// <summary>Everything that is kept about the sender, as a file.</summary>
    public async Task<IActionResult> OnGetDataAsync(CancellationToken ct)
    {
        await LoadAsync(ct);
        if (Item is not { } item) return RedirectToPage();
        var data = new
        {
            code = ShownCode, item.Kind, item.Subject, item.Content, item.Place, item.State, sent = item.SentUtc, received = item.ReceivedUtc, due = item.DueOn, contact = Contact, item.MayPublish, item.Answer, item.Rating, item.RatingReason,
            steps = Steps.Select(one => new { at = one.AtUtc, act = one.Act.ToString(), one.Note }), files = item.Files.Where(file => file.FromSender).Select(file => new { file.Name, file.Bytes, sha256 = file.Hash }),
        };
        await register.RecordTakenAsync(FeedbackModule.Key, FeedbackStore.ReferenceOf(item.Id), ct);
        return File(JsonSerializer.SerializeToUtf8Bytes(data, Readable), "application/json", "du-lieu-cua-toi.json");
    }

    public IActionResult OnPostLeave()
    {
        pass.Forget(HttpContext);
        return RedirectToPage();
    }

    private async Task<IActionResult> ActAsync(FeedbackAct act, string done, CancellationToken ct, Action<FeedbackItem>? change = null)
    {
        await LoadAsync(ct);
        if (Item is not { } item) return RedirectToPage();
        // A second click of what has just been done: the person sees that it is done.
        if (item.Version != Seen && item.Events.LastOrDefault() is { Role: FeedbackRole.Sender } last && last.Act == act && last.Note == Note.Trim()) return Finished(done);
        if (!ModelState.IsValid) return Page();
        var streams = Files.Select(file => new NewFile(file.FileName, file.OpenReadStream())).ToList();
        try
        {
            var result = await store.ActAsync(item.Id, new(act, Note.Trim()) { Files = streams, Change = change, Seen = Seen }, FeedbackActor.Sender, ct);
            if (result.Outcome == ActOutcome.Done) return Finished(done);
            ModelState.AddModelError(nameof(Note), result.Problem);
        }
        catch (MediaStoreException)
        {
            Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            ModelState.AddModelError(nameof(Files), "Chưa lưu được tệp vì kho tệp của trang đang trục trặc. Hãy thử lại sau ít phút, hoặc gửi không kèm tệp.");
        }
        finally { foreach (var file in streams) await file.Content.DisposeAsync(); }
        await LoadAsync(ct);
        return Page();
    }

    private RedirectToPageResult Finished(string done)
    {
        Done = done;
        return RedirectToPage();
    }

    private async Task LoadAsync(CancellationToken ct)
    {
        Response.Headers.CacheControl = "no-store";
        if (pass.Read(HttpContext) is not { } id || await store.FindAsync(id, ct) is not { } item) return;
        (Item, Settings, Units, Days) = (item, await settings.GetAsync(ct), await units.GetAsync(ct), await calendar.GetAsync(ct));
        (Contact, ShownCode) = (SenderContact.Read(keys, item.Contact), keys.Unprotect(item.CodeHidden) is { } code ? TrackingCode.Shown(code) : "");
        Main = await store.MainOfAsync(item, ct);
        pass.Set(HttpContext, id);
    }
}
