using Cchc.Core.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Cchc.Core.Content;

/// <summary>Where a content item stands in its life.</summary>
public enum ContentState
{
    /// <summary>Bản nháp: never shown to readers yet.</summary>
    Draft,
    /// <summary>Hẹn giờ: a first publication is scheduled.</summary>
    Scheduled,
    /// <summary>Đã đăng: readers see <see cref="ContentItem.PublishedVersion"/>, while newer versions may be edited.</summary>
    Published,
    /// <summary>Đã gỡ: was published; its address answers 410.</summary>
    Unpublished,
    /// <summary>Thùng rác: can be taken back for 30 days.</summary>
    Trash,
}

/// <summary>Where the newest saved text stands on its way to readers, whatever they see meanwhile.</summary>
public enum ReviewState
{
    /// <summary>Đang viết.</summary>
    Draft,
    /// <summary>Chờ duyệt: handed over by its writer.</summary>
    Submitted,
    /// <summary>Trả lại: somebody who approves asked for changes, with a note.</summary>
    Returned,
    /// <summary>Đã duyệt: fit for readers; any later change by one who may not approve takes that away.</summary>
    Approved,
}

/// <summary>
/// What every content type shares; each type has its own table with these columns (a mapped superclass). The row is what
/// readers see when the item is published, and what the newest draft says until then. Every saved text, published or not, is
/// in <see cref="ContentVersion"/>.
/// </summary>
public abstract class ContentItem
{
    public int Id { get; private set; }
    /// <summary>Orchard's identity of an item: 26 lower-case letters and digits, the same on every site it moves to.</summary>
    public string ContentItemId { get; set; } = "";
    public string Title { get; set { field = value; SearchKey = Vietnamese.Fold(value); } } = "";
    /// <summary><see cref="Title"/> without marks in lower case, because SQLite cannot match Đ with đ.</summary>
    public string SearchKey { get; private set; } = "";
    /// <summary>Last part of the address. Null until first published.</summary>
    public string? Slug { get; set; }
    /// <summary>Body as Markdown (Orchard's MarkdownBodyPart).</summary>
    public string Markdown { get; set; } = "";
    /// <summary>Body rendered and sanitised when it was published: a page view never runs Markdown.</summary>
    public string Html { get; set; } = "";
    /// <summary>Content item ids of its chuyên mục; the first is the main one.</summary>
    public List<string> Sections { get; set; } = [];
    /// <summary>Names of its tags, as written.</summary>
    public List<string> Tags { get; set; } = [];
    public int? UnitId { get; set; }
    /// <summary>Name of who made it, kept when the account goes.</summary>
    public string Author { get; set; } = "";
    public int? AuthorId { get; set; }
    public ContentState State { get; set; } = ContentState.Draft;
    public ReviewState Review { get; set; } = ReviewState.Draft;
    /// <summary>When it was last handed over for review, or null.</summary>
    public DateTime? SubmittedUtc { get; set; }
    /// <summary>Who is to go on with it (người xử lý), or null for everybody who may.</summary>
    public int? AssigneeId { get; set; }
    /// <summary>Name of <see cref="AssigneeId"/>, for lists.</summary>
    public string Assignee { get; set; } = "";
    /// <summary>When it went to the trash; it is deleted 30 days later.</summary>
    public DateTime? TrashedUtc { get; set; }
    public DateTime CreatedUtc { get; set; }
    public DateTime ModifiedUtc { get; set; }
    /// <summary>When readers first saw it; kept when it is published again.</summary>
    public DateTime? PublishedUtc { get; set; }
    /// <summary>When readers last got another text of it.</summary>
    public DateTime? ChangedUtc { get; set; }
    /// <summary>Number of the newest saved version, from 1.</summary>
    public int LatestVersion { get; set; }
    /// <summary>Title of the newest saved version, for the newsroom's lists.</summary>
    public string LatestTitle { get; set; } = "";
    /// <summary>The version that readers see, or null.</summary>
    public int? PublishedVersion { get; set; }
    /// <summary>Concurrency token: counts every write of the row.</summary>
    public int Revision { get; set; }

    public bool IsPublic => State == ContentState.Published;
    public bool HasNewerDraft => PublishedVersion is { } shown && shown < LatestVersion;
}

/// <summary>Columns and indexes that all content tables share.</summary>
public abstract class ContentItemTable<T>(string table) : IEntityTypeConfiguration<T> where T : ContentItem
{
    public virtual void Configure(EntityTypeBuilder<T> builder)
    {
        builder.ToTable(table);
        builder.Property(item => item.ContentItemId).HasMaxLength(26);
        builder.Property(item => item.Title).HasMaxLength(300);
        builder.Property(item => item.LatestTitle).HasMaxLength(300);
        builder.Property(item => item.SearchKey).HasMaxLength(300);
        builder.Property(item => item.Slug).HasMaxLength(160);
        builder.Property(item => item.Author).HasMaxLength(200);
        builder.Property(item => item.State).HasConversion<string>().HasMaxLength(16);
        builder.Property(item => item.Review).HasConversion<string>().HasMaxLength(16);
        builder.Property(item => item.Assignee).HasMaxLength(200);
        builder.Property(item => item.Revision).IsConcurrencyToken();
        builder.HasIndex(item => item.ContentItemId).IsUnique();
        builder.HasIndex(item => item.Slug).IsUnique();
        builder.HasIndex(item => new { item.State, item.PublishedUtc, item.Id });
        builder.HasIndex(item => new { item.State, item.ModifiedUtc, item.Id });
        builder.HasIndex(item => new { item.ModifiedUtc, item.Id });
        builder.HasIndex(item => new { item.AuthorId, item.ModifiedUtc, item.Id });
        builder.HasIndex(item => new { item.Review, item.ModifiedUtc, item.Id });
        builder.HasIndex(item => new { item.AssigneeId, item.ModifiedUtc, item.Id });
        builder.HasIndex(item => new { item.UnitId, item.State, item.PublishedUtc, item.Id });
    }
}
