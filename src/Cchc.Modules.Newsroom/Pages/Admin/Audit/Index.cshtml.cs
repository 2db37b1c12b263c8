using System.Globalization;
using System.Text;
using Cchc.Core;
using Cchc.Core.People;
using Cchc.Core.Sheets;
using Cchc.Core.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Newsroom.Pages.Admin.Audit;

/// <summary>Who did what, newest first. Nothing here can be changed. Taking the trail away as a file is a line of it.</summary>
/// <remarks>The trail grows for ever and has no index for every filter, so a page looks through at most <see cref="Window"/> rows and then offers to
/// go on: it takes no longer in ten years than today.</remarks>
[Authorize("audit.view")]
public sealed class IndexModel(SiteDb db, TimeProvider clock) : PageModel
{
    public const int Size = 50, Window = 20_000;
    private const int MostExported = 100_000;
    private static readonly SheetColumn[] Columns =
        [new("Lúc (giờ Việt Nam)", 20, "dd/mm/yyyy hh:mm:ss"), new("Người", 26), new("Việc", 26), new("Loại", 14), new("Mã", 30), new("Nội dung", 90), new("Địa chỉ mạng", 20)];
    /// <summary>Beginnings of action names that are worth a filter, with their Vietnamese names.</summary>
    public static readonly IReadOnlyList<(string Prefix, string Name)> Kinds =
        [("content.", "Nội dung"), ("sign-", "Đăng nhập, đăng xuất"), ("user.", "Tài khoản"), ("role.", "Vai trò"), ("settings.", "Cấu hình"), ("section.", "Chuyên mục"), ("media.", "Thư viện"), ("recipe.", "Gói nội dung"), ("statistics.", "Thống kê"), ("privacy.", "Dữ liệu cá nhân"), ("audit.", "Nhật ký")];

    [FromQuery(Name = "nguoi")] public string? Who { get; set; }
    [FromQuery(Name = "viec")] public string? Action { get; set; }
    [FromQuery(Name = "loai")] public string? SubjectType { get; set; }
    [FromQuery(Name = "muc")] public string? Subject { get; set; }
    [FromQuery(Name = "tu")] public string? From { get; set; }
    [FromQuery(Name = "den")] public string? To { get; set; }
    [FromQuery(Name = "sau")] public string? After { get; set; }
    public IReadOnlyList<AuditEvent> Events { get; private set; } = [];
    public string? Next { get; private set; }
    /// <summary>The page looked through its window and older rows are left.</summary>
    public bool GoesOn { get; private set; }

    public async Task OnGetAsync(CancellationToken ct)
    {
        var rows = InPeriod();
        if (CursorOf(After) is var (at, id)) rows = rows.Where(entry => entry.AtUtc < at || (entry.AtUtc == at && entry.Id < id));
        var ordered = rows.OrderByDescending(entry => entry.AtUtc).ThenByDescending(entry => entry.Id);
        var events = await (IsNarrow ? Filtered(rows) : Filtered(ordered.Take(Window))).OrderByDescending(entry => entry.AtUtc).ThenByDescending(entry => entry.Id).Take(Size + 1).ToListAsync(ct);
        if (events.Count > Size)
        {
            events.RemoveAt(Size);
            Next = Cursor(events[^1].AtUtc, events[^1].Id);
        }
        else if (!IsNarrow && IsFiltered && await ordered.Skip(Window - 1).Select(entry => new { entry.AtUtc, entry.Id }).FirstOrDefaultAsync(ct) is { } edge)
            (Next, GoesOn) = (Cursor(edge.AtUtc, edge.Id), true);
        Events = events;
    }

    /// <summary>The filtered rows as a table for a spreadsheet, sent line by line.</summary>
    public async Task<IActionResult> OnGetCsvAsync(CancellationToken ct)
    {
        await NoteAsync("CSV", ct);
        Response.ContentType = "text/csv; charset=utf-8";
        Response.Headers.ContentDisposition = "attachment; filename=nhat-ky.csv";
        Response.Headers.CacheControl = "no-store";
        await using var writer = new StreamWriter(Response.Body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        await writer.WriteAsync(CsvText.Line(Columns.Select(column => column.Name)));
        await foreach (var entry in Exported().AsAsyncEnumerable().WithCancellation(ct))
            await writer.WriteAsync(CsvText.Line([BusinessTime.Iso(entry.AtUtc), entry.Who, entry.Action, entry.SubjectType, entry.SubjectId, entry.Summary, entry.Address]));
        return new EmptyResult();
    }

    /// <summary>The filtered rows as a workbook.</summary>
    public async Task<IActionResult> OnGetXlsxAsync(CancellationToken ct)
    {
        await NoteAsync("Excel", ct);
        Response.Headers.CacheControl = "no-store";
        var rows = Exported().AsEnumerable().Select(entry => new object?[] { BusinessTime.Local(entry.AtUtc), entry.Who, entry.Action, entry.SubjectType, entry.SubjectId, entry.Summary, entry.Address });
        return File(Spreadsheet.Write(new Sheet("Nhật ký", Columns, rows)), Spreadsheet.MediaType, "nhat-ky.xlsx");
    }

    /// <summary>The address of this list with these filters.</summary>
    public string UrlWith(string? handler, string? after) => QueryHelpers.AddQueryString("/quan-tri/nhat-ky", new Dictionary<string, string?>
    {
        ["nguoi"] = Who, ["viec"] = Action, ["loai"] = SubjectType, ["muc"] = Subject, ["tu"] = From, ["den"] = To, ["handler"] = handler, ["sau"] = after,
    }.Where(pair => !string.IsNullOrEmpty(pair.Value)));

    private bool IsFiltered => !string.IsNullOrWhiteSpace(Who) || !string.IsNullOrWhiteSpace(Action) || !string.IsNullOrWhiteSpace(Subject) || !string.IsNullOrWhiteSpace(SubjectType);

    /// <summary>One subject is found by an index, however old it is.</summary>
    private bool IsNarrow => !string.IsNullOrWhiteSpace(Subject) && !string.IsNullOrWhiteSpace(SubjectType);

    private IQueryable<AuditEvent> InPeriod()
    {
        var rows = db.Set<AuditEvent>().AsNoTracking();
        if (DayOf(From) is { } first) rows = rows.Where(entry => entry.AtUtc >= first);
        if (DayOf(To) is { } last) { var end = last.AddDays(1); rows = rows.Where(entry => entry.AtUtc < end); }
        return rows;
    }

    private IQueryable<AuditEvent> Filtered(IQueryable<AuditEvent> rows)
    {
        if (!string.IsNullOrWhiteSpace(Who)) rows = rows.Where(entry => entry.Who.Contains(Who.Trim()));
        if (!string.IsNullOrWhiteSpace(Action)) rows = rows.Where(entry => entry.Action.StartsWith(Action));
        if (!string.IsNullOrWhiteSpace(SubjectType)) rows = rows.Where(entry => entry.SubjectType == SubjectType.Trim());
        if (!string.IsNullOrWhiteSpace(Subject)) rows = rows.Where(entry => entry.SubjectId == Subject.Trim());
        return rows;
    }

    private IQueryable<AuditEvent> Exported() => Filtered(InPeriod()).OrderByDescending(entry => entry.AtUtc).ThenByDescending(entry => entry.Id).Take(MostExported);

    private async Task NoteAsync(string form, CancellationToken ct)
    {
        db.Add(HttpContext.Actor().Did(clock.GetUtcNow().UtcDateTime, "audit.exported", $"Tải nhật ký ({form}){(UrlWith(null, null) is var url && url.Contains('?') ? $", lọc {Uri.UnescapeDataString(url[(url.IndexOf('?', StringComparison.Ordinal) + 1)..])}" : "")}"));
        await db.SaveChangesAsync(ct);
    }

    /// <summary>When that day begins in Vietnam, or null.</summary>
    private static DateTime? DayOf(string? text) => DateOnly.TryParseExact(text?.Trim(), ["yyyy-MM-dd", "dd/MM/yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 1990 and <= 2200
        ? BusinessTime.Utc(day.ToDateTime(TimeOnly.MinValue)) : null;

    private static string Cursor(DateTime atUtc, long id) => string.Create(CultureInfo.InvariantCulture, $"{atUtc.Ticks}-{id}");

    private static (DateTime, long)? CursorOf(string? text) =>
        text?.Split('-') is [var ticks, var id] && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at <= DateTime.MaxValue.Ticks
            && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? (new DateTime(at, DateTimeKind.Utc), number) : null;
}
