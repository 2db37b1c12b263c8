using System.Globalization;
using Cchc.Core.People;
using Cchc.Core.Settings;
using Cchc.Core.Text;
using Cchc.Themes.TagHelpers.Admin;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Cchc.Modules.Content.Pages.Admin.Menus;

/// <summary>One list of links in the form.</summary>
/// <param name="Key">Its name in acts: <c>main</c>, <c>cot-0</c>.</param>
/// <param name="Name">Its name in the form.</param>
/// <param name="Dead">Addresses that lead nowhere.</param>
public sealed record LinkList(string Key, string Name, IReadOnlyList<LinkInput> Links, IReadOnlySet<string> Dead);

/// <summary>The main menu and the columns of the footer. Every act sends the whole form and brings it back changed; only saving stores it.</summary>
[Authorize("home.manage")]
public sealed class IndexModel(SettingsStore store, MenuLinks links, TimeProvider clock) : PageModel
{
    private const int LongestText = 100, LongestUrl = 500, MostMain = 12, MostColumns = 6, MostLinks = 20;

    [BindProperty] public MenuInput Input { get; set; } = new();
    public IReadOnlyList<MenuLink> Places { get; private set; } = [];
    public IReadOnlySet<string> Dead { get; private set; } = new HashSet<string>();
    public bool Unsaved { get; private set; }
    /// <summary>Somebody else's menus, to be looked at before saving again; else null.</summary>
    public MenuSettings? Theirs { get; private set; }
    public string Said { get; private set; } = "";

    public LinkList MainList => new("main", "Input.Main", Input.Main, Dead);
    public LinkList ColumnList(int at) => new($"cot-{at}", $"Input.Footer[{at}].Links", Input.Footer[at].Links, Dead);

    public async Task OnGetAsync(CancellationToken ct)
    {
        var (menus, seen) = await store.ReadAsync<MenuSettings>(ct);
        Input = new() { Seen = seen, Main = [.. menus.Main.Select(Line)], Footer = [.. menus.Footer.Select(column => new ColumnInput { Title = column.Title, Links = [.. column.Links.Select(Line)] })] };
        await ShowAsync(ct);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        Input.Tidy();
        ModelState.Clear(); // its names follow the order in which the lines came; from here on they follow the new one
        Check();
        var (before, seen) = await store.ReadAsync<MenuSettings>(ct);
        if (ModelState.IsValid && seen == Input.Seen)
        {
            var after = new MenuSettings { Main = Links(Input.Main), Footer = [.. Input.Footer.Where(column => !column.IsEmpty).Select(column => new MenuColumn(column.Title.Trim(), Links(column.Links)))] };
            var act = HttpContext.Actor().Did(clock.GetUtcNow().UtcDateTime, "menus.changed", $"Sửa trình đơn: {Summary(before, after)}", "Settings", nameof(MenuSettings));
            if (await store.ReplaceAsync(seen, after, act, ct))
            {
                TempData.Say("Đã lưu trình đơn. Mọi trang đã theo trình đơn mới.");
                return LocalRedirect("/quan-tri/trinh-don");
            }
            (before, seen) = await store.ReadAsync<MenuSettings>(ct);
        }
        if (seen != Input.Seen) (Theirs, Input.Seen) = (before, seen);
        Unsaved = true;
        await ShowAsync(ct);
        return Page();
    }

    /// <summary>Changes the form alone: <c>len:main:2</c>, <c>xuong:cot:0</c>, <c>bo:cot-1:3</c>, <c>them:cot-1</c>, <c>them:cot</c>, <c>hoan-tac</c>.</summary>
    public async Task<IActionResult> OnPostChangeAsync(string act, CancellationToken ct)
    {
        Input.Tidy();
        var parts = (act ?? "").Split(':');
        var key = parts.Length > 1 ? parts[1] : "";
        var at = parts.Length > 2 && int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
        if (parts[0] == "hoan-tac") PutBack();
        else if (key == "cot") Change(parts[0], Input.Footer, at, MostColumns, column => column);
        else if (ListOf(key) is { } list) Change(parts[0], list, at, key == "main" ? MostMain : MostLinks, link => new ColumnInput { Links = [link] });
        ModelState.Clear();
        Unsaved = true;
        await ShowAsync(ct);
        return Page();

        void Change<T>(string what, List<T> list, int place, int most, Func<T, ColumnInput> removed) where T : new()
        {
            var there = place >= 0 && place < list.Count;
            var to = what == "len" ? place - 1 : place + 1;
            if (what == "them" && list.Count < most) list.Add(new());
            else if (what == "them") Said = $"Nhiều nhất {most} mục ở đây.";
            else if (what == "bo" && there)
            {
                (Input.Removed, Input.RemovedAt) = (removed(list[place]), $"{key}:{place}");
                list.RemoveAt(place);
            }
            else if (what is "len" or "xuong" && there && to >= 0 && to < list.Count)
            {
                (list[place], list[to]) = (list[to], list[place]);
                Said = $"Mục ở vị trí {to + 1} trên {list.Count}.";
            }
        }
    }

    private void PutBack()
    {
        var parts = Input.RemovedAt.Split(':');
        if (Input.Removed is not { } removed || parts.Length != 2 || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var at)) return;
        if (parts[0] == "cot") Input.Footer.Insert(Math.Min(at, Input.Footer.Count), removed);
        else if (ListOf(parts[0]) is { } list && removed.Links is [var link, ..]) list.Insert(Math.Min(at, list.Count), link);
        (Input.Removed, Said) = (null, "Đã đặt lại mục vừa bỏ.");
    }

    private List<LinkInput>? ListOf(string key) => key == "main" ? Input.Main
        : key.StartsWith("cot-", StringComparison.Ordinal) && int.TryParse(key["cot-".Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at < Input.Footer.Count ? Input.Footer[at].Links : null;

    private void Check()
    {
        if (Input.Main.Count > MostMain) ModelState.AddModelError("", $"Trình đơn chính có nhiều nhất {MostMain} mục.");
        if (Input.Footer.Count > MostColumns) ModelState.AddModelError("", $"Chân trang có nhiều nhất {MostColumns} cột.");
        CheckAll("Input.Main", Input.Main);
        for (var at = 0; at < Input.Footer.Count; at++)
        {
            var column = Input.Footer[at];
            if (!column.IsEmpty && string.IsNullOrWhiteSpace(column.Title)) ModelState.AddModelError($"Input.Footer[{at}].Title", "Cột có liên kết phải có tên.");
            if (column.Title.Length > LongestText) ModelState.AddModelError($"Input.Footer[{at}].Title", $"Tên cột dài hơn {LongestText} ký tự.");
            if (column.Links.Count > MostLinks) ModelState.AddModelError($"Input.Footer[{at}].Title", $"Một cột có nhiều nhất {MostLinks} liên kết.");
            CheckAll($"Input.Footer[{at}].Links", column.Links);
        }
    }

    private void CheckAll(string name, List<LinkInput> list)
    {
        for (var at = 0; at < list.Count; at++)
        {
            if (list[at].IsEmpty) continue;
            if (string.IsNullOrWhiteSpace(list[at].Text)) ModelState.AddModelError($"{name}[{at}].Text", "Liên kết phải có chữ.");
            if (list[at].Text.Length > LongestText) ModelState.AddModelError($"{name}[{at}].Text", $"Chữ dài hơn {LongestText} ký tự.");
            if (list[at].Url.Length > LongestUrl || !LinkAddress.IsGood(list[at].Url.Trim())) ModelState.AddModelError($"{name}[{at}].Url", LinkAddress.Problem);
        }
    }

    private async Task ShowAsync(CancellationToken ct)
    {
        Places = await links.PlacesAsync(ct);
        Dead = await links.DeadAsync(Input.Main.Concat(Input.Footer.SelectMany(column => column.Links)).Select(link => link.Url.Trim()), ct);
    }

    private static string Summary(MenuSettings before, MenuSettings after)
    {
        var (old, now) = (All(before), All(after));
        var parts = new[] { ("thêm", now.Except(old).ToList()), ("bỏ", old.Except(now).ToList()) }.Where(part => part.Item2.Count > 0)
            .Select(part => $"{part.Item1} {string.Join(", ", part.Item2.Select(link => $"“{link.Text}” ({link.Url})"))}").ToList();
        return parts.Count > 0 ? string.Join("; ", parts) : "xếp lại thứ tự";

        static List<MenuLink> All(MenuSettings menus) => [.. menus.Main, .. menus.Footer.SelectMany(column => column.Links)];
    }

    private static LinkInput Line(MenuLink link) => new() { Text = link.Text, Url = link.Url };
    private static List<MenuLink> Links(List<LinkInput> list) => [.. list.Where(link => !link.IsEmpty).Select(link => new MenuLink(link.Text.Trim(), link.Url.Trim()))];
}
