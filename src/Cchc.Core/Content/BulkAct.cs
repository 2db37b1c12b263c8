using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Cchc.Core.Content;

/// <summary>One act on several items of a list, with what is needed to undo it.</summary>
public sealed class BulkAct
{
    public long Id { get; private set; }
    public required int UserId { get; init; }
    public required DateTime AtUtc { get; init; }
    /// <summary>Stable name, e.g. <c>trash</c>.</summary>
    public required string Act { get; init; }
    public required string ContentType { get; init; }
    /// <summary>The items that were changed and what they were before, as JSON; it grows while the act goes on.</summary>
    public required string Json { get; set; }
    public DateTime? UndoneUtc { get; set; }
}

public sealed class BulkActTable : IEntityTypeConfiguration<BulkAct>
{
    public void Configure(EntityTypeBuilder<BulkAct> builder)
    {
        builder.ToTable("bulk_acts");
        builder.Property(act => act.Act).HasMaxLength(32);
        builder.Property(act => act.ContentType).HasMaxLength(64);
        builder.Property(act => act.UndoneUtc).IsConcurrencyToken();
        builder.HasIndex(act => new { act.UserId, act.Id });
    }
}
