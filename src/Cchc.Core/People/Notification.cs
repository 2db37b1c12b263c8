using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Cchc.Core.People;

/// <summary>Something that a person of the newsroom should know: one sentence and where it leads.</summary>
public sealed class Notification
{
    public long Id { get; private set; }
    public required int UserId { get; init; }
    public required DateTime AtUtc { get; init; }
    /// <summary>One Vietnamese sentence.</summary>
    public required string Text { get; init; }
    /// <summary>Path within the site.</summary>
    public required string Url { get; init; }
    public DateTime? ReadUtc { get; set; }
}

public sealed class NotificationTable : IEntityTypeConfiguration<Notification>
{
    public void Configure(EntityTypeBuilder<Notification> builder)
    {
        builder.ToTable("notifications");
        builder.Property(notice => notice.Text).HasMaxLength(1000);
        builder.Property(notice => notice.Url).HasMaxLength(300);
        builder.HasIndex(notice => new { notice.UserId, notice.ReadUtc, notice.Id });
    }
}
