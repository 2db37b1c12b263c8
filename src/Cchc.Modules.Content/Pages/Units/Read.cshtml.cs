using Cchc.Core;
using Cchc.Core.Changes;
using Cchc.Core.Text;
using Cchc.Core.Units;
using Cchc.Modules.Content.Documents;
using Cchc.Modules.Content.News;
using Cchc.Modules.Content.Units;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Cchc.Modules.Content.Pages.Units;

/// <summary>One administrative unit: when it stands, what it is part of, what it came from, and what is written about it.</summary>
public sealed class ReadModel(SiteDb db, UnitDirectory units, TimeProvider clock) : PageModel
{
    public Unit Unit { get; private set; } = null!;
    public Unit? Parent { get; private set; }
    public bool Exists { get; private set; }
    /// <summary>The units below it, today's before those that have ended.</summary>
    public IReadOnlyList<(UnitKind Kind, bool Exists, IReadOnlyList<Unit> Units)> Below { get; private set; } = [];
    public IReadOnlyList<(Unit Unit, UnitSuccession Step)> Predecessors { get; private set; } = [];
    public IReadOnlyList<(Unit Unit, UnitSuccession Step)> Successors { get; private set; } = [];
    public IReadOnlyList<Story> Stories { get; private set; } = [];
    public IReadOnlyList<DocumentLine> Documents { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string slug, CancellationToken ct)
    {
        var registry = await units.GetAsync(ct);
        if (registry.FindSlug(slug) is not { } unit) return NotFound();
        var today = BusinessTime.Today(clock);
        (Unit, Exists) = (unit, unit.ExistsOn(today));
        Parent = unit.ParentId is { } parent ? registry.Find(parent) : null;
        Below = [.. registry.ChildrenOf(unit).GroupBy(child => (child.Kind, Exists: child.ExistsOn(today))).OrderByDescending(same => same.Key.Exists).ThenBy(same => same.Key.Kind)
            .Select(same => (same.Key.Kind, same.Key.Exists, (IReadOnlyList<Unit>)[.. same.OrderBy(child => child.Name, Vietnamese.Order)]))];
        Predecessors = [.. registry.PredecessorsOf(unit).OrderBy(before => before.Unit.Name, Vietnamese.Order)];
        Successors = [.. registry.SuccessorsOf(unit).OrderBy(after => after.Unit.Name, Vietnamese.Order)];
        var ids = registry.WithPredecessors(unit).Select(one => one.Id).ToList();
        Stories = await db.StoriesOfUnitsAsync(ids, ct);
        Documents = await db.DocumentsOfUnitsAsync(ids, ct);
        HttpContext.MadeOf(UnitDirectory.ChangeTag);
        foreach (var id in ids) HttpContext.MadeOf(Tag.Unit(id));
        return Page();
    }
}
