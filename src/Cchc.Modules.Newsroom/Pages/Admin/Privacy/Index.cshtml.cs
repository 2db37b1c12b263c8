using System.Globalization;
using System.Linq.Expressions;
using Cchc.Core;
using Cchc.Core.Calendar;
using Cchc.Core.People;
using Cchc.Core.Privacy;
using Cchc.Core.Sheets;
using Cchc.Core.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Newsroom.Pages.Admin.Privacy;

/// <summary>The register of requests about personal data: what is due next stands first. As a file it has no names, contacts or words, and taking it is a line of the trail.</summary>
[Authorize("privacy.handle")]
public sealed class IndexModel(SiteDb db, WorkCalendar calendar, IEnumerable<IKeptData> modules, TimeProvider clock) : PageModel
{
    private const int Size = 50;
    private const string Path = $"/quan-tri{PrivacyDesk.Path}", LateWord = "qua-han";
    private static readonly SheetColumn[] Columns =
    [
        new("Số", 8, SheetColumn.Count), new("Yêu cầu", 24), new("Dữ liệu của", 24), new("Mục", 24), new("Nhận lúc", 18, SheetColumn.Moment), new("Hạn trả lời", 14), new("Tình trạng", 14), new("Trả lời lúc", 18, SheetColumn.Moment),
        new("Đúng hạn", 18), new("Kết thúc lúc", 18, SheetColumn.Moment), new("Người làm", 28), new("Căn cứ từ chối", 50),
    ];

    public sealed record Line(PersonalDataRequest Request, string About, DueLight Light);

    /// <summary>One way to look at the register.</summary>
    public sealed record Look(string Word, string Label, int Count);

    private static readonly (string Word, string Label)[] Looks =
        [("can-lam", "Cần làm"), (LateWord, "Quá hạn"), ("moi", "Mới"), ("dang-lam", "Đang làm"), ("da-lam", "Đã làm"), ("tu-choi", "Đã từ chối"), ("tu-lam", "Người dân tự làm"), ("tat-ca", "Tất cả")];

    [FromQuery(Name = "xem")] public string? LookWord { get; set; }
    [FromQuery(Name = "trang")] public int PageNumber { get; set; } = 1;

    public IReadOnlyList<Line> Lines { get; private set; } = [];
    public IReadOnlyList<Look> AllLooks { get; private set; } = [];
    public bool HasMore { get; private set; }
    public string Word => Looks.Any(look => look.Word == LookWord) ? LookWord! : "can-lam";

    public async Task OnGetAsync(CancellationToken ct)
    {
        var (today, days, told) = (BusinessTime.Today(clock), await calendar.GetAsync(ct), await modules.TellAllAsync(ct));
        var all = db.Set<PersonalDataRequest>().AsNoTracking();
        AllLooks = await CountAsync(all, today, ct);
        var page = await Ordered(Of(all, Word, today)).Skip((Math.Clamp(PageNumber, 1, 1000) - 1) * Size).Take(Size + 1).ToListAsync(ct);
        HasMore = page.Count > Size;
        Lines = [.. page.Take(Size).Select(request => new Line(request, string.Join(", ", new[] { NameOf(told, request), request.Reference }.Where(text => text.Length > 0)), PrivacyRules.Light(request, today, days)))];
    }

    public async Task<IActionResult> OnGetXlsxAsync(CancellationToken ct)
    {
        var rows = await ExportAsync("Excel", ct);
        return File(Spreadsheet.Write(new Sheet("Sổ yêu cầu", Columns, rows)), Spreadsheet.MediaType, "yeu-cau-du-lieu-ca-nhan.xlsx");
    }

    public async Task<IActionResult> OnGetCsvAsync(CancellationToken ct)
    {
        var rows = await ExportAsync("CSV", ct);
        return File(CsvText.File(Columns.Select(column => column.Name), rows.Select(row => row.Select(cell => cell is DateTime at ? at.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) : cell))), "text/csv; charset=utf-8", "yeu-cau-du-lieu-ca-nhan.csv");
    }

    public string UrlWith(string name, string? value) => QueryHelpers.AddQueryString(Path, new Dictionary<string, string?> { ["xem"] = Word, [name] = value }.Where(pair => !string.IsNullOrEmpty(pair.Value)));

    /// <summary>How many each look shows, by two commands for all of them.</summary>
    private static async Task<IReadOnlyList<Look>> CountAsync(IQueryable<PersonalDataRequest> all, DateOnly today, CancellationToken ct)
    {
        var groups = await all.GroupBy(request => new { request.State, request.ByPerson }).Select(same => new { same.Key.State, same.Key.ByPerson, Count = same.Count() }).ToListAsync(ct);
        var late = await all.CountAsync(Late(today), ct);
        return [.. Looks.Select(look => new Look(look.Word, look.Label, look.Word == LateWord ? late : groups.Where(group => IsIn(look.Word, group.State, group.ByPerson)).Sum(group => group.Count)))];
    }

    private async Task<List<object?[]>> ExportAsync(string form, CancellationToken ct)
    {
        var (today, days, told) = (BusinessTime.Today(clock), await calendar.GetAsync(ct), await modules.TellAllAsync(ct));
        var requests = await Of(db.Set<PersonalDataRequest>().AsNoTracking(), Word, today).OrderBy(request => request.Id).ToListAsync(ct);
        db.Add(HttpContext.Actor().Did(clock.GetUtcNow().UtcDateTime, "privacy.exported", $"Tải sổ yêu cầu về dữ liệu cá nhân ({form}), {requests.Count} dòng, không có liên hệ", nameof(PersonalDataRequest)));
        await db.SaveChangesAsync(ct);
        Response.Headers.CacheControl = "no-store";
        return [.. requests.Select(request => new object?[]
        {
            request.Id, PrivacyRules.Words(request.Kind), NameOf(told, request), request.Reference, BusinessTime.Local(request.ReceivedUtc), BusinessTime.Date(request.AnswerBy), PrivacyRules.Words(request.State),
            LocalOf(request.AnsweredUtc), PrivacyRules.Light(request, today, days).Words, LocalOf(request.ClosedUtc), PrivacyRules.ByWhom(request), request.Reason,
        })];
    }

    private static string NameOf(IReadOnlyList<KeptData> told, PersonalDataRequest request) => told.FirstOrDefault(one => one.Module == request.Module)?.Name ?? request.Module;

    private static DateTime? LocalOf(DateTime? utc) => utc is { } at ? BusinessTime.Local(at) : null;

    private static Expression<Func<PersonalDataRequest, bool>> Late(DateOnly today) => request => request.ClosedUtc == null && request.DueOn < today;

    private static bool IsIn(string word, PersonalDataRequestState state, bool byPerson) => word switch
    {
        "can-lam" => state is PersonalDataRequestState.New or PersonalDataRequestState.InWork, "moi" => state == PersonalDataRequestState.New, "dang-lam" => state == PersonalDataRequestState.InWork,
        "da-lam" => state == PersonalDataRequestState.Done && !byPerson, "tu-choi" => state == PersonalDataRequestState.Refused, "tu-lam" => byPerson, _ => true,
    };

    private static IQueryable<PersonalDataRequest> Of(IQueryable<PersonalDataRequest> all, string word, DateOnly today)
    {
        if (word == LateWord) return all.Where(Late(today));
        var states = Enum.GetValues<PersonalDataRequestState>();
        var (ofPeople, ofOfficers) = (states.Where(state => IsIn(word, state, byPerson: true)).ToArray(), states.Where(state => IsIn(word, state, byPerson: false)).ToArray());
        return all.Where(request => (request.ByPerson && ofPeople.Contains(request.State)) || (!request.ByPerson && ofOfficers.Contains(request.State)));
    }

    private static IOrderedQueryable<PersonalDataRequest> Ordered(IQueryable<PersonalDataRequest> requests) =>
        requests.OrderBy(request => request.ClosedUtc != null).ThenBy(request => request.ClosedUtc == null ? request.DueOn : DateOnly.MaxValue).ThenByDescending(request => request.Id);
}
