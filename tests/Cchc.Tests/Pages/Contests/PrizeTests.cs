using System.IO.Compression;
using System.Net;
using Cchc.Core;
using Cchc.Core.Privacy;
using Cchc.Modules.Contest.Data;
using Cchc.Modules.Contest.Results;
using Cchc.Modules.Contest.Rules;
using Cchc.Modules.Contest.Taking;
using Cchc.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using UglyToad.PdfPig;

namespace Cchc.Tests.Pages.Contests;

public sealed class PrizesOnSqlite(SqliteSite site) : PrizeTests(site), IClassFixture<SqliteSite>;

public sealed class PrizesOnPostgres(PostgresSite site) : PrizeTests(site), IClassFixture<PostgresSite>;

/// <summary>Certificates and team prizes of the published sample contest.</summary>
public abstract class PrizeTests(SiteFixture fixture) : KernelTests(fixture)
{
    private const string Home = "/cuoc-thi/thi-thu-cai-cach-hanh-chinh";

    [Fact]
    public async Task A_winner_downloads_the_sheet_anybody_checks_it_and_the_organiser_withdraws_it()
    {
        var (winner, round, code) = await WinnerAsync(0);
        using var client = await ResumeAsync(code);
        using var sheet = await client.SubmitAsync($"{Home}/cua-toi", new Dictionary<string, string>(), "form[action*=Certificate]");
        Assert.Equal("application/pdf", sheet.Content.Headers.ContentType?.MediaType);
        var certificate = Assert.Single(await RowsAsync<Certificate>(rows => rows.Where(one => one.ParticipantId == winner.ParticipantId)));
        using (var pdf = PdfDocument.Open(await sheet.Content.ReadAsByteArrayAsync()))
        {
            var text = string.Join(' ', pdf.GetPage(1).GetWords().Select(word => word.Text));
            Assert.Contains(winner.PublicName, text, StringComparison.Ordinal);
            Assert.Contains(certificate.Code, text, StringComparison.Ordinal);
            Assert.Contains("Bản minh họa", text, StringComparison.Ordinal);
        }
        using var reader = Site.Client();
        var page = await reader.PageAsync($"/xac-thuc/{certificate.Code}");
        Assert.Contains("Có hiệu lực", page.QuerySelector(".slip")!.TextContent);
        Assert.Contains(winner.PublicName, page.QuerySelector(".slip")!.TextContent);
        using (var typed = await reader.GetAsync($"/xac-thuc?ma={certificate.Code.ToLowerInvariant().Replace("-", "", StringComparison.Ordinal)}")) Assert.Equal($"/xac-thuc/{certificate.Code}", typed.Headers.Location?.ToString());

        await Site.AddPersonAsync("ban.chung.nhan", "ContestOrganizer");
        using var organiser = Site.Client();
        using (await organiser.SignInAsync("ban.chung.nhan")) { }
        var here = $"/quan-tri/cuoc-thi/{round.CompetitionId}/ky/{round.Number}/chung-nhan";
        using (await organiser.SubmitAsync(here, new Dictionary<string, string>(), "form[action*=Issue]")) { }
        using (var all = await organiser.GetAsync($"{here}?handler=Zip"))
        {
            await using var zip = new ZipArchive(await all.Content.ReadAsStreamAsync());
            Assert.Equal(await Site.WithDbAsync(db => db.Set<Winner>().CountAsync(one => one.RoundId == round.Id && one.State == WinnerState.Confirmed)), zip.Entries.Count);
        }
        using (await organiser.SubmitAsync(here, new Dictionary<string, string> { ["certificate"] = $"{certificate.Id}", ["reason"] = " " }, "form[action*=Withdraw]")) { }
        Assert.DoesNotContain("Đã thu hồi", (await reader.PageAsync($"/xac-thuc/{certificate.Code}")).QuerySelector(".slip")!.TextContent);
        using (await organiser.SubmitAsync(here, new Dictionary<string, string> { ["certificate"] = $"{certificate.Id}", ["reason"] = "Trao nhầm người" }, "form[action*=Withdraw]")) { }
        Assert.Contains("Trao nhầm người", (await reader.PageAsync($"/xac-thuc/{certificate.Code}")).QuerySelector(".slip")!.TextContent);
        using (var refused = await client.SubmitAsync($"{Home}/cua-toi", new Dictionary<string, string>(), "form[action*=Certificate]")) Assert.Contains("đã thu hồi", (await SiteClient.ParseAsync(refused)).QuerySelector("[role=alert]")!.TextContent);
        Assert.Equal(1, await Site.WithDbAsync(db => db.Set<Core.People.AuditEvent>().CountAsync(entry => entry.Action == "contest.certificate-withdrawn" && entry.Summary.Contains(certificate.Code))));
        Assert.Empty(Site.Errors.Lines);
    }

    [Fact]
    public async Task Who_did_not_agree_is_shown_by_first_letters_only()
    {
        var (winner, _, code) = await WinnerAsync(1);
        await Site.WithDbAsync(db => db.Set<Winner>().Where(one => one.Id == winner.Id).ExecuteUpdateAsync(set => set.SetProperty(one => one.MayPublishName, false)));
        // Another test may have had all of them issued.
        await Site.WithDbAsync(db => db.Set<Certificate>().Where(one => one.ParticipantId == winner.ParticipantId).ExecuteDeleteAsync());
        using var client = await ResumeAsync(code);
        using (await client.SubmitAsync($"{Home}/cua-toi", new Dictionary<string, string>(), "form[action*=Certificate]")) { }
        var certificate = Assert.Single(await RowsAsync<Certificate>(rows => rows.Where(one => one.ParticipantId == winner.ParticipantId)));
        using var reader = Site.Client();
        var text = (await reader.PageAsync($"/xac-thuc/{certificate.Code}")).QuerySelector(".slip")!.TextContent;
        Assert.DoesNotContain(winner.PublicName, text);
        Assert.Contains($"{winner.PublicName[..1]}•••", text);
    }

    [Fact]
    public async Task Who_won_nothing_gets_none_unless_the_contest_gives_them_to_everybody()
    {
        var round = await RoundAsync();
        var winners = (await RowsAsync<Winner>(rows => rows.Where(one => one.RoundId == round.Id))).Select(one => one.ParticipantId).ToHashSet();
        var person = (await RowsAsync<Participant>(rows => rows.Where(one => one.CompetitionId == round.CompetitionId))).First(one => !winners.Contains(one.Id));
        using var client = await ResumeAsync(PersonData.Read(Site.Services.GetRequiredService<PersonKeys>(), person.Personal)!.Code);
        Assert.Null((await client.PageAsync($"{Home}/cua-toi")).QuerySelector("form[action*=Certificate]"));
        var contest = await Site.WithDbAsync(db => db.Set<Competition>().AsNoTracking().SingleAsync(one => one.Id == round.CompetitionId));
        contest.Certificate = ContestJson.Write(new CertificateSetting { For = CertifiedPeople.Everybody });
        var issued = await Site.InAsync(services => services.GetRequiredService<Certificates>().ForAsync(contest, round, person, default));
        Assert.Equal("", issued!.Prize);
        Assert.Equal(issued.Code, (await Site.InAsync(services => services.GetRequiredService<Certificates>().ForAsync(contest, round, person, default)))!.Code);
    }

    [Fact]
    public async Task Made_up_codes_are_told()
    {
        using var reader = Site.Client();
        Assert.Contains("gõ sai", (await reader.PageAsync("/xac-thuc?ma=K7QM-2XPA-9TD0")).QuerySelector("[role=alert]")!.TextContent);
        using var guess = await reader.GetAsync($"/xac-thuc/{CertificateCode.New()}");
        Assert.Equal(HttpStatusCode.NotFound, guess.StatusCode);
        Assert.Contains("Không có giấy chứng nhận nào mang mã này", (await SiteClient.ParseAsync(guess)).QuerySelector("[role=alert]")!.TextContent);
    }

    [Fact]
    public async Task Teams_are_ranked_by_the_share_of_their_staff_which_comes_from_a_table()
    {
        var round = await RoundAsync();
        var communes = (await RowsAsync<Participant>(rows => rows.Where(one => one.CompetitionId == round.CompetitionId && one.CommuneId != null))).GroupBy(one => one.CommuneId!.Value).OrderByDescending(group => group.Count()).Select(group => group.Key).ToList();
        var units = await Site.Services.GetRequiredService<Core.Units.UnitDirectory>().GetAsync(default);
        await Site.AddPersonAsync("ban.tap.the", "ContestOrganizer");
        using var organiser = Site.Client();
        using (await organiser.SignInAsync("ban.tap.the")) { }
        var csv = $"Mã đơn vị,Tên đơn vị,Ngày,Biên chế\n{units.Find(communes[0])!.Code},{units.Find(communes[0])!.Name},01/07/2025,1000\n{units.Find(communes[1])!.Code},{units.Find(communes[1])!.Name},01/07/2025,20\n,Đơn vị không có,01/07/2025,20\n{units.Find(communes[2])!.Code},,hôm qua,20\n";
        var token = (await organiser.PageAsync("/quan-tri/cuoc-thi/bien-che")).QuerySelector("main form input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using (var form = new MultipartFormDataContent { { new StringContent(token), "__RequestVerificationToken" }, { new StringContent(csv), "Upload", "bien-che.csv" } })
        {
            using var told = await organiser.SendAsync(HttpMethod.Post, "/quan-tri/cuoc-thi/bien-che", form);
            var text = (await SiteClient.ParseAsync(told)).QuerySelector("main")!.TextContent;
            foreach (var part in new[] { "thêm 2", "Danh mục không có đơn vị này", "Ngày chưa đúng" }) Assert.Contains(part, text);
        }
        await Site.InAsync(async services =>
        {
            var db = services.GetRequiredService<SiteDb>();
            var contest = await db.Set<Competition>().SingleAsync(one => one.Id == round.CompetitionId);
            contest.Teams = ContestJson.Write(new TeamSetting(TeamKind.Commune, TeamMeasure.Rate));
            db.Add(Core.Changes.Change.Of(Site.Clock.GetUtcNow().UtcDateTime, [ContestBook.ChangeTag]));
            await db.SaveChangesAsync();
            await services.GetRequiredService<RoundClosing>().RankAsync(await db.Set<Round>().SingleAsync(one => one.Id == round.Id), default);
            await db.SaveChangesAsync();
        });
        await Site.Services.GetRequiredService<Core.Changes.ChangeFeed>().CatchUpAsync(default);
        using var reader = Site.Client();
        var rows = (await reader.PageAsync($"{Home}/ky-1")).QuerySelector("#tap-the")!.ParentElement!.QuerySelectorAll("tbody tr").ToList();
        // The smaller staff has the larger share; teams of unknown staff have no rank and do not stand on the public page.
        Assert.Equal([units.Find(communes[1])!.Name, units.Find(communes[0])!.Name], rows.Select(row => row.QuerySelector("th")!.TextContent));
        var all = await organiser.PageAsync($"/quan-tri/cuoc-thi/{round.CompetitionId}/ky/1/tap-the");
        Assert.Equal(communes.Count, all.QuerySelectorAll("tbody tr").Length);
        using (var sheet = await organiser.GetAsync($"/quan-tri/cuoc-thi/{round.CompetitionId}/ky/1/tap-the?handler=Xlsx")) Assert.Equal(HttpStatusCode.OK, sheet.StatusCode);
        Assert.Empty(Site.Errors.Lines);
    }

    private async Task<Round> RoundAsync()
    {
        var contest = (await RowsAsync<Competition>(rows => rows.Where(one => one.Slug == "thi-thu-cai-cach-hanh-chinh")))[0];
        return (await RowsAsync<Round>(rows => rows.Where(one => one.CompetitionId == contest.Id)))[0];
    }

    private async Task<(Winner Winner, Round Round, string Code)> WinnerAsync(int at)
    {
        var round = await RoundAsync();
        var winner = (await RowsAsync<Winner>(rows => rows.Where(one => one.RoundId == round.Id).OrderBy(one => one.Id)))[at];
        var person = (await RowsAsync<Participant>(rows => rows.Where(one => one.Id == winner.ParticipantId)))[0];
        return (winner, round, PersonData.Read(Site.Services.GetRequiredService<PersonKeys>(), person.Personal)!.Code);
    }

    private async Task<SiteClient> ResumeAsync(string code)
    {
        var client = Site.Client();
        using (await client.SubmitAsync($"{Home}/lam-tiep", new Dictionary<string, string> { ["Code"] = code })) { }
        return client;
    }
}
