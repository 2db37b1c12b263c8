using System.Net;
using System.Text.Json.Nodes;
using Cchc.Core.Content;
using Cchc.Core.People;
using Cchc.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Cchc.Tests.Pages;

public sealed class WorkflowOnSqlite(SqliteSite site) : WorkflowPageTests(site), IClassFixture<SqliteSite>;

public sealed class WorkflowOnPostgres(PostgresSite site) : WorkflowPageTests(site), IClassFixture<PostgresSite>;

/// <summary>The way of a text through the newsroom over HTTP, as browsers send it.</summary>
public abstract class WorkflowPageTests(SiteFixture fixture) : KernelTests(fixture)
{
    private const string New = "/quan-tri/tin-bai/moi";

    [Fact]
    public async Task A_story_goes_from_its_writer_over_a_return_to_the_readers_and_everybody_is_told()
    {
        var (author, writer) = await PersonAsync("Author");
        var (approver, publisher) = await PersonAsync("Publisher");
        using var _ = writer; using var __ = publisher;
        var path = await SubmitAsync(writer, New, Text(ATitle("Gửi duyệt")));
        var id = IdOf(path);
        Assert.Equal((ContentState.Draft, ReviewState.Submitted), (await RowAsync(id)) is var first ? (first.State, first.Review) : default);
        Assert.Contains(await NoticesAsync(approver), notice => notice.Url == path && notice.Text.Contains("gửi duyệt"));

        await PostAsync(publisher, path, "Return", new() { ["Input.Words"] = "Thêm số liệu của xã." });
        Assert.Equal(ReviewState.Returned, (await RowAsync(id)).Review);
        Assert.Contains(await NoticesAsync(author), notice => notice.Text.Contains("trả lại") && notice.Text.Contains("Thêm số liệu của xã."));
        Assert.Contains("Thêm số liệu của xã.", (await writer.PageAsync(path)).QuerySelector(".notes")!.TextContent);

        await PostAsync(writer, path, "Submit", new() { ["Input.Markdown"] = "Có **12** hồ sơ.\n\n## Ở xã\n\nXong." });
        Assert.Equal((2, ReviewState.Submitted), (await RowAsync(id)) is var again ? (again.LatestVersion, again.Review) : default);
        await PostAsync(publisher, path, "Publish", []);
        var live = await RowAsync(id);
        Assert.Equal((ContentState.Published, ReviewState.Approved, 2), (live.State, live.Review, live.PublishedVersion));
        Assert.Contains(await NoticesAsync(author), notice => notice.Text.Contains("đã đăng"));
        Assert.Equal([NoteKind.Submitted, NoteKind.Returned, NoteKind.Submitted], (await RowsAsync<ContentNote>(notes => notes.Where(note => note.ContentItemId == id).OrderBy(note => note.Id))).Select(note => note.Kind));
        Assert.Equal(["content.created", "content.submitted", "content.returned", "content.saved", "content.submitted", "content.published"],
            (await RowsAsync<AuditEvent>(events => events.Where(one => one.SubjectId == id).OrderBy(one => one.Id))).Select(one => one.Action));
    }

    [Fact]
    public async Task Opening_an_item_marks_its_notices_as_read()
    {
        var (approver, publisher) = await PersonAsync("Publisher");
        var (_, writer) = await PersonAsync("Author");
        using var _ = writer; using var __ = publisher;
        var path = await SubmitAsync(writer, New, Text(ATitle("Được đọc")));
        Assert.Contains(await NoticesAsync(approver), notice => notice.Url == path && notice.ReadUtc is null);
        Assert.NotEqual("", (await publisher.PageAsync("/quan-tri/thong-bao")).QuerySelector("[data-unread]")!.TextContent);
        await publisher.PageAsync(path);
        Assert.DoesNotContain(await NoticesAsync(approver), notice => notice.Url == path && notice.ReadUtc is null);
    }

    [Fact]
    public async Task What_was_not_read_is_not_decided_on()
    {
        var (_, publisher) = await PersonAsync("Publisher");
        var (_, writer) = await PersonAsync("Author");
        using var _ = writer; using var __ = publisher;
        var path = await SubmitAsync(writer, New, Text(ATitle("Sửa sau khi gửi")));
        var opened = await publisher.PageAsync(path);
        var basedOn = opened.QuerySelector("[name='Input.BasedOn']")!.GetAttribute("value")!;
        await PostAsync(writer, path, null, new() { ["Article.Sapo"] = "Sửa sau khi gửi duyệt." });
        using var late = await publisher.SubmitAsync(path, new Dictionary<string, string> { ["Input.BasedOn"] = basedOn, ["Article.Sapo"] = "Tóm tắt của bài." }, "#soan", "Approve");
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        Assert.Equal(ReviewState.Submitted, (await RowAsync(IdOf(path))).Review);
    }

    [Theory]
    [InlineData("Author", "Approve")]
    [InlineData("Author", "Return")]
    [InlineData("Author", "Assign")]
    [InlineData("Author", "Publish")]
    [InlineData("Author", "Schedule")]
    [InlineData("Editor", "Approve")]
    [InlineData("Editor", "Publish")]
    public async Task Who_may_not_cannot_do_it_by_hand(string role, string handler)
    {
        var (_, writer) = await PersonAsync("Author");
        var (_, other) = await PersonAsync(role);
        using var _ = writer; using var __ = other;
        var path = await SubmitAsync(writer, New, Text(ATitle("Không được phép")));
        using var tried = await (role == "Author" ? writer : other).SubmitAsync(path, new Dictionary<string, string> { ["Input.Words"] = "x", ["Input.DueAt"] = "2030-01-01T08:00" }, "#soan", handler);
        Assert.True(tried.StatusCode == HttpStatusCode.Forbidden || tried.Headers.Location?.ToString().Contains("/loi/403") == true, $"{(int)tried.StatusCode} {tried.Headers.Location}");
        Assert.Equal((ContentState.Draft, ReviewState.Submitted), (await RowAsync(IdOf(path))) is var row ? (row.State, row.Review) : default);
    }

    [Fact]
    public async Task Who_publishes_without_approving_needs_an_approval_of_exactly_this_text()
    {
        var id = await SavedAsync();
        var helper = new Actor(null, "Người đăng");
        Assert.Equal(ContentOutcome.Refused, (await Site.WithStoreAsync(store => store.PublishAsync(Articles, id, helper))).Outcome);
        Assert.True((await Site.InAsync(services => services.GetRequiredService<ContentWorkflow>().DoAsync(Articles, id, WorkflowAct.Approve, 1, "", Editor))).Done);
        await Site.WithStoreAsync(async store =>
        {
            var draft = (await store.OpenAsync(Articles, id))!;
            draft.Markdown = "Đổi sau khi duyệt.";
            return await store.SaveAsync(Articles, draft, 1, "", helper);
        });
        Assert.Equal(ReviewState.Draft, (await RowAsync(id)).Review);
        Assert.Equal(ContentOutcome.Refused, (await Site.WithStoreAsync(store => store.PublishAsync(Articles, id, helper))).Outcome);
        Assert.True((await Site.InAsync(services => services.GetRequiredService<ContentWorkflow>().DoAsync(Articles, id, WorkflowAct.Approve, 2, "", Editor))).Done);
        Assert.True((await Site.WithStoreAsync(store => store.PublishAsync(Articles, id, helper))).Done);
    }

    [Fact]
    public async Task A_return_takes_the_planned_time_away()
    {
        var (_, publisher) = await PersonAsync("Publisher");
        using var _ = publisher;
        var id = await SavedAsync();
        Assert.True((await Site.WithStoreAsync(store => store.ScheduleAsync(Articles, id, ScheduledAction.Publish, NowUtc.AddHours(2), Editor))).Done);
        await PostAsync(publisher, $"/quan-tri/tin-bai/{id}", "Return", new() { ["Input.Words"] = "Chưa được." });
        Assert.Equal((ContentState.Draft, ReviewState.Returned), (await RowAsync(id)) is var row ? (row.State, row.Review) : default);
        Assert.Empty(await RowsAsync<ContentSchedule>(plans => plans.Where(plan => plan.ContentItemId == id)));
    }

    [Fact]
    public async Task A_return_without_a_reason_is_refused_and_says_so()
    {
        var (_, publisher) = await PersonAsync("Publisher");
        var (_, writer) = await PersonAsync("Author");
        using var _ = writer; using var __ = publisher;
        var path = await SubmitAsync(writer, New, Text(ATitle("Không lý do")));
        await PostAsync(publisher, path, "Return", []);
        Assert.Contains("lý do", (await publisher.PageAsync(path)).QuerySelector("[role=alert]")!.TextContent);
        Assert.Equal(ReviewState.Submitted, (await RowAsync(IdOf(path))).Review);
    }

    [Fact]
    public async Task An_item_is_given_to_a_person_who_hears_of_it_and_what_is_said_reaches_those_concerned()
    {
        var (author, writer) = await PersonAsync("Author");
        var (editor, desk) = await PersonAsync("Editor");
        using var _ = writer; using var __ = desk;
        var path = await SubmitAsync(writer, New, Text(ATitle("Giao việc")));
        await PostAsync(desk, path, "Assign", new() { ["Input.Assignee"] = $"{editor}" });
        Assert.Equal(editor, (await RowAsync(IdOf(path))).AssigneeId);
        await PostAsync(desk, path, "Comment", new() { ["Input.Comment"] = "Ảnh này của ai?" });
        Assert.Contains(await NoticesAsync(author), notice => notice.Text.Contains("Ảnh này của ai?"));
        await PostAsync(writer, path, "Comment", new() { ["Input.Comment"] = "Ảnh tôi chụp." });
        Assert.Contains(await NoticesAsync(editor), notice => notice.Text.Contains("Ảnh tôi chụp."));
        var note = (await RowsAsync<ContentNote>(notes => notes.Where(one => one.ContentItemId == IdOf(path) && one.Text == "Ảnh này của ai?"))).Single();
        await PostAsync(desk, path, $"Resolve&note={note.Id}&open=False", []);
        Assert.NotNull((await RowsAsync<ContentNote>(notes => notes.Where(one => one.Id == note.Id))).Single().ResolvedUtc);
    }

    [Fact]
    public async Task A_remark_costs_no_word_of_the_form_that_it_was_sent_with()
    {
        var (_, writer) = await PersonAsync("Author");
        using var _ = writer;
        var path = await SubmitAsync(writer, New, Text(ATitle("Nhắn khi đang viết")));
        await PostAsync(writer, path, "Comment", new() { ["Input.Comment"] = "Đang bổ sung.", ["Article.Sapo"] = "Sapo vừa gõ." });
        Assert.Equal("Sapo vừa gõ.", (await writer.PageAsync(path)).QuerySelector("[name='Article.Sapo']")!.TextContent.Trim());
    }

    [Fact]
    public async Task Two_texts_of_one_article_are_merged_into_the_form_of_the_second()
    {
        var (_, first) = await PersonAsync("Editor");
        var (_, second) = await PersonAsync("Editor");
        using var _ = first; using var __ = second;
        var path = await SubmitAsync(first, New, Text(ATitle("Hai người viết")));
        var basedOn = (await second.PageAsync(path)).QuerySelector("[name='Input.BasedOn']")!.GetAttribute("value")!;
        await PostAsync(first, path, null, new() { ["Input.Markdown"] = "Mở đầu **mới**.\n\n## Phần một\n\nNội dung.", ["Input.Tags"] = "một cửa, thử, thêm" });
        var mine = new Dictionary<string, string> { ["Input.BasedOn"] = basedOn, ["Input.Markdown"] = "Mở đầu.\n\n## Phần một\n\nNội dung của người thứ hai.", ["Input.Tags"] = "một cửa, thử" };
        using (var late = await second.SubmitAsync(path, mine, "#soan"))
        {
            var page = await SiteClient.ParseAsync(late);
            Assert.NotNull(page.QuerySelector(".diff del"));
            Assert.NotNull(page.QuerySelector("[formaction*='handler=Merge']"));
        }
        using var merged = await second.SubmitAsync(path, mine, "#soan", "Merge");
        var form = await SiteClient.ParseAsync(merged);
        Assert.Equal("Mở đầu **mới**.\n\n## Phần một\n\nNội dung của người thứ hai.", form.QuerySelector("[name='Input.Markdown']")!.TextContent.Trim().ReplaceLineEndings("\n"));
        Assert.Equal("một cửa, thử, thêm", form.QuerySelector("[name='Input.Tags']")!.GetAttribute("value"));
        Assert.Equal("2", form.QuerySelector("[name='Input.BasedOn']")!.GetAttribute("value"));
        Assert.Equal(path, form.QuerySelector("#soan")!.GetAttribute("action")); // the address carries the act; saving must not repeat it
        Assert.Contains("chưa lưu", form.QuerySelector("[role=alert]")!.TextContent);
        Assert.Equal(2, (await RowAsync(IdOf(path))).LatestVersion);
    }

    [Fact]
    public async Task What_is_typed_is_kept_for_its_writer_alone_until_it_is_saved()
    {
        var (_, writer) = await PersonAsync("Author");
        var (_, other) = await PersonAsync("Author");
        using var _ = writer; using var __ = other;
        var form = await writer.PageAsync(New);
        var key = form.QuerySelector("#soan")!.GetAttribute("data-draft-key")!;
        var kept = await BeatAsync(writer, form, new() { ["key"] = key, ["basedOn"] = 0, ["type"] = "Article", ["typed"] = true, ["fields"] = new JsonObject { ["Input.Title#0"] = "Viết dở" } });
        Assert.NotNull(kept["kept"]);
        using (var seen = await writer.GetAsync($"/quan-tri/dang-viet?key={Uri.EscapeDataString(key)}")) Assert.Contains("Viết dở", JsonNode.Parse(await seen.Content.ReadAsStringAsync())!["fields"]!["Input.Title#0"]!.ToString());
        using (var hidden = await other.GetAsync($"/quan-tri/dang-viet?key={Uri.EscapeDataString(key)}")) Assert.Equal(HttpStatusCode.NoContent, hidden.StatusCode);
        Assert.Contains("Viết dở", (await writer.PageAsync(New)).QuerySelector("[data-unsaved]")!.TextContent);
        await SubmitAsync(writer, $"{New}?dang-do={Uri.EscapeDataString(key)}", Text(ATitle("Viết xong")));
        using var gone = await writer.GetAsync($"/quan-tri/dang-viet?key={Uri.EscapeDataString(key)}");
        Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
    }

    [Fact]
    public async Task Those_who_have_an_item_open_see_each_other_and_hear_of_a_newer_version()
    {
        var (_, one) = await PersonAsync("Editor");
        var (_, two) = await PersonAsync("Editor");
        using var _ = one; using var __ = two;
        var path = await SubmitAsync(one, New, Text(ATitle("Cùng mở")));
        var form = await one.PageAsync(path);
        JsonObject Beat(int basedOn) => new() { ["key"] = $"Article:{IdOf(path)}", ["basedOn"] = basedOn, ["type"] = "Article", ["item"] = IdOf(path), ["typed"] = true };
        Assert.Empty((await BeatAsync(one, form, Beat(1)))["others"]!.AsArray());
        Assert.Single((await BeatAsync(two, await two.PageAsync(path), Beat(1)))["others"]!.AsArray());
        Assert.Contains("cũng đang mở", (await one.PageAsync(path)).QuerySelector("[data-who]")!.TextContent);
        await PostAsync(two, path, null, new() { ["Article.Sapo"] = "Bản thứ hai." });
        Assert.Equal("2", (await BeatAsync(one, form, Beat(1)))["latest"]!.ToString());
        Site.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Empty((await BeatAsync(one, form, Beat(2)))["others"]!.AsArray());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("không phải JSON")]
    [InlineData("{\"key\":\"Khác:1\",\"type\":\"Article\"}")]
    [InlineData("{\"key\":\"Article:1\",\"type\":\"Không có\"}")]
    public async Task A_broken_beat_is_refused(string json)
    {
        var (_, writer) = await PersonAsync("Author");
        using var _ = writer;
        var form = await writer.PageAsync(New);
        using var answer = await SendAsync(writer, form, json);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Nobody_learns_of_an_item_that_he_may_not_see()
    {
        var (_, writer) = await PersonAsync("Author");
        var (_, other) = await PersonAsync("Author");
        using var _ = writer; using var __ = other;
        var path = await SubmitAsync(writer, New, Text(ATitle("Riêng")));
        using var answer = await SendAsync(other, await other.PageAsync(New), new JsonObject { ["key"] = $"Article:{IdOf(path)}", ["basedOn"] = 1, ["type"] = "Article", ["item"] = IdOf(path), ["typed"] = false }.ToJsonString());
        Assert.True(answer.StatusCode == HttpStatusCode.Forbidden || answer.Headers.Location is not null);
    }

    [Fact]
    public async Task The_form_is_checked_without_being_saved()
    {
        var (_, writer) = await PersonAsync("Author");
        using var _ = writer;
        using var answer = await writer.SubmitAsync(New, new Dictionary<string, string> { ["Input.Title"] = "Chưa có gì", ["Input.Markdown"] = "Xem [bài](/tin-tuc/khong-co-dau-het)." }, "#soan", "Check");
        var said = (await SiteClient.ParseAsync(answer)).QuerySelector("[data-checks]")!.TextContent;
        Assert.Contains("Chưa có ảnh chính", said);
        Assert.Contains("/tin-tuc/khong-co-dau-het", said);
        Assert.Empty(await RowsAsync<Modules.Content.News.Article>(rows => rows.Where(row => row.LatestTitle == "Chưa có gì")));
    }

    private async Task<(int Id, SiteClient Client)> PersonAsync(string role)
    {
        var name = $"{role.ToLowerInvariant()}.{Guid.NewGuid().ToString("N")[..8]}";
        var user = await Site.AddPersonAsync(name, role);
        var client = Site.Client();
        using var response = await client.SignInAsync(name);
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        return (user.Id, client);
    }

    private Task<List<Notification>> NoticesAsync(int user) => RowsAsync<Notification>(notices => notices.Where(notice => notice.UserId == user));

    private static string IdOf(string path) => path[(path.LastIndexOf('/') + 1)..];

    private static Dictionary<string, string> Text(string title) => new()
    {
        ["Input.Title"] = title, ["Input.Markdown"] = "Mở đầu.\n\n## Phần một\n\nNội dung.", ["Article.Sapo"] = "Tóm tắt của bài.", ["Article.Byline"] = "Ban biên tập", ["Input.Section"] = ASection, ["Input.Tags"] = "một cửa, thử",
    };

    /// <summary>Hands a form over for review.</summary>
    /// <returns>The address of the item's form.</returns>
    private static Task<string> SubmitAsync(SiteClient client, string path, Dictionary<string, string> values) => PostAsync(client, path, "Submit", values);

    private static async Task<string> PostAsync(SiteClient client, string path, string? handler, Dictionary<string, string> values)
    {
        using var response = await client.SubmitAsync(path, values, "#soan", handler);
        Assert.True(response.StatusCode == HttpStatusCode.Redirect, $"{handler}: {(int)response.StatusCode}: {(await SiteClient.ParseAsync(response)).QuerySelector("[role=alert]")?.TextContent}");
        return response.Headers.Location!.ToString();
    }

    private static async Task<JsonObject> BeatAsync(SiteClient client, AngleSharp.Dom.IDocument form, JsonObject beat)
    {
        using var answer = await SendAsync(client, form, beat.ToJsonString());
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsObject();
    }

    private static Task<HttpResponseMessage> SendAsync(SiteClient client, AngleSharp.Dom.IDocument form, string json) =>
        client.SendAsync(HttpMethod.Post, "/quan-tri/dang-viet", new StringContent(json, System.Text.Encoding.UTF8, "application/json"),
            ("RequestVerificationToken", form.QuerySelector("#soan [name=__RequestVerificationToken]")!.GetAttribute("value")!));
}
