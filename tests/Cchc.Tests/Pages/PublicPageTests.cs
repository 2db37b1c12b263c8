using System.IO.Compression;
using System.Net;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Cchc.Core;
using Cchc.Core.Content;
using Cchc.Core.Units;
using Cchc.Modules.Content.Documents;
using Cchc.Modules.Content.News;
using Cchc.Modules.Content.SitePages;
using Cchc.Tests.Hosting;
using Cchc.Web.Http;

namespace Cchc.Tests.Pages;

public sealed class PublicPagesOnSqlite(SqliteSite site) : PublicPageTests(site), IClassFixture<SqliteSite>;

public sealed class PublicPagesOnPostgres(PostgresSite site) : PublicPageTests(site), IClassFixture<PostgresSite>;

/// <summary>One address of each kind of public page.</summary>
public static class PublicAddresses
{
    public static async Task<IReadOnlyList<string>> OfAsync(TestSite site) => await site.WithDbAsync(async db =>
    {
        var page = await db.Set<SitePage>().Where(item => item.State == ContentState.Published).OrderBy(item => item.Id).Select(item => item.Slug).FirstAsync();
        var unit = await db.Set<Unit>().Where(item => item.Code == "82" && item.ValidTo == null).Select(item => item.Slug).FirstAsync();
        return (IReadOnlyList<string>)
        [
            "/", "/tin-tuc", $"/tin-tuc/{await ArticleAsync(db)}", "/chuyen-muc", $"/chuyen-muc/{await TermAsync(db, TermKind.Section)}", $"/the/{await TermAsync(db, TermKind.Tag)}",
            "/van-ban", $"/van-ban/{await DocumentAsync(db)}", "/mo-hinh", "/mo-hinh/linh-vuc/thu-tuc-hanh-chinh", "/mo-hinh/loa-truyen-thanh-khong-day-lai-chau", "/mo-hinh/loa-truyen-thanh-khong-day-lai-chau/phieu", "/don-vi", $"/don-vi/{unit}", $"/{page}", "/so-do-trang",
        ];
    });

    /// <summary>The longest article: it has most kinds of things in it.</summary>
    public static Task<string?> ArticleAsync(SiteDb db) => db.Set<Article>().Where(item => item.State == ContentState.Published).OrderByDescending(item => item.Html.Length).Select(item => item.Slug).FirstAsync();
    public static Task<string?> DocumentAsync(SiteDb db) => db.Set<Document>().Where(item => item.State == ContentState.Published).OrderBy(item => item.Id).Select(item => item.Slug).FirstAsync();
    /// <summary>The term with most articles.</summary>
    public static Task<string> TermAsync(SiteDb db, TermKind kind) => db.Set<Term>().Where(term => term.Kind == kind)
        .OrderByDescending(term => db.Set<TermItem>().Count(link => link.TermId == term.Id && link.ContentType == "Article")).Select(term => term.Slug).FirstAsync();
}

public abstract partial class PublicPageTests(SiteFixture fixture) : KernelTests(fixture)
{
    [Fact]
    public async Task A_kept_page_names_its_address_in_small_letters_whoever_asked_first()
    {
        using var client = Site.Client();
        foreach (var path in new[] { "/Van-BAN", "/van-ban" })
            Assert.EndsWith("/van-ban", (await client.PageAsync(path)).QuerySelector("link[rel=canonical]")!.GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_public_page_is_Vietnamese_HTML_with_strict_headers()
    {
        using var client = Site.Client();
        foreach (var path in await PublicAddresses.OfAsync(Site))
        {
            using var response = await client.GetAsync(path);
            Assert.True(response.StatusCode == HttpStatusCode.OK, $"{path}: {(int)response.StatusCode}");
            Assert.Equal("text/html; charset=utf-8", response.Content.Headers.ContentType!.ToString());
            Assert.Equal(SecurityHeaders.Policy, Header(response, "Content-Security-Policy"));
            Assert.Equal("nosniff", Header(response, "X-Content-Type-Options"));
            Assert.Equal("same-origin", Header(response, "Cross-Origin-Opener-Policy"));
            Assert.NotNull(Header(response, "Referrer-Policy"));
            Assert.NotNull(Header(response, "Permissions-Policy"));
            Assert.False(response.Headers.Contains("Server"));
            Assert.False(response.Headers.Contains("Set-Cookie"), $"{path} sets a cookie for everybody.");
            Assert.NotNull(response.Headers.ETag);

            var html = await response.Content.ReadAsStringAsync();
            Assert.False(NumericEntity().IsMatch(html), $"{path}: {NumericEntity().Match(html).Value}");
            var page = await SiteClient.ParseAsync(response);
            Assert.NotEmpty(page.Title!);
            Assert.True(page.QuerySelectorAll("h1").Length == 1, $"{path} has {page.QuerySelectorAll("h1").Length} first headings.");
            Assert.NotNull(page.QuerySelector("main"));
            Assert.NotNull(page.QuerySelector("html[lang]"));
            Assert.Empty(page.QuerySelectorAll("[style], style"));
            Assert.All(page.QuerySelectorAll("script"), script => Assert.True(script.HasAttribute("src") || script.GetAttribute("type") == "application/ld+json"));
            Assert.All(page.QuerySelectorAll("*").SelectMany(element => element.Attributes), attribute => Assert.False(attribute.Name.StartsWith("on")));
            Assert.All(page.QuerySelectorAll("img"), picture => Assert.True(picture.HasAttribute("alt"), $"{path}: a picture without alt"));
            var ids = page.QuerySelectorAll("[id]").Select(element => element.Id).ToList();
            Assert.True(ids.Count == ids.Distinct().Count(), $"{path}: doubled ids {string.Join(", ", ids.GroupBy(id => id).Where(group => group.Count() > 1).Select(group => group.Key))}");
        }
        Assert.Empty(Site.Errors.Lines);
    }

    [Fact]
    public async Task Structured_data_is_JSON()
    {
        using var client = Site.Client();
        var page = await client.PageAsync($"/tin-tuc/{await Site.WithDbAsync(PublicAddresses.ArticleAsync)}");
        var data = page.QuerySelectorAll("script[type='application/ld+json']").Select(script => System.Text.Json.Nodes.JsonNode.Parse(script.TextContent)!).ToList();
        Assert.Contains(data, json => json.ToJsonString().Contains("NewsArticle"));
        foreach (var property in new[] { "og:title", "og:type", "og:url" }) Assert.NotEmpty(page.QuerySelector($"meta[property='{property}']")!.GetAttribute("content")!);
        Assert.StartsWith("http", page.QuerySelector("link[rel=canonical]")!.GetAttribute("href"));
    }

    [Fact]
    public async Task HEAD_says_what_GET_says()
    {
        using var client = Site.Client();
        foreach (var path in (await PublicAddresses.OfAsync(Site)).Concat(["/rss.xml", "/sitemap.xml", "/healthz", "/readyz"]))
        {
            using var get = await client.GetAsync(path);
            using var head = await client.SendAsync(HttpMethod.Head, path, null);
            Assert.True(get.StatusCode == head.StatusCode, $"{path}: GET {get.StatusCode}, HEAD {head.StatusCode}");
            Assert.Equal(get.Headers.ETag, head.Headers.ETag);
            Assert.Equal(get.Content.Headers.ContentType, head.Content.Headers.ContentType);
        }
    }

    [Fact]
    public async Task Who_has_the_page_gets_304_until_it_changes()
    {
        using var client = Site.Client();
        foreach (var path in await PublicAddresses.OfAsync(Site))
        {
            using var first = await client.GetAsync(path);
            using var again = await client.GetAsync(path, ("If-None-Match", first.Headers.ETag!.ToString()));
            Assert.True(again.StatusCode == HttpStatusCode.NotModified, $"{path}: {again.StatusCode}");
            Assert.Empty(await again.Content.ReadAsByteArrayAsync());
        }
        using var before = await client.GetAsync("/tin-tuc");
        await PublishedAsync();
        using var after = await client.GetAsync("/tin-tuc", ("If-None-Match", before.Headers.ETag!.ToString()));
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
    }

    [Fact]
    public async Task Compressed_pages_say_the_same_and_are_kept_apart()
    {
        using var client = Site.Client();
        foreach (var path in await PublicAddresses.OfAsync(Site))
            for (var round = 0; round < 2; round++)
            {
                using var plain = await client.GetAsync(path);
                using var gzip = await client.GetAsync(path, ("Accept-Encoding", "gzip"));
                using var brotli = await client.GetAsync(path, ("Accept-Encoding", "gzip, deflate, br"));
                Assert.Equal(["gzip"], gzip.Content.Headers.ContentEncoding);
                Assert.Equal(["br"], brotli.Content.Headers.ContentEncoding);
                Assert.Contains("Accept-Encoding", Header(brotli, "Vary"));
                var text = await plain.Content.ReadAsStringAsync();
                Assert.Equal(text, await Read(new GZipStream(await gzip.Content.ReadAsStreamAsync(), CompressionMode.Decompress)));
                Assert.Equal(text, await Read(new BrotliStream(await brotli.Content.ReadAsStreamAsync(), CompressionMode.Decompress)));
                Assert.Equal(3, new[] { plain, gzip, brotli }.Select(response => response.Headers.ETag).Distinct().Count());
            }
    }

    [Fact]
    public async Task A_kept_page_asks_the_database_nothing()
    {
        using var client = Site.Client();
        foreach (var path in await PublicAddresses.OfAsync(Site))
        {
            using (await client.GetAsync(path)) { }
            Assert.Empty(await Fixture.Sql.CountAsync(async () => { using (await client.GetAsync(path)) { } }));
        }
    }

    [Fact]
    public async Task A_page_that_is_made_asks_the_database_few_things()
    {
        using var client = Site.Client();
        var limits = new Dictionary<string, int>();
        foreach (var path in await PublicAddresses.OfAsync(Site)) limits[path] = path.Count(letter => letter == '/') > 1 ? 7 : 4;
        limits["/"] = 8;
        foreach (var (path, limit) in limits)
        {
            using (await client.GetAsync(path)) { } // settings, chuyên mục and units are in memory after the first page
            await PublishedAsync(AnArticle(tags: ["Quét bộ nhớ"]));
            var commands = await Fixture.Sql.CountAsync(async () => { using (await client.GetAsync(path + "?khong=" + Guid.NewGuid())) { } });
            Assert.True(commands.Count <= limit, $"{path}: {commands.Count} commands, at most {limit} expected:\n{string.Join("\n--\n", commands)}");
        }
    }

    [Theory]
    [InlineData("/khong-co-trang-nay")]
    [InlineData("/tin-tuc/khong-co-bai-nay")]
    [InlineData("/van-ban/khong-co")]
    [InlineData("/chuyen-muc/khong-co")]
    [InlineData("/the/khong-co")]
    [InlineData("/don-vi/khong-co")]
    [InlineData("/chuyen-muc/khong-co/rss.xml")]
    [InlineData("/tin-tuc?sau=khong-phai-con-tro")]
    [InlineData("/tin-tuc?sau=20000101000000-1")]
    [InlineData("/tin-tuc?loai=khong-co")]
    [InlineData("/tin-tuc?trang=99999")]
    [InlineData("/van-ban?sau=-")]
    [InlineData("/media/khong-co.jpg")]
    [InlineData("/anh/321/minh-hoa/dong-lua.svg.webp")]
    [InlineData("/anh/320/khong-co.jpg.webp")]
    [InlineData("/quan-tri/khong-co")]
    public async Task What_is_not_there_is_404_or_leads_to_the_right_page_in_Vietnamese(string path)
    {
        using var client = Site.Client();
        using var response = await client.GetAsync(path);
        if (path.Contains("trang=99999")) { Assert.True((int)response.StatusCode is 200 or 404); return; }
        Assert.True(response.StatusCode == HttpStatusCode.NotFound, $"{path}: {(int)response.StatusCode}");
        Assert.Equal(SecurityHeaders.Policy, Header(response, "Content-Security-Policy"));
        var html = await response.Content.ReadAsStringAsync();
        Assert.Contains("lang=\"vi\"", html);
        Assert.DoesNotContain("khong-co-bai-nay", html);
        Assert.DoesNotContain("Exception", html);
    }

    [Fact]
    public async Task Walking_on_to_the_last_page_shows_each_article_once_and_then_404()
    {
        using var client = Site.Client();
        var seen = new List<string>();
        string? path = "/tin-tuc";
        string? last = null;
        for (var steps = 0; path is not null && steps < 200; steps++)
        {
            var page = await client.PageAsync(path);
            seen.AddRange(page.QuerySelectorAll("main a[href^='/tin-tuc/']").Select(link => link.GetAttribute("href")!).Distinct());
            last = path;
            path = page.QuerySelector("main a[rel=next]")?.GetAttribute("href") is { } next ? new Uri(new Uri("http://localhost/tin-tuc"), next).PathAndQuery : null;
        }
        var published = await RowsAsync<Article>(rows => rows.Where(row => row.State == ContentState.Published));
        Assert.True(published.Select(row => $"/tin-tuc/{row.Slug}").ToHashSet().SetEquals(seen), $"{published.Count} published, {seen.Distinct().Count()} seen, at {last}");
        Assert.Equal(seen.Count, seen.Distinct().Count());
    }

    [Fact]
    public async Task An_old_address_leads_on_for_ever_and_a_removed_item_is_gone()
    {
        using var client = Site.Client();
        var id = await PublishedAsync();
        var old = (await RowAsync(id)).Slug!;
        using (var shown = await client.GetAsync($"/tin-tuc/{old}")) Assert.Equal(HttpStatusCode.OK, shown.StatusCode);
        await ChangeAsync(id, draft => draft.Slug = old + "-moi");
        await PublishAsync(id);
        using (var moved = await client.GetAsync($"/tin-tuc/{old}"))
            Assert.Equal((HttpStatusCode.MovedPermanently, $"/tin-tuc/{old}-moi"), (moved.StatusCode, moved.Headers.Location!.ToString()));
        await Site.WithStoreAsync(store => store.UnpublishAsync(Articles, id, Editor));
        foreach (var path in new[] { $"/tin-tuc/{old}-moi", $"/tin-tuc/{old}" })
        {
            using var gone = await client.GetAsync(path);
            Assert.True((int)gone.StatusCode is 410 or 301, $"{path}: {(int)gone.StatusCode}");
        }
        using (var gone = await client.GetAsync($"/tin-tuc/{old}-moi")) Assert.Equal(HttpStatusCode.Gone, gone.StatusCode);
        await PublishAsync(id);
        using (var back = await client.GetAsync($"/tin-tuc/{old}-moi")) Assert.Equal(HttpStatusCode.OK, back.StatusCode);
    }

    [Fact]
    public async Task What_is_published_changed_or_removed_shows_at_once_wherever_it_stands()
    {
        using var client = Site.Client();
        var tag = "Thẻ hiện ngay " + ATitle();
        var section = await Site.WithDbAsync(db => db.Set<Term>().Where(term => term.ContentItemId == ASection).Select(term => term.Slug).SingleAsync());
        string[] places = ["/", "/tin-tuc", $"/chuyen-muc/{section}", "/rss.xml", $"/chuyen-muc/{section}/rss.xml"];
        var title = ATitle("Hiện ngay");
        var id = await SavedAsync(AnArticle(title, tag));
        foreach (var place in places) await AssertShowsAsync(client, place, title, false);
        await PublishAsync(id);
        foreach (var place in places.Append($"/the/{Core.Text.Vietnamese.Slug(tag)}")) await AssertShowsAsync(client, place, title, true);
        var renamed = ATitle("Đổi tên ngay");
        await ChangeAsync(id, draft => draft.Title = renamed);
        await PublishAsync(id);
        foreach (var place in places) { await AssertShowsAsync(client, place, renamed, true); await AssertShowsAsync(client, place, title, false); }
        await Site.WithStoreAsync(store => store.UnpublishAsync(Articles, id, Editor));
        foreach (var place in places) await AssertShowsAsync(client, place, renamed, false);
    }

    [Fact]
    public async Task What_one_node_publishes_another_shows_within_two_seconds()
    {
        var other = await Fixture.StartNodeAsync();
        using var client = other.Client();
        using (await client.GetAsync("/tin-tuc")) { }
        var title = ATitle("Ở nút khác");
        await PublishedAsync(AnArticle(title));
        await Eventually.Is(async () => { using var response = await client.GetAsync("/tin-tuc"); return (await response.Content.ReadAsStringAsync()).Contains(title); }, TimeSpan.FromSeconds(30), "the other node shows it");
    }

    [Fact]
    public async Task Feeds_and_sitemap_are_XML_that_name_the_published_articles()
    {
        using var client = Site.Client();
        var newest = (await RowsAsync<Article>(rows => rows.Where(row => row.State == ContentState.Published).OrderByDescending(row => row.PublishedUtc).ThenByDescending(row => row.Id).Take(1)))[0];
        var section = await Site.WithDbAsync(db => PublicAddresses.TermAsync(db, TermKind.Section));
        foreach (var path in new[] { "/rss.xml", $"/chuyen-muc/{section}/rss.xml" })
        {
            using var response = await client.GetAsync(path);
            Assert.Contains("xml", response.Content.Headers.ContentType!.MediaType);
            var channel = XDocument.Parse(await response.Content.ReadAsStringAsync()).Root!.Element("channel")!;
            Assert.NotEmpty(channel.Element("title")!.Value);
            Assert.NotEmpty(channel.Elements("item"));
            Assert.All(channel.Elements("item"), item =>
            {
                Assert.True(Uri.TryCreate(item.Element("link")!.Value, UriKind.Absolute, out _));
                Assert.NotNull(item.Element("guid"));
                Assert.True(DateTimeOffset.TryParse(item.Element("pubDate")!.Value, System.Globalization.CultureInfo.InvariantCulture, out _));
            });
            Assert.NotNull(response.Headers.ETag);
        }
        using var map = await client.GetAsync("/sitemap.xml");
        var addresses = XDocument.Parse(await map.Content.ReadAsStringAsync()).Descendants().Where(element => element.Name.LocalName == "loc").Select(element => element.Value).ToList();
        if (addresses.Exists(address => address.EndsWith(".xml", StringComparison.Ordinal)))
        {
            var parts = new List<string>();
            foreach (var part in addresses)
            {
                using var response = await client.GetAsync(new Uri(part).PathAndQuery);
                parts.AddRange(XDocument.Parse(await response.Content.ReadAsStringAsync()).Descendants().Where(element => element.Name.LocalName == "loc").Select(element => element.Value));
            }
            addresses = parts;
        }
        Assert.Contains(addresses, address => address.EndsWith($"/tin-tuc/{newest.Slug}", StringComparison.Ordinal));
        Assert.All(addresses, address => Assert.True(Uri.TryCreate(address, UriKind.Absolute, out _)));
    }

    [Fact]
    public async Task Every_link_of_every_public_page_leads_somewhere()
    {
        using var client = Site.Client();
        var waiting = new Queue<string>(await PublicAddresses.OfAsync(Site));
        var links = new Dictionary<string, string>();
        foreach (var path in waiting)
        {
            var page = await client.PageAsync(path);
            foreach (var link in page.QuerySelectorAll("a[href], link[href], script[src], img[src]"))
            {
                var target = link.GetAttribute("href") ?? link.GetAttribute("src")!;
                if (target.StartsWith('#')) { Assert.True(page.GetElementById(target[1..]) is not null || target == "#", $"{path}: {target} leads nowhere."); continue; }
                var address = new Uri(new Uri("http://localhost" + path), target);
                if (address.Host == "localhost" && address.Scheme.StartsWith("http")) links.TryAdd(address.PathAndQuery, path);
            }
        }
        foreach (var (target, from) in links)
        {
            if (target.StartsWith("/_content/", StringComparison.Ordinal)) continue; // assets need Node: the browser tests look at them
            using var response = await client.GetAsync(target);
            Assert.True((int)response.StatusCode is 200 or 302 or 301, $"{from} leads to {target}: {(int)response.StatusCode}");
        }
    }

    [Fact]
    public async Task A_database_that_is_away_gives_503_and_says_when_to_come_again()
    {
        if (Fixture.Engine == Engine.PostgreSql) Assert.Skip("One engine shows it.");
        var options = await SiteTemplates.CopyAsync(Engine.Sqlite);
        await using var site = await TestSite.StartAsync(options);
        using var client = site.Client();
        using (var before = await client.GetAsync("/tin-tuc")) Assert.Equal(HttpStatusCode.OK, before.StatusCode);
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        foreach (var file in Directory.GetFiles(options.DataPath, "site.db*")) File.Delete(file);
        Directory.CreateDirectory(Path.Combine(options.DataPath, "site.db"));
        using var away = await client.GetAsync("/van-ban?nam=2020");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, true), (away.StatusCode, away.Headers.RetryAfter is not null));
        Assert.Contains("lang=\"vi\"", await away.Content.ReadAsStringAsync());
        using var ready = await client.GetAsync("/readyz");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        using var alive = await client.GetAsync("/healthz");
        Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
    }

    private static async Task AssertShowsAsync(SiteClient client, string path, string text, bool shows)
    {
        using var response = await client.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.True((await response.Content.ReadAsStringAsync()).Contains(text, StringComparison.Ordinal) == shows, $"{path} {(shows ? "does not show" : "still shows")} “{text}”.");
    }

    private static async Task<string> Read(Stream stream)
    {
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync();
    }

    private static string? Header(HttpResponseMessage response, string name) => response.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;

    /// <summary>Signs such as + may be entities; letters may not.</summary>
    [GeneratedRegex("&#([xX][0-9a-fA-F]{3,}|[xX][89a-fA-F][0-9a-fA-F]|[0-9]{3,});")] private static partial Regex NumericEntity();
}
