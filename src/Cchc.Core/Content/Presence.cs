using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Cchc.Core.Content;

/// <summary>That a person has an item open. The page says so again every few seconds; who is silent has left.</summary>
public sealed class Presence
{
    public required string ContentItemId { get; init; }
    public required int UserId { get; init; }
    public required string Name { get; set; }
    public required DateTime SeenUtc { get; set; }
    /// <summary>When the person last changed something in the form, or null.</summary>
    public DateTime? TypedUtc { get; set; }
}

public sealed class PresenceTable : IEntityTypeConfiguration<Presence>
{
    public void Configure(EntityTypeBuilder<Presence> builder)
    {
        builder.ToTable("content_presence").HasKey(presence => new { presence.ContentItemId, presence.UserId });
        builder.Property(presence => presence.ContentItemId).HasMaxLength(26);
        builder.Property(presence => presence.Name).HasMaxLength(200);
        builder.HasIndex(presence => presence.SeenUtc);
    }
}
