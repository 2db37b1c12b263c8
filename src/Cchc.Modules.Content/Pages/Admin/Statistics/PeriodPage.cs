using Cchc.Core.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;

namespace Cchc.Modules.Content.Pages.Admin.Statistics;

/// <summary>A page of figures of a period that the reader chooses; <c>_Period</c> shows the choice.</summary>
public abstract class PeriodPage(TimeProvider clock) : PageModel
{
    [FromQuery(Name = "ky")] public string? Preset { get; set; }
    [FromQuery(Name = "tu")] public string? From { get; set; }
    [FromQuery(Name = "den")] public string? To { get; set; }

    public abstract string Path { get; }
    public StatisticsPeriod Period { get; private set; } = null!;
    /// <summary>What is wrong with the days that were asked for, in Vietnamese; "" when nothing.</summary>
    public string Problem { get; protected set; } = "";
    public string XlsxUrl => QueryHelpers.AddQueryString(Path, new Dictionary<string, string?> { ["tu"] = $"{Period.First:yyyy-MM-dd}", ["den"] = $"{Period.Last:yyyy-MM-dd}", ["handler"] = "Xlsx" });
    protected DateTime NowUtc => clock.GetUtcNow().UtcDateTime;

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
