using Cchc.Core;
using Cchc.Core.Calendar;
using Cchc.Core.Changes;
using Cchc.Core.People;
using Cchc.Core.Text;
using Cchc.Modules.Feedback.Data;
using Cchc.Themes.TagHelpers.Admin;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Feedback.Pages.Admin.Matters;

/// <summary>Days of rest and exchanged working days. What an office enters wins over what the site knows; deadlines of open items follow.</summary>
[Authorize("feedback.settings")]
public sealed class DaysModel(SiteDb db, TimeProvider clock) : PageModel
{
    public sealed class DayInput
    {
        public DateOnly? On { get; set; }
        public string? Name { get; set; }
        public bool IsWorked { get; set; }
        public string? Source { get; set; }
    }

    [BindProperty] public DayInput Input { get; set; } = new();
    [FromQuery(Name = "nam")] public int? Year { get; set; }
    public IReadOnlyList<(SpecialDay Day, bool IsOwn)> Days { get; private set; } = [];
    public IReadOnlyList<int> Years { get; private set; } = [];

    public Task OnGetAsync(CancellationToken ct) => LoadAsync(ct);

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var (name, source) = (Input.Name?.Trim() ?? "", Input.Source?.Trim() ?? "");
        if (Input.On is not { Year: >= 2020 and <= 2100 } on) ModelState.AddModelError("Input.On", "Hãy chọn ngày.");
        else if (name.Length is 0 or > 200) ModelState.AddModelError("Input.Name", "Tên ngày có từ 1 đến 200 ký tự.");
        else if (source.Length is 0 or > 300) ModelState.AddModelError("Input.Source", "Hãy ghi số, ngày của thông báo, tối đa 300 ký tự.");
        else
        {
            if (await db.Set<Holiday>().FirstOrDefaultAsync(day => day.On == on, ct) is { } known) (known.Name, known.IsWorked, known.Source) = (name, Input.IsWorked, source);
            else db.Add(new Holiday { On = on, Name = name, IsWorked = Input.IsWorked, Source = source });
            return await SaveAsync($"Ghi {BusinessTime.Date(on)} là {(Input.IsWorked ? "ngày làm việc" : "ngày nghỉ")}: {name}", ct);
        }
        await LoadAsync(ct);
        return Page();
    }

    public async Task<IActionResult> OnPostDeleteAsync(DateOnly on, CancellationToken ct)
    {
        if (await db.Set<Holiday>().FirstOrDefaultAsync(day => day.On == on, ct) is not { } known) return NotFound();
        db.Remove(known);
        return await SaveAsync($"Bỏ ngày đã ghi {BusinessTime.Date(on)}: {known.Name}", ct);
    }

    private async Task LoadAsync(CancellationToken ct)
    {
        var own = await db.Set<Holiday>().AsNoTracking().ToListAsync(ct);
        var all = own.Select(day => (new SpecialDay(day.On, day.Name, day.IsWorked, day.Source), true))
            .Concat(Holidays.Default.Where(day => own.TrueForAll(one => one.On != day.On)).Select(day => (day, false))).ToList();
        Years = [.. all.Select(one => one.Item1.On.Year).Distinct().Order()];
        Year ??= BusinessTime.Today(clock).Year;
        Days = [.. all.Where(one => one.Item1.On.Year == Year).OrderBy(one => one.Item1.On)];
    }

    private async Task<IActionResult> SaveAsync(string what, CancellationToken ct)
    {
        var nowUtc = clock.GetUtcNow().UtcDateTime;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        db.Add(HttpContext.Actor().Did(nowUtc, "feedback.holiday", what, nameof(Holiday)));
        db.Add(Change.Of(nowUtc, [WorkCalendar.ChangeTag, FeedbackStore.ChangeTag]));
        await db.SaveChangesAsync(ct);
        var moved = await FeedbackDeadlines.RecountAsync(db, ct);
        await transaction.CommitAsync(ct);
        TempData.Say(moved == 0 ? "Đã lưu." : $"Đã lưu. Hạn của {moved} ý kiến đang xử lý đã được tính lại.");
        return LocalRedirect("/quan-tri/gop-y/ngay-nghi");
    }
}
