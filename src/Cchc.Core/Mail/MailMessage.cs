using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Cchc.Core.Mail;

/// <summary>One letter, added in the transaction that makes it necessary and sent by a job. Rows of letters that were sent keep no text.</summary>
public sealed class MailMessage
{
    public long Id { get; private set; }
    /// <summary>26 random letters and digits: the letter's Message-Id, the same at every try, and the key of its job.</summary>
    public required string Key { get; init; }
    public required string To { get; init; }
    public required string ToName { get; init; }
    public required string Subject { get; init; }
    /// <summary>Plain text; emptied when it was sent.</summary>
    public required string Text { get; set; }
    public required DateTime CreatedUtc { get; init; }
    public DateTime? SentUtc { get; set; }
    /// <summary>Why the last try failed, or null.</summary>
    public string? Error { get; set; }
}

public sealed class MailMessageTable : IEntityTypeConfiguration<MailMessage>
{
    public void Configure(EntityTypeBuilder<MailMessage> builder)
    {
        builder.ToTable("mails");
        builder.Property(mail => mail.Key).HasMaxLength(26);
        builder.Property(mail => mail.To).HasMaxLength(256);
        builder.Property(mail => mail.ToName).HasMaxLength(200);
        builder.Property(mail => mail.Subject).HasMaxLength(300);
        builder.HasIndex(mail => mail.Key).IsUnique();
        builder.HasIndex(mail => new { mail.SentUtc, mail.CreatedUtc });
    }
}
