using System.Text.Json.Nodes;
using Cchc.Core.People;
using Cchc.Core.Search;
using Cchc.Core.Text;

namespace Cchc.Core.Content;

/// <summary>
/// What the kernel must know of a content type: its names, its address, and how its own parts are written to and read from
/// Orchard Core's content-item JSON. What all types share is written once, in <see cref="ContentJson"/>.
/// </summary>
public abstract class ContentType
{
    private const string MediaLink = "/media/";

    /// <summary>Orchard's technical name, e.g. <c>Article</c>.</summary>
    public abstract string Name { get; }
    /// <summary>What people call it, in Vietnamese, e.g. "Tin bài".</summary>
    public abstract string Label { get; }
    /// <summary>First part of its addresses without slashes, e.g. <c>tin-tuc</c>; empty for pages at the root.</summary>
    public abstract string Path { get; }
    /// <summary>First part of its editing address, e.g. <c>/quan-tri/tin-bai</c>; the item's id follows.</summary>
    public abstract string AdminPath { get; }

    /// <summary>What a person needs to write items of this type of his own.</summary>
    public virtual Permission WritePermission => Permissions.EditOwn;

    public abstract ContentItem New();
    /// <summary>The rows of this type, with the rows that belong to their parts.</summary>
    public abstract IQueryable<ContentItem> Rows(SiteDb db);
    /// <summary>Adds the type's own parts.</summary>
    public abstract void WriteParts(ContentItem item, JsonObject json);
    /// <summary>Takes the type's own parts over. Missing parts give their defaults.</summary>
    /// <exception cref="FormatException">A part has a value of the wrong kind; the message names it.</exception>
    public abstract void ReadParts(JsonObject json, ContentItem item);
    /// <summary>What search finds of a published item, or null when it is not to be found. The kernel fills in what all types share.</summary>
    public virtual SearchDocument? ToSearch(ContentItem item, SearchDocument shared) => shared;
    /// <summary>Paths in the library of the files that belong to an item and whose text is searched with it: those that its body links to.</summary>
    public virtual IEnumerable<string> FilesOf(ContentItem item) => !item.Markdown.Contains(MediaLink, StringComparison.Ordinal) ? [] :
        MarkdownText.LinkUrls(item.Markdown).Where(url => url.StartsWith(MediaLink, StringComparison.Ordinal))
            .Select(url => Uri.UnescapeDataString(url[MediaLink.Length..].Split('?', '#')[0])).Distinct(StringComparer.Ordinal);
    /// <summary>Cache tags of pages that show something of this item, beside the kernel's own.</summary>
    public virtual IEnumerable<string> CacheTags(ContentItem item) => [];
    /// <summary>What would make a published item useless to readers, in Vietnamese; empty when it may be published.</summary>
    public virtual IEnumerable<string> ProblemsForPublishing(ContentItem item)
    {
        if (string.IsNullOrWhiteSpace(item.Title)) yield return "Chưa có tiêu đề.";
        if (string.IsNullOrWhiteSpace(item.Markdown)) yield return "Chưa có nội dung.";
        else if (MarkdownText.IsTangled(item.Markdown)) yield return "Nội dung có quá nhiều dấu định dạng lồng vào nhau, không trình bày được. Hãy bỏ bớt.";
    }

    /// <summary>Path of an item under that slug, without a leading slash.</summary>
    public string PathOf(string slug) => Path.Length == 0 ? slug : $"{Path}/{slug}";
    public string UrlOf(ContentItem item) => $"/{PathOf(item.Slug ?? item.ContentItemId)}";
}

/// <inheritdoc cref="ContentType"/>
public abstract class ContentType<T> : ContentType where T : ContentItem, new()
{
    public sealed override ContentItem New() => new T();
    public sealed override IQueryable<ContentItem> Rows(SiteDb db) => WithParts(db.Set<T>());
    /// <summary>Includes what the type keeps in tables of its own.</summary>
    public virtual IQueryable<T> WithParts(IQueryable<T> rows) => rows;
    public sealed override void WriteParts(ContentItem item, JsonObject json) => Write((T)item, json);
    public sealed override void ReadParts(JsonObject json, ContentItem item) => Read(json, (T)item);
    protected abstract void Write(T item, JsonObject json);
    protected abstract void Read(JsonObject json, T item);
}
