using System.Globalization;
using Cchc.Core;
using Cchc.Core.Settings;
using Cchc.Core.Sheets;
using Cchc.Core.Text;
using Cchc.Core.Units;
using Cchc.Modules.Feedback.Data;
using Cchc.Modules.Feedback.Desk;
using Cchc.Themes.Reports;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Cchc.Modules.Feedback.Pages.Admin;

/// <summary>How matters received in a period were handled, by unit, field and month, on a page and as a workbook. A unit's officer sees that unit's.</summary>
[Authorize("feedback.enter")]
public sealed class ReportModel(SiteDb db, FeedbackSettingsCache feedback, UnitDirectory units, SiteSettingsCache settings, TimeProvider clock) : PeriodPage(db, settings, clock)
{
    private static readonly SheetColumn[] Columns =
    [
        new("Tên", 40), new("Tiếp nhận", 12, SheetColumn.Count), new("Đã trả lời", 12, SheetColumn.Count), new("Đúng hạn", 12, SheetColumn.Count), new("Trả lời trễ", 12, SheetColumn.Count), new("Đang quá hạn", 14, SheetColumn.Count),
        new("Từ chối", 12, SheetColumn.Count), new("Lượt đánh giá", 14, SheetColumn.Count), new("Hài lòng", 12, SheetColumn.Count),
    ];

    public sealed record Line(string Name, FeedbackFigures Figures);

    /// <param name="Name">Heading of its first column.</param>
    public sealed record Table(string Title, string Name, IReadOnlyList<Line> Lines);

    public override string Path => "/quan-tri/gop-y/bao-cao";
    /// <summary>Null while the period is not understood.</summary>
    public FeedbackFigures? Total { get; private set; }
    public IReadOnlyList<Table> Tables { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct) => await LoadAsync(ct);

    public async Task<IActionResult> OnGetXlsxAsync(CancellationToken ct)
    {
        await LoadAsync(ct);
        if (Total is not { } total) return Page();
        return await WorkbookAsync("báo cáo ý kiến công dân", "y-kien-cong-dan", total.Received,
            "Ý kiến nhận trong kỳ (giờ Việt Nam). Đúng hạn: trả lời không muộn hơn ngày cuối của thời hạn, tính bằng ngày làm việc. Đang quá hạn: chưa trả lời và đã qua ngày cuối. Hài lòng: người gửi chọn từ mức “hài lòng” trở lên.",
            [.. Tables.Select(table => new Sheet(table.Title, Columns, table.Lines.Append(new("Cộng", total)).Select(RowOf)))], ct);
    }

    private static object?[] RowOf(Line line) =>
        [line.Name, line.Figures.Received, line.Figures.Answered, line.Figures.InTime, line.Figures.AnsweredLate, line.Figures.Late, line.Figures.Refused, line.Figures.Rated, line.Figures.Satisfied];

    private async Task LoadAsync(CancellationToken ct)
    {
        if (!TakePeriod()) return;
        var (known, registry, today) = (await feedback.GetAsync(ct), await units.GetAsync(ct), DateOnly.FromDateTime(BusinessTime.Local(NowUtc)));
        var rows = await FeedbackFigures.ReadAsync(new FeedbackAccess(User).Of(Db.Set<FeedbackItem>()), Period.FromUtc, Period.ToUtc, ct);
        Total = FeedbackFigures.Of(rows, today);
        Line LineOf(string name, IEnumerable<FigureRow> group) => new(name, FeedbackFigures.Of([.. group], today));
        Tables =
        [
            new("Theo đơn vị", "Đơn vị", [.. rows.GroupBy(row => row.UnitId).Select(group => LineOf(group.Key is { } unit ? registry.Find(unit)?.Name ?? "" : "Chưa giao đơn vị", group)).OrderBy(line => line.Name, Vietnamese.Order)]),
            new("Theo lĩnh vực", "Lĩnh vực", [.. rows.GroupBy(row => row.Field).Select(group => LineOf(known.FieldName(group.Key) is { Length: > 0 } name ? name : "Người gửi không rõ", group)).OrderBy(line => line.Name, Vietnamese.Order)]),
            new("Theo tháng", "Tháng nhận", [.. rows.GroupBy(row => row.Month).OrderBy(group => group.Key).Select(group => LineOf(group.Key.ToString("MM/yyyy", CultureInfo.InvariantCulture), group))]),
        ];
    }
}
