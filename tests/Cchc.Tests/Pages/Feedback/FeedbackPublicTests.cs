using System.Net;
using System.Text.Json;
using System.Xml.Linq;
using Cchc.Core.Changes;
using Cchc.Core.Text;
using Cchc.Core.Units;
using Cchc.Modules.Feedback.Data;
using Cchc.Modules.Feedback.Publishing;
using Cchc.Modules.Feedback.Rules;
using Cchc.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Cchc.Tests.Pages.Feedback;

public sealed class FeedbackPublicOnSqlite(SqliteSite site) : FeedbackPublicTests(site), IClassFixture<SqliteSite>;

public sealed class FeedbackPublicOnPostgres(PostgresSite site) : FeedbackPublicTests(site), IClassFixture<PostgresSite>;

/// <summary>What everybody reads: published questions and answers, figures, open data. Never what was not published.</summary>
public abstract class FeedbackPublicTests(SiteFixture fixture) : KernelTests(fixture)
{
    private const string Secret = "Nội dung chưa che tên Nguyễn Thị Kín";
    private static int forms;

    [Fact]
    public async Task A_published_answer_is_found_read_and_given_as_data_and_what_was_written_stays_inside()
    {
        var unit = (await Site.Services.GetRequiredService<UnitDirectory>().GetAsync(default)).FindSlug("82-tinh-dong-thap")!;
        var title = ATitle("Đèn đường tối");
        var hidden = await SentAsync($"{title} bí mật");
        var id = await PublishedAsync(title, unit.Id);
        using var client = Site.Client();
        // Without marks, by words of the answer too, narrowed by kind and year.
        foreach (var query in new[] { "?q=" + Uri.EscapeDataString(Vietnamese.Fold(title)), "?q=da%20thay%20bong&loai=phan-anh&nam=2026", "" })
        {
            var list = await client.PageAsync($"/gop-y/cong-khai{query}");
            Assert.NotNull(list.QuerySelector($"a[href='/gop-y/cong-khai/{id}']"));
            Assert.DoesNotContain("bí mật", list.Body!.TextContent);
        }
        Assert.Contains("Không có ý kiến công khai nào khớp", (await client.PageAsync($"/gop-y/cong-khai?q={id}-khong-co")).QuerySelector(".empty")!.TextContent);
        Assert.Null((await client.PageAsync("/gop-y/cong-khai?linh-vuc=the-che")).QuerySelector($"a[href='/gop-y/cong-khai/{id}']"));
        using (var beyond = await client.GetAsync("/gop-y/cong-khai?trang=999")) Assert.Equal(HttpStatusCode.NotFound, beyond.StatusCode);
        using (var unseen = await client.GetAsync($"/gop-y/cong-khai/{hidden}")) Assert.Equal(HttpStatusCode.NotFound, unseen.StatusCode);
        Assert.Contains("Đã thay bóng", (await client.PageAsync($"/gop-y/cong-khai/{id}")).QuerySelector("main")!.TextContent);
        Assert.Contains(title, (await client.PageAsync($"/don-vi/{unit.Slug}")).QuerySelector("main")!.TextContent);
        Assert.Contains($"/gop-y/cong-khai/{id}", await TextAsync(client, "/sitemap.xml"));
        foreach (var path in new[] { "/gop-y/cong-khai", $"/gop-y/cong-khai/{id}", "/gop-y/cong-khai.csv", "/gop-y/cong-khai.json", "/open311/v2/requests.json" })
        {
            var text = await TextAsync(client, path);
            Assert.DoesNotContain("Nguyễn Thị Kín", text);
            Assert.DoesNotContain("0912345678", text);
            Assert.DoesNotContain("bí mật", text);
        }
        using var json = JsonDocument.Parse(await TextAsync(client, "/gop-y/cong-khai.json"));
        var line = json.RootElement.EnumerateArray().Single(one => one.GetProperty("id").GetInt64() == id);
        Assert.Equal(("phan-anh", unit.Slug, title, true, JsonValueKind.False), (line.GetProperty("kind").GetString(), line.GetProperty("unit").GetString(), line.GetProperty("subject").GetString(), line.GetProperty("in_time").GetBoolean(), line.GetProperty("illustration").ValueKind));
        Assert.Contains(",'=1+1,", await TextAsync(client, "/gop-y/cong-khai.csv")); // a question that begins like a formula
        Assert.StartsWith("\uFEFFmonth,received,answered,answered_in_time", await TextAsync(client, "/gop-y/so-lieu.csv"));
        // Made-up items are counted as such, as the page says below its figures.
        var figures = (await TextAsync(client, "/gop-y/so-lieu.csv")).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(row => row.Split(',')).ToList();
        Assert.Equal("illustration", figures[0][^1]);
        Assert.Equal((await RowsAsync<FeedbackItem>(rows => rows.Where(item => item.IsSample))).Count, figures.Skip(1).Sum(row => int.Parse(row[^1], System.Globalization.CultureInfo.InvariantCulture)));
        // The site's own search has the published words and no others.
        Assert.NotNull((await client.PageAsync($"/tim-kiem?q={Uri.EscapeDataString(title)}")).QuerySelector($"a[href='/gop-y/cong-khai/{id}']"));
        Assert.Null((await client.PageAsync($"/tim-kiem?q={Uri.EscapeDataString("Nguyễn Thị Kín")}")).QuerySelector($"a[href='/gop-y/cong-khai/{id}']"));
        // Taken back: gone at once, from kept pages too.
        await ActAsync(id, new(FeedbackAct.Unpublish), new(FeedbackRole.Desk, null, "Bàn tiếp nhận"));
        await Site.Services.GetRequiredService<ChangeFeed>().CatchUpAsync(default);
        using (var gone = await client.GetAsync($"/gop-y/cong-khai/{id}")) Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        Assert.DoesNotContain(title, await TextAsync(client, "/gop-y/cong-khai.json"));
        Assert.Null((await client.PageAsync($"/tim-kiem?q={Uri.EscapeDataString(title)}&muc={Uri.EscapeDataString(FeedbackSearch.Label)}")).QuerySelector($"a[href='/gop-y/cong-khai/{id}']"));
    }

    [Fact]
    public async Task Open311_reads_services_and_requests_in_both_formats_and_names_what_is_wrong()
    {
        var id = await PublishedAsync(ATitle("Một cửa đóng sớm"), null);
        using var client = Site.Client();
        using var services = JsonDocument.Parse(await TextAsync(client, "/open311/v2/services.json"));
        Assert.Equal(("phan-anh", false), (services.RootElement[0].GetProperty("service_code").GetString(), services.RootElement[0].GetProperty("metadata").GetBoolean()));
        Assert.Equal("service", XDocument.Parse(await TextAsync(client, "/open311/v2/services.xml")).Root!.Elements().First().Name.LocalName);
        using var requests = JsonDocument.Parse(await TextAsync(client, "/open311/v2/requests.json?service_code=phan-anh&status=closed"));
        var request = requests.RootElement.EnumerateArray().Single(one => one.GetProperty("service_request_id").GetString() == $"{id}");
        Assert.Equal(("closed", "Phản ánh", JsonValueKind.Null), (request.GetProperty("status").GetString(), request.GetProperty("service_name").GetString(), request.GetProperty("lat").ValueKind));
        Assert.Equal($"{id}", XDocument.Parse(await TextAsync(client, $"/open311/v2/requests/{id}.xml")).Root!.Element("request")!.Element("service_request_id")!.Value);
        using (var missing = await client.GetAsync("/open311/v2/requests/999999.json"))
        {
            Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
            Assert.Contains("\"code\": 404", await missing.Content.ReadAsStringAsync());
        }
        using var wrong = await client.GetAsync("/open311/v2/requests.xml?status=lost");
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        Assert.Equal("status is open, closed, or both", XDocument.Parse(await wrong.Content.ReadAsStringAsync()).Root!.Element("error")!.Element("description")!.Value);
    }

    private async Task<long> SentAsync(string subject) => (await Site.InAsync(services => services.GetRequiredService<FeedbackStore>().SendAsync(
        new($"cong-khai-{Interlocked.Increment(ref forms)}-{Guid.NewGuid():N}", "phan-anh", subject, Secret, new("Nguyễn Thị Kín", "0912345678")) { MayPublish = PublishPermission.WithoutName, Field = "thu-tuc" }, [], default))).Id;

    private async Task<long> PublishedAsync(string subject, int? unit)
    {
        var id = await SentAsync(subject);
        var desk = new FeedbackActor(FeedbackRole.Desk, null, "Bàn tiếp nhận");
        foreach (var (step, by) in new (FeedbackStep, FeedbackActor)[]
        {
            (new(FeedbackAct.Accept), desk), (new(FeedbackAct.Assign) { Change = item => item.HandlerUnitId = unit }, desk), (new(FeedbackAct.Draft) { Change = item => item.Draft = "Đã thay bóng." }, desk),
            (new(FeedbackAct.Approve), new(FeedbackRole.Approver, null, "Lãnh đạo")), (new(FeedbackAct.Publish) { Change = item => (item.PublicSubject, item.PublicContent, item.PublicAnswer) = (subject, "=1+1", "Đã thay bóng.") }, desk),
        }) await ActAsync(id, step, by);
        await Site.Services.GetRequiredService<ChangeFeed>().CatchUpAsync(default);
        return id;
    }

    private async Task ActAsync(long id, FeedbackStep step, FeedbackActor by) =>
        Assert.Equal("", (await Site.InAsync(services => services.GetRequiredService<FeedbackStore>().ActAsync(id, step, by, default))).Problem);

    private static async Task<string> TextAsync(SiteClient client, string path)
    {
        using var answer = await client.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }
}

/// <summary>What programs may ask for.</summary>
public sealed class Open311QueryTests
{
    private static readonly DateTime NowUtc = new(2026, 11, 26, 8, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Without_days_the_last_ninety_count_and_more_are_cut()
    {
        Assert.Equal((NowUtc.AddDays(-90), null), Span(Read()));
        Assert.Equal((new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc), new DateTime(2026, 4, 1, 0, 0, 0, DateTimeKind.Utc)), Span(Read(("start_date", "2026-01-01T07:00:00+07:00"))));
        Assert.Equal((new DateTime(2025, 10, 3, 0, 0, 0, DateTimeKind.Utc), new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc)), Span(Read(("end_date", "2026-01-01T00:00:00Z"))));
        Assert.Equal((null, null), Span(Read(("service_request_id", "1, 2"))));
    }

    [Theory]
    [InlineData("status", "open,lost"), InlineData("start_date", "hôm qua"), InlineData("end_date", "9999-12-31T23:59:59Z"), InlineData("page", "0"), InlineData("page", "-1"), InlineData("page", "x")]
    public void What_is_wrong_is_named(string name, string value) => Assert.StartsWith(name, Open311Query.Read(asked => asked == name ? value : "", NowUtc).Problem);

    [Fact]
    public void Both_states_are_all_and_one_is_one()
    {
        Assert.Null(Read(("status", "open,closed")).Open);
        Assert.True(Read(("status", "open")).Open);
        Assert.Equal(3, Read(("page", "3")).Page);
    }

    private static Open311Query Read(params (string Name, string Value)[] given) => Open311Query.Read(asked => given.FirstOrDefault(one => one.Name == asked).Value ?? "", NowUtc).Query!;
    private static (DateTime?, DateTime?) Span(Open311Query query) => (query.FromUtc, query.ToUtc);
}
