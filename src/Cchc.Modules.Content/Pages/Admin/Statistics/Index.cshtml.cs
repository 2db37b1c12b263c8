using Cchc.Core;
using Cchc.Core.People;
using Cchc.Core.Settings;
using Cchc.Core.Sheets;
using Cchc.Core.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;

namespace Cchc.Modules.Content.Pages.Admin.Statistics;

/// <summary>Who wrote how much in a period, for nhuận bút and reports, on a page and as a workbook.</summary>
[Authorize("statistics.view")]
public sealed class IndexModel(SiteDb db, WorkStatistics statistics, SiteSettingsCache settings, TimeProvider clock) : PageModel
{
    private static readonly SheetColumn[] SumColumns =
        [new("Bảng", 24), new("Tên", 40), new("Số mục", 12, SheetColumn.Count), new("Đăng lần đầu", 14, SheetColumn.Count), new("Số tiếng", 12, SheetColumn.Count), new("Số ảnh", 12, SheetColumn.Count), new("Đăng lại từ báo khác", 20, SheetColumn.Count)];
    private static readonly SheetColumn[] ItemColumns =
    [
        new("STT", 6), new("Tiêu đề", 60), new("Loại nội dung", 14), new("Thể loại", 14), new("Người viết", 24), new("Ký tên", 24), new("Đơn vị", 28), new("Chuyên mục", 28), new("Đăng lúc", 18, SheetColumn.Moment),
        new("Cập nhật lúc", 18, SheetColumn.Moment), new("Lần đầu trong kỳ", 16), new("Số tiếng", 12, SheetColumn.Count), new("Số ảnh", 12, SheetColumn.Count), new("Đăng lại", 10), new("Nguồn", 30), new("Địa chỉ", 60),
    ];

    [FromQuery(Name = "ky")] public string? Preset { get; set; }
    [FromQuery(Name = "tu")] public string? From { get; set; }
    [FromQuery(Name = "den")] public string? To { get; set; }

    public StatisticsPeriod Period { get; private set; } = null!;
    /// <summary>What is wrong with the days that were asked for, in Vietnamese; "" when nothing.</summary>
    public string Problem { get; private set; } = "";
    public WorkTable? Table { get; private set; }
    public string XlsxUrl => QueryHelpers.AddQueryString("/quan-tri/thong-ke", new Dictionary<string, string?> { ["tu"] = $"{Period.First:yyyy-MM-dd}", ["den"] = $"{Period.Last:yyyy-MM-dd}", ["handler"] = "Xlsx" });

    public async Task OnGetAsync(CancellationToken ct) => await LoadAsync(ct);

    /// <summary>The same as a workbook: what it is about, sums, and every item.</summary>
    public async Task<IActionResult> OnGetXlsxAsync(CancellationToken ct)
    {
        await LoadAsync(ct);
        if (Table is not { } table || Problem.Length > 0) return Page();
        var nowUtc = clock.GetUtcNow().UtcDateTime;
        var actor = HttpContext.Actor();
        db.Add(actor.Did(nowUtc, "statistics.exported", $"Tải thống kê công việc {Period.Words}, {table.Items.Count} mục"));
        await db.SaveChangesAsync(ct);
        Response.Headers.CacheControl = "no-store";
        var site = $"{Request.Scheme}://{Request.Host}";
        object?[][] about =
        [
            ["Trang", (await settings.GetAsync(ct)).FullName], ["Kỳ", Period.Words], ["Người tải", actor.Name], ["Tải lúc", BusinessTime.DateAndTime(nowUtc)], ["Số mục", table.Items.Count],
            ["Cách đếm", "Mục mà bạn đọc đang thấy, được đăng lần đầu hoặc đăng lại bản mới trong kỳ (giờ Việt Nam). Số tiếng gồm sapo và nội dung; số ảnh gồm ảnh chính và ảnh trong bài."],
        ];
        var sums = table.Tables.SelectMany(one => one.Sums.Select(sum => SumRow(one.Title, sum))).Append(SumRow("Tất cả", table.Total));
        var items = table.Items.Select((item, at) => new object?[]
        {
            at + 1, item.Title, item.Type switch { "Article" => "Tin bài", "Document" => "Văn bản", _ => "Trang" }, item.Kind, item.Author, item.Byline, item.Unit?.Name, item.Section?.Name, BusinessTime.Local(item.PublishedUtc),
            BusinessTime.Local(item.ChangedUtc), item.IsFirst ? "Có" : "Không", item.Words, item.Pictures, item.Reprint ? "Có" : "", item.Source, site + item.Url,
        });
        var book = Spreadsheet.Write(new Sheet("Thông tin", [new("Mục", 20), new("Nội dung", 90)], about), new Sheet("Tổng hợp", SumColumns, sums), new Sheet("Từng mục", ItemColumns, items));
        return File(book, Spreadsheet.MediaType, FormattableString.Invariant($"thong-ke-{Period.First:yyyy-MM-dd}-den-{Period.Last:yyyy-MM-dd}.xlsx"));
    }

    private static object?[] SumRow(string table, WorkSum sum) => [table, sum.Name, sum.Items, sum.First, sum.Words, sum.Pictures, sum.Reprints];

    private async Task LoadAsync(CancellationToken ct)
    {
        Period = StatisticsPeriod.Of(Preset, BusinessTime.Today(clock));
        if (!string.IsNullOrEmpty(From) || !string.IsNullOrEmpty(To))
        {
            (var asked, Problem) = StatisticsPeriod.Between(From, To);
            if (asked is null) return;
            Period = asked;
        }
        Table = await statistics.OfAsync(Period, ct);
        if (Table is not null && User.UnitLimit() is not null) Table = new([.. Table.Items.Where(item => User.Reaches(item.Unit?.Id))]);
        if (Table is null) Problem = $"Kỳ này có hơn {WorkStatistics.Most:N0} mục. Hãy chọn khoảng thời gian ngắn hơn.";
    }
}
