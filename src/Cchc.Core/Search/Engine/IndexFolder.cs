using System.Globalization;
using Lucene.Net.Analysis.Core;
using Lucene.Net.Index;
using Lucene.Net.Store;
using Lucene.Net.Util;
using Directory = Lucene.Net.Store.Directory;

namespace Cchc.Core.Search.Engine;

/// <summary>
/// Opens an index for writing. The index holds nothing that the database does not: one that is damaged, half deleted or of another
/// release is emptied, and whoever feeds it sees that from the missing position.
/// </summary>
internal static class IndexFolder
{
    private const string FormatKey = "format", PositionKey = "position";
    private const double BufferMegabytes = 32;

    /// <exception cref="LockObtainFailedException">Another process writes to this folder: its index is not ours to empty.</exception>
    public static (IndexWriter Writer, long? Position) Open(Directory directory)
    {
        try
        {
            if (PositionOf(directory) is { } position) return (new IndexWriter(directory, Config(OpenMode.APPEND)), position);
        }
        catch (Exception error) when (error is not (OutOfMemoryException or LockObtainFailedException))
        {
            // Whatever a damaged file makes Lucene throw, the answer is the same: begin anew.
        }
        return (Empty(directory), null);
    }

    /// <summary>What <see cref="IndexWriter.SetCommitData"/> takes.</summary>
    public static Dictionary<string, string> CommitData(long position) => new()
    {
        [FormatKey] = IndexFields.Format,
        [PositionKey] = position.ToString(CultureInfo.InvariantCulture),
    };

    private static long? PositionOf(Directory directory)
    {
        if (!DirectoryReader.IndexExists(directory)) return null;
        using var reader = DirectoryReader.Open(directory);
        var data = reader.IndexCommit.UserData;
        if (!data.TryGetValue(FormatKey, out var format) || format != IndexFields.Format) return null;
        if (!data.TryGetValue(PositionKey, out var text) || !long.TryParse(text, CultureInfo.InvariantCulture, out var position)) return null;
        // Reads every file once against its checksum: a flipped bit is found now and not by a reader's query.
        foreach (var leaf in reader.Leaves) leaf.AtomicReader.CheckIntegrity();
        return position;
    }

    private static IndexWriter Empty(Directory directory)
    {
        // The lock comes first, so that a folder in use keeps its files.
        var gate = directory.MakeLock(IndexWriter.WRITE_LOCK_NAME);
        if (!gate.Obtain(IndexWriterConfig.WRITE_LOCK_TIMEOUT)) throw new LockObtainFailedException($"{directory} is in use by another process.");
        using (gate)
            foreach (var file in directory.ListAll())
                if (file != IndexWriter.WRITE_LOCK_NAME) directory.DeleteFile(file);
        return new(directory, Config(OpenMode.CREATE));
    }

    private static IndexWriterConfig Config(OpenMode mode) => new(LuceneVersion.LUCENE_48, new KeywordAnalyzer())
    {
        OpenMode = mode,
        RAMBufferSizeMB = BufferMegabytes,
        // Every term of a query is looked up in every segment: half of the usual number is worth merging more often.
        MergePolicy = new TieredMergePolicy { SegmentsPerTier = 5, MaxMergeAtOnce = 5 },
    };
}
