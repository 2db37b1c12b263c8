using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Cchc.Core.Changes;

/// <summary>
/// What changed for readers, written in the same transaction as the change itself. Every node reads these rows with its own
/// cursor and from them evicts cached pages and feeds its search index, so that nothing is lost with a queue or a process.
/// </summary>
public sealed class Change
{
    public long Id { get; private set; }
    public required DateTime AtUtc { get; init; }
    /// <summary>Cache tags to evict, each between blanks: <c>" list:Article item:4x… section:3 "</c>.</summary>
    public required string Tags { get; init; }
    /// <summary>Orchard name of the content type, or null when no content item changed.</summary>
    public string? ContentType { get; init; }
    public string? ContentItemId { get; init; }

    /// <summary>A change to be added to the unit of work that makes it.</summary>
    public static Change Of(DateTime atUtc, IEnumerable<string> tags, string? contentType = null, string? contentItemId = null) => new()
    {
        AtUtc = atUtc,
        Tags = $" {string.Join(' ', tags.Distinct(StringComparer.Ordinal))} ",
        ContentType = contentType,
        ContentItemId = contentItemId,
    };

    public IReadOnlyList<string> TagList => Tags.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>Names of cache tags, so that the page that sets one and the change that evicts it cannot differ.</summary>
public static class Tag
{
    /// <summary>On every cached page: settings, menus, chuyên mục.</summary>
    public const string Site = "site";
    public const string Home = "home";
    public static string List(string contentType) => $"list:{contentType}";
    public static string Item(string contentItemId) => $"item:{contentItemId}";
    public static string Term(int id) => $"term:{id}";
    public static string Named(string tagSlug) => $"tag:{tagSlug}";
    public static string Unit(int id) => $"unit:{id}";
}

/// <summary>Follows the change rows in this process. Called in order, outside any transaction; errors are logged and retried.</summary>
public interface IChangeListener
{
    Task OnChangesAsync(IReadOnlyList<Change> changes, CancellationToken ct);
}

public sealed class ChangeTable : IEntityTypeConfiguration<Change>
{
    public void Configure(EntityTypeBuilder<Change> builder)
    {
        builder.ToTable("changes").HasIndex(change => change.AtUtc);
        builder.Ignore(change => change.TagList);
    }
}
