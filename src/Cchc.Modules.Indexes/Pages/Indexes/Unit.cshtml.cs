using Cchc.Core.Units;
using Microsoft.AspNetCore.Mvc;

namespace Cchc.Modules.Indexes.Pages.Indexes;

/// <summary>A unit's own page within an index.</summary>
public sealed class UnitModel(IndexLibrary library, UnitDirectory units) : UnitPage(library, units)
{
    public async Task<IActionResult> OnGetAsync(string kind, string unit, CancellationToken ct) => await FindAsync(kind, unit, ct) ? Page() : NotFound();
}
