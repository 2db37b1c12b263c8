using System.Net;
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

public sealed class OrganisersOnSqlite(SqliteSite site) : OrganiserTests(site), IClassFixture<SqliteSite>;

public sealed class OrganisersOnPostgres(PostgresSite site) : OrganiserTests(site), IClassFixture<PostgresSite>;

/// <summary>From the wizard to the published winners, and the question bank behind it.</summary>
public abstract class OrganiserTests(SiteFixture fixture) : KernelTests(fixture)
{
    [Fact]
    public async Task A_contest_goes_from_the_wizard_to_its_published_winners()
    {
        using var organiser = Site.Client();
        await Site.AddPersonAsync("ban.to.chuc", "ContestOrganizer");
        using (await organiser.SignInAsync("ban.to.chuc")) { }
        var now = Site.Clock.GetUtcNow().UtcDateTime;
        static string Local(DateTime utc) => Core.Text.BusinessTime.Local(utc).ToString("yyyy-MM-dd'T'HH:mm", System.Globalization.CultureInfo.InvariantCulture);
        using (var wrong = await organiser.SubmitAsync("/quan-tri/cuoc-thi/moi", new Dictionary<string, string> { ["Input.Title"] = "Giữ lại", ["Input.Opens"] = "hôm qua" }))
        {
            var page = await SiteClient.ParseAsync(wrong);
            Assert.Contains("Giờ chưa đúng", page.QuerySelector("[role=alert]")!.TextContent);
            Assert.Equal("Giữ lại", page.QuerySelector("#Input_Title")!.GetAttribute("value"));
        }
        using var made = await organiser.SubmitAsync("/quan-tri/cuoc-thi/moi", new Dictionary<string, string>
        {
            ["Input.Title"] = "Cuộc thi của bài kiểm thử", ["Input.Blocks"] = "Mọi người", ["Input.Opens"] = Local(now.AddMinutes(10)), ["Input.Closes"] = Local(now.AddHours(2)), ["Input.Questions"] = "10", ["Input.Minutes"] = "15", ["Input.Prediction"] = "People",
        });
        var edit = made.Headers.Location!.ToString();
        using (await organiser.SubmitAsync(edit, new Dictionary<string, string>(), "form[action*=State]")) { }
        var contestId = int.Parse(edit.Split('/')[^1], System.Globalization.CultureInfo.InvariantCulture);
        var round = $"{edit}/ky/1";
        Assert.Contains("Câu 1 trong 10", (await organiser.PageAsync($"{round}?xem-thu={await BlockAsync()}")).QuerySelector("main")!.TextContent);
        using (await organiser.SubmitAsync(round, new Dictionary<string, string>(), "form[action*=Ready]")) { }
        var ready = await RoundAsync();
        Assert.Equal(RoundState.Ready, ready.State);
        await Site.CatchUpAsync();
        Site.Clock.Advance(TimeSpan.FromMinutes(15));

        var face = (await Site.Services.GetRequiredService<ContestBook>().GetAsync()).Find(ready.CompetitionId)!;
        var plan = face.PlanOf(ready.Id, face.Blocks[0].Id)!;
        var bodies = (await Site.Services.GetRequiredService<ContestBook>().GetAsync()).Questions;
        // Three people: two know everything and guess otherwise, one knows nothing.
        foreach (var (name, right, guess) in new[] { ("Hạng Nhất", true, "3"), ("Hạng Nhì", true, "9"), ("Hạng Ba", false, "3") })
        {
            using var client = Site.Client();
            using (await client.SubmitAsync($"/cuoc-thi/{face.Contest.Slug}/vao-thi", new Dictionary<string, string> { ["Input.Name"] = name, ["Input.Phone"] = $"098{Random.Shared.Next(1000000, 9999999)}", ["Input.Block"] = $"{face.Blocks[0].Id}", ["Input.Consent"] = "true" })) { }
            using (await client.SubmitAsync($"/cuoc-thi/{face.Contest.Slug}/cua-toi", new Dictionary<string, string>(), "form[action*=Start]")) { }
            var attempt = await Site.WithDbAsync(db => db.Set<Attempt>().Where(one => one.RoundId == ready.Id).OrderByDescending(one => one.Id).FirstAsync());
            var paper = Paper.Draw(plan, attempt.Seed);
            for (var at = 0; at < paper.Count; at++)
            {
                var key = bodies[paper[at].Version].Body;
                var shown = Answers.Show(paper[at], right ? $"{key.Correct[0]}" : $"{(key.Correct[0] + 1) % key.Options.Count}");
                using (await client.SubmitAsync($"/cuoc-thi/{face.Contest.Slug}/ky-1/bai-thi?cau={at + 1}", new Dictionary<string, string> { ["tra-loi"] = shown[0] })) { }
            }
            Site.Clock.Advance(TimeSpan.FromMinutes(1));
            using (await client.SubmitAsync($"/cuoc-thi/{face.Contest.Slug}/ky-1/bai-thi?cau=nop", new Dictionary<string, string> { ["du-doan"] = guess }, handler: "Finish")) { }
        }
        var people = await organiser.PageAsync($"{round}/nguoi-du-thi");
        Assert.Contains("Hạng Nhất", people.QuerySelector("main")!.TextContent);
        using (var sheet = await organiser.GetAsync($"{round}/nguoi-du-thi?handler=Xlsx")) Assert.Equal(HttpStatusCode.OK, sheet.StatusCode);
        Assert.Contains("có dữ liệu cá nhân", await Site.WithDbAsync(db => db.Set<Core.People.AuditEvent>().Where(entry => entry.Action == "contest.exported").OrderByDescending(entry => entry.Id).Select(entry => entry.Summary).FirstAsync()));

        var live = await organiser.PageAsync(round);
        Assert.Equal("3", live.QuerySelector("dl.figures dd")!.TextContent);
        Assert.Equal(3, live.QuerySelectorAll("#dien-bien ~ details tbody td").Sum(cell => int.Parse(cell.TextContent, System.Globalization.CultureInfo.InvariantCulture)));
        // While it is open flags are computed when an organiser asks, at most every five minutes, and the analysis waits for the close.
        using (await organiser.SubmitAsync($"{round}/nguoi-du-thi", new Dictionary<string, string>(), "form[action*=Review]")) { }
        await Site.RunJobsAsync();
        Assert.Contains("Tính lúc", (await organiser.PageAsync($"{round}/nguoi-du-thi")).QuerySelector("#xem")!.ParentElement!.ParentElement!.TextContent);
        using (await organiser.SubmitAsync($"{round}/nguoi-du-thi", new Dictionary<string, string>(), "form[action*=Review]")) { }
        Assert.Empty(await RowsAsync<JobRow>(rows => rows.Where(job => job.Kind == ReviewRound.Name)));
        Assert.Contains("Vừa tính lúc", (await organiser.PageAsync($"{round}/nguoi-du-thi")).QuerySelector("[role=alert]")!.TextContent);
        Assert.Equal([RoundReport.Flags], (await RowsAsync<RoundReport>(rows => rows.Where(report => report.RoundId == ready.Id))).Select(report => report.Kind));

        Site.Clock.Advance(TimeSpan.FromHours(2));
        await Site.RunJobsAsync();
        var closed = await RoundAsync();
        Assert.Equal(await FreshItemsAsync(closed), await KeptItemsAsync(closed));
        Assert.Equal((RoundState.Closed, 3m, 64), (closed.State, closed.PredictionActual, closed.MerkleRoot.Length));
        var results = $"{round}/ket-qua";
        using (await organiser.SubmitAsync(results, new Dictionary<string, string> { ["seed"] = "ngắn" }, "form[action*=Lot]")) { }
        using (await organiser.SubmitAsync(results, new Dictionary<string, string> { ["seed"] = "xổ số ngày 24/11/2026: 123456" }, "form[action*=Lot]")) { }
        using (await organiser.SubmitAsync(results, new Dictionary<string, string>(), "form[action*=Propose]")) { }
        using (var early = await organiser.SubmitAsync(results, new Dictionary<string, string>(), "form[action*=Publish]")) { }
        Assert.Equal(RoundState.Closed, (await RoundAsync()).State);
        foreach (var winner in await RowsAsync<Winner>(rows => rows.Where(one => one.RoundId == closed.Id).OrderBy(one => one.Position)))
            using (await organiser.SubmitAsync(results, new Dictionary<string, string> { ["winner"] = $"{winner.Id}", ["confirmed"] = "true", ["mayPublish"] = "true", ["note"] = "Đã gặp, đúng số điện thoại" }, "form[action*=Decide]")) { }
        using (await organiser.SubmitAsync(results, new Dictionary<string, string>(), "form[action*=Publish]")) { }
        Assert.Equal(RoundState.Published, (await RoundAsync()).State);
        await Site.CatchUpAsync();
        using var reader = Site.Client();
        var published = await reader.PageAsync($"/cuoc-thi/{face.Contest.Slug}/ky-1");
        var winners = published.QuerySelectorAll("table").First(table => table.QuerySelector("caption")!.TextContent.Contains("Người đạt giải"));
        Assert.Equal(["Hạng Nhất", "Hạng Nhì", "Hạng Ba"], winners.QuerySelectorAll("tbody td").Select(cell => cell.TextContent));
        Assert.Contains("Hạng Nhất, ĐT •••••••", published.QuerySelector(".table--rank")!.TextContent);
        Assert.Equal("3", (await organiser.PageAsync($"{round}/phan-tich")).QuerySelector("dl.figures dd")!.TextContent);

        async Task<Round> RoundAsync() => Assert.Single(await RowsAsync<Round>(rows => rows.Where(one => one.CompetitionId == contestId)));
        async Task<int> BlockAsync() => (await RowsAsync<Block>(rows => rows.OrderByDescending(one => one.Id)))[0].Id;
    }

    [Fact]
    public async Task A_key_is_appraised_by_a_second_person_and_a_used_wording_is_never_changed_in_place()
    {
        await Site.AddPersonAsync("nguoi.viet", "ContestOrganizer");
        await Site.AddPersonAsync("nguoi.soat", "ContestOrganizer");
        using var writer = Site.Client();
        using (await writer.SignInAsync("nguoi.viet")) { }
        using var judge = Site.Client();
        using (await judge.SignInAsync("nguoi.soat")) { }
        using var added = await writer.SubmitAsync("/quan-tri/cau-hoi/moi", new Dictionary<string, string> { ["Input.Text"] = "Câu hỏi của bài kiểm thử?", ["Input.Options"] = "Một\nHai\nBa", ["Input.Correct"] = "B", ["Input.Topic"] = "Kiểm thử" });
        var page = added.Headers.Location!.ToString();
        Assert.Null((await writer.PageAsync(page)).QuerySelector("button[formaction*=Appraise]"));
        using (await writer.SubmitAsync(page, new Dictionary<string, string>(), handler: "Appraise")) { }
        var version = Assert.Single(await RowsAsync<QuestionVersion>(rows => rows.Where(one => one.Text == "Câu hỏi của bài kiểm thử?")));
        Assert.Null(version.AppraisedUtc);
        using (await judge.SubmitAsync(page, new Dictionary<string, string>(), handler: "Appraise")) { }
        using (await writer.SubmitAsync(page, new Dictionary<string, string> { ["Input.Text"] = "Câu hỏi đã sửa?" })) { }
        var versions = await RowsAsync<QuestionVersion>(rows => rows.Where(one => one.QuestionId == version.QuestionId).OrderBy(one => one.Number));
        Assert.Equal([("Câu hỏi của bài kiểm thử?", true), ("Câu hỏi đã sửa?", false)], versions.Select(one => (one.Text, one.AppraisedUtc is not null)));
    }

    [Fact]
    public async Task An_import_names_bad_lines_leaves_out_duplicates_and_changes_nothing_when_it_only_looks()
    {
        using var admin = Site.Client();
        using (await admin.SignInAsync(TestSite.AdminName)) { }
        var before = await Site.WithDbAsync(db => db.Set<Question>().CountAsync());
        var first = (await RowsAsync<QuestionVersion>(rows => rows.OrderBy(one => one.Id)))[0].Text;
        var csv = $"Mã,Câu hỏi,Phương án A,Phương án B,Đáp án\nN-1,\"Câu nhập mới, có dấu phẩy?\",a,b,A\nN-2,Thiếu đáp án?,a,b,\nN-3,\"{first.ToUpperInvariant().Replace("\"", "\"\"")}\",a,b,A\n";
        async Task<string> SendAsync(bool onlyLook)
        {
            var token = (await admin.PageAsync("/quan-tri/cau-hoi/nhap")).QuerySelector("main form input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
            using var form = new MultipartFormDataContent { { new StringContent(token), "__RequestVerificationToken" }, { new StringContent(onlyLook ? "true" : "false"), "OnlyLook" }, { new StringContent(csv), "Upload", "cau-hoi.csv" } };
            using var response = await admin.SendAsync(HttpMethod.Post, "/quan-tri/cau-hoi/nhap", form);
            return (await SiteClient.ParseAsync(response)).QuerySelector("main")!.TextContent;
        }
        Assert.Contains("Nếu nhập: thêm 1", await SendAsync(true));
        Assert.Equal(before, await Site.WithDbAsync(db => db.Set<Question>().CountAsync()));
        var report = await SendAsync(false);
        Assert.Contains("Đã nhập: thêm 1", report);
        Assert.Contains("Cần đúng một đáp án", report);
        Assert.Contains("Trùng với câu", report);
        Assert.Equal(before + 1, await Site.WithDbAsync(db => db.Set<Question>().CountAsync()));
        foreach (var handler in new[] { "Xlsx", "Gift", "Aiken", "Xml", "Template" })
            using (var file = await admin.GetAsync($"/quan-tri/cau-hoi?handler={handler}")) Assert.Equal(HttpStatusCode.OK, file.StatusCode);
    }

    [Fact]
    public async Task A_corrected_key_marks_everybody_again_and_readers_are_told()
    {
        var round = (await RowsAsync<Round>(rows => rows.Where(one => one.State == RoundState.Published).OrderBy(one => one.Id)))[0];
        var attempt = (await RowsAsync<Attempt>(rows => rows.Where(one => one.RoundId == round.Id).OrderBy(one => one.Id)))[0];
        var plan = (await RowsAsync<RoundPlan>(rows => rows.Where(one => one.RoundId == round.Id && one.BlockId == attempt.BlockId)))[0].Plan!;
        var (question, answer) = Paper.Draw(plan, attempt.Seed).Zip(ContestJson.List<string>(attempt.Answers)).First();
        var version = (await RowsAsync<QuestionVersion>(rows => rows.Where(one => one.Id == question.Version)))[0];
        var body = version.Read();
        var wanted = (int.Parse(answer, System.Globalization.CultureInfo.InvariantCulture) + (body.Correct[0].ToString(System.Globalization.CultureInfo.InvariantCulture) == answer ? 1 : 0)) % body.Options.Count;
        var sums = await Site.WithDbAsync(db => db.Set<Attempt>().Where(one => one.RoundId == round.Id).SumAsync(one => one.Right));
        var items = await KeptItemsAsync(round);
        Assert.Equal(await FreshItemsAsync(round), items);
        var result = await Site.InAsync(services => services.GetRequiredService<QuestionStore>().CorrectAsync(version.Id, body with { Correct = [wanted] }, "Văn bản căn cứ đã sửa đổi", Editor, default));
        Assert.Equal(QuestionOutcome.Done, result);
        await Site.RunJobsAsync();
        var correction = Assert.Single(await RowsAsync<KeyCorrection>(rows => rows.Where(one => one.VersionId == version.Id)));
        Assert.NotNull(correction.FinishedUtc);
        Assert.Equal((correction.Total, true), (correction.Done, correction.Changed > 0));
        Assert.NotEqual(sums, await Site.WithDbAsync(db => db.Set<Attempt>().Where(one => one.RoundId == round.Id).SumAsync(one => one.Right)));
        Assert.Equal(attempt.Receipt, (await RowsAsync<Attempt>(rows => rows.Where(one => one.Id == attempt.Id)))[0].Receipt);
        Assert.NotEqual(items, await KeptItemsAsync(round));
        Assert.Equal(await FreshItemsAsync(round), await KeptItemsAsync(round));
        await Site.CatchUpAsync();
        using var reader = Site.Client();
        Assert.Contains("Văn bản căn cứ đã sửa đổi", (await reader.PageAsync("/cuoc-thi/thi-thu-cai-cach-hanh-chinh/ky-1")).QuerySelector("main")!.TextContent);
    }

    [Fact]
    public async Task Personal_data_goes_when_its_time_is_over_and_figures_stay()
    {
        var contest = (await RowsAsync<Competition>(rows => rows.Where(one => one.Slug == "thi-thu-cai-cach-hanh-chinh")))[0];
        await Site.InAsync(services => services.GetRequiredService<ForgetPeople>().RunDailyAsync(default));
        Assert.DoesNotContain(await RowsAsync<Participant>(rows => rows.Where(one => one.CompetitionId == contest.Id)), person => person.Personal.Length == 0);
        Site.Clock.Advance(TimeSpan.FromDays(200));
        await Site.InAsync(services => services.GetRequiredService<ForgetPeople>().RunDailyAsync(default));
        var people = await RowsAsync<Participant>(rows => rows.Where(one => one.CompetitionId == contest.Id));
        Assert.All(people, person => Assert.Equal(("", ""), (person.Personal, person.Address)));
        await Site.CatchUpAsync();
        using var reader = Site.Client();
        var page = await reader.PageAsync("/cuoc-thi/thi-thu-cai-cach-hanh-chinh/ky-1");
        Assert.Contains("Đã xóa dữ liệu cá nhân", page.QuerySelector("main")!.TextContent);
    }

    private async Task<string> KeptItemsAsync(Round round) => Assert.Single(await RowsAsync<RoundReport>(rows => rows.Where(report => report.RoundId == round.Id && report.Kind == RoundReport.Items))).Body;

    /// <summary>The analysis of questions from the papers and keys as they stand.</summary>
    private async Task<string> FreshItemsAsync(Round round)
    {
        var counted = (await RowsAsync<RoundResult>(rows => rows.Where(result => result.RoundId == round.Id))).SelectMany(result => ContestJson.List<Placed>(result.Standings)).Select(one => one.Attempt).ToHashSet();
        var plans = (await RowsAsync<RoundPlan>(rows => rows.Where(plan => plan.RoundId == round.Id))).ToDictionary(plan => plan.BlockId, plan => plan.Plan!);
        var keys = (await RowsAsync<QuestionVersion>(rows => rows)).ToDictionary(version => version.Id, version => version.Read());
        return ContestJson.Write(ItemAnalysis.Of((await RowsAsync<Attempt>(rows => rows.Where(one => one.RoundId == round.Id).OrderBy(one => one.Id))).Where(one => counted.Contains(one.Id))
            .Select(one => (IReadOnlyList<ItemAnswer>)[.. Paper.Draw(plans[one.BlockId], one.Seed).Zip(ContestJson.List<string>(one.Answers)).Where(pair => pair.First.Kind != QuestionKind.Essay)
                .Select(pair => new ItemAnswer(pair.First.Version, pair.Second, Scoring.Earned(keys[pair.First.Version], pair.Second, 100) / 100.0))])));
    }
}
