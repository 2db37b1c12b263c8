using Cchc.Core.Changes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.DependencyInjection;

namespace Cchc.Core.Calendar;

/// <summary>A day as an office has entered it: it wins over <see cref="Holidays.Default"/>.</summary>
public sealed class Holiday
{
    public required DateOnly On { get; init; }
    public required string Name { get; set; }
    /// <summary>A day that is worked: a weekend day in exchange, or a default holiday that was moved. Else a day of rest.</summary>
    public bool IsWorked { get; set; }
    /// <summary>Number and date of the announcement.</summary>
    public string Source { get; set; } = "";
}

public sealed class HolidayTable : IEntityTypeConfiguration<Holiday>
{
    public void Configure(EntityTypeBuilder<Holiday> builder)
    {
        builder.ToTable("holidays").HasKey(day => day.On);
        builder.Property(day => day.Name).HasMaxLength(200);
        builder.Property(day => day.Source).HasMaxLength(300);
    }
}

/// <summary>The working days of the site, kept in memory.</summary>
public sealed class WorkCalendar(IServiceScopeFactory scopes) : Snapshot<WorkingDays>(scopes, ChangeTag)
{
    /// <summary>Evicts this snapshot.</summary>
    public const string ChangeTag = "holidays";

    protected override Task<WorkingDays> LoadAsync(SiteDb db, CancellationToken ct) => ReadAsync(db, ct);

    /// <summary>The working days as this unit of work sees them.</summary>
    public static async Task<WorkingDays> ReadAsync(SiteDb db, CancellationToken ct) => Holidays.Calendar(
        [.. Holidays.Default, .. await db.Set<Holiday>().AsNoTracking().Select(day => new SpecialDay(day.On, day.Name, day.IsWorked, day.Source)).ToListAsync(ct)]);
}
