using System.Security.Claims;
using Cchc.Core.People;
using Cchc.Modules.Feedback.Data;
using Cchc.Modules.Feedback.Rules;

namespace Cchc.Modules.Feedback.Desk;

/// <summary>
/// What one officer sees and may do. The receiving desk sees everything, and alone who sent it; a unit's officers and approvers see
/// what is given to units within their reach.
/// </summary>
public sealed class FeedbackAccess(ClaimsPrincipal user)
{
    public bool IsDesk { get; } = user.May(FeedbackPermissions.Receive);
    public bool Handles { get; } = user.May(FeedbackPermissions.Handle);
    public bool Approves { get; } = user.May(FeedbackPermissions.Approve);

    /// <summary>The items that the person may see.</summary>
    public IQueryable<FeedbackItem> Of(IQueryable<FeedbackItem> items)
    {
        if (IsDesk) return items;
        if (!Handles && !Approves) return items.Where(item => false);
        return user.ReachedUnits() is { } units ? items.Where(item => item.HandlerUnitId != null && units.Contains(item.HandlerUnitId.Value)) : items.Where(item => item.HandlerUnitId != null);
    }

    public bool Sees(FeedbackItem item) => IsDesk || IsHandler(item);

    /// <summary>The steps that the person may take now, each with the role in which they take it.</summary>
    public IReadOnlyDictionary<FeedbackAct, FeedbackRole> Possible(FeedbackItem item, DateOnly today, FeedbackSettings settings)
    {
        var facts = FeedbackStore.FactsOf(item, new(FeedbackRole.Desk, user.UserId()), today, settings);
        var found = new Dictionary<FeedbackAct, FeedbackRole>();
        foreach (var role in RolesFor(item))
            foreach (var act in FeedbackFlow.Possible(item.State, role, facts)) found.TryAdd(act, role);
        return found;
    }

    /// <summary>The person in that role, as the event keeps them.</summary>
    public FeedbackActor As(FeedbackRole role, Actor actor, int? deskUnit) => new(role, actor.UserId, actor.Name, role == FeedbackRole.Desk ? deskUnit : user.UnitLimit());

    private IEnumerable<FeedbackRole> RolesFor(FeedbackItem item)
    {
        if (IsDesk) yield return FeedbackRole.Desk;
        if (Handles && IsHandler(item)) yield return FeedbackRole.Unit;
        if (Approves && (IsDesk || IsHandler(item))) yield return FeedbackRole.Approver;
    }

    private bool IsHandler(FeedbackItem item) => (Handles || Approves) && item.HandlerUnitId is { } unit && user.Reaches(unit);
}
