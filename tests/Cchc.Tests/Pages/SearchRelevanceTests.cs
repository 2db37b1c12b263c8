using Cchc.Core.Content;
using Cchc.Core.Search;
using Cchc.Core.Text;
using Cchc.Tests.Hosting;
using Cchc.Tests.Rules.Search;
using Microsoft.Extensions.DependencyInjection;

namespace Cchc.Tests.Pages;

/// <summary>How well the sample content answers what readers ask, as judged in <c>Rules/Search/judgements.txt</c>.</summary>
public sealed class SearchRelevanceTests(SqliteSite site, ITestOutputHelper output) : KernelTests(site), IClassFixture<SqliteSite>
{
    private const int Depth = 10;
    /// <summary>What must be held: a little below what was measured when the judgements were written.</summary>
    private const double Bound = 0.92;

    private sealed record Question(string Text, IReadOnlyDictionary<string, int> Grades);

    [Fact]
    public async Task Readers_find_what_was_judged_to_answer_them_and_better_than_with_plain_Lucene()
    {
        var questions = ReadQuestions();
        Assert.True(questions.Count >= 60);
        var documents = await DocumentsAsync();
        Assert.Empty(questions.SelectMany(question => question.Grades.Keys).Except(documents.Select(document => document.Id)));
        using var ours = SearchTestIndex.Of(documents);
        using var plain = new StandardIndex(documents);
        var rows = questions.ConvertAll(question => (question.Text, Ours: Gain(question, ours.Find(question.Text)), Plain: Gain(question, plain.Find(question.Text, Depth))));
        output.WriteLine($"nDCG@{Depth}   ours  plain   question");
        foreach (var row in rows) output.WriteLine($"          {row.Ours,6:F3} {row.Plain,6:F3}   {row.Text}");
        var (mean, yardstick) = (rows.Average(row => row.Ours), rows.Average(row => row.Plain));
        output.WriteLine($"mean of {rows.Count} {mean:F3} {yardstick:F3}");
        Assert.True(mean >= Bound, $"nDCG@{Depth} is {mean:F3}, plain Lucene's {yardstick:F3}.");
        Assert.True(mean > yardstick, $"nDCG@{Depth} is {mean:F3}, plain Lucene's {yardstick:F3}.");
    }

    /// <summary>Normalised discounted cumulative gain: 1 when the best answers come first, 0 when none of them comes.</summary>
    private static double Gain(Question question, IReadOnlyList<string> found)
    {
        static double Sum(IEnumerable<int> grades) => grades.Take(Depth).Select((grade, place) => (Math.Pow(2, grade) - 1) / Math.Log2(place + 2)).Sum();
        return Sum(found.Select(id => question.Grades.GetValueOrDefault(id))) / Sum(question.Grades.Values.OrderDescending());
    }

    private static List<Question> ReadQuestions()
    {
        static string IdOf(string name) => name[0] == 'k' ? $"cchckin{name[1..].ToLowerInvariant()}".PadRight(26, '0') : $"cchc{name[0] switch { 'a' => "art", 'd' => "doc", _ => "mod" }}{name[1..].PadLeft(19, '0')}";
        return [.. File.ReadLines(Repository.PathOf("tests/Cchc.Tests/Rules/Search/judgements.txt")).Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Select(parts => new Question(parts[0], parts[1].Split(' ').Select(pair => pair.Split('=')).ToDictionary(pair => IdOf(pair[0]), pair => int.Parse(pair[1], System.Globalization.CultureInfo.InvariantCulture))))];
    }

    /// <summary>What the site's own feed makes of the published items, files left out: they repeat the texts of their pages.</summary>
    private Task<List<SearchDocument>> DocumentsAsync() => Site.InAsync(async services =>
    {
        var db = services.GetRequiredService<Core.SiteDb>();
        var documents = new List<SearchDocument>();
        foreach (var type in Site.Modules.ContentTypes)
            foreach (var item in await type.Rows(db).AsNoTracking().Where(item => item.State == ContentState.Published).ToListAsync())
                if (type.ToSearch(item, new() { Id = item.ContentItemId, ContentType = type.Name, Url = type.UrlOf(item), Title = item.Title, Body = MarkdownText.ToPlain(item.Markdown), Tags = item.Tags, PublishedUtc = item.PublishedUtc!.Value }) is { } document)
                    documents.Add(document);
        return documents;
    });
}
