using System.Net;
using Cchc.Core.People;
using Cchc.Tests.Hosting;
using OtpNet;

namespace Cchc.Tests.Pages;

public sealed class TwoStepOnSqlite(SqliteSite fixture) : TwoStepTests(fixture), IClassFixture<SqliteSite>;

public sealed class TwoStepOnPostgres(PostgresSite fixture) : TwoStepTests(fixture), IClassFixture<PostgresSite>;

/// <summary>Signing in by password and a code of a program on the phone.</summary>
public abstract class TwoStepTests(SiteFixture fixture) : KernelTests(fixture)
{
    private const string Form = "/quan-tri/hai-buoc";

    [Fact]
    public async Task Whoever_turned_it_on_needs_a_code_that_counts_once()
    {
        var (key, _) = await TurnOnAsync("co.ma");
        using var client = Site.Client();
        using (var first = await client.SignInAsync("co.ma")) Assert.StartsWith("/quan-tri/dang-nhap/buoc-hai", first.Headers.Location!.ToString(), StringComparison.Ordinal);
        using (var notYet = await client.GetAsync("/quan-tri")) Assert.Equal(HttpStatusCode.Redirect, notYet.StatusCode);
        using (var worn = await EnterAsync(client, CodeOf(key, Site.Clock))) Assert.Contains("đã dùng rồi", await worn.Content.ReadAsStringAsync());
        Site.Clock.Advance(TimeSpan.FromSeconds(60));
        var code = CodeOf(key, Site.Clock);
        using (var second = await EnterAsync(client, $"{code[..3]} {code[3..]}")) Assert.Equal("/quan-tri", second.Headers.Location?.ToString());
        using (var inside = await client.GetAsync("/quan-tri")) Assert.Equal(HttpStatusCode.OK, inside.StatusCode);
        using var thief = Site.Client();
        using (await thief.SignInAsync("co.ma")) { }
        using (var again = await EnterAsync(thief, code)) Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        using (var outside = await thief.GetAsync("/quan-tri")) Assert.Equal(HttpStatusCode.Redirect, outside.StatusCode);
    }

    [Fact]
    public async Task A_recovery_code_opens_once_and_the_page_says_how_many_are_left()
    {
        var (_, codes) = await TurnOnAsync("mat.may");
        Assert.Equal(10, codes.Distinct().Count());
        using var client = Site.Client();
        using (await client.SignInAsync("mat.may")) { }
        using (var entered = await EnterAsync(client, codes[3].ToLowerInvariant())) Assert.Equal("/quan-tri", entered.Headers.Location?.ToString());
        Assert.Contains("còn 9 mã", (await client.PageAsync("/quan-tri")).Body!.TextContent);
        using var again = Site.Client();
        using (await again.SignInAsync("mat.may")) { }
        using (var entered = await EnterAsync(again, codes[3])) Assert.Equal(HttpStatusCode.OK, entered.StatusCode);
    }

    [Fact]
    public async Task Guessing_codes_locks_the_account()
    {
        await TurnOnAsync("bi.doan");
        using var client = Site.Client();
        using (await client.SignInAsync("bi.doan")) { }
        for (var guess = 0; guess < 5; guess++) using (await EnterAsync(client, "000000")) { }
        using (var locked = await EnterAsync(client, "000000")) Assert.Contains("bị khóa", await locked.Content.ReadAsStringAsync());
        Assert.True(await Site.WithDbAsync(db => db.Users.AnyAsync(user => user.UserName == "bi.doan" && user.LockoutEnd != null)));
    }

    [Fact]
    public async Task Keys_and_recovery_codes_lie_encrypted()
    {
        var (key, codes) = await TurnOnAsync("kin");
        var stored = await Site.WithDbAsync(db => (from token in db.UserTokens join user in db.Users on token.UserId equals user.Id where user.UserName == "kin" select token.Value).ToListAsync());
        Assert.Equal(2, stored.Count);
        Assert.DoesNotContain(stored, value => value!.Contains(key, StringComparison.Ordinal) || codes.Any(code => value.Contains(code, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Nothing_is_stored_before_the_phone_shows_the_right_code()
    {
        await Site.AddPersonAsync("do.dang", "Editor");
        using var client = Site.Client();
        using (await client.SignInAsync("do.dang")) { }
        using (var wrong = await client.SubmitAsync(Form, new Dictionary<string, string> { ["Entered"] = "123 456" }, "form:has(input[name=Pending])"))
            Assert.Contains("Mã không đúng", await wrong.Content.ReadAsStringAsync());
        var page = await client.PageAsync(Form);
        using (var noOwner = await client.SubmitAsync(Form, new Dictionary<string, string>
        {
            ["Entered"] = CodeOf(page.QuerySelector(".code--small")!.TextContent.Replace(" ", "", StringComparison.Ordinal), Site.Clock), ["Pending"] = page.QuerySelector("input[name=Pending]")!.GetAttribute("value")!, ["Password"] = "khong-phai-mat-khau",
        }, "form:has(input[name=Pending])"))
            Assert.Contains("Mật khẩu không đúng", await noOwner.Content.ReadAsStringAsync());
        using (var forged = await client.SubmitAsync(Form, new Dictionary<string, string> { ["Entered"] = "123456", ["Pending"] = "bia-dat" }, "form:has(input[name=Pending])"))
            Assert.Contains("quét lại hình mới", await forged.Content.ReadAsStringAsync());
        Assert.False(await Site.WithDbAsync(db => (from token in db.UserTokens join user in db.Users on token.UserId equals user.Id where user.UserName == "do.dang" select token).AnyAsync()));
    }

    [Fact]
    public async Task Where_the_site_demands_it_nobody_works_before_it_is_set_up()
    {
        await using var site = await TestSite.StartAsync(await SiteTemplates.CopyAsync(Fixture.Engine));
        using var admin = site.Client();
        using (await admin.SignInAsync(TestSite.AdminName)) { }
        using (var saved = await admin.SubmitAsync("/quan-tri/cau-hinh", new Dictionary<string, string> { ["Input.TwoStepRequired"] = "true" })) Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        site.Clock.Advance(TimeSpan.FromSeconds(31));
        using (var stopped = await admin.GetAsync("/quan-tri/tin-bai")) Assert.Equal(Form, stopped.Headers.Location?.ToString());
        Assert.Contains("yêu cầu mọi cán bộ", (await admin.PageAsync(Form)).Body!.TextContent);
        await SetUpAsync(admin, site.Clock);
        using (var works = await admin.GetAsync("/quan-tri/tin-bai")) Assert.Equal(HttpStatusCode.OK, works.StatusCode);
        using (var off = await admin.SubmitAsync(Form, new Dictionary<string, string> { ["Password"] = TestSite.AdminPassword }, handler: "Off")) Assert.Equal(Form, off.Headers.Location?.ToString());
        using (var stopped = await admin.GetAsync("/quan-tri/tin-bai")) Assert.Equal(Form, stopped.Headers.Location?.ToString());
    }

    [Fact]
    public async Task It_is_turned_off_only_by_who_knows_the_password()
    {
        var (_, codes) = await TurnOnAsync("tat.di");
        using var client = Site.Client();
        using (await client.SignInAsync("tat.di")) { }
        using (await EnterAsync(client, codes[0])) { }
        using (var refused = await client.SubmitAsync(Form, new Dictionary<string, string> { ["Password"] = "khong-phai-mat-khau" }, handler: "Off")) Assert.Contains("Mật khẩu không đúng", await refused.Content.ReadAsStringAsync());
        using (var done = await client.SubmitAsync(Form, new Dictionary<string, string> { ["Password"] = TestSite.AdminPassword }, handler: "Off")) Assert.Equal(HttpStatusCode.Redirect, done.StatusCode);
        using var simple = Site.Client();
        using (var signedIn = await simple.SignInAsync("tat.di")) Assert.Equal("/quan-tri", signedIn.Headers.Location?.ToString());
    }

    [Fact]
    public async Task An_administrator_takes_it_off_for_who_lost_phone_and_codes()
    {
        await TurnOnAsync("mat.het");
        var id = await Site.WithDbAsync(db => db.Users.Where(user => user.UserName == "mat.het").Select(user => user.Id).SingleAsync());
        using var admin = Site.Client();
        using (await admin.SignInAsync(TestSite.AdminName)) { }
        using (var done = await admin.SubmitAsync($"/quan-tri/tai-khoan/{id}", new Dictionary<string, string>(), "section form[method=post]", "TwoStep")) Assert.Equal(HttpStatusCode.Redirect, done.StatusCode);
        using var client = Site.Client();
        using (var signedIn = await client.SignInAsync("mat.het")) Assert.Equal("/quan-tri", signedIn.Headers.Location?.ToString());
        Assert.True(await Site.WithDbAsync(db => db.Set<AuditEvent>().AnyAsync(row => row.Action == "two-step.reset" && row.SubjectId == $"{id}")));
    }

    [Fact]
    public async Task The_second_step_alone_opens_nothing()
    {
        using var client = Site.Client();
        using (var page = await client.GetAsync("/quan-tri/dang-nhap/buoc-hai")) Assert.Equal(HttpStatusCode.Redirect, page.StatusCode);
    }

    private async Task<(string Key, IReadOnlyList<string> Codes)> TurnOnAsync(string name)
    {
        await Site.AddPersonAsync(name, "Editor");
        using var client = Site.Client();
        using (await client.SignInAsync(name)) { }
        return await SetUpAsync(client, Site.Clock);
    }

    private static async Task<(string Key, IReadOnlyList<string> Codes)> SetUpAsync(SiteClient client, TimeProvider clock)
    {
        var page = await client.PageAsync(Form);
        var key = page.QuerySelector(".code--small")!.TextContent.Replace(" ", "", StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector(".qr svg"));
        // The form that is opened anew holds another key: this one is sent back as the page had it.
        using var on = await client.SubmitAsync(Form, new Dictionary<string, string> { ["Entered"] = CodeOf(key, clock), ["Pending"] = page.QuerySelector("input[name=Pending]")!.GetAttribute("value")!, ["Password"] = TestSite.AdminPassword }, "form:has(input[name=Pending])");
        var codes = (await SiteClient.ParseAsync(on)).QuerySelectorAll(".codes .code").Select(line => line.TextContent.Trim()).ToList();
        Assert.NotEmpty(codes);
        return (key, codes);
    }

    private static string CodeOf(string key, TimeProvider clock) => new Totp(Base32Encoding.ToBytes(key)).ComputeTotp(clock.GetUtcNow().UtcDateTime);

    private static Task<HttpResponseMessage> EnterAsync(SiteClient client, string code) => client.SubmitAsync("/quan-tri/dang-nhap/buoc-hai", new Dictionary<string, string> { ["Entered"] = code });
}
