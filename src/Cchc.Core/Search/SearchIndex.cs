using System.Collections.Concurrent;
using Cchc.Core.Search.Engine;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Store;
using Directory = Lucene.Net.Store.Directory;

namespace Cchc.Core.Search;

/// <summary>
/// The full-text index of what readers can find: one instance for the life of a process, used by any number of threads at once.
/// It is fed from change rows and can always be built anew from the database.
/// </summary>
/// <remarks>What was written is found after <see cref="Refresh"/>, and survives the process after <see cref="Commit"/>.</remarks>
public sealed class SearchIndex : IDisposable
{
    private const int Batch = 1_000;
    // A rebuild runs beside the site: two threads, whatever the machine has.
    private static readonly ParallelOptions Threads = new() { MaxDegreeOfParallelism = Math.Min(2, Environment.ProcessorCount) };
    private readonly Directory directory;
    private readonly IndexWriter writer;
    private readonly SearcherManager searchers;
    private readonly ConcurrentBag<IndexedDocument> builders = [];
    private readonly System.Threading.Lock committing = new();
    private Tuple<IndexReader, DeskCounts>? counted;
    private long? position;

    /// <summary>Opens the index in a folder, or makes an empty one where there is none that can be used.</summary>
    /// <exception cref="LockObtainFailedException">Another process writes to this folder.</exception>
    public SearchIndex(string path) : this(new MMapDirectory(path)) { }

    /// <summary>For tests: an index in memory. The directory is disposed with the index.</summary>
    public SearchIndex(Directory directory)
    {
        this.directory = directory;
        (writer, position) = IndexFolder.Open(directory);
        searchers = new(writer, applyAllDeletes: true, new Searchers());
    }

    /// <summary>Short forms that queries know; a list kept by editors may replace it at any time, nothing need be indexed again.</summary>
    public Abbreviations Abbreviations { get; set; } = Abbreviations.Default;

    /// <summary>
    /// What the last <see cref="Commit"/> was told; null when there is none, or when what was there was damaged or of another
    /// format and was thrown away: then the index is empty and must be filled anew.
    /// </summary>
    public long? Position
    {
        get { lock (committing) return position; }
    }

    /// <summary>Adds documents, each in place of the earlier one of its id.</summary>
    public void Upsert(IEnumerable<SearchDocument> documents)
    {
        foreach (var batch in documents.Chunk(Batch))
        {
            // Only the last of an id counts, whichever thread gets to it.
            var latest = batch.Reverse().DistinctBy(document => document.Id);
            Parallel.ForEach(latest, Threads, () => builders.TryTake(out var builder) ? builder : new(), (document, _, builder) =>
            {
                writer.UpdateDocument(new Term(IndexFields.Id, document.Id), builder.Of(document));
                return builder;
            }, builders.Add);
        }
    }

    /// <summary>Takes documents out; ids that are not there do nothing.</summary>
    public void Delete(IEnumerable<string> ids) => writer.DeleteDocuments([.. ids.Select(id => new Term(IndexFields.Id, id))]);

    /// <summary>Takes everything out, for a rebuild. <see cref="Position"/> is null until the next <see cref="Commit"/>.</summary>
    public void Clear()
    {
        lock (committing)
        {
            writer.DeleteAll();
            writer.SetCommitData(new Dictionary<string, string>());
            writer.Commit();
            position = null;
        }
        Refresh();
    }

    /// <summary>Makes all that was written until now findable.</summary>
    public void Refresh() => searchers.MaybeRefreshBlocking();

    /// <summary>Writes all to disk, together with how far the caller has read its changes, and makes it findable.</summary>
    public void Commit(long position)
    {
        lock (committing)
        {
            writer.SetCommitData(IndexFolder.CommitData(position));
            writer.Commit();
            this.position = position;
        }
        Refresh();
    }

    /// <summary>Number of documents that can be found.</summary>
    public int Count => WithSearcher(searcher => searcher.IndexReader.NumDocs);

    /// <summary>Answers any query; no text is wrong.</summary>
    public SearchResult Search(SearchQuery query) => WithSearcher(searcher => new Answering(searcher, Abbreviations).Answer(query));

    /// <summary>At most so many lines for a search box in which that much was typed; none for what holds no word.</summary>
    public IReadOnlyList<SearchSuggestion> Suggest(string? prefix, int count) =>
        WithSearcher(searcher => Suggester.Suggest(searcher, QueryText.Parse(prefix, Abbreviations), count));

    /// <summary>Content type and id of what was written with <see cref="SearchDocument.IsPartial"/> and can be found; at most so many.</summary>
    public IReadOnlyList<(string ContentType, string Id)> Partial(int count) => WithSearcher(searcher => PartialDocuments.In(searcher, count));

    /// <summary>The numbers of the newsroom's lists, counted anew after the index has changed.</summary>
    internal DeskCounts Desk => WithSearcher(searcher =>
    {
        if (counted is var (reader, known) && ReferenceEquals(reader, searcher.IndexReader)) return known;
        var counts = DeskCounts.In(searcher);
        counted = new(searcher.IndexReader, counts);
        return counts;
    });

    /// <summary>Closes the files. What was written after the last <see cref="Commit"/> is dropped.</summary>
    public void Dispose()
    {
        searchers.Dispose();
        writer.Rollback();
        directory.Dispose();
    }

    private T WithSearcher<T>(Func<IndexSearcher, T> use)
    {
        var searcher = searchers.Acquire();
        try { return use(searcher); }
        finally { searchers.Release(searcher); }
    }

    private sealed class Searchers : SearcherFactory
    {
        public override IndexSearcher NewSearcher(IndexReader reader)
        {
            // Reads the columns of new segments now, on the writer's time, and not with the next reader's query.
            foreach (var leaf in reader.Leaves) SegmentColumns.Of(leaf.AtomicReader);
            return new(reader);
        }
    }
}
