using Cchc.Core;
using Cchc.Core.Content;
using Cchc.Modules.Content.Documents;
using Cchc.Modules.Content.News;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Content.Home;

/// <summary>The lead story with the three that follow it.</summary>
public sealed class LeadBlock(SiteDb db) : IHomeBlock
{
    /// <summary>Stories beside and below the lead.</summary>
    public const int Others = 3;

    public string Name => "content.lead";
    public int Order => 10;
    public string View => "/Pages/Home/_Lead.cshtml";

    public async Task<object?> LoadAsync(CancellationToken ct)
    {
        var stories = await db.Set<Article>().Newest().Take(1 + Others).Select(Story.FromArticle).ToListAsync(ct);
        return stories.Count == 0 ? null : stories;
    }
}

/// <summary>One chuyên mục on the home page with its newest stories.</summary>
public sealed record FieldStories(Term Section, IReadOnlyList<Story> Stories);

/// <summary>The six reform fields: the first chuyên mục of the tree, each with its newest stories.</summary>
public sealed class FieldsBlock(SiteDb db, Sections sections) : IHomeBlock
{
    private const int Fields = 6;
    private const int StoriesEach = 3;

    public string Name => "content.fields";
    public int Order => 40;
    public string View => "/Pages/Home/_Fields.cshtml";

    public async Task<object?> LoadAsync(CancellationToken ct)
    {
        var fields = (await sections.GetAsync(ct)).Roots.Where(term => !term.Closed).Take(Fields).ToList();
        var ids = fields.ConvertAll(term => term.Id);
        // One query for all six: the newest links of each, by the index of term_items.
        var links = await db.Set<Term>().Where(term => ids.Contains(term.Id))
            .SelectMany(term => db.Set<TermItem>().Where(link => link.TermId == term.Id && link.ContentType == "Article")
                .OrderByDescending(link => link.PublishedUtc).ThenByDescending(link => link.Item).Take(StoriesEach)
                .Select(link => new { link.TermId, link.Item }))
            .ToListAsync(ct);
        var wanted = links.Select(link => link.Item).Distinct().ToList();
        var stories = await db.Set<Article>().Where(article => wanted.Contains(article.ContentItemId)).Select(Story.FromArticle)
            .ToDictionaryAsync(story => story.ContentItemId, ct);
        var shown = fields.Select(field => new FieldStories(field, [.. links.Where(link => link.TermId == field.Id)
            .Select(link => stories.GetValueOrDefault(link.Item)).OfType<Story>().OrderByDescending(story => story.PublishedUtc)]))
            .Where(field => field.Stories.Count > 0).ToList();
        return shown.Count == 0 ? null : shown;
    }
}

/// <summary>The newest documents.</summary>
public sealed class DocumentsBlock(SiteDb db) : IHomeBlock
{
    private const int Rows = 5;

    public string Name => "content.documents";
    public int Order => 60;
    public string View => "/Pages/Home/_Documents.cshtml";

    public async Task<object?> LoadAsync(CancellationToken ct)
    {
        var documents = await db.Set<Document>().Newest().Take(Rows).Select(DocumentLine.FromDocument).ToListAsync(ct);
        return documents.Count == 0 ? null : documents;
    }
}
