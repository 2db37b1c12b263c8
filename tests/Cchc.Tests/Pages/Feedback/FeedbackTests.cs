using System.Net;
using System.Net.Http.Headers;
using AngleSharp.Dom;
using Cchc.Core.Media;
using Cchc.Core.Privacy;
using Cchc.Core.Text;
using Cchc.Modules.Feedback.Data;
using Cchc.Modules.Feedback.Rules;
using Cchc.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Cchc.Tests.Pages.Feedback;

public sealed class FeedbackOnSqlite(SqliteSite site) : FeedbackTests(site), IClassFixture<SqliteSite>;

public sealed class FeedbackOnPostgres(PostgresSite site) : FeedbackTests(site), IClassFixture<PostgresSite>;

/// <summary>The sender's side: sending, the receipt, following, own data.</summary>
public abstract class FeedbackTests(SiteFixture fixture) : KernelTests(fixture)
{
    private static readonly FeedbackActor Desk = new(FeedbackRole.Desk, 1, "Cán bộ tiếp nhận");
    private static readonly FeedbackActor Approver = new(FeedbackRole.Approver, 2, "Lãnh đạo");

    [Fact]
    public async Task Somebody_without_script_sends_gets_a_code_that_opens_the_item_and_nobody_else_sees_who_it_was()
    {
        using var client = Site.Client();
        var (code, pin) = await SendAsync(client, A("Hồ sơ trễ hẹn") with { Name = "Nguyễn Thị Hoa", Phone = "+84 912 345 678", Email = "Hoa@Example.vn" });
        Assert.Matches("^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$", code);
        Assert.Matches("^[0-9]{6}$", pin);
        // Reloading the receipt shows the same.
        Assert.Equal(code, Text(await client.PageAsync("/gop-y/bien-nhan"), "#ma"));
        foreach (var secret in new[] { pin, "0912 345 678", "hoa@example.vn" })
        {
            using var other = Site.Client();
            var page = await OpenAsync(other, code.ToLowerInvariant().Replace('-', ' '), secret);
            Assert.Contains("Hồ sơ trễ hẹn", Text(page, "h1"));
            Assert.Contains("Đã tiếp nhận", Text(page, ".timeline"));
        }
        var item = await ItemAsync(code);
        Assert.Equal((FeedbackState.Received, FeedbackChannel.Web, 15), (item.State, item.Channel, item.Days));
        Assert.DoesNotContain("Hoa", item.Contact);
        Assert.DoesNotContain("912345678", $"{item.Contact}{item.PhoneKey}{item.CodeHidden}");
        using var stranger = Site.Client();
        using (var nobody = await stranger.GetAsync("/gop-y/bien-nhan")) Assert.Equal("/gop-y/theo-doi", nobody.Headers.Location?.ToString());
        using (await client.SubmitAsync("/gop-y/theo-doi", new Dictionary<string, string>(), form: "form[action*=Leave]")) { }
        using (var left = await client.GetAsync("/gop-y/bien-nhan")) Assert.Equal(HttpStatusCode.Redirect, left.StatusCode);
    }

    [Fact]
    public async Task Bad_input_loses_neither_words_nor_files()
    {
        using var client = Site.Client();
        var photo = MediaSamples.Jpeg(40, 30);
        var wrong = A("Ảnh kèm theo") with { Phone = "12345", Kind = "", Unit = "Sở Không Có Thật", Content = "" };
        using var refused = await PostAsync(client, await FormAsync(client), wrong, ("anh.jpg", photo));
        var page = await SiteClient.ParseAsync(refused);
        var problems = Text(page, "[role=alert]");
        foreach (var expected in new[] { "chọn loại ý kiến", "Nội dung còn trống", "Không thấy cơ quan này", "10 chữ số" }) Assert.Contains(expected, problems);
        Assert.Equal(wrong.Subject, page.QuerySelector("#Input_Subject")!.GetAttribute("value"));
        Assert.Contains("anh.jpg", Text(page, "[data-held]"));
        using var sent = await PostAsync(client, page, A("Ảnh kèm theo"));
        Assert.Equal("/gop-y/bien-nhan", sent.Headers.Location?.ToString());
        var item = await ItemAsync(Text(await client.PageAsync("/gop-y/bien-nhan"), "#ma"));
        var file = Assert.Single(await RowsAsync<FeedbackFile>(rows => rows.Where(one => one.ItemId == item.Id)));
        Assert.Equal(("anh.jpg", "image/jpeg", ScanState.NotScanned), (file.Name, file.ContentType, file.Scan));

        // A note of held files is of no use in another form.
        var fresh = await FormAsync(client);
        using var stolen = await PostAsync(client, fresh, A("Tệp của người khác"), [("Input.Held", page.QuerySelector("#Input_Held")!.GetAttribute("value")!)]);
        var other = await ItemAsync(Text(await client.PageAsync("/gop-y/bien-nhan"), "#ma"));
        Assert.Empty(await RowsAsync<FeedbackFile>(rows => rows.Where(one => one.ItemId == other.Id)));
    }

    [Fact]
    public async Task A_file_is_known_by_its_bytes_and_served_as_a_download_to_its_sender_only()
    {
        using var client = Site.Client();
        foreach (var (name, bytes, expected) in new (string, byte[], string)[]
        {
            ("trang.jpg", "<html><script>alert(1)</script></html>"u8.ToArray(), "không gửi được"), ("hinh.svg", System.Text.Encoding.UTF8.GetBytes(MediaSamples.Svg()), "không gửi được"),
            ("bang.xlsx", MediaSamples.Xlsx(), "không gửi được"), ("ten.pdf", MediaSamples.Png(20, 20), "Đuôi tên tệp"), ("to.mp3", new byte[FeedbackFiles.MostBytes + 1], "lớn hơn 10 MB"), ("rong.pdf", [], "Tệp rỗng"),
        })
        {
            using var answer = await PostAsync(client, await FormAsync(client), A("Tệp lạ"), (name, bytes));
            Assert.Contains(expected, Text(await SiteClient.ParseAsync(answer), "[role=alert]"));
        }
        using (var six = await PostAsync(client, await FormAsync(client), A("Sáu tệp"), [.. Enumerable.Range(0, 6).Select(at => ($"{at}.png", MediaSamples.Png(8 + at, 8)))]))
            Assert.Contains("tối đa 5 tệp", Text(await SiteClient.ParseAsync(six), "[role=alert]"));
        using (await PostAsync(client, await FormAsync(client), A("Có PDF"), ("don.pdf", MediaSamples.Pdf()))) { }
        var path = (await client.PageAsync("/gop-y/theo-doi")).QuerySelector("a[href^='/gop-y/tep/']")!.GetAttribute("href")!;
        using var file = await client.GetAsync(path);
        Assert.Equal((HttpStatusCode.OK, "application/octet-stream", "attachment"), (file.StatusCode, file.Content.Headers.ContentType?.MediaType, file.Content.Headers.ContentDisposition?.DispositionType));
        Assert.Equal(("nosniff", "default-src 'none'; sandbox"), (file.Headers.GetValues("X-Content-Type-Options").Single(), file.Headers.GetValues("Content-Security-Policy").Single()));
        Assert.True(file.Headers.CacheControl!.NoStore);
        using var stranger = Site.Client();
        using (var nothing = await stranger.GetAsync(path)) Assert.Equal(HttpStatusCode.NotFound, nothing.StatusCode);
        await SendAsync(stranger, A("Người khác"));
        using (var still = await stranger.GetAsync(path)) Assert.Equal(HttpStatusCode.NotFound, still.StatusCode);
        var stored = (await RowsAsync<FeedbackFile>(rows => rows)).Single(one => path.EndsWith(one.Key, StringComparison.Ordinal));
        using (var library = await client.GetAsync($"/media/{stored.Path}")) Assert.Equal(HttpStatusCode.NotFound, library.StatusCode);
    }

    [Fact]
    public async Task Words_of_a_complaint_are_explained_before_it_is_sent_and_the_person_decides()
    {
        using var client = Site.Client();
        var complaint = A("Tôi khiếu nại quyết định số 12");
        using var asked = await PostAsync(client, await FormAsync(client), complaint);
        var page = await SiteClient.ParseAsync(asked);
        Assert.Contains("Luật Khiếu nại", Text(page, ".notice--warn"));
        using var sent = await PostAsync(client, page, complaint, [("Input.ReadAdvice", "true")]);
        Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
    }

    [Fact]
    public async Task Two_hundred_clicks_are_one_item()
    {
        using var client = Site.Client();
        var form = await FormAsync(client);
        var one = A(ATitle("Bấm nhiều lần"));
        var clicks = await Task.WhenAll(Enumerable.Range(0, 200).Select(async _ => { using var answer = await PostAsync(client, form, one); return answer.StatusCode; }));
        Assert.All(clicks, status => Assert.Equal(HttpStatusCode.Redirect, status));
        var item = Assert.Single(await RowsAsync<FeedbackItem>(rows => rows.Where(row => row.Subject == one.Subject)));
        Assert.Single(await RowsAsync<FeedbackEvent>(rows => rows.Where(row => row.ItemId == item.Id)));
        // Back, another word, and sent again: another message, and the first is not lost.
        using (await PostAsync(client, form, one with { Content = "Nói thêm một điều." })) { }
        Assert.Equal(2, (await RowsAsync<FeedbackItem>(rows => rows.Where(row => row.Subject == one.Subject))).Count);
    }

    [Fact]
    public async Task Guessing_learns_nothing_not_even_which_codes_there_are()
    {
        using var client = Site.Client();
        var (code, pin) = await SendAsync(client, A("Mã bí mật") with { Phone = "0987654321" });
        var unknown = TrackingCode.Shown(TrackingCode.New());
        async Task<(HttpStatusCode Status, string Words, TimeSpan? Wait)> TryAsync(string typed, string secret)
        {
            using var guesser = Site.Client();
            using var answer = await guesser.SubmitAsync("/gop-y/theo-doi", new Dictionary<string, string> { ["Code"] = typed, ["Secret"] = secret });
            return (answer.StatusCode, Text(await SiteClient.ParseAsync(answer), "[role=alert]"), answer.Headers.RetryAfter?.Delta);
        }
        Assert.Equal(await TryAsync(code, "000000"), await TryAsync(unknown, "000000"));
        Assert.Equal(await TryAsync(code, "0912345678"), await TryAsync("không phải mã", pin));
        await TryAsync(unknown, "000001");
        for (var number = 0; number < 8; number++)
        {
            await TryAsync(code, $"11111{number}");
            await TryAsync(unknown, $"11111{number}");
        }
        // Now even the right PIN is not heard, and an unknown code looks just so.
        var late = await TryAsync(code, pin);
        Assert.Equal(late, await TryAsync(unknown, pin));
        Assert.Equal((HttpStatusCode.TooManyRequests, TimeSpan.FromMinutes(15)), (late.Status, late.Wait!.Value));
        var opened = await Site.InAsync(async services =>
        {
            var store = services.GetRequiredService<FeedbackStore>();
            for (var number = 0; number < 2000; number++)
                if (await store.OpenAsync(TrackingCode.New(), pin, default) is not null) return true;
            return false;
        });
        Assert.False(opened);
    }

    [Fact]
    public async Task Information_that_is_asked_for_stops_the_clock_until_it_is_there()
    {
        using var client = Site.Client();
        var (code, _) = await SendAsync(client, A("Thiếu thông tin"));
        var item = await ItemAsync(code);
        var due = item.DueOn;
        Assert.Equal(ActOutcome.Done, (await ActAsync(item.Id, new(FeedbackAct.Accept), Desk)).Outcome);
        Assert.Contains("ghi rõ", (await ActAsync(item.Id, new(FeedbackAct.AskInfo), Desk)).Problem);
        await ActAsync(item.Id, new(FeedbackAct.AskInfo, "Hồ sơ nộp ở đâu?"), Desk);
        Assert.Contains("Hồ sơ nộp ở đâu?", Text(await client.PageAsync("/gop-y/theo-doi"), ".notice--warn"));
        var asked = BusinessTime.Today(Site.Clock);
        Site.Clock.Advance(TimeSpan.FromDays(9));
        var days = await Site.InAsync(services => services.GetRequiredService<Core.Calendar.WorkCalendar>().GetAsync().AsTask());
        using (await OpenedAsync(client, code)) { }
        using (var empty = await client.SubmitAsync("/gop-y/theo-doi", new Dictionary<string, string> { ["Note"] = " " }, form: "form[action*=Supply]")) Assert.Contains("ghi rõ", await empty.Content.ReadAsStringAsync());
        using (var supplied = await client.SubmitAsync("/gop-y/theo-doi", new Dictionary<string, string> { ["Note"] = "Nộp ở phường." }, form: "form[action*=Supply]")) Assert.Equal(HttpStatusCode.Redirect, supplied.StatusCode);
        item = await ItemAsync(code);
        Assert.Equal((FeedbackState.Accepted, days.Between(asked, BusinessTime.Today(Site.Clock)), (DateOnly?)null), (item.State, item.PausedDays, item.PausedOn));
        Assert.Equal(days.Add(item.ClockFrom, item.Days + item.PausedDays), item.DueOn);
        Assert.True(item.DueOn > due);
        Assert.Contains("Nộp ở phường.", Text(await client.PageAsync("/gop-y/theo-doi"), ".timeline"));
    }

    [Fact]
    public async Task An_answer_is_rated_and_what_is_not_solved_is_opened_once_more()
    {
        using var client = Site.Client();
        var (code, _) = await SendAsync(client, A("Xin trả lời"));
        var id = (await ItemAsync(code)).Id;
        await AnswerAsync(id, "Trả lời lần một.");
        var page = await client.PageAsync("/gop-y/theo-doi");
        Assert.Contains("Trả lời lần một.", Text(page, "main"));
        using (var none = await client.SubmitAsync("/gop-y/theo-doi", new Dictionary<string, string>(), form: "form[action*=Rate]")) Assert.Contains("chọn một mức", await none.Content.ReadAsStringAsync());
        using (var wordy = await client.SubmitAsync("/gop-y/theo-doi", new Dictionary<string, string> { ["Rating"] = "2", ["Note"] = new string('a', 1001) }, form: "form[action*=Rate]")) Assert.Contains("dài hơn 1000 ký tự", await wordy.Content.ReadAsStringAsync());
        using (await client.SubmitAsync("/gop-y/theo-doi", new Dictionary<string, string> { ["Rating"] = "2", ["Note"] = "Chưa đúng câu hỏi." }, form: "form[action*=Rate]")) { }
        var rated = await ItemAsync(code);
        Assert.Equal((2, "Chưa đúng câu hỏi."), (rated.Rating, rated.RatingReason));
        using (await client.SubmitAsync("/gop-y/theo-doi", new Dictionary<string, string> { ["Note"] = "Vẫn phải bổ sung." }, form: "form[action*=Reopen]")) { }
        var again = await ItemAsync(code);
        Assert.Equal((FeedbackState.Received, 1, BusinessTime.Today(Site.Clock), ""), (again.State, again.Reopened, again.ClockFrom, again.Answer));
        await AnswerAsync(id, "Trả lời lần hai.");
        page = await client.PageAsync("/gop-y/theo-doi");
        Assert.Null(page.QuerySelector("form[action*=Reopen]"));
        using (await client.SubmitAsync("/gop-y/theo-doi", new Dictionary<string, string>(), form: "form[action*=Close]")) { }
        Assert.Equal(FeedbackState.Closed, (await ItemAsync(code)).State);
        Assert.Equal(ActOutcome.Refused, (await ActAsync(id, new(FeedbackAct.Reopen, "Lần nữa"), FeedbackActor.Sender)).Outcome);
    }

    [Fact]
    public async Task A_sender_sees_corrects_withdraws_and_deletes_own_data()
    {
        using var client = Site.Client();
        using (await PostAsync(client, await FormAsync(client), A("Dữ liệu của tôi") with { Name = "Lê Văn Bình", Phone = "0911222333" }, ("anh.png", MediaSamples.Png(10, 10)))) { }
        var code = Text(await client.PageAsync("/gop-y/bien-nhan"), "#ma");
        using (var data = await client.GetAsync("/gop-y/theo-doi?handler=Data"))
        {
            var json = await data.Content.ReadAsStringAsync();
            Assert.All(["Lê Văn Bình", "0911222333", "anh.png"], text => Assert.Contains(text, json));
        }
        using (var wrong = await client.SubmitAsync("/gop-y/theo-doi", new Dictionary<string, string> { ["Email"] = "sai" }, form: "form[action*=Correct]")) Assert.Contains("Thư điện tử chưa đúng", await wrong.Content.ReadAsStringAsync());
        using (await client.SubmitAsync("/gop-y/theo-doi", new Dictionary<string, string> { ["Phone"] = "0999888777", ["Email"] = "binh@example.vn" }, form: "form[action*=Correct]")) { }
        using (var other = Site.Client()) Assert.Contains("Dữ liệu của tôi", Text(await OpenAsync(other, code, "0999888777"), "h1"));
        using (var unsure = await client.SubmitAsync("/gop-y/theo-doi", new Dictionary<string, string>(), form: "form[action*=Withdraw]")) Assert.Contains("xác nhận rút", await unsure.Content.ReadAsStringAsync());
        Assert.Null((await client.PageAsync("/gop-y/theo-doi")).QuerySelector("form[action*=Erase]"));
        using (await client.SubmitAsync("/gop-y/theo-doi", new Dictionary<string, string> { ["Sure"] = "true" }, form: "form[action*=Withdraw]")) { }
        Assert.Equal(FeedbackState.Withdrawn, (await ItemAsync(code)).State);
        var file = Assert.Single(await FilesAsync(code));
        using (await client.SubmitAsync("/gop-y/theo-doi", new Dictionary<string, string> { ["Sure"] = "true" }, form: "form[action*=Erase]")) { }
        var item = await ItemAsync(code);
        Assert.Equal(("", "", ""), (item.Contact, item.PhoneKey, item.EmailKey));
        Assert.NotNull(item.ErasedUtc);
        Assert.Empty(await FilesAsync(code));
        Assert.Null(await Site.InAsync(services => services.GetRequiredService<IMediaStore>().OpenAsync(file.Path, default)));
        Assert.Contains("Đã xóa lúc", Text(await client.PageAsync("/gop-y/theo-doi"), "main"));
        // Each of these clicks is a line of the register of requests, which names nobody.
        var lines = await RowsAsync<PersonalDataRequest>(rows => rows.Where(line => line.Reference == $"Ý kiến số {item.Id}").OrderBy(line => line.Id));
        Assert.Equal([PersonalDataRequestKind.View, PersonalDataRequestKind.Correct, PersonalDataRequestKind.WithdrawConsent, PersonalDataRequestKind.Delete], lines.Select(line => line.Kind));
        Assert.All(lines, line => Assert.Equal((true, PersonalDataRequestState.Done, ""), (line.ByPerson, line.State, line.Personal)));
    }

    [Fact]
    public async Task Two_officers_who_act_at_once_do_not_both_win()
    {
        using var client = Site.Client();
        var item = await ItemAsync((await SendAsync(client, A("Hai người"))).Code);
        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ActAsync(item.Id, new(FeedbackAct.Accept) { Seen = item.Version }, Desk)));
        Assert.Single(results, result => result.Outcome == ActOutcome.Done);
        Assert.All(results.Where(result => result.Outcome != ActOutcome.Done), result => Assert.True(result.Outcome is ActOutcome.ChangedMeanwhile or ActOutcome.Refused && result.Problem.Length > 0));
        Assert.Single(await RowsAsync<FeedbackEvent>(rows => rows.Where(one => one.ItemId == item.Id && one.Act == FeedbackAct.Accept)));
    }

    [Fact]
    public async Task The_page_of_the_channel_tells_deadlines_with_their_source_figures_and_other_channels()
    {
        using var client = Site.Client();
        var page = await client.PageAsync("/gop-y");
        Assert.Equal(5, page.QuerySelectorAll("table tbody tr").Length);
        Assert.Contains("minh họa", Text(page, "section:has(#so-lieu)"));
        Assert.Contains("Luật Tố cáo", Text(page, "section:has(#kenh-khac)"));
        using var alike = await client.GetAsync("/gop-y/tuong-tu?q=" + Uri.EscapeDataString("Giấy tờ thủ tục đất đai niêm yết ở đâu"));
        Assert.Contains("Thời hạn và giấy tờ của thủ tục đất đai", await alike.Content.ReadAsStringAsync());
        using var similar = await PostAsync(client, await FormAsync(client), A("giay to thu tuc dat dai") with { Content = "" }, [], "Similar");
        var form = await SiteClient.ParseAsync(similar);
        Assert.Contains("đất đai", Text(form, "[data-similar-box]"));
        Assert.Null(form.QuerySelector("[role=alert]"));
    }

    [Fact]
    public async Task Files_of_a_form_that_nobody_sent_go_after_two_days_and_others_stay()
    {
        using var client = Site.Client();
        using (await PostAsync(client, await FormAsync(client), A("Bỏ dở") with { Content = "" }, ("bo-do.png", MediaSamples.Png(9, 9)))) { }
        using (await PostAsync(client, await FormAsync(client), A("Gửi xong"), ("gui.png", MediaSamples.Png(11, 9)))) { }
        var code = Text(await client.PageAsync("/gop-y/bien-nhan"), "#ma");
        async Task<int> CountAsync() => await Site.InAsync(async services => { var count = 0; await foreach (var _ in services.GetRequiredService<IMediaStore>().ListAsync(FeedbackFiles.Folder, default)) count++; return count; });
        var before = await CountAsync();
        await Site.InAsync(services => services.GetRequiredService<FeedbackTidy>().RunDailyAsync(default));
        Assert.Equal(before, await CountAsync());
        Site.Clock.Advance(TimeSpan.FromDays(3));
        await Site.InAsync(services => services.GetRequiredService<FeedbackTidy>().RunDailyAsync(default));
        Assert.True(await CountAsync() < before);
        var kept = Assert.Single(await FilesAsync(code));
        await using var bytes = await Site.InAsync(services => services.GetRequiredService<IMediaStore>().OpenAsync(kept.Path, default));
        Assert.NotNull(bytes);
    }

    private async Task AnswerAsync(long id, string answer)
    {
        await ActAsync(id, new(FeedbackAct.Accept), Desk);
        await ActAsync(id, new(FeedbackAct.Assign) { Change = item => item.HandlerUnitId = null }, Desk);
        await ActAsync(id, new(FeedbackAct.Draft) { Change = item => item.Draft = answer }, Desk);
        var approved = await ActAsync(id, new(FeedbackAct.Approve), Approver);
        Assert.Equal((ActOutcome.Done, answer), (approved.Outcome, approved.Item!.Answer));
    }

    private Task<ActResult> ActAsync(long id, FeedbackStep step, FeedbackActor by) => Site.InAsync(services => services.GetRequiredService<FeedbackStore>().ActAsync(id, step, by, default));

    private async Task<FeedbackItem> ItemAsync(string code)
    {
        var key = Site.Services.GetRequiredService<FeedbackSecrets>().CodeKey(TrackingCode.Read(code)!);
        return Assert.Single(await RowsAsync<FeedbackItem>(rows => rows.Where(one => one.CodeKey == key)));
    }

    private async Task<List<FeedbackFile>> FilesAsync(string code)
    {
        var id = (await ItemAsync(code)).Id;
        return await RowsAsync<FeedbackFile>(rows => rows.Where(file => file.ItemId == id));
    }

    /// <summary>The pass has ended meanwhile: opened anew.</summary>
    private async Task<SiteClient?> OpenedAsync(SiteClient client, string code)
    {
        var receipt = await Site.InAsync(async services => services.GetRequiredService<FeedbackStore>().ReceiptOf(await ItemAsync(code)));
        await OpenAsync(client, code, receipt!.Pin);
        return null;
    }

    internal static async Task<IDocument> OpenAsync(SiteClient client, string code, string secret)
    {
        var token = (await client.PageAsync("/gop-y/theo-doi")).QuerySelector("main input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var opened = await client.SendAsync(HttpMethod.Post, "/gop-y/theo-doi", new FormUrlEncodedContent([new("__RequestVerificationToken", token), new("Code", code), new("Secret", secret)]));
        Assert.Equal(HttpStatusCode.Redirect, opened.StatusCode);
        return await client.PageAsync("/gop-y/theo-doi");
    }

    internal sealed record Message(string Subject, string Content, string Kind = "phan-anh", string Name = "", string Phone = "", string Email = "", string Unit = "");

    internal static Message A(string subject) => new(subject, "Tôi chờ đã lâu mà chưa có kết quả.");

    internal static Task<IDocument> FormAsync(SiteClient client) => client.PageAsync("/gop-y/gui");

    internal static async Task<(string Code, string Pin)> SendAsync(SiteClient client, Message message, params (string Name, byte[] Bytes)[] files)
    {
        using var sent = await PostAsync(client, await FormAsync(client), message, files);
        Assert.True(sent.StatusCode == HttpStatusCode.Redirect, await sent.Content.ReadAsStringAsync());
        var receipt = await client.PageAsync("/gop-y/bien-nhan");
        return (Text(receipt, "#ma"), Text(receipt, "#pin"));
    }

    internal static Task<HttpResponseMessage> PostAsync(SiteClient client, IDocument form, Message message, params (string Name, byte[] Bytes)[] files) => PostAsync(client, form, message, [], null, files);

    /// <summary>Sends a form as a browser does, hidden fields as they came.</summary>
    internal static async Task<HttpResponseMessage> PostAsync(SiteClient client, IDocument form, Message message, IReadOnlyList<(string Name, string Value)> more, string? handler = null, params (string Name, byte[] Bytes)[] files)
    {
        using var content = new MultipartFormDataContent();
        var fields = new Dictionary<string, string>
        {
            ["Input.Subject"] = message.Subject, ["Input.Content"] = message.Content, ["Input.Kind"] = message.Kind, ["Input.Name"] = message.Name, ["Input.Phone"] = message.Phone, ["Input.Email"] = message.Email, ["Input.Unit"] = message.Unit, ["Input.Publish"] = "None",
        };
        foreach (var hidden in new[] { "__RequestVerificationToken", "Input.Form", "Input.Held" }) fields[hidden] = form.QuerySelector($"main [name='{hidden}']")!.GetAttribute("value") ?? "";
        foreach (var (name, value) in more) fields[name] = value;
        foreach (var (name, value) in fields) content.Add(new StringContent(value), name);
        foreach (var (name, bytes) in files)
        {
            var part = new ByteArrayContent(bytes);
            part.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
            content.Add(part, "Files", name);
        }
        return await client.SendAsync(HttpMethod.Post, "/gop-y/gui" + (handler is null ? "" : $"?handler={handler}"), content);
    }

    internal static string Text(IDocument page, string selector) => string.Join(' ', (page.QuerySelector(selector) ?? throw new InvalidOperationException($"{selector} is not on the page.")).TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
