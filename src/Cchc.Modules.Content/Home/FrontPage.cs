using Cchc.Core.Content;
using Cchc.Core.Settings;
using Cchc.Modules.Content.News;

namespace Cchc.Modules.Content.Home;

/// <summary>A block as the page shows it.</summary>
public sealed record ShownBlock(HomeBlockSetting Setting, string View, object Model);

/// <summary>The front page of one request: which blocks it has, and the stories that stand on it already, since it says nothing twice.</summary>
public sealed class FrontPage(FrontRows rows, SiteSettingsCache settings, TimeProvider clock)
{
    /// <summary>The lead and the three beside it.</summary>
    public const int Top = 4;
    /// <summary>Those with a picture and their sapo, in the block of new stories.</summary>
    public const int Rows = 4;
    /// <summary>Those of which only the headline stands there.</summary>
    public const int Briefs = 6;

    private readonly HashSet<string> shown = new(StringComparer.Ordinal);
    private FrontRows.Rows? ofDraft;

    public DateTime NowUtc { get; } = clock.GetUtcNow().UtcDateTime;

    public async ValueTask<FrontRows.Rows> RowsAsync(CancellationToken ct) => ofDraft ?? await rows.GetAsync(ct);

    /// <summary>The first of those given that stand in no block yet; from now on they do.</summary>
    public IReadOnlyList<Story> Take(IEnumerable<Story> from, int most) => [.. from.Where(story => !shown.Contains(story.ContentItemId)).Take(most).ToList().Where(story => shown.Add(story.ContentItemId))];

    /// <summary>The blocks that have something to show, from top to bottom.</summary>
    public async Task<IReadOnlyList<ShownBlock>> BlocksAsync(IEnumerable<IHomeBlock> kinds, CancellationToken ct)
    {
        var known = kinds.ToDictionary(kind => kind.Name, StringComparer.Ordinal);
        return await FillAsync(HomePlan.InForce((await settings.GetAsync(ct)).HomeSettings.Blocks, known.Values), known, ct);
    }

    /// <summary>The page as it would be with these blocks. Nothing of it is kept.</summary>
    public async Task<IReadOnlyList<ShownBlock>> DraftAsync(IReadOnlyList<HomeBlockSetting> blocks, IEnumerable<IHomeBlock> kinds, CancellationToken ct)
    {
        ofDraft = await rows.OfAsync(blocks, ct);
        return await FillAsync(blocks, kinds.ToDictionary(kind => kind.Name, StringComparer.Ordinal), ct);
    }

    private async Task<IReadOnlyList<ShownBlock>> FillAsync(IReadOnlyList<HomeBlockSetting> blocks, Dictionary<string, IHomeBlock> known, CancellationToken ct)
    {
        var filled = new List<ShownBlock>();
        foreach (var block in blocks)
            if (block.IsShown(NowUtc) && known.TryGetValue(block.Kind, out var kind) && await kind.LoadAsync(block, ct) is { } model) filled.Add(new(block, kind.View, model));
        return filled;
    }
}
