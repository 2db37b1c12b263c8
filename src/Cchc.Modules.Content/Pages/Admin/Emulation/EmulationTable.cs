using Cchc.Core.Text;
using Cchc.Core.Units;
using Cchc.Modules.Content.Models;

namespace Cchc.Modules.Content.Pages.Admin.Emulation;

/// <summary>A model that came before readers in a period.</summary>
/// <param name="Replications">Units that have taken it over in the period.</param>
/// <param name="Origin">Title of the model that it takes over, or "".</param>
public sealed record EmulationItem(string Id, string Title, ModelKind Kind, ModelStage Stage, int? Year, Unit? Unit, IReadOnlyList<string> Authors, string Nominator, DateTime PublishedUtc, int Replications, string Origin, string Url);

/// <summary>What one unit or person did.</summary>
/// <param name="Learnt">Models of others that it has taken over.</param>
/// <param name="Spread">Units that have taken over a model of its own.</param>
public sealed record EmulationSum(string Name, int Models, int Initiatives, int Examples, int Learnt, int Spread)
{
    public static EmulationSum Of(string name, IReadOnlyCollection<EmulationItem> items) => new(name,
        items.Count(item => item.Kind == ModelKind.MoHinh), items.Count(item => item.Kind == ModelKind.SangKien), items.Count(item => item.Kind == ModelKind.DienHinh),
        items.Count(item => item.Kind == ModelKind.NhanRong), items.Sum(item => item.Replications));
}

/// <summary>Counts for emulation (thi đua) of one period, by unit and by author. An item of several authors counts for each, and once in the sum.</summary>
public sealed class EmulationTable(IReadOnlyList<EmulationItem> items)
{
    public IReadOnlyList<EmulationItem> Items { get; } = items;
    public EmulationSum Total { get; } = EmulationSum.Of("Cộng", items);

    /// <summary>Titles with the heading of their first column and their rows, most first.</summary>
    public IReadOnlyList<(string Title, string Column, IReadOnlyList<EmulationSum> Sums)> Tables { get; } =
    [
        ("Theo đơn vị", "Đơn vị", Sums(items.Select(item => (item.Unit?.Name ?? "", item)))),
        ("Theo tác giả, người được nêu gương", "Tác giả", Sums(items.SelectMany(item => item.Authors.Select(author => (author, item))))),
        ("Theo người đề cử", "Người đề cử", Sums(items.Select(item => (item.Nominator, item)))),
    ];

    private static IReadOnlyList<EmulationSum> Sums(IEnumerable<(string Name, EmulationItem Item)> named) =>
        [.. named.GroupBy(one => one.Name, one => one.Item, StringComparer.Ordinal).Select(same => EmulationSum.Of(same.Key.Length > 0 ? same.Key : "(không ghi)", [.. same]))
            .OrderByDescending(sum => sum.Models + sum.Initiatives + sum.Examples + sum.Learnt).ThenByDescending(sum => sum.Spread).ThenBy(sum => sum.Name, Vietnamese.Order)];
}
