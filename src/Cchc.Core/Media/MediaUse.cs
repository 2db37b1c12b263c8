using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Cchc.Core.Media;

/// <summary>One content item that shows or links a file of the library, in its newest or its published text.</summary>
public sealed class MediaUse
{
    /// <summary>Path of the file, <see cref="MediaFile.Path"/>; the file itself may be missing.</summary>
    public required string Path { get; init; }
    public required string ContentItemId { get; init; }
    public required string ContentType { get; init; }
    /// <summary>In the text that readers see; else only in a newer or unpublished one.</summary>
    public bool IsPublic { get; set; }
}

public sealed class MediaUseTable : IEntityTypeConfiguration<MediaUse>
{
    public void Configure(EntityTypeBuilder<MediaUse> builder)
    {
        builder.ToTable("media_uses").HasKey(use => new { use.Path, use.ContentItemId });
        builder.Property(use => use.Path).HasMaxLength(300);
        builder.Property(use => use.ContentItemId).HasMaxLength(26);
        builder.Property(use => use.ContentType).HasMaxLength(64);
        builder.HasIndex(use => use.ContentItemId);
    }
}
