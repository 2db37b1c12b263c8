using Cchc.Core.Search;
using Lucene.Net.Store;

namespace Cchc.Tests.Rules.Search;

/// <summary>An index in memory, and short ways to fill and to ask it.</summary>
internal sealed class SearchTestIndex : IDisposable
{
    public SearchIndex Index { get; } = new(new RAMDirectory());

    public static SearchDocument Doc(string id, string title, string body = "") => new()
    {
        Id = id,
        ContentType = "Article",
        Url = "/tin-tuc/" + id,
        Title = title,
        Body = body,
        PublishedUtc = new DateTime(2025, 6, 1, 0, 0, 0, DateTimeKind.Utc),
    };

    public static SearchTestIndex Of(params IEnumerable<SearchDocument> documents)
    {
        var made = new SearchTestIndex();
        made.Index.Upsert(documents);
        made.Index.Refresh();
        return made;
    }

    /// <summary>One document for each text, its id the text.</summary>
    public static SearchTestIndex OfTexts(params IEnumerable<string> texts) => Of(texts.Select(text => Doc(text, text)));

    /// <summary>Ids of what a query finds, best first.</summary>
    public IReadOnlyList<string> Find(string? text) => [.. Ask(text).Hits.Select(hit => hit.Document.Id)];

    public SearchResult Ask(string? text, params (SearchFacet Facet, string[] Values)[] filters) =>
        Index.Search(new() { Text = text, Filters = filters.ToDictionary(filter => filter.Facet, filter => (IReadOnlyCollection<string>)filter.Values) });

    public static string Marked(IEnumerable<TextSegment> segments) => string.Concat(segments.Select(segment => segment.IsMatch ? $"[{segment.Text}]" : segment.Text));

    public void Dispose() => Index.Dispose();
}
