using System.Net;
using System.Text.Json;
using AngleSharp.Dom;
using Cchc.Core.Jobs;
using Cchc.Core.Privacy;
using Cchc.Modules.Contest.Bank;
using Cchc.Modules.Contest.Data;
using Cchc.Modules.Contest.Results;
using Cchc.Modules.Contest.Rules;
using Cchc.Modules.Contest.Taking;
using Cchc.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Cchc.Tests.Pages.Contests;

public sealed class ContestsOnSqlite(SqliteSite site) : ContestTests(site), IClassFixture<SqliteSite>;

public sealed class ContestsOnPostgres(PostgresSite site) : ContestTests(site), IClassFixture<PostgresSite>;

/// <summary>Taking part: enter, start, answer, hand in, and everything that may go wrong on the way.</summary>
public abstract class ContestTests(SiteFixture fixture) : KernelTests(fixture)
{
    protected const string Slug = "tim-hieu-cai-cach-hanh-chinh";
    private const string Home = $"/cuoc-thi/{Slug}";
    private static int phones;

    [Fact]
    public async Task Somebody_without_script_enters_answers_and_gets_a_receipt_that_stays()
    {
        using var client = Site.Client();
        var (_, code) = await EnterAsync(client, "Nguyễn Thị Hoa");
        Assert.Matches("^[0-9A-Z]{5} [0-9A-Z]{5}$", code);
        var paper = await StartAsync(client);
        Assert.Equal("Câu 1 trong 20", paper.QuerySelector(".q__no")!.TextContent);
        for (var number = 1; number <= 20; number++)
            using (var saved = await client.SubmitAsync($"{Home}/ky-1/bai-thi?cau={number}", new Dictionary<string, string> { ["tra-loi"] = "0", ["den"] = number < 20 ? $"{number + 1}" : "nop" }))
                Assert.Equal($"{Home}/ky-1/bai-thi?cau={(number < 20 ? $"{number + 1}" : "nop")}", saved.Headers.Location?.ToString());
        var last = await client.PageAsync($"{Home}/ky-1/bai-thi?cau=nop");
        Assert.Contains("Bạn đã trả lời tất cả các câu", last.QuerySelector("main")!.TextContent);
        using (var handed = await FinishAsync(client, "480")) Assert.Equal($"{Home}/cua-toi", handed.Headers.Location?.ToString());
        var mine = await client.PageAsync($"{Home}/cua-toi");
        var receipt = mine.QuerySelector("dl.kv dd.strong")!.TextContent;
        using (var again = await client.GetAsync($"{Home}/ky-1/bai-thi")) Assert.Equal($"{Home}/cua-toi", again.Headers.Location?.ToString());
        Assert.Equal(receipt, (await client.PageAsync($"{Home}/cua-toi")).QuerySelector("dl.kv dd.strong")!.TextContent);

        var attempt = Assert.Single(await RowsAsync<Attempt>(rows => rows.Where(one => one.Code == receipt)));
        Assert.Equal((AttemptState.Submitted, 480m, 20), (attempt.State, attempt.Prediction, ContestJson.List<string>(attempt.Answers).Count));
        Assert.Equal(attempt.Receipt, await ReceiptAsync(attempt));
    }

    [Fact]
    public async Task The_code_opens_the_same_paper_on_another_device_with_the_time_that_is_left()
    {
        using var first = Site.Client();
        var (_, code) = await EnterAsync(first, "Trần Văn Minh");
        var before = await StartAsync(first);
        using (await first.SubmitAsync($"{Home}/ky-1/bai-thi?cau=1", new Dictionary<string, string> { ["tra-loi"] = "1", ["den"] = "2" })) { }
        Site.Clock.Advance(TimeSpan.FromMinutes(2));
        using var second = Site.Client();
        using (var resumed = await second.SubmitAsync($"{Home}/lam-tiep", new Dictionary<string, string> { ["Code"] = code.Replace(" ", "").ToLowerInvariant() })) Assert.Equal(HttpStatusCode.Redirect, resumed.StatusCode);
        var after = await second.PageAsync($"{Home}/ky-1/bai-thi?cau=1");
        Assert.Equal(before.QuerySelector(".q__text")!.TextContent, after.QuerySelector(".q__text")!.TextContent);
        Assert.Equal("1", after.QuerySelector("input[name=tra-loi][checked]")!.GetAttribute("value"));
        Assert.InRange(int.Parse(after.QuerySelector("[data-seconds-left]")!.GetAttribute("data-seconds-left")!, System.Globalization.CultureInfo.InvariantCulture), 1, 28 * 60);
        using var stranger = Site.Client();
        using (var wrong = await stranger.SubmitAsync($"{Home}/lam-tiep", new Dictionary<string, string> { ["Code"] = "AAAAA BBBBB" })) Assert.Contains("Không có mã này", await wrong.Content.ReadAsStringAsync());
        using (var nobody = await stranger.GetAsync($"{Home}/ky-1/bai-thi")) Assert.Equal($"{Home}/lam-tiep", nobody.Headers.Location?.ToString());
    }

    [Fact]
    public async Task A_person_enters_once_and_bad_input_loses_nothing()
    {
        using var client = Site.Client();
        var (phone, _) = await EnterAsync(client, "Lê Thu Hà");
        using var other = Site.Client();
        using var twice = await other.SubmitAsync($"{Home}/vao-thi", await EntryAsync("Lê Thu Hà", $"+84 {phone[1..]}"));
        var page = await SiteClient.ParseAsync(twice);
        Assert.Contains("đã đăng ký cuộc thi", page.QuerySelector("[role=alert]")!.TextContent);
        Assert.Equal("Lê Thu Hà", page.QuerySelector("#Input_Name")!.GetAttribute("value"));
        foreach (var (field, value, expected) in new[] { ("Input.Phone", "12345", "Số điện thoại có 10 chữ số"), ("Input.Name", "", "Hãy ghi họ và tên"), ("Input.Consent", "false", "Cần bạn đồng ý"), ("Input.Block", "999999", "Hãy chọn khối") })
        {
            using var refused = await other.SubmitAsync($"{Home}/vao-thi", new Dictionary<string, string>(await EntryAsync("Ai đó", APhone())) { [field] = value });
            Assert.Contains(expected, (await SiteClient.ParseAsync(refused)).QuerySelector("[role=alert]")!.TextContent);
        }
        var hidden = await Site.WithDbAsync(db => db.Set<Participant>().OrderByDescending(person => person.Id).Select(person => person.Personal).FirstAsync());
        Assert.DoesNotContain(phone, hidden);
        Assert.DoesNotContain("Hà", hidden);
    }

    [Fact]
    public async Task Two_hundred_starts_and_papers_at_once_are_one_attempt_and_one_receipt()
    {
        using var client = Site.Client();
        await EnterAsync(client, "Phạm Quốc Bảo");
        var mine = await client.PageAsync($"{Home}/cua-toi");
        var token = mine.QuerySelector("form[action*=Start] input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        async Task<HttpStatusCode> PostAsync(string path, params (string, string)[] fields)
        {
            using var response = await client.SendAsync(HttpMethod.Post, path, new FormUrlEncodedContent([new("__RequestVerificationToken", token), .. fields.Select(field => KeyValuePair.Create(field.Item1, field.Item2))]));
            return response.StatusCode;
        }
        var starts = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => PostAsync($"{Home}/cua-toi?handler=Start", ("ky", "1"))));
        Assert.All(starts, status => Assert.Equal(HttpStatusCode.Redirect, status));
        var person = await PersonAsync("Phạm Quốc Bảo");
        Assert.Single(await RowsAsync<Attempt>(rows => rows.Where(one => one.ParticipantId == person.Id)));
        await Task.WhenAll(Enumerable.Range(0, 200).Select(at => at % 2 == 0 ? PostAsync($"{Home}/ky-1/bai-thi?cau=nop&handler=Finish", ("du-doan", "7")) : PostAsync($"{Home}/ky-1/bai-thi?cau={at % 20 + 1}&handler=Save", ("tra-loi", "0"))));
        var attempt = Assert.Single(await RowsAsync<Attempt>(rows => rows.Where(one => one.ParticipantId == person.Id)));
        Assert.Equal(AttemptState.Submitted, attempt.State);
        Assert.Equal(attempt.Receipt, await ReceiptAsync(attempt));
        // What was acknowledged as saved is in the paper that counts.
        var answers = ContestJson.List<string>(attempt.Answers);
        var rows = await RowsAsync<AttemptAnswer>(all => all.Where(one => one.AttemptId == attempt.Id));
        Assert.All(rows, row => Assert.Equal(row.Value, answers[row.Position]));
        // The second attempt is allowed, the third is not.
        await PostAsync($"{Home}/cua-toi?handler=Start", ("ky", "1"));
        await PostAsync($"{Home}/ky-1/bai-thi?cau=nop&handler=Finish");
        await PostAsync($"{Home}/cua-toi?handler=Start", ("ky", "1"));
        Assert.Equal(2, (await RowsAsync<Attempt>(all => all.Where(one => one.ParticipantId == person.Id))).Count);
    }

    [Fact]
    public async Task After_the_time_nothing_is_taken_and_what_was_saved_counts()
    {
        using var client = Site.Client();
        await EnterAsync(client, "Huỳnh Ngọc Lan");
        var paper = await StartAsync(client);
        using (await client.SubmitAsync($"{Home}/ky-1/bai-thi?cau=1", new Dictionary<string, string> { ["tra-loi"] = "2", ["den"] = "2" })) { }
        var token = paper.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        FormUrlEncodedContent Late() => new([new("__RequestVerificationToken", token), new("tra-loi", "3")]);
        Site.Clock.Advance(TimeSpan.FromMinutes(30) + TimeSpan.FromSeconds(4));
        using (var grace = await client.SendAsync(HttpMethod.Post, $"{Home}/ky-1/bai-thi?cau=2&handler=Save", Late())) Assert.Equal(HttpStatusCode.OK, grace.StatusCode);
        Site.Clock.Advance(TimeSpan.FromSeconds(2));
        using (var late = await client.SendAsync(HttpMethod.Post, $"{Home}/ky-1/bai-thi?cau=3&handler=Save", Late()))
        {
            Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
            Assert.Contains("\"over\":true", await late.Content.ReadAsStringAsync());
        }
        Assert.Contains("Hết giờ lúc", (await client.PageAsync($"{Home}/cua-toi")).QuerySelector("main")!.TextContent);
        var person = await PersonAsync("Huỳnh Ngọc Lan");
        var attempt = Assert.Single(await RowsAsync<Attempt>(rows => rows.Where(one => one.ParticipantId == person.Id)));
        Assert.Equal((AttemptState.Expired, attempt.DeadlineUtc), (attempt.State, attempt.SubmittedUtc!.Value));
        Assert.Equal(2, ContestJson.List<string>(attempt.Answers).Count(answer => answer.Length > 0));
    }

    [Fact]
    public async Task What_no_form_can_send_is_refused_in_words()
    {
        using var client = Site.Client();
        await EnterAsync(client, "Võ Minh Khang");
        var paper = await StartAsync(client);
        var token = paper.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        foreach (var (query, value, status) in new[] { ("cau=1", "9", 400), ("cau=1", "x", 400), ("cau=1", "-1", 400), ("cau=nop", "0", 200), ("cau=99", "0", 200), ("cau=1", new string('a', 1_000_000), 400) }) // a real port answers 413
        {
            using var response = await client.SendAsync(HttpMethod.Post, $"{Home}/ky-1/bai-thi?{query}&handler=Save", new FormUrlEncodedContent([new("__RequestVerificationToken", token), new("tra-loi", value)]));
            Assert.True((int)response.StatusCode == status, $"{query} {value[..1]}: {(int)response.StatusCode}");
        }
        foreach (var guess in new[] { "nhiều lắm", "-5", "1e9", "999999999999" })
            using (var refused = await FinishAsync(client, guess)) Assert.Contains("Dự đoán là một số người", (await SiteClient.ParseAsync(refused)).QuerySelector("[role=alert]")!.TextContent);
        Assert.Empty(Site.Errors.Lines);
    }

    [Fact]
    public async Task No_answer_before_the_close_holds_a_key_an_explanation_or_somebody_else()
    {
        var shelf = await Site.Services.GetRequiredService<ContestBook>().GetAsync();
        var secret = shelf.Secret.Select(version => shelf.Questions[version]).ToList();
        Assert.Equal(43, secret.Count);
        using var other = Site.Client();
        var (otherPhone, otherCode) = await EnterAsync(other, "Người Khác Hoàn Toàn");
        using var client = Site.Client();
        var texts = new List<(string Path, string Text)>();
        async Task KeepAsync(string path)
        {
            using var response = await client.GetAsync(path);
            texts.Add((path, WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync())));
        }
        await EnterAsync(client, "Đặng Thị Mai");
        await StartAsync(client);
        foreach (var number in Enumerable.Range(1, 20).Select(number => $"{number}").Append("nop")) await KeepAsync($"{Home}/ky-1/bai-thi?cau={number}");
        // What the script of the page gets for each answer that it saves, taken or refused.
        var token = (await client.PageAsync($"{Home}/ky-1/bai-thi")).QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        for (var number = 1; number <= 20; number++)
            foreach (var value in new[] { "0", "9" })
                using (var saved = await client.SendAsync(HttpMethod.Post, $"{Home}/ky-1/bai-thi?cau={number}&handler=Save", new FormUrlEncodedContent([new("__RequestVerificationToken", token), new("tra-loi", value)])))
                    texts.Add(($"{Home}/ky-1/bai-thi?cau={number}&handler=Save", await saved.Content.ReadAsStringAsync()));
        using (await FinishAsync(client, "3")) { }
        foreach (var path in new[] { "", "/the-le", "/vao-thi", "/cua-toi", "/lam-thu", "/lam-tiep", "/ky-1", "/ky-1/kiem-tra", "/ky-1/doi-chieu.json", "/ky-1/xem-lai?luot=1", "/ky-2", "/ky-2/doi-chieu.json" }) await KeepAsync(Home + path);
        foreach (var path in new[] { "/cuoc-thi", "/", "/cuoc-thi/thi-thu-cai-cach-hanh-chinh/ky-1/doi-chieu.json", "/cuoc-thi/thi-thu-cai-cach-hanh-chinh/lam-thu", "/cuoc-thi/thi-thu-cai-cach-hanh-chinh/ky-1" }) await KeepAsync(path);
        var isPaper = $"{Home}/ky-1/bai-thi";
        foreach (var (path, text) in texts)
        {
            Assert.False(text.Contains(otherPhone, StringComparison.Ordinal) || text.Contains(otherCode, StringComparison.Ordinal) || text.Contains("Người Khác Hoàn Toàn", StringComparison.Ordinal), $"{path} tells of somebody else.");
            if (path.StartsWith(isPaper, StringComparison.Ordinal))
            {
                // A paper shows options; it must not tell which is right: no mark beside the positions that the form itself sends.
                Assert.DoesNotContain("correct", text, StringComparison.OrdinalIgnoreCase);
                Assert.DoesNotContain("Căn cứ", text, StringComparison.Ordinal);
                continue;
            }
            foreach (var question in secret)
            {
                Assert.False(text.Contains(question.Text, StringComparison.Ordinal), $"{path} tells the question “{question.Text}”.");
                if (question.Explanation.Length > 0) Assert.DoesNotContain(question.Explanation, text);
            }
        }
        foreach (var question in secret.Where(question => question.LegalBasis.Length > 0)) Assert.DoesNotContain(texts, pair => pair.Path.StartsWith(isPaper, StringComparison.Ordinal) && pair.Text.Contains(question.LegalBasis, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_person_sees_takes_along_corrects_and_deletes_the_own_data()
    {
        using var client = Site.Client();
        var (phone, code) = await EnterAsync(client, "Ngô Thị Sai");
        await StartAsync(client);
        using (var early = await client.SubmitAsync(OwnData, new Dictionary<string, string> { ["sure"] = "true" }, "form[action*=Delete]")) Assert.Contains("nộp bài rồi xóa", (await SiteClient.ParseAsync(early)).QuerySelector("[role=alert]")!.TextContent);
        using (await FinishAsync(client, "5")) { }
        using (var empty = await client.SubmitAsync(OwnData, new Dictionary<string, string> { ["Input.Name"] = " " }, "form[action*=Correct]")) Assert.Contains("Hãy ghi họ và tên", await TextOfAsync(empty));
        using (var corrected = await client.SubmitAsync(OwnData, new Dictionary<string, string> { ["Input.Name"] = "Ngô Thị Đúng" }, "form[action*=Correct]")) Assert.Equal(HttpStatusCode.Redirect, corrected.StatusCode);
        Assert.Contains("Ngô Thị Đúng", (await client.PageAsync(OwnData)).QuerySelector("dl.kv")!.TextContent);
        using (var export = await client.GetAsync($"{OwnData}?handler=Export"))
        {
            Assert.True(export.Headers.CacheControl?.NoStore);
            var file = JsonDocument.Parse(await export.Content.ReadAsStringAsync()).RootElement;
            Assert.Equal(("Ngô Thị Đúng", phone, code), (file.GetProperty("data").GetProperty("Name").GetString(), file.GetProperty("data").GetProperty("Phone").GetString(), file.GetProperty("data").GetProperty("Code").GetString()));
            Assert.Equal(1, file.GetProperty("attempts").GetArrayLength());
        }
        var person = await PersonAsync("Ngô Thị Đúng");
        using (var unsure = await client.SubmitAsync(OwnData, new Dictionary<string, string>(), "form[action*=Delete]")) Assert.Contains("Hãy đánh dấu", (await SiteClient.ParseAsync(unsure)).QuerySelector("[role=alert]")!.TextContent);
        using (var deleted = await client.SubmitAsync(OwnData, new Dictionary<string, string> { ["sure"] = "true" }, "form[action*=Delete]")) Assert.Equal(Home, deleted.Headers.Location?.ToString());
        var after = Assert.Single(await RowsAsync<Participant>(rows => rows.Where(one => one.Id == person.Id)));
        Assert.Equal(("", "", person.IdentityKey), (after.Personal, after.Address, after.IdentityKey));
        Assert.Equal(AttemptState.Submitted, Assert.Single(await RowsAsync<Attempt>(rows => rows.Where(one => one.ParticipantId == person.Id))).State);
        using (var gone = await client.GetAsync(OwnData)) Assert.Equal($"{Home}/lam-tiep", gone.Headers.Location?.ToString());
        using (var resumed = await client.SubmitAsync($"{Home}/lam-tiep", new Dictionary<string, string> { ["Code"] = code })) Assert.Contains("Không có mã này", await TextOfAsync(resumed));
        using (var again = await client.SubmitAsync($"{Home}/vao-thi", await EntryAsync("Người Cũ", phone))) Assert.Contains("đã đăng ký cuộc thi", await TextOfAsync(again));
        var trail = await RowsAsync<Core.People.AuditEvent>(rows => rows.Where(entry => entry.SubjectType == "Participant" && entry.SubjectId == $"{person.Id}"));
        Assert.Equal(["contest.person-corrected", "contest.person-deleted"], trail.Select(entry => entry.Action).Order());
        var lines = await RowsAsync<Core.Privacy.PersonalDataRequest>(rows => rows.Where(line => line.Reference == $"Người dự thi {person.Id}").OrderBy(line => line.Id));
        Assert.Equal([Core.Privacy.PersonalDataRequestKind.Correct, Core.Privacy.PersonalDataRequestKind.View, Core.Privacy.PersonalDataRequestKind.Delete], lines.Select(line => line.Kind));
        Assert.DoesNotContain(trail, entry => entry.Summary.Contains("Ngô", StringComparison.Ordinal));
    }

    private const string OwnData = $"{Home}/du-lieu-cua-toi";

    private static async Task<string> TextOfAsync(HttpResponseMessage response) => (await SiteClient.ParseAsync(response)).QuerySelector("[role=alert]")!.TextContent;

    [Fact]
    public async Task The_published_file_proves_the_published_result()
    {
        using var client = Site.Client();
        using var response = await client.GetAsync("/cuoc-thi/thi-thu-cai-cach-hanh-chinh/ky-1/doi-chieu.json");
        var file = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        var plans = file.GetProperty("plans").EnumerateArray().ToDictionary(plan => plan.GetProperty("block").GetInt32(), plan => plan.GetProperty("plan").Deserialize<PaperPlan>(ContestJson.Options)!);
        var keys = file.GetProperty("questions").EnumerateArray().ToDictionary(question => question.GetProperty("version").GetInt32(), question => question.GetProperty("key").Deserialize<QuestionBody>(ContestJson.Options)!);
        var receipts = new List<string>();
        foreach (var attempt in file.GetProperty("attempts").EnumerateArray())
        {
            string Text(string name) => attempt.GetProperty(name).GetString()!;
            var block = attempt.GetProperty("block").GetInt32();
            var seed = long.Parse(Text("seed"), System.Globalization.CultureInfo.InvariantCulture);
            var paper = Paper.Draw(plans[block], seed);
            var answers = attempt.GetProperty("answers").EnumerateArray().Select(answer => answer.GetString()!).ToList();
            DateTime Utc(string name) => DateTime.Parse(Text(name), System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AdjustToUniversal);
            decimal? guess = Text("prediction") is { Length: > 0 } typed ? decimal.Parse(typed, System.Globalization.CultureInfo.InvariantCulture) : null;
            var receipt = new Receipt(file.GetProperty("round").GetInt32(), block, long.Parse(Text("attempt"), System.Globalization.CultureInfo.InvariantCulture), seed, Utc("started"), Utc("submitted"), guess, [.. paper.Zip(answers).Select(pair => (pair.First.Version, pair.Second))]);
            Assert.Equal(Text("receipt"), receipt.Hash());
            Assert.Equal(attempt.GetProperty("hundredths").GetInt32(), Scoring.Of(paper, answers, version => keys[version]).Hundredths);
            receipts.Add(Text("receipt"));
        }
        Assert.True(receipts.Count >= 240);
        Assert.Equal(file.GetProperty("merkleRoot").GetString(), new Merkle(receipts).Root);
        var page = await client.PageAsync($"/cuoc-thi/thi-thu-cai-cach-hanh-chinh/ky-1/kiem-tra?ma={Receipt.CodeOf(receipts[7])}");
        Assert.Contains("Có trong kết quả, không bị sửa", page.QuerySelector(".slip")!.TextContent);
        // Every receipt that was given leads to the root, and the tree in memory is read once: a paper that is altered afterwards shows all the same.
        var proof = page.QuerySelector("[data-receipt]")!.GetAttribute("data-receipt-proof")!.Split(' ').Select(step => new Merkle.Step(step[1..], step[0] == 'T'));
        Assert.True(Merkle.Leads(receipts[7], proof, file.GetProperty("merkleRoot").GetString()!));
        await Site.WithDbAsync(db => db.Set<Attempt>().Where(one => one.Receipt == receipts[8]).ExecuteUpdateAsync(set => set.SetProperty(one => one.Prediction, 1m)));
        Assert.Contains("Không khớp", (await client.PageAsync($"/cuoc-thi/thi-thu-cai-cach-hanh-chinh/ky-1/kiem-tra?ma={Receipt.CodeOf(receipts[8])}")).QuerySelector(".slip")!.TextContent);
        var result = await client.PageAsync("/cuoc-thi/thi-thu-cai-cach-hanh-chinh/ky-1");
        Assert.Contains("Số minh họa", result.QuerySelector(".sample")!.TextContent);
        Assert.Equal(12, result.QuerySelectorAll("table caption").Where(caption => caption.TextContent.Contains("Người đạt giải")).Sum(caption => caption.ParentElement!.QuerySelectorAll("tbody tr").Length));
    }

    protected async Task<(string Phone, string Code)> EnterAsync(SiteClient client, string name)
    {
        var phone = APhone();
        using var entered = await client.SubmitAsync($"{Home}/vao-thi", await EntryAsync(name, phone));
        Assert.True(entered.StatusCode == HttpStatusCode.Redirect, await entered.Content.ReadAsStringAsync());
        return (phone, (await client.PageAsync($"{Home}/cua-toi")).QuerySelector(".code")!.TextContent);
    }

    protected static async Task<IDocument> StartAsync(SiteClient client)
    {
        using (var started = await client.SubmitAsync($"{Home}/cua-toi", new Dictionary<string, string>(), "form[action*=Start]")) Assert.Equal($"{Home}/ky-1/bai-thi", started.Headers.Location?.ToString());
        return await client.PageAsync($"{Home}/ky-1/bai-thi");
    }

    private static Task<HttpResponseMessage> FinishAsync(SiteClient client, string guess) => client.SubmitAsync($"{Home}/ky-1/bai-thi?cau=nop", new Dictionary<string, string> { ["du-doan"] = guess }, handler: "Finish");

    private static string APhone() => $"09{Interlocked.Increment(ref phones):00000000}";

    private async Task<Dictionary<string, string>> EntryAsync(string name, string phone)
    {
        var face = (await Site.Services.GetRequiredService<ContestBook>().GetAsync()).Find(Slug)!;
        return new() { ["Input.Name"] = name, ["Input.Phone"] = phone, ["Input.Block"] = $"{face.Blocks[0].Id}", ["Input.Consent"] = "true" };
    }

    private async Task<Participant> PersonAsync(string name)
    {
        var keys = Site.Services.GetRequiredService<PersonKeys>();
        return (await RowsAsync<Participant>(rows => rows)).Single(person => PersonData.Read(keys, person.Personal)?.Name == name);
    }

    private async Task<string> ReceiptAsync(Attempt attempt)
    {
        var face = (await Site.Services.GetRequiredService<ContestBook>().GetAsync()).Find(Slug)!;
        return TakeRound.ReceiptOf(attempt, attempt.SubmittedUtc!.Value, attempt.Prediction, Paper.Draw(face.PlanOf(attempt.RoundId, attempt.BlockId)!, attempt.Seed), ContestJson.List<string>(attempt.Answers)).Hash();
    }
}
