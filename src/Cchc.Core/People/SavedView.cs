using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Cchc.Core.People;

/// <summary>A list of the newsroom with filters, under a name that a person gave it.</summary>
public sealed class SavedView
{
    public int Id { get; private set; }
    public required int UserId { get; init; }
    /// <summary>Path of the list, e.g. <c>/quan-tri/tin-bai</c>.</summary>
    public required string List { get; init; }
    public required string Name { get; set; }
    /// <summary>The list's query without the question mark.</summary>
    public required string Query { get; set; }
}

public sealed class SavedViewTable : IEntityTypeConfiguration<SavedView>
{
    public void Configure(EntityTypeBuilder<SavedView> builder)
    {
        builder.ToTable("saved_views");
        builder.Property(view => view.List).HasMaxLength(100);
        builder.Property(view => view.Name).HasMaxLength(100);
        builder.Property(view => view.Query).HasMaxLength(1000);
        builder.HasIndex(view => new { view.UserId, view.List, view.Name }).IsUnique();
    }
}
