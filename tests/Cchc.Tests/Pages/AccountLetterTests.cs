using System.Net;
using System.Text.RegularExpressions;
using Cchc.Core.Content;
using Cchc.Core.People;
using Cchc.Modules.Content.News;
using Cchc.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Cchc.Tests.Pages;

public sealed class AccountLettersOnSqlite() : AccountLetterTests(Engine.Sqlite);

public sealed class AccountLettersOnPostgres() : AccountLetterTests(Engine.PostgreSql);

/// <summary>Passwords chosen by links in letters: forgotten ones and those of people who are invited.</summary>
public abstract partial class AccountLetterTests(Engine engine) : IAsyncLifetime
{
    private const string Forgotten = "/quan-tri/quen-mat-khau";
    private const string Fresh = "con-ga-cuc-tac-la-chanh-2026";
    private readonly SmtpServer smtp = new();
    private TestSite site = null!;

    public async ValueTask InitializeAsync() => site = await TestSite.StartAsync(await SiteTemplates.CopyAsync(engine) with { Configuration = smtp.Configuration });

    [Fact]
    public async Task A_forgotten_password_is_chosen_anew_once_and_ends_what_was_signed_in()
    {
        await AddAsync("quen", "Editor", "quen@cchc.test");
        using var before = site.Client();
        using (await before.SignInAsync("quen")) { }
        using var client = site.Client();
        using (var asked = await AskAsync(client, "quen@cchc.test")) Assert.Equal(HttpStatusCode.OK, asked.StatusCode);
        await site.RunJobsAsync();
        var link = LinkIn(Assert.Single(smtp.Letters).TextBody!);
        using (var chosen = await ChooseAsync(client, link)) Assert.Contains("Đã có mật khẩu mới", await chosen.Content.ReadAsStringAsync());
        using (var signedIn = await client.SignInAsync("quen", Fresh)) Assert.Equal(HttpStatusCode.Redirect, signedIn.StatusCode);
        Assert.Contains("Liên kết không dùng được", (await client.PageAsync(link)).Body!.TextContent);
        site.Clock.Advance(TimeSpan.FromMinutes(1));
        using (var ended = await before.GetAsync("/quan-tri")) Assert.Equal(HttpStatusCode.Redirect, ended.StatusCode);
        Assert.Equal(["password.reset-asked", "password.chosen"], await site.WithDbAsync(db => db.Set<AuditEvent>().Where(row => row.Action == "password.reset-asked" || row.Action == "password.chosen").OrderBy(row => row.Id).Select(row => row.Action).ToListAsync()));
    }

    [Fact]
    public async Task The_answer_does_not_tell_who_has_an_account()
    {
        await AddAsync("co.that", "Editor", "co@cchc.test");
        var answers = new List<string>();
        foreach (var name in new[] { "co.that", "khong.co" })
        {
            using var client = site.Client();
            using var answer = await AskAsync(client, name);
            answers.Add(await answer.Content.ReadAsStringAsync());
        }
        Assert.Equal(answers[0], answers[1]);
        await site.RunJobsAsync();
        Assert.Single(smtp.Letters);
    }

    [Fact]
    public async Task A_link_is_good_for_an_hour_and_for_no_changed_mailbox()
    {
        await AddAsync("muon", "Editor", "muon@cchc.test");
        using var client = site.Client();
        using (await AskAsync(client, "muon")) { }
        await site.RunJobsAsync();
        var link = LinkIn(smtp.Letters[0].TextBody!);
        Assert.NotNull((await client.PageAsync(link)).QuerySelector("input[type=password]"));
        await ChangeAsync("muon", user => (user.Email, user.NormalizedEmail) = ("khac@cchc.test", "KHAC@CCHC.TEST"));
        Assert.Null((await client.PageAsync(link)).QuerySelector("input[type=password]"));
        await ChangeAsync("muon", user => (user.Email, user.NormalizedEmail) = ("muon@cchc.test", "MUON@CCHC.TEST"));
        site.Clock.Advance(TimeSpan.FromMinutes(61));
        Assert.Null((await client.PageAsync(link)).QuerySelector("input[type=password]"));
        Assert.Null((await client.PageAsync("/quan-tri/dat-lai-mat-khau?ma=bia-dat")).QuerySelector("input[type=password]"));
    }

    [Fact]
    public async Task Nobody_fills_a_mailbox_by_asking_and_asking()
    {
        await AddAsync("bi.pha", "Editor", "pha@cchc.test");
        using var client = site.Client();
        for (var time = 0; time < 10; time++) using (await AskAsync(client, "bi.pha")) { }
        using (var eleventh = await AskAsync(client, "bi.pha")) Assert.Equal(HttpStatusCode.TooManyRequests, eleventh.StatusCode);
        using (var door = await client.SignInAsync("bi.pha")) Assert.Equal(HttpStatusCode.Redirect, door.StatusCode);
        await site.RunJobsAsync();
        Assert.Equal(3, smtp.Letters.Count);
    }

    [Fact]
    public async Task A_name_that_a_request_made_up_is_in_no_link()
    {
        await AddAsync("bi.lua", "Editor", "lua@cchc.test");
        using var client = site.Client();
        using var page = await client.GetAsync(Forgotten, ("Host", "gian.test"));
        Assert.Contains("nhờ người quản trị", await page.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task An_invited_person_chooses_the_password_within_a_week_and_the_letter_can_be_sent_again()
    {
        using var admin = site.Client();
        using (await admin.SignInAsync(TestSite.AdminName)) { }
        var path = await InviteAsync(admin, "moi.den", "den@cchc.test");
        await site.RunJobsAsync();
        using (var again = await admin.SubmitAsync(path, new Dictionary<string, string>(), "section form[method=post]", "Invite")) Assert.Equal(HttpStatusCode.Redirect, again.StatusCode);
        await site.RunJobsAsync();
        Assert.Equal(2, smtp.Letters.Count);
        using var person = site.Client();
        Assert.Null((await person.PageAsync(LinkIn(smtp.Letters[0].TextBody!))).QuerySelector("input[type=password]"));
        site.Clock.Advance(TimeSpan.FromDays(6.9));
        using (await ChooseAsync(person, LinkIn(smtp.Letters[1].TextBody!))) { }
        using (var signedIn = await person.SignInAsync("moi.den", Fresh)) Assert.Equal("/quan-tri", signedIn.Headers.Location?.ToString());
        var user = await site.WithDbAsync(db => db.Users.SingleAsync(row => row.UserName == "moi.den"));
        Assert.Equal((null, false), (user.InvitedUtc, user.MustChangePassword));
    }

    [Fact]
    public async Task Without_a_mail_server_the_pages_say_so_and_the_administrator_sees_the_link_once()
    {
        await using var silent = await TestSite.StartAsync(await SiteTemplates.CopyAsync(engine));
        using var admin = silent.Client();
        using (await admin.SignInAsync(TestSite.AdminName)) { }
        var path = await InviteAsync(admin, "tay.trao", null);
        var link = (await admin.PageAsync(path)).QuerySelector(".slip input")!.GetAttribute("value")!;
        Assert.Null((await admin.PageAsync(path)).QuerySelector(".slip"));
        using var person = silent.Client();
        using (await ChooseAsync(person, new Uri(link).PathAndQuery)) { }
        using (var signedIn = await person.SignInAsync("tay.trao", Fresh)) Assert.Equal(HttpStatusCode.Redirect, signedIn.StatusCode);
        Assert.Contains("Chưa cấu hình gửi thư", (await person.PageAsync(Forgotten)).Body!.TextContent);
    }

    [Fact]
    public async Task Who_leaves_keeps_what_was_written_and_gets_no_link()
    {
        var id = await AddAsync("nghi.huu", "Editor", "huu@cchc.test");
        var article = new Article { Title = "Bài của người đã nghỉ", Markdown = "Chữ.", Sapo = "Tóm tắt.", Byline = "Cô Hoa", Sections = ["cchcsec0000000000000000001"] };
        var saved = await site.WithStoreAsync(store => store.SaveAsync(site.Type("Article"), article, 0, "", new Actor(id, "nghi.huu", "127.0.0.1") { MayApprove = true }));
        using var admin = site.Client();
        using (await admin.SignInAsync(TestSite.AdminName)) { }
        using (await admin.SubmitAsync($"/quan-tri/tai-khoan/{id}", new Dictionary<string, string>(), "section form[method=post]", "Deactivate")) { }
        Assert.True(await site.WithDbAsync(db => db.Users.Where(user => user.Id == id).Select(user => user.Deactivated).SingleAsync()));
        var row = await site.WithDbAsync(db => db.Set<Article>().SingleAsync(one => one.ContentItemId == saved.ContentItemId));
        Assert.Equal(((int?)id, "Cô Hoa"), (row.AuthorId, row.Byline));
        Assert.Equal("nghi.huu", await site.WithDbAsync(db => db.Set<ContentVersion>().Where(version => version.ContentItemId == saved.ContentItemId).Select(version => version.SavedBy).SingleAsync()));
        using (await AskAsync(admin, "nghi.huu")) { }
        await site.RunJobsAsync();
        Assert.Empty(smtp.Letters);
    }

    private static Task<HttpResponseMessage> AskAsync(SiteClient client, string name) => client.SubmitAsync(Forgotten, new Dictionary<string, string> { ["Name"] = name });

    private static Task<HttpResponseMessage> ChooseAsync(SiteClient client, string link) => client.SubmitAsync(link, new Dictionary<string, string> { ["Fresh"] = Fresh, ["Repeated"] = Fresh });

    private static async Task<string> InviteAsync(SiteClient admin, string name, string? email)
    {
        using var added = await admin.SubmitAsync("/quan-tri/tai-khoan/moi", new Dictionary<string, string>
        {
            ["Input.DisplayName"] = "Người mới", ["Input.UserName"] = name, ["Input.Email"] = email ?? "", ["Input.Roles"] = "3", ["Input.Invite"] = "true",
        });
        Assert.Equal(HttpStatusCode.Redirect, added.StatusCode);
        return added.Headers.Location!.ToString();
    }

    private static string LinkIn(string text) => new Uri(Address().Match(text).Value).PathAndQuery;

    [GeneratedRegex(@"http://localhost/\S+")]
    private static partial Regex Address();

    private async Task<int> AddAsync(string name, string role, string email)
    {
        var id = (await site.AddPersonAsync(name, role)).Id;
        await ChangeAsync(name, user => (user.Email, user.NormalizedEmail) = (email, email.ToUpperInvariant()));
        return id;
    }

    private Task ChangeAsync(string name, Action<User> change) => site.WithDbAsync(async db =>
    {
        change(await db.Users.SingleAsync(user => user.UserName == name));
        return await db.SaveChangesAsync();
    });

    public async ValueTask DisposeAsync()
    {
        await site.DisposeAsync();
        await smtp.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
