using Cchc.Core;
using Cchc.Core.People;
using Cchc.Core.Sheets;
using Cchc.Core.Text;
using Cchc.Core.Units;
using Cchc.Modules.Contest.Bank;
using Cchc.Modules.Contest.Data;
using Cchc.Modules.Contest.Results;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Contest.Pages.Admin.Contest;

/// <summary>Numbers of staff of units: the newest of each, and the import.</summary>
[Authorize("contest.manage"), RequestSizeLimit(ImportQuestions.MostBytes)]
public sealed class StaffModel(SiteDb db, StaffNumbers numbers, UnitDirectory units) : PageModel
{
    public sealed record Line(string Unit, string On, int People);

    [BindProperty] public IFormFile? Upload { get; set; }
    public ImportReport? Report { get; private set; }
    public IReadOnlyList<Line> Lines { get; private set; } = [];

    public Task OnGetAsync(CancellationToken ct) => ListAsync(ct);

    public IActionResult OnGetTemplate() => File(Spreadsheet.Write(new Sheet("Biên chế", StaffNumbers.Columns, [])), Spreadsheet.MediaType, "bien-che-mau.xlsx");

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (Upload is null or { Length: 0 }) ModelState.AddModelError("Upload", "Hãy chọn một tệp có nội dung.");
        else
            try
            {
                await using var stream = Upload.OpenReadStream();
                Report = await numbers.ImportAsync(TableRow.Read(stream), HttpContext.Actor(), ct);
            }
            catch (FormatException error) { ModelState.AddModelError("Upload", error.Message); }
        await ListAsync(ct);
        return Page();
    }

    private async Task ListAsync(CancellationToken ct)
    {
        var registry = await units.GetAsync(ct);
        Lines = [.. (await db.Set<UnitStaff>().AsNoTracking().ToListAsync(ct)).GroupBy(staff => staff.UnitId).Select(unit => unit.MaxBy(staff => staff.On)!)
            .Select(staff => new Line(registry.Find(staff.UnitId)?.Name ?? "", BusinessTime.Date(staff.On), staff.People)).OrderBy(line => line.Unit, StringComparer.CurrentCulture)];
    }
}
