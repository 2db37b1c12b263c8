using System.Text.Json;
using Cchc.Core.Text;
using Cchc.Modules.Contest.Rules;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Cchc.Modules.Contest.Data;

/// <summary>A topic of the question bank (chủ đề); topics form a tree.</summary>
public sealed class QuestionTopic
{
    public int Id { get; private set; }
    public required string Name { get; set { field = value; SearchKey = Vietnamese.Fold(value); } }
    public string SearchKey { get; private set; } = "";
    public int? ParentId { get; set; }
}

/// <summary>A question (câu hỏi): what stays the same while its text is edited.</summary>
public sealed class Question
{
    public int Id { get; private set; }
    /// <summary>Its number for people and for imports, e.g. "CCHC-001".</summary>
    public required string Code { get; set; }
    public required int TopicId { get; set; }
    /// <summary>Number of the version that stands now.</summary>
    public int Current { get; set; }
    /// <summary>Taken out of use: it is drawn no more, and what was drawn stays.</summary>
    public bool Retired { get; set; }
    /// <summary>Of the version that stands now: <see cref="QuestionVersion.FingerprintOf"/>, for finding duplicates.</summary>
    public string Fingerprint { get; set; } = "";
    /// <summary>Folded text and code, for the list's filter.</summary>
    public string SearchKey { get; set; } = "";
    public ICollection<QuestionVersion> Versions { get; } = [];
}

public enum Difficulty { Easy = 1, Medium = 2, Hard = 3 }

/// <summary>
/// One wording of a question. Once somebody has appraised it, it is never changed in place: a paper that was drawn from it shows it
/// for ever. Only its key can be corrected, by a <see cref="KeyCorrection"/> that everybody sees.
/// </summary>
public sealed class QuestionVersion
{
    public int Id { get; private set; }
    public int QuestionId { get; init; }
    public required int Number { get; init; }
    public required string Text { get; set; }
    public required QuestionKind Kind { get; set; }
    /// <summary><see cref="QuestionBody"/> as JSON.</summary>
    public required string Body { get; set; }
    public Difficulty Difficulty { get; set; } = Difficulty.Medium;
    public string LegalBasis { get; set; } = "";
    public string Explanation { get; set; } = "";
    /// <summary>Media path of a picture, or "".</summary>
    public string Picture { get; set; } = "";
    public string PictureAlt { get; set; } = "";
    public required string Writer { get; set; }
    public int? WriterId { get; set; }
    public required DateTime ChangedUtc { get; set; }
    /// <summary>Who looked at the key after the writer, and is another person; null until then, and it is not drawn.</summary>
    public string? Appraiser { get; set; }
    public DateTime? AppraisedUtc { get; set; }

    /// <summary>Options and key.</summary>
    public QuestionBody Read() => JsonSerializer.Deserialize<QuestionBody>(Body, ContestJson.Options)!;

    /// <summary>The text without case, marks of punctuation and double blanks: two questions that share it are one.</summary>
    public static string FingerprintOf(string text)
    {
        var words = string.Join(' ', Vietnamese.Fold(text).Split(Between, StringSplitOptions.RemoveEmptyEntries));
        return words.Length > 400 ? words[..400] : words;
    }

    private static readonly char[] Between = [.. " .,;:!?\"'“”‘’()[]…-–\t\r\n"];
}

/// <summary>That a key was wrong and is right now: who, why, what before, and how far the marking again has come.</summary>
public sealed class KeyCorrection
{
    public int Id { get; private set; }
    public required int VersionId { get; init; }
    public required DateTime AtUtc { get; init; }
    public required string Who { get; init; }
    public required string Reason { get; init; }
    /// <summary><see cref="QuestionBody"/> as it was and as it is.</summary>
    public required string Before { get; init; }
    public required string After { get; init; }
    /// <summary>Attempts looked at so far, of all, and those whose score has changed.</summary>
    public int Done { get; set; }
    public int Total { get; set; }
    public int Changed { get; set; }
    public DateTime? FinishedUtc { get; set; }
}

public sealed class QuestionTables : IEntityTypeConfiguration<QuestionTopic>, IEntityTypeConfiguration<Question>, IEntityTypeConfiguration<QuestionVersion>, IEntityTypeConfiguration<KeyCorrection>
{
    public void Configure(EntityTypeBuilder<QuestionTopic> builder)
    {
        builder.ToTable("contest_topics");
        builder.Property(topic => topic.Name).HasMaxLength(200);
        builder.Property(topic => topic.SearchKey).HasMaxLength(200);
        builder.HasIndex(topic => topic.SearchKey).IsUnique();
        builder.HasOne<QuestionTopic>().WithMany().HasForeignKey(topic => topic.ParentId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<Question> builder)
    {
        builder.ToTable("contest_questions");
        builder.Property(question => question.Code).HasMaxLength(40);
        builder.Property(question => question.Fingerprint).HasMaxLength(400);
        builder.HasIndex(question => question.Code).IsUnique();
        builder.HasIndex(question => question.Fingerprint);
        builder.HasOne<QuestionTopic>().WithMany().HasForeignKey(question => question.TopicId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<QuestionVersion> builder)
    {
        builder.ToTable("contest_question_versions");
        builder.Property(version => version.Kind).HasConversion<string>().HasMaxLength(16);
        builder.Property(version => version.Writer).HasMaxLength(200);
        builder.Property(version => version.Appraiser).HasMaxLength(200);
        builder.Property(version => version.Picture).HasMaxLength(400);
        builder.Property(version => version.PictureAlt).HasMaxLength(400);
        builder.Property(version => version.LegalBasis).HasMaxLength(600);
        builder.HasIndex(version => new { version.QuestionId, version.Number }).IsUnique();
        builder.HasOne<Question>().WithMany(question => question.Versions).HasForeignKey(version => version.QuestionId);
    }

    public void Configure(EntityTypeBuilder<KeyCorrection> builder)
    {
        builder.ToTable("contest_key_corrections");
        builder.Property(correction => correction.Who).HasMaxLength(200);
        builder.Property(correction => correction.Reason).HasMaxLength(1000);
        builder.HasOne<QuestionVersion>().WithMany().HasForeignKey(correction => correction.VersionId);
    }
}
