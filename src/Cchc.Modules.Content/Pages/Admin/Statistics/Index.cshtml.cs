using Cchc.Core;
using Cchc.Core.People;
using Cchc.Core.Settings;
using Cchc.Core.Sheets;
using Cchc.Core.Text;
using Cchc.Themes.Reports;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Cchc.Modules.Content.Pages.Admin.Statistics;

/// <summary>Who wrote how much in a period, for nhuận bút and reports, on a page and as a workbook.</summary>
[Authorize("statistics.view")]
public sealed class IndexModel(SiteDb db, WorkStatistics statistics, SiteSettingsCache settings, TimeProvider clock) : PeriodPage(db, settings, clock)
{
    private static readonly SheetColumn[] SumColumns =
        [new("Bảng", 24), new("Tên", 40), new("Số mục", 12, SheetColumn.Count), new("Đăng lần đầu", 14, SheetColumn.Count), new("Số tiếng", 12, SheetColumn.Count), new("Số ảnh", 12, SheetColumn.Count), new("Đăng lại từ báo khác", 20, SheetColumn.Count)];
    private static readonly SheetColumn[] ItemColumns =
    [
        new("STT", 6), new("Tiêu đề", 60), new("Loại nội dung", 14), new("Thể loại", 14), new("Người viết", 24), new("Ký tên", 24), new("Đơn vị", 28), new("Chuyên mục", 28), new("Đăng lúc", 18, SheetColumn.Moment),
        new("Cập nhật lúc", 18, SheetColumn.Moment), new("Lần đầu trong kỳ", 16), new("Số tiếng", 12, SheetColumn.Count), new("Số ảnh", 12, SheetColumn.Count), new("Đăng lại", 10), new("Nguồn", 30), new("Địa chỉ", 60),
    ];

    public override string Path => "/quan-tri/thong-ke";
    public WorkTable? Table { get; private set; }

    public async Task OnGetAsync(CancellationToken ct) => await LoadAsync(ct);

    /// <summary>The same as a workbook: what it is about, sums, and every item.</summary>
    public async Task<IActionResult> OnGetXlsxAsync(CancellationToken ct)
    {
        await LoadAsync(ct);
        if (Table is not { } table || Problem.Length > 0) return Page();
        var site = $"{Request.Scheme}://{Request.Host}";
        var sums = table.Tables.SelectMany(one => one.Sums.Select(sum => SumRow(one.Title, sum))).Append(SumRow("Tất cả", table.Total));
        var items = table.Items.Select((item, at) => new object?[]
        {
            at + 1, item.Title, item.Type.Label, item.Kind, item.Author, item.Byline, item.Unit?.Name, item.Section?.Name, BusinessTime.Local(item.PublishedUtc),
            BusinessTime.Local(item.ChangedUtc), item.IsFirst ? "Có" : "Không", item.Words, item.Pictures, item.Reprint ? "Có" : "", item.Source, site + item.Url,
        });
        return await WorkbookAsync("thống kê công việc", "thong-ke", table.Items.Count,
            "Mục mà bạn đọc đang thấy, được đăng lần đầu hoặc đăng lại bản mới trong kỳ (giờ Việt Nam). Số tiếng gồm sapo và nội dung; số ảnh gồm ảnh chính và ảnh trong bài.",
            [new("Tổng hợp", SumColumns, sums), new("Từng mục", ItemColumns, items)], ct);
    }

    private static object?[] SumRow(string table, WorkSum sum) => [table, sum.Name, sum.Items, sum.First, sum.Words, sum.Pictures, sum.Reprints];

    private async Task LoadAsync(CancellationToken ct)
    {
        if (!TakePeriod()) return;
        Table = await statistics.OfAsync(Period, ct);
        if (Table is not null && User.UnitLimit() is not null) Table = new([.. Table.Items.Where(item => User.Reaches(item.Unit?.Id))]);
        if (Table is null) Problem = $"Kỳ này có hơn {WorkStatistics.Most:N0} mục. Hãy chọn khoảng thời gian ngắn hơn.";
    }
}
