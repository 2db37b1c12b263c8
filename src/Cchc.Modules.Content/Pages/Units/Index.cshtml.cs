using Cchc.Core.Changes;
using Cchc.Core.Text;
using Cchc.Core.Units;
using Cchc.Modules.Content.Units;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Cchc.Modules.Content.Pages.Units;

/// <summary>The registry of administrative units: the provinces of today, those before, and a search over all.</summary>
public sealed class IndexModel(UnitDirectory units, TimeProvider clock) : PageModel
{
    public string Q { get; private set; } = "";
    public IReadOnlyList<Unit> Found { get; private set; } = [];
    public UnitRegistry Registry { get; private set; } = null!;
    public IReadOnlyList<Unit> Cities { get; private set; } = [];
    public IReadOnlyList<Unit> Provinces { get; private set; } = [];
    public IReadOnlyList<Unit> Departments { get; private set; } = [];
    public IReadOnlyList<Unit> Former { get; private set; } = [];

    public async Task OnGetAsync([FromQuery(Name = "q")] string? query, CancellationToken ct)
    {
        Registry = await units.GetAsync(ct);
        HttpContext.MadeOf(UnitDirectory.ChangeTag);
        var today = BusinessTime.Today(clock);
        Q = new string([.. (query ?? "").Where(letter => !char.IsControl(letter)).Take(UnitSearch.LongestQuery)]).Trim();
        if (Q.Length > 0) { Found = Registry.Search(Q, today); return; }
        var provinces = Registry.All.Where(unit => unit.Kind == UnitKind.Province).OrderBy(unit => ShortName(unit), Vietnamese.Order).ToLookup(unit => unit.ExistsOn(today));
        Cities = [.. provinces[true].Where(IsCity)];
        Provinces = [.. provinces[true].Where(unit => !IsCity(unit))];
        Former = [.. provinces[false]];
        Departments = [.. Registry.All.Where(unit => unit.Kind == UnitKind.Department && unit.ExistsOn(today)).OrderBy(unit => unit.Name, Vietnamese.Order)];
    }

    private static bool IsCity(Unit unit) => unit.Name.StartsWith("Thành phố", StringComparison.Ordinal);
    private static string ShortName(Unit unit) => unit.Name.Replace("Thành phố ", "", StringComparison.Ordinal).Replace("Tỉnh ", "", StringComparison.Ordinal);
}
