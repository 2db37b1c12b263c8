using Cchc.Core;
using Cchc.Core.People;
using Cchc.Core.Privacy;
using Cchc.Core.Sheets;
using Cchc.Core.Text;
using Cchc.Core.Units;
using Cchc.Modules.Contest.Data;
using Cchc.Modules.Contest.Results;
using Cchc.Modules.Contest.Rules;
using Cchc.Modules.Contest.Taking;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Contest.Pages.Admin.Contest;

/// <summary>Who takes part, masked; what deserves a look, with evidence; exports, each a line of the trail.</summary>
[Authorize("contest.manage")]
public sealed class PeopleModel(SiteDb db, Awards awards, RoundDesk desk, PersonKeys keys, UnitDirectory units, TimeProvider clock) : RoundPage(db)
{
    private const int Size = 50;

    public sealed record Line(Attempt Attempt, Participant Person, string Who, string Unit);

    [FromQuery(Name = "sau")] public long? After { get; set; }
    [FromQuery(Name = "ma")] public string? Code { get; set; }
    public IReadOnlyList<Line> Lines { get; private set; } = [];
    public FlagReport Flags { get; private set; } = new(0, []);
    /// <summary>When the flags were computed; null: never yet.</summary>
    public DateTime? FlagsUtc { get; private set; }
    public bool ShowsFlags => After is null && string.IsNullOrEmpty(Code);
    public long? Next { get; private set; }
    public string Here => $"{RoundUrl}/nguoi-du-thi";
    public bool SeesPeople => User.May(ContestModule.People);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct)) return NotFound();
        var registry = await units.GetAsync(ct);
        var rows = Rows();
        if (!string.IsNullOrWhiteSpace(Code) && Code.Trim().ToUpperInvariant() is var code) rows = rows.Where(row => row.Attempt.Code == code);
        if (After is { } after) rows = rows.Where(row => row.Attempt.Id < after);
        var page = await rows.OrderByDescending(row => row.Attempt.Id).Take(Size + 1).ToListAsync(ct);
        if (page.Count > Size) Next = page[Size - 1].Attempt.Id;
        Lines = [.. page.Take(Size).Select(row => new Line(row.Attempt, row.Person, Who(row.Person), UnitOf(registry, row.Person)))];
        if (ShowsFlags && await RoundReport.FindAsync<FlagReport>(Db, Round.Id, RoundReport.Flags, ct) is var (flags, computedUtc)) (Flags, FlagsUtc) = (flags, computedUtc);
        return Page();
    }

    public async Task<IActionResult> OnPostReviewAsync(CancellationToken ct) => await LoadAsync(ct) ? Told(await desk.ReviewAsync(Round.Id, HttpContext.Actor(), ct), RoundDesk.ReviewBegun, Here) : NotFound();

    public async Task<IActionResult> OnPostVoidAsync(long attempt, bool isVoid, string? reason, CancellationToken ct) =>
        await LoadAsync(ct) ? Told(await awards.VoidAsync(attempt, isVoid, reason ?? "", HttpContext.Actor(), ct), isVoid ? "Đã hủy bài." : "Đã khôi phục bài.", Here) : NotFound();

    public async Task<IActionResult> OnPostPersonAsync(long person, bool barred, int extra, CancellationToken ct) =>
        await LoadAsync(ct) ? Told(await awards.PersonAsync(person, Round.Id, barred, extra, HttpContext.Actor(), ct), "Đã lưu.", Here) : NotFound();

    /// <summary>Attempts as a workbook; with personal data only for those who may see it.</summary>
    public async Task<IActionResult> OnGetXlsxAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct)) return NotFound();
        var registry = await units.GetAsync(ct);
        var blocks = Blocks.ToDictionary(block => block.Id, block => block.Name);
        Db.Add(HttpContext.Actor().Did(clock.GetUtcNow().UtcDateTime, "contest.exported", $"Xuất bài thi {Round.Title} của {Contest.Title}{(SeesPeople ? ", có dữ liệu cá nhân" : ", không có dữ liệu cá nhân")}", "Round", $"{Round.Id}"));
        await Db.SaveChangesAsync(ct);
        Response.Headers.CacheControl = "no-store";
        var rows = Rows().OrderBy(row => row.Attempt.Id).AsEnumerable().Select(row => (row, data: SeesPeople ? PersonData.Read(keys, row.Person.Personal) : null)).Select(pair => new object?[]
        {
            pair.row.Attempt.Code, blocks.GetValueOrDefault(pair.row.Attempt.BlockId), pair.data?.Name, pair.data?.Cccd, pair.data?.Phone, pair.data?.Email, UnitOf(registry, pair.row.Person), pair.row.Attempt.Number, StateText(pair.row.Attempt.State),
            BusinessTime.Local(pair.row.Attempt.StartedUtc), pair.row.Attempt.SubmittedUtc is { } submitted ? BusinessTime.Local(submitted) : null, pair.row.Attempt.Receipt.Length > 0 ? pair.row.Attempt.Right : null, pair.row.Attempt.Receipt.Length > 0 ? Pages.Contest.ContestPage.PointsText(pair.row.Attempt.Hundredths) : null, Receipt.PredictionText(pair.row.Attempt.Prediction),
        });
        return File(Spreadsheet.Write(new Sheet("Bài thi", Columns, rows)), Spreadsheet.MediaType, $"bai-thi-ky-{Round.Number}.xlsx");
    }

    public static string StateText(AttemptState state) => state switch { AttemptState.InProgress => "Đang làm", AttemptState.Submitted => "Đã nộp", AttemptState.Expired => "Hết giờ", _ => "Bị hủy" };

    private static readonly SheetColumn[] Columns =
        [new("Biên nhận", 18), new("Khối", 26), new("Họ và tên", 28), new("CCCD", 16), new("Điện thoại", 14), new("Thư điện tử", 28), new("Đơn vị", 30), new("Lượt", 8), new("Tình trạng", 12), new("Bắt đầu", 20, "dd/mm/yyyy hh:mm:ss"), new("Nộp", 20, "dd/mm/yyyy hh:mm:ss"), new("Đúng", 8), new("Điểm", 10), new("Dự đoán", 12)];

    /// <summary>With properties, not a constructor: the database is asked for them by name.</summary>
    private sealed class Row
    {
        public required Attempt Attempt { get; init; }
        public required Participant Person { get; init; }
    }

    private IQueryable<Row> Rows() => from attempt in Db.Set<Attempt>().AsNoTracking() join person in Db.Set<Participant>() on attempt.ParticipantId equals person.Id where attempt.RoundId == Round.Id select new Row { Attempt = attempt, Person = person };

    private string Who(Participant person) => PersonData.Read(keys, person.Personal) is not { } data ? "Đã xóa dữ liệu cá nhân" : SeesPeople ? $"{data.Name}, {data.Identity(Contest.Identifier)}" : data.Masked(Contest.Identifier);

    private string UnitOf(UnitRegistry registry, Participant person) => registry.Find(person.UnitId ?? person.CommuneId ?? 0)?.Name ?? PersonData.Read(keys, person.Personal)?.Unit ?? "";
}
