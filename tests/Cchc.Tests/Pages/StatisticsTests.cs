using System.IO.Compression;
using Cchc.Core.Content;
using Cchc.Core.People;
using Cchc.Core.Sheets;
using Cchc.Core.Text;
using Cchc.Modules.Content.News;
using Cchc.Tests.Hosting;
using Cchc.Themes.Reports;
using Microsoft.Extensions.DependencyInjection;
using MiniExcelLibs;

namespace Cchc.Tests.Pages;

public sealed class StatisticsOnSqlite(SqliteSite site) : StatisticsTests(site), IClassFixture<SqliteSite>;

public sealed class StatisticsOnPostgres(PostgresSite site) : StatisticsTests(site), IClassFixture<PostgresSite>;

/// <summary>Work statistics: what is counted, and the workbook that goes to whoever pays.</summary>
public abstract class StatisticsTests(SiteFixture fixture) : KernelTests(fixture)
{
    [Fact]
    public async Task A_workbook_says_exactly_what_was_published_in_the_period()
    {
        // A month of its own, so that nothing else is in it.
        Site.Clock.SetUtcNow(new DateTimeOffset(BusinessTime.Utc(new DateTime(2030, 3, 31, 23, 59, 0))));
        var before = await PublishedAsync(An("Trước kỳ", "Một hai ba."));
        var untouched = await PublishedAsync(An("Cũng trước kỳ", "Một."));
        Site.Clock.Advance(TimeSpan.FromMinutes(2));
        var one = await PublishedAsync(An("=1+1 mở đầu bằng dấu bằng", "Năm tiếng ở đây thôi.\n\n![Ảnh một](/media/a.jpg)", article =>
        {
            (article.Byline, article.Kind, article.Sapo) = ("@Nguyễn Văn An", ArticleKind.PhongSu, "Sapo hai.");
        }));
        await PublishedAsync(An("Lấy của báo khác", "Bốn tiếng ở đây.", article => (article.Reprint, article.Source) = (true, "+Báo Nhân Dân")));
        var gone = await PublishedAsync(An("Đã gỡ", "Không tính."));
        Assert.True((await Site.WithStoreAsync(store => store.UnpublishAsync(Articles, gone, Editor))).Done);
        await SavedAsync(An("Chưa đăng", "Không tính."));
        await ChangeAsync(before, article => article.Markdown = "Bảy tiếng nay đã đăng lại rồi.");
        Assert.True((await PublishAsync(before)).Done);

        using var admin = Site.Client();
        using (await admin.SignInAsync(TestSite.AdminName)) { }
        using var response = await admin.GetAsync("/quan-tri/thong-ke?tu=2030-04-01&den=2030-04-30&handler=Xlsx");
        Assert.Equal(Spreadsheet.MediaType, response.Content.Headers.ContentType!.MediaType);
        using var book = new MemoryStream(await response.Content.ReadAsByteArrayAsync());

        var items = Rows(book, "Từng mục");
        Assert.Equal(3, items.Count);
        var first = items.Single(row => ((string)row["Tiêu đề"]!).StartsWith('='));
        Assert.Equal(["=1+1 mở đầu bằng dấu bằng", "Phóng sự", "@Nguyễn Văn An", new DateTime(2030, 4, 1, 0, 1, 0), "Có", 9d, 1d, null],
            new[] { "Tiêu đề", "Thể loại", "Ký tên", "Đăng lúc", "Lần đầu trong kỳ", "Số tiếng", "Số ảnh", "Đăng lại" }.Select(name => first[name]));
        Assert.EndsWith($"/tin-tuc/{(await RowAsync(one)).Slug}", (string)first["Địa chỉ"]!);
        var again = items.Single(row => row["Tiêu đề"] is string title && title.StartsWith("Trước kỳ", StringComparison.Ordinal));
        Assert.Equal(["Không", 9d, new DateTime(2030, 3, 31, 23, 59, 0), new DateTime(2030, 4, 1, 0, 1, 0)], new[] { "Lần đầu trong kỳ", "Số tiếng", "Đăng lúc", "Cập nhật lúc" }.Select(name => again[name]));
        var reprint = items.Single(row => row["Đăng lại"] is "Có");
        Assert.Equal("+Báo Nhân Dân", reprint["Nguồn"]);
        var old = (await RowAsync(untouched)).Title;
        Assert.DoesNotContain(items, row => row["Tiêu đề"] is string title && title == old);

        var total = Rows(book, "Tổng hợp").Single(row => row["Tên"] is "Cộng");
        Assert.Equal([3d, 2d, 24d, 1d, 1d], new[] { "Số mục", "Đăng lần đầu", "Số tiếng", "Số ảnh", "Đăng lại từ báo khác" }.Select(name => total[name]));
        Assert.Contains(Rows(book, "Tổng hợp"), row => row["Bảng"] is "Theo thể loại" && row["Tên"] is "Phóng sự" && row["Số mục"] is 1d);
        Assert.Contains(Rows(book, "Thông tin"), row => row["Nội dung"] is "từ 01/04/2030 đến hết 30/04/2030");
        Assert.True(HasNoFormula(book));
        Assert.Contains(await RowsAsync<AuditEvent>(rows => rows.Where(entry => entry.Action == "statistics.exported")), entry => entry.Summary.Contains("01/04/2030", StringComparison.Ordinal));

        // The page says the same, and leads to the list.
        var page = await admin.PageAsync("/quan-tri/thong-ke?tu=2030-04-01&den=2030-04-30");
        Assert.Equal(["3", "2", "24", "1", "1"], page.QuerySelectorAll(".figures dd").Select(figure => figure.TextContent));
        Assert.NotNull(page.QuerySelector("main a[href*='loai=Ph']"));
    }

    [Theory]
    [InlineData("2030-05-02", "2030-05-01", "Ngày cuối phải sau ngày đầu.")]
    [InlineData("2030-05-02", "", "Hãy ghi cả ngày đầu và ngày cuối")]
    [InlineData("2030-02-30", "2030-03-01", "Hãy ghi cả ngày đầu và ngày cuối")]
    [InlineData("2000-01-01", "2030-03-01", "không quá mười năm")]
    public async Task Days_that_make_no_period_get_a_sentence_and_stay_in_the_form(string from, string to, string why)
    {
        using var admin = Site.Client();
        using (await admin.SignInAsync(TestSite.AdminName)) { }
        var page = await admin.PageAsync($"/quan-tri/thong-ke?tu={from}&den={to}");
        Assert.Contains(why, page.QuerySelector("[role=alert]")!.TextContent);
        Assert.Equal(from, page.QuerySelector("input[name=tu]")!.GetAttribute("value"));
    }

    /// <summary>An article whose sapo is the two syllables of "Tóm tắt.".</summary>
    private static Article An(string title, string markdown, Action<Article>? change = null)
    {
        var article = AnArticle(title);
        article.Markdown = markdown;
        change?.Invoke(article);
        return article;
    }

    private static List<IDictionary<string, object?>> Rows(Stream book, string sheet)
    {
        book.Position = 0;
        return [.. book.Query(useHeaderRow: true, sheetName: sheet).Select(row => (IDictionary<string, object?>)row)];
    }

    private static bool HasNoFormula(Stream book)
    {
        book.Position = 0;
        using var parts = new ZipArchive(book, ZipArchiveMode.Read, leaveOpen: true);
        return parts.Entries.Where(part => part.FullName.Contains("worksheets/sheet", StringComparison.Ordinal)).All(part =>
        {
            using var reader = new StreamReader(part.Open());
            var xml = reader.ReadToEnd();
            return !xml.Contains("<f>", StringComparison.Ordinal) && !xml.Contains(":f>", StringComparison.Ordinal);
        });
    }
}

/// <summary>Periods of whole days in Vietnam.</summary>
public sealed class StatisticsPeriodTests
{
    [Theory]
    [InlineData("thang-nay", "2026-11-25", "2026-11-01", "2026-11-30")]
    [InlineData("thang-truoc", "2026-01-31", "2025-12-01", "2025-12-31")]
    [InlineData("thang-truoc", "2026-03-31", "2026-02-01", "2026-02-28")]
    [InlineData("nua-nam", "2026-06-30", "2026-01-01", "2026-06-30")]
    [InlineData("nua-nam", "2026-07-01", "2026-07-01", "2026-12-31")]
    [InlineData("nua-nam-truoc", "2026-05-01", "2025-07-01", "2025-12-31")]
    [InlineData("nam", "2028-02-29", "2028-01-01", "2028-12-31")]
    [InlineData("nam-truoc", "2026-11-25", "2025-01-01", "2025-12-31")]
    [InlineData("khong-co", "2026-02-10", "2026-02-01", "2026-02-28")]
    public void A_name_means_a_period_as_of_today(string name, string today, string first, string last)
    {
        var period = StatisticsPeriod.Of(name, DateOnly.Parse(today, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal((first, last), ($"{period.First:yyyy-MM-dd}", $"{period.Last:yyyy-MM-dd}"));
    }

    [Fact]
    public void A_day_of_Vietnam_begins_at_seventeen_hours_UTC_the_day_before()
    {
        var period = new StatisticsPeriod(new(2026, 11, 1), new(2026, 11, 30));
        Assert.Equal((new DateTime(2026, 10, 31, 17, 0, 0), new DateTime(2026, 11, 30, 17, 0, 0)), (period.FromUtc, period.ToUtc));
    }

    [Theory]
    [InlineData("Một **hai** ba.", 3, 0)]
    [InlineData("", 0, 0)]
    [InlineData("![mô tả ảnh](/media/a.jpg) chữ ![](b.png)", 4, 2)]
    [InlineData("## Tít\n\n- một\n- hai ba", 4, 0)]
    public void A_text_is_measured_in_syllables_and_pictures(string markdown, int syllables, int pictures) => Assert.Equal((syllables, pictures), MarkdownText.Measure(markdown));
}
