using Cchc.Core.People;
using Cchc.Modules.Contest.Rules;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Cchc.Modules.Contest.Data;

/// <summary>Somebody who marks the essays of a round (giám khảo).</summary>
public sealed class RoundJudge
{
    public required int RoundId { get; init; }
    public required int UserId { get; init; }
}

/// <summary>An essay that was handed in (bài tự luận), written down at the close. Its text stays with the answers.</summary>
public sealed class Essay
{
    public required long AttemptId { get; init; }
    /// <summary>Place on the paper, from 0.</summary>
    public required int Position { get; init; }
    public required int RoundId { get; init; }
    /// <summary>All that judges know of it: 1 for the first receipt of the round. The writer does not know it.</summary>
    public required int Number { get; init; }
    /// <summary>Id of the question's wording.</summary>
    public required int Version { get; init; }
    public int Marks { get; set; }
    /// <summary>Whether another judge has to mark it.</summary>
    public bool Waits { get; set; } = true;
    /// <summary>The mark that stands × 100, of <see cref="EssayRule.Most"/>; null as long as it waits.</summary>
    public int? Hundredths { get; set; }
}

/// <summary>What one judge gave for one essay.</summary>
public sealed class EssayMark
{
    public required long AttemptId { get; init; }
    /// <inheritdoc cref="Essay.Position"/>
    public required int Position { get; init; }
    public required int JudgeId { get; init; }
    /// <summary>1 for the essay's first mark. With it the database decides when four judges mark at once.</summary>
    public required int Number { get; init; }
    /// <summary>Points of each criterion × 100, in the order of <see cref="EssayRule.Criteria"/>, as JSON.</summary>
    public required string Points { get; set; }
    /// <summary>Their sum.</summary>
    public required int Hundredths { get; set; }
    /// <summary>For the organisers; writers do not see it.</summary>
    public string Comment { get; set; } = "";
    public required DateTime MarkedUtc { get; set; }
}

/// <summary>A file handed in with an essay. Its bytes lie in the media store under a name that no address leads to.</summary>
public sealed class EssayFile
{
    public required long AttemptId { get; init; }
    /// <inheritdoc cref="Essay.Position"/>
    public required int Position { get; init; }
    public required string Name { get; init; }
    public required string Path { get; init; }
    public required long Bytes { get; init; }
    /// <summary>SHA-256 of the bytes, in hexadecimal.</summary>
    public required string Hash { get; init; }
    public required DateTime SavedUtc { get; init; }
}

public sealed class EssayTables : IEntityTypeConfiguration<RoundJudge>, IEntityTypeConfiguration<Essay>, IEntityTypeConfiguration<EssayMark>, IEntityTypeConfiguration<EssayFile>
{
    public void Configure(EntityTypeBuilder<RoundJudge> builder)
    {
        builder.ToTable("contest_judges").HasKey(judge => new { judge.RoundId, judge.UserId });
        builder.HasOne<Round>().WithMany().HasForeignKey(judge => judge.RoundId);
        builder.HasOne<User>().WithMany().HasForeignKey(judge => judge.UserId);
    }

    public void Configure(EntityTypeBuilder<Essay> builder)
    {
        builder.ToTable("contest_essays").HasKey(essay => new { essay.AttemptId, essay.Position });
        builder.HasIndex(essay => new { essay.RoundId, essay.Number }).IsUnique();
        builder.HasOne<Attempt>().WithMany().HasForeignKey(essay => essay.AttemptId);
        builder.HasOne<Round>().WithMany().HasForeignKey(essay => essay.RoundId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<EssayMark> builder)
    {
        builder.ToTable("contest_essay_marks").HasKey(mark => new { mark.AttemptId, mark.Position, mark.JudgeId });
        builder.HasIndex(mark => new { mark.AttemptId, mark.Position, mark.Number }).IsUnique();
        builder.HasIndex(mark => mark.JudgeId);
        builder.Property(mark => mark.Comment).HasMaxLength(2000);
        builder.HasOne<Essay>().WithMany().HasForeignKey(mark => new { mark.AttemptId, mark.Position });
        builder.HasOne<User>().WithMany().HasForeignKey(mark => mark.JudgeId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<EssayFile> builder)
    {
        builder.ToTable("contest_essay_files").HasKey(file => new { file.AttemptId, file.Position });
        builder.Property(file => file.Name).HasMaxLength(200);
        builder.Property(file => file.Path).HasMaxLength(200);
        builder.Property(file => file.Hash).HasMaxLength(64);
        builder.HasOne<Attempt>().WithMany().HasForeignKey(file => file.AttemptId);
    }
}
