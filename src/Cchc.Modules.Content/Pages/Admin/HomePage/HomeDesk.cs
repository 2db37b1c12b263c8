using System.Globalization;
using Cchc.Core;
using Cchc.Core.Content;
using Cchc.Core.Media;
using Cchc.Core.Settings;
using Cchc.Core.Text;
using Cchc.Modules.Content.Home;
using Cchc.Modules.Content.News;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Content.Pages.Admin.HomePage;

/// <summary>Between the arrangement and the form in which publishers change it.</summary>
public sealed class HomeDesk(SiteDb db, SettingsStore store, Sections sections, IEnumerable<IHomeBlock> kinds, TimeProvider clock)
{
    private const int LongestTitle = 120, LongestText = 300, LongestMarkdown = 20_000;
    private const string ArticlePath = "/tin-tuc/";

    public IReadOnlyList<IHomeBlock> Kinds { get; } = [.. kinds];
    public DateTime NowUtc => clock.GetUtcNow().UtcDateTime;

    public IHomeBlock? Find(string name) => Kinds.FirstOrDefault(kind => kind.Name == name);

    /// <summary>The arrangement as it is stored now, with the word that names it.</summary>
    public Task<(HomeSettings Value, string Seen)> ReadAsync(CancellationToken ct) => store.ReadAsync<HomeSettings>(ct);

    public IReadOnlyList<HomeBlockSetting> InForce(IReadOnlyList<HomeBlockSetting>? blocks) => HomePlan.InForce(blocks, Kinds);

    public ValueTask<SectionTree> SectionsAsync(CancellationToken ct) => sections.GetAsync(ct);

    /// <summary>How publishers know a block: by its title, its chuyên mục, or its kind.</summary>
    public static string LabelOf(HomeBlockSetting block, IHomeBlock? kind, SectionTree tree) => block.Title.Length > 0 ? block.Title
        : block.Kind == SectionBlock.Kind && tree.Find(block.Option(SectionBlock.Section)) is { } section ? section.Name
        : kind?.Label ?? $"Khối {block.Kind} (chưa cài)";

    public async Task<Func<HomeBlockSetting, string>> LabelsAsync(CancellationToken ct)
    {
        var tree = await sections.GetAsync(ct);
        return block => LabelOf(block, Find(block.Kind), tree);
    }

    /// <summary>The form's block for a stored one.</summary>
    public async Task<List<BlockInput>> WriteAsync(IReadOnlyList<HomeBlockSetting> blocks, CancellationToken ct)
    {
        var ids = blocks.SelectMany(block => block.Pins).Select(pin => pin.ContentItemId).ToList();
        var slugs = await db.Set<Article>().Where(article => ids.Contains(article.ContentItemId) && article.Slug != null).Select(article => new { article.ContentItemId, article.Slug })
            .ToDictionaryAsync(article => article.ContentItemId, article => article.Slug!, StringComparer.Ordinal, ct);
        return [.. blocks.Select(block => new BlockInput
        {
            Id = block.Id, Kind = block.Kind, Title = block.Title, On = block.On, From = Typed(block.FromUtc), Until = Typed(block.UntilUtc),
            Options = new(block.Options, StringComparer.Ordinal),
            Pins = [.. block.Pins.Select(pin => new PinInput { Article = slugs.TryGetValue(pin.ContentItemId, out var slug) ? ArticlePath + slug : pin.ContentItemId, Until = Typed(pin.UntilUtc) })],
        })];
    }

    /// <summary>The blocks that the form means; what cannot be taken is said with the name of its field.</summary>
    public async Task<IReadOnlyList<HomeBlockSetting>> ReadAsync(IReadOnlyList<BlockInput> blocks, Action<string, string> problem, CancellationToken ct)
    {
        var read = new List<HomeBlockSetting>();
        foreach (var (block, at) in blocks.Select((block, at) => (block, at)))
        {
            var field = $"Input.Blocks[{at}]";
            var kind = Find(block.Kind);
            if (block.Title.Length > LongestTitle) problem($"{field}.Title", $"Tên khối dài hơn {LongestTitle} ký tự.");
            var (from, until) = (Instant(block.From, $"{field}.From", problem), Instant(block.Until, $"{field}.Until", problem));
            if (from >= until) problem($"{field}.Until", "Giờ thôi hiện phải ở sau giờ bắt đầu.");
            var setting = new HomeBlockSetting
            {
                Id = IdOf(block.Id, read), Kind = Cut(block.Kind, 100), Title = block.Title.Trim(), On = block.On, FromUtc = from, UntilUtc = until,
                Options = block.Options.Where(option => option.Value.Trim().Length > 0).ToDictionary(option => option.Key, option => option.Value.Trim(), StringComparer.Ordinal),
                Pins = kind?.TakesPins == true ? await PinsAsync(block, field, problem, ct) : [],
            };
            foreach (var option in kind?.Options ?? [])
                if (await ProblemAsync(option, setting.Option(option.Name), ct) is { } why) problem($"{field}.Options[{option.Name}]", why);
            read.Add(setting);
        }
        return read;
    }

    /// <summary>Keeps these blocks, unless somebody has kept others since.</summary>
    /// <returns>Whether nobody had.</returns>
    public Task<bool> SaveAsync(HomeSettings before, string seen, IReadOnlyList<HomeBlockSetting> blocks, Core.People.Actor actor, string action, string summary, CancellationToken ct) =>
        store.ReplaceAsync(seen, before.Then(blocks, actor.Name, NowUtc), actor.Did(NowUtc, action, summary, "Settings", nameof(HomeSettings)), ct);

    /// <summary>Puts a published article at the top of the lead. Null when it was done, else why not.</summary>
    public async Task<string?> PinAsync(string contentItemId, Core.People.Actor actor, CancellationToken ct)
    {
        var title = await db.Set<Article>().Where(article => article.ContentItemId == contentItemId && article.State == ContentState.Published).Select(article => article.Title).FirstOrDefaultAsync(ct);
        if (title is null) return "Chỉ đưa lên đầu trang chủ được bài đang đăng.";
        const int tries = 3;
        for (var attempt = 1; attempt <= tries; attempt++)
        {
            var (home, seen) = await ReadAsync(ct);
            var blocks = InForce(home.Blocks).ToList();
            var at = blocks.FindIndex(block => block.IsShown(NowUtc) && Find(block.Kind)?.TakesPins == true);
            if (at < 0) return "Trang chủ đang không có khối “Tin chính”. Hãy thêm khối ấy ở Trang chủ trước.";
            blocks[at] = blocks[at] with { Pins = [new(contentItemId), .. blocks[at].Pins.Where(pin => pin.ContentItemId != contentItemId).Take(FrontPage.Top - 1)] };
            if (await SaveAsync(home, seen, blocks, actor, "home.pinned", $"Đưa “{title}” lên đầu trang chủ", ct)) return null;
        }
        return "Có người vừa sắp lại trang chủ. Hãy thử lại.";
    }

    private static string IdOf(string wanted, List<HomeBlockSetting> others)
    {
        var id = wanted.Length is > 0 and <= 60 && wanted.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-') ? wanted : "khoi";
        var free = id;
        for (var number = 2; others.Exists(block => block.Id == free); number++) free = $"{id}-{number}";
        return free;
    }

    private async Task<List<HomePin>> PinsAsync(BlockInput block, string field, Action<string, string> problem, CancellationToken ct)
    {
        var pins = new List<HomePin>();
        foreach (var (pin, at) in block.Pins.Take(FrontPage.Top).Select((pin, at) => (pin, at)))
        {
            var word = pin.Article.Trim();
            if (word.Length == 0) continue;
            var until = Instant(pin.Until, $"{field}.Pins[{at}].Until", problem);
            var slug = word[(word.LastIndexOf('/') + 1)..];
            var found = await db.Set<Article>().Where(article => article.Slug == slug || article.ContentItemId == word).Select(article => article.ContentItemId).FirstOrDefaultAsync(ct);
            if (found is null) problem($"{field}.Pins[{at}].Article", "Không có bài ở địa chỉ này. Địa chỉ bài dạng /tin-tuc/ten-bai.");
            else if (pins.TrueForAll(other => other.ContentItemId != found)) pins.Add(new(found, until));
        }
        return pins;
    }

    private async Task<string?> ProblemAsync(HomeOption option, string value, CancellationToken ct)
    {
        if (value.Length == 0) return option.Required ? $"Hãy điền “{option.Label}”." : null;
        switch (option.Kind)
        {
            case HomeOptionKind.Number:
                return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= option.Least && number <= option.Most ? null
                    : $"“{option.Label}” là một số từ {option.Least} đến {option.Most}.";
            case HomeOptionKind.Choice:
                return option.Choices.Any(choice => choice.Value == value) ? null : $"“{option.Label}”: hãy chọn một trong các cách có sẵn.";
            case HomeOptionKind.Section:
                return (await sections.GetAsync(ct)).Find(value) is null ? "Không có chuyên mục này." : null;
            case HomeOptionKind.Picture:
                return await db.Set<MediaFile>().AnyAsync(file => file.Path == value && file.ContentType.StartsWith("image/"), ct) ? null : "Thư viện không có ảnh này.";
            case HomeOptionKind.Link:
                return value.Length <= 500 && LinkAddress.IsGood(value) ? null : LinkAddress.Problem;
            case HomeOptionKind.Markdown:
                return value.Length > LongestMarkdown ? $"“{option.Label}” dài hơn {LongestMarkdown:N0} ký tự." : null;
            case HomeOptionKind.Lines:
                return value.Length > 4_000 ? $"“{option.Label}” dài hơn 4.000 ký tự." : null;
            default:
                return value.Length > LongestText ? $"“{option.Label}” dài hơn {LongestText} ký tự." : null;
        }
    }

    private static DateTime? Instant(string text, string field, Action<string, string> problem)
    {
        if (text.Trim().Length == 0) return null;
        if (EditorialDesk.InstantOf(text) is { } instant) return instant;
        problem(field, "Ngày giờ ghi như 22/11/2026 08:30.");
        return null;
    }

    private static string Typed(DateTime? utc) => utc is { } instant ? BusinessTime.Local(instant).ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture) : "";

    private static string Cut(string text, int length) => text.Length > length ? text[..length] : text;
}
