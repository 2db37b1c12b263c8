using System.Threading.Channels;
using Cchc.Core.Changes;
using Cchc.Core.Content;
using Cchc.Core.Media;
using Cchc.Core.Search.Files;
using Cchc.Core.Settings;
using Cchc.Core.Text;
using Cchc.Core.Units;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Cchc.Core.Search;

/// <summary>
/// Keeps <see cref="SearchIndex"/> equal to what is published, and its short forms equal to the list that editors keep. Files are read after
/// their item is findable: a long report must not keep readers waiting for the page that links to it.
/// </summary>
public sealed class SearchFeed(SearchIndex index, IServiceScopeFactory scopes, SiteModules modules, Sections sections, UnitDirectory units, SiteSettingsCache settings, FileTexts texts, IEnumerable<ISearchSource> sources, ILogger<SearchFeed> log)
    : IndexFeed(index, scopes, modules, log)
{
    /// <summary>Files of one item that are read.</summary>
    private const int MostFiles = 20;
    private const int MostPartial = 100_000;
    private readonly List<SourceState> others = [.. sources.Select(source => new SourceState(source, index))];
    private readonly Channel<(string ContentType, string Id)> unread = Channel.CreateUnbounded<(string, string)>();

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        try { await TakeAbbreviationsAsync(cancellationToken); }
        catch (Exception error) when (error is not OperationCanceledException) { Log.LogError(error, "The short forms of the search could not be read; the built-in list is used."); }
        await base.StartAsync(cancellationToken);
    }

    public override async Task OnChangesAsync(IReadOnlyList<Change> changes, CancellationToken ct)
    {
        if (changes.Any(change => change.TagList.Contains(SiteSettingsCache.ChangeTag))) await TakeAbbreviationsAsync(ct);
        await base.OnChangesAsync(changes, ct);
        if (others.Exists(source => changes.Any(change => change.TagList.Contains(source.ChangeTag)))) await FollowOthersAsync(ct);
    }

    /// <summary>Reads the files that items still wait for, and writes those items again.</summary>
    /// <param name="progress">Told how many items have been seen to.</param>
    public async Task ReadFilesAsync(Action<int>? progress, CancellationToken ct)
    {
        var read = 0;
        while (unread.Reader.TryRead(out var item))
        {
            await ReadFilesAsync(item.ContentType, item.Id, ct);
            progress?.Invoke(++read);
        }
    }

    protected override IQueryable<ContentItem> Wanted(IQueryable<ContentItem> rows) => rows.Where(item => item.State == ContentState.Published);

    /// <summary>A change without tags is one that readers do not see.</summary>
    protected override bool Concerns(Change change) => change.ContentItemId is not null && change.TagList.Count > 0;

    /// <summary>Documents carry the ancestors of their chuyên mục.</summary>
    protected override bool ConcernsAll(Change change) => change.TagList.Contains(Sections.ChangeTag);

    protected override async Task WriteOthersAsync(SiteDb db, bool again, CancellationToken ct)
    {
        foreach (var source in others) await source.WriteAsync(db, again, ct);
    }

    protected override void OnContinued()
    {
        foreach (var item in Index.Partial(MostPartial)) unread.Writer.TryWrite(item);
    }

    protected override Task WriteAsync(SiteDb db, ContentType type, IReadOnlyList<ContentItem> items, CancellationToken ct) => WriteAsync(db, type, items, again: false, ct);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(base.ExecuteAsync(stoppingToken), ReadFilesForeverAsync(stoppingToken));

    private async Task ReadFilesForeverAsync(CancellationToken ct)
    {
        try
        {
            while (await unread.Reader.WaitToReadAsync(ct)) await ReadFilesAsync(null, ct);
        }
        catch (OperationCanceledException) { /* the host stops */ }
    }

    private async Task ReadFilesAsync(string contentType, string id, CancellationToken ct)
    {
        if (Modules.ContentType(contentType) is not { } type) return;
        try
        {
            await using var scope = Scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<SiteDb>();
            if (await Wanted(type.Rows(db)).AsNoTracking().FirstOrDefaultAsync(item => item.ContentItemId == id, ct) is not { } item) return;
            foreach (var file in (await FilesAsync(db, type, [item], ct)).Values) await texts.ReadAsync(file, ct);
            await FollowAsync(type, [id], (rows, items) => WriteAsync(rows, type, items, again: true, ct), ct);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // The item is found by all but its files; the index remembers that and the next start tries again.
            Log.LogError(error, "The files of {Type} {Id} could not be read for the search.", contentType, id);
        }
    }

    private async Task WriteAsync(SiteDb db, ContentType type, IReadOnlyList<ContentItem> items, bool again, CancellationToken ct)
    {
        var (tree, registry) = (await sections.GetAsync(ct), await units.GetAsync(ct));
        var files = await FilesAsync(db, type, items, ct);
        var found = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var (path, file) in files) found[path] = await texts.FindAsync(file, ct);
        var documents = items.AsParallel().WithDegreeOfParallelism(Math.Min(2, Environment.ProcessorCount)).Select(item =>
        {
            var own = found.Count == 0 ? [] : PathsOf(type, item).Where(found.ContainsKey).ToList();
            return type.ToSearch(item, new()
            {
                Id = item.ContentItemId,
                ContentType = type.Name,
                Url = type.UrlOf(item),
                Title = item.Title,
                Body = MarkdownText.ToPlain(item.Markdown),
                Files = [.. own.Where(path => !string.IsNullOrEmpty(found[path])).Select(path => new SearchFile($"/media/{path}", found[path]!))],
                IsPartial = !again && own.Exists(path => found[path] is null),
                PublishedUtc = item.PublishedUtc ?? item.CreatedUtc,
                Sections = [.. item.Sections.Select(tree.Find).OfType<Term>().SelectMany(tree.AncestorsAndSelf).Select(term => term.ContentItemId).Distinct(StringComparer.Ordinal)],
                Tags = item.Tags,
                Unit = item.UnitId is { } unit ? registry.Find(unit)?.Slug : null,
            });
        }).OfType<SearchDocument>().ToList();
        Index.Upsert(documents);
        foreach (var document in documents.Where(document => document.IsPartial)) unread.Writer.TryWrite((type.Name, document.Id));
    }

    /// <summary>The readable files of these items that are in the library, by their paths.</summary>
    private static async Task<Dictionary<string, MediaFile>> FilesAsync(SiteDb db, ContentType type, IReadOnlyList<ContentItem> items, CancellationToken ct)
    {
        var paths = items.SelectMany(item => PathsOf(type, item)).Distinct(StringComparer.Ordinal).ToList();
        return paths.Count == 0 ? [] : await db.Set<MediaFile>().AsNoTracking().Where(file => paths.Contains(file.Path)).ToDictionaryAsync(file => file.Path, StringComparer.Ordinal, ct);
    }

    private static IEnumerable<string> PathsOf(ContentType type, ContentItem item) => type.FilesOf(item).Where(FileText.IsReadable).Take(MostFiles);

    private async Task TakeAbbreviationsAsync(CancellationToken ct) => Index.Abbreviations = (await settings.GetAsync(ct)).AbbreviationSettings.Abbreviations;
}
