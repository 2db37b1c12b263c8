using System.Net;
using Cchc.Tests.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Cchc.Tests.Pages;

public sealed class BadInputOnSqlite(SqliteSite site) : BadInputTests(site), IClassFixture<SqliteSite>;

public sealed class BadInputOnPostgres(PostgresSite site) : BadInputTests(site), IClassFixture<PostgresSite>;

/// <summary>Whatever is asked for or sent, the answer is a page that says what is wrong, never a fault.</summary>
public abstract class BadInputTests(SiteFixture fixture) : KernelTests(fixture)
{
    private static readonly string[] Nasty =
    [
        "%00", "%0d%0aSet-Cookie:x=1", "..%2f..%2fetc%2fpasswd", "%252e%252e", "'", "%22%3E%3Cscript%3Ealert(1)%3C/script%3E", "%F0%9F%99%82", "%C3%28", "%ED%A0%80", "0", "-1", "99999999999999999999",
        "2147483648", "1e9", "NaN", "null", "%7B%7B7*7%7D%7D", "$%7Bx%7D", "*:*", "(((((", "%22unclosed", "a%20AND%20OR%20NOT", "%5B%5D", "%25", "+", "~", "2020-02-30", "9999-12-31T23:59:59", "0001-01-01",
        "Đ%E1%BB%95i%20m%E1%BB%9Bi", "%E1%BB%95%CC%89", "a".PadRight(1500, 'a'), "%EF%BF%BD", "-", "--", ";", "%2F", "%5C", "true", "8dc0a0-zzz", "ffffffffffffffff-1", "7fffffffffffffff-1", "0-0", "2bca2875f4373fff-99999999999",
    ];
    private static readonly string[] Keys = ["sau", "truoc", "q", "loai", "nam", "muc", "don-vi", "trang", "sap-xep", "co-quan", "chuyen-muc", "tinh-trang", "ve", "handler", "page", "area", "tt", "trang-thai", "so-voi", "id", "type"];

    [Fact]
    public async Task No_generated_request_makes_the_site_fail()
    {
        var random = new Random(20261122);
        string Any() => Nasty[random.Next(Nasty.Length)];
        var routes = ((IEndpointRouteBuilder)Site.App).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Select(endpoint => endpoint.RoutePattern.RawText!.Trim('/')).Where(route => !route.StartsWith("_content/", StringComparison.Ordinal) && !route.Contains("dang-xuat")).Distinct().ToList();
        using var citizen = Site.Client();
        using var admin = Site.Client();
        using (await admin.SignInAsync(TestSite.AdminName)) { }
        var asked = 0;
        foreach (var route in routes)
            for (var round = 0; round < 14; round++)
            {
                var path = "/" + RouteFiller.Fill(route, _ => Any().Replace("%00", "%01")); // the in-process server takes no null in a path; Kestrel answers 400 by itself
                if (round > 3 || !route.Contains('{')) path += "?" + string.Join('&', Enumerable.Range(0, 1 + random.Next(3)).Select(_ => $"{Keys[random.Next(Keys.Length)]}={Any()}"));
                var client = route.StartsWith("quan-tri", StringComparison.Ordinal) && round % 4 != 0 ? admin : citizen;
                await AskAsync(client, HttpMethod.Get, path, null);
                asked++;
                if (round % 7 != 0) continue;
                await AskAsync(client, HttpMethod.Post, path, new FormUrlEncodedContent([new("Input.Title", WebUtility.UrlDecode(Any()))]));
                await AskAsync(client, HttpMethod.Head, path, null);
                asked += 2;
            }
        foreach (var key in Keys)
            foreach (var value in Nasty)
            {
                await AskAsync(citizen, HttpMethod.Get, $"{new[] { "/tin-tuc", "/van-ban", "/tim-kiem", "/don-vi" }[asked % 4]}?{key}={value}", null);
                asked++;
            }
        Assert.True(asked > 700, $"{asked} requests");
        Assert.Empty(Site.Errors.Lines);
    }

    [Fact]
    public async Task Nonsense_in_the_editor_is_said_in_words_and_saves_nothing()
    {
        using var admin = Site.Client();
        using (await admin.SignInAsync(TestSite.AdminName)) { }
        var fields = (await admin.PageAsync("/quan-tri/tin-bai/moi")).QuerySelectorAll("#soan [name]").Select(element => element.GetAttribute("name")!).Where(name => !name.StartsWith("__")).Distinct().ToList();
        var before = await CountAsync();
        foreach (var field in fields)
            foreach (var value in new[] { "\0\u0001", new string('x', 5000), "-99999999999999999999", "9999-99-99T99:99", "<script>alert(1)</script>" })
                foreach (var handler in new[] { null, "Publish", "Schedule", "Nothing" })
                {
                    using var response = await admin.SubmitAsync("/quan-tri/tin-bai/moi", new Dictionary<string, string> { ["Input.Title"] = "", [field] = value }, "#soan", handler);
                    Assert.True((int)response.StatusCode < 500, $"{field} = {value[..Math.Min(20, value.Length)]}, {handler}: {(int)response.StatusCode}");
                }
        Assert.Empty(Site.Errors.Lines);
        // Only drafts may have come of it; nothing was shown to readers.
        Assert.Equal(before, await CountAsync());
    }

    private Task<int> CountAsync() => Site.WithDbAsync(db => db.Set<Modules.Content.News.Article>().CountAsync(article => article.State == Core.Content.ContentState.Published));

    private static async Task AskAsync(SiteClient client, HttpMethod method, string path, HttpContent? content)
    {
        if (!Uri.TryCreate("http://localhost" + path, UriKind.Absolute, out _)) return;
        using var response = await client.SendAsync(method, path, content);
        Assert.True((int)response.StatusCode < 500, $"{method} {path}: {(int)response.StatusCode}");
        var text = await response.Content.ReadAsStringAsync();
        Assert.DoesNotContain("<script>alert(1)", text);
        Assert.DoesNotContain("Exception:", text);
        Assert.False(response.Headers.Contains("x"), path);
        if ((int)response.StatusCode >= 400 && method == HttpMethod.Get && response.Content.Headers.ContentType?.MediaType == "text/html") Assert.Contains("lang=\"vi\"", text);
    }
}
