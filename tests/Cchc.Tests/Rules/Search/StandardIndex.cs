using Cchc.Core.Search;
using Lucene.Net.Analysis.Standard;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Store;
using Lucene.Net.Util;

namespace Cchc.Tests.Rules.Search;

/// <summary>What Lucene does out of the box: StandardAnalyzer, title and text, any of the words, its own scores. The yardstick of relevance.</summary>
internal sealed class StandardIndex : IDisposable
{
    private const string Title = "title", Text = "text", Id = "id";
    private readonly StandardAnalyzer analyzer = new(LuceneVersion.LUCENE_48);
    private readonly RAMDirectory directory = new();
    private readonly DirectoryReader reader;

    public StandardIndex(IEnumerable<SearchDocument> documents)
    {
        using (var writer = new IndexWriter(directory, new(LuceneVersion.LUCENE_48, analyzer)))
            foreach (var document in documents)
                writer.AddDocument(
                [
                    new StringField(Id, document.Id, Field.Store.YES),
                    new TextField(Title, document.Title, Field.Store.NO),
                    new TextField(Text, string.Join('\n', [document.Number, document.Kind, document.Summary, document.Body, .. document.Tags, .. document.Files.Select(file => file.Text)]), Field.Store.NO),
                ]);
        reader = DirectoryReader.Open(directory);
    }

    public IReadOnlyList<string> Find(string asked, int count)
    {
        var query = new BooleanQuery();
        using (var words = analyzer.GetTokenStream(Text, asked))
        {
            var word = words.AddAttribute<Lucene.Net.Analysis.TokenAttributes.ICharTermAttribute>();
            words.Reset();
            while (words.IncrementToken())
                foreach (var field in new[] { Title, Text })
                    query.Add(new TermQuery(new Term(field, word.ToString())) { Boost = field == Title ? 2 : 1 }, Occur.SHOULD);
            words.End();
        }
        var searcher = new IndexSearcher(reader);
        return [.. searcher.Search(query, count).ScoreDocs.Select(hit => searcher.Doc(hit.Doc).Get(Id))];
    }

    public void Dispose()
    {
        reader.Dispose();
        directory.Dispose();
        analyzer.Dispose();
    }
}
