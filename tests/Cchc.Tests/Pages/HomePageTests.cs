using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Cchc.Core.Content;
using Cchc.Core.Jobs;
using Cchc.Core.People;
using Cchc.Core.Settings;
using Cchc.Modules.Content.Home;
using Cchc.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Cchc.Tests.Pages;

public sealed class HomePageOnSqlite(SqliteSite site) : HomePageTests(site), IClassFixture<SqliteSite>;

public sealed class HomePageOnPostgres(PostgresSite site) : HomePageTests(site), IClassFixture<PostgresSite>;

/// <summary>Publishers arrange home page, menus and lines at the top; readers see it when it is saved, and at the times that were set.</summary>
public abstract class HomePageTests(SiteFixture fixture) : KernelTests(fixture)
{
    private const string Home = "/quan-tri/trang-chu", Menus = "/quan-tri/trinh-don", Lines = "/quan-tri/bang-gioi-thieu";

    [Fact]
    public async Task A_text_that_a_publisher_adds_and_moves_up_is_read_there_without_what_it_must_not_bring()
    {
        var word = ATitle("Mời góp ý");
        var acts = (await RowsAsync<AuditEvent>(rows => rows.Where(entry => entry.Action == "home.changed"))).Count;
        using var desk = await DeskAsync();
        var page = await desk.PageAsync(Home);
        page = await PostedAsync(desk, page, Home, new() { ["act"] = "them", ["Input.Add"] = "content.text" }, "Change");
        var at = page.QuerySelectorAll("[data-sortable-item]").Length - 1;
        page = await PostedAsync(desk, page, Home, new() { ["act"] = $"len:{at}", [$"Input.Blocks[{at}].Options[markdown]"] = $"**{word}** <script>alert(1)</script> [x](javascript:alert(1))" }, "Change");
        Assert.DoesNotContain(word, await ReadAsync("/"));
        using (var saved = await SendAsync(desk, page, Home, new())) Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        var home = await ReadAsync("/");
        Assert.Contains($"<strong>{word}</strong>", home);
        Assert.DoesNotContain("<script>alert", home);
        Assert.DoesNotContain("href=\"javascript:", home);
        var kinds = (await SettingsAsync()).Blocks!.Select(block => block.Kind).ToList();
        Assert.Equal("content.text", kinds[at - 1]);
        Assert.Equal(acts + 1, (await RowsAsync<AuditEvent>(rows => rows.Where(entry => entry.Action == "home.changed"))).Count);
        await BackToDefaultAsync();
    }

    [Fact]
    public async Task What_is_wrong_with_a_block_is_said_beside_its_field_and_nothing_is_lost()
    {
        using var desk = await DeskAsync();
        var page = await desk.PageAsync(Home);
        page = await PostedAsync(desk, page, Home, new() { ["act"] = "them", ["Input.Add"] = "content.banner" }, "Change");
        var at = page.QuerySelectorAll("[data-sortable-item]").Length - 1;
        var block = $"Input.Blocks[{at}]";
        page = await PostedAsync(desk, page, Home, new() { [$"{block}.Options[picture]"] = "khong/co.jpg", [$"{block}.Options[alt]"] = "Cờ hội thi", [$"{block}.Options[url]"] = "javascript:alert(1)", [$"{block}.From"] = "hôm qua" });
        var errors = page.QuerySelector(".errors")!.TextContent;
        Assert.Contains("Thư viện không có ảnh này.", errors);
        Assert.Contains("Địa chỉ bắt đầu bằng /", errors);
        Assert.Contains("Ngày giờ ghi như", errors);
        Assert.Equal("Cờ hội thi", page.QuerySelector($"[name='{block}.Options[alt]']")!.GetAttribute("value"));
        Assert.All(page.QuerySelectorAll(".errors a"), link => Assert.NotNull(page.QuerySelector(link.GetAttribute("href")!)));
    }

    [Fact]
    public async Task A_block_that_was_taken_away_is_put_back_where_it_stood()
    {
        using var desk = await DeskAsync();
        var page = await desk.PageAsync(Home);
        var before = Names(page);
        page = await PostedAsync(desk, page, Home, new() { ["act"] = "bo:1" }, "Change");
        Assert.DoesNotContain(before[1], Names(page));
        page = await PostedAsync(desk, page, Home, new() { ["act"] = "hoan-tac" }, "Change");
        Assert.Equal(before, Names(page));
    }

    [Fact]
    public async Task The_second_of_two_publishers_sees_what_the_first_did_and_nothing_is_lost()
    {
        using var first = await DeskAsync();
        using var second = await DeskAsync();
        var (one, two) = (await first.PageAsync(Home), await second.PageAsync(Home));
        var (mine, theirs) = (ATitle("Của tôi"), ATitle("Của họ"));
        one = await PostedAsync(first, one, Home, new() { ["act"] = "them", ["Input.Add"] = "content.figures" }, "Change");
        var at = one.QuerySelectorAll("[data-sortable-item]").Length - 1;
        using (var saved = await SendAsync(first, one, Home, new() { [$"Input.Blocks[{at}].Title"] = theirs, [$"Input.Blocks[{at}].Options[lines]"] = "1 | một" })) Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        var named = Enumerable.Range(0, at).First(number => two.QuerySelector($"[name='Input.Blocks[{number}].Title']:not([type=hidden])") is not null);
        var conflict = await PostedAsync(second, two, Home, new() { [$"Input.Blocks[{named}].Title"] = mine });
        Assert.Contains("vừa lưu một cách sắp khác", conflict.Body!.TextContent);
        Assert.Contains(theirs, conflict.QuerySelector("[role=alert]")!.TextContent);
        Assert.Contains(theirs, await ReadAsync("/"));
        // Their block comes over, and both are kept.
        var take = conflict.QuerySelector("button[value^='cua-ho:']")!.GetAttribute("value")!;
        conflict = await PostedAsync(second, conflict, Home, new() { ["act"] = take }, "Change");
        using (var saved = await SendAsync(second, conflict, Home, new())) Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        var titles = (await SettingsAsync()).Blocks!.Select(block => block.Title).ToList();
        Assert.Contains(mine, titles);
        Assert.Contains(theirs, titles);
        await BackToDefaultAsync();
    }

    [Fact]
    public async Task Of_two_saves_at_the_same_moment_one_wins_and_the_other_is_told()
    {
        await Site.InAsync(async services =>
        {
            var (home, seen) = await services.GetRequiredService<SettingsStore>().ReadAsync<NoticeSettings>(default);
            var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(number => Site.InAsync(other => other.GetRequiredService<SettingsStore>()
                .ReplaceAsync(seen, new NoticeSettings { Lines = [new($"Dòng {number}")] }, Editor.Did(NowUtc, "notices.raced", "Thử"), default))));
            Assert.Single(results, won => won);
        });
        Assert.Single(await RowsAsync<AuditEvent>(rows => rows.Where(entry => entry.Action == "notices.raced")));
        await Site.InAsync(async services =>
        {
            var store = services.GetRequiredService<SettingsStore>();
            var (_, seen) = await store.ReadAsync<NoticeSettings>(default);
            Assert.True(await store.ReplaceAsync(seen, new NoticeSettings(), Editor.Did(NowUtc, "notices.changed", "Thử"), default));
        });
    }

    [Fact]
    public async Task An_earlier_arrangement_is_taken_back_into_the_form_and_saved_by_one_act()
    {
        await ArrangeAsync(new HomeBlockSetting { Id = "moi", Kind = "content.latest", Title = "Cách cũ" });
        await ArrangeAsync(new HomeBlockSetting { Id = "moi", Kind = "content.latest", Title = "Cách mới" });
        using var desk = await DeskAsync();
        var page = await PostedAsync(desk, await desk.PageAsync(Home), Home, new() { ["act"] = "lay-lai:0" }, "Change");
        Assert.Contains("Cách mới", await ReadAsync("/"));
        using (var saved = await SendAsync(desk, page, Home, new())) Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        Assert.Contains("Cách cũ", await ReadAsync("/"));
        await BackToDefaultAsync();
    }

    [Fact]
    public async Task A_preview_shows_the_form_and_nobody_else_sees_it()
    {
        var word = ATitle("Chỉ xem thử");
        using var desk = await DeskAsync();
        var page = await PostedAsync(desk, await desk.PageAsync(Home), Home, new() { ["act"] = "them", ["Input.Add"] = "content.text" }, "Change");
        var at = page.QuerySelectorAll("[data-sortable-item]").Length - 1;
        var preview = await PostedAsync(desk, page, "/quan-tri/trang-chu/xem-thu", new() { [$"Input.Blocks[{at}].Options[markdown]"] = word });
        Assert.Contains(word, preview.QuerySelector("main")!.TextContent);
        Assert.NotNull(preview.QuerySelector(".story--lead"));
        Assert.DoesNotContain(word, await ReadAsync("/"));
        Assert.DoesNotContain((await SettingsAsync()).Blocks ?? [], block => block.Options.Values.Contains(word));
    }

    [Fact]
    public async Task A_block_comes_and_goes_at_its_times_on_kept_pages_too()
    {
        var word = ATitle("Tuần lễ số");
        await ArrangeAsync(new HomeBlockSetting
        {
            Id = "chu", Kind = "content.text", FromUtc = NowUtc.AddHours(1), UntilUtc = NowUtc.AddHours(2), Options = new Dictionary<string, string> { ["markdown"] = word },
        });
        Assert.DoesNotContain(word, await ReadAsync("/"));
        await LaterAsync(TimeSpan.FromHours(1));
        Assert.Contains(word, await ReadAsync("/"));
        await LaterAsync(TimeSpan.FromHours(1));
        Assert.DoesNotContain(word, await ReadAsync("/"));
        await BackToDefaultAsync();
    }

    [Fact]
    public async Task A_pinned_article_leads_until_its_time_and_leaves_at_once_when_it_is_unpublished()
    {
        string first = ATitle("Ghim thứ nhất"), second = ATitle("Ghim thứ hai"), newest = ATitle("Mới nhất");
        var (one, two) = (await PublishedAsync(AnArticle(first)), await PublishedAsync(AnArticle(second)));
        Site.Clock.Advance(TimeSpan.FromMinutes(1));
        await PublishedAsync(AnArticle(newest));
        await ArrangeAsync(new HomeBlockSetting { Id = "lead", Kind = "content.lead", Pins = [new(one, NowUtc.AddHours(1)), new(two)] });
        Assert.Equal(first, await LeadAsync());
        await LaterAsync(TimeSpan.FromHours(1));
        Assert.Equal(second, await LeadAsync());
        Assert.True((await Site.WithStoreAsync(store => store.UnpublishAsync(Articles, two, Editor))).Done);
        Assert.Equal(newest, await LeadAsync());
        await BackToDefaultAsync();
    }

    [Fact]
    public async Task An_article_is_put_at_the_top_from_its_own_page()
    {
        var title = ATitle("Lên đầu");
        var id = await PublishedAsync(AnArticle(title));
        Site.Clock.Advance(TimeSpan.FromMinutes(1));
        await PublishedAsync();
        using var desk = await DeskAsync();
        using (var pinned = await desk.SubmitAsync($"/quan-tri/tin-bai/{id}", new Dictionary<string, string>(), "#dua-len-dau")) Assert.Equal($"/quan-tri/tin-bai/{id}", pinned.Headers.Location!.ToString());
        Assert.Equal(title, await LeadAsync());
        var draft = await SavedAsync();
        Assert.Null((await desk.PageAsync($"/quan-tri/tin-bai/{draft}")).QuerySelector("#dua-len-dau"));
        await BackToDefaultAsync();
    }

    [Fact]
    public async Task A_kind_that_no_module_brings_is_kept_and_not_shown()
    {
        await ArrangeAsync(new HomeBlockSetting { Id = "la", Kind = "of.tomorrow", Title = "Khối ngày mai", Options = new Dictionary<string, string> { ["x"] = "giữ" } }, new HomeBlockSetting { Id = "moi", Kind = "content.latest" });
        Assert.DoesNotContain("Khối ngày mai", await ReadAsync("/"));
        using var desk = await DeskAsync();
        var page = await desk.PageAsync(Home);
        using (var saved = await SendAsync(desk, page, Home, new() { ["Input.Blocks[1].Title"] = "Đổi" })) Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        Assert.Equal("giữ", (await SettingsAsync()).Blocks!.Single(block => block.Kind == "of.tomorrow").Option("x"));
        await BackToDefaultAsync();
    }

    [Fact]
    public async Task A_chosen_section_says_nothing_that_stands_above_it()
    {
        // More than the top of the page takes, whatever other tests have left in this chuyên mục.
        for (var number = 0; number < FrontPage.Top + 3; number++) await PublishedAsync();
        await ArrangeAsync(new HomeBlockSetting { Id = "lead", Kind = "content.lead" }, new HomeBlockSetting { Id = "muc", Kind = "content.section", Title = "Mục chọn", Options = new Dictionary<string, string> { ["section"] = ASection, ["count"] = "3", ["look"] = "lines" } });
        using var reader = Site.Client();
        var page = await reader.PageAsync("/");
        var above = Links(page, ".section--lead .story__title a[href]");
        var chosen = Links(page, "[aria-labelledby=k-muc] li a[href]");
        Assert.Equal(FrontPage.Top, above.Count);
        Assert.Equal(3, chosen.Count);
        Assert.Empty(chosen.Intersect(above));
        await BackToDefaultAsync();

        static List<string> Links(IDocument page, string selector) => [.. page.QuerySelectorAll(selector).Select(link => link.GetAttribute("href")!)];
    }

    [Fact]
    public async Task A_line_stands_on_every_page_between_its_times()
    {
        var word = ATitle("Bảo trì tối nay");
        using var desk = await DeskAsync();
        var from = Core.Text.BusinessTime.Local(NowUtc.AddHours(1)).ToString("yyyy-MM-dd'T'HH:mm");
        var until = Core.Text.BusinessTime.Local(NowUtc.AddHours(3)).ToString("yyyy-MM-dd'T'HH:mm");
        using (var saved = await desk.SubmitAsync(Lines, new Dictionary<string, string> { ["Lines[0].Text"] = word, ["Lines[0].Url"] = "/lien-he", ["Lines[0].From"] = from, ["Lines[0].Until"] = until }))
            Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        Assert.DoesNotContain(word, await ReadAsync("/van-ban"));
        await LaterAsync(TimeSpan.FromHours(1));
        Assert.Contains(word, await ReadAsync("/van-ban"));
        await LaterAsync(TimeSpan.FromHours(2));
        Assert.DoesNotContain(word, await ReadAsync("/van-ban"));
    }

    [Fact]
    public async Task A_menu_is_sorted_checked_and_read_on_every_page()
    {
        var (text, column) = (ATitle("Hỏi đáp"), ATitle("Cột"));
        using var desk = await DeskAsync();
        var page = await PostedAsync(desk, await desk.PageAsync(Menus), Menus, new() { ["act"] = "them:main" }, "Change");
        var at = page.QuerySelectorAll("[name='Input.Main.Index']").Length - 1;
        page = await PostedAsync(desk, page, Menus, new() { ["act"] = $"len:main:{at}", [$"Input.Main[{at}].Text"] = text, [$"Input.Main[{at}].Url"] = "/khong-co-trang-nay", ["Input.Footer[0].Title"] = column }, "Change");
        Assert.Contains("chưa có trang nào đang đăng", page.QuerySelector($"#Input_Main_{at - 1}__Url-advice")!.TextContent);
        Assert.Single(page.QuerySelectorAll("[id$='-advice']")); // the other links lead somewhere
        page = await PostedAsync(desk, page, Menus, new() { [$"Input.Main[{at - 1}].Url"] = "javascript:alert(1)" });
        Assert.Contains("Địa chỉ bắt đầu bằng /", page.QuerySelector(".errors")!.TextContent);
        using (var saved = await SendAsync(desk, page, Menus, new() { [$"Input.Main[{at - 1}].Url"] = "/tin-tuc?loai=bai" })) Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        using var reader = Site.Client();
        var shown = await reader.PageAsync("/van-ban");
        Assert.Equal(text, shown.QuerySelectorAll(".nav__list li").ElementAt(at - 1).TextContent);
        Assert.Contains(column, shown.QuerySelector("footer")!.TextContent);
    }

    [Fact]
    public async Task Who_may_not_arrange_can_neither_open_nor_send()
    {
        await Site.AddPersonAsync("chi.viet", "Author");
        using var author = Site.Client();
        using (await author.SignInAsync("chi.viet")) { }
        foreach (var path in new[] { Home, Menus, Lines })
        {
            using var response = await author.GetAsync(path);
            Assert.NotEqual(HttpStatusCode.OK, response.StatusCode);
        }
        var article = await PublishedAsync();
        Assert.Null((await author.PageAsync("/quan-tri/tin-bai/moi")).QuerySelector("#dua-len-dau"));
        using var pinned = await author.SendAsync(HttpMethod.Post, $"{Home}?handler=Pin&id={article}", new FormUrlEncodedContent([]));
        Assert.NotEqual(HttpStatusCode.OK, pinned.StatusCode);
        Assert.DoesNotContain((await SettingsAsync()).Blocks ?? [], block => block.Pins.Any(pin => pin.ContentItemId == article));
    }

    private async Task<SiteClient> DeskAsync()
    {
        var name = $"sap.trang.{Guid.NewGuid():N}"[..20];
        await Site.AddPersonAsync(name, "Publisher");
        var client = Site.Client();
        using (await client.SignInAsync(name)) { }
        return client;
    }

    private async Task<string> ReadAsync(string path)
    {
        using var reader = Site.Client();
        using var response = await reader.GetAsync(path);
        return await response.Content.ReadAsStringAsync();
    }

    private async Task<string?> LeadAsync()
    {
        using var reader = Site.Client();
        return (await reader.PageAsync("/")).QuerySelector(".story--lead .story__title")?.TextContent;
    }

    private static List<string> Names(IDocument page) => [.. page.QuerySelectorAll("[data-sortable-item]").Select(item => item.GetAttribute("data-name")!)];

    private Task<HomeSettings> SettingsAsync() => Site.InAsync(async services => (await services.GetRequiredService<SettingsStore>().ReadAsync<HomeSettings>(default)).Value);

    private Task ArrangeAsync(params HomeBlockSetting[]? blocks) => Site.InAsync(async services =>
    {
        var store = services.GetRequiredService<SettingsStore>();
        var (home, seen) = await store.ReadAsync<HomeSettings>(default);
        Assert.True(await store.ReplaceAsync(seen, home.Then(blocks, "Thử", NowUtc), Editor.Did(NowUtc, "home.arranged", "Thử"), default));
    });

    private Task BackToDefaultAsync() => ArrangeAsync(null);

    /// <summary>Time passes, and the jobs that have become due run.</summary>
    private async Task LaterAsync(TimeSpan time)
    {
        Site.Clock.Advance(time);
        var runner = Site.Services.GetRequiredService<JobRunner>();
        while (await runner.RunOneAsync(default)) { }
    }

    private static async Task<IDocument> PostedAsync(SiteClient client, IDocument page, string path, Dictionary<string, string> values, string? handler = null)
    {
        using var response = await SendAsync(client, page, path, values, handler);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await SiteClient.ParseAsync(response);
    }

    /// <summary>Sends the form of a page that may itself be the answer to a form.</summary>
    private static Task<HttpResponseMessage> SendAsync(SiteClient client, IDocument page, string path, Dictionary<string, string> values, string? handler = null)
    {
        var form = page.QuerySelector("main form[method=post]")!;
        var fields = new List<KeyValuePair<string, string>>();
        foreach (var element in form.QuerySelectorAll("input[name], textarea[name], select[name]"))
        {
            if (element.GetAttribute("type") == "checkbox" && !element.HasAttribute("checked")) continue;
            var name = element.GetAttribute("name")!;
            var value = element switch { IHtmlTextAreaElement area => area.Value, IHtmlSelectElement select => select.Value ?? "", _ => element.GetAttribute("value") ?? "" };
            fields.Add(new(name, values.Remove(name, out var wanted) ? wanted : value));
        }
        fields.AddRange(values);
        // As a browser does: to where the form says, or the button, whose address the answer to an act still carries.
        var own = form.GetAttribute("action") ?? "";
        var action = handler is not null ? $"{path}?handler={handler}" : path.EndsWith("/xem-thu", StringComparison.Ordinal) ? path : own;
        return client.SendAsync(HttpMethod.Post, action, new FormUrlEncodedContent(fields));
    }
}
