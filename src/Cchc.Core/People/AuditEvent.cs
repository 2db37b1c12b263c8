using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Cchc.Core.People;

/// <summary>
/// Who did what, when and from where. Rows are only ever added: the unit of work refuses to change or delete one, and so do
/// triggers in the database.
/// </summary>
public sealed class AuditEvent
{
    public long Id { get; private set; }
    public required DateTime AtUtc { get; init; }
    /// <summary>Name of the person at that time; "Hệ thống" for background work.</summary>
    public required string Who { get; init; }
    public int? UserId { get; init; }
    /// <summary>Stable dotted name, e.g. <c>content.published</c>.</summary>
    public required string Action { get; init; }
    /// <summary>Kind of thing, e.g. <c>Article</c>.</summary>
    public string SubjectType { get; init; } = "";
    public string SubjectId { get; init; } = "";
    /// <summary>What happened in one Vietnamese sentence. No personal data of citizens.</summary>
    public required string Summary { get; init; }
    public string Address { get; init; } = "";
}

public sealed class AuditEventTable : IEntityTypeConfiguration<AuditEvent>
{
    public void Configure(EntityTypeBuilder<AuditEvent> builder)
    {
        builder.ToTable("audit_events");
        builder.Property(entry => entry.Who).HasMaxLength(200);
        builder.Property(entry => entry.Action).HasMaxLength(64);
        builder.Property(entry => entry.SubjectType).HasMaxLength(64);
        builder.Property(entry => entry.SubjectId).HasMaxLength(64);
        builder.Property(entry => entry.Summary).HasMaxLength(1000);
        builder.Property(entry => entry.Address).HasMaxLength(64);
        builder.HasIndex(entry => new { entry.SubjectType, entry.SubjectId });
        builder.HasIndex(entry => new { entry.AtUtc, entry.Id });
    }
}

/// <summary>Who acts: a signed-in person, or the system itself.</summary>
public sealed record Actor(int? UserId, string Name, string Address = "")
{
    /// <summary>Background work and recipes.</summary>
    public static readonly Actor System = new(null, "Hệ thống") { MayApprove = true };

    /// <summary>Whether what this actor writes counts as approved where it was approved before.</summary>
    public bool MayApprove { get; init; }

    /// <summary>An audit row of this actor, to be added to the unit of work that makes the change.</summary>
    public AuditEvent Did(DateTime atUtc, string action, string summary, string subjectType = "", string subjectId = "") => new()
    {
        AtUtc = atUtc, Who = Cut(Name, 200), UserId = UserId, Action = action, Address = Cut(Address, 64),
        Summary = Cut(summary, 1000), SubjectType = subjectType, SubjectId = Cut(subjectId, 64),
    };

    /// <summary>What does not fit is cut: a long name must not stop the act that it is to record.</summary>
    private static string Cut(string text, int length) => text.Length > length ? text[..length] : text;
}
