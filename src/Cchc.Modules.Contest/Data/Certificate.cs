using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Cchc.Modules.Contest.Data;

/// <summary>Who gets a certificate.</summary>
public enum CertifiedPeople
{
    /// <summary>Người đạt giải.</summary>
    Winners,
    /// <summary>Mọi người có bài được tính; người đạt giải ghi thêm giải.</summary>
    Everybody,
    /// <summary>Không cấp.</summary>
    Nobody,
}

/// <summary>What a contest's certificates say beside the name and the prize.</summary>
public sealed record CertificateSetting
{
    public CertifiedPeople For { get; init; }
    public string Title { get; init; } = "Giấy chứng nhận";
    /// <summary>Sentence under the name; "" for the usual one.</summary>
    public string Words { get; init; } = "";
    /// <summary>Number and day of the decision; "" for the one of each prize.</summary>
    public string Decision { get; init; } = "";
    /// <summary>Where it is signed, e.g. "Đồng Tháp".</summary>
    public string Place { get; init; } = "";
    public string SignerRole { get; init; } = "Trưởng Ban tổ chức";
    public string Signer { get; init; } = "";
}

/// <summary>A certificate (giấy chứng nhận) that has been issued. Its code leads to the page that tells whether it holds.</summary>
public sealed class Certificate
{
    public int Id { get; private set; }
    /// <summary><see cref="Rules.CertificateCode"/>.</summary>
    public required string Code { get; init; }
    public required int RoundId { get; init; }
    public required int BlockId { get; init; }
    public required long ParticipantId { get; init; }
    /// <summary>"" for having taken part.</summary>
    public required string Prize { get; init; }
    public required string Decision { get; init; }
    /// <summary>Name as printed, encrypted; "" once the person's data is deleted.</summary>
    public required string HiddenName { get; set; }
    /// <summary>The person agreed that the name is published: the page that checks shows it in full, and it outlives the personal data.</summary>
    public required bool MayShowName { get; set; }
    public required DateTime IssuedUtc { get; init; }
    public DateTime? WithdrawnUtc { get; set; }
    public string WithdrawnReason { get; set; } = "";
}

public sealed class CertificateTables : IEntityTypeConfiguration<Certificate>
{
    public void Configure(EntityTypeBuilder<Certificate> builder)
    {
        builder.ToTable("contest_certificates");
        builder.Property(certificate => certificate.Code).HasMaxLength(14);
        builder.Property(certificate => certificate.Prize).HasMaxLength(200);
        builder.Property(certificate => certificate.Decision).HasMaxLength(200);
        builder.Property(certificate => certificate.WithdrawnReason).HasMaxLength(600);
        builder.HasIndex(certificate => certificate.Code).IsUnique();
        builder.HasIndex(certificate => new { certificate.RoundId, certificate.ParticipantId }).IsUnique();
        builder.HasOne<Round>().WithMany().HasForeignKey(certificate => certificate.RoundId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Participant>().WithMany().HasForeignKey(certificate => certificate.ParticipantId).OnDelete(DeleteBehavior.Restrict);
    }
}
