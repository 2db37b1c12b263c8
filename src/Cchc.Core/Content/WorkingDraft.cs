using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Cchc.Core.Content;

/// <summary>What a person has typed and not saved yet, kept on the server every few seconds: one row for each person and form. It
/// goes when the form is saved.</summary>
public sealed class WorkingDraft
{
    public required int UserId { get; init; }
    /// <summary>The form, e.g. <c>Article:4abc…</c> or <c>Article:moi</c>.</summary>
    public required string Key { get; init; }
    /// <summary>The version that the form was opened with; 0 for a new item.</summary>
    public required int BasedOn { get; set; }
    /// <summary>The form's fields as a JSON object of names and values.</summary>
    public required string Json { get; set; }
    public required DateTime SavedUtc { get; set; }
}

public sealed class WorkingDraftTable : IEntityTypeConfiguration<WorkingDraft>
{
    public void Configure(EntityTypeBuilder<WorkingDraft> builder)
    {
        builder.ToTable("working_drafts").HasKey(draft => new { draft.UserId, draft.Key });
        builder.Property(draft => draft.Key).HasMaxLength(100);
        builder.HasIndex(draft => draft.SavedUtc);
    }
}
