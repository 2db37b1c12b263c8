namespace Cchc.Core.Search;

/// <summary>A file that belongs to an item, with the words in it.</summary>
/// <param name="Url">Address on this site, e.g. <c>/media/van-ban/ke-hoach.pdf</c>.</param>
/// <param name="Text">See <see cref="Files.FileText"/>.</param>
public sealed record SearchFile(string Url, string Text);

/// <summary>One thing that readers can find, as the modules hand it to the index.</summary>
public sealed record SearchDocument
{
    /// <summary>Content item id; a later document of the same id replaces the earlier one.</summary>
    public required string Id { get; init; }
    /// <summary>Orchard name of the content type, e.g. <c>Article</c>; the filter "mục".</summary>
    public required string ContentType { get; init; }
    /// <summary>Address on this site, beginning with a slash.</summary>
    public required string Url { get; init; }
    public required string Title { get; init; }
    /// <summary>Sapo or trích yếu.</summary>
    public string Summary { get; init; } = "";
    /// <summary>The whole text without markup.</summary>
    public string Body { get; init; } = "";
    public IReadOnlyList<SearchFile> Files { get; init; } = [];
    /// <summary>Some of its files have not been read yet: it is found by all else, and whoever feeds the index comes back to it.</summary>
    public bool IsPartial { get; init; }
    /// <summary>Number of a legal document, exactly as printed, e.g. <c>66/KH-UBND</c>; else "".</summary>
    public string Number { get; init; } = "";
    /// <summary>Kind within its type, as shown to people, e.g. "Bài", "Kế hoạch".</summary>
    public string Kind { get; init; } = "";
    /// <summary>Date to sort and to filter by year.</summary>
    public required DateTime PublishedUtc { get; init; }
    /// <summary>Whether <see cref="PublishedUtc"/> is a date of the thing itself. A document whose source gives none is sorted by
    /// the day on which it came here, but that day is not shown as its own and it is under no year.</summary>
    public bool IsDated { get; init; } = true;
    /// <summary>Content item ids of its chuyên mục and of those above them.</summary>
    public IReadOnlyList<string> Sections { get; init; } = [];
    public IReadOnlyList<string> Tags { get; init; } = [];
    /// <summary>Slug of the unit that it is about, or null.</summary>
    public string? Unit { get; init; }
    /// <summary>Values of the facets that only the newsroom's index has. They are counted and filtered by, not stored.</summary>
    public IReadOnlyDictionary<SearchFacet, string> Desk { get; init; } = new Dictionary<SearchFacet, string>();
}
