using System.Net;
using Cchc.Core.Jobs;
using Cchc.Core.People;
using Cchc.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Cchc.Tests.Pages;

public sealed class SessionsOnSqlite(SqliteSite fixture) : SessionTests(fixture), IClassFixture<SqliteSite>;

public sealed class SessionsOnPostgres(PostgresSite fixture) : SessionTests(fixture), IClassFixture<PostgresSite>;

/// <summary>Where people are signed in, and how they end it.</summary>
public abstract class SessionTests(SiteFixture fixture) : KernelTests(fixture)
{
    private const string Mine = "/quan-tri/tai-khoan-cua-toi";

    [Fact]
    public async Task A_person_sees_the_devices_and_ends_a_strange_one()
    {
        var name = await AddAsync();
        using var own = Site.Client();
        using var strange = Site.Client();
        using (await own.SignInAsync(name)) { }
        using (await strange.SignInAsync(name)) { }
        Assert.Equal(2, (await own.PageAsync(Mine)).QuerySelectorAll("table tbody tr").Length);
        using (var ended = await own.SubmitAsync(Mine, new Dictionary<string, string>(), "table form")) Assert.Equal(HttpStatusCode.Redirect, ended.StatusCode);
        Site.Clock.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(strange));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(own));
        Assert.Single((await own.PageAsync(Mine)).QuerySelectorAll("table tbody tr"));
        // The claims were made anew on the way; the session is still the same.
        Assert.Contains("phiên này", (await own.PageAsync(Mine)).QuerySelector("table")!.TextContent);
    }

    [Fact]
    public async Task A_new_password_ends_the_other_devices_and_not_this_one()
    {
        var name = await AddAsync();
        using var own = Site.Client();
        using var other = Site.Client();
        using (await own.SignInAsync(name)) { }
        using (await other.SignInAsync(name)) { }
        using (await own.SubmitAsync("/quan-tri/doi-mat-khau", new Dictionary<string, string> { ["Current"] = TestSite.AdminPassword, ["Fresh"] = "qua-khe-sau-nha-2026", ["Repeated"] = "qua-khe-sau-nha-2026" })) { }
        Assert.Single(await OpenAsync(name));
        Site.Clock.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Redirect), (await StatusAsync(own), await StatusAsync(other)));
    }

    [Fact]
    public async Task Signing_out_ends_the_session_for_a_copied_cookie_too()
    {
        var name = await AddAsync();
        using var client = Site.Client();
        using (await client.SignInAsync(name)) { }
        var session = Assert.Single(await OpenAsync(name)).Id;
        using (await client.SubmitAsync("/quan-tri", new Dictionary<string, string>(), "form[action='/quan-tri/dang-xuat']")) { }
        Assert.Empty(await OpenAsync(name));
        var id = await IdAsync(name);
        Assert.False(await Site.InAsync(services => services.GetRequiredService<UserSessions>().SeeAsync(session, id, "127.0.0.1")));
    }

    [Fact]
    public async Task An_administrator_ends_a_session_of_somebody_below_and_nobody_else_s_id_counts()
    {
        var (name, other) = (await AddAsync(), await AddAsync());
        using var client = Site.Client();
        using (await client.SignInAsync(name)) { }
        using var elsewhere = Site.Client();
        using (await elsewhere.SignInAsync(other)) { }
        var (victim, id) = (Assert.Single(await OpenAsync(other)).Id, await IdAsync(name));
        using var admin = Site.Client();
        using (await admin.SignInAsync(TestSite.AdminName)) { }
        // The session of another account, sent with this account's page.
        using (await admin.SubmitAsync($"/quan-tri/tai-khoan/{id}", new Dictionary<string, string> { ["session"] = victim }, "table form")) { }
        Assert.Single(await OpenAsync(other));
        using (await admin.SubmitAsync($"/quan-tri/tai-khoan/{id}", new Dictionary<string, string>(), "table form")) { }
        Assert.Empty(await OpenAsync(name));
        Site.Clock.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(client));
        Assert.Contains("session.ended", await Site.WithDbAsync(db => db.Set<AuditEvent>().Where(row => row.SubjectId == $"{id}").Select(row => row.Action).ToListAsync()));
    }

    [Fact]
    public async Task A_session_that_nobody_used_for_half_a_day_is_not_shown_and_is_forgotten_in_the_end()
    {
        var name = await AddAsync();
        using var client = Site.Client();
        using (await client.SignInAsync(name)) { }
        var id = await IdAsync(name);
        await Site.WithDbAsync(db => db.Set<UserSession>().Where(row => row.UserId == id).ExecuteUpdateAsync(row => row.SetProperty(session => session.SeenUtc, Site.Clock.GetUtcNow().UtcDateTime - UserSessions.Idle)));
        Assert.Empty(await OpenAsync(name));
        await Site.WithDbAsync(db => db.Set<UserSession>().Where(row => row.UserId == id).ExecuteUpdateAsync(row => row.SetProperty(session => session.SeenUtc, Site.Clock.GetUtcNow().UtcDateTime - UserSessions.KeptFor - TimeSpan.FromDays(1))));
        await Site.InAsync(async services => { foreach (var daily in services.GetServices<IDaily>().OfType<UserSessions>()) await daily.RunDailyAsync(CancellationToken.None); });
        Assert.False(await Site.WithDbAsync(db => db.Set<UserSession>().AnyAsync(row => row.UserId == id)));
    }

    private async Task<string> AddAsync() => (await Site.AddPersonAsync($"phien.{Guid.NewGuid():N}", "Editor")).UserName!;

    private Task<int> IdAsync(string name) => Site.WithDbAsync(db => db.Users.Where(user => user.UserName == name).Select(user => user.Id).SingleAsync());

    private async Task<IReadOnlyList<UserSession>> OpenAsync(string name)
    {
        var id = await IdAsync(name);
        return await Site.InAsync(services => services.GetRequiredService<UserSessions>().OpenAsync(id, CancellationToken.None));
    }

    private static async Task<HttpStatusCode> StatusAsync(SiteClient client)
    {
        using var response = await client.GetAsync("/quan-tri");
        return response.StatusCode;
    }
}
