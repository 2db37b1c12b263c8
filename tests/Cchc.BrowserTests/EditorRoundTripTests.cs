using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Cchc.Core.Text;
using Cchc.Tests.Hosting;

namespace Cchc.BrowserTests;

/// <summary>The editor takes Markdown in and gives Markdown back: nothing that readers see may be lost on the way.</summary>
public sealed partial class EditorRoundTripTests(BrowserSite site) : IClassFixture<BrowserSite>
{
    private const int Documents = 400;

    [Fact]
    public async Task Opening_and_saving_a_text_without_an_edit_gives_the_same_text_letter_for_letter()
    {
        var texts = RecipeTexts().Concat(MarkdownSamples.Generate(Documents, seed: 4)).ToArray();
        foreach (var (before, after) in texts.Zip(await ConvertAsync(texts, anew: false))) Assert.Equal(before, after);
    }

    [Fact]
    public async Task An_article_written_anew_throughout_reads_the_same()
    {
        var texts = RecipeTexts();
        foreach (var (before, after) in texts.Zip(await ConvertAsync(texts, anew: true))) Assert.Equal(MarkdownText.ToHtml(before), MarkdownText.ToHtml(after));
    }

    [Fact]
    public async Task Whatever_Markdown_says_it_says_the_same_when_it_is_written_anew()
    {
        var texts = MarkdownSamples.Generate(Documents, seed: 7).ToArray();
        foreach (var (before, after) in texts.Zip(await ConvertAsync(texts, anew: true)))
            Assert.True(Meaning(before) == Meaning(after), $"{Meaning(before)}\n-- became --\n{Meaning(after)}\n-- from --\n{before}\n-- written as --\n{after}");
    }

    [Fact]
    public async Task Writing_twice_changes_nothing_more()
    {
        var once = await ConvertAsync([.. MarkdownSamples.Generate(Documents, seed: 11)], anew: true);
        foreach (var (before, after) in once.Zip(await ConvertAsync(once, anew: true))) Assert.Equal(before, after);
    }

    [Fact]
    public async Task Every_text_of_the_recipes_can_be_edited_without_source_blocks()
    {
        await using var visit = await Visit.StartAsync(site);
        await site.OpenEditorAsync(visit.Page);
        var sources = await visit.Page.EvaluateAsync<string[]>("""
            texts => texts.flatMap(text => { const found = []; document.querySelector('textarea[data-markdown]').editor.read(text).forEach(node => node.type.name === 'source' && found.push(node.textContent)); return found; })
            """, RecipeTexts());
        Assert.Empty(sources);
    }

    private static string[] RecipeTexts() =>
        [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "recipes"), "*.md", SearchOption.AllDirectories).Where(file => Path.GetFileName(Path.GetDirectoryName(file)) is "articles" or "documents" or "pages").Order(StringComparer.Ordinal).Select(file => FrontMatter().Replace(File.ReadAllText(file).ReplaceLineEndings("\n"), ""))];

    private async Task<string[]> ConvertAsync(string[] texts, bool anew)
    {
        await using var visit = await Visit.StartAsync(site);
        await site.OpenEditorAsync(visit.Page);
        return await visit.Page.EvaluateAsync<string[]>("([texts, anew]) => texts.map(text => document.querySelector('textarea[data-markdown]').editor.roundTrip(text, anew))", new object[] { texts, anew });
    }

    /// <summary>What readers see. Marks that cover the same letters may lie in one another in any order, and a space at their edge in or outside.</summary>
    private static string Meaning(string markdown)
    {
        var body = new HtmlParser().ParseDocument($"<body>{MarkdownText.ToHtml(markdown)}").Body!;
        var meaning = new System.Text.StringBuilder();
        Write(body, []);
        return Spaces().Replace(meaning.ToString(), " ");

        void Write(INode node, string[] marks)
        {
            foreach (var child in node.ChildNodes)
            {
                if (child is IText text)
                {
                    if (node is IElement { LocalName: "pre" } || node.ParentElement?.LocalName == "pre") meaning.Append(text.Data.Replace(' ', '·').Replace('\n', '¶'));
                    else foreach (var letter in text.Data) meaning.Append(char.IsWhiteSpace(letter) ? ' ' : letter).Append(char.IsWhiteSpace(letter) ? "" : string.Concat(marks.Order(StringComparer.Ordinal)));
                }
                else if (child is IElement element)
                {
                    var own = $"<{element.LocalName}{string.Concat(element.Attributes.Select(attribute => $" {attribute.Name}={attribute.Value}"))}>";
                    if (element.LocalName is "strong" or "em" or "del" or "sub" or "sup" or "mark" or "ins" or "code" || (element.LocalName == "a" && !element.ClassList.Contains("footnote-back-ref"))) Write(element, [.. marks.Append(own).Distinct()]);
                    else
                    {
                        meaning.Append(own);
                        Write(element, marks);
                        meaning.Append($"</{element.LocalName}>");
                    }
                }
            }
        }
    }

    [GeneratedRegex(@"\A---\n[\s\S]*?\n---\n")]
    private static partial Regex FrontMatter();
    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
