using System.Globalization;
using Cchc.Core;
using Cchc.Core.Content;
using Cchc.Core.Media;
using Cchc.Core.People;
using Cchc.Core.Settings;
using Cchc.Modules.Content.Home;
using Cchc.Modules.Content.News;
using Cchc.Themes.TagHelpers.Admin;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Content.Pages.Admin.HomePage;

/// <summary>Where publishers arrange the home page. Every act sends the whole form and brings it back changed; only saving stores it.</summary>
[Authorize("home.manage")]
public sealed class IndexModel(HomeDesk desk, SiteDb db) : PageModel
{
    private const int Suggestions = 60;

    [BindProperty] public HomeInput Input { get; set; } = new();
    public HomeDesk Desk => desk;
    public SectionTree Tree { get; private set; } = null!;
    public HomeSettings Stored { get; private set; } = new();
    /// <summary>The blocks of the form with the kinds that show them.</summary>
    public IReadOnlyList<(HomeBlockSetting Block, IHomeBlock? Kind)> Blocks { get; private set; } = [];
    public IReadOnlyList<(string Url, string Title)> Articles { get; private set; } = [];
    public IReadOnlyList<string> Pictures { get; private set; } = [];
    /// <summary>Kinds that may be added now.</summary>
    public IReadOnlyList<IHomeBlock> Addable { get; private set; } = [];
    /// <summary>Whether the form holds what is not stored.</summary>
    public bool Unsaved { get; private set; }
    /// <summary>What the form would change in what somebody else has just stored; null when nobody has.</summary>
    public IReadOnlyList<string>? AgainstTheirs { get; private set; }
    /// <summary>Their blocks that the form does not have.</summary>
    public IReadOnlyList<HomeBlockSetting> OnlyTheirs { get; private set; } = [];
    /// <summary>What the act just did, in a sentence; the block that it was about has the focus.</summary>
    public string Said { get; private set; } = "";
    public int? Focus { get; private set; }
    public bool MayUpload => User.May(Permissions.UploadMedia);

    public async Task OnGetAsync(CancellationToken ct)
    {
        var (home, seen) = await desk.ReadAsync(ct);
        Input = new() { Seen = seen, Blocks = await desk.WriteAsync(desk.InForce(home.Blocks), ct) };
        await ShowAsync(home, ct);
    }

    /// <summary>Stores the arrangement.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var blocks = await ReadFormAsync(ct);
        var (home, seen) = await desk.ReadAsync(ct);
        var labelOf = await desk.LabelsAsync(ct);
        if (ModelState.IsValid && seen == Input.Seen)
        {
            var changes = HomePlan.Changes(desk.InForce(home.Blocks), blocks, labelOf);
            if (changes.Count == 0)
            {
                TempData.Say("Không có gì đổi.");
                return LocalRedirect("/quan-tri/trang-chu");
            }
            if (await desk.SaveAsync(home, seen, blocks, HttpContext.Actor(), "home.changed", $"Sắp trang chủ: {string.Join("; ", changes)}", ct))
            {
                TempData.Say("Đã lưu trang chủ. Bạn đọc đã thấy cách sắp mới.");
                return LocalRedirect("/quan-tri/trang-chu");
            }
            (home, seen) = await desk.ReadAsync(ct);
        }
        if (seen != Input.Seen)
        {
            var theirs = desk.InForce(home.Blocks);
            AgainstTheirs = HomePlan.Changes(theirs, blocks, labelOf);
            OnlyTheirs = [.. theirs.Where(block => Input.Blocks.TrueForAll(mine => mine.Id != block.Id))];
            Input.Seen = seen;
        }
        Unsaved = true;
        await ShowAsync(home, ct);
        return Page();
    }

    /// <summary>Changes the form alone: <c>len:2</c>, <c>xuong:2</c>, <c>bo:2</c>, <c>hoan-tac</c>, <c>them</c>, <c>lay-lai:1</c>, <c>cua-ho:text-2</c>.</summary>
    public async Task<IActionResult> OnPostChangeAsync(string act, CancellationToken ct)
    {
        Input.Tidy();
        var (home, _) = await desk.ReadAsync(ct);
        var parts = (act ?? "").Split(':', 2);
        var at = parts.Length > 1 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
        var blocks = Input.Blocks;
        var there = at >= 0 && at < blocks.Count;
        switch (parts[0])
        {
            case "len" when there && at > 0: Move(at, at - 1); break;
            case "xuong" when there && at < blocks.Count - 1: Move(at, at + 1); break;
            case "bo" when there:
                (Input.Removed, Input.RemovedAt) = (blocks[at], at);
                blocks.RemoveAt(at);
                break;
            case "hoan-tac" when Input.Removed is { Kind.Length: > 0 } removed:
                Focus = Math.Clamp(Input.RemovedAt, 0, blocks.Count);
                blocks.Insert(Focus.Value, removed);
                Input.Removed = null;
                Said = "Đã đặt lại khối vừa bỏ.";
                break;
            case "them" when desk.Find(Input.Add) is { } kind && blocks.Count < HomeSettings.MostBlocks:
                var fresh = HomePlan.New(kind, blocks.Select(block => new HomeBlockSetting { Id = block.Id }).Concat(Input.Removed is { } gone ? [new() { Id = gone.Id }] : []));
                blocks.AddRange(await desk.WriteAsync([fresh], ct));
                (Focus, Input.Add, Said) = (blocks.Count - 1, "", $"Đã thêm khối “{kind.Label}” ở cuối trang. Hãy chọn nội dung của khối.");
                break;
            case "lay-lai" when at >= 0 && at < home.Earlier.Count:
                var earlier = home.Earlier[at];
                Input.Blocks = await desk.WriteAsync(desk.InForce(earlier.Blocks), ct);
                Said = $"Đây là cách sắp {Whose(earlier)}. Xem thử rồi bấm Lưu trang chủ để dùng.";
                break;
            case "cua-ho" when desk.InForce(home.Blocks).FirstOrDefault(block => block.Id == parts[^1]) is { } theirs:
                blocks.AddRange(await desk.WriteAsync([theirs], ct));
                (Focus, Said) = (blocks.Count - 1, "Đã thêm khối của người kia ở cuối trang.");
                break;
        }
        ModelState.Clear();
        Unsaved = true;
        await ShowAsync(home, ct);
        return Page();

        void Move(int from, int to)
        {
            var block = blocks[from];
            blocks.RemoveAt(from);
            blocks.Insert(to, block);
            (Focus, Said) = (to, $"Khối ở vị trí {to + 1} trên {blocks.Count}.");
        }
    }

    /// <summary>Puts an article at the top of the home page at once.</summary>
    public async Task<IActionResult> OnPostPinAsync(string id, CancellationToken ct)
    {
        var why = await desk.PinAsync(id ?? "", HttpContext.Actor(), ct);
        if (why is null) TempData.Say("Đã đưa bài lên đầu trang chủ. Muốn hẹn giờ thôi, vào Trang chủ, khối Tin chính.");
        else TempData.Refuse([why]);
        return LocalRedirect($"/quan-tri/tin-bai/{Uri.EscapeDataString(id ?? "")}");
    }

    /// <summary>Who kept an arrangement, and when.</summary>
    public static string Whose(HomeArrangement arrangement) => arrangement.SavedUtc is { } at ? $"của {arrangement.SavedBy}, lưu {Core.Text.BusinessTime.DateAndTime(at)}" : "có sẵn từ đầu";

    private async Task<IReadOnlyList<HomeBlockSetting>> ReadFormAsync(CancellationToken ct)
    {
        Input.Tidy();
        ModelState.Clear(); // its names follow the order in which the blocks came; from here on they follow the new one
        return await desk.ReadAsync(Input.Blocks, (field, why) => ModelState.AddModelError(field, why), ct);
    }

    private async Task ShowAsync(HomeSettings stored, CancellationToken ct)
    {
        Stored = stored;
        Tree = await desk.SectionsAsync(ct);
        var settings = await desk.ReadAsync(Input.Blocks, (_, _) => { }, ct);
        Blocks = [.. settings.Select(block => (block, desk.Find(block.Kind)))];
        foreach (var (block, at) in Blocks.Select((pair, at) => (pair, at)))
        {
            var input = Input.Blocks[at];
            foreach (var option in block.Kind?.Options ?? []) input.Options.TryAdd(option.Name, "");
            if (block.Kind?.TakesPins == true)
                while (input.Pins.Count < FrontPage.Top) input.Pins.Add(new());
        }
        Addable = [.. desk.Kinds.Where(kind => kind.Repeats || Input.Blocks.TrueForAll(block => block.Kind != kind.Name)).OrderBy(kind => kind.Label, StringComparer.Create(CultureInfo.GetCultureInfo("vi-VN"), false))];
        Articles = (await db.Set<Article>().Newest().Take(Suggestions).Select(article => new { article.Slug, article.Title }).ToListAsync(ct)).ConvertAll(article => ($"/tin-tuc/{article.Slug}", article.Title));
        Pictures = await db.Set<MediaFile>().AsNoTracking().Where(file => file.ContentType.StartsWith("image/")).OrderByDescending(file => file.UploadedUtc).ThenByDescending(file => file.Id)
            .Select(file => file.Path).Take(Suggestions).ToListAsync(ct);
    }
}
