using Cchc.Core.Changes;
using Cchc.Core.Text;
using Cchc.Core.Units;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Cchc.Modules.Content.Pages.Units;

/// <summary>One administrative unit: when it stands, what it is part of, what it came from, and what each module knows of it.</summary>
public sealed class ReadModel(IEnumerable<IUnitBlock> kinds, UnitDirectory units, TimeProvider clock) : PageModel
{
    /// <summary>A block that has something to show.</summary>
    public sealed record ShownBlock(IUnitBlock Block, object Model)
    {
        public string Anchor => Block.Name.Replace('.', '-');
    }

    public Unit Unit { get; private set; } = null!;
    public Unit? Parent { get; private set; }
    public bool Exists { get; private set; }
    /// <summary>The units below it, today's before those that have ended.</summary>
    public IReadOnlyList<(UnitKind Kind, bool Exists, IReadOnlyList<Unit> Units)> Below { get; private set; } = [];
    public IReadOnlyList<(Unit Unit, UnitSuccession Step)> Predecessors { get; private set; } = [];
    public IReadOnlyList<(Unit Unit, UnitSuccession Step)> Successors { get; private set; } = [];
    public IReadOnlyList<ShownBlock> Blocks { get; private set; } = [];

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
        var history = new UnitHistory(unit, registry.WithPredecessors(unit));
        HttpContext.MadeOf([UnitDirectory.ChangeTag, .. history.Ids.Select(Tag.Unit), .. kinds.SelectMany(kind => kind.MadeOf)]);
        var blocks = new List<ShownBlock>();
        foreach (var kind in kinds.OrderBy(kind => kind.Order))
            if (await kind.LoadAsync(history, ct) is { } model) blocks.Add(new(kind, model));
        Blocks = blocks;
        return Page();
    }
}
