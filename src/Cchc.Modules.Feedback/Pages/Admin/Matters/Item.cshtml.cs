using Cchc.Core;
using Cchc.Core.Calendar;
using Cchc.Core.Media;
using Cchc.Core.People;
using Cchc.Core.Privacy;
using Cchc.Core.Settings;
using Cchc.Core.Text;
using Cchc.Core.Units;
using Cchc.Modules.Feedback.Data;
using Cchc.Modules.Feedback.Desk;
using Cchc.Modules.Feedback.Following;
using Cchc.Modules.Feedback.Rules;
using Cchc.Themes.TagHelpers.Admin;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Feedback.Pages.Admin.Matters;

/// <summary>One matter on an officer's desk: what was said, what happened, and every step that this person may take now.</summary>
[Authorize("feedback.enter"), RequestSizeLimit(MostInForm), RequestFormLimits(MultipartBodyLengthLimit = MostInForm)]
public sealed class ItemModel(SiteDb db, FeedbackStore store, FeedbackSecrets secrets, FeedbackSettingsCache settings, WorkCalendar calendar, UnitDirectory units, SiteSettingsCache site, PersonKeys keys, IMediaStore media, TimeProvider clock) : PageModel
{
    private const long MostInForm = (FeedbackFiles.MostFiles * FeedbackFiles.MostBytes) + (1024 * 1024);

    private const int MostInLine = 300, MostInName = 200;

    /// <summary>What a step's form says. Only the fields of its step are filled.</summary>
    public sealed class StepInput
    {
        public FeedbackAct Act { get; set; }
        /// <summary>Version of the item that the officer saw.</summary>
        public int Seen { get; set; }
        public string? Note { get; set; }
        public string? Text { get; set; }
        public int? Unit { get; set; }
        public int Days { get; set; }
        /// <summary>Tracking code or number of the item into which this one is merged.</summary>
        public string? Other { get; set; }
        public string? To { get; set; }
        public string? Subject { get; set; }
        public string? Content { get; set; }
        public string? Name { get; set; }
        public int? Template { get; set; }
        public int? Rating { get; set; }
        public string? Kind { get; set; }
        public string? Field { get; set; }
    }

    [BindProperty(SupportsGet = true)] public long Id { get; set; }
    [BindProperty] public StepInput Input { get; set; } = new();

    public FeedbackItem Item { get; private set; } = null!;
    public IReadOnlyList<FeedbackEvent> Events { get; private set; } = [];
    public IReadOnlyList<FeedbackFile> Files { get; private set; } = [];
    public FeedbackAccess Access { get; private set; } = null!;
    public FeedbackSettings Settings { get; private set; } = null!;
    public IReadOnlyDictionary<FeedbackAct, FeedbackRole> Possible { get; private set; } = new Dictionary<FeedbackAct, FeedbackRole>();
    public DueLight Light { get; private set; }
    public IReadOnlyList<Unit> Handlers { get; private set; } = [];
    public IReadOnlyList<AnswerTemplate> Templates { get; private set; } = [];
    public UnitRegistry Registry { get; private set; } = null!;
    /// <summary>The step whose form is open, because it was refused or is being filled.</summary>
    public FeedbackAct? Open { get; private set; }
    /// <summary>Who sent it: shown once, after the desk asked for it.</summary>
    public SenderContact? Sender { get; private set; }
    /// <summary>Name of the officer who writes the answer; "" before the first draft.</summary>
    public string HandlerName { get; private set; } = "";
    public bool HasSender => Item.Contact.Length > 0;

    public string UnitName(int? id) => Registry.Find(id ?? 0)?.Name ?? "";
    /// <summary>"người gửi", "Nguyễn An (Sở Y tế)"; the unit alone where nobody is named.</summary>
    public string ByWhom(FeedbackEvent one) => one.Role == FeedbackRole.Sender ? "người gửi"
        : one.UnitId is not { } unit ? one.Who : one.Who.Length == 0 ? UnitName(unit) : $"{one.Who} ({UnitName(unit)})";

    /// <summary>What the sender wrote; those who need not know them see numbers and addresses of people masked.</summary>
    public string Told(string text) => Access.IsDesk ? text : PersonText.MaskIn(text);
    public bool Can(FeedbackAct act) => Possible.ContainsKey(act) && act switch
    {
        FeedbackAct.Unpublish => Item.PublishedUtc is not null,
        FeedbackAct.Publish => Item.MayPublish != PublishPermission.None,
        FeedbackAct.Erase => Item.ErasedUtc is null,
        _ => true,
    };
    /// <summary>What was typed into the form of that step, when it comes back.</summary>
    public StepInput Typed(FeedbackAct act) => Open == act ? Input : new();

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await LoadAsync(ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(List<IFormFile> files, CancellationToken ct)
    {
        if (!await LoadAsync(ct)) return NotFound();
        var act = Input.Act;
        if (!Can(act) || !Possible.TryGetValue(act, out var role)) return Refused(FeedbackFlow.Next(Item.State, act, Access.IsDesk ? FeedbackRole.Desk : FeedbackRole.Unit, FeedbackStore.FactsOf(Item, new(FeedbackRole.Desk, User.UserId()), BusinessTime.Today(clock), Settings)).Refusal);
        var by = Access.As(role, HttpContext.Actor(), Settings.DeskUnitId);
        var (step, problem) = await StepAsync(act, by, ct);
        if (step is null) return Refused(problem);
        var streams = files.Select(file => new NewFile(file.FileName, file.OpenReadStream())).ToList();
        ActResult result;
        try
        {
            db.ChangeTracker.Clear();
            result = act == FeedbackAct.Erase ? await store.EraseAsync(Id, by, ct) : await store.ActAsync(Id, step with { Files = streams, Seen = Input.Seen }, by, ct);
            if (result.Outcome != ActOutcome.Done)
            {
                db.ChangeTracker.Clear();
                if (!await LoadAsync(ct)) return NotFound();
                return Refused(result.Problem);
            }
        }
        catch (MediaStoreException) { return Refused("Kho tệp đang đầy hoặc không tới được nên chưa lưu gì. Hãy thử lại sau, hoặc gửi không kèm tệp."); }
        finally { foreach (var file in streams) await file.Content.DisposeAsync(); }
        TempData.Say($"Đã {FeedbackFlow.Words(act)}.");
        // An officer whose unit has just given the matter back no longer sees it.
        return LocalRedirect(Access.Sees(result.Item!) ? FeedbackNotices.UrlOf(Id) : "/quan-tri/gop-y");
    }

    /// <summary>Puts a ready-made answer below what is written already; nothing is saved.</summary>
    public async Task<IActionResult> OnPostTemplateAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct)) return NotFound();
        if (Templates.FirstOrDefault(one => one.Id == Input.Template) is { } template) Input.Text = $"{Input.Text?.TrimEnd()}\n\n{template.Text}".Trim();
        Open = FeedbackAct.Draft;
        ModelState.Clear();
        return Page();
    }

    /// <summary>Shows the desk who sent it. Each look is a line of the trail.</summary>
    public async Task<IActionResult> OnPostSenderAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct)) return NotFound();
        if (!Access.IsDesk) return Forbid();
        db.Add(HttpContext.Actor().Did(clock.GetUtcNow().UtcDateTime, "feedback.sender-seen", $"Xem người gửi ý kiến số {Id}", nameof(FeedbackItem), $"{Id}"));
        await db.SaveChangesAsync(ct);
        Sender = SenderContact.Read(keys, Item.Contact);
        Response.Headers.CacheControl = "no-store";
        return Page();
    }

    /// <summary>An attachment, never shown in the site's own pages.</summary>
    public async Task<IActionResult> OnGetFileAsync(string key, CancellationToken ct)
    {
        if (!await LoadAsync(ct) || Files.FirstOrDefault(file => file.Key == key) is not { } file) return NotFound();
        await (await FileEndpoints.ServeAsync(file, HttpContext, media, ct)).ExecuteAsync(HttpContext);
        return new EmptyResult();
    }

    private PageResult Refused(string problem)
    {
        ModelState.AddModelError("", problem);
        Open = Input.Act;
        return Page();
    }

    private async Task<bool> LoadAsync(CancellationToken ct)
    {
        Access = new(User);
        if (await db.Set<FeedbackItem>().AsNoTracking().FirstOrDefaultAsync(item => item.Id == Id, ct) is not { } found || !Access.Sees(found)) return false;
        (Item, Settings, Registry) = (found, await settings.GetAsync(ct), await units.GetAsync(ct));
        var today = BusinessTime.Today(clock);
        Events = await db.Set<FeedbackEvent>().AsNoTracking().Where(one => one.ItemId == Id).OrderByDescending(one => one.Id).ToListAsync(ct);
        Files = await db.Set<FeedbackFile>().AsNoTracking().Where(file => file.ItemId == Id).OrderBy(file => file.Id).ToListAsync(ct);
        Possible = Access.Possible(Item, today, Settings);
        HandlerName = Item.HandlerUserId is { } handler ? await db.Users.Where(user => user.Id == handler).Select(user => user.DisplayName).FirstOrDefaultAsync(ct) ?? "" : "";
        Light = IndexModel.LightOf(Item, today, await calendar.GetAsync(ct));
        Handlers = Access.IsDesk ? Registry.Below((await site.GetAsync(ct)).SitePlace, today) : [];
        Templates = Can(FeedbackAct.Draft) ? await db.Set<AnswerTemplate>().AsNoTracking().Where(template => template.Kind == "" || template.Kind == Item.Kind).OrderBy(template => template.Title).ToListAsync(ct) : [];
        return true;
    }

    /// <summary>The step as the form says it, or why it says none.</summary>
    private async Task<(FeedbackStep? Step, string Problem)> StepAsync(FeedbackAct act, FeedbackActor by, CancellationToken ct)
    {
        var (note, text) = (Input.Note?.Trim() ?? "", Input.Text?.Trim() ?? "");
        FeedbackStep step = new(act, note);
        if (Input.Subject?.Length > MostInLine || Input.To?.Length > MostInLine || Input.Name?.Length > MostInName) return (null, $"Tiêu đề và cơ quan nhận dài nhất {MostInLine} ký tự, tên dài nhất {MostInName}.");
        switch (act)
        {
            case FeedbackAct.Assign:
                if (Input.Unit is not { } unit || Registry.Find(unit) is not { } to) return (null, "Hãy chọn đơn vị xử lý.");
                return (step with { Note = $"Giao {to.Name}", Advice = note, Change = item => item.HandlerUnitId = to.Id }, "");
            case FeedbackAct.Draft:
                return text.Length == 0 ? (null, "Dự thảo trả lời chưa có nội dung.") : (step with { Change = item => item.Draft = text }, "");
            case FeedbackAct.Extend:
                return (step with { Days = Input.Days }, "");
            case FeedbackAct.Reclassify:
                return Reclassified(step);
            case FeedbackAct.Link:
                return (step with { Change = item => item.Links = text }, "");
            case FeedbackAct.HandOver:
                return string.IsNullOrWhiteSpace(Input.To) ? (null, "Hãy ghi cơ quan nhận.") : (step with { Note = $"Chuyển {Input.To.Trim()}: {note}", Change = item => item.HandedTo = Input.To.Trim() }, "");
            case FeedbackAct.Merge:
                if (await OtherAsync(ct) is not { } other) return (null, "Không có ý kiến nào mang mã hoặc số này, hoặc đó chính là ý kiến đang mở.");
                return (step with { Note = note.Length > 0 ? note : "Trùng với một ý kiến khác đang được xử lý.", Change = item => item.MergedIntoId = other }, "");
            case FeedbackAct.Split:
                return await SplitAsync(by, ct) is { } problem ? (null, problem) : (step with { Note = $"Tách thành ý kiến riêng: {Input.Subject!.Trim()}" }, "");
            case FeedbackAct.Publish:
                if (string.IsNullOrWhiteSpace(Input.Subject) || string.IsNullOrWhiteSpace(Input.Content) || text.Length == 0) return (null, "Hãy ghi đủ tiêu đề, nội dung và trả lời sẽ công khai.");
                var name = Item.MayPublish == PublishPermission.WithName ? Input.Name?.Trim() ?? "" : "";
                return (step with { Change = item => (item.PublicSubject, item.PublicContent, item.PublicAnswer, item.PublicName) = (Input.Subject.Trim(), Input.Content.Trim(), text, name) }, "");
            case FeedbackAct.Rate:
                return Input.Rating is not (>= 1 and <= 5) ? (null, "Hãy chọn mức hài lòng.") : (step with { Change = item => item.Rating = Input.Rating }, "");
            default: return (step, "");
        }
    }

    private (FeedbackStep? Step, string Problem) Reclassified(FeedbackStep step)
    {
        var (kind, field) = (Input.Kind ?? "", Input.Field ?? "");
        if (Settings.KindOf(kind) is not { } to || (field.Length > 0 && Settings.FieldName(field).Length == 0)) return (null, "Hãy chọn loại và lĩnh vực trong danh sách.");
        if ((kind, field) == (Item.Kind, Item.Field)) return (null, "Loại và lĩnh vực vẫn như cũ.");
        var told = new List<string>();
        if (kind != Item.Kind) told.Add($"Loại: {to.Name}.");
        if (field != Item.Field) told.Add($"Lĩnh vực: {(field.Length > 0 ? Settings.FieldName(field) : "chưa rõ")}.");
        return (step with { Note = string.Join(' ', told), Change = item => (item.Kind, item.Field) = (kind, field) }, "");
    }

    private async Task<long?> OtherAsync(CancellationToken ct)
    {
        var key = TrackingCode.Read(Input.Other) is { } code ? secrets.CodeKey(code) : "";
        _ = long.TryParse(Input.Other?.Trim(), out var number);
        return await db.Set<FeedbackItem>().Where(item => item.Id != Id && item.MergedIntoId == null && (item.CodeKey == key || item.Id == number)).Select(item => (long?)item.Id).FirstOrDefaultAsync(ct);
    }

    /// <summary>Makes the part an item of its own, of the same sender. The form's key is that of this version: two clicks are one part.</summary>
    private async Task<string?> SplitAsync(FeedbackActor by, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(Input.Subject) || string.IsNullOrWhiteSpace(Input.Content)) return "Hãy ghi tiêu đề và nội dung của phần tách ra.";
        // Before the part is made: a refused split that is sent again would make it twice.
        if (Input.Seen != Item.Version) return FeedbackStore.ChangedWords;
        var sender = SenderContact.Read(keys, Item.Contact) ?? new("");
        var part = new NewFeedback($"split:{Id}:{Input.Seen}", Item.Kind, Input.Subject.Trim(), Input.Content.Trim(), sender)
        {
            Field = Item.Field, UnitId = Item.UnitId, Place = Item.Place, MayPublish = Item.MayPublish, Channel = Item.Channel, EnteredBy = by, SentUtc = Item.SentUtc, ReceivedUtc = Item.ReceivedUtc, IsSample = Item.IsSample,
        };
        var receipt = await store.SendAsync(part, [], ct);
        await db.Set<FeedbackItem>().Where(item => item.Id == receipt.Id).ExecuteUpdateAsync(row => row.SetProperty(item => item.SplitFromId, Id), ct);
        return null;
    }
}
