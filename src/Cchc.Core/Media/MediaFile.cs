using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Cchc.Core.Media;

/// <summary>A picture or file of the library: what is known of it. The bytes lie in the media store under the same path.</summary>
public sealed class MediaFile
{
    public int Id { get; private set; }
    /// <summary>Path in the library, e.g. <c>minh-hoa/mot-cua.svg</c>; its address is <c>/media/</c> and this.</summary>
    public required string Path { get; init; }
    /// <summary>Type found from the bytes, never from the name.</summary>
    public required string ContentType { get; set; }
    public required long Bytes { get; set; }
    /// <summary>In pixels; null when it is no picture.</summary>
    public int? Width { get; set; }
    public int? Height { get; set; }
    /// <summary>SHA-256 in hex; the entity tag of the file.</summary>
    public required string Hash { get; set; }
    /// <summary>Text for those who do not see the picture.</summary>
    public string Alt { get; set; } = "";
    public string Caption { get; set; } = "";
    public string Credit { get; set; } = "";
    public string Licence { get; set; } = "";
    public string Source { get; set; } = "";
    public required DateTime UploadedUtc { get; init; }
    public string UploadedBy { get; init; } = "";

    public bool IsPicture => ContentType.StartsWith("image/", StringComparison.Ordinal);
    public string Url => $"/media/{Path}";
}

public sealed class MediaFileTable : IEntityTypeConfiguration<MediaFile>
{
    public void Configure(EntityTypeBuilder<MediaFile> builder)
    {
        builder.ToTable("media_files");
        builder.Property(file => file.Path).HasMaxLength(300);
        builder.Property(file => file.ContentType).HasMaxLength(100);
        builder.Property(file => file.Hash).HasMaxLength(64);
        builder.HasIndex(file => file.Path).IsUnique();
        builder.HasIndex(file => new { file.UploadedUtc, file.Id });
        builder.Ignore(file => file.Url);
        builder.Ignore(file => file.IsPicture);
    }
}
