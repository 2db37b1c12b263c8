using Cchc.Core.Text;
using Cchc.Core.Units;
using Cchc.Modules.Feedback.Data;

namespace Cchc.Modules.Feedback.Desk;

/// <summary>Units that answer citizens.</summary>
public static class FeedbackUnits
{
    /// <summary>Departments and communes of the province of the receiving desk that exist on that day; everybody's when the desk has no unit.</summary>
    public static IReadOnlyList<Unit> Handling(UnitRegistry registry, DateOnly today, FeedbackSettings settings)
    {
        var desk = settings.DeskUnitId is { } id ? registry.Find(id) : null;
        var province = desk is null ? null : registry.All.FirstOrDefault(unit => unit.Kind == UnitKind.Province && unit.ExistsOn(today) && (unit.Id == desk.Id || registry.ChildrenOf(unit).Any(child => child.Id == desk.Id)));
        var below = province is null ? registry.All.Where(unit => unit.Kind == UnitKind.Department) : [province, .. registry.ChildrenOf(province)];
        return [.. below.Where(unit => unit.ExistsOn(today)).OrderBy(unit => unit.Kind).ThenBy(unit => unit.Name, Vietnamese.Order)];
    }
}
