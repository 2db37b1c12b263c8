namespace Cchc.Core.Search;

/// <summary>Things that readers can find besides content items: a module registers a source of its own for them.</summary>
public interface ISearchSource
{
    /// <summary>Changes with this tag may have changed what the source gives.</summary>
    string ChangeTag { get; }

    /// <summary>Everything that readers may find now, some thousands at most. Their ids are those of no content item.</summary>
    Task<IReadOnlyList<SearchDocument>> DocumentsAsync(SiteDb db, CancellationToken ct);

    /// <summary>Ids of what may be in an index from before, and must not be. Asked for once in a process.</summary>
    Task<IReadOnlyList<string>> GoneAsync(SiteDb db, CancellationToken ct);
}

/// <summary>What of one source is in the index: only what differs is written again.</summary>
internal sealed class SourceState(ISearchSource source, SearchIndex index)
{
    private Dictionary<string, object> known = [];
    private bool isFirst = true;

    public string ChangeTag => source.ChangeTag;

    /// <param name="again">The index was filled anew: all is written.</param>
    public async Task WriteAsync(SiteDb db, bool again, CancellationToken ct)
    {
        var documents = await source.DocumentsAsync(db, ct);
        var now = documents.ToDictionary(document => document.Id, object (document) => (document.Title, document.Body, document.Kind, document.Unit, document.PublishedUtc), StringComparer.Ordinal);
        index.Delete(isFirst ? await source.GoneAsync(db, ct) : known.Keys.Where(id => !now.ContainsKey(id)));
        index.Upsert(documents.Where(document => again || !known.TryGetValue(document.Id, out var before) || !before.Equals(now[document.Id])));
        (known, isFirst) = (now, false);
    }
}
