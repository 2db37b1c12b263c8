using Cchc.Core.Text;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Util;

namespace Cchc.Core.Search.Engine;

/// <summary>Makes Lucene documents, one after the other: fields and streams are used again, so an instance serves one thread.</summary>
internal sealed class IndexedDocument
{
    private readonly List<SearchWord> words = [];
    private readonly List<ZoneFields> zones;
    private readonly ZoneFields all, title, number, summary, tags;

    public IndexedDocument()
    {
        all = new(Zone.All, words, WordForm.Exact, WordForm.Folded, WordForm.Pairs);
        title = new(Zone.Title, words, WordForm.Exact, WordForm.Folded, WordForm.Pairs);
        number = new(Zone.Number, words, WordForm.Folded, WordForm.Pairs);
        summary = new(Zone.Summary, words, WordForm.Pairs);
        tags = new(Zone.Tags, words, WordForm.Folded, WordForm.Pairs);
        zones = [all, title, number, summary, tags];
    }

    public IEnumerable<IIndexableField> Of(SearchDocument source)
    {
        words.Clear();
        var document = StoredDocument.Clean(source);
        var fields = new List<IIndexableField>(40);

        Read(title, document.Title);
        if (title.From < title.To) fields.Add(new StringField(IndexFields.TitleStart, Start(Joined(title.From, title.To)), Field.Store.NO));
        // As people cite it: "Kế hoạch số 66/KH-UBND".
        Read(number, document.Number.Length == 0 ? "" : $"{document.Kind} số {document.Number}");
        if (Phrases.Join(SearchWords.Read(document.Number)) is { Length: > 0 } whole) fields.Add(new StringField(IndexFields.WholeNumber, whole, Field.Store.NO));
        Read(summary, document.Summary);
        var tagsFrom = words.Count;
        foreach (var tag in document.Tags)
        {
            var from = words.Count;
            Append(tag);
            for (var at = from; at < words.Count; at++)
                fields.Add(new StringField(IndexFields.TagFromWord, Joined(at, words.Count) + IndexFields.TagBreak + tag, Field.Store.NO));
        }
        tags.Take(tagsFrom, words.Count);
        Append(document.Kind);
        Append(document.Body);
        foreach (var file in document.Files) Append(file.Text);
        all.Take(0, words.Count);
        foreach (var zone in zones) zone.AddTo(fields);

        fields.Add(new StringField(IndexFields.Id, document.Id, Field.Store.NO));
        fields.Add(new StoredField(IndexFields.Stored, StoredDocument.Write(document)));
        if (document.Body.Length > 0) fields.Add(new StoredField(IndexFields.Body, document.Body));
        foreach (var file in document.Files) fields.Add(new StoredField(IndexFields.File, file.Url + IndexFields.FileBreak + file.Text));
        if (document.IsPartial) fields.Add(new StringField(IndexFields.Partial, document.ContentType, Field.Store.NO));
        fields.Add(new NumericDocValuesField(IndexFields.Published, document.PublishedUtc.Ticks));
        fields.Add(new NumericDocValuesField(IndexFields.Length, words.Count));
        fields.Add(new NumericDocValuesField(IndexFields.Tie, TieOf(document.Id)));
        foreach (var facet in Enum.GetValues<SearchFacet>())
            foreach (var value in Facets.ValuesOf(document, facet))
                fields.Add(new SortedSetDocValuesField(IndexFields.Facets[(int)facet], new BytesRef(value)));
        return fields;
    }

    /// <summary>FNV-1a. Documents of one day need an order that is the same on every page, after every merge and on every node.</summary>
    private static int TieOf(string id)
    {
        var hash = 2166136261u;
        foreach (var letter in id) hash = (hash ^ letter) * 16777619u;
        return (int)hash;
    }

    private void Read(ZoneFields zone, string text)
    {
        var from = words.Count;
        Append(text);
        zone.Take(from, words.Count);
    }

    private void Append(string text) => SearchWords.Read(text, 0, text.Length, words);

    private static string Start(string whole) => whole.Length > IndexFields.TitleStartLength ? whole[..IndexFields.TitleStartLength] : whole;

    private string Joined(int from, int to) => Phrases.Join(words.GetRange(from, to - from));

    /// <summary>The fields of a zone, fed from one range of the words.</summary>
    private sealed class ZoneFields
    {
        private readonly WordStream[] streams;
        private readonly Field[] fields;

        public ZoneFields(Zone zone, List<SearchWord> words, params WordForm[] forms)
        {
            streams = [.. forms.Select(form => new WordStream(words, form))];
            fields = [.. forms.Zip(streams, (form, stream) => new Field(NameOf(zone, form), stream, IndexFields.WordType))];
        }

        public int From { get; private set; }
        public int To { get; private set; }

        public void Take(int from, int to)
        {
            (From, To) = (from, to);
            foreach (var stream in streams) stream.Take(from, to);
        }

        public void AddTo(List<IIndexableField> document)
        {
            if (From < To) document.AddRange(fields);
        }

        private static string NameOf(Zone zone, WordForm form) => form switch
        {
            WordForm.Exact => zone.Exact,
            WordForm.Folded => zone.Folded,
            _ => zone.Pairs,
        };
    }
}

/// <summary>What the facets of a document are.</summary>
internal static class Facets
{
    public static IEnumerable<string> ValuesOf(SearchDocument document, SearchFacet facet) => facet switch
    {
        SearchFacet.ContentType => One(document.ContentType),
        SearchFacet.Section => document.Sections.Where(section => section.Length > 0).Distinct(),
        SearchFacet.Year => !document.IsDated ? [] : [BusinessTime.Local(document.PublishedUtc).Year.ToString("0000", System.Globalization.CultureInfo.InvariantCulture)],
        SearchFacet.Unit => One(document.Unit),
        SearchFacet.Kind => One(document.Kind),
        _ => One(document.Desk.GetValueOrDefault(facet)),
    };

    private static string[] One(string? value) => string.IsNullOrEmpty(value) ? [] : [value];
}
