using System.Net;
using Cchc.Core.People;
using Cchc.Tests.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Cchc.Tests.Pages;

/// <summary>Who may open what: every endpoint of the site against the table below, and against what each role really gets.</summary>
public sealed class AccessTests(SqliteSite fixture) : KernelTests(fixture), IClassFixture<SqliteSite>
{
    /// <summary>Addresses under <c>/quan-tri</c> with the permission that opens them. Everything else is for everybody.</summary>
    private static readonly Dictionary<string, string> Table = new(StringComparer.Ordinal)
    {
        ["quan-tri"] = "newsroom.enter",
        ["quan-tri/tin-bai"] = "newsroom.enter",
        ["quan-tri/tin-bai/{id}"] = "newsroom.enter",
        ["quan-tri/gop-y"] = "feedback.enter",
        ["quan-tri/gop-y/{id:long}"] = "feedback.enter",
        ["quan-tri/gop-y/bao-cao"] = "feedback.enter",
        ["quan-tri/gop-y/nhap"] = "feedback.receive",
        ["quan-tri/gop-y/cau-hinh"] = "feedback.settings",
        ["quan-tri/gop-y/mau"] = "feedback.settings",
        ["quan-tri/gop-y/ngay-nghi"] = "feedback.settings",
        ["quan-tri/du-lieu-ca-nhan"] = "privacy.handle",
        ["quan-tri/du-lieu-ca-nhan/nhap"] = "privacy.handle",
        ["quan-tri/du-lieu-ca-nhan/{id:long}"] = "privacy.handle",
        ["quan-tri/chi-so"] = "indexes.manage",
        ["quan-tri/chi-so/nhap"] = "indexes.manage",
        ["quan-tri/chi-so/{id}"] = "indexes.manage",
        ["quan-tri/bo-chi-so/{id}"] = "indexes.manage",
        ["quan-tri/van-ban"] = "newsroom.enter",
        ["quan-tri/van-ban/{id}"] = "newsroom.enter",
        ["quan-tri/mo-hinh"] = "newsroom.enter",
        ["quan-tri/mo-hinh/{id}"] = "newsroom.enter",
        ["quan-tri/trang"] = "newsroom.enter",
        ["quan-tri/trang/{id}"] = "newsroom.enter",
        ["quan-tri/tim-lien-ket"] = "newsroom.enter",
        ["quan-tri/xem-thu"] = "newsroom.enter",
        ["quan-tri/xem-thu/{type}/{id}"] = "newsroom.enter",
        ["quan-tri/xem-thu/{type}/{id}/{version:int?}"] = "newsroom.enter",
        ["quan-tri/ban-luu/{type}/{id}"] = "newsroom.enter",
        ["quan-tri/ban-luu/{type}/{id}/{number:int}"] = "newsroom.enter",
        ["quan-tri/ban-luu/{type}/{id}/{number:int?}"] = "newsroom.enter",
        ["quan-tri/giao-dien"] = "newsroom.enter",
        ["quan-tri/lich"] = "newsroom.enter",
        ["quan-tri/thong-ke"] = "statistics.view",
        ["quan-tri/thi-dua"] = "statistics.view",
        ["quan-tri/hoan-tac"] = "newsroom.enter",
        ["quan-tri/xoa-han/{type}/{id}"] = "content.delete",
        ["quan-tri/thong-bao"] = "newsroom.enter",
        ["quan-tri/dang-viet"] = "newsroom.enter",
        ["quan-tri/chuyen-muc"] = "taxonomy.manage",
        ["quan-tri/chuyen-muc/{id}"] = "taxonomy.manage",
        ["quan-tri/trang-chu"] = "home.manage",
        ["quan-tri/trang-chu/xem-thu"] = "home.manage",
        ["quan-tri/trinh-don"] = "home.manage",
        ["quan-tri/bang-gioi-thieu"] = "home.manage",
        ["quan-tri/tu-viet-tat"] = "search.manage",
        ["quan-tri/tu-lieu"] = "media.upload",
        ["quan-tri/tu-lieu/{id}"] = "media.upload",
        ["quan-tri/tu-lieu/{id:int}"] = "media.upload",
        ["quan-tri/tu-lieu/chon"] = "media.upload",
        ["quan-tri/tu-lieu/tai-len"] = "media.upload",
        ["quan-tri/tu-lieu/tai-len/{id:length(26)}"] = "media.upload",
        ["quan-tri/tai-khoan"] = "users.manage",
        ["quan-tri/tai-khoan/{id}"] = "users.manage",
        ["quan-tri/vai-tro"] = "roles.manage",
        ["quan-tri/vai-tro/{id}"] = "roles.manage",
        ["quan-tri/cau-hinh"] = "settings.manage",
        ["quan-tri/nhat-ky"] = "audit.view",
        ["quan-tri/nhat-ky.csv"] = "audit.view",
        ["quan-tri/cuoc-thi"] = "contest.manage",
        ["quan-tri/cuoc-thi/moi"] = "contest.manage",
        ["quan-tri/cuoc-thi/bien-che"] = "contest.manage",
        ["quan-tri/cuoc-thi/{id:int}/ky/{number:int}/tap-the"] = "contest.manage",
        ["quan-tri/cuoc-thi/{id:int}"] = "contest.manage",
        ["quan-tri/cuoc-thi/{id:int}/ky/{number:int}"] = "contest.manage",
        ["quan-tri/cuoc-thi/{id:int}/ky/{number:int}/nguoi-du-thi"] = "contest.manage",
        ["quan-tri/cuoc-thi/{id:int}/ky/{number:int}/ket-qua"] = "contest.publish",
        ["quan-tri/cuoc-thi/{id:int}/ky/{number:int}/chung-nhan"] = "contest.publish",
        ["quan-tri/cuoc-thi/{id:int}/ky/{number:int}/tu-luan"] = "contest.manage",
        ["quan-tri/cham-tu-luan"] = "contest.judge",
        ["quan-tri/cham-tu-luan/{round:int}"] = "contest.judge",
        ["quan-tri/cham-tu-luan/{round:int}/tep/{number:int}"] = "contest.judge",
        ["quan-tri/cuoc-thi/{id:int}/ky/{number:int}/phan-tich"] = "contest.questions",
        ["quan-tri/cau-hoi"] = "contest.questions",
        ["quan-tri/cau-hoi/nhap"] = "contest.questions",
        ["quan-tri/cau-hoi/{id}"] = "contest.questions",
        // Signed in is enough: a person must be able to sign out and to change the password.
        ["quan-tri/dang-xuat"] = "",
        ["quan-tri/doi-mat-khau"] = "",
        ["quan-tri/hai-buoc"] = "",
        ["quan-tri/tai-khoan-cua-toi"] = "newsroom.enter",
    };

    /// <summary>Lists of content with what a writer of their own needs.</summary>
    private static readonly Dictionary<string, string> Lists = new()
    {
        ["quan-tri/tin-bai"] = "content.edit-own", ["quan-tri/van-ban"] = "content.edit-own", ["quan-tri/trang"] = "content.edit-own", ["quan-tri/lich"] = "content.edit-own", ["quan-tri/mo-hinh"] = "models.nominate",
    };

    /// <summary>The way in: open to everybody although it lies under <c>/quan-tri</c>.</summary>
    private static readonly HashSet<string> Doors = ["quan-tri/dang-nhap", "quan-tri/dang-nhap/buoc-hai", "quan-tri/dang-nhap/ngoai", "quan-tri/quen-mat-khau", "quan-tri/dat-lai-mat-khau"];

    private static readonly string?[] Roles = [null, "Administrator", "Publisher", "Editor", "Author", "ContestOrganizer", "ContestJudge", "FeedbackOfficer", "UnitOfficer"];

    [Fact]
    public async Task What_only_staff_may_see_is_kept_by_no_cache()
    {
        using var admin = Site.Client();
        using (await admin.SignInAsync(TestSite.AdminName)) { }
        var article = await Site.WithDbAsync(db => db.Set<Modules.Content.News.Article>().Select(item => item.ContentItemId).FirstAsync());
        foreach (var path in new[] { "/quan-tri", "/quan-tri/tin-bai", $"/quan-tri/tin-bai/{article}", $"/quan-tri/xem-thu/Article/{article}", $"/quan-tri/ban-luu/Article/{article}/1", "/quan-tri/nhat-ky?handler=Csv" })
        {
            using var response = await admin.GetAsync(path);
            Assert.True(response is { StatusCode: HttpStatusCode.OK, Headers.CacheControl.NoStore: true }, $"{path}: {(int)response.StatusCode} {response.Headers.CacheControl}");
        }
    }

    [Fact]
    public async Task Every_endpoint_is_in_the_table_with_the_permission_that_guards_it()
    {
        var problems = new List<string>();
        foreach (var (route, endpoint) in Endpoints())
        {
            var anonymous = endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null;
            var permissions = await PermissionsAsync(endpoint);
            if (!route.StartsWith("quan-tri", StringComparison.Ordinal) || Doors.Contains(route))
            {
                if (!anonymous) problems.Add($"/{route} is public but not open to everybody");
                continue;
            }
            if (!Table.TryGetValue(route, out var permission)) problems.Add($"/{route} is not in the table (guarded by {string.Join(" and ", permissions)})");
            else if (anonymous) problems.Add($"/{route} is open to everybody");
            else if (permission.Length > 0 && !permissions.Contains(permission)) problems.Add($"/{route} is guarded by {string.Join(" and ", permissions)} instead of {permission}");
        }
        Assert.True(problems.Count == 0, string.Join('\n', problems));
    }

    [Fact]
    public async Task Each_role_opens_what_its_permissions_allow_and_nothing_else()
    {
        var pages = Endpoints().Select(pair => pair.Route).Distinct()
            .Where(route => Table.GetValueOrDefault(route, "").Length > 0 && !route.Contains('{') && !route.Contains("xem-thu") && !route.Contains("tai-len") && route != "quan-tri/dang-viet").ToList();
        Assert.NotEmpty(pages);
        foreach (var role in Roles)
        {
            var name = "vai." + (role ?? "khong").ToLowerInvariant();
            await Site.AddPersonAsync(name, role);
            using var client = Site.Client();
            using (var signedIn = await client.SignInAsync(name)) Assert.Equal(HttpStatusCode.Redirect, signedIn.StatusCode);
            var held = await Site.WithDbAsync(db => (from claim in db.RoleClaims join row in db.Roles on claim.RoleId equals row.Id where row.Name == role select claim.ClaimValue).ToListAsync());
            foreach (var route in pages)
            {
                using var response = await client.GetAsync("/" + route);
                var may = held.Contains("*") || (held.Contains(Table[route]) && held.Contains("newsroom.enter")
                    // The lists of content are for those who work on content.
                    && (!Lists.TryGetValue(route, out var own) || held.Intersect(["content.view-drafts", own, "content.edit"]).Any()));
                var opened = response.StatusCode == HttpStatusCode.OK;
                Assert.True(may == opened, $"{role ?? "without a role"} at /{route}: {(int)response.StatusCode} {response.Headers.Location}, holds {string.Join(' ', held)}");
            }
        }
    }

    [Fact]
    public async Task Who_is_not_signed_in_is_led_to_the_door_and_can_post_nothing()
    {
        using var client = Site.Client();
        foreach (var (route, endpoint) in Endpoints().Where(pair => Table.ContainsKey(pair.Route)))
        {
            var path = "/" + RouteFiller.Fill(route, _ => "1");
            using var get = await client.GetAsync(path);
            Assert.True(get.StatusCode is HttpStatusCode.Redirect or HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotFound, $"{path}: {(int)get.StatusCode}");
            if (get.StatusCode == HttpStatusCode.Redirect) Assert.Contains("/quan-tri/dang-nhap", get.Headers.Location!.ToString());
            using var post = await client.SendAsync(HttpMethod.Post, path, new FormUrlEncodedContent([new("Input.Title", "x")]));
            Assert.True((int)post.StatusCode is 302 or 400 or 403 or 404 or 405, $"POST {path}: {(int)post.StatusCode}");
        }
    }

    [Fact]
    public async Task A_form_without_its_antiforgery_token_is_refused()
    {
        using var client = Site.Client();
        using (await client.SignInAsync(TestSite.AdminName)) { }
        foreach (var (route, endpoint) in Endpoints().Where(pair => pair.Endpoint.Metadata.GetMetadata<PageActionDescriptor>() is not null))
        {
            var path = "/" + RouteFiller.Fill(route, _ => "moi");
            using var response = await client.SendAsync(HttpMethod.Post, path, new FormUrlEncodedContent([new("Input.Title", "x")]));
            Assert.True((int)response.StatusCode is 400 or 404 or 405, $"POST {path} without a token: {(int)response.StatusCode}");
        }
    }

    [Fact]
    public async Task A_temporary_password_opens_nothing_but_the_form_that_changes_it()
    {
        await Site.AddPersonAsync("tam", "Administrator", mustChange: true);
        using var client = Site.Client();
        using (var signedIn = await client.SignInAsync("tam")) Assert.Contains("/quan-tri/doi-mat-khau", signedIn.Headers.Location!.ToString());
        foreach (var path in new[] { "/quan-tri", "/quan-tri/tin-bai", "/quan-tri/tin-bai/moi" })
        {
            using var response = await client.GetAsync(path);
            Assert.NotEqual(HttpStatusCode.OK, response.StatusCode);
        }
        const string Fresh = "mot-cau-dai-chi-minh-toi-biet";
        using (var weak = await client.SubmitAsync("/quan-tri/doi-mat-khau", Change("matkhau123456789"))) Assert.Equal(HttpStatusCode.OK, weak.StatusCode);
        using (var changed = await client.SubmitAsync("/quan-tri/doi-mat-khau", Change(Fresh))) Assert.Equal(HttpStatusCode.Redirect, changed.StatusCode);
        using (var open = await client.GetAsync("/quan-tri")) Assert.Equal(HttpStatusCode.OK, open.StatusCode);

        static Dictionary<string, string> Change(string to) => new() { ["Current"] = TestSite.AdminPassword, ["Fresh"] = to, ["Repeated"] = to };
    }

    [Fact]
    public async Task Five_wrong_passwords_lock_the_account_and_each_try_is_in_the_trail()
    {
        var user = await Site.AddPersonAsync("khoa", "Author");
        using var client = Site.Client();
        for (var attempt = 0; attempt < 5; attempt++)
        {
            using var wrong = await client.SignInAsync("khoa", "sai-mat-khau-roi-nhe");
            Assert.Equal(HttpStatusCode.OK, wrong.StatusCode);
        }
        using var right = await client.SignInAsync("khoa");
        Assert.Equal(HttpStatusCode.OK, right.StatusCode);
        var id = $"{user.Id}";
        Assert.True(await Site.WithDbAsync(db => db.Set<AuditEvent>().CountAsync(entry => entry.SubjectId == id && entry.SubjectType == "User")) >= 6);
    }

    [Fact]
    public async Task Sign_in_says_the_same_for_an_unknown_name_and_a_wrong_password_and_is_limited()
    {
        await Site.AddPersonAsync("co.that", "Author");
        using var client = Site.Client();
        var texts = new List<string>();
        foreach (var name in new[] { "co.that", "khong.co.ai" })
        {
            using var response = await client.SignInAsync(name, "sai-mat-khau-roi-nhe");
            var page = await SiteClient.ParseAsync(response);
            texts.Add(page.QuerySelector("[role=alert]")!.TextContent.Trim());
        }
        Assert.Equal(texts[0], texts[1]);
        var statuses = new List<int>();
        for (var attempt = 0; attempt < 11; attempt++)
        {
            using var response = await client.SignInAsync("thu.nhieu.lan", "sai-mat-khau-roi-nhe");
            statuses.Add((int)response.StatusCode);
        }
        Assert.Equal(429, statuses[^1]);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("javascript:alert(1)")]
    public async Task Sign_in_never_leads_to_another_site(string back)
    {
        using var client = Site.Client();
        using var response = await client.SubmitAsync("/quan-tri/dang-nhap?ve=" + Uri.EscapeDataString(back), new Dictionary<string, string> { ["Name"] = TestSite.AdminName, ["Password"] = TestSite.AdminPassword });
        Assert.Equal("/quan-tri", response.Headers.Location?.ToString());
    }

    private IEnumerable<(string Route, RouteEndpoint Endpoint)> Endpoints() => Site.Services.GetServices<EndpointDataSource>().Concat(((IEndpointRouteBuilder)Site.App).DataSources)
        .SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
        // Static files while developing, behind the site's own answer to unknown addresses.
        .Where(endpoint => endpoint.RoutePattern.RawText != "{**path:file}")
        .Where(endpoint => endpoint.Metadata.GetMetadata<ISuppressMatchingMetadata>() is null)
        .Select(endpoint => (endpoint.RoutePattern.RawText!.Trim('/'), endpoint)).DistinctBy(pair => pair.endpoint);

    private async Task<IReadOnlyCollection<string>> PermissionsAsync(RouteEndpoint endpoint)
    {
        var policies = Site.Services.GetRequiredService<IAuthorizationPolicyProvider>();
        var policy = await AuthorizationPolicy.CombineAsync(policies, endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>(), endpoint.Metadata.GetOrderedMetadata<AuthorizationPolicy>());
        return [.. policy?.Requirements.OfType<PermissionRequirement>().Select(requirement => requirement.Permission) ?? []];
    }
}

/// <summary>Makes an address of a route.</summary>
public static class RouteFiller
{
    public static string Fill(string route, Func<string, string> valueOf) =>
        System.Text.RegularExpressions.Regex.Replace(route, @"\{\**([^}:?=]+)[^}]*\}", match => valueOf(match.Groups[1].Value));
}
