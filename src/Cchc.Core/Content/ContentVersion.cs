using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Cchc.Core.Content;

/// <summary>One saved text of one item, whole, in Orchard Core's content-item JSON. Never changed after it is written.</summary>
public sealed class ContentVersion
{
    public long Id { get; private set; }
    public required string ContentItemId { get; init; }
    /// <summary>Orchard's identity of this very version, 26 characters.</summary>
    public required string ContentItemVersionId { get; init; }
    public required string ContentType { get; init; }
    /// <summary>From 1, without gaps for one item: two editors who save at once meet at the unique index.</summary>
    public required int Number { get; init; }
    public required string Json { get; init; }
    public required string Title { get; init; }
    public required DateTime SavedUtc { get; init; }
    public required string SavedBy { get; init; }
    public int? SavedById { get; init; }
    /// <summary>Why it was saved, in the writer's words; may be empty.</summary>
    public string Note { get; init; } = "";
}

public sealed class ContentVersionTable : IEntityTypeConfiguration<ContentVersion>
{
    public void Configure(EntityTypeBuilder<ContentVersion> builder)
    {
        builder.ToTable("content_versions");
        builder.Property(version => version.ContentItemId).HasMaxLength(26);
        builder.Property(version => version.ContentItemVersionId).HasMaxLength(26);
        builder.Property(version => version.ContentType).HasMaxLength(64);
        builder.Property(version => version.Title).HasMaxLength(300);
        builder.HasIndex(version => new { version.ContentItemId, version.Number }).IsUnique();
        builder.HasIndex(version => version.ContentItemVersionId).IsUnique();
    }
}

/// <summary>
/// Every address that an item was ever published under. The current one serves the page; the others redirect to it for ever
/// (301), or say that it is gone (410).
/// </summary>
public sealed class ContentRoute
{
    /// <summary>Path without the leading slash, e.g. <c>tin-tuc/nam-ban-ke-hoach</c> (Orchard's AutoroutePart.Path).</summary>
    public required string Path { get; init; }
    public required string ContentType { get; init; }
    public required string ContentItemId { get; init; }
    public bool IsCurrent { get; set; } = true;
}

public sealed class ContentRouteTable : IEntityTypeConfiguration<ContentRoute>
{
    public void Configure(EntityTypeBuilder<ContentRoute> builder)
    {
        builder.ToTable("content_routes").HasKey(route => route.Path);
        builder.Property(route => route.Path).HasMaxLength(200);
        builder.Property(route => route.ContentType).HasMaxLength(64);
        builder.Property(route => route.ContentItemId).HasMaxLength(26);
        builder.HasIndex(route => route.ContentItemId);
    }
}

/// <summary>What is to happen to an item at a time: a row, so that it survives restarts and runs once among several nodes.</summary>
public enum ScheduledAction { Publish, Unpublish }

/// <summary>An item has at most one planned publication and one planned unpublication.</summary>
public sealed class ContentSchedule
{
    public required string ContentItemId { get; init; }
    public required string ContentType { get; init; }
    public required ScheduledAction Action { get; init; }
    public required DateTime DueUtc { get; set; }
    /// <summary>The version to publish.</summary>
    public int? Version { get; set; }
    public required string PlannedBy { get; set; }
    public int? PlannedById { get; set; }
    /// <summary>Why the last try failed, in Vietnamese, or null. A failed one waits for a person.</summary>
    public string? Error { get; set; }
}

public sealed class ContentScheduleTable : IEntityTypeConfiguration<ContentSchedule>
{
    public void Configure(EntityTypeBuilder<ContentSchedule> builder)
    {
        builder.ToTable("content_schedule").HasKey(plan => new { plan.ContentItemId, plan.Action });
        builder.Property(plan => plan.ContentItemId).HasMaxLength(26);
        builder.Property(plan => plan.ContentType).HasMaxLength(64);
        builder.Property(plan => plan.Action).HasConversion<string>().HasMaxLength(16);
        builder.Property(plan => plan.DueUtc).IsConcurrencyToken();
        builder.HasIndex(plan => plan.DueUtc);
    }
}
