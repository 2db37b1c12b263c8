using Cchc.Modules.Contest.Data;
using Cchc.Modules.Contest.Taking;
using Microsoft.AspNetCore.Mvc;

namespace Cchc.Modules.Contest.Pages.Contest;

/// <summary>The rules in force, and what was said before and since when.</summary>
public sealed class RulesModel(ContestBook book, TimeProvider clock) : ContestPage(book, clock)
{
    public CompetitionText Rules { get; private set; } = null!;
    /// <summary>All versions, the newest first.</summary>
    public IReadOnlyList<CompetitionText> All { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync([FromQuery(Name = "trang")] int? number, CancellationToken ct)
    {
        if (!await LoadAsync(ct)) return NotFound();
        All = [.. Face.Texts.Where(text => text.Kind == TextKind.Rules).OrderByDescending(text => text.Number)];
        if ((number is null ? Face.TextOf(TextKind.Rules, NowUtc) ?? (All.Count > 0 ? All[^1] : null) : All.FirstOrDefault(text => text.Number == number)) is not { } rules) return NotFound();
        Rules = rules;
        return Page();
    }
}
