using Cchc.Core.Settings;
using Cchc.Core.Text;
using Cchc.Core.Units;

namespace Cchc.Modules.Indexes;

/// <summary>The place whose site this is, as the registry knows it, with the units that went into it: their lines are marked.</summary>
public sealed class OwnUnits(SiteSettingsCache settings, UnitDirectory units)
{
    public async Task<IReadOnlySet<string>> SlugsAsync(CancellationToken ct) => (await AllAsync(ct)).Select(unit => unit.Slug).ToHashSet(StringComparer.Ordinal);

    /// <returns>The unit of today first; empty when the settings name none.</returns>
    public async Task<IReadOnlyList<Unit>> AllAsync(CancellationToken ct)
    {
        var place = Vietnamese.Fold((await settings.GetAsync(ct)).SitePlace.Trim());
        var registry = await units.GetAsync(ct);
        return place.Length > 0 && registry.All.FirstOrDefault(unit => unit.ValidTo is null && unit.SearchKey == place) is { } own ? registry.WithPredecessors(own) : [];
    }
}
