using System.Globalization;
using Cchc.Core.People;
using Cchc.Core.Settings;
using Cchc.Core.Text;
using Cchc.Themes.TagHelpers.Admin;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Cchc.Modules.Content.Pages.Admin.Announcements;

/// <summary>A line as it is typed; without text and address it is left out.</summary>
public sealed class LineInput
{
    public string Text { get; set; } = "";
    public string Url { get; set; } = "";
    public string From { get; set; } = "";
    public string Until { get; set; } = "";

    public bool IsEmpty => string.IsNullOrWhiteSpace(Text) && string.IsNullOrWhiteSpace(Url);
}

/// <summary>Lines that every page carries at its top for a while.</summary>
[Authorize("home.manage")]
public sealed class IndexModel(SettingsStore store, TimeProvider clock) : PageModel
{
    private const int LongestText = 200, LongestUrl = 500;

    [BindProperty] public List<LineInput> Lines { get; set; } = [];
    /// <summary>Names the lines that the form was filled with, so that two publishers do not undo each other's work.</summary>
    [BindProperty] public string Seen { get; set; } = "";
    /// <summary>Somebody else's lines, to be looked at before saving again; else null.</summary>
    public IReadOnlyList<NoticeLine>? Theirs { get; private set; }

    /// <summary>What readers see of it now, in a word.</summary>
    public string StateOf(LineInput line) => line.IsEmpty ? ""
        : EditorialDesk.InstantOf(line.From) > NowUtc ? "Chưa đến giờ" : EditorialDesk.InstantOf(line.Until) <= NowUtc ? "Đã hết hạn" : "Đang hiện";

    private DateTime NowUtc => clock.GetUtcNow().UtcDateTime;

    public async Task OnGetAsync(CancellationToken ct)
    {
        var (notices, seen) = await store.ReadAsync<NoticeSettings>(ct);
        (Seen, Lines) = (seen, [.. notices.Lines.Select(line => new LineInput { Text = line.Text, Url = line.Url, From = Typed(line.FromUtc), Until = Typed(line.UntilUtc) })]);
        Pad();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        Lines.RemoveAll(line => line is null);
        ModelState.Clear();
        var lines = Read();
        var (before, seen) = await store.ReadAsync<NoticeSettings>(ct);
        if (ModelState.IsValid && seen == Seen)
        {
            var summary = lines.Count == 0 ? "Bỏ thông báo đầu trang" : $"Sửa thông báo đầu trang: {string.Join("; ", lines.Select(line => $"“{line.Text}”"))}";
            if (await store.ReplaceAsync(seen, new NoticeSettings { Lines = lines }, HttpContext.Actor().Did(NowUtc, "notices.changed", summary, "Settings", nameof(NoticeSettings)), ct))
            {
                TempData.Say("Đã lưu thông báo đầu trang. Mọi trang tự hiện và tự thôi đúng giờ.");
                return LocalRedirect("/quan-tri/bang-gioi-thieu");
            }
            (before, seen) = await store.ReadAsync<NoticeSettings>(ct);
        }
        if (seen != Seen) (Theirs, Seen) = (before.Lines, seen);
        Pad();
        return Page();
    }

    private List<NoticeLine> Read()
    {
        var read = new List<NoticeLine>();
        if (Lines.Count(line => !line.IsEmpty) > NoticeSettings.MostLines) ModelState.AddModelError("", $"Nhiều nhất {NoticeSettings.MostLines} dòng thông báo.");
        for (var at = 0; at < Lines.Count; at++)
        {
            var line = Lines[at];
            if (line.IsEmpty) continue;
            var url = line.Url.Trim();
            if (string.IsNullOrWhiteSpace(line.Text)) ModelState.AddModelError($"Lines[{at}].Text", "Hãy ghi chữ của thông báo.");
            if (line.Text.Length > LongestText) ModelState.AddModelError($"Lines[{at}].Text", $"Thông báo dài hơn {LongestText} ký tự.");
            if (url.Length > 0 && (url.Length > LongestUrl || !LinkAddress.IsGood(url))) ModelState.AddModelError($"Lines[{at}].Url", LinkAddress.Problem);
            var (from, until) = (Instant(line.From, $"Lines[{at}].From"), Instant(line.Until, $"Lines[{at}].Until"));
            if (from >= until) ModelState.AddModelError($"Lines[{at}].Until", "Giờ thôi hiện phải ở sau giờ bắt đầu.");
            read.Add(new(line.Text.Trim(), url, from, until));
        }
        return read;
    }

    private DateTime? Instant(string text, string field)
    {
        if (text.Trim().Length == 0) return null;
        var instant = EditorialDesk.InstantOf(text);
        if (instant is null) ModelState.AddModelError(field, "Ngày giờ ghi như 22/11/2026 08:30.");
        return instant;
    }

    /// <summary>Empty lines at the end, so that something can be added without a script.</summary>
    private void Pad()
    {
        while (Lines.Count < NoticeSettings.MostLines) Lines.Add(new());
    }

    private static string Typed(DateTime? utc) => utc is { } instant ? BusinessTime.Local(instant).ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture) : "";
}
