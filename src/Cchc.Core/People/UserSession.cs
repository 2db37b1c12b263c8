using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Cchc.Core.People;

/// <summary>One sign-in on one device: the cookie carries its id, so that it can be listed and ended.</summary>
public sealed class UserSession
{
    /// <summary>26 random letters and digits; the cookie's claim <see cref="SignedIn.Session"/>.</summary>
    public required string Id { get; init; }
    public required int UserId { get; init; }
    public required DateTime StartedUtc { get; init; }
    /// <summary>When it was last seen, to about a minute.</summary>
    public required DateTime SeenUtc { get; set; }
    public required string Address { get; set; }
    /// <summary>The browser's own description, cut.</summary>
    public required string Device { get; init; }
    public DateTime? EndedUtc { get; set; }
}

public sealed class UserSessionTable : IEntityTypeConfiguration<UserSession>
{
    public void Configure(EntityTypeBuilder<UserSession> builder)
    {
        builder.ToTable("user_sessions");
        builder.Property(session => session.Id).HasMaxLength(26);
        builder.Property(session => session.Address).HasMaxLength(64);
        builder.Property(session => session.Device).HasMaxLength(300);
        builder.HasIndex(session => new { session.UserId, session.EndedUtc, session.SeenUtc });
    }
}
