using Cchc.Core;
using Cchc.Core.Sheets;
using Cchc.Core.Units;
using Cchc.Modules.Contest.Data;
using Cchc.Modules.Contest.Rules;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Cchc.Modules.Contest.Pages.Admin.Contest;

/// <summary>How teams did in a round: every one, also those that are not ranked. It names no person.</summary>
[Authorize("contest.manage")]
public sealed class TeamsModel(SiteDb db, UnitDirectory units) : RoundPage(db)
{
    private static readonly SheetColumn[] Columns = [new("Hạng", 8), new("Tập thể", 44), new("Người dự thi", 14), new("Biên chế", 12), new("Tỷ lệ %", 10), new("Điểm trung bình", 16), new("Điểm của người cao nhất", 22)];

    public TeamSetting? Rule => Contest.TeamPrizes;
    public IReadOnlyList<(string Name, TeamFigures Figures)> Lines { get; private set; } = [];
    public string Here => $"{RoundUrl}/tap-the";

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct)) return NotFound();
        Lines = await RoundReport.TeamsAsync(Db, await units.GetAsync(ct), Round.Id, ct);
        return Page();
    }

    public async Task<IActionResult> OnGetXlsxAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct)) return NotFound();
        var rows = (await RoundReport.TeamsAsync(Db, await units.GetAsync(ct), Round.Id, ct)).Select(line => new object?[] { line.Figures.Rank, line.Name, line.Figures.People, line.Figures.Staff, line.Figures.Rate, line.Figures.Average / 100, line.Figures.Best / 100 });
        return File(Spreadsheet.Write(new Sheet("Tập thể", Columns, rows)), Spreadsheet.MediaType, $"tap-the-ky-{Round.Number}.xlsx");
    }
}
