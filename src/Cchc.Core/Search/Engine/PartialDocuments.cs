using Lucene.Net.Search;

namespace Cchc.Core.Search.Engine;

/// <summary>What waits for its files to be read: kept in the index itself, so that a process killed meanwhile forgets none.</summary>
internal static class PartialDocuments
{
    private static readonly HashSet<string> OnlyStored = [IndexFields.Stored];

    public static IReadOnlyList<(string ContentType, string Id)> In(IndexSearcher searcher, int count) =>
        [.. searcher.Search(new ConstantScoreQuery(new TermRangeFilter(IndexFields.Partial, null, null, true, true)), count).ScoreDocs
            .Select(hit => StoredDocument.Read(searcher.Doc(hit.Doc, OnlyStored).GetBinaryValue(IndexFields.Stored)))
            .Select(document => (document.ContentType, document.Id))];
}
