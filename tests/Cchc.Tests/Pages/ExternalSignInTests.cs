using System.Net;
using Cchc.Core.People;
using Cchc.Tests.Hosting;

namespace Cchc.Tests.Pages;

public sealed class ExternalSignInOnSqlite() : ExternalSignInTests(Engine.Sqlite);

public sealed class ExternalSignInOnPostgres() : ExternalSignInTests(Engine.PostgreSql);

/// <summary>Signing in by an OpenID Connect provider, against one on a real port.</summary>
public abstract class ExternalSignInTests(Engine engine) : IAsyncLifetime
{
    private const string Door = "/quan-tri/dang-nhap/ngoai";
    private OidcServer provider = null!;
    private TestSite site = null!;

    public async ValueTask InitializeAsync()
    {
        provider = await OidcServer.StartAsync();
        site = await StartAsync(linkByEmail: false);
    }

    [Fact]
    public async Task A_person_links_the_own_account_and_comes_in_by_it_from_then_on()
    {
        await site.AddPersonAsync("noi.vao", "Editor");
        using var client = site.Client();
        using (await client.SignInAsync("noi.vao")) { }
        var back = await ThroughAsync(client);
        var asked = await client.PageAsync(back);
        Assert.Contains("nguoi-1@tinh.test", asked.Body!.TextContent);
        Assert.Empty(await site.WithDbAsync(db => db.UserLogins.ToListAsync()));
        using (var refused = await client.SubmitAsync(back, new Dictionary<string, string> { ["Password"] = "khong-phai-mat-khau" })) Assert.Contains("Mật khẩu không đúng", await refused.Content.ReadAsStringAsync());
        Assert.Empty(await site.WithDbAsync(db => db.UserLogins.ToListAsync()));
        using (var linked = await client.SubmitAsync(back, new Dictionary<string, string> { ["Password"] = TestSite.AdminPassword })) Assert.Equal("/quan-tri/tai-khoan-cua-toi", linked.Headers.Location?.ToString());
        Assert.Contains("đã nối", (await client.PageAsync("/quan-tri/tai-khoan-cua-toi")).Body!.TextContent);
        using var fresh = site.Client();
        Assert.Contains("Tài khoản tỉnh", (await fresh.PageAsync("/quan-tri/dang-nhap")).Body!.TextContent);
        using (var signedIn = await fresh.GetAsync(await ThroughAsync(fresh, "/quan-tri/tin-bai"))) Assert.Equal("/quan-tri/tin-bai", signedIn.Headers.Location?.ToString());
        using (var inside = await fresh.GetAsync("/quan-tri")) Assert.Equal(HttpStatusCode.OK, inside.StatusCode);
        using (await fresh.SubmitAsync("/quan-tri/tai-khoan-cua-toi", new Dictionary<string, string>(), "form:has(button[formaction*=Unlink]), form:has(button[formaction*=unlink])", "Unlink")) { }
        Assert.Empty(await site.WithDbAsync(db => db.UserLogins.ToListAsync()));
    }

    [Fact]
    public async Task Whom_the_site_does_not_know_gets_in_nowhere_even_with_a_known_address()
    {
        var user = await site.AddPersonAsync("co.thu", "Editor");
        await site.WithDbAsync(db => db.Users.Where(row => row.Id == user.Id).ExecuteUpdateAsync(row => row.SetProperty(one => one.NormalizedEmail, "NGUOI-1@TINH.TEST")));
        using var client = site.Client();
        Assert.Contains("chưa có tài khoản nào nối", (await client.PageAsync(await ThroughAsync(client))).Body!.TextContent);
        using (var outside = await client.GetAsync("/quan-tri")) Assert.Equal(HttpStatusCode.Redirect, outside.StatusCode);
        Assert.True(await site.WithDbAsync(db => db.Set<AuditEvent>().AnyAsync(row => row.Action == "sign-in.failed")));
    }

    [Fact]
    public async Task An_address_opens_an_account_only_where_that_is_wanted_and_clear()
    {
        await using var trusting = await StartAsync(linkByEmail: true);
        await CheckAsync("dung@tinh.test", verified: true, deactivated: false, accounts: 1, opens: true);
        await CheckAsync("chua-xac-minh@tinh.test", verified: false, deactivated: false, accounts: 1, opens: false);
        await CheckAsync("da-nghi@tinh.test", verified: true, deactivated: true, accounts: 1, opens: false);
        await CheckAsync("chung-hop-thu@tinh.test", verified: true, deactivated: false, accounts: 2, opens: false);

        async Task CheckAsync(string email, bool verified, bool deactivated, int accounts, bool opens)
        {
            for (var count = 0; count < accounts; count++)
            {
                // Invited, and no password chosen yet.
                var user = await trusting.AddPersonAsync($"{email.Split('@')[0]}.{count}", "Editor", mustChange: true);
                await trusting.WithDbAsync(db => db.Users.Where(row => row.Id == user.Id).ExecuteUpdateAsync(row => row.SetProperty(one => one.Email, email)
                    .SetProperty(one => one.NormalizedEmail, email.ToUpperInvariant()).SetProperty(one => one.Deactivated, deactivated).SetProperty(one => one.InvitedUtc, trusting.Clock.GetUtcNow().UtcDateTime)));
            }
            (provider.Subject, provider.Email, provider.EmailVerified) = ($"nguoi-{email}", email, verified);
            using var client = trusting.Client();
            using (await client.GetAsync(await ThroughAsync(client))) { }
            using var inside = await client.GetAsync("/quan-tri");
            Assert.Equal((email, opens ? HttpStatusCode.OK : HttpStatusCode.Redirect), (email, inside.StatusCode));
            Assert.Equal((email, opens), (email, await trusting.WithDbAsync(db => db.UserLogins.AnyAsync(login => login.ProviderKey == provider.Subject))));
        }
    }

    [Fact]
    public async Task Whatever_goes_wrong_on_the_way_ends_at_the_sign_in_page_with_a_sentence()
    {
        using var client = site.Client();
        provider.Refuses = true;
        await EndsAtTheDoorAsync(client, await ThroughAsync(client, follow: false));
        provider.Refuses = false;
        provider.BreaksNonce = true;
        await EndsAtTheDoorAsync(client, await ThroughAsync(client, follow: false));
        provider.BreaksNonce = false;
        await EndsAtTheDoorAsync(client, "/quan-tri/dang-nhap/ngoai/ve?code=bia&state=bia");
        await EndsAtTheDoorAsync(client, $"{Door}?handler=Back");
        // A code that somebody else's browser got.
        using var other = site.Client();
        await EndsAtTheDoorAsync(client, await ThroughAsync(other, follow: false));
        Assert.Contains("Chưa đăng nhập được bằng Tài khoản tỉnh", (await client.PageAsync("/quan-tri/dang-nhap?loi=ngoai")).Body!.TextContent);
    }

    [Fact]
    public async Task A_provider_that_is_away_is_said_and_the_password_still_opens()
    {
        await using var lonely = await StartAsync(linkByEmail: false);
        await provider.DisposeAsync();
        using var client = lonely.Client();
        await EndsAtTheDoorAsync(client, Door);
        using (var signedIn = await client.SignInAsync(TestSite.AdminName)) Assert.Equal("/quan-tri", signedIn.Headers.Location?.ToString());
        provider = await OidcServer.StartAsync();
    }

    [Fact]
    public async Task Without_a_provider_there_is_no_such_door()
    {
        await using var plain = await TestSite.StartAsync(await SiteTemplates.CopyAsync(engine));
        using var client = plain.Client();
        Assert.Empty((await client.PageAsync("/quan-tri/dang-nhap")).QuerySelectorAll($"a[href^='{Door}']"));
        using (var door = await client.GetAsync(Door)) Assert.Equal(HttpStatusCode.NotFound, door.StatusCode);
    }

    private async Task<TestSite> StartAsync(bool linkByEmail) => await TestSite.StartAsync(await SiteTemplates.CopyAsync(engine) with
    {
        RealTime = true, // cookies of the way there and back end with the real time
        Configuration = new Dictionary<string, string?>(provider.Configuration) { ["Oidc:LinkByEmail"] = linkByEmail ? "true" : "false" },
    });

    /// <summary>From the site to the provider and back.</summary>
    /// <param name="follow">Whether the site's own last redirect is followed.</param>
    /// <returns>The address where the site takes over.</returns>
    private static async Task<string> ThroughAsync(SiteClient client, string? wanted = null, bool follow = true)
    {
        using var challenge = await client.GetAsync(wanted is null ? Door : $"{Door}?ve={wanted}");
        var back = await OidcServer.VisitAsync(challenge.Headers.Location!);
        if (!follow) return back;
        using var callback = await client.GetAsync(back);
        return callback.Headers.Location!.ToString();
    }

    private static async Task EndsAtTheDoorAsync(SiteClient client, string path)
    {
        using var answer = await client.GetAsync(path);
        Assert.Equal("/quan-tri/dang-nhap?loi=ngoai", answer.Headers.Location?.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        await site.DisposeAsync();
        await provider.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
