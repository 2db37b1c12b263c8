using Cchc.Core;
using Cchc.Core.People;
using Cchc.Modules.Feedback.Data;
using Cchc.Themes.TagHelpers.Admin;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Feedback.Pages.Admin.Matters;

/// <summary>Ready-made answers.</summary>
[Authorize("feedback.settings")]
public sealed class TemplatesModel(SiteDb db, FeedbackSettingsCache settings, TimeProvider clock) : PageModel
{
    public IReadOnlyList<AnswerTemplate> Templates { get; private set; } = [];
    public FeedbackSettings Settings { get; private set; } = null!;
    /// <summary>What was typed into a form that comes back: 0 for a new one.</summary>
    public (int Id, string Title, string Text, string Kind)? Typed { get; private set; }

    public Task OnGetAsync(CancellationToken ct) => LoadAsync(ct);

    public async Task<IActionResult> OnPostAsync(int id, string? title, string? text, string? kind, CancellationToken ct)
    {
        await LoadAsync(ct);
        (title, text, kind) = (title?.Trim() ?? "", text?.Trim() ?? "", Settings.KindOf(kind ?? "")?.Key ?? "");
        if (title.Length is 0 or > 200) ModelState.AddModelError("", "Tên mẫu có từ 1 đến 200 ký tự.");
        if (text.Length is 0 or > 20_000) ModelState.AddModelError("", "Nội dung mẫu có từ 1 đến 20.000 ký tự.");
        if (!ModelState.IsValid)
        {
            Typed = (id, title, text, kind);
            return Page();
        }
        if (id == 0) db.Add(new AnswerTemplate { Title = title, Text = text, Kind = kind });
        else if (await db.Set<AnswerTemplate>().FirstOrDefaultAsync(one => one.Id == id, ct) is { } template) (template.Title, template.Text, template.Kind) = (title, text, kind);
        else return NotFound();
        await SaveAsync($"Lưu mẫu trả lời “{title}”", ct);
        TempData.Say("Đã lưu mẫu.");
        return LocalRedirect("/quan-tri/gop-y/mau");
    }

    public async Task<IActionResult> OnPostDeleteAsync(int id, CancellationToken ct)
    {
        if (await db.Set<AnswerTemplate>().FirstOrDefaultAsync(one => one.Id == id, ct) is not { } template) return NotFound();
        db.Remove(template);
        await SaveAsync($"Xóa mẫu trả lời “{template.Title}”", ct);
        TempData.Say("Đã xóa mẫu.");
        return LocalRedirect("/quan-tri/gop-y/mau");
    }

    private async Task LoadAsync(CancellationToken ct)
    {
        Settings = await settings.GetAsync(ct);
        Templates = await db.Set<AnswerTemplate>().AsNoTracking().OrderBy(one => one.Title).ToListAsync(ct);
    }

    private Task<int> SaveAsync(string what, CancellationToken ct)
    {
        db.Add(HttpContext.Actor().Did(clock.GetUtcNow().UtcDateTime, "feedback.template", what, nameof(AnswerTemplate)));
        return db.SaveChangesAsync(ct);
    }
}
