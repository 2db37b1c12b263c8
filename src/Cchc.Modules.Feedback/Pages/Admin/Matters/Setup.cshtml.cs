using Cchc.Core.People;
using Cchc.Core.Settings;
using Cchc.Core.Text;
using Cchc.Core.Units;
using Cchc.Modules.Feedback.Data;
using Cchc.Modules.Feedback.Rules;
using Cchc.Themes.TagHelpers.Admin;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Cchc.Modules.Feedback.Pages.Admin.Matters;

/// <summary>What an office decides about its feedback: kinds, days, who answers, how long data is kept.</summary>
[Authorize("feedback.settings")]
public sealed class SetupModel(SettingsStore store, FeedbackSettingsCache cache, UnitDirectory units, SiteSettingsCache site, TimeProvider clock) : PageModel
{
    public sealed class SetupInput
    {
        /// <summary>Names the text that the writer started from.</summary>
        public string? Seen { get; set; }
        public bool IsOpen { get; set; }
        public bool AnonymousAllowed { get; set; }
        public string? Kinds { get; set; }
        public string? Fields { get; set; }
        public string? UnitDays { get; set; }
        public List<int> TwoStepUnits { get; set; } = [];
        public int? DeskUnit { get; set; }
        public int MostExtraDays { get; set; }
        public int ReopenDays { get; set; }
        public int CloseDays { get; set; }
        public int AskAgainDays { get; set; }
        public int RetentionMonths { get; set; }
        public string? RulesUrl { get; set; }
        public string? Desk { get; set; }
        public string? Consent { get; set; }
    }

    [BindProperty] public SetupInput Input { get; set; } = new();
    public IReadOnlyList<Unit> Handlers { get; private set; } = [];
    private UnitRegistry registry = null!;

    public async Task OnGetAsync(CancellationToken ct)
    {
        var (known, seen) = await store.ReadAsync<FeedbackSettings>(ct);
        await LoadAsync(ct);
        Input = new()
        {
            Seen = seen, IsOpen = known.IsOpen, AnonymousAllowed = known.AnonymousAllowed, Kinds = SettingLines.Write(known.Kinds), Fields = SettingLines.Write(known.Fields), UnitDays = SettingLines.Write(known.UnitDays, id => registry.Find(id)?.Name ?? ""),
            TwoStepUnits = [.. known.TwoStepUnits], DeskUnit = known.DeskUnitId, MostExtraDays = known.MostExtraDays, ReopenDays = known.ReopenDays, CloseDays = known.CloseDays, AskAgainDays = known.AskAgainDays, RetentionMonths = known.RetentionMonths,
            RulesUrl = known.RulesUrl, Desk = known.Desk, Consent = known.Consent,
        };
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var known = await cache.GetAsync(ct);
        await LoadAsync(ct);
        var (kinds, kindProblems) = SettingLines.Kinds(Input.Kinds ?? "");
        var (fields, fieldProblems) = SettingLines.Fields(Input.Fields ?? "");
        var (days, dayProblems) = SettingLines.UnitDays(Input.UnitDays ?? "", kinds, name => Handlers.FirstOrDefault(unit => Vietnamese.Fold(unit.Name) == Vietnamese.Fold(name))?.Id);
        foreach (var problem in kindProblems) ModelState.AddModelError("Input.Kinds", problem);
        foreach (var problem in fieldProblems) ModelState.AddModelError("Input.Fields", problem);
        foreach (var problem in dayProblems) ModelState.AddModelError("Input.UnitDays", problem);
        if (kinds.Count == 0 && kindProblems.Count == 0) ModelState.AddModelError("Input.Kinds", "Cần ít nhất một loại ý kiến.");
        Within(Input.MostExtraDays, "Input.MostExtraDays", 1, SettingLines.MostDays);
        Within(Input.ReopenDays, "Input.ReopenDays", 1, 365);
        Within(Input.CloseDays, "Input.CloseDays", 1, 365);
        Within(Input.AskAgainDays, "Input.AskAgainDays", 1, 365);
        if (Input.ReopenDays <= Input.AskAgainDays) ModelState.AddModelError("Input.ReopenDays", "Phải nhiều ngày hơn lúc hỏi lại đã giải quyết chưa: người được hỏi mà trả lời chưa thì còn mở lại được.");
        Within(Input.RetentionMonths, "Input.RetentionMonths", 1, 240);
        if (Input.RulesUrl is { Length: > 0 } url && !LinkAddress.IsGood(url)) ModelState.AddModelError("Input.RulesUrl", "Địa chỉ phải bắt đầu bằng / hoặc https://.");
        if (string.IsNullOrWhiteSpace(Input.Consent)) ModelState.AddModelError("Input.Consent", "Cần lời báo về xử lý dữ liệu cá nhân.");
        if (!ModelState.IsValid) return Page();
        var changed = known with
        {
            IsOpen = Input.IsOpen, AnonymousAllowed = Input.AnonymousAllowed, Kinds = kinds, Fields = fields, UnitDays = days, TwoStepUnits = [.. Input.TwoStepUnits.Where(id => Handlers.Any(unit => unit.Id == id))],
            DeskUnitId = registry.Find(Input.DeskUnit ?? 0)?.Id, MostExtraDays = Input.MostExtraDays, ReopenDays = Input.ReopenDays, CloseDays = Input.CloseDays, AskAgainDays = Input.AskAgainDays, RetentionMonths = Input.RetentionMonths,
            RulesUrl = Input.RulesUrl?.Trim() ?? "", Desk = Input.Desk?.Trim() ?? "", Consent = Input.Consent!.Trim(),
        };
        if (await store.ReplaceAsync(Input.Seen ?? "", changed, HttpContext.Actor().Did(clock.GetUtcNow().UtcDateTime, "feedback.settings", "Sửa cấu hình ý kiến công dân", nameof(FeedbackSettings)), ct))
        {
            TempData.Say("Đã lưu cấu hình.");
            return LocalRedirect("/quan-tri/gop-y/cau-hinh");
        }
        ModelState.AddModelError("", "Có người vừa lưu cấu hình khác. Hãy mở lại trang ở cửa sổ khác, so sánh rồi lưu.");
        return Page();
    }

    private void Within(int value, string name, int least, int most)
    {
        if (value < least || value > most) ModelState.AddModelError(name, $"Phải từ {least} đến {most}.");
    }

    private async Task LoadAsync(CancellationToken ct)
    {
        registry = await units.GetAsync(ct);
        Handlers = registry.Below((await site.GetAsync(ct)).SitePlace, BusinessTime.Today(clock));
    }
}
