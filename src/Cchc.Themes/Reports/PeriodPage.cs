using Cchc.Core;
using Cchc.Core.People;
using Cchc.Core.Settings;
using Cchc.Core.Sheets;
using Cchc.Core.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;

namespace Cchc.Themes.Reports;

/// <summary>A page of figures of a period that the reader chooses; <c>_Period</c> shows the choice.</summary>
public abstract class PeriodPage(SiteDb db, SiteSettingsCache settings, TimeProvider clock) : PageModel
{
    [FromQuery(Name = "ky")] public string? Preset { get; set; }
    [FromQuery(Name = "tu")] public string? From { get; set; }
    [FromQuery(Name = "den")] public string? To { get; set; }

    public abstract string Path { get; }
    public StatisticsPeriod Period { get; private set; } = null!;
    /// <summary>What is wrong with the days that were asked for, in Vietnamese; "" when nothing.</summary>
    public string Problem { get; protected set; } = "";
    public string XlsxUrl => QueryHelpers.AddQueryString(Path, new Dictionary<string, string?> { ["tu"] = $"{Period.First:yyyy-MM-dd}", ["den"] = $"{Period.Last:yyyy-MM-dd}", ["handler"] = "Xlsx" });
    protected SiteDb Db => db;
    protected DateTime NowUtc => clock.GetUtcNow().UtcDateTime;

    /// <summary>The workbook of the period: what it is about, then the sheets. Noted in the audit trail.</summary>
    /// <param name="what">What was taken, for the trail.</param>
    /// <param name="name">First part of the file's name.</param>
    /// <param name="counting">How it was counted, in a few sentences.</param>
    protected async Task<IActionResult> WorkbookAsync(string what, string name, int items, string counting, Sheet[] sheets, CancellationToken ct)
    {
        var actor = HttpContext.Actor();
        db.Add(actor.Did(NowUtc, "statistics.exported", $"Tải {what} {Period.Words}, {items} mục"));
        await db.SaveChangesAsync(ct);
        Response.Headers.CacheControl = "no-store";
        object?[][] about =
        [
            ["Trang", (await settings.GetAsync(ct)).FullName], ["Kỳ", Period.Words], ["Người tải", actor.Name], ["Tải lúc", BusinessTime.DateAndTime(NowUtc)], ["Số mục", items], ["Cách đếm", counting],
        ];
        return File(Spreadsheet.Write([new Sheet("Thông tin", [new("Mục", 20), new("Nội dung", 90)], about), .. sheets]), Spreadsheet.MediaType,
            FormattableString.Invariant($"{name}-{Period.First:yyyy-MM-dd}-den-{Period.Last:yyyy-MM-dd}.xlsx"));
    }

    /// <summary>Reads the period from the address. False when it says none, with the reason in <see cref="Problem"/>.</summary>
    protected bool TakePeriod()
    {
        Period = StatisticsPeriod.Of(Preset, BusinessTime.Today(clock));
        if (string.IsNullOrEmpty(From) && string.IsNullOrEmpty(To)) return true;
        (var asked, Problem) = StatisticsPeriod.Between(From, To);
        if (asked is null) return false;
        Period = asked;
        return true;
    }
}
