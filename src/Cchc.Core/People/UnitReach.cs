using System.Globalization;
using System.Security.Claims;
using Cchc.Core.Units;
using Microsoft.AspNetCore.Authentication;

namespace Cchc.Core.People;

/// <summary>What a person who is limited to a unit may touch: that unit and everything below it. Nobody else is limited.</summary>
public static class UnitReach
{
    private const string Claim = "cchc.reach";

    /// <summary>The unit and all units below it, by id.</summary>
    public static IReadOnlyList<int> Below(UnitRegistry units, int unitId)
    {
        if (units.Find(unitId) is not { } top) return [];
        var found = new List<int>();
        var waiting = new Queue<Unit>([top]);
        while (waiting.TryDequeue(out var unit))
        {
            if (found.Contains(unit.Id)) continue;
            found.Add(unit.Id);
            foreach (var child in units.ChildrenOf(unit)) waiting.Enqueue(child);
        }
        return found;
    }

    /// <summary>Whether a person limited to <paramref name="limit"/> reaches what is about <paramref name="unit"/>.</summary>
    /// <param name="limit">Null for a person who is not limited.</param>
    /// <param name="unit">Null for what is about no unit: only people without a limit reach it.</param>
    public static bool Covers(UnitRegistry units, int? limit, int? unit) =>
        limit is not { } top || (unit is { } id && (id == top || Below(units, top).Contains(id)));

    /// <summary>The unit to which the person is limited, or null.</summary>
    public static int? UnitLimit(this ClaimsPrincipal user) =>
        user.FindFirst(SignedIn.Unit) is { } claim ? int.Parse(claim.Value, CultureInfo.InvariantCulture) : null;

    /// <summary>Units that a limited person reaches; null for everybody else.</summary>
    public static IReadOnlyList<int>? ReachedUnits(this ClaimsPrincipal user) =>
        user.HasClaim(claim => claim.Type == SignedIn.Unit) ? [.. user.FindAll(Claim).Select(claim => int.Parse(claim.Value, CultureInfo.InvariantCulture))] : null;

    /// <summary>Whether the person reaches what is about that unit.</summary>
    public static bool Reaches(this ClaimsPrincipal user, int? unit) =>
        !user.HasClaim(claim => claim.Type == SignedIn.Unit) || (unit is { } id && user.HasClaim(Claim, id.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Says for each request which units a limited person reaches: the registry may have changed since the sign-in, and the cookie
    /// is too small for them.</summary>
    public sealed class Claims(UnitDirectory units) : IClaimsTransformation
    {
        public async Task<ClaimsPrincipal> TransformAsync(ClaimsPrincipal principal)
        {
            if (principal.UnitLimit() is { } limit && !principal.HasClaim(claim => claim.Type == Claim))
                principal.AddIdentity(new(Below(await units.GetAsync(CancellationToken.None), limit).Select(id => new System.Security.Claims.Claim(UnitReach.Claim, id.ToString(CultureInfo.InvariantCulture)))));
            return principal;
        }
    }
}
