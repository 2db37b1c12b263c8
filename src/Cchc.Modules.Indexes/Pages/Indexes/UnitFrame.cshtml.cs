using Cchc.Core.Units;
using Microsoft.AspNetCore.Mvc;

namespace Cchc.Modules.Indexes.Pages.Indexes;

/// <summary>A unit's results for the pages of others.</summary>
public sealed class UnitFrameModel(IndexLibrary library, UnitDirectory units) : UnitPage(library, units)
{
    public async Task<IActionResult> OnGetAsync(string kind, string unit, CancellationToken ct)
    {
        if (!await FindAsync(kind, unit, ct)) return NotFound();
        Response.MayBeFramed();
        return Page();
    }
}
