using Cchc.Core;
using Cchc.Core.Content;
using Cchc.Modules.Content.Documents;
using Cchc.Modules.Content.Models;
using Cchc.Modules.Content.News;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Content.Lists;

/// <summary>What stands under a chuyên mục or a tag: a page of its stories, and its newest documents and models.</summary>
public sealed record TermStories(ListPage<Story> Stories, IReadOnlyList<DocumentLine> Documents, IReadOnlyList<ModelLine> Models)
{
    private const int Beside = 5;

    public bool IsEmpty => Stories.Items.Count + Documents.Count + Models.Count == 0;

    /// <summary>Null when the reader has walked beyond the end.</summary>
    public static async Task<TermStories?> LoadAsync(SiteDb db, int termId, Place place, int size, CancellationToken ct)
    {
        var stories = await db.StoriesUnderAsync(termId, place, size, ct);
        if (stories.Items.Count == 0 && !place.IsTop) return null;
        var documents = await db.Set<TermItem>().Where(link => link.TermId == termId && link.ContentType == Walk.Documents)
            .OrderByDescending(link => link.PublishedUtc).ThenByDescending(link => link.Item).Take(Beside)
            .Join(db.Set<Document>(), link => link.Item, document => document.ContentItemId, (link, document) => document)
            .OrderByDescending(document => document.PublishedUtc).ThenByDescending(document => document.Id).Select(DocumentLine.FromDocument).ToListAsync(ct);
        var models = await db.Set<TermItem>().Where(link => link.TermId == termId && link.ContentType == ReformModelType.TypeName)
            .OrderByDescending(link => link.PublishedUtc).ThenByDescending(link => link.Item).Take(Beside)
            .Join(db.Set<ReformModel>(), link => link.Item, model => model.ContentItemId, (link, model) => model)
            .OrderByDescending(model => model.PublishedUtc).ThenByDescending(model => model.Id).Select(ModelLine.FromModel).ToListAsync(ct);
        return new(stories, documents, models);
    }
}

/// <summary>How what stands under a term is shown.</summary>
/// <param name="Path">Address of the term's page.</param>
/// <param name="Kicker">Whether each story names its own chuyên mục, because it may be another.</param>
public sealed record TermPage(TermStories Content, string Path, bool Kicker);
