using Cchc.Core;
using Cchc.Core.Changes;
using Cchc.Core.Content;
using Cchc.Modules.Content.Documents;
using Cchc.Modules.Content.Lists;
using Cchc.Modules.Content.News;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Cchc.Modules.Content.Home;

/// <summary>
/// What the front page is made of, read once after each change: the page itself is made anew for every encoding and every way
/// of display that readers choose.
/// </summary>
public sealed class FrontRows(IServiceScopeFactory scopes, Sections sections) : Snapshot<FrontRows.Rows>(scopes, Tag.Home, Tag.Site, Sections.ChangeTag)
{
    /// <summary>Chuyên mục with a block of their own: the first of the tree, the six reform fields.</summary>
    public const int Fields = 6;
    /// <summary>Enough for the lead, the new stories, and for what the fields take away.</summary>
    private const int Stories = 36;
    /// <summary>Stories of each field, of which some may stand at the top already.</summary>
    private const int StoriesOfField = 7;
    private const int Documents = 5;

    /// <param name="Newest">The newest stories of the site, newest first.</param>
    /// <param name="OfFields">The newest stories of each of the first chuyên mục, newest first.</param>
    public sealed record Rows(IReadOnlyList<Story> Newest, IReadOnlyList<FieldStories> OfFields, IReadOnlyList<DocumentLine> Documents, IReadOnlyList<Term> OtherSections);

    protected override async Task<Rows> LoadAsync(SiteDb db, CancellationToken ct)
    {
        var newest = await db.Set<Article>().Newest().Take(Stories).Stories(db).ToListAsync(ct);
        var roots = (await sections.GetAsync(ct)).Roots.Where(term => !term.Closed).ToList();
        var fields = roots.Take(Fields).ToList();
        var links = (await db.NewestLinksAsync(fields.Select(field => field.Id), [], StoriesOfField, ct)).ToLookup(link => link.TermId, link => link.Item);
        var wanted = links.SelectMany(items => items).Distinct().ToList();
        var stories = await db.Set<Article>().Where(article => wanted.Contains(article.ContentItemId)).Stories(db).ToDictionaryAsync(story => story.ContentItemId, ct);
        var documents = await db.Set<Document>().Newest().Take(Documents).Select(DocumentLine.FromDocument).ToListAsync(ct);
        documents.Sort((left, right) => Comparer<DateOnly?>.Default.Compare(right.IssuedOn, left.IssuedOn));
        return new(newest,
            [.. fields.Select(field => new FieldStories(field, [.. links[field.Id].Select(id => stories.GetValueOrDefault(id)).OfType<Story>().OrderByDescending(story => story.PublishedUtc)]))],
            documents, [.. roots.Skip(Fields).Take(8)]);
    }
}
