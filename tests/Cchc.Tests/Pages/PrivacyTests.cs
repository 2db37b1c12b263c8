using System.Net;
using System.Text;
using AngleSharp.Dom;
using Cchc.Core.People;
using Cchc.Core.Privacy;
using Cchc.Core.Text;
using Cchc.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Cchc.Tests.Pages;

public sealed class PrivacyOnSqlite(SqliteSite site) : PrivacyTests(site), IClassFixture<SqliteSite>;

public sealed class PrivacyOnPostgres(PostgresSite site) : PrivacyTests(site), IClassFixture<PostgresSite>;

/// <summary>The register of requests about personal data: the form, the receipt, looking up, the officers' pages.</summary>
public abstract class PrivacyTests(SiteFixture fixture) : KernelTests(fixture)
{
    private const string Form = "/du-lieu-ca-nhan", Find = "/du-lieu-ca-nhan/tra-cuu", Register = "/quan-tri/du-lieu-ca-nhan";

    [Fact]
    public async Task Somebody_without_script_learns_what_is_kept_asks_and_gets_a_code_that_opens_the_request()
    {
        using var client = Site.Client();
        var page = await client.PageAsync(Form);
        var kept = Text(page, "section:has(#giu-gi)");
        Assert.All(["Người gửi ý kiến", "24 tháng", "Người dự thi", "Người đọc"], words => Assert.Contains(words, kept));
        Assert.Empty(page.QuerySelectorAll("main input[checked]"));
        var (code, pin) = await SendAsync(client, ARequest("Xin xóa số điện thoại của tôi."));
        Assert.Matches("^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$", code);
        var receipt = await client.PageAsync($"{Form}/bien-nhan");
        Assert.Equal(code, Text(receipt, "#ma"));
        var request = await RequestAsync(code);
        Assert.Equal((PersonalDataRequestKind.Delete, "feedback", PersonalDataRequestState.New), (request.Kind, request.Module, request.State));
        Assert.Contains(BusinessTime.Date(request.AnswerBy), Text(receipt, "dl"));
        foreach (var secret in new[] { pin, "0912 345 678", "hoa@example.vn" })
        {
            using var other = Site.Client();
            using (var opened = await TryAsync(other, code.ToLowerInvariant().Replace('-', ' '), secret)) Assert.Equal(HttpStatusCode.Redirect, opened.StatusCode);
            var found = await other.PageAsync(Find);
            Assert.Contains("Xin xóa số điện thoại", Text(found, "main"));
            Assert.Contains("Mới", Text(found, "dl"));
        }
        using (await client.SubmitAsync(Find, new Dictionary<string, string>(), "form[action*=Leave]")) { }
        using (var left = await client.GetAsync($"{Form}/bien-nhan")) Assert.Equal(Find, left.Headers.Location?.ToString());
        Assert.Contains(await RowsAsync<Notification>(rows => rows.Where(notice => notice.Url == PrivacyDesk.UrlOf(request.Id))), notice => notice.Text.Contains("mới nhận", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_that_a_person_wrote_lies_in_the_database_as_it_was_written()
    {
        using var client = Site.Client();
        var (code, _) = await SendAsync(client, ARequest("Chuoi Khong Ai Viet XYZQ") with { Name = "Tran Thi Rieng Tu", Phone = "0977123456", Email = "rieng.tu@example.vn", About = "MA-RIENG-TU-77" });
        var id = (await RequestAsync(code)).Id;
        using var officer = await OfficerAsync();
        await StepAsync(officer, id, PrivacyAct.Finish, "Cau Tra Loi XYZQ");
        var row = System.Text.Json.JsonSerializer.Serialize(await RequestAsync(code));
        string[] secrets = ["Tran Thi Rieng", "0977123456", "977123456", "rieng.tu@example.vn", "MA-RIENG-TU-77", "Chuoi Khong Ai", "Cau Tra Loi XYZQ", TrackingCode.Read(code)!];
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, row));
        if (Fixture.Engine != Engine.Sqlite) return;
        foreach (var file in Directory.EnumerateFiles(Site.DataPath, "site.db*"))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[stream.Length];
            await stream.ReadExactlyAsync(bytes);
            Assert.All(secrets, secret => Assert.Equal(-1, bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret))));
        }
    }

    [Fact]
    public async Task Bad_input_is_named_and_loses_no_word()
    {
        using var client = Site.Client();
        using var refused = await PostAsync(client, await client.PageAsync(Form), ARequest("") with { Kind = "", Name = "", Phone = "12", Email = "sai", Module = "khong-co", About = "K7QM" });
        var page = await SiteClient.ParseAsync(refused);
        var problems = Text(page, "[role=alert]");
        foreach (var expected in new[] { "chọn loại yêu cầu", "nội dung yêu cầu", "họ và tên", "10 chữ số", "Thư điện tử chưa đúng", "chọn lại mục" }) Assert.Contains(expected, problems);
        Assert.Equal("K7QM", page.QuerySelector("#Input_About")!.GetAttribute("value"));
        using var kind = await PostAsync(client, page, ARequest("Nội dung còn nguyên") with { Kind = "99", Email = "sai" });
        Assert.Equal("Nội dung còn nguyên", (await SiteClient.ParseAsync(kind)).QuerySelector("#Input_Text")!.TextContent);
        Assert.Equal(HttpStatusCode.OK, kind.StatusCode);
        using var sent = await PostAsync(client, page, ARequest("Nội dung còn nguyên"));
        Assert.Equal($"{Form}/bien-nhan", sent.Headers.Location?.ToString());
    }

    [Fact]
    public async Task Fifty_clicks_are_one_request_and_the_same_receipt()
    {
        using var client = Site.Client();
        var form = await client.PageAsync(Form);
        var before = await CountAsync();
        var one = ARequest(ATitle("Bấm nhiều lần"));
        var clicks = await Task.WhenAll(Enumerable.Range(0, 50).Select(async _ => { using var answer = await PostAsync(client, form, one); return answer.StatusCode; }));
        Assert.All(clicks, status => Assert.Equal(HttpStatusCode.Redirect, status));
        Assert.Equal(before + 1, await CountAsync());
        // Back, another word, and sent again: another request.
        using (await PostAsync(client, form, one with { Text = "Nói thêm." })) { }
        Assert.Equal(before + 2, await CountAsync());
    }

    [Fact]
    public async Task The_code_of_somebody_else_gets_the_answer_of_an_unknown_one_and_guessing_is_stopped()
    {
        using var client = Site.Client();
        var (code, pin) = await SendAsync(client, ARequest("Của tôi"));
        var unknown = TrackingCode.Shown(TrackingCode.New());
        async Task<(HttpStatusCode, string)> GuessAsync(string typed, string secret)
        {
            using var guesser = Site.Client();
            using var answer = await TryAsync(guesser, typed, secret);
            return (answer.StatusCode, Text(await SiteClient.ParseAsync(answer), "[role=alert]"));
        }
        Assert.Equal(await GuessAsync(code, "000000"), await GuessAsync(unknown, "000000"));
        Assert.Equal(await GuessAsync(code, "0987654321"), await GuessAsync("không phải mã", pin));
        for (var number = 0; number < CodeTries.PerCode; number++)
        {
            await GuessAsync(code, $"11111{number % 10}");
            await GuessAsync(unknown, $"11111{number % 10}");
        }
        // Now even the right PIN is not heard, and an unknown code looks just so.
        var (status, words) = await GuessAsync(code, pin);
        Assert.Equal(HttpStatusCode.TooManyRequests, status);
        Assert.Equal((status, words), await GuessAsync(unknown, pin));
        // A pass of another part of the site opens nothing here.
        using var stranger = Site.Client();
        using var nothing = await stranger.GetAsync($"{Form}/bien-nhan");
        Assert.Equal(Find, nothing.Headers.Location?.ToString());
    }

    [Fact]
    public async Task An_officer_promises_looks_who_asks_which_is_noted_and_answers_and_the_person_reads_it()
    {
        using var client = Site.Client();
        var (code, _) = await SendAsync(client, ARequest("Gửi tôi bản sao. Gọi 0912 345 678."));
        var id = (await RequestAsync(code)).Id;
        using var officer = await OfficerAsync();
        Assert.Contains($"Số {id} ", Text(await officer.PageAsync(Register), "table"));
        var page = await officer.PageAsync(PrivacyDesk.UrlOf(id));
        Assert.Equal("N•••, •••••••678, h•••@example.vn", Text(page, "#nguoi-gui"));
        Assert.DoesNotContain("0912", page.Body!.TextContent);
        using (var seen = await officer.SubmitAsync(PrivacyDesk.UrlOf(id), new Dictionary<string, string>(), "form[action*=Contact]"))
        {
            Assert.True(seen.Headers.CacheControl!.NoStore);
            var shown = await SiteClient.ParseAsync(seen);
            Assert.Contains("Nguyễn Thị Hoa", Text(shown, "#nguoi-gui"));
            Assert.Contains("0912 345 678", shown.Body!.TextContent);
        }
        Assert.Contains("hẹn", await ProblemAsync(officer, id, PrivacyAct.Take, "Tìm trong hai hệ thống."));
        var promised = BusinessTime.Today(Site.Clock).AddDays(10);
        await StepAsync(officer, id, PrivacyAct.Take, "Tìm trong hai hệ thống.", promised: promised);
        var request = await RequestAsync(code);
        Assert.Equal((PersonalDataRequestState.InWork, promised, (DateTime?)NowUtc), (request.State, request.DueOn, request.AnsweredUtc));
        Assert.Contains("Tìm trong hai hệ thống.", Text(await client.PageAsync(Find), "main"));
        await StepAsync(officer, id, PrivacyAct.Finish, "Bản sao nhận tại bộ phận một cửa.");
        page = await client.PageAsync(Find);
        Assert.Contains("Bản sao nhận tại bộ phận một cửa.", Text(page, "section:has(#tra-loi)"));
        Assert.Contains("Đã làm", Text(page, "dl"));
        Assert.Null((await officer.PageAsync(PrivacyDesk.UrlOf(id))).QuerySelector("form[action*='du-lieu-ca-nhan'] textarea"));
        var trail = await RowsAsync<AuditEvent>(rows => rows.Where(entry => entry.SubjectType == nameof(PersonalDataRequest) && entry.SubjectId == $"{id}").OrderBy(entry => entry.Id));
        Assert.Equal(["privacy.person-seen", "privacy.taken", "privacy.done"], trail.Select(entry => entry.Action));
        Assert.All(trail, entry => Assert.DoesNotContain("Hoa", entry.Summary));
    }

    [Fact]
    public async Task A_refusal_needs_its_provision_of_law_and_of_two_officers_one_wins()
    {
        using var client = Site.Client();
        var (code, _) = await SendAsync(client, ARequest("Xóa cả kết quả đã công bố"));
        var id = (await RequestAsync(code)).Id;
        using var officer = await OfficerAsync();
        using (var refused = await officer.SubmitAsync(PrivacyDesk.UrlOf(id), StepOf(PrivacyAct.Refuse, "Kết quả đã công bố phải giữ.", "", null, 0), "form:has(#can-cu)"))
        {
            var page = await SiteClient.ParseAsync(refused);
            Assert.Contains("căn cứ pháp luật", Text(page, "[role=alert]"));
            Assert.Equal("Kết quả đã công bố phải giữ.", page.QuerySelector("#loi-Refuse")!.TextContent);
        }
        await StepAsync(officer, id, PrivacyAct.Refuse, "Kết quả đã công bố phải giữ.", "Điều 3 Quy chế thử");
        Assert.Contains("vừa được người khác xử lý", await ProblemAsync(officer, id, PrivacyAct.Finish, "Tôi cũng làm.", seen: 0));
        var found = await client.PageAsync(Find);
        Assert.Contains("Điều 3 Quy chế thử", Text(found, "dl"));
        Assert.Equal(PersonalDataRequestState.Refused, (await RequestAsync(code)).State);
    }

    [Fact]
    public async Task What_came_on_paper_is_entered_with_its_true_time_and_gets_a_code_too()
    {
        using var officer = await OfficerAsync();
        var fields = new Dictionary<string, string> { ["Input.Kind"] = "Correct", ["Input.Text"] = "Sửa họ tên.", ["Input.Name"] = "Lê Văn Giấy", ["Input.ReceivedAt"] = "2030-01-01T08:00" };
        using (var future = await officer.SubmitAsync($"{Register}/nhap", fields)) Assert.Contains("không ở sau lúc này", Text(await SiteClient.ParseAsync(future), "[role=alert]"));
        fields["Input.ReceivedAt"] = "2026-11-20T16:30";
        using var entered = await officer.SubmitAsync($"{Register}/nhap", fields);
        Assert.True(entered.Headers.CacheControl!.NoStore);
        var slip = (await SiteClient.ParseAsync(entered)).QuerySelectorAll(".slip .code").Select(one => one.TextContent.Trim()).ToList();
        var request = await RequestAsync(slip[0]);
        Assert.Equal((new DateOnly(2026, 11, 25), new DateTime(2026, 11, 20, 9, 30, 0, DateTimeKind.Utc)), (request.AnswerBy, request.ReceivedUtc));
        using var person = Site.Client();
        using (var opened = await TryAsync(person, slip[0], slip[1])) Assert.Equal(HttpStatusCode.Redirect, opened.StatusCode);
        Assert.Single(await RowsAsync<AuditEvent>(rows => rows.Where(entry => entry.Action == "privacy.entered")));
    }

    [Fact]
    public async Task The_register_shows_what_is_late_in_red_and_leaves_the_house_without_people()
    {
        using var client = Site.Client();
        var (code, _) = await SendAsync(client, ARequest("Quá hạn") with { Name = "Người Trong Sổ" });
        var id = (await RequestAsync(code)).Id;
        await Site.WithDbAsync(db => db.Set<PersonalDataRequest>().Where(row => row.Id == id).ExecuteUpdateAsync(row => row.SetProperty(one => one.DueOn, new DateOnly(2026, 11, 18)).SetProperty(one => one.AnswerBy, new DateOnly(2026, 11, 18))));
        using var officer = await OfficerAsync();
        var late = await officer.PageAsync($"{Register}?xem=qua-han");
        Assert.StartsWith("Quá hạn", Text(late, "tbody .state--bad"));
        Assert.Contains($"Số {id} ", Text(late, "tbody"));
        Assert.DoesNotContain("Người Trong Sổ", late.Body!.TextContent);
        using (var csv = await officer.GetAsync($"{Register}?xem=tat-ca&handler=Csv"))
        {
            var text = await csv.Content.ReadAsStringAsync();
            Assert.Contains($"\n{id},Xóa dữ liệu,Người gửi ý kiến", text);
            Assert.All(["Người Trong Sổ", "0912345678", "hoa@example.vn", "Quá hạn\n"], words => Assert.DoesNotContain(words, text));
            Assert.True(csv.Headers.CacheControl!.NoStore);
        }
        using (var book = await officer.GetAsync($"{Register}?xem=tat-ca&handler=Xlsx")) Assert.Equal(Core.Sheets.Spreadsheet.MediaType, book.Content.Headers.ContentType?.MediaType);
        Assert.Equal(2, (await RowsAsync<AuditEvent>(rows => rows.Where(entry => entry.Action == "privacy.exported"))).Count);
        using var stranger = Site.Client();
        await Site.AddPersonAsync("phong.vien.rieng", "Author");
        using (await stranger.SignInAsync("phong.vien.rieng")) { }
        foreach (var path in new[] { Register, $"{Register}?handler=Csv", PrivacyDesk.UrlOf(id) })
        {
            using var shut = await stranger.GetAsync(path);
            Assert.NotEqual(HttpStatusCode.OK, shut.StatusCode);
        }
    }

    internal sealed record Message(string Text, string Kind = "Delete", string Module = "feedback", string About = "", string Name = "Nguyễn Thị Hoa", string Phone = "0912345678", string Email = "hoa@example.vn");

    private static Message ARequest(string text) => new(text);

    private async Task<SiteClient> OfficerAsync()
    {
        var name = $"can.bo.{Guid.NewGuid():N}"[..20];
        await Site.AddPersonAsync(name, "FeedbackOfficer");
        var officer = Site.Client();
        using (await officer.SignInAsync(name)) { }
        return officer;
    }

    private static Dictionary<string, string> StepOf(PrivacyAct act, string text, string reason, DateOnly? promised, int seen) =>
        new() { ["Input.Act"] = $"{act}", ["Input.Text"] = text, ["Input.Reason"] = reason, ["Input.PromisedOn"] = promised is { } day ? $"{day:yyyy-MM-dd}" : "", ["Input.Seen"] = $"{seen}" };

    private async Task StepAsync(SiteClient officer, long id, PrivacyAct act, string text, string reason = "", DateOnly? promised = null)
    {
        var version = await Site.WithDbAsync(db => db.Set<PersonalDataRequest>().Where(row => row.Id == id).Select(row => row.Version).SingleAsync());
        using var done = await SendStepAsync(officer, id, StepOf(act, text, reason, promised, version));
        Assert.True(done.StatusCode == HttpStatusCode.Redirect, await done.Content.ReadAsStringAsync());
    }

    private static async Task<string> ProblemAsync(SiteClient officer, long id, PrivacyAct act, string text, int seen = 0)
    {
        using var refused = await SendStepAsync(officer, id, StepOf(act, text, "", null, seen));
        return Text(await SiteClient.ParseAsync(refused), "[role=alert]");
    }

    private static async Task<HttpResponseMessage> SendStepAsync(SiteClient officer, long id, Dictionary<string, string> fields)
    {
        var page = await officer.PageAsync(PrivacyDesk.UrlOf(id));
        fields["__RequestVerificationToken"] = page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        return await officer.SendAsync(HttpMethod.Post, PrivacyDesk.UrlOf(id), new FormUrlEncodedContent(fields));
    }

    private static Task<HttpResponseMessage> TryAsync(SiteClient client, string code, string secret) => client.SubmitAsync(Find, new Dictionary<string, string> { ["Code"] = code, ["Secret"] = secret });

    private static async Task<(string Code, string Pin)> SendAsync(SiteClient client, Message message)
    {
        using var sent = await PostAsync(client, await client.PageAsync(Form), message);
        Assert.True(sent.StatusCode == HttpStatusCode.Redirect, await sent.Content.ReadAsStringAsync());
        var receipt = await client.PageAsync($"{Form}/bien-nhan");
        return (Text(receipt, "#ma"), Text(receipt, "#pin"));
    }

    private static Task<HttpResponseMessage> PostAsync(SiteClient client, IDocument form, Message message) => client.SendAsync(HttpMethod.Post, Form, new FormUrlEncodedContent(new Dictionary<string, string>
    {
        ["__RequestVerificationToken"] = form.QuerySelector("main [name=__RequestVerificationToken]")!.GetAttribute("value")!, ["Input.Form"] = form.QuerySelector("#Input_Form")!.GetAttribute("value")!,
        ["Input.Kind"] = message.Kind, ["Input.Module"] = message.Module, ["Input.About"] = message.About, ["Input.Text"] = message.Text, ["Input.Name"] = message.Name, ["Input.Phone"] = message.Phone, ["Input.Email"] = message.Email,
    }));

    private Task<int> CountAsync() => Site.WithDbAsync(db => db.Set<PersonalDataRequest>().CountAsync());

    private async Task<PersonalDataRequest> RequestAsync(string code)
    {
        var key = Site.Services.GetRequiredService<PrivacySecrets>().CodeKey(TrackingCode.Read(code)!);
        return Assert.Single(await RowsAsync<PersonalDataRequest>(rows => rows.Where(one => one.CodeKey == key)));
    }

    private static string Text(IDocument page, string selector) => Feedback.FeedbackTests.Text(page, selector);
}
