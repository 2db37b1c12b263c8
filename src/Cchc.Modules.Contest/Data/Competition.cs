using Cchc.Core.Text;
using Cchc.Core.Units;
using Cchc.Modules.Contest.Rules;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Cchc.Modules.Contest.Data;

/// <summary>What a contest may ask of a person. The name is always asked.</summary>
[Flags]
public enum PersonFields
{
    None = 0,
    /// <summary>Số định danh cá nhân (12 chữ số).</summary>
    Cccd = 1,
    Phone = 2,
    Email = 4,
    BirthDate = 8,
    /// <summary>Cơ quan, đơn vị, trường.</summary>
    Unit = 16,
    /// <summary>Xã, phường nơi ở.</summary>
    Commune = 32,
}

public enum CompetitionState
{
    Draft,
    /// <summary>Readers see it; its rounds open by their own times.</summary>
    Published,
    /// <summary>Taken off the site.</summary>
    Hidden,
}

/// <summary>A contest (cuộc thi). The type cannot be called Contest, as its namespace is.</summary>
public sealed class Competition
{
    public int Id { get; private set; }
    public required string Slug { get; set; }
    public required string Title { get; set { field = value; SearchKey = Vietnamese.Fold(value); } }
    public string SearchKey { get; private set; } = "";
    public string Summary { get; set; } = "";
    /// <summary>Who holds it, as printed on the page and on certificates.</summary>
    public string Organiser { get; set; } = "";
    public CompetitionState State { get; set; }
    /// <summary>Made-up entrants: the page says so.</summary>
    public bool IsSample { get; set; }
    public PersonFields Asks { get; set; } = PersonFields.Phone;
    /// <summary>The one field, among those asked, that tells people apart: a value enters once.</summary>
    public PersonFields Identifier { get; set; } = PersonFields.Phone;
    /// <summary>Months after the last round until personal data goes; figures and receipts stay.</summary>
    public int RetentionMonths { get; set; } = 6;
    public DateTime? ForgottenUtc { get; set; }
    /// <summary><see cref="CertificateSetting"/> as JSON; "" as it comes.</summary>
    public string Certificate { get; set; } = "";
    /// <summary><see cref="TeamSetting"/> as JSON; "" without team prizes.</summary>
    public string Teams { get; set; } = "";
    public required DateTime ChangedUtc { get; set; }
    /// <summary>Number of saves: two organisers who save at once do not lose each other's words.</summary>
    public int Version { get; set; }
    public ICollection<Block> Blocks { get; } = [];
    public ICollection<Round> Rounds { get; } = [];
    public ICollection<CompetitionText> Texts { get; } = [];

    public CertificateSetting Certificates => ContestJson.One<CertificateSetting>(Certificate) ?? new();
    public TeamSetting? TeamPrizes => ContestJson.One<TeamSetting>(Teams);
}

/// <summary>A block of contestants (khối dự thi): its own questions, ranking and prizes.</summary>
public sealed class Block
{
    public int Id { get; private set; }
    public int CompetitionId { get; init; }
    public int Position { get; set; }
    public required string Name { get; set; }
    /// <summary>Who belongs to it, in one sentence.</summary>
    public string Condition { get; set; } = "";
    /// <summary>In full years on the day of entering; null is no bound. Asked only where the birth date is.</summary>
    public int? LeastAge { get; set; }
    public int? MostAge { get; set; }
    public bool NeedsUnit { get; set; }
}

public enum TextKind
{
    /// <summary>Thể lệ.</summary>
    Rules,
    /// <summary>Nội dung đồng ý cho xử lý dữ liệu cá nhân.</summary>
    Consent,
}

/// <summary>A version of the rules or of the consent. It is never changed; an attempt says which one it ran under.</summary>
public sealed class CompetitionText
{
    public int Id { get; private set; }
    public int CompetitionId { get; init; }
    public required TextKind Kind { get; init; }
    public required int Number { get; init; }
    public required string Markdown { get; init; }
    public required string Html { get; init; }
    /// <summary>In force from then on.</summary>
    public required DateTime FromUtc { get; init; }
    /// <summary>What is new, for people who read the version before.</summary>
    public string Note { get; init; } = "";
}

/// <summary>How many people a unit employs, as of a day: what a rate of participation is a share of.</summary>
public sealed class UnitStaff
{
    public int UnitId { get; init; }
    public required DateOnly On { get; init; }
    public required int People { get; set; }
}

public sealed class CompetitionTables : IEntityTypeConfiguration<Competition>, IEntityTypeConfiguration<Block>, IEntityTypeConfiguration<CompetitionText>, IEntityTypeConfiguration<UnitStaff>
{
    public void Configure(EntityTypeBuilder<Competition> builder)
    {
        builder.ToTable("contests");
        builder.Property(contest => contest.Slug).HasMaxLength(120);
        builder.Property(contest => contest.Title).HasMaxLength(300);
        builder.Property(contest => contest.SearchKey).HasMaxLength(300);
        builder.Property(contest => contest.Organiser).HasMaxLength(300);
        builder.Property(contest => contest.Summary).HasMaxLength(1000);
        builder.Property(contest => contest.State).HasConversion<string>().HasMaxLength(16);
        builder.Ignore(contest => contest.Certificates).Ignore(contest => contest.TeamPrizes);
        builder.Property(contest => contest.Version).IsConcurrencyToken();
        builder.HasIndex(contest => contest.Slug).IsUnique();
    }

    public void Configure(EntityTypeBuilder<Block> builder)
    {
        builder.ToTable("contest_blocks");
        builder.Property(block => block.Name).HasMaxLength(200);
        builder.Property(block => block.Condition).HasMaxLength(600);
        builder.HasOne<Competition>().WithMany(contest => contest.Blocks).HasForeignKey(block => block.CompetitionId);
    }

    public void Configure(EntityTypeBuilder<CompetitionText> builder)
    {
        builder.ToTable("contest_texts");
        builder.Property(text => text.Kind).HasConversion<string>().HasMaxLength(16);
        builder.Property(text => text.Note).HasMaxLength(600);
        builder.HasIndex(text => new { text.CompetitionId, text.Kind, text.Number }).IsUnique();
        builder.HasOne<Competition>().WithMany(contest => contest.Texts).HasForeignKey(text => text.CompetitionId);
    }

    public void Configure(EntityTypeBuilder<UnitStaff> builder)
    {
        builder.ToTable("contest_unit_staff").HasKey(staff => new { staff.UnitId, staff.On });
        builder.HasOne<Unit>().WithMany().HasForeignKey(staff => staff.UnitId).OnDelete(DeleteBehavior.Restrict);
    }
}
