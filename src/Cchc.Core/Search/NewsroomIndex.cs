using Cchc.Core.Content;

namespace Cchc.Core.Search;

/// <summary>What the newsroom's lists ask for.</summary>
public sealed record NewsroomQuery
{
    /// <summary>Orchard name of the content type.</summary>
    public required string ContentType { get; init; }
    /// <summary>Whatever was typed: words of the title, sapo or trích yếu, a document number, the writer's or the unit's name.</summary>
    public string? Text { get; init; }
    public required IReadOnlyCollection<ContentState> States { get; init; }
    /// <summary>Account that made the item, or null for all.</summary>
    public int? AuthorId { get; init; }
    /// <summary>Where the newest text stands on its way to readers, or null for all. What readers see already is no longer on its way.</summary>
    public ReviewState? Review { get; init; }
    /// <summary>Account that has it in hand, or null for all.</summary>
    public int? AssigneeId { get; init; }
    /// <summary>Unit that it is about, or null for all.</summary>
    public int? UnitId { get; init; }
    /// <summary>Kind within its type as people call it, e.g. "Phóng sự", or null for all.</summary>
    public string? Kind { get; init; }
    /// <summary>Content item id of a chuyên mục, or null for all.</summary>
    public string? Section { get; init; }
    /// <summary>From 1.</summary>
    public int Page { get; init; } = 1;
    /// <summary>1 to 100.</summary>
    public int PageSize { get; init; } = 30;
}

/// <param name="Ids">Content item ids, last changed first.</param>
/// <param name="HasMore">Whether the next page has any.</param>
public sealed record NewsroomAnswer(IReadOnlyList<string> Ids, bool HasMore);

/// <summary>
/// The index of everything that the newsroom works on, in any state: drafts must be found there and never by readers, so it is another one than
/// <see cref="SearchIndex"/>'s. Rights are checked where the rows are read, not here.
/// </summary>
public sealed class NewsroomIndex(SearchIndex index) : IDisposable
{
    internal SearchIndex Index { get; } = index;

    /// <summary>False while the index is being filled for the first time or anew: then answers may lack items.</summary>
    public bool IsComplete => Index.Position is not null;

    /// <summary>Items that can be found.</summary>
    public int Count => Index.Count;

    /// <summary>Takes everything out, for a rebuild.</summary>
    public void Clear() => Index.Clear();

    public NewsroomAnswer Find(NewsroomQuery query)
    {
        var filters = new Dictionary<SearchFacet, IReadOnlyCollection<string>>
        {
            [SearchFacet.ContentType] = [query.ContentType],
            [StateFacet] = [.. query.States.Select(state => state.ToString())],
        };
        if (query.AuthorId is { } author) filters[AuthorFacet] = [IdValue(author)];
        if (query.Review is { } review) filters[SearchFacet.Review] = [review.ToString()];
        if (query.AssigneeId is { } assignee) filters[SearchFacet.Assignee] = [IdValue(assignee)];
        if (query.UnitId is { } unit) filters[SearchFacet.About] = [IdValue(unit)];
        if (!string.IsNullOrEmpty(query.Kind)) filters[SearchFacet.Genre] = [query.Kind];
        if (query.Section is { } section) filters[SearchFacet.Section] = [section];
        var result = Index.Search(new() { Text = query.Text, Filters = filters, Order = SearchOrder.Newest, Page = query.Page, PageSize = query.PageSize });
        return result.IsLoose ? new([], false) : new([.. result.Hits.Select(hit => hit.Document.Id)], query.Page < result.Pages);
    }

    /// <summary>Kinds that items of a type have, the most frequent first.</summary>
    public IReadOnlyList<string> Kinds(string contentType) => Index.Desk.Kinds(contentType);

    /// <summary>How many items outside the trash stand there, whose newest text readers do not see yet.</summary>
    /// <param name="authorId">Account that made them, or null for all.</param>
    public int CountOf(string contentType, ReviewState review, int? authorId) =>
        Index.Desk.Reviews(contentType, review.ToString(), authorId is { } author ? IdValue(author) : null);

    /// <summary>Facets of the public index that mean something else here.</summary>
    internal const SearchFacet StateFacet = SearchFacet.Kind, AuthorFacet = SearchFacet.Unit;

    internal static string IdValue(int id) => id.ToString(System.Globalization.CultureInfo.InvariantCulture);

    public void Dispose() => Index.Dispose();
}
