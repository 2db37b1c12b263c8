using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Cchc.Core.Content;

/// <summary>What a note says of its item.</summary>
public enum NoteKind
{
    /// <summary>A remark for colleagues.</summary>
    Comment,
    /// <summary>Handed over for review.</summary>
    Submitted,
    /// <summary>Taken back by its writer before anybody decided.</summary>
    Withdrawn,
    /// <summary>Sent back with what is to be changed.</summary>
    Returned,
    Approved,
    /// <summary>Given to a person to go on with.</summary>
    Assigned,
}

/// <summary>One line of the talk about an item inside the newsroom. Readers never see it; it is not part of a version.</summary>
public sealed class ContentNote
{
    public long Id { get; private set; }
    public required string ContentItemId { get; init; }
    public required string ContentType { get; init; }
    /// <summary>The newest version when it was written.</summary>
    public required int Version { get; init; }
    public required NoteKind Kind { get; init; }
    /// <summary>At most 2,000 characters; may be empty except for comments and returns.</summary>
    public required string Text { get; init; }
    public required string By { get; init; }
    public int? ById { get; init; }
    public required DateTime AtUtc { get; init; }
    /// <summary>When somebody ticked the comment off, or null.</summary>
    public DateTime? ResolvedUtc { get; set; }
    public string ResolvedBy { get; set; } = "";
}

public sealed class ContentNoteTable : IEntityTypeConfiguration<ContentNote>
{
    public void Configure(EntityTypeBuilder<ContentNote> builder)
    {
        builder.ToTable("content_notes");
        builder.Property(note => note.ContentItemId).HasMaxLength(26);
        builder.Property(note => note.ContentType).HasMaxLength(64);
        builder.Property(note => note.Kind).HasConversion<string>().HasMaxLength(16);
        builder.Property(note => note.Text).HasMaxLength(2000);
        builder.Property(note => note.By).HasMaxLength(200);
        builder.Property(note => note.ResolvedBy).HasMaxLength(200);
        builder.HasIndex(note => new { note.ContentItemId, note.Id });
    }
}
