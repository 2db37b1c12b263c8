using Cchc.Core;
using Cchc.Core.Calendar;
using Cchc.Core.People;
using Cchc.Core.Privacy;
using Cchc.Core.Text;
using Cchc.Themes.TagHelpers.Admin;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Newsroom.Pages.Admin.Privacy;

/// <summary>One request about personal data: who asks is masked until somebody asks to see it, which is a line of the trail.</summary>
[Authorize("privacy.handle")]
public sealed class RequestModel(SiteDb db, PrivacyDesk desk, WorkCalendar calendar, PersonKeys keys, IEnumerable<IKeptData> modules, TimeProvider clock) : PageModel
{
    public sealed class StepInput
    {
        public PrivacyAct Act { get; set; }
        public string Text { get; set; } = "";
        public string Reason { get; set; } = "";
        public DateOnly? PromisedOn { get; set; }
        /// <summary>Version that the officer saw.</summary>
        public int Seen { get; set; }
    }

    [BindProperty(SupportsGet = true)] public long Id { get; set; }
    [BindProperty] public StepInput Input { get; set; } = new();

    public PersonalDataRequest Found { get; private set; } = null!;
    public RequestWords? Words { get; private set; }
    /// <summary>Who asks: shown once, after the officer asked for it.</summary>
    public SenderContact? Contact { get; private set; }
    public string? Plan { get; private set; }
    public string? Answer { get; private set; }
    public string ModuleName { get; private set; } = "";
    public DueLight Light { get; private set; }
    public IReadOnlyList<AuditEvent> Events { get; private set; } = [];
    /// <summary>A step was not taken; its form is open with what was typed.</summary>
    public bool Refused { get; private set; }

    public string Told(string text) => Contact is null ? PersonText.MaskIn(text) : text;

    public StepInput Typed(PrivacyAct act) => Refused && Input.Act == act ? Input : new();

    public string TitleOf(PrivacyAct act) => act switch { PrivacyAct.Finish => "Đã làm xong, trả lời", PrivacyAct.Take => Found.State == PersonalDataRequestState.New ? "Trả lời, hẹn ngày làm xong" : "Báo lại, hẹn ngày khác", _ => "Từ chối" };

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await LoadAsync(ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct)) return NotFound();
        var problem = !Enum.IsDefined(Input.Act) ? "Hãy chọn việc làm tiếp." : await desk.ActAsync(Id, new(Input.Act, Input.Text.Trim(), Input.PromisedOn, Input.Reason.Trim(), Input.Seen), HttpContext.Actor(), ct);
        if (problem.Length > 0)
        {
            db.ChangeTracker.Clear();
            if (!await LoadAsync(ct)) return NotFound();
            ModelState.AddModelError("", problem);
            Refused = true;
            return Page();
        }
        TempData.Say(Input.Act switch { PrivacyAct.Take => "Đã trả lời và hẹn ngày.", PrivacyAct.Finish => "Đã làm xong và trả lời.", _ => "Đã từ chối và giải thích." });
        return LocalRedirect(PrivacyDesk.UrlOf(Id));
    }

    /// <summary>Shows who asks. Each look is a line of the trail.</summary>
    public async Task<IActionResult> OnPostContactAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct)) return NotFound();
        db.Add(HttpContext.Actor().Did(clock.GetUtcNow().UtcDateTime, "privacy.person-seen", PrivacyDesk.NoticeOf(Id, "xem người yêu cầu"), nameof(PersonalDataRequest), $"{Id}"));
        await db.SaveChangesAsync(ct);
        await LoadAsync(ct);
        Contact = Words?.Contact;
        Response.Headers.CacheControl = "no-store";
        return Page();
    }

    private async Task<bool> LoadAsync(CancellationToken ct)
    {
        if (await desk.FindAsync(Id, ct) is not { } found) return false;
        (Found, Words) = (found, RequestWords.Read(keys, found.Personal));
        (Plan, Answer) = (found.Plan.Length > 0 ? keys.Unprotect(found.Plan) : null, found.Answer.Length > 0 ? keys.Unprotect(found.Answer) : null);
        Light = PrivacyRules.Light(found, BusinessTime.Today(clock), await calendar.GetAsync(ct));
        ModuleName = (await modules.TellAllAsync(ct)).FirstOrDefault(one => one.Module == found.Module)?.Name ?? found.Module;
        var subject = $"{Id}";
        Events = await db.Set<AuditEvent>().AsNoTracking().Where(one => one.SubjectType == nameof(PersonalDataRequest) && one.SubjectId == subject).OrderByDescending(one => one.Id).ToListAsync(ct);
        return true;
    }
}
