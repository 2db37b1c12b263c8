using Cchc.Core;
using Cchc.Core.Content;
using Cchc.Modules.Content.Documents;
using Cchc.Modules.Content.Lists;
using Cchc.Modules.Content.News;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Content.Home;

/// <summary>The lead story with the three that follow it.</summary>
public sealed class LeadBlock(FrontPage page) : IHomeBlock
{
    public string Name => "content.lead";
    public int Order => 10;
    public string View => "/Pages/Home/_Lead.cshtml";

    public async Task<object?> LoadAsync(CancellationToken ct) =>
        page.Take(await page.StoriesAsync(ct), FrontPage.Top) is { Count: > 0 } stories ? stories : null;
}

/// <summary>What is new and stands neither at the top nor under a field.</summary>
public sealed class LatestBlock(FrontPage page) : IHomeBlock
{
    public string Name => "content.latest";
    public int Order => 50;
    public string View => "/Pages/Home/_Latest.cshtml";

    public async Task<object?> LoadAsync(CancellationToken ct) =>
        page.Take(await page.StoriesAsync(ct), FrontPage.Rows + FrontPage.Briefs) is { Count: > 0 } stories ? stories : null;
}

/// <summary>One chuyên mục on the home page with its newest stories.</summary>
public sealed record FieldStories(Term Section, IReadOnlyList<Story> Stories);

/// <summary>The six reform fields: the first chuyên mục of the tree, each with its newest stories that stand nowhere above.</summary>
public sealed class FieldsBlock(SiteDb db, Sections sections, FrontPage page) : IHomeBlock
{
    /// <summary>How many chuyên mục stand here; the others are named beside the documents.</summary>
    public const int Fields = 6;
    private const int StoriesEach = 3;

    public string Name => "content.fields";
    public int Order => 40;
    public string View => "/Pages/Home/_Fields.cshtml";

    public async Task<object?> LoadAsync(CancellationToken ct)
    {
        var fields = (await sections.GetAsync(ct)).Roots.Where(term => !term.Closed).Take(Fields).ToList();
        if (fields.Count == 0) return null;
        var links = (await db.NewestOfEach(fields.Select(field => field.Id), Walk.Articles, StoriesEach + FrontPage.Top).Select(link => new { link.TermId, link.Item }).ToListAsync(ct))
            .ToLookup(link => link.TermId, link => link.Item);
        var wanted = links.SelectMany(items => items).Distinct().ToList();
        var stories = await db.Set<Article>().Where(article => wanted.Contains(article.ContentItemId)).Select(Story.FromArticle(db))
            .ToDictionaryAsync(story => story.ContentItemId, ct);
        var filled = fields.Select(field => new FieldStories(field, page.Take(links[field.Id].Select(id => stories.GetValueOrDefault(id)).OfType<Story>()
            .OrderByDescending(story => story.PublishedUtc), StoriesEach))).Where(field => field.Stories.Count > 0).ToList();
        return filled.Count > 0 ? filled : null;
    }
}

/// <summary>The newest documents, with the chuyên mục that have no block of their own.</summary>
public sealed record DocumentsAndSections(IReadOnlyList<DocumentLine> Documents, IReadOnlyList<Term> Sections);

/// <inheritdoc cref="DocumentsAndSections"/>
public sealed class DocumentsBlock(SiteDb db, Sections sections) : IHomeBlock
{
    private const int Rows = 5;

    public string Name => "content.documents";
    public int Order => 60;
    public string View => "/Pages/Home/_Documents.cshtml";

    public async Task<object?> LoadAsync(CancellationToken ct)
    {
        var documents = await db.Set<Document>().Newest().Take(Rows).Select(DocumentLine.FromDocument).ToListAsync(ct);
        if (documents.Count == 0) return null;
        documents.Sort((left, right) => Comparer<DateOnly?>.Default.Compare(right.IssuedOn, left.IssuedOn));
        return new DocumentsAndSections(documents, [.. (await sections.GetAsync(ct)).Roots.Where(term => !term.Closed).Skip(FieldsBlock.Fields).Take(8)]);
    }
}
