using Cchc.Core.Changes;
using Cchc.Core.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.DependencyInjection;

namespace Cchc.Core.Units;

public enum UnitKind
{
    /// <summary>Tỉnh, thành phố trực thuộc trung ương.</summary>
    Province,
    /// <summary>Sở, ban, ngành.</summary>
    Department,
    /// <summary>Huyện, quận, thị xã, thành phố thuộc tỉnh; abolished on 01/7/2025.</summary>
    District,
    /// <summary>Xã, phường, thị trấn, đặc khu.</summary>
    Commune,
}

/// <summary>
/// An administrative unit as it stood for some time. Codes are used again by the State (82 was Tiền Giang and is Đồng Tháp
/// now), so a code names a unit only together with its kind and a date.
/// </summary>
public sealed class Unit
{
    public int Id { get; private set; }
    public required UnitKind Kind { get; init; }
    /// <summary>Code of the National Statistics Office, with its leading zeros.</summary>
    public required string Code { get; init; }
    /// <summary>Full name, e.g. "Tỉnh Tiền Giang".</summary>
    public required string Name { get; set { field = value; SearchKey = Vietnamese.Fold(value); } }
    public string SearchKey { get; private set; } = "";
    /// <summary>Last part of the address under <c>/don-vi/</c>.</summary>
    public required string Slug { get; set; }
    public int? ParentId { get; set; }
    /// <summary>First day on which it exists; null when that is before the registry begins.</summary>
    public DateOnly? ValidFrom { get; init; }
    /// <summary>First day on which it no longer exists; null while it does.</summary>
    public DateOnly? ValidTo { get; set; }

    public bool ExistsOn(DateOnly day) => (ValidFrom is null || ValidFrom <= day) && (ValidTo is null || day < ValidTo);

    /// <summary>"82-tinh-dong-thap"; of a unit that has ended "82-tinh-tien-giang-truoc-2025-07".</summary>
    public static string SlugOf(string code, string name, DateOnly? validTo) =>
        $"{code}-{Vietnamese.Slug(name)}" + (validTo is { } end ? FormattableString.Invariant($"-truoc-{end:yyyy-MM}") : "");
}

public sealed class UnitTable : IEntityTypeConfiguration<Unit>
{
    public void Configure(EntityTypeBuilder<Unit> builder)
    {
        builder.ToTable("units");
        builder.Property(unit => unit.Kind).HasConversion<string>().HasMaxLength(16);
        builder.Property(unit => unit.Code).HasMaxLength(16);
        builder.Property(unit => unit.Name).HasMaxLength(200);
        builder.Property(unit => unit.SearchKey).HasMaxLength(200);
        builder.Property(unit => unit.Slug).HasMaxLength(160);
        // A missing ValidFrom is not equal to another one in a unique index, so the slug, which says the same, is what is unique.
        builder.HasIndex(unit => unit.Slug).IsUnique();
        builder.HasIndex(unit => new { unit.Kind, unit.Code });
        builder.HasOne<Unit>().WithMany().HasForeignKey(unit => unit.ParentId).OnDelete(DeleteBehavior.Restrict);
    }
}

/// <summary>That a unit, or a part of it, became part of another on a day.</summary>
public sealed class UnitSuccession
{
    public required int PredecessorId { get; init; }
    public required int SuccessorId { get; init; }
    public required DateOnly On { get; init; }
    /// <summary>The official note: "Nhập toàn bộ", "Nhập một phần", …</summary>
    public string Note { get; init; } = "";
}

public sealed class UnitSuccessionTable : IEntityTypeConfiguration<UnitSuccession>
{
    public void Configure(EntityTypeBuilder<UnitSuccession> builder)
    {
        builder.ToTable("unit_successions").HasKey(step => new { step.PredecessorId, step.SuccessorId, step.On });
        builder.Property(step => step.Note).HasMaxLength(200);
        builder.HasIndex(step => step.SuccessorId);
        builder.HasOne<Unit>().WithMany().HasForeignKey(step => step.PredecessorId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Unit>().WithMany().HasForeignKey(step => step.SuccessorId).OnDelete(DeleteBehavior.Restrict);
    }
}

/// <summary>All units and their successions as one immutable value (about 4,000 units).</summary>
public sealed class UnitRegistry
{
    private readonly Dictionary<int, Unit> byId;
    private readonly Dictionary<string, Unit> bySlug;
    private readonly ILookup<(UnitKind, string), Unit> byCode;
    private readonly ILookup<int, Unit> byParent;
    private readonly ILookup<int, UnitSuccession> bySuccessor;
    private readonly ILookup<int, UnitSuccession> byPredecessor;

    public UnitRegistry(IEnumerable<Unit> units, IEnumerable<UnitSuccession> successions)
    {
        var all = units.OrderBy(unit => unit.Code, StringComparer.Ordinal).ToList();
        byId = all.ToDictionary(unit => unit.Id);
        bySlug = all.ToDictionary(unit => unit.Slug, StringComparer.Ordinal);
        byCode = all.ToLookup(unit => (unit.Kind, unit.Code));
        byParent = all.ToLookup(unit => unit.ParentId ?? 0);
        var steps = successions.ToList();
        bySuccessor = steps.ToLookup(step => step.SuccessorId);
        byPredecessor = steps.ToLookup(step => step.PredecessorId);
        All = all;
    }

    public IReadOnlyList<Unit> All { get; }
    public Unit? Find(int id) => byId.GetValueOrDefault(id);
    public Unit? FindSlug(string slug) => bySlug.GetValueOrDefault(slug);

    /// <summary>The unit that a code named on that day, or null.</summary>
    public Unit? Find(UnitKind kind, string code, DateOnly on) =>
        byCode[(kind, code)].FirstOrDefault(unit => unit.ExistsOn(on));

    /// <summary>Offices and communes of the site's own province on that day, by name; none when the registry does not have the province.</summary>
    /// <param name="place">Name of the province, from the settings.</param>
    public IReadOnlyList<Unit> Below(string place, DateOnly on) =>
        All.FirstOrDefault(unit => unit.Kind == UnitKind.Province && unit.Name == place && unit.ExistsOn(on)) is { } province
            ? [.. ChildrenOf(province).Where(unit => unit.ExistsOn(on)).OrderBy(unit => unit.Name, Vietnamese.Order)] : [];

    public IEnumerable<Unit> ChildrenOf(Unit unit) => byParent[unit.Id];
    public IEnumerable<(Unit Unit, UnitSuccession Step)> PredecessorsOf(Unit unit) =>
        bySuccessor[unit.Id].Select(step => (byId[step.PredecessorId], step));
    public IEnumerable<(Unit Unit, UnitSuccession Step)> SuccessorsOf(Unit unit) =>
        byPredecessor[unit.Id].Select(step => (byId[step.SuccessorId], step));

    /// <summary>The unit and all that went into it, however long ago: what its page shows the history of.</summary>
    public IReadOnlyList<Unit> WithPredecessors(Unit unit)
    {
        var found = new List<Unit>();
        var waiting = new Queue<Unit>([unit]);
        while (waiting.TryDequeue(out var next))
        {
            if (found.Contains(next)) continue;
            found.Add(next);
            foreach (var (before, _) in PredecessorsOf(next)) waiting.Enqueue(before);
        }
        return found;
    }
}

/// <summary>The registry of units, kept in memory.</summary>
public sealed class UnitDirectory(IServiceScopeFactory scopes) : Snapshot<UnitRegistry>(scopes, ChangeTag)
{
    /// <summary>Evicts this snapshot.</summary>
    public const string ChangeTag = "units";

    protected override async Task<UnitRegistry> LoadAsync(SiteDb db, CancellationToken ct) => new(
        await db.Set<Unit>().AsNoTracking().ToListAsync(ct),
        await db.Set<UnitSuccession>().AsNoTracking().ToListAsync(ct));
}
