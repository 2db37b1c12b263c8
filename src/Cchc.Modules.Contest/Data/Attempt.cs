using Cchc.Modules.Contest.Rules;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Cchc.Modules.Contest.Data;

/// <summary>Somebody who takes part in a contest (người dự thi). Who it is lies encrypted in <see cref="Personal"/> and nowhere else.</summary>
public sealed class Participant
{
    /// <summary>Given by <see cref="Taking.TimedId"/>, so that a batch of people needs no answer from the database.</summary>
    public required long Id { get; init; }
    public required int CompetitionId { get; init; }
    public required int BlockId { get; set; }
    /// <summary>Keyed hash of the value that identifies: one person enters a contest once.</summary>
    public required string IdentityKey { get; set; }
    /// <summary>Keyed hash of the code with which the person comes back.</summary>
    public required string CodeKey { get; set; }
    /// <summary><see cref="Taking.PersonData"/>, encrypted; "" once the time for keeping it is over.</summary>
    public required string Personal { get; set; }
    public int? UnitId { get; set; }
    public int? CommuneId { get; set; }
    public required int ConsentNumber { get; init; }
    public required DateTime RegisteredUtc { get; init; }
    /// <summary>Organisers and writers of questions play without being ranked: "không xét giải".</summary>
    public bool Barred { get; set; }
    /// <summary>More time for each attempt, e.g. for a disability.</summary>
    public int ExtraMinutes { get; set; }
    /// <summary>Keyed hash of a mark that the browser keeps; "" without.</summary>
    public string Device { get; init; } = "";
    public string Address { get; set; } = "";
}

/// <summary>One attempt (bài thi). A start writes this one small row: the paper follows from the seed.</summary>
public sealed class Attempt
{
    public required long Id { get; init; }
    public required int RoundId { get; init; }
    public required int BlockId { get; init; }
    public required long ParticipantId { get; init; }
    /// <summary>1 for the person's first in this round.</summary>
    public required int Number { get; init; }
    public required long Seed { get; init; }
    public required DateTime StartedUtc { get; init; }
    public required DateTime DeadlineUtc { get; set; }
    public AttemptState State { get; set; }
    /// <summary>When it was handed in, or its deadline where the server closed it.</summary>
    public DateTime? SubmittedUtc { get; set; }
    public int RulesNumber { get; init; }
    public decimal? Prediction { get; set; }
    /// <summary>List of answers in the order of the paper, as JSON; "" while it runs. An essay stands here by its hash.</summary>
    public string Answers { get; set; } = "";
    public int Hundredths { get; set; }
    public int Right { get; set; }
    public bool AllRight { get; set; }
    /// <summary>Hash of the receipt; "" while it runs.</summary>
    public string Receipt { get; set; } = "";
    /// <summary>Short code of the receipt.</summary>
    public string Code { get; set; } = "";
    public string Device { get; init; } = "";
    public string Address { get; set; } = "";
    public string VoidReason { get; set; } = "";
}

/// <summary>An answer as it was last saved. Rows, not a list in the attempt: two devices that save two questions lose neither.</summary>
public sealed class AttemptAnswer
{
    public required long AttemptId { get; init; }
    /// <summary>Place on the paper, from 0.</summary>
    public required int Position { get; init; }
    public required string Value { get; set; }
    public bool Flagged { get; set; }
    public required DateTime SavedUtc { get; set; }
}

public enum WinnerState { Proposed, Confirmed, Refused }

/// <summary>Somebody proposed for a prize, on the way from candidate to certificate.</summary>
public sealed class Winner
{
    public int Id { get; private set; }
    public required int RoundId { get; init; }
    public required int BlockId { get; init; }
    public required long ParticipantId { get; init; }
    public required long AttemptId { get; init; }
    public required string Prize { get; init; }
    public int Position { get; init; }
    public int Rank { get; init; }
    public WinnerState State { get; set; }
    /// <summary>Why refused, or who checked the identity and how.</summary>
    public string Note { get; set; } = "";
    /// <summary>Number and day of the decision, e.g. "148/QĐ-BTC, 02/12/2026".</summary>
    public string Decision { get; set; } = "";
    /// <summary>The person (of a minor, the representative) agreed that the name is published.</summary>
    public bool MayPublishName { get; set; }
    /// <summary>Name on the certificate and in the list, copied when the person agreed: it outlives the personal data.</summary>
    public string PublicName { get; set; } = "";
}

public sealed class AttemptTables : IEntityTypeConfiguration<Participant>, IEntityTypeConfiguration<Attempt>, IEntityTypeConfiguration<AttemptAnswer>, IEntityTypeConfiguration<Winner>
{
    public void Configure(EntityTypeBuilder<Participant> builder)
    {
        builder.ToTable("contest_participants");
        builder.Property(person => person.Id).ValueGeneratedNever();
        builder.Property(person => person.IdentityKey).HasMaxLength(64);
        builder.Property(person => person.CodeKey).HasMaxLength(64);
        builder.Property(person => person.Device).HasMaxLength(64);
        builder.Property(person => person.Address).HasMaxLength(64);
        builder.HasIndex(person => new { person.CompetitionId, person.IdentityKey }).IsUnique();
        builder.HasIndex(person => person.CodeKey).IsUnique();
        builder.HasOne<Competition>().WithMany().HasForeignKey(person => person.CompetitionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Block>().WithMany().HasForeignKey(person => person.BlockId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<Attempt> builder)
    {
        builder.ToTable("contest_attempts");
        builder.Property(attempt => attempt.Id).ValueGeneratedNever();
        builder.Property(attempt => attempt.Prediction).HasPrecision(18, 5);
        builder.Property(attempt => attempt.Receipt).HasMaxLength(64);
        builder.Property(attempt => attempt.Code).HasMaxLength(14);
        builder.Property(attempt => attempt.Device).HasMaxLength(64);
        builder.Property(attempt => attempt.Address).HasMaxLength(64);
        builder.Property(attempt => attempt.VoidReason).HasMaxLength(600);
        // The two indexes that decide races: no attempt more than allowed, and one that runs.
        builder.HasIndex(attempt => new { attempt.RoundId, attempt.ParticipantId, attempt.Number }).IsUnique();
        builder.HasIndex(attempt => new { attempt.RoundId, attempt.ParticipantId }, "IX_contest_attempts_running").IsUnique().HasFilter("\"State\" = 0");
        builder.HasIndex(attempt => attempt.ParticipantId);
        builder.HasIndex(attempt => attempt.Code);
        builder.HasOne<Round>().WithMany().HasForeignKey(attempt => attempt.RoundId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Participant>().WithMany().HasForeignKey(attempt => attempt.ParticipantId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<AttemptAnswer> builder)
    {
        builder.ToTable("contest_answers").HasKey(answer => new { answer.AttemptId, answer.Position });
        builder.HasOne<Attempt>().WithMany().HasForeignKey(answer => answer.AttemptId);
    }

    public void Configure(EntityTypeBuilder<Winner> builder)
    {
        builder.ToTable("contest_winners");
        builder.Property(winner => winner.Prize).HasMaxLength(200);
        builder.Property(winner => winner.State).HasConversion<string>().HasMaxLength(16);
        builder.Property(winner => winner.Note).HasMaxLength(600);
        builder.Property(winner => winner.Decision).HasMaxLength(200);
        builder.Property(winner => winner.PublicName).HasMaxLength(200);
        builder.HasIndex(winner => new { winner.RoundId, winner.ParticipantId }).IsUnique();
        builder.HasOne<Round>().WithMany().HasForeignKey(winner => winner.RoundId).OnDelete(DeleteBehavior.Restrict);
    }
}
