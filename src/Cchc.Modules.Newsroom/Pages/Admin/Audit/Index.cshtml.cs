using System.Globalization;
using System.Text;
using Cchc.Core;
using Cchc.Core.People;
using Cchc.Core.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Newsroom.Pages.Admin.Audit;

/// <summary>Who did what, newest first. Nothing here can be changed.</summary>
[Authorize("audit.view")]
public sealed class IndexModel(SiteDb db) : PageModel
{
    public const int Size = 50;
    private const int MostExported = 100_000;
    /// <summary>Beginnings of action names that are worth a filter, with their Vietnamese names.</summary>
    public static readonly IReadOnlyList<(string Prefix, string Name)> Kinds =
        [("content.", "Nội dung"), ("sign-", "Đăng nhập, đăng xuất"), ("user.", "Tài khoản"), ("role.", "Vai trò"), ("settings.", "Cấu hình"), ("section.", "Chuyên mục"), ("media.", "Thư viện"), ("recipe.", "Gói nội dung")];

    [FromQuery(Name = "nguoi")] public string? Who { get; set; }
    [FromQuery(Name = "viec")] public string? Action { get; set; }
    [FromQuery(Name = "muc")] public string? Subject { get; set; }
    [FromQuery(Name = "sau")] public long? After { get; set; }
    public IReadOnlyList<AuditEvent> Events { get; private set; } = [];
    public long? Next { get; private set; }

    public async Task OnGetAsync(CancellationToken ct)
    {
        var rows = Filtered();
        if (After is { } id) rows = rows.Where(entry => entry.Id < id);
        var events = await rows.OrderByDescending(entry => entry.Id).Take(Size + 1).ToListAsync(ct);
        if (events.Count > Size)
        {
            events.RemoveAt(Size);
            Next = events[^1].Id;
        }
        Events = events;
    }

    /// <summary>The filtered rows as a table for a spreadsheet, sent line by line.</summary>
    public async Task<IActionResult> OnGetCsvAsync(CancellationToken ct)
    {
        Response.ContentType = "text/csv; charset=utf-8";
        Response.Headers.ContentDisposition = "attachment; filename=nhat-ky.csv";
        Response.Headers.CacheControl = "no-store";
        await using var writer = new StreamWriter(Response.Body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        await writer.WriteAsync("Lúc (giờ Việt Nam),Người,Việc,Loại,Mã,Nội dung,Địa chỉ mạng\r\n");
        await foreach (var entry in Filtered().OrderByDescending(entry => entry.Id).Take(MostExported).AsAsyncEnumerable().WithCancellation(ct))
            await writer.WriteAsync(string.Join(',', new[] { BusinessTime.Iso(entry.AtUtc), entry.Who, entry.Action, entry.SubjectType, entry.SubjectId, entry.Summary, entry.Address }.Select(Cell)) + "\r\n");
        return new EmptyResult();
    }

    /// <summary>The address of this list with these filters.</summary>
    public string UrlWith(string? handler, long? after) => Microsoft.AspNetCore.WebUtilities.QueryHelpers.AddQueryString("/quan-tri/nhat-ky",
        new Dictionary<string, string?> { ["nguoi"] = Who, ["viec"] = Action, ["muc"] = Subject, ["handler"] = handler, ["sau"] = after?.ToString(CultureInfo.InvariantCulture) }.Where(pair => !string.IsNullOrEmpty(pair.Value)));

    private IQueryable<AuditEvent> Filtered()
    {
        var rows = db.Set<AuditEvent>().AsNoTracking();
        if (!string.IsNullOrWhiteSpace(Who)) rows = rows.Where(entry => entry.Who.Contains(Who.Trim()));
        if (!string.IsNullOrWhiteSpace(Action)) rows = rows.Where(entry => entry.Action.StartsWith(Action));
        if (!string.IsNullOrWhiteSpace(Subject)) rows = rows.Where(entry => entry.SubjectId == Subject.Trim());
        return rows;
    }

    /// <summary>Quoted, and never taken for a formula.</summary>
    private static string Cell(string text) => $"\"{(text.Length > 0 && "=+-@\t".Contains(text[0], StringComparison.Ordinal) ? "'" : "")}{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
