using Cchc.Core;
using Cchc.Core.Calendar;
using Cchc.Core.People;
using Cchc.Core.Privacy;
using Cchc.Core.Settings;
using Cchc.Core.Text;
using Cchc.Core.Units;
using Cchc.Modules.Feedback.Data;
using Cchc.Modules.Feedback.Desk;
using Cchc.Modules.Feedback.Rules;
using Cchc.Themes.TagHelpers.Admin;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Feedback.Pages.Admin.Matters;

/// <summary>The officers' queue: what is late stands first.</summary>
[Authorize("feedback.enter")]
public sealed class IndexModel(SiteDb db, FeedbackStore store, FeedbackSecrets secrets, FeedbackSettingsCache settings, WorkCalendar calendar, UnitDirectory units, SiteSettingsCache site, TimeProvider clock) : PageModel
{
    private const int Size = 50;
    /// <summary>Most items given away at once.</summary>
    private const int MostAtOnce = 200;

    /// <summary>One line of the queue.</summary>
    /// <param name="Subject">People's numbers and addresses masked, for all but the desk.</param>
    public sealed record Line(FeedbackItem Item, string Subject, DueLight Light, string Kind, string Unit);

    /// <summary>One way to look at the queue.</summary>
    public sealed record Look(string Word, string Label, int Count);

    private const string LateWord = "qua-han";
    private static readonly (string Word, string Label)[] Looks =
        [("can-lam", "Cần làm"), (LateWord, "Quá hạn"), ("moi", "Mới nhận"), ("dang-xu-ly", "Đang xử lý"), ("cho-duyet", "Chờ duyệt"), ("cho-bo-sung", "Chờ bổ sung"), ("da-tra-loi", "Đã trả lời"), ("tat-ca", "Tất cả")];

    [FromQuery(Name = "xem")] public string? LookWord { get; set; }
    [FromQuery(Name = "loai")] public string? Kind { get; set; }
    [FromQuery(Name = "linh-vuc")] public string? Field { get; set; }
    [FromQuery(Name = "don-vi")] public int? UnitId { get; set; }
    [FromQuery(Name = "q")] public string? Q { get; set; }
    [FromQuery(Name = "trang")] public int PageNumber { get; set; } = 1;

    public FeedbackAccess Access { get; private set; } = null!;
    public FeedbackSettings Settings { get; private set; } = null!;
    public IReadOnlyList<Line> Lines { get; private set; } = [];
    public IReadOnlyList<Look> AllLooks { get; private set; } = [];
    /// <summary>Units that a matter can be given to.</summary>
    public IReadOnlyList<Unit> Handlers { get; private set; } = [];
    /// <summary>Units that have matters now.</summary>
    public IReadOnlyList<Unit> Busy { get; private set; } = [];
    public bool HasMore { get; private set; }
    public bool MayConfigure => User.May(FeedbackPermissions.Configure);
    public string Word => Looks.Any(look => look.Word == LookWord) ? LookWord! : "can-lam";

    public async Task OnGetAsync(CancellationToken ct)
    {
        Access = new(User);
        Settings = await settings.GetAsync(ct);
        var (today, workingDays, registry) = (BusinessTime.Today(clock), await calendar.GetAsync(ct), await units.GetAsync(ct));
        var mine = Access.Of(db.Set<FeedbackItem>().AsNoTracking());
        AllLooks = await CountAsync(mine, today, ct);
        var rows = Narrow(Of(mine, Word, today));
        var page = await rows.OrderBy(item => item.ClosedUtc != null || item.AnsweredUtc != null).ThenBy(item => item.PausedOn != null).ThenBy(item => item.AnsweredUtc == null && item.ClosedUtc == null ? item.DueOn : DateOnly.MaxValue).ThenByDescending(item => item.Id)
            .Skip((Math.Clamp(PageNumber, 1, 1000) - 1) * Size).Take(Size + 1).ToListAsync(ct);
        HasMore = page.Count > Size;
        Lines = [.. page.Take(Size).Select(item => new Line(item, Access.IsDesk ? item.Subject : PersonText.MaskIn(item.Subject), LightOf(item, today, workingDays), Settings.KindOf(item.Kind)?.Name ?? item.Kind, registry.Find(item.HandlerUnitId ?? item.UnitId ?? 0)?.Name ?? ""))];
        Handlers = Access.IsDesk ? registry.Below((await site.GetAsync(ct)).SitePlace, today) : [];
        var busy = await mine.Where(item => item.HandlerUnitId != null).Select(item => item.HandlerUnitId!.Value).Distinct().ToListAsync(ct);
        Busy = [.. busy.Select(registry.Find).OfType<Unit>().OrderBy(unit => unit.Name, Vietnamese.Order)];
    }

    /// <summary>Gives several items to one unit; each by itself, so that one that cannot be given does not stop the others.</summary>
    public async Task<IActionResult> OnPostAssignAsync(List<long> chosen, int? unit, string? back, CancellationToken ct)
    {
        Access = new(User);
        if (!Access.IsDesk) return Forbid();
        var registry = await units.GetAsync(ct);
        var problems = new List<string>();
        var done = 0;
        if (chosen.Count is 0 or > MostAtOnce) problems.Add(chosen.Count == 0 ? "Hãy chọn ít nhất một ý kiến." : $"Mỗi lần giao nhiều nhất {MostAtOnce} ý kiến.");
        else if (unit is not { } id || registry.Find(id) is not { } to) problems.Add("Hãy chọn đơn vị xử lý.");
        else
        {
            var by = Access.As(FeedbackRole.Desk, HttpContext.Actor(), (await settings.GetAsync(ct)).DeskUnitId);
            foreach (var item in chosen.Distinct())
            {
                db.ChangeTracker.Clear();
                var result = await store.ActAsync(item, new(FeedbackAct.Assign, $"Giao {to.Name}") { Change = row => row.HandlerUnitId = to.Id }, by, ct);
                if (result.Outcome == ActOutcome.Done) done++;
                else problems.Add($"Ý kiến số {item}: {result.Problem}");
            }
        }
        if (done > 0) TempData.Say($"Đã giao {done} ý kiến.");
        if (problems.Count > 0) TempData.Refuse(problems.Take(10));
        return LocalRedirect(back is not null && Url.IsLocalUrl(back) ? back : "/quan-tri/gop-y");
    }

    public string UrlWith(string name, string? value) => QueryHelpers.AddQueryString("/quan-tri/gop-y", new Dictionary<string, string?>
    {
        ["xem"] = Word, ["loai"] = Kind, ["linh-vuc"] = Field, ["don-vi"] = UnitId?.ToString(System.Globalization.CultureInfo.InvariantCulture), ["q"] = Q, [name] = value,
    }.Where(pair => !string.IsNullOrEmpty(pair.Value)));

    /// <summary>The light of an item as it stands.</summary>
    public static DueLight LightOf(FeedbackItem item, DateOnly today, WorkingDays calendar) =>
        DueLight.Of(item.DueOn, item.PausedOn, item.IsOpen ? null : DateOnly.FromDateTime(BusinessTime.Local(item.AnsweredUtc ?? item.ClosedUtc ?? item.StateUtc)), today, calendar);

    private IQueryable<FeedbackItem> Of(IQueryable<FeedbackItem> items, string word, DateOnly today) =>
        word == LateWord ? items.Where(item => item.PausedOn == null && item.DueOn < today && item.AnsweredUtc == null && item.ClosedUtc == null)
        : StatesOf(word) is { } states ? items.Where(item => states.Contains(item.State)) : items;

    /// <summary>The states that a look shows; null where it does not go by states.</summary>
    private FeedbackState[]? StatesOf(string word) => word switch
    {
        "can-lam" => [.. Access.IsDesk ? StatesOf("moi")! : [], .. Access.Handles ? StatesOf("dang-xu-ly")! : [], .. Access.Approves ? StatesOf("cho-duyet")! : []],
        "moi" => [FeedbackState.Received, FeedbackState.Accepted],
        "dang-xu-ly" => [FeedbackState.Assigned],
        "cho-duyet" => [FeedbackState.Drafted, FeedbackState.Reviewed],
        "cho-bo-sung" => [FeedbackState.NeedsInfo],
        "da-tra-loi" => [FeedbackState.Answered, FeedbackState.Closed],
        _ => null,
    };

    /// <summary>How many each look shows, by two commands for all of them.</summary>
    private async Task<IReadOnlyList<Look>> CountAsync(IQueryable<FeedbackItem> mine, DateOnly today, CancellationToken ct)
    {
        var states = await mine.GroupBy(item => item.State).Select(same => new { same.Key, Count = same.Count() }).ToListAsync(ct);
        var late = await Of(mine, LateWord, today).CountAsync(ct);
        return [.. Looks.Select(look => new Look(look.Word, look.Label, look.Word == LateWord ? late : states.Where(state => StatesOf(look.Word)?.Contains(state.Key) != false).Sum(state => state.Count)))];
    }

    private IQueryable<FeedbackItem> Narrow(IQueryable<FeedbackItem> items)
    {
        if (!string.IsNullOrEmpty(Kind)) items = items.Where(item => item.Kind == Kind);
        if (!string.IsNullOrEmpty(Field)) items = items.Where(item => item.Field == Field);
        if (UnitId is { } unit) items = items.Where(item => item.HandlerUnitId == unit);
        if (string.IsNullOrWhiteSpace(Q)) return items;
        if (TrackingCode.Read(Q) is { } code) { var key = secrets.CodeKey(code); return items.Where(item => item.CodeKey == key); }
        if (long.TryParse(Q.Trim(), out var number)) return items.Where(item => item.Id == number);
        var words = Vietnamese.Fold(Q.Trim());
        return items.Where(item => item.SearchKey.Contains(words));
    }
}
