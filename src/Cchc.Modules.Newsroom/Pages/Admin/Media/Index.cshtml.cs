using System.Globalization;
using Cchc.Core;
using Cchc.Core.Media;
using Cchc.Core.People;
using Cchc.Core.Text;
using Cchc.Themes.TagHelpers.Admin;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Newsroom.Pages.Admin.Media;

/// <summary>Pictures and files, newest first, and the way in for new ones.</summary>
[Authorize("media.upload")]
public sealed class IndexModel(SiteDb db, MediaLibrary library, TimeProvider clock) : PageModel
{
    public const int Size = 24;

    [FromQuery(Name = "q")] public string? Q { get; set; }
    [FromQuery(Name = "sau")] public string? After { get; set; }
    [BindProperty] public IFormFile? Upload { get; set; }
    public IReadOnlyList<MediaFile> Files { get; private set; } = [];
    /// <summary>Cursor of the next page, or null.</summary>
    public string? Next { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        var rows = db.Set<MediaFile>().AsNoTracking();
        if (!string.IsNullOrWhiteSpace(Q))
        {
            // Paths are without marks, so a folded word finds them.
            var (key, written) = (Vietnamese.Slug(Q), Q.Trim());
            rows = rows.Where(file => (key != "" && file.Path.Contains(key)) || file.Alt.Contains(written) || file.Credit.Contains(written));
        }
        if (CursorOf(After) is var (at, id)) rows = rows.Where(file => file.UploadedUtc < at || (file.UploadedUtc == at && file.Id < id));
        var files = await rows.OrderByDescending(file => file.UploadedUtc).ThenByDescending(file => file.Id).Take(Size + 1).ToListAsync(ct);
        if (files.Count > Size)
        {
            files.RemoveAt(Size);
            Next = string.Create(CultureInfo.InvariantCulture, $"{files[^1].UploadedUtc.Ticks}-{files[^1].Id}");
        }
        Files = files;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (Upload is null) ModelState.AddModelError(nameof(Upload), "Hãy chọn một tệp.");
        else
        {
            var result = await library.StageAsync(Upload, HttpContext.Actor(), BusinessTime.Today(clock), ct);
            if (result.File is { } file)
            {
                await db.SaveChangesAsync(ct);
                TempData.Say("Đã tải lên. Hãy ghi mô tả cho người không nhìn thấy ảnh.");
                return LocalRedirect($"/quan-tri/tu-lieu/{file.Id}");
            }
            ModelState.AddModelError(nameof(Upload), result.Problem);
        }
        return await OnGetAsync(ct);
    }

    private static (DateTime, int)? CursorOf(string? text) =>
        text?.Split('-') is [var ticks, var id] && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            && at <= DateTime.MaxValue.Ticks && int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? (new DateTime(at, DateTimeKind.Utc), number)
            : null;
}
