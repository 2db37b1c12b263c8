using System.Net;
using Cchc.Core.Content;
using Cchc.Core.Text;
using Cchc.Core.Units;
using Cchc.Modules.Content.Models;
using Cchc.Tests.Hosting;
using MiniExcelLibs;

namespace Cchc.Tests.Pages;

public sealed class ModelsOnSqlite(SqliteSite site) : ModelTests(site), IClassFixture<SqliteSite>;

public sealed class ModelsOnPostgres(PostgresSite site) : ModelTests(site), IClassFixture<PostgresSite>;

/// <summary>Models, initiatives and examples: nominated by an officer of a unit, narrowed by readers, taken over by others, counted for emulation.</summary>
public abstract class ModelTests(SiteFixture fixture) : KernelTests(fixture)
{
    private const string Lists = "/mo-hinh", Loud = "/mo-hinh/loa-truyen-thanh-khong-day-lai-chau";
    private ContentType Models => Site.Type(ReformModelType.TypeName);

    [Fact]
    public async Task The_filters_show_just_as_many_as_they_promise_and_a_field_has_its_page()
    {
        using var client = Site.Client();
        var first = await client.PageAsync(Lists);
        var links = first.QuerySelectorAll("#loc a").ToList();
        Assert.NotEmpty(links);
        foreach (var facet in first.QuerySelectorAll("#loc .facet"))
        {
            var link = facet.QuerySelector("a")!;
            var narrowed = await client.PageAsync(link.GetAttribute("href")!);
            Assert.Equal(int.Parse(link.QuerySelector(".count")!.TextContent, System.Globalization.CultureInfo.InvariantCulture), narrowed.QuerySelectorAll(".docs .doc").Length);
            Assert.Equal("true", narrowed.QuerySelector("#loc a[aria-current]")?.GetAttribute("aria-current"));
        }
        var field = await client.PageAsync("/mo-hinh/linh-vuc/thu-tuc-hanh-chinh?loai=mo-hinh");
        Assert.Contains("Cải cách thủ tục hành chính", field.QuerySelector("h1")!.TextContent);
        Assert.Contains("Một cửa, dịch vụ công", field.QuerySelector(".docs")!.TextContent); // a chuyên mục below the field
        Assert.DoesNotContain("Nhân rộng", string.Join(' ', first.QuerySelectorAll("#loc section:first-child a").Select(link => link.TextContent)));
        foreach (var path in new[] { "/mo-hinh?loai=khong-co", "/mo-hinh/linh-vuc/khong-co", "/mo-hinh?sau=-", "/mo-hinh/khong-co", "/mo-hinh/khong-co/phieu" })
        {
            using var missing = await client.GetAsync(path);
            Assert.True(missing.StatusCode == HttpStatusCode.NotFound, $"{path}: {missing.StatusCode}");
        }
    }

    [Fact]
    public async Task A_model_shows_its_figures_its_document_and_who_has_taken_it_over_as_list_and_timeline()
    {
        using var client = Site.Client();
        var page = await client.PageAsync(Loud);
        Assert.Contains("tăng 2 buổi", page.QuerySelector("main")!.TextContent);
        Assert.Contains("không đo", page.QuerySelector("main")!.TextContent);
        Assert.NotNull(page.QuerySelector("main a[href='/van-ban/ke-hoach-93-kh-ubnd-thanh-pho-lai-chau-2020']"));
        Assert.Equal(3, page.QuerySelectorAll(".timeline > li").Length);
        Assert.Equal(3, page.QuerySelectorAll("#nhan-rong tbody tr").Length);
        Assert.Contains("4 đơn vị", page.QuerySelector("#nhan-rong")!.TextContent);
        var copy = await client.PageAsync("/mo-hinh/nhan-rong-phuong-doan-ket");
        Assert.NotNull(copy.QuerySelector($"main .kv a[href='{Loud}']"));
        var unit = await client.PageAsync(page.QuerySelector("main .kv a[href^='/don-vi/']")!.GetAttribute("href")!);
        Assert.NotNull(unit.QuerySelector($"#content-models a[href='{Loud}']"));
        var sheet = await client.PageAsync($"{Loud}/phieu");
        Assert.Equal("noindex", sheet.QuerySelector("meta[name=robots]")!.GetAttribute("content"));
        Assert.Contains("/mo-hinh/loa-truyen-thanh-khong-day-lai-chau", (await client.PageAsync("/sitemap.xml")).DocumentElement.TextContent);
        Assert.NotNull((await client.PageAsync("/")).QuerySelector("#h-mh"));
    }

    [Fact]
    public async Task An_officer_nominates_and_takes_over_for_his_unit_and_writes_nothing_else()
    {
        var (mine, other) = await CommunesAsync();
        using var officer = await LimitedAsync("UnitOfficer", mine.Id);
        using (var news = await officer.GetAsync("/quan-tri/tin-bai/moi")) Assert.NotEqual(HttpStatusCode.OK, news.StatusCode);
        var title = ATitle("Hẹn giờ lấy số qua tin nhắn");
        using var saved = await officer.SubmitAsync("/quan-tri/mo-hinh/moi", Form(title), "#soan", "Submit");
        var path = saved.Headers.Location!.ToString();
        var row = await ModelAsync(path);
        Assert.Equal((mine.Id, ReviewState.Submitted, ModelKind.MoHinh), (row.UnitId, row.Review, row.Kind));
        using (var publish = await officer.SubmitAsync(path, new Dictionary<string, string>(), "#soan", "Publish")) Assert.NotEqual(ContentState.Published, (await ModelAsync(path)).State);
        using (var foreign = await officer.SubmitAsync(path, new Dictionary<string, string> { ["Input.Unit"] = other.Slug }, "#soan"))
            Assert.Contains("chỉ làm việc với đơn vị của mình", (await SiteClient.ParseAsync(foreign)).QuerySelector(".errors")!.TextContent);

        using var admin = Site.Client();
        using (await admin.SignInAsync(TestSite.AdminName)) { }
        using (await admin.SubmitAsync(path, new Dictionary<string, string>(), "#soan", "Publish")) { }
        var shown = await ModelAsync(path);
        Assert.Equal(ContentState.Published, shown.State);

        using var second = await LimitedAsync("UnitOfficer", other.Id);
        var from = $"/quan-tri/mo-hinh/moi?nhan-rong={shown.ContentItemId}";
        Assert.Equal($"/mo-hinh/{shown.Slug}", (await second.PageAsync(from)).QuerySelector("#Own_Origin")!.GetAttribute("value"));
        var day = BusinessTime.Today(Site.Clock);
        using var taken = await second.SubmitAsync(from, new Dictionary<string, string> { ["Own.ReplicatedOn"] = day.ToString("yyyy-MM-dd", null), ["Input.Markdown"] = "Xã làm theo từ đầu tuần." }, "#soan", "Submit");
        var copyPath = taken.Headers.Location!.ToString();
        using (await admin.SubmitAsync(copyPath, new Dictionary<string, string>(), "#soan", "Publish")) { }
        var copy = await ModelAsync(copyPath);
        Assert.Equal((ContentState.Published, shown.ContentItemId, other.Id, day), (copy.State, copy.OriginId, copy.UnitId, copy.ReplicatedOn));
        using var reader = Site.Client();
        Assert.Contains(other.Name, (await reader.PageAsync($"/mo-hinh/{shown.Slug}")).QuerySelector("#nhan-rong")!.TextContent);
        Assert.Contains("1 đơn vị nhân rộng", (await reader.PageAsync($"/mo-hinh?don-vi={mine.Slug}")).QuerySelector(".docs")!.TextContent);

        // Counted for emulation, on the page and in the workbook.
        var year = day.Year;
        using var book = new MemoryStream(await (await admin.GetAsync($"/quan-tri/thi-dua?tu={year}-01-01&den={year}-12-31&handler=Xlsx")).Content.ReadAsByteArrayAsync());
        var item = book.Query(useHeaderRow: true, sheetName: "Từng mục").Cast<IDictionary<string, object?>>().Single(line => line["Tên mô hình"] is string name && name == title);
        Assert.Equal([mine.Name, 1d, "An Văn Sáng; Bình Thị Kiến"], new[] { "Đơn vị", "Số đơn vị nhân rộng trong kỳ", "Tác giả" }.Select(name => item[name]));
        Assert.Contains("An Văn Sáng", (await admin.PageAsync($"/quan-tri/thi-dua?tu={year}-01-01&den={year}-12-31")).QuerySelector("main")!.TextContent);
        Assert.Contains("An Văn Sáng; Bình Thị Kiến", (await admin.PageAsync($"/quan-tri/thong-ke?tu={year}-01-01&den={year}-12-31")).QuerySelector("main")!.TextContent);
    }

    [Theory]
    [InlineData("Own.Results[0].After", "mười hai", "không phải là số")]
    [InlineData("Own.Results[0].After", "1.5", "không phải là số")]
    [InlineData("Own.Results[0].Label", "", "Hãy ghi tên chỉ tiêu")]
    [InlineData("Own.Year", "1800", "Năm từ 1990")]
    [InlineData("Own.Year", "hai nghìn", "Năm gồm bốn chữ số")]
    [InlineData("Own.Kind", "NhanRong", "Hãy chọn mô hình mà đơn vị đã nhân rộng")]
    [InlineData("Own.Problem", "*", "Vấn đề dài hơn 1.000 ký tự")]
    public async Task A_slip_in_the_form_is_named_and_nothing_that_was_written_is_lost(string field, string value, string message)
    {
        using var admin = Site.Client();
        using (await admin.SignInAsync(TestSite.AdminName)) { }
        var form = Form(ATitle("Giữ chữ"));
        form[field] = value == "*" ? new string('a', 1001) : value;
        using var refused = await admin.SubmitAsync("/quan-tri/mo-hinh/moi", form, "#soan");
        Assert.Equal(HttpStatusCode.OK, refused.StatusCode);
        var page = await SiteClient.ParseAsync(refused);
        Assert.Contains(message, page.QuerySelector(".errors")!.TextContent);
        Assert.Equal(form["Own.Summary"], page.QuerySelector("#Own_Summary")!.TextContent.Trim());
        Assert.Equal(form["Own.Results[0].Source"], page.QuerySelector("[name='Own.Results[0].Source']")!.GetAttribute("value"));
        Assert.Equal(form["Input.Markdown"], page.QuerySelector("#Input_Markdown")!.TextContent.Trim());
    }

    [Fact]
    public async Task What_is_taken_over_must_be_there_and_be_anothers_and_have_happened()
    {
        var (mine, _) = await CommunesAsync();
        using var officer = await LimitedAsync("UnitOfficer", mine.Id);
        var own = await PublishedAsync(new ReformModel { Title = ATitle("Của mình"), Markdown = "Chữ.", Problem = "Vướng.", Summary = "Gỡ.", UnitId = mine.Id, Sections = [ASection] });
        foreach (var (origin, day, message) in new[] { ("/mo-hinh/khong-co", "2026-01-05", "Không có mô hình"), ($"/mo-hinh/{own.Slug}", "2026-01-05", "chính đơn vị này"), (Loud, "2099-01-01", "không thể ở sau hôm nay") })
        {
            var form = Form(ATitle("Nhân rộng"));
            (form["Own.Kind"], form["Own.Origin"], form["Own.ReplicatedOn"]) = ("NhanRong", origin, day);
            using var refused = await officer.SubmitAsync("/quan-tri/mo-hinh/moi", form, "#soan");
            Assert.Contains(message, (await SiteClient.ParseAsync(refused)).QuerySelector(".errors")!.TextContent);
        }
    }

    [Fact]
    public async Task A_saved_model_reads_back_from_its_version_as_it_was()
    {
        var model = new ReformModel
        {
            Title = ATitle("Đi và về"), Markdown = "Chữ.", Kind = ModelKind.SangKien, Stage = ModelStage.Dung, Year = 2024, Problem = "Vướng.", Summary = "Gỡ.", Authors = "An; Bình", Place = "Xã A", Contact = "0270",
            Decision = "Quyết định 1/QĐ", DecisionId = "cchcdoc0000000000000000002", SourceNote = "Ghi chú.", Sections = [ASection],
        };
        model.Results.Add(new() { Label = "Chờ", Measure = "phút", Before = null, After = 12.5m, Source = "Sổ" });
        var id = (await Site.WithStoreAsync(store => store.SaveAsync(Models, model, 0, "", Editor))).ContentItemId;
        var read = (ReformModel)(await Site.WithStoreAsync(store => store.OpenAsync(Models, id, 1)))!;
        Assert.Equal((model.Kind, model.Stage, model.Year, model.Problem, model.Summary, model.Authors, model.Place, model.Contact, model.Decision, model.DecisionId, model.SourceNote, ASection),
            (read.Kind, read.Stage, read.Year, read.Problem, read.Summary, read.Authors, read.Place, read.Contact, read.Decision, read.DecisionId, read.SourceNote, read.Field));
        var result = Assert.Single(read.Results);
        Assert.Equal(("Chờ", "phút", (decimal?)null, 12.5m, "Sổ"), (result.Label, result.Measure, result.Before, result.After, result.Source));
        var row = await Site.WithDbAsync(db => db.Set<ReformModel>().Include(one => one.Results).SingleAsync(one => one.ContentItemId == id));
        Assert.Equal(12.5m, row.Results.Single().After);
    }

    private static Dictionary<string, string> Form(string title) => new()
    {
        ["Input.Title"] = title, ["Input.Markdown"] = "Cách làm từng bước.", ["Input.Section"] = ASection, ["Own.Problem"] = "Dân phải chờ.", ["Own.Summary"] = "Nhắn tin lấy số.", ["Own.Year"] = "2026",
        ["Own.Authors"] = "An Văn Sáng; Bình Thị Kiến", ["Own.Results[0].Label"] = "Thời gian chờ", ["Own.Results[0].Measure"] = "phút", ["Own.Results[0].Before"] = "25", ["Own.Results[0].After"] = "12,5", ["Own.Results[0].Source"] = "Máy lấy số",
    };

    private async Task<ReformModel> PublishedAsync(ReformModel model)
    {
        var saved = await Site.WithStoreAsync(store => store.SaveAsync(Models, model, 0, "", Editor));
        Assert.True((await Site.WithStoreAsync(store => store.PublishAsync(Models, saved.ContentItemId, Editor))).Done);
        return await ModelAsync(saved.ContentItemId);
    }

    private Task<ReformModel> ModelAsync(string path) => Site.WithDbAsync(db => db.Set<ReformModel>().AsNoTracking().SingleAsync(row => row.ContentItemId == path.Substring(path.LastIndexOf('/') + 1)));

    private async Task<(Unit Mine, Unit Other)> CommunesAsync()
    {
        var all = await RowsAsync<Unit>(units => units.Where(unit => unit.ValidTo == null && unit.Kind == UnitKind.Commune).OrderBy(unit => unit.Id).Take(400));
        var mine = all[Random.Shared.Next(200)];
        return (mine, all[200 + Random.Shared.Next(200)]);
    }
}
