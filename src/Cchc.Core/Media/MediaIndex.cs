using Cchc.Core.Search;
using Cchc.Core.Search.Engine;
using Cchc.Core.Text;
using Lucene.Net.Analysis.Core;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Store;
using Lucene.Net.Util;
using Directory = Lucene.Net.Store.Directory;

namespace Cchc.Core.Media;

/// <summary>One question to the library.</summary>
/// <param name="Text">Whatever was typed; read by the rules of the public search.</param>
/// <param name="Labels">Made by <see cref="MediaLabels"/>; a file must have all of them.</param>
/// <param name="After">Number of the file behind which the page begins; null for the newest.</param>
public sealed record MediaQuestion(string? Text, IReadOnlyCollection<string> Labels, int? After, int Size);

/// <summary>
/// What the library is searched with: words by the rules of the public search, and labels for the filters. It holds nothing that
/// the database does not; <see cref="MediaFinder"/> fills it.
/// </summary>
public sealed class MediaIndex : IDisposable
{
    private const string Path = "path", Number = "number", NumberRange = "number-range", Exact = "exact", Folded = "folded", Label = "label";
    private static readonly Sort NewestFirst = new(new SortField(Number, SortFieldType.INT64, reverse: true));
    private const int FirstLook = 500;
    /// <summary>More files than this are not counted.</summary>
    public const int CountedTo = 999;
    private readonly Directory directory;
    private readonly IndexWriter writer;
    private readonly SearcherManager searchers;
    private readonly WhitespaceAnalyzer words = new(LuceneVersion.LUCENE_48);

    public MediaIndex(string path) : this(new MMapDirectory(path)) { }

    /// <summary>For tests: an index in memory. The directory is disposed with the index.</summary>
    public MediaIndex(Directory directory)
    {
        this.directory = directory;
        (writer, Position) = IndexFolder.Open(directory);
        searchers = new(writer, applyAllDeletes: true, null);
    }

    /// <summary>What the last <see cref="Commit"/> was told; null when the index is empty and must be filled.</summary>
    public long? Position { get; private set; }

    /// <summary>Adds files, each in place of the earlier one of its path.</summary>
    /// <param name="used">Paths that some text names.</param>
    public void Upsert(IEnumerable<MediaFile> files, IReadOnlySet<string> used)
    {
        foreach (var file in files) writer.UpdateDocument(new Term(Path, file.Path), Document(file, used.Contains(file.Path)), words);
    }

    public void Delete(IEnumerable<string> paths) => writer.DeleteDocuments([.. paths.Select(path => new Term(Path, path))]);

    /// <summary>Writes all to disk, together with how far the caller has read its changes, and makes it findable.</summary>
    public void Commit(long position)
    {
        writer.SetCommitData(IndexFolder.CommitData(position));
        writer.Commit();
        Position = position;
        searchers.MaybeRefreshBlocking();
    }

    /// <summary>Numbers of the files that answer, newest first: a greater number came later.</summary>
    public IReadOnlyList<int> Find(MediaQuestion question) => WithSearcher(searcher =>
    {
        var found = new List<int>();
        var top = (question.After ?? int.MaxValue) - 1L;
        if (question.After is null) top = Newest(searcher);
        // Looks among the newest first and farther back only as long as the page is not full: what nearly every file answers
        // costs no more among a hundred thousand than among a thousand.
        for (long width = FirstLook; top > 0 && found.Count < question.Size; width *= 4)
        {
            var bottom = Math.Max(1, top - width + 1);
            var among = new BooleanQuery
            {
                { QueryOf(question), Occur.MUST },
                { NumericRangeQuery.NewInt32Range(NumberRange, (int)bottom, (int)top, true, true), Occur.MUST },
            };
            foreach (var hit in searcher.Search(among, null, question.Size - found.Count, NewestFirst).ScoreDocs)
                found.Add(searcher.Doc(hit.Doc).GetField(Number).GetInt32Value()!.Value);
            top = bottom - 1;
        }
        return found;
    });

    /// <summary>How many files answer; counting ends at <see cref="CountedTo"/> and one.</summary>
    public int Count(MediaQuestion question) => WithSearcher(searcher =>
    {
        var (count, weight) = (0, searcher.CreateNormalizedWeight(QueryOf(question)));
        foreach (var leaf in searcher.IndexReader.Leaves)
        {
            if (weight.GetScorer(leaf, leaf.AtomicReader.LiveDocs) is not { } scorer) continue;
            while (scorer.NextDoc() != DocIdSetIterator.NO_MORE_DOCS)
                if (++count > CountedTo) return count;
        }
        return count;
    });

    /// <inheritdoc cref="Count(MediaQuestion)"/>
    public int Count(string label) => Count(new MediaQuestion(null, [label], null, 1));

    /// <summary>The labels that begin so and that any file has, without that beginning, in the order of Vietnamese dictionaries.</summary>
    public IReadOnlyList<string> Values(string prefix) => WithSearcher(searcher =>
    {
        var found = new List<string>();
        if (MultiFields.GetTerms(searcher.IndexReader, Label) is not { } terms) return found;
        var walk = terms.GetEnumerator();
        for (var status = walk.SeekCeil(new BytesRef(prefix)); status != TermsEnum.SeekStatus.END; status = walk.MoveNext() ? TermsEnum.SeekStatus.FOUND : TermsEnum.SeekStatus.END)
        {
            var label = walk.Term.Utf8ToString();
            if (!label.StartsWith(prefix, StringComparison.Ordinal)) break;
            // A label stays in the dictionary for a while after its last file has gone.
            var files = MultiFields.GetTermDocsEnum(searcher.IndexReader, MultiFields.GetLiveDocs(searcher.IndexReader), Label, new BytesRef(label), DocsFlags.NONE);
            if (files is not null && files.NextDoc() != DocIdSetIterator.NO_MORE_DOCS) found.Add(label[prefix.Length..]);
        }
        return found.Order(Vietnamese.Order).ToList();
    });

    /// <summary>Closes the files. What was written after the last <see cref="Commit"/> is dropped.</summary>
    public void Dispose()
    {
        searchers.Dispose();
        writer.Rollback();
        directory.Dispose();
        words.Dispose();
    }

    private static Document Document(MediaFile file, bool isUsed)
    {
        // The words of the address too: it is what people copy and what Orchard's editors know.
        var spoken = SearchWords.Read(SearchText.Clean(string.Join(". ", file.Name, file.Path, file.Folder, file.Alt, file.Caption, file.Credit, file.Source, file.Licence)));
        var document = new Document
        {
            new StringField(Path, file.Path, Field.Store.NO),
            new StoredField(Number, file.Id),
            new NumericDocValuesField(Number, file.Id),
            new Int32Field(NumberRange, file.Id, Field.Store.NO),
            new TextField(Exact, string.Join(' ', spoken.Select(word => word.Exact)), Field.Store.NO),
            new TextField(Folded, string.Join(' ', spoken.Select(word => word.Folded)), Field.Store.NO),
        };
        foreach (var label in MediaLabels.Of(file, isUsed)) document.Add(new StringField(Label, label, Field.Store.NO));
        return document;
    }

    private static Query QueryOf(MediaQuestion question)
    {
        var all = new BooleanQuery();
        foreach (var label in question.Labels) all.Add(new TermQuery(new(Label, label)), Occur.MUST);
        var pieces = QueryText.Parse(question.Text, Abbreviations.Default).Pieces;
        foreach (var piece in pieces.Any(piece => !piece.IsOptional) ? pieces.Where(piece => !piece.IsOptional) : pieces) all.Add(PieceOf(piece), Occur.MUST);
        return all.Clauses.Count == 0 ? new MatchAllDocsQuery() : all;
    }

    /// <summary>A word with marks is answered by that word alone, one without by every marked form; another form is a phrase.</summary>
    private static BooleanQuery PieceOf(QueryPiece piece)
    {
        var asTyped = new BooleanQuery();
        foreach (var word in piece.Words) asTyped.Add(new TermQuery(word.IsMarked ? new(Exact, word.Exact) : new(Folded, word.Folded)), Occur.MUST);
        if (piece.IsPhrase) asTyped.Add(Phrase(piece.Words), Occur.MUST);
        var any = new BooleanQuery { { asTyped, Occur.SHOULD } };
        foreach (var other in piece.Others) any.Add(Phrase(other), Occur.SHOULD);
        return any;
    }

    private static PhraseQuery Phrase(IEnumerable<SearchWord> words)
    {
        var phrase = new PhraseQuery();
        foreach (var word in words) phrase.Add(new Term(Folded, word.Folded));
        return phrase;
    }

    private static int Newest(IndexSearcher searcher) => searcher.Search(new MatchAllDocsQuery(), null, 1, NewestFirst).ScoreDocs is [var newest]
        ? searcher.Doc(newest.Doc).GetField(Number).GetInt32Value()!.Value
        : 0;

    private T WithSearcher<T>(Func<IndexSearcher, T> use)
    {
        var searcher = searchers.Acquire();
        try { return use(searcher); }
        finally { searchers.Release(searcher); }
    }
}
