using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Cchc.Core.Content;
using Cchc.Core.Sheets;
using Cchc.Modules.Indexes;
using Cchc.Modules.Indexes.Import;
using Cchc.Modules.Indexes.Rules;
using Cchc.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Cchc.Tests.Pages;

public sealed class IndexPagesOnSqlite(SqliteSite site) : IndexPageTests(site), IClassFixture<SqliteSite>;

public sealed class IndexPagesOnPostgres(PostgresSite site) : IndexPageTests(site), IClassFixture<PostgresSite>;

/// <summary>What readers see of the indexes, and what they take along.</summary>
public abstract class IndexPageTests(SiteFixture fixture) : KernelTests(fixture)
{
    private const string OldDongThap = "87-tinh-dong-thap-truoc-2025-07", TienGiang = "82-tinh-tien-giang-truoc-2025-07";

    [Theory]
    [InlineData("", "Quảng Ninh", "Đồng Tháp")]
    [InlineData("?sap-xep=ten", "An Giang", "Bà Rịa - Vũng Tàu")]
    [InlineData("?sap-xep=diem", "Quảng Ninh", "Đồng Tháp")]
    [InlineData("?sap-xep=khong-co", "Quảng Ninh", "Đồng Tháp")]
    public async Task A_table_is_sorted_by_links(string query, string first, string second)
    {
        using var client = Site.Client();
        var page = await client.PageAsync($"/chi-so/pci/2019{query}");
        Assert.Equal([first, second], page.QuerySelectorAll("table tbody tr th").Take(2).Select(cell => cell.TextContent.Trim()));
        Assert.Equal(63, page.QuerySelectorAll("table tbody tr").Length);
    }

    [Fact]
    public async Task A_name_without_marks_narrows_the_table()
    {
        using var client = Site.Client();
        var page = await client.PageAsync("/chi-so/pci/2019?q=tien+giang");
        Assert.Equal("Tiền Giang", Assert.Single(page.QuerySelectorAll("table tbody tr th")).TextContent.Trim());
        Assert.Contains("Không có đơn vị nào", (await client.PageAsync("/chi-so/pci/2019?q=khongcogi")).Body!.TextContent);
    }

    [Theory]
    [InlineData("/chi-so/khong-co")]
    [InlineData("/chi-so/pci/1999")]
    [InlineData("/chi-so/pci/2019?cap=xa")]
    [InlineData("/chi-so/pci/2019/tieu-chi/KHONG")]
    [InlineData("/chi-so/pci/don-vi/khong-co")]
    [InlineData("/chi-so/pci/1999.csv")]
    [InlineData("/chi-so/pci/2019.pdf")]
    [InlineData("/api/v1/indexes/pci/1999")]
    [InlineData("/ket-qua-chi-so/khong-co")]
    [InlineData("/chi-so/khong-co/tat-ca")]
    [InlineData("/chi-so/pci/tat-ca.json")]
    [InlineData("/chi-so/pci/1999.png")]
    [InlineData("/chi-so/pci/don-vi/khong-co.png")]
    [InlineData("/nhung/chi-so/pci/1999")]
    [InlineData("/nhung/chi-so/pci/don-vi/khong-co")]
    public async Task What_is_not_there_is_not_found(string path)
    {
        using var client = Site.Client();
        using var answer = await client.GetAsync(path);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Every_downloaded_cell_is_that_of_the_table_with_full_precision()
    {
        var edition = (await Site.InAsync(async services => await services.GetRequiredService<IndexLibrary>().GetAsync())).Find("pci")!.Find(2019)!;
        using var client = Site.Client();
        var csv = await RowsAsync(client, "/chi-so/pci/2019.csv");
        var xlsx = await RowsAsync(client, "/chi-so/pci/2019.xlsx");
        Assert.Equal(edition.Table.Results.Count + 1, csv.Count);
        foreach (var (result, at) in edition.Table.Results.Select((result, at) => (result, at + 1)))
            foreach (var rows in new[] { csv, xlsx })
            {
                Assert.Equal((result.UnitSlug, result.UnitName), (rows[at][0], rows[at][1]));
                Assert.Equal(result.Total.Value, Number(rows[at][3]));
                foreach (var (criterion, column) in edition.Table.Criteria.Select((criterion, column) => (criterion, column + 10))) Assert.Equal(result.ScoreOf(criterion.Code).Value, Number(rows[at][column]));
            }
        using var answer = await client.GetAsync("/api/v1/indexes/pci/2019");
        Assert.Equal("*", answer.Headers.GetValues("Access-Control-Allow-Origin").Single());
        var json = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        Assert.Equal(edition.Table.Results.Select(result => result.Total.Value), json["results"]!.AsArray().Select(one => (decimal?)one!["total"]!["value"]));
    }

    [Fact]
    public async Task A_blank_of_the_source_is_a_word_on_the_page_an_empty_cell_and_a_state()
    {
        using var client = Site.Client();
        var row = (await client.PageAsync($"/chi-so/papi/2014?q=dong+thap")).QuerySelector("table tbody tr")!;
        Assert.Contains("không có số liệu", row.TextContent);
        var line = (await RowsAsync(client, "/chi-so/papi/2014.csv")).Single(cells => cells[0] == OldDongThap);
        Assert.Equal(("", "missing"), (line[3], line[4]));
    }

    [Fact]
    public async Task A_merged_unit_shows_its_predecessors_each_by_itself()
    {
        using var client = Site.Client();
        var page = await client.PageAsync("/chi-so/pci/don-vi/82-tinh-dong-thap");
        Assert.Equal(["Tỉnh Tiền Giang", "Tỉnh Đồng Tháp"], page.QuerySelectorAll("main section:not([aria-labelledby]) caption").Select(caption => caption.TextContent.Trim()));
        Assert.Contains("không cộng", page.Body!.TextContent);
        Assert.NotNull(page.QuerySelector("figure svg[role=img]"));
        Assert.Contains("PCI", (await client.PageAsync("/don-vi/82-tinh-dong-thap")).QuerySelector("main")!.TextContent);
    }

    [Fact]
    public async Task Units_stand_side_by_side_and_a_fifth_is_left_out()
    {
        using var client = Site.Client();
        var page = await client.PageAsync($"/chi-so/pci/so-sanh?dv={OldDongThap}&dv={TienGiang}&dv=khong-co&dv=");
        Assert.Equal(2, page.QuerySelectorAll("#ss-n ~ thead th a, table:has(#ss-n) thead th a").Length);
        Assert.Equal(4, page.QuerySelectorAll("select[name=dv]").Length);
    }

    [Fact]
    public async Task The_kernel_s_address_of_an_edition_leads_to_its_page_and_a_hidden_edition_is_gone_everywhere()
    {
        using var client = Site.Client();
        using (var own = await client.GetAsync("/ket-qua-chi-so/pci-2012-tinh")) Assert.Equal("/chi-so/pci/2012", own.Headers.Location?.ToString());
        var id = await Site.WithDbAsync(db => db.Set<IndexEdition>().Where(edition => edition.Slug == "pci-2012-tinh").Select(edition => edition.ContentItemId).SingleAsync());
        Assert.Equal(ContentOutcome.Done, (await Site.WithStoreAsync(store => store.UnpublishAsync(Site.Type("IndexEdition"), id, Editor))).Outcome);
        foreach (var path in new[] { "/chi-so/pci/2012", "/chi-so/pci/2012.csv", "/api/v1/indexes/pci/2012" })
        {
            using var gone = await client.GetAsync(path);
            Assert.Equal((path, HttpStatusCode.NotFound), (path, gone.StatusCode));
        }
    }

    [Fact]
    public async Task The_own_province_and_those_that_went_into_it_are_marked_in_tables_and_on_the_home_page()
    {
        using var client = Site.Client();
        var page = await client.PageAsync("/chi-so/pci/2019");
        Assert.Equal(["Đồng Tháp", "Tiền Giang"], page.QuerySelectorAll("tr.is-own th").Select(cell => cell.TextContent.Trim()));
        Assert.Equal(2, page.QuerySelectorAll("figure svg[role=img]").Length);
        Assert.Contains("PCI", (await client.PageAsync("/")).QuerySelector("main dl.figures")!.TextContent);
    }

    [Fact]
    public async Task Without_totals_the_criteria_stand_side_by_side_and_nobody_is_ranked()
    {
        using var client = Site.Client();
        var page = await client.PageAsync("/chi-so/papi/2019");
        Assert.Equal(9, page.QuerySelectorAll("table thead th").Length);
        Assert.Equal(63, page.QuerySelectorAll("table tbody tr").Length);
        Assert.DoesNotContain("Hạng", page.QuerySelector("table")!.TextContent);
        Assert.Null(page.QuerySelector("meta[property='og:image']"));
    }

    [Fact]
    public async Task Everything_of_an_index_is_one_page_and_one_file()
    {
        using var client = Site.Client();
        var shelf = (await Site.InAsync(async services => await services.GetRequiredService<IndexLibrary>().GetAsync())).Find("papi")!;
        var page = await client.PageAsync("/chi-so/papi/tat-ca");
        var lines = shelf.Editions.Sum(edition => edition.Table.Results.Count);
        Assert.Equal(lines, page.QuerySelectorAll("table tbody tr").Length);
        Assert.Equal(lines + 1, (await RowsAsync(client, "/chi-so/papi/tat-ca.csv")).Count);
        var row = (await RowsAsync(client, "/chi-so/papi/tat-ca.xlsx"))[1];
        Assert.Equal(("2011", "province"), (row[0], row[1]));
        Assert.All((await client.PageAsync("/chi-so/papi/tat-ca?q=tien+giang")).QuerySelectorAll("table tbody th"), cell => Assert.Equal("Tiền Giang", cell.TextContent));
    }

    [Fact]
    public async Task An_import_of_several_years_is_taken_back_at_once_and_what_somebody_changed_since_stays()
    {
        var type = Site.Type("IndexEdition");
        var kind = (await RowsAsync<IndexKind>(kinds => kinds.Where(one => one.Slug == "sipas"))).Single();
        var known = (await RowsAsync<IndexEdition>(editions => editions.Where(one => one.KindId == kind.ContentItemId && one.State == ContentState.Published && one.Level == IndexLevel.Province))).OrderBy(one => one.Year).Last();
        IndexTable table = new([], [new(OldDongThap, "Đồng Tháp", "", new(81.5m), null, "", null, null, new Dictionary<string, Score>())]);
        var actor = Editor with { UserId = (await RowsAsync<Core.People.User>(people => people.Where(one => one.UserName == TestSite.AdminName))).Single().Id };
        Assert.Empty(await Site.InAsync(services => services.GetRequiredService<IndexImports>().RunAsync(kind, IndexLevel.Province, [(known.Year, table), (2090, table), (2091, table)], add: false, "ba-nam.xlsx", "", actor, default)));

        var import = (await Site.InAsync(services => services.GetRequiredService<IndexImports>().RecentAsync(default)))[0];
        Assert.Equal((known.LatestVersion, known.LatestVersion + 1), (import.Editions[0].Before, import.Editions[0].After));
        var changed = (IndexEdition)(await Site.WithStoreAsync(store => store.OpenAsync(type, import.Editions[2].Id)))!;
        changed.Source = "Sở Nội vụ";
        Assert.True((await Site.WithStoreAsync(store => store.SaveAsync(type, changed, changed.LatestVersion, "", actor))).Done);

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Site.InAsync(services => services.GetRequiredService<IndexImports>().UndoAsync(import.Id, actor, default))));
        var (undone, kept) = Assert.Single(answers.OfType<(int Undone, IReadOnlyList<string> Kept)>());
        Assert.Equal(2, undone);
        Assert.Contains("đã có người sửa", Assert.Single(kept));
        var back = (IndexEdition)(await Site.WithStoreAsync(store => store.OpenAsync(type, known.ContentItemId)))!;
        Assert.Equal((known.Table, known.LatestVersion + 2), (back.Table, back.LatestVersion));
        var (fresh, worked) = ((await Site.WithStoreAsync(store => store.OpenAsync(type, import.Editions[1].Id)))!, (await Site.WithStoreAsync(store => store.OpenAsync(type, import.Editions[2].Id)))!);
        Assert.Equal((ContentState.Trash, ContentState.Draft), (fresh.State, worked.State));
        Assert.DoesNotContain(await Site.InAsync(services => services.GetRequiredService<IndexImports>().RecentAsync(default)), one => one.Id == import.Id);
    }

    [Theory]
    [InlineData("/nhung/chi-so/pci/2019")]
    [InlineData("/nhung/chi-so/pci/don-vi/82-tinh-dong-thap")]
    public async Task Others_may_frame_what_is_made_for_it_and_nothing_else(string path)
    {
        using var client = Site.Client();
        using var frame = await client.GetAsync(path);
        Assert.Contains("frame-ancestors *", frame.Headers.GetValues("Content-Security-Policy").Single());
        var page = await SiteClient.ParseAsync(frame);
        Assert.Empty(page.QuerySelectorAll("form, script"));
        Assert.NotEmpty(page.QuerySelectorAll("table tbody tr"));
        Assert.Contains("Nguồn", page.Body!.TextContent);
        using var whole = await client.GetAsync(path["/nhung".Length..]);
        Assert.Contains("frame-ancestors 'none'", whole.Headers.GetValues("Content-Security-Policy").Single());
    }

    [Theory]
    [InlineData("/chi-so/pci/2019.png")]
    [InlineData("/chi-so/pci/don-vi/82-tinh-dong-thap.png")]
    public async Task A_picture_of_a_table_and_of_a_unit_is_a_picture(string path)
    {
        using var client = Site.Client();
        using var answer = await client.GetAsync(path);
        Assert.Equal("image/png", answer.Content.Headers.ContentType!.MediaType);
        using var picture = NetVips.Image.NewFromBuffer(await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal((1200, 630), (picture.Width, picture.Height));
    }

    private static async Task<List<IReadOnlyList<string>>> RowsAsync(SiteClient client, string path)
    {
        using var answer = await client.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return [.. SheetReader.Read(path.Split('/')[^1], await answer.Content.ReadAsByteArrayAsync())[0].Rows.Select(row => (IReadOnlyList<string>)[.. row.Cells])];
    }

    private static decimal? Number(string cell) => cell.Length == 0 ? null : decimal.Parse(cell, NumberStyles.Float, CultureInfo.InvariantCulture);
}
