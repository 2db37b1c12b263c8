using System.Net;
using Cchc.Core.Content;
using Cchc.Modules.Content.News;
using Cchc.Tests.Hosting;

namespace Cchc.Tests.Pages;

public sealed class EditingOnSqlite(SqliteSite site) : EditingTests(site), IClassFixture<SqliteSite>;

public sealed class EditingOnPostgres(PostgresSite site) : EditingTests(site), IClassFixture<PostgresSite>;

/// <summary>The newsroom's forms over HTTP, as a browser without script sends them.</summary>
public abstract class EditingTests(SiteFixture fixture) : KernelTests(fixture)
{
    private const string New = "/quan-tri/tin-bai/moi";

    [Fact]
    public async Task An_article_is_written_published_seen_changed_and_taken_away()
    {
        using var editor = await SignedInAsync("Publisher");
        using var citizen = Site.Client();
        var title = ATitle("Viết qua trang");
        var path = await SaveAsync(editor, New, Text(title));
        var id = path[(path.LastIndexOf('/') + 1)..];
        Assert.Equal(ContentState.Draft, (await RowAsync(id)).State);

        using (var published = await editor.SubmitAsync(path, new Dictionary<string, string>(), "#soan", "Publish")) Assert.Equal(HttpStatusCode.Redirect, published.StatusCode);
        var address = "/tin-tuc/" + (await RowAsync(id)).Slug;
        var page = await citizen.PageAsync(address);
        Assert.Equal(title, page.QuerySelector("h1")!.TextContent.Trim());
        Assert.NotNull(page.QuerySelector("main h2"));

        using (await editor.SubmitAsync(path, new Dictionary<string, string> { ["Input.Markdown"] = "Nội dung **sau khi sửa**." }, "#soan", "Publish")) { }
        Assert.Contains("<strong>sau khi sửa</strong>", (await citizen.PageAsync(address)).QuerySelector("main")!.InnerHtml);

        using (await editor.SubmitAsync(path, new Dictionary<string, string>(), "#soan", "Unpublish")) { }
        using var gone = await citizen.GetAsync(address);
        Assert.Equal(HttpStatusCode.Gone, gone.StatusCode);
    }

    [Fact]
    public async Task An_article_is_planned_for_a_time_of_Vietnam_and_comes_then()
    {
        using var editor = await SignedInAsync("Publisher");
        var path = await SaveAsync(editor, New, Text(ATitle("Hẹn giờ qua trang")));
        var id = path[(path.LastIndexOf('/') + 1)..];
        var local = Core.Text.BusinessTime.Local(NowUtc).AddHours(3);
        using (await editor.SubmitAsync(path, new Dictionary<string, string> { ["Input.DueAt"] = local.ToString("yyyy-MM-dd'T'HH:mm") }, "#soan", "Schedule")) { }
        Assert.Equal(ContentState.Scheduled, (await RowAsync(id)).State);
        Site.Clock.Advance(TimeSpan.FromHours(3));
        await Site.WithStoreAsync(store => store.RunDueAsync(default));
        Assert.Equal(ContentState.Published, (await RowAsync(id)).State);
    }

    [Fact]
    public async Task The_second_of_two_editors_keeps_the_text_and_is_shown_the_newer_version()
    {
        using var first = await SignedInAsync("Editor");
        using var second = await SignedInAsync("Editor");
        var path = await SaveAsync(first, New, Text(ATitle("Hai người")));
        var id = path[(path.LastIndexOf('/') + 1)..];
        var form = await second.PageAsync(path);
        await SaveAsync(first, path, new() { ["Article.Sapo"] = "Của người thứ nhất" });
        using var late = await second.SubmitAsync(path, new Dictionary<string, string> { ["Article.Sapo"] = "Của người thứ hai", ["Input.BasedOn"] = form.QuerySelector("[name='Input.BasedOn']")!.GetAttribute("value")! }, "#soan");
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        var page = await SiteClient.ParseAsync(late);
        Assert.Contains("Của người thứ hai", page.QuerySelector("[name='Article.Sapo']")!.TextContent);
        Assert.Equal(2, (await RowAsync(id)).LatestVersion);
    }

    [Fact]
    public async Task An_author_writes_but_cannot_publish_even_by_hand()
    {
        using var author = await SignedInAsync("Author");
        var path = await SaveAsync(author, New, Text(ATitle("Cộng tác viên")));
        var id = path[(path.LastIndexOf('/') + 1)..];
        Assert.Null((await author.PageAsync(path)).QuerySelector("[formaction*='handler=Publish']"));
        using var tried = await author.SubmitAsync(path, new Dictionary<string, string>(), "#soan", "Publish");
        Assert.True(tried.StatusCode == HttpStatusCode.Forbidden || tried.Headers.Location?.ToString().Contains("/loi/403") == true, $"{(int)tried.StatusCode}");
        Assert.Equal(ContentState.Draft, (await RowAsync(id)).State);
    }

    [Fact]
    public async Task An_author_cannot_open_or_change_the_draft_of_another()
    {
        using var one = await SignedInAsync("Author");
        using var two = await SignedInAsync("Author");
        var path = await SaveAsync(one, New, Text(ATitle("Bài của người khác")));
        using var seen = await two.GetAsync(path);
        Assert.NotEqual(HttpStatusCode.OK, seen.StatusCode);
    }

    [Fact]
    public async Task A_page_for_a_signed_in_person_is_never_kept_for_others()
    {
        using var editor = await SignedInAsync("Publisher");
        using var citizen = Site.Client();
        using (await editor.GetAsync("/")) { }
        using var response = await citizen.GetAsync("/");
        Assert.DoesNotContain("dang-xuat", await response.Content.ReadAsStringAsync());
        using var own = await editor.GetAsync("/quan-tri");
        Assert.Null(own.Headers.Age);
        Assert.True(own.Headers.CacheControl is null || own.Headers.CacheControl.NoStore || own.Headers.CacheControl.NoCache || own.Headers.CacheControl.Private);
    }

    private async Task<SiteClient> SignedInAsync(string role)
    {
        var name = $"{role.ToLowerInvariant()}.{Guid.NewGuid().ToString("N")[..8]}";
        await Site.AddPersonAsync(name, role);
        var client = Site.Client();
        using var response = await client.SignInAsync(name);
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        return client;
    }

    private static Dictionary<string, string> Text(string title) => new()
    {
        ["Input.Title"] = title, ["Input.Markdown"] = "Mở đầu.\n\n## Phần một\n\nNội dung.", ["Article.Sapo"] = "Tóm tắt của bài.", ["Article.Byline"] = "Ban biên tập", ["Input.Section"] = ASection, ["Input.Tags"] = "một cửa, thử",
    };

    /// <returns>The address of the item's form.</returns>
    private static async Task<string> SaveAsync(SiteClient client, string path, Dictionary<string, string> values)
    {
        using var response = await client.SubmitAsync(path, values, "#soan");
        Assert.True(response.StatusCode == HttpStatusCode.Redirect, $"{(int)response.StatusCode}: {(await SiteClient.ParseAsync(response)).QuerySelector("[role=alert]")?.TextContent}");
        return response.Headers.Location!.ToString();
    }
}
