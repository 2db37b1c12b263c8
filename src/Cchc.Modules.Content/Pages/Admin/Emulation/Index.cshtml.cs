using Cchc.Core;
using Cchc.Core.Content;
using Cchc.Core.People;
using Cchc.Core.Settings;
using Cchc.Core.Sheets;
using Cchc.Core.Text;
using Cchc.Core.Units;
using Cchc.Modules.Content.Models;
using Cchc.Themes.Reports;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Content.Pages.Admin.Emulation;

/// <summary>Who brought how many models, initiatives and examples before readers in a period, for emulation, on a page and as a workbook.</summary>
[Authorize("statistics.view")]
public sealed class IndexModel(SiteDb db, UnitDirectory units, SiteSettingsCache settings, TimeProvider clock) : PeriodPage(db, settings, clock)
{
    /// <summary>More items than this are not counted at once.</summary>
    private const int Most = 20_000;
    private static readonly SheetColumn[] SumColumns =
        [new("Bảng", 30), new("Tên", 40), new("Mô hình", 12, SheetColumn.Count), new("Sáng kiến", 12, SheetColumn.Count), new("Gương điển hình", 16, SheetColumn.Count), new("Đã học nơi khác", 16, SheetColumn.Count), new("Nơi khác đã học", 16, SheetColumn.Count)];
    private static readonly SheetColumn[] ItemColumns =
    [
        new("STT", 6), new("Tên mô hình", 60), new("Loại", 16), new("Tình trạng", 18), new("Năm", 8), new("Đơn vị", 28), new("Tác giả", 36), new("Người đề cử", 24), new("Đăng lúc", 18, SheetColumn.Moment),
        new("Số đơn vị nhân rộng trong kỳ", 24, SheetColumn.Count), new("Nhân rộng từ", 50), new("Địa chỉ", 60),
    ];

    public override string Path => "/quan-tri/thi-dua";
    public EmulationTable? Table { get; private set; }

    public async Task OnGetAsync(CancellationToken ct) => await LoadAsync(ct);

    /// <summary>The same as a workbook: what it is about, sums, and every item.</summary>
    public async Task<IActionResult> OnGetXlsxAsync(CancellationToken ct)
    {
        await LoadAsync(ct);
        if (Table is not { } table || Problem.Length > 0) return Page();
        var sums = table.Tables.SelectMany(one => one.Sums.Select(sum => SumRow(one.Title, sum))).Append(SumRow("Tất cả", table.Total));
        var site = $"{Request.Scheme}://{Request.Host}";
        var items = table.Items.Select((item, at) => new object?[]
        {
            at + 1, item.Title, ReformModel.KindLabel(item.Kind), item.Kind is ModelKind.MoHinh or ModelKind.SangKien ? ReformModel.StageLabel(item.Stage) : "", item.Year, item.Unit?.Name, string.Join("; ", item.Authors), item.Nominator,
            BusinessTime.Local(item.PublishedUtc), item.Replications, item.Origin, site + item.Url,
        });
        return await WorkbookAsync("số liệu thi đua", "thi-dua", table.Items.Count,
            "Mô hình, sáng kiến, gương điển hình và ghi nhận nhân rộng được đăng lần đầu trong kỳ (giờ Việt Nam) và bạn đọc đang thấy. Mục có nhiều tác giả được tính cho từng người. Nơi khác đã học: số đơn vị ghi nhận nhân rộng trong kỳ.",
            [new("Tổng hợp", SumColumns, sums), new("Từng mục", ItemColumns, items)], ct);
    }

    private static object?[] SumRow(string table, EmulationSum sum) => [table, sum.Name, sum.Models, sum.Initiatives, sum.Examples, sum.Learnt, sum.Spread];

    private async Task LoadAsync(CancellationToken ct)
    {
        if (!TakePeriod()) return;
        var (fromUtc, toUtc) = (Period.FromUtc, Period.ToUtc);
        var published = Db.Set<ReformModel>().AsNoTracking().Where(model => model.State == ContentState.Published);
        var inPeriod = published.Where(model => model.PublishedUtc >= fromUtc && model.PublishedUtc < toUtc);
        var rows = await inPeriod.OrderBy(model => model.PublishedUtc).ThenBy(model => model.Id).Take(Most + 1)
            .Select(model => new { model.ContentItemId, model.Title, model.Kind, model.Stage, model.Year, model.UnitId, model.Authors, model.Author, model.PublishedUtc, model.Slug, model.OriginId }).ToListAsync(ct);
        if (rows.Count > Most) { Problem = $"Kỳ này có hơn {Most:N0} mục. Hãy chọn khoảng thời gian ngắn hơn."; return; }
        var spread = rows.Where(row => row.OriginId.Length > 0).GroupBy(row => row.OriginId).ToDictionary(same => same.Key, same => same.Select(row => row.UnitId).Distinct().Count(), StringComparer.Ordinal);
        var origins = await published.Where(model => inPeriod.Any(copy => copy.OriginId == model.ContentItemId)).Select(model => new { model.ContentItemId, model.Title }).ToDictionaryAsync(model => model.ContentItemId, model => model.Title, ct);
        var registry = await units.GetAsync(ct);
        Table = new([.. rows.Where(row => User.Reaches(row.UnitId)).Select(row => new EmulationItem(row.ContentItemId, row.Title, row.Kind, row.Stage, row.Year, row.UnitId is { } unit ? registry.Find(unit) : null,
            [.. ReformModel.NamesIn(row.Authors)], row.Author, row.PublishedUtc!.Value, spread.GetValueOrDefault(row.ContentItemId), origins.GetValueOrDefault(row.OriginId, ""), $"/mo-hinh/{row.Slug}"))]);
    }
}
