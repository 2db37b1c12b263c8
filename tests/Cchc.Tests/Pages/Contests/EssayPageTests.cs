using System.Net;
using System.Text.Json;
using Cchc.Core.People;
using Cchc.Modules.Contest.Data;
using Cchc.Modules.Contest.Results;
using Cchc.Modules.Contest.Rules;
using Cchc.Modules.Contest.Taking;
using Cchc.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Cchc.Tests.Pages.Contests;

public sealed class EssaysOnSqlite(SqliteSite site) : EssayPageTests(site), IClassFixture<SqliteSite>;

public sealed class EssaysOnPostgres(PostgresSite site) : EssayPageTests(site), IClassFixture<PostgresSite>;

/// <summary>Essays: written and handed in with a file, marked by judges who know no name, and in the result.</summary>
public abstract class EssayPageTests(SiteFixture fixture) : KernelTests(fixture)
{
    private const string Text = "Bộ phận một cửa xã tôi nên nhận hồ sơ cả sáng thứ Bảy.\nTôi tên là Nguyễn Văn Bảy.";

    [Fact]
    public async Task An_essay_goes_from_the_writer_over_two_judges_and_a_third_into_the_published_result()
    {
        var (contest, round) = await OpenAsync();
        var home = $"/cuoc-thi/{contest.Slug}";
        using var writer = Site.Client();
        await EnterAsync(writer, contest, "Nguyễn Văn Bảy", "0911000001");
        var page = await writer.PageAsync($"{home}/ky-1/bai-thi");
        Assert.Contains("Nội dung, căn cứ (5 điểm)", page.QuerySelector("main")!.TextContent);
        using (var refused = await SendAsync(writer, home, Text, "kế hoạch.exe", "MZ\u0090 không phải tài liệu"u8.ToArray()))
        {
            var back = await SiteClient.ParseAsync(refused);
            Assert.Contains("loại tệp này không nộp được", back.QuerySelector("[role=alert]")!.TextContent);
            Assert.Equal(Text, back.QuerySelector("textarea")!.TextContent.Trim());
        }
        using (var large = await SendAsync(writer, home, Text, "lớn.pdf", new byte[EssayFiles.MostBytes + 1])) Assert.Contains("lớn hơn 5 MB", (await SiteClient.ParseAsync(large)).QuerySelector("[role=alert]")!.TextContent);
        using (var kept = await SendAsync(writer, home, Text, "Nguyễn Văn Bảy.png", MediaSamples.Png(40, 30))) Assert.Equal(HttpStatusCode.Redirect, kept.StatusCode);
        var shown = await writer.PageAsync($"{home}/ky-1/bai-thi");
        var own = shown.QuerySelector($"a[href^='{home}/tep/']")!;
        Assert.Equal("Nguyễn Văn Bảy.png", own.TextContent);
        using (var file = await writer.GetAsync(own.GetAttribute("href")!))
        {
            Assert.Equal(("application/octet-stream", "attachment"), (file.Content.Headers.ContentType?.MediaType, file.Content.Headers.ContentDisposition?.DispositionType));
            Assert.Contains("sandbox", file.Headers.GetValues("Content-Security-Policy").Single());
        }
        using (var other = Site.Client())
        {
            await EnterAsync(other, contest, "Người Khác", "0911000002");
            using var stolen = await other.GetAsync(own.GetAttribute("href")!);
            Assert.Equal(HttpStatusCode.NotFound, stolen.StatusCode);
            using (await other.SubmitAsync($"{home}/ky-1/bai-thi?cau=1", new Dictionary<string, string> { ["tra-loi"] = "Bài của người thứ hai." })) { }
            using (await other.SubmitAsync($"{home}/ky-1/bai-thi?cau=nop", new Dictionary<string, string>(), handler: "Finish")) { }
        }
        using (await writer.SubmitAsync($"{home}/ky-1/bai-thi?cau=nop", new Dictionary<string, string>(), handler: "Finish")) { }
        using (var late = await SendAsync(writer, home, "Sửa sau khi nộp", "muộn.png", MediaSamples.Png(10, 10), from: $"{home}/cua-toi")) Assert.Equal($"{home}/cua-toi", late.Headers.Location?.ToString());

        using var organiser = await OfficerAsync("ban.tu.luan", "ContestOrganizer");
        var desk = $"/quan-tri/cuoc-thi/{contest.Id}/ky/1/tu-luan";
        var judges = new List<(SiteClient Client, int Id)>();
        foreach (var name in new[] { "giam.khao.mot", "giam.khao.hai", "giam.khao.ba" }) judges.Add((await OfficerAsync(name, "ContestJudge"), await IdAsync(name)));
        await AppointAsync(organiser, desk, judges.ConvertAll(judge => judge.Id));
        var marking = $"/quan-tri/cham-tu-luan/{round.Id}";
        Assert.Contains("sau đó mới chấm được", (await judges[0].Client.PageAsync(marking)).QuerySelector("main")!.TextContent);

        Site.Clock.Advance(TimeSpan.FromHours(3));
        await Site.RunJobsAsync();
        var essays = await RowsAsync<Essay>(rows => rows.Where(one => one.RoundId == round.Id).OrderBy(one => one.Number));
        Assert.Equal([1, 2], essays.Select(one => one.Number));
        var handed = Assert.Single(await RowsAsync<EssayFile>(rows => rows.Where(one => essays.Select(essay => essay.AttemptId).Contains(one.AttemptId))));
        var attempt = await AttemptAsync(handed.AttemptId);
        Assert.Equal(Receipt.EssayHash(Text, handed.Hash), ContestJson.List<string>(attempt.Answers)[0]);
        var mine = essays.Single(one => one.AttemptId == attempt.Id);

        // Nothing that a judge gets names the writer, but for what the essay itself says.
        var before = await judges[0].Client.PageAsync($"{marking}?bai={mine.Number}");
        Assert.Contains(Text.Split('\n')[0], before.QuerySelector("article")!.TextContent);
        Assert.DoesNotContain("0911000001", before.DocumentElement.OuterHtml);
        Assert.DoesNotContain(attempt.Code, before.DocumentElement.OuterHtml);
        using (var file = await judges[0].Client.GetAsync($"{marking}/tep/{mine.Number}")) Assert.Equal($"bai-{mine.Number}.png", file.Content.Headers.ContentDisposition!.FileNameStar ?? file.Content.Headers.ContentDisposition.FileName);
        using (var stranger = await OfficerAsync("giam.khao.khac", "ContestJudge"))
        {
            foreach (var path in new[] { marking, $"{marking}/tep/{mine.Number}" })
                using (var closed = await stranger.GetAsync(path)) Assert.Equal(HttpStatusCode.NotFound, closed.StatusCode);
        }

        using (var wrong = await MarkAsync(judges[0].Client, mine.Number, "5,5", "3", "2"))
        {
            var back = await SiteClient.ParseAsync(wrong);
            Assert.Contains("Nội dung, căn cứ: ghi điểm từ 0 đến 5", back.QuerySelector("[role=alert]")!.TextContent);
            Assert.Equal(["5,5", "3", "2"], back.QuerySelectorAll("input[name='Input.Points']").Select(input => input.GetAttribute("value")!));
        }
        await MarkedAsync(judges[0].Client, mine.Number, "4", "2", "1");        // 7
        await MarkedAsync(judges[1].Client, mine.Number, "2", "1", "0,5");      // 3,5: more than two apart
        using (var early = await organiser.SubmitAsync(desk, new Dictionary<string, string>(), "form[action*=Enter]")) { }
        Assert.Null((await RoundAsync(round.Id)).EssaysMarkedUtc);
        Assert.Contains("1", (await organiser.PageAsync(desk)).QuerySelectorAll(".figures dd")[2].TextContent);
        await MarkedAsync(judges[2].Client, mine.Number, "3,5", "2", "1");      // 6,5: the two that lie closest give 6,75
        var second = essays.Single(one => one.AttemptId != attempt.Id).Number;
        await MarkedAsync(judges[0].Client, second, "1", "1", "1");
        await MarkedAsync(judges[1].Client, second, "2", "1", "1");
        using (var full = await MarkAsync(judges[2].Client, second, "2", "1", "1", from: $"{marking}?bai={mine.Number}")) Assert.Contains("vừa đủ người chấm", (await SiteClient.ParseAsync(full)).QuerySelector("[role=alert]")!.TextContent);
        await MarkedAsync(judges[1].Client, second, "3", "1", "1");             // corrected: 3 and 5 are not more than two apart
        Assert.Equal((675, 400), ((await EssayAsync(mine)).Hundredths!.Value, (await EssayAsync(essays.Single(one => one.Number == second))).Hundredths!.Value));
        using (var changed = await organiser.SubmitAsync(desk, new Dictionary<string, string> { ["Input.Criteria"] = "Khác: 10" }, "main form.form")) { }
        Assert.Equal(3, (await RoundAsync(round.Id)).Essays.Criteria.Count); // stands since the first mark

        Assert.Equal(0, (await AttemptAsync(attempt.Id)).Hundredths);
        using var publisher = await OfficerAsync("ban.cong.bo", "ContestOrganizer");
        using (await publisher.SubmitAsync(desk.Replace("tu-luan", "ket-qua", StringComparison.Ordinal), new Dictionary<string, string>(), "form[action*=Propose]")) { }
        Assert.Empty(await RowsAsync<Winner>(rows => rows.Where(one => one.RoundId == round.Id))); // no prize before the essays count
        using (await organiser.SubmitAsync(desk, new Dictionary<string, string>(), "form[action*=Enter]")) { }
        Assert.Equal(338, (await AttemptAsync(attempt.Id)).Hundredths); // 6,75 of 10 on a question of 5 points
        using (await MarkAsync(judges[1].Client, second, "0", "0", "0", from: marking)) { }
        Assert.Equal(400, (await EssayAsync(essays.Single(one => one.Number == second))).Hundredths); // shut
        using (var sheet = await organiser.GetAsync($"{desk}?handler=Xlsx")) Assert.Equal(HttpStatusCode.OK, sheet.StatusCode);
        using (await publisher.SubmitAsync(desk.Replace("tu-luan", "ket-qua", StringComparison.Ordinal), new Dictionary<string, string>(), "form[action*=Publish]")) { }
        Assert.Equal(RoundState.Published, (await RoundAsync(round.Id)).State);
        await Site.CatchUpAsync();

        // Everybody can settle and add up again from what is published.
        using (var response = await writer.GetAsync($"{home}/ky-1/doi-chieu.json"))
        {
            var file = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
            var rule = file.GetProperty("essayRule").Deserialize<EssayRule>(ContestJson.Options)!;
            foreach (var one in file.GetProperty("attempts").EnumerateArray())
            {
                var marks = one.GetProperty("essays").EnumerateArray().Single().GetProperty("marks").EnumerateArray().Select(mark => mark.GetInt32()).ToList();
                Assert.Equal(one.GetProperty("hundredths").GetInt32(), rule.Scaled(rule.Settle(marks)!.Value, 5));
            }
        }
        var review = await writer.PageAsync($"{home}/ky-1/xem-lai?luot=1");
        Assert.Contains("3,38 trên 5", review.QuerySelector("main")!.TextContent);
        Assert.Contains("Nguyễn Văn Bảy.", review.QuerySelector("main")!.TextContent);
        using (var export = await writer.GetAsync($"{home}/du-lieu-cua-toi?handler=Export")) Assert.Contains("sáng thứ Bảy", await export.Content.ReadAsStringAsync());

        // The person deletes: text and file go, the points and the receipt stay.
        using (await writer.SubmitAsync($"{home}/du-lieu-cua-toi", new Dictionary<string, string> { ["sure"] = "true" }, "form[action*=Delete]")) { }
        Assert.Empty(await RowsAsync<AttemptAnswer>(rows => rows.Where(one => one.AttemptId == attempt.Id)));
        Assert.Empty(await RowsAsync<EssayFile>(rows => rows.Where(one => one.AttemptId == attempt.Id)));
        Assert.Equal((338, attempt.Receipt), ((await AttemptAsync(attempt.Id)).Hundredths, (await AttemptAsync(attempt.Id)).Receipt));
        foreach (var (client, _) in judges) client.Dispose();

        async Task<HttpResponseMessage> MarkAsync(SiteClient judge, int number, string content, string solution, string form, string? from = null)
        {
            var token = (await judge.PageAsync(from ?? $"{marking}?bai={number}")).QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
            return await judge.SendAsync(HttpMethod.Post, marking, new FormUrlEncodedContent([new("__RequestVerificationToken", token), new("Input.Number", $"{number}"), new("Input.Points", content), new("Input.Points", solution), new("Input.Points", form)]));
        }

        async Task MarkedAsync(SiteClient judge, int number, string content, string solution, string form)
        {
            using var marked = await MarkAsync(judge, number, content, solution, form);
            Assert.True(marked.StatusCode == HttpStatusCode.Redirect, $"{(int)marked.StatusCode} {await marked.Content.ReadAsStringAsync()}");
        }
    }

    [Fact]
    public async Task Two_judges_who_mark_at_the_same_moment_are_both_counted()
    {
        var (contest, round) = await OpenAsync();
        using (var writer = Site.Client())
        {
            await EnterAsync(writer, contest, "Trần Thị Tám", "0911000003");
            using (await writer.SubmitAsync($"/cuoc-thi/{contest.Slug}/ky-1/bai-thi?cau=1", new Dictionary<string, string> { ["tra-loi"] = "Một bài ngắn." })) { }
            using (await writer.SubmitAsync($"/cuoc-thi/{contest.Slug}/ky-1/bai-thi?cau=nop", new Dictionary<string, string>(), handler: "Finish")) { }
        }
        var judges = new List<int>();
        for (var at = 0; at < 6; at++)
        {
            await Site.AddPersonAsync($"giam.khao.song.song.{at}", "ContestJudge");
            judges.Add(await IdAsync($"giam.khao.song.song.{at}"));
        }
        await InScopeAsync(desk => desk.SetAsync(round.Id, EssayRule.Usual, judges, Actor.System, default));
        Site.Clock.Advance(TimeSpan.FromHours(3));
        await Site.RunJobsAsync();
        var said = await Task.WhenAll(judges.Select((judge, at) => InScopeAsync(desk => desk.MarkAsync(round.Id, 1, judge, [at % 2 == 0 ? 500 : 100, 0, 0], "", Actor.System, default))));
        var marks = await RowsAsync<EssayMark>(rows => rows.Where(mark => judges.Contains(mark.JudgeId)).OrderBy(mark => mark.Number));
        var essay = Assert.Single(await RowsAsync<Essay>(rows => rows.Where(one => one.RoundId == round.Id)));
        Assert.Equal(marks.Count, said.Count(problem => problem is null));
        Assert.Equal(Enumerable.Range(1, marks.Count), marks.Select(mark => mark.Number));
        var sums = marks.Select(mark => mark.Hundredths).ToList();
        Assert.True(marks.Count is 2 or 3 && !EssayRule.Usual.Wants(sums), string.Join(',', sums));
        Assert.Equal((marks.Count, EssayRule.Usual.Settle(sums)), (essay.Marks, essay.Hundredths));

        async Task<string?> InScopeAsync(Func<EssayDesk, Task<string?>> act)
        {
            await using var scope = Site.Services.CreateAsyncScope();
            return await act(scope.ServiceProvider.GetRequiredService<EssayDesk>());
        }
    }

    private async Task<(Competition Contest, Round Round)> OpenAsync()
    {
        using var organiser = await OfficerAsync($"ban.ra.de.{Guid.NewGuid():N}"[..20], "ContestOrganizer");
        var now = Site.Clock.GetUtcNow().UtcDateTime;
        static string Local(DateTime utc) => Core.Text.BusinessTime.Local(utc).ToString("yyyy-MM-dd'T'HH:mm", System.Globalization.CultureInfo.InvariantCulture);
        using var made = await organiser.SubmitAsync("/quan-tri/cuoc-thi/moi", new Dictionary<string, string> { ["Input.Title"] = $"Thi viết {Guid.NewGuid():N}"[..20], ["Input.Blocks"] = "Mọi người", ["Input.Opens"] = Local(now.AddMinutes(5)), ["Input.Closes"] = Local(now.AddHours(2)), ["Input.Questions"] = "10", ["Input.Minutes"] = "60", ["Input.Prediction"] = "None" });
        var edit = made.Headers.Location!.ToString();
        using (await organiser.SubmitAsync(edit, new Dictionary<string, string>(), "form[action*=State]")) { }
        var id = int.Parse(edit.Split('/')[^1], System.Globalization.CultureInfo.InvariantCulture);
        await Site.WithDbAsync(async db =>
        {
            var topic = new QuestionTopic { Name = $"Tự luận {Guid.NewGuid():N}"[..20] };
            db.Add(topic);
            await db.SaveChangesAsync();
            var question = new Question { Code = $"TL-{topic.Id}", TopicId = topic.Id, Current = 1 };
            question.Versions.Add(new() { Number = 1, Text = "Bạn sẽ làm gì để bộ phận một cửa phục vụ tốt hơn?", Kind = QuestionKind.Essay, Body = ContestJson.Write(new QuestionBody { Kind = QuestionKind.Essay }), Writer = "Người ra đề", ChangedUtc = now, Appraiser = "Người thẩm định", AppraisedUtc = now });
            db.Add(question);
            var round = await db.Set<Round>().Include(one => one.Plans).SingleAsync(one => one.CompetitionId == id);
            round.EssayRules = ContestJson.Write(EssayRule.Usual with { TakesFile = true });
            foreach (var plan in round.Plans) plan.Blueprint = ContestJson.Write(new[] { new BlueprintLine(topic.Id, null, 1, 5) });
            return await db.SaveChangesAsync();
        });
        using (await organiser.SubmitAsync($"{edit}/ky/1", new Dictionary<string, string>(), "form[action*=Ready]")) { }
        await Site.CatchUpAsync();
        Site.Clock.Advance(TimeSpan.FromMinutes(10));
        return (await Site.WithDbAsync(db => db.Set<Competition>().AsNoTracking().Include(one => one.Blocks).SingleAsync(one => one.Id == id)), Assert.Single(await RowsAsync<Round>(rows => rows.Where(one => one.CompetitionId == id && one.State == RoundState.Ready))));
    }

    private static async Task EnterAsync(SiteClient client, Competition contest, string name, string phone)
    {
        using (await client.SubmitAsync($"/cuoc-thi/{contest.Slug}/vao-thi", new Dictionary<string, string> { ["Input.Name"] = name, ["Input.Phone"] = phone, ["Input.Block"] = $"{contest.Blocks.First().Id}", ["Input.Consent"] = "true" })) { }
        using var started = await client.SubmitAsync($"/cuoc-thi/{contest.Slug}/cua-toi", new Dictionary<string, string>(), "form[action*=Start]");
        Assert.Equal($"/cuoc-thi/{contest.Slug}/ky-1/bai-thi", started.Headers.Location?.ToString());
    }

    /// <summary>Sends the essay with a file, as a browser does.</summary>
    private static async Task<HttpResponseMessage> SendAsync(SiteClient client, string home, string text, string name, byte[] bytes, string? from = null)
    {
        var token = (await client.PageAsync(from ?? $"{home}/ky-1/bai-thi?cau=1")).QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var form = new MultipartFormDataContent { { new StringContent(token), "__RequestVerificationToken" }, { new StringContent(text), "tra-loi" }, { new StringContent("nop"), "den" }, { new ByteArrayContent(bytes), "tep", name } };
        return await client.SendAsync(HttpMethod.Post, $"{home}/ky-1/bai-thi?cau=1", form);
    }

    private async Task<SiteClient> OfficerAsync(string name, string role)
    {
        await Site.AddPersonAsync(name, role);
        var client = Site.Client();
        using (await client.SignInAsync(name)) { }
        return client;
    }

    private Task<int> IdAsync(string name) => Site.WithDbAsync(db => db.Users.Where(user => user.UserName == name).Select(user => user.Id).SingleAsync());

    private static async Task AppointAsync(SiteClient organiser, string desk, IReadOnlyList<int> judges)
    {
        var page = await organiser.PageAsync(desk);
        var token = page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var saved = await organiser.SendAsync(HttpMethod.Post, desk, new FormUrlEncodedContent([new("__RequestVerificationToken", token), new("Input.Criteria", page.QuerySelector("#Input_Criteria")!.TextContent.Trim()), new("Input.Apart", "2"), new("Input.LeastRight", "0"), new("Input.TakesFile", "true"), .. judges.Select(judge => KeyValuePair.Create("Input.Judges", $"{judge}"))]));
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
    }

    private async Task<Round> RoundAsync(int id) => Assert.Single(await RowsAsync<Round>(rows => rows.Where(one => one.Id == id)));

    private async Task<Attempt> AttemptAsync(long id) => Assert.Single(await RowsAsync<Attempt>(rows => rows.Where(one => one.Id == id)));

    private async Task<Essay> EssayAsync(Essay essay) => Assert.Single(await RowsAsync<Essay>(rows => rows.Where(one => one.AttemptId == essay.AttemptId && one.Position == essay.Position)));
}
