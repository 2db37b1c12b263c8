using Cchc.Core.Calendar;
using Cchc.Core.Privacy;
using Cchc.Core.Text;
using Cchc.Core.Units;
using Cchc.Modules.Feedback.Rules;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Cchc.Modules.Feedback.Data;

/// <summary>How an item came.</summary>
public enum FeedbackChannel { Web, Paper, Phone, Mail, Desk }

/// <summary>What the sender allows to be published of question and answer.</summary>
public enum PublishPermission { None, WithoutName, WithName }

/// <summary>
/// One matter that a citizen has sent (ý kiến): what was said, where it stands, and until when. What happened to it is told by
/// its events. Who sent it lies encrypted in <see cref="Contact"/> and is shown only to the receiving desk.
/// </summary>
public sealed class FeedbackItem
{
    public long Id { get; private set; }
    /// <summary>Keyed hash of the tracking code: by it the item is found.</summary>
    public required string CodeKey { get; init; }
    /// <summary>The code, encrypted: the desk can tell it again.</summary>
    public required string CodeHidden { get; init; }
    /// <summary>Keyed hash of the sent form: a form that is sent twice is one item.</summary>
    public required string FormKey { get; init; }
    /// <summary>Keyed hashes of what opens the item besides its code: PIN, and phone number and e-mail address where given.</summary>
    public required string PinKey { get; init; }
    public string PhoneKey { get; set; } = "";
    public string EmailKey { get; set; } = "";

    /// <summary>Key of a kind in <see cref="FeedbackSettings"/>, e.g. <c>phan-anh</c>.</summary>
    public required string Kind { get; set; }
    /// <summary>Key of a field in <see cref="FeedbackSettings"/>; empty when the sender does not know.</summary>
    public string Field { get; set; } = "";
    public required string Subject { get; set { field = value; SearchKey = Vietnamese.Fold(value); } }
    public string SearchKey { get; private set; } = "";
    public required string Content { get; set; }
    /// <summary>The unit that it is about, as the sender said; null: not known.</summary>
    public int? UnitId { get; set; }
    public string Place { get; set; } = "";
    /// <summary>Encrypted <see cref="SenderContact"/>; empty when sent without a name, or once deleted.</summary>
    public string Contact { get; set; } = "";
    public bool IsAnonymous { get; set; }
    public PublishPermission MayPublish { get; set; }

    public FeedbackChannel Channel { get; init; }
    /// <summary>Officer who entered what came on paper or by telephone.</summary>
    public int? EnteredById { get; init; }
    /// <summary>When the sender sent it; of a letter the day written on it.</summary>
    public required DateTime SentUtc { get; init; }
    /// <summary>When it reached the office: the clock starts here.</summary>
    public required DateTime ReceivedUtc { get; init; }

    public FeedbackState State { get; set; }
    public required DateTime StateUtc { get; set; }
    /// <summary>Where it stood when information was asked for.</summary>
    public FeedbackState AskedIn { get; set; }
    /// <summary>Day from which the clock counts: of receipt, or of reopening.</summary>
    public required DateOnly ClockFrom { get; set; }
    /// <summary>Working days allowed by the settings on the day of receipt.</summary>
    public required int Days { get; set; }
    /// <summary>Working days added by an extension, and why; the reason is shown to the sender.</summary>
    public int ExtraDays { get; set; }
    public string ExtensionReason { get; set; } = "";
    /// <summary>Working days for which information was awaited.</summary>
    public int PausedDays { get; set; }
    /// <summary>Day on which the clock stopped; null while it runs.</summary>
    public DateOnly? PausedOn { get; set; }
    /// <summary>Last day for the answer.</summary>
    public required DateOnly DueOn { get; set; }

    public int? HandlerUnitId { get; set; }
    /// <summary>Officer who wrote the last draft since the item was given to its unit.</summary>
    public int? HandlerUserId { get; set; }
    public string Draft { get; set; } = "";
    public int? DraftById { get; set; }
    public int? ReviewedById { get; set; }
    /// <summary>The approved answer, as the sender reads it.</summary>
    public string Answer { get; set; } = "";
    public int? ApprovedById { get; set; }
    public DateTime? AnsweredUtc { get; set; }
    public DateTime? ClosedUtc { get; set; }
    /// <summary>Why it was refused, merged or handed over, with the provision of law; shown to the sender.</summary>
    public string Reason { get; set; } = "";
    public string HandedTo { get; set; } = "";
    public long? MergedIntoId { get; set; }
    public long? SplitFromId { get; set; }
    public int Reopened { get; set; }
    /// <summary>Addresses of procedures, documents and articles of the site or elsewhere, one a line.</summary>
    public string Links { get; set; } = "";

    /// <summary>Satisfaction with the answer, 1 (not at all) to 5; null: not rated.</summary>
    public int? Rating { get; set; }
    public string RatingReason { get; set; } = "";
    public DateTime? RatedUtc { get; set; }
    /// <summary>When the sender was asked, weeks after the answer, whether it has really been solved, and what they said.</summary>
    public DateTime? AskedAgainUtc { get; set; }
    public bool? Solved { get; set; }
    /// <summary>Last time that an overdue item got a public note.</summary>
    public DateTime? PublicNoteUtc { get; set; }

    public DateTime? PublishedUtc { get; set; }
    /// <summary>What is published, personal data taken out; the originals stay as they are.</summary>
    public string PublicSubject { get; set { field = value; PublicSearchKey = Vietnamese.Fold(value); } } = "";
    public string PublicSearchKey { get; private set; } = "";
    public string PublicContent { get; set; } = "";
    public string PublicAnswer { get; set; } = "";
    /// <summary>Name as published: masked unless the sender agreed.</summary>
    public string PublicName { get; set; } = "";

    /// <summary>Made up for a sample site: pages say so.</summary>
    public bool IsSample { get; init; }
    public DateTime? ErasedUtc { get; set; }
    /// <summary>Number of changes: two people who act at once do not lose each other's act.</summary>
    public int Version { get; set; }

    public ICollection<FeedbackEvent> Events { get; } = [];
    public ICollection<FeedbackFile> Files { get; } = [];

    public bool IsOpen => FeedbackFlow.IsOpen(State);
    /// <summary>Last day for the answer, as the calendar counts it now.</summary>
    public DateOnly DueBy(WorkingDays calendar) => calendar.Add(ClockFrom, Days + ExtraDays + PausedDays);
}

/// <summary>One thing that happened to an item. Rows are only added; deletion of personal data empties <see cref="Note"/>.</summary>
public sealed class FeedbackEvent
{
    public long Id { get; private set; }
    public long ItemId { get; init; }
    public required DateTime AtUtc { get; init; }
    public required FeedbackAct Act { get; init; }
    public required FeedbackRole Role { get; init; }
    /// <summary>Name of the officer at that time; empty for the sender. Never shown to the public.</summary>
    public string Who { get; init; } = "";
    public int? UserId { get; init; }
    /// <summary>Unit of the officer, as the public reads it; null for sender and system.</summary>
    public int? UnitId { get; init; }
    public string Note { get; init; } = "";
    /// <summary>Whether the sender sees it.</summary>
    public required bool IsPublic { get; init; }
    public required FeedbackState From { get; init; }
    public required FeedbackState To { get; init; }
}

/// <summary>How far a virus scan has come.</summary>
public enum ScanState { NotScanned, Clean, Infected, Failed }

/// <summary>One attachment. Its bytes lie in the media store under a name that nobody can guess and no address of the library leads to.</summary>
public sealed class FeedbackFile
{
    public int Id { get; private set; }
    public long ItemId { get; init; }
    /// <summary>Last part of its address, random.</summary>
    public required string Key { get; init; }
    /// <summary>As uploaded, with the extension that its content deserves.</summary>
    public required string Name { get; init; }
    public required string Path { get; init; }
    public required string ContentType { get; init; }
    public required long Bytes { get; init; }
    /// <summary>SHA-256 in hexadecimal.</summary>
    public required string Hash { get; init; }
    public required DateTime UploadedUtc { get; init; }
    /// <summary>From the sender, though an officer may have entered it for them; or added by an officer.</summary>
    public bool FromSender { get; init; }
    /// <summary>Whether the sender sees a file that an officer added.</summary>
    public bool IsPublic { get; set; }
    public ScanState Scan { get; set; }
}

/// <summary>A ready-made answer.</summary>
public sealed class AnswerTemplate
{
    public int Id { get; private set; }
    public required string Title { get; set; }
    public required string Text { get; set; }
    /// <summary>Kind for which it is offered; empty for all.</summary>
    public string Kind { get; set; } = "";
}

public sealed class FeedbackTables : IEntityTypeConfiguration<FeedbackItem>, IEntityTypeConfiguration<FeedbackEvent>, IEntityTypeConfiguration<FeedbackFile>, IEntityTypeConfiguration<AnswerTemplate>
{
    private const int KeyLength = 64;

    public void Configure(EntityTypeBuilder<FeedbackItem> builder)
    {
        builder.ToTable("feedback_items");
        foreach (var key in new[] { nameof(FeedbackItem.CodeKey), nameof(FeedbackItem.FormKey), nameof(FeedbackItem.PinKey), nameof(FeedbackItem.PhoneKey), nameof(FeedbackItem.EmailKey) })
            builder.Property(key).HasMaxLength(KeyLength);
        builder.Property(item => item.Kind).HasMaxLength(60);
        builder.Property(item => item.Field).HasMaxLength(60);
        foreach (var text in new[] { nameof(FeedbackItem.Subject), nameof(FeedbackItem.SearchKey), nameof(FeedbackItem.PublicSubject), nameof(FeedbackItem.PublicSearchKey), nameof(FeedbackItem.Place), nameof(FeedbackItem.HandedTo) })
            builder.Property(text).HasMaxLength(300);
        builder.Property(item => item.PublicName).HasMaxLength(200);
        builder.Property(item => item.ExtensionReason).HasMaxLength(1000);
        builder.Property(item => item.Reason).HasMaxLength(2000);
        builder.Property(item => item.RatingReason).HasMaxLength(1000);
        builder.Property(item => item.MayPublish).HasConversion<string>().HasMaxLength(16);
        builder.Property(item => item.Channel).HasConversion<string>().HasMaxLength(16);
        builder.Property(item => item.State).HasConversion<string>().HasMaxLength(16);
        builder.Property(item => item.AskedIn).HasConversion<string>().HasMaxLength(16);
        builder.Property(item => item.Version).IsConcurrencyToken();
        builder.HasIndex(item => item.CodeKey).IsUnique();
        builder.HasIndex(item => item.FormKey).IsUnique();
        builder.HasIndex(item => new { item.State, item.DueOn });
        builder.HasIndex(item => new { item.HandlerUnitId, item.State, item.DueOn });
        builder.HasIndex(item => item.PublishedUtc);
        builder.HasIndex(item => item.ReceivedUtc);
        builder.HasOne<Unit>().WithMany().HasForeignKey(item => item.UnitId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Unit>().WithMany().HasForeignKey(item => item.HandlerUnitId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<FeedbackItem>().WithMany().HasForeignKey(item => item.MergedIntoId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<FeedbackEvent> builder)
    {
        builder.ToTable("feedback_events");
        builder.Property(one => one.Who).HasMaxLength(200);
        builder.Property(one => one.Act).HasConversion<string>().HasMaxLength(16);
        builder.Property(one => one.Role).HasConversion<string>().HasMaxLength(16);
        builder.Property(one => one.From).HasConversion<string>().HasMaxLength(16);
        builder.Property(one => one.To).HasConversion<string>().HasMaxLength(16);
        builder.HasOne<FeedbackItem>().WithMany(item => item.Events).HasForeignKey(one => one.ItemId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<FeedbackFile> builder)
    {
        builder.ToTable("feedback_files");
        builder.Property(file => file.Key).HasMaxLength(26);
        builder.Property(file => file.Name).HasMaxLength(200);
        builder.Property(file => file.Path).HasMaxLength(200);
        builder.Property(file => file.ContentType).HasMaxLength(100);
        builder.Property(file => file.Hash).HasMaxLength(KeyLength);
        builder.Property(file => file.Scan).HasConversion<string>().HasMaxLength(16);
        builder.HasIndex(file => file.Key).IsUnique();
        builder.HasOne<FeedbackItem>().WithMany(item => item.Files).HasForeignKey(file => file.ItemId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<AnswerTemplate> builder)
    {
        builder.ToTable("feedback_templates");
        builder.Property(template => template.Title).HasMaxLength(200);
        builder.Property(template => template.Kind).HasMaxLength(60);
    }
}
