using Cchc.Core;
using Cchc.Core.Changes;
using Cchc.Core.Content;
using Cchc.Core.Media;
using Cchc.Core.Settings;
using Cchc.Core.Text;
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
public sealed class FrontRows(IServiceScopeFactory scopes, Sections sections, SiteSettingsCache settings) : Snapshot<FrontRows.Rows>(scopes, Tag.Home, Tag.Site, Sections.ChangeTag)
{
    /// <summary>Chuyên mục with a block of their own: the first of the tree, the six reform fields.</summary>
    public const int Fields = 6;
    /// <summary>Enough for the lead, the new stories, and for what the fields take away.</summary>
    private const int Stories = 36;
    /// <summary>Stories of each field, of which some may stand at the top already.</summary>
    private const int StoriesOfField = 7;
    /// <summary>Stories of a chosen chuyên mục, of which some may stand elsewhere already.</summary>
    private const int StoriesOfSection = SectionBlock.Most + 8;
    private const int Documents = 5;

    private readonly IServiceScopeFactory scopes = scopes;

    /// <param name="Newest">The newest stories of the site, newest first.</param>
    /// <param name="OfFields">The newest stories of each of the first chuyên mục, newest first.</param>
    /// <param name="Pinned">Pinned articles that readers may see, by content item id.</param>
    /// <param name="OfSections">The newest stories of each chosen chuyên mục, by the content item id of the chuyên mục.</param>
    /// <param name="Pictures">Versions of the pictures of banners, by path; one that the library does not have is not there.</param>
    /// <param name="Texts">HTML of the free texts, by the id of the block.</param>
    public sealed record Rows(IReadOnlyList<Story> Newest, IReadOnlyList<FieldStories> OfFields, IReadOnlyList<DocumentLine> Documents, IReadOnlyList<Term> OtherSections,
        IReadOnlyDictionary<string, Story> Pinned, IReadOnlyDictionary<string, FieldStories> OfSections, IReadOnlyDictionary<string, string> Pictures, IReadOnlyDictionary<string, string> Texts);

    /// <summary>What a page of these blocks is made of, read now and kept by nobody.</summary>
    public async Task<Rows> OfAsync(IReadOnlyList<HomeBlockSetting> blocks, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await ReadAsync(scope.ServiceProvider.GetRequiredService<SiteDb>(), blocks, ct);
    }

    protected override async Task<Rows> LoadAsync(SiteDb db, CancellationToken ct) => await ReadAsync(db, (await settings.GetAsync(ct)).HomeSettings.Blocks ?? [], ct);

    private async Task<Rows> ReadAsync(SiteDb db, IReadOnlyList<HomeBlockSetting> blocks, CancellationToken ct)
    {
        var newest = await db.Set<Article>().Newest().Take(Stories).Stories(db).ToListAsync(ct);
        var tree = await sections.GetAsync(ct);
        var roots = tree.Roots.Where(term => !term.Closed).ToList();
        var fields = roots.Take(Fields).ToList();
        var chosen = Of(blocks, SectionBlock.Kind, SectionBlock.Section).Select(tree.Find).OfType<Term>().ToList();
        var links = (await db.NewestLinksAsync(fields.Except(chosen).Select(field => field.Id), [], StoriesOfField, ct))
            .Concat(await db.NewestLinksAsync(chosen.Select(section => section.Id), [], StoriesOfSection, ct)).ToLookup(link => link.TermId, link => link.Item);
        var pins = blocks.SelectMany(block => block.Pins).Select(pin => pin.ContentItemId).ToHashSet(StringComparer.Ordinal);
        var wanted = links.SelectMany(items => items).Concat(pins).Distinct().ToList();
        var stories = await db.Set<Article>().Where(article => wanted.Contains(article.ContentItemId) && article.State == ContentState.Published).Stories(db)
            .ToDictionaryAsync(story => story.ContentItemId, ct);
        var documents = await db.Set<Document>().Newest().Take(Documents).Select(DocumentLine.FromDocument).ToListAsync(ct);
        documents.Sort((left, right) => Comparer<DateOnly?>.Default.Compare(right.IssuedOn, left.IssuedOn));
        return new(newest, [.. fields.Select(field => StoriesOf(field))], documents, [.. roots.Skip(Fields).Take(8)],
            stories.Where(story => pins.Contains(story.Key)).ToDictionary(StringComparer.Ordinal),
            chosen.ToDictionary(section => section.ContentItemId, StoriesOf, StringComparer.Ordinal),
            await PicturesAsync(db, blocks, ct), await TextsAsync(db, blocks, ct));

        FieldStories StoriesOf(Term term) => new(term, [.. links[term.Id].Select(id => stories.GetValueOrDefault(id)).OfType<Story>().OrderByDescending(story => story.PublishedUtc)]);
    }

    private static async Task<Dictionary<string, string>> PicturesAsync(SiteDb db, IReadOnlyList<HomeBlockSetting> blocks, CancellationToken ct)
    {
        var paths = Of(blocks, BannerBlock.Kind, BannerBlock.Picture);
        if (paths.Count == 0) return [];
        return (await db.Set<MediaFile>().AsNoTracking().Where(file => paths.Contains(file.Path)).ToListAsync(ct)).ToDictionary(file => file.Path, file => file.Version, StringComparer.Ordinal);
    }

    private static async Task<Dictionary<string, string>> TextsAsync(SiteDb db, IReadOnlyList<HomeBlockSetting> blocks, CancellationToken ct)
    {
        var texts = blocks.Where(block => block.Kind == TextBlock.Kind && block.Option(TextBlock.Markdown).Length > 0).ToList();
        if (texts.Count == 0) return [];
        const string library = "/media/";
        var paths = texts.SelectMany(block => MarkdownText.PictureUrls(block.Option(TextBlock.Markdown))).Where(url => url.StartsWith(library, StringComparison.Ordinal)).Select(url => url[library.Length..]).ToList();
        var sizes = await db.Set<MediaFile>().AsNoTracking().Where(file => paths.Contains(file.Path) && file.Width != null && file.Height != null)
            .ToDictionaryAsync(file => library + file.Path, file => new PictureSize(file.Width!.Value, file.Height!.Value), StringComparer.Ordinal, ct);
        return texts.ToDictionary(block => block.Id, block => MarkdownText.ToHtml(block.Option(TextBlock.Markdown), sizes.GetValueOrDefault), StringComparer.Ordinal);
    }

    private static List<string> Of(IEnumerable<HomeBlockSetting> blocks, string kind, string option) =>
        [.. blocks.Where(block => block.Kind == kind).Select(block => block.Option(option)).Where(value => value.Length > 0).Distinct(StringComparer.Ordinal)];
}
