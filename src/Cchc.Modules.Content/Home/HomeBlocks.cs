using Cchc.Core.Content;
using Cchc.Core.Settings;
using Cchc.Modules.Content.Documents;
using Cchc.Modules.Content.News;

namespace Cchc.Modules.Content.Home;

/// <summary>The lead story with the three that follow it: those that publishers have pinned, then the newest.</summary>
public sealed class LeadBlock(FrontPage page) : IHomeBlock
{
    public const string Kind = "content.lead";
    public string Name => Kind;
    public string Label => "Tin chính";
    public int? Order => 10;
    public bool HasTitle => false;
    public bool TakesPins => true;
    public string View => "/Pages/Home/_Lead.cshtml";

    public async Task<object?> LoadAsync(HomeBlockSetting setting, CancellationToken ct)
    {
        var rows = await page.RowsAsync(ct);
        var pinned = setting.Pins.Where(pin => pin.IsShown(page.NowUtc)).Select(pin => rows.Pinned.GetValueOrDefault(pin.ContentItemId)).OfType<Story>();
        return page.Take(pinned.Concat(rows.Newest), FrontPage.Top) is { Count: > 0 } stories ? stories : null;
    }
}

/// <summary>What is new and stands neither at the top nor under a field.</summary>
public sealed class LatestBlock(FrontPage page) : IHomeBlock
{
    public string Name => "content.latest";
    public string Label => "Bài mới";
    public int? Order => 50;
    public string View => "/Pages/Home/_Latest.cshtml";
    public IReadOnlyList<HomeOption> Options { get; } =
        [new("count", "Số bài", HomeOptionKind.Number) { Default = $"{FrontPage.Rows + FrontPage.Briefs}", Least = 2, Most = 16, Hint = $"{FrontPage.Rows} bài đầu có ảnh, các bài sau chỉ có tít." }];

    public async Task<object?> LoadAsync(HomeBlockSetting setting, CancellationToken ct) =>
        page.Take((await page.RowsAsync(ct)).Newest, setting.Number("count", FrontPage.Rows + FrontPage.Briefs, 2, 16)) is { Count: > 0 } stories ? stories : null;
}

/// <summary>One chuyên mục on the home page with its newest stories.</summary>
public sealed record FieldStories(Term Section, IReadOnlyList<Story> Stories);

/// <summary>The six reform fields: the first chuyên mục of the tree, each with its newest stories that stand nowhere above.</summary>
public sealed class FieldsBlock(FrontPage page) : IHomeBlock
{
    private const int StoriesEach = 3;

    public string Name => "content.fields";
    public string Label => "Các lĩnh vực cải cách";
    public int? Order => 40;
    public string View => "/Pages/Home/_Fields.cshtml";

    public async Task<object?> LoadAsync(HomeBlockSetting setting, CancellationToken ct)
    {
        var filled = (await page.RowsAsync(ct)).OfFields.Select(field => field with { Stories = page.Take(field.Stories, StoriesEach) }).Where(field => field.Stories.Count > 0).ToList();
        return filled.Count > 0 ? filled : null;
    }
}

/// <summary>One chuyên mục that publishers have chosen, in one of three looks.</summary>
public sealed class SectionBlock(FrontPage page) : IHomeBlock
{
    public const string Kind = "content.section";
    public const string Section = "section";
    public const string Rows = "rows", Cards = "cards", Lines = "lines";
    /// <summary>Most stories of one such block.</summary>
    public const int Most = 12;

    public string Name => Kind;
    public string Label => "Một chuyên mục";
    public bool Repeats => true;
    public string View => "/Pages/Home/_Section.cshtml";
    public IReadOnlyList<HomeOption> Options { get; } =
    [
        new(Section, "Chuyên mục", HomeOptionKind.Section) { Required = true },
        new("count", "Số bài", HomeOptionKind.Number) { Default = "3", Most = Most },
        new("look", "Cách bày", HomeOptionKind.Choice) { Default = Cards, Choices = [(Cards, "Ảnh ở trên, ba cột"), (Rows, "Ảnh bên trái, mỗi dòng một bài"), (Lines, "Chỉ có tít")] },
    ];

    public async Task<object?> LoadAsync(HomeBlockSetting setting, CancellationToken ct) =>
        (await page.RowsAsync(ct)).OfSections.GetValueOrDefault(setting.Option(Section)) is { } found
        && page.Take(found.Stories, setting.Number("count", 3, 1, Most)) is { Count: > 0 } stories ? found with { Stories = stories } : null;
}

/// <summary>The newest documents, with the chuyên mục that have no block of their own.</summary>
public sealed record DocumentsAndSections(IReadOnlyList<DocumentLine> Documents, IReadOnlyList<Term> Sections);

/// <inheritdoc cref="DocumentsAndSections"/>
public sealed class DocumentsBlock(FrontPage page) : IHomeBlock
{
    public string Name => "content.documents";
    public string Label => "Văn bản";
    public int? Order => 60;
    public string View => "/Pages/Home/_Documents.cshtml";

    public async Task<object?> LoadAsync(HomeBlockSetting setting, CancellationToken ct) =>
        await page.RowsAsync(ct) is { Documents.Count: > 0 } rows ? new DocumentsAndSections(rows.Documents, rows.OtherSections) : null;
}

/// <summary>A text that publishers write on the page itself.</summary>
public sealed class TextBlock(FrontPage page) : IHomeBlock
{
    public const string Kind = "content.text";
    public const string Markdown = "markdown";

    public string Name => Kind;
    public string Label => "Đoạn chữ";
    public bool Repeats => true;
    public string View => "/Pages/Home/_Text.cshtml";
    public IReadOnlyList<HomeOption> Options { get; } = [new(Markdown, "Nội dung", HomeOptionKind.Markdown) { Required = true, Hint = "Viết như trong bài: **đậm**, [liên kết](/van-ban), dòng trống tách đoạn." }];

    public async Task<object?> LoadAsync(HomeBlockSetting setting, CancellationToken ct) => (await page.RowsAsync(ct)).Texts.GetValueOrDefault(setting.Id);
}

/// <summary>A picture across the page that leads somewhere.</summary>
public sealed record Banner(string Picture, string? Version, string Alt, string Url, string Words);

/// <inheritdoc cref="Banner"/>
public sealed class BannerBlock(FrontPage page) : IHomeBlock
{
    public const string Kind = "content.banner";
    public const string Picture = "picture";

    public string Name => Kind;
    public string Label => "Băng giới thiệu";
    public bool Repeats => true;
    public bool HasTitle => false;
    public string View => "/Pages/Home/_Banner.cshtml";
    public IReadOnlyList<HomeOption> Options { get; } =
    [
        new(Picture, "Ảnh trong thư viện", HomeOptionKind.Picture) { Required = true, Hint = "Ảnh ngang, rộng từ 1.280 điểm ảnh." },
        new("alt", "Mô tả ảnh cho người không nhìn thấy", HomeOptionKind.Text) { Required = true, Hint = "Chữ có trên ảnh cũng ghi vào đây." },
        new("url", "Dẫn đến", HomeOptionKind.Link) { Hint = "Bắt đầu bằng / (trong trang này) hoặc https://." },
        new("words", "Dòng chữ dưới ảnh", HomeOptionKind.Text),
    ];

    public async Task<object?> LoadAsync(HomeBlockSetting setting, CancellationToken ct) =>
        (await page.RowsAsync(ct)).Pictures.TryGetValue(setting.Option(Picture), out var version)
            ? new Banner(setting.Option(Picture), version, setting.Option("alt"), setting.Option("url"), setting.Option("words")) : null;
}

/// <summary>One figure with what it says and where it is from.</summary>
public sealed record HomeFigure(string Value, string Label, string Source)
{
    /// <summary>Most figures in one row.</summary>
    public const int Most = 8;

    /// <summary>Reads one figure a line, its parts between upright strokes; lines without a figure are left out.</summary>
    public static IReadOnlyList<HomeFigure> Read(string lines) => [.. lines.Split('\n')
        .Select(line => line.Split('|', 3, StringSplitOptions.TrimEntries)).Where(parts => parts.Length > 1 && parts[0].Length > 0)
        .Select(parts => new HomeFigure(parts[0], parts[1], parts.Length > 2 ? parts[2] : "")).Take(Most)];
}

/// <summary>A row of figures that publishers have typed in.</summary>
public sealed class FiguresBlock : IHomeBlock
{
    public string Name => "content.figures";
    public string Label => "Số liệu";
    public bool Repeats => true;
    public string View => "/Pages/Home/_Figures.cshtml";
    public IReadOnlyList<HomeOption> Options { get; } =
        [new("lines", "Số liệu", HomeOptionKind.Lines) { Required = true, Hint = "Mỗi dòng một số: 99,2 % | Hồ sơ giải quyết đúng hạn | Nguồn: Sở Nội vụ, quý III/2026. Nhiều nhất 8 dòng." }];

    public Task<object?> LoadAsync(HomeBlockSetting setting, CancellationToken ct) =>
        Task.FromResult<object?>(HomeFigure.Read(setting.Option("lines")) is { Count: > 0 } figures ? figures : null);
}
