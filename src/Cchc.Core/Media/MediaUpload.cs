using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Cchc.Core.Media;

/// <summary>An upload that is under way and may be resumed after a lost connection (tus 1.0). Its bytes lie in a file of the
/// same name until they are whole; the length of that file is the offset.</summary>
public sealed class MediaUpload
{
    /// <summary>Random and unguessable, 26 lower-case letters and digits; last part of the upload's address.</summary>
    public required string Id { get; init; }
    /// <summary>Account of who sends it: nobody else may go on with it.</summary>
    public required int OwnerId { get; init; }
    public required string Name { get; init; }
    public required string Folder { get; init; }
    /// <summary>Bytes of the whole file, 1 or more.</summary>
    public required long Length { get; init; }
    public required DateTime StartedUtc { get; init; }
    /// <summary>After this instant an unfinished upload is thrown away.</summary>
    public required DateTime ExpiresUtc { get; set; }
    /// <summary>The file that came of it, once it was taken in; a client that lost the last answer asks again and is told the same.</summary>
    public int? FileId { get; set; }
    /// <summary>Why it was refused, in Vietnamese; empty while it is not.</summary>
    public string Problem { get; set; } = "";
}

public sealed class MediaUploadTable : IEntityTypeConfiguration<MediaUpload>
{
    public void Configure(EntityTypeBuilder<MediaUpload> builder)
    {
        builder.ToTable("media_uploads").HasKey(upload => upload.Id);
        builder.Property(upload => upload.Id).HasMaxLength(26);
        builder.Property(upload => upload.Name).HasMaxLength(300);
        builder.Property(upload => upload.Folder).HasMaxLength(200);
        builder.Property(upload => upload.Problem).HasMaxLength(500);
        builder.HasIndex(upload => upload.ExpiresUtc);
        builder.HasIndex(upload => upload.OwnerId);
    }
}
