using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Cchc.Core.Media;

/// <summary>A picture or file of the library: what is known of it. The bytes lie in the media store under the same path.</summary>
public sealed class MediaFile
{
    public int Id { get; private set; }
    /// <summary>Path of the bytes, e.g. <c>minh-hoa/mot-cua.svg</c>; its address is <c>/media/</c> and this. Never changes, so that
    /// what was written with it stays right; where people file it is <see cref="Folder"/>.</summary>
    public required string Path { get; init; }
    /// <summary>Name as it was uploaded, e.g. <c>Ảnh một cửa.JPG</c>.</summary>
    public string Name { get; set; } = "";
    /// <summary>Folder in the library in people's words, e.g. <c>Hội nghị/2026</c>; empty at the top.</summary>
    public string Folder { get; set; } = "";
    /// <summary>Type found from the bytes, never from the name.</summary>
    public required string ContentType { get; set; }
    public required long Bytes { get; set; }
    /// <summary>In pixels; null when it is no picture.</summary>
    public int? Width { get; set; }
    public int? Height { get; set; }
    /// <summary>Pages of a document; null when it has none or they are not known.</summary>
    public int? Pages { get; set; }
    /// <summary>Length of sound or film in whole seconds; null when it has none or it is not known.</summary>
    public int? Seconds { get; set; }
    /// <summary>The point that stays in sight when the picture is cut, from 0 (left, top) to 1; null lets the program choose.</summary>
    public double? FocusX { get; set; }
    public double? FocusY { get; set; }
    /// <summary>Cuts that an editor has drawn, by ratio.</summary>
    public List<PictureCrop> Crops { get; set; } = [];
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
    /// <summary>Account of who uploaded it; null for files of recipes.</summary>
    public int? UploadedById { get; init; }
    /// <summary>When its bytes or words last changed.</summary>
    public DateTime? ChangedUtc { get; set; }
    /// <summary>Concurrency token: counts every write of the row.</summary>
    public int Revision { get; set; }

    public bool IsPicture => ContentType.StartsWith("image/", StringComparison.Ordinal);
    public string Url => $"/media/{Path}";
    /// <summary>Differs after each change of bytes, cut or focus: with it the address of a copy may be kept for ever.</summary>
    public string Version => VersionOf(Hash, Revision);

    /// <inheritdoc cref="Version"/>
    public static string VersionOf(string hash, int revision) => string.Create(CultureInfo.InvariantCulture, $"{hash.AsSpan(0, Math.Min(8, hash.Length))}-{revision}");
}

/// <summary>A part of a picture that is shown where a picture of that shape is wanted.</summary>
/// <param name="Ratio">Width to height as in the address, e.g. <c>16x9</c>.</param>
/// <param name="X">Left edge as a part of the width, 0 to 1; <paramref name="Y"/>, <paramref name="Width"/> and <paramref name="Height"/> likewise.</param>
public sealed record PictureCrop(string Ratio, double X, double Y, double Width, double Height);

public sealed class MediaFileTable : IEntityTypeConfiguration<MediaFile>
{
    public void Configure(EntityTypeBuilder<MediaFile> builder)
    {
        builder.ToTable("media_files");
        builder.Property(file => file.Path).HasMaxLength(300);
        builder.Property(file => file.ContentType).HasMaxLength(100);
        builder.Property(file => file.Hash).HasMaxLength(64);
        builder.Property(file => file.Name).HasMaxLength(300);
        builder.Property(file => file.Folder).HasMaxLength(200);
        builder.Property(file => file.Revision).IsConcurrencyToken();
        builder.OwnsMany(file => file.Crops, crops => crops.ToJson());
        builder.HasIndex(file => file.Path).IsUnique();
        builder.HasIndex(file => new { file.Folder, file.UploadedUtc, file.Id });
        builder.HasIndex(file => new { file.UploadedUtc, file.Id });
        builder.Ignore(file => file.Url);
        builder.Ignore(file => file.IsPicture);
        builder.Ignore(file => file.Version);
    }
}
