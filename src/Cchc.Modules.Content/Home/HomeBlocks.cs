using Cchc.Core.Content;
using Cchc.Modules.Content.Documents;
using Cchc.Modules.Content.News;

namespace Cchc.Modules.Content.Home;

/// <summary>The lead story with the three that follow it.</summary>
public sealed class LeadBlock(FrontPage page) : IHomeBlock
{
    public string Name => "content.lead";
    public int Order => 10;
    public string View => "/Pages/Home/_Lead.cshtml";

    public async Task<object?> LoadAsync(CancellationToken ct) =>
        page.Take((await page.RowsAsync(ct)).Newest, FrontPage.Top) is { Count: > 0 } stories ? stories : null;
}

/// <summary>What is new and stands neither at the top nor under a field.</summary>
public sealed class LatestBlock(FrontPage page) : IHomeBlock
{
    public string Name => "content.latest";
    public int Order => 50;
    public string View => "/Pages/Home/_Latest.cshtml";

    public async Task<object?> LoadAsync(CancellationToken ct) =>
        page.Take((await page.RowsAsync(ct)).Newest, FrontPage.Rows + FrontPage.Briefs) is { Count: > 0 } stories ? stories : null;
}

/// <summary>One chuyên mục on the home page with its newest stories.</summary>
public sealed record FieldStories(Term Section, IReadOnlyList<Story> Stories);

/// <summary>The six reform fields: the first chuyên mục of the tree, each with its newest stories that stand nowhere above.</summary>
public sealed class FieldsBlock(FrontPage page) : IHomeBlock
{
    private const int StoriesEach = 3;

    public string Name => "content.fields";
    public int Order => 40;
    public string View => "/Pages/Home/_Fields.cshtml";

    public async Task<object?> LoadAsync(CancellationToken ct)
    {
        var filled = (await page.RowsAsync(ct)).OfFields.Select(field => field with { Stories = page.Take(field.Stories, StoriesEach) }).Where(field => field.Stories.Count > 0).ToList();
        return filled.Count > 0 ? filled : null;
    }
}

/// <summary>The newest documents, with the chuyên mục that have no block of their own.</summary>
public sealed record DocumentsAndSections(IReadOnlyList<DocumentLine> Documents, IReadOnlyList<Term> Sections);

/// <inheritdoc cref="DocumentsAndSections"/>
public sealed class DocumentsBlock(FrontPage page) : IHomeBlock
{
    public string Name => "content.documents";
    public int Order => 60;
    public string View => "/Pages/Home/_Documents.cshtml";

    public async Task<object?> LoadAsync(CancellationToken ct) =>
        await page.RowsAsync(ct) is { Documents.Count: > 0 } rows ? new DocumentsAndSections(rows.Documents, rows.OtherSections) : null;
}
