using System.Globalization;
using Cchc.Core.Content;
using Cchc.Core.People;
using Cchc.Core.Text;
using Cchc.Modules.Content.Lists;
using Cchc.Modules.Content.Pages.Admin.Bulk;
using Cchc.Themes.TagHelpers.Admin;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Content.Pages.Admin.Calendar;

/// <summary>One line of a day: what was published, or what is planned.</summary>
/// <param name="Plan">Null for what was published.</param>
public sealed record CalendarEntry(string Type, string TypeLabel, string Id, string Title, string Url, DateTime AtUtc, ContentSchedule? Plan);

/// <summary>A week or a month of publication. Plans can be moved to another time.</summary>
[Authorize("newsroom.enter")]
public sealed class IndexModel(EditorialDesk desk, BulkActs bulk) : PageModel
{
    /// <summary>Most published items of one type, and most plans, in one view.</summary>
    private const int Most = 1000;
    /// <summary>Lines of a day in the month; the week shows all.</summary>
    public const int ShownOfDay = 6;

    [FromQuery(Name = "tuan")] public string? Week { get; set; }
    [FromQuery(Name = "thang")] public string? Month { get; set; }
    [BindProperty] public string ItemType { get; set; } = "";
    [BindProperty] public string ItemId { get; set; } = "";
    [BindProperty] public ScheduledAction Which { get; set; }
    /// <summary>Ticks of the time that the person saw.</summary>
    [BindProperty] public long From { get; set; }
    [BindProperty] public string? Date { get; set; }
    [BindProperty] public string? Time { get; set; }

    public ContentRights Rights => field ??= new(User, desk.Type(Walk.Articles));
    public CalendarSpan Span { get; private set; } = null!;
    public DateOnly Today { get; private set; }
    public ILookup<DateOnly, CalendarEntry> Entries { get; private set; } = null!;
    public bool IsCut { get; private set; }
    public BulkAct? JustDone { get; private set; }
    public bool MayMove => Rights.Publish;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!Rights.Any) return Forbid();
        Today = DateOnly.FromDateTime(BusinessTime.Local(desk.NowUtc));
        Span = CalendarSpan.Of(Week, Month, Today);
        var days = Span.Days;
        var (fromUtc, toUtc) = (BusinessTime.Utc(days[0].ToDateTime(TimeOnly.MinValue)), BusinessTime.Utc(days[^1].AddDays(1).ToDateTime(TimeOnly.MinValue)));
        Entries = (await EntriesAsync(fromUtc, toUtc, ct)).OrderBy(entry => entry.AtUtc).ThenBy(entry => entry.Title, Vietnamese.Order).ToLookup(entry => DateOnly.FromDateTime(BusinessTime.Local(entry.AtUtc)));
        if (TempData[ContentListPage.ActKey] is string text && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            JustDone = await desk.Db.Set<BulkAct>().AsNoTracking().FirstOrDefaultAsync(act => act.Id == id && act.UserId == Rights.Me, ct);
        return Page();
    }

    /// <summary>Moves a plan: by the form under it, or dropped on another day.</summary>
    public async Task<IActionResult> OnPostMoveAsync(CancellationToken ct)
    {
        if (!MayMove) return Forbid();
        if (desk.Modules.ContentType(ItemType) is not { } type || await type.Rows(desk.Db).AsNoTracking().FirstOrDefaultAsync(row => row.ContentItemId == ItemId, ct) is not { } item) return NotFound();
        if (!new ContentRights(User, type).See(item)) return Forbid();
        if (From < 0 || From > DateTime.MaxValue.Ticks) return BadRequest();
        if (EditorialDesk.InstantOf($"{Date}T{Time}") is not { } toUtc) TempData.Refuse(["Hãy chọn ngày và giờ, ví dụ 23/11/2026 08:30."]);
        else
        {
            var (act, problems) = await bulk.MoveAsync(type, ItemId, new(Which, new DateTime(From, DateTimeKind.Utc), toUtc), HttpContext.Actor(), ct);
            if (act is null) TempData.Refuse(problems);
            else TempData[ContentListPage.ActKey] = act.Id.ToString(CultureInfo.InvariantCulture);
        }
        return LocalRedirect($"/quan-tri/lich?{CalendarSpan.Of(Week, Month, DateOnly.FromDateTime(BusinessTime.Local(desk.NowUtc))).Query}");
    }

    private async Task<List<CalendarEntry>> EntriesAsync(DateTime fromUtc, DateTime toUtc, CancellationToken ct)
    {
        var entries = new List<CalendarEntry>();
        var plans = await desk.Db.Set<ContentSchedule>().AsNoTracking().Where(plan => plan.DueUtc >= fromUtc && plan.DueUtc < toUtc).OrderBy(plan => plan.DueUtc).Take(Most).ToListAsync(ct);
        IsCut = plans.Count == Most;
        foreach (var type in desk.Modules.ContentTypes)
        {
            var rows = type.Rows(desk.Db).AsNoTracking();
            if (!Rights.SeeAll) rows = rows.Where(item => item.AuthorId == Rights.Me);
            else if (User.ReachedUnits() is { } units) rows = rows.Where(item => (item.UnitId != null && units.Contains(item.UnitId.Value)) || item.AuthorId == Rights.Me);
            var planned = plans.Where(plan => plan.ContentType == type.Name).ToList();
            if (planned.Count > 0)
            {
                var ids = planned.ConvertAll(plan => plan.ContentItemId);
                var titles = await rows.Where(item => ids.Contains(item.ContentItemId)).Select(item => new { item.ContentItemId, item.LatestTitle }).ToDictionaryAsync(item => item.ContentItemId, item => item.LatestTitle, ct);
                entries.AddRange(planned.Where(plan => titles.ContainsKey(plan.ContentItemId)).Select(plan => EntryOf(type, plan.ContentItemId, titles[plan.ContentItemId], plan.DueUtc, plan)));
            }
            var published = await rows.Where(item => item.State == ContentState.Published && item.PublishedUtc >= fromUtc && item.PublishedUtc < toUtc)
                .OrderByDescending(item => item.PublishedUtc).ThenByDescending(item => item.Id).Take(Most).Select(item => new { item.ContentItemId, item.Title, item.PublishedUtc }).ToListAsync(ct);
            IsCut |= published.Count == Most;
            entries.AddRange(published.Select(item => EntryOf(type, item.ContentItemId, item.Title, item.PublishedUtc!.Value, null)));
        }
        return entries;
    }

    private static CalendarEntry EntryOf(ContentType type, string id, string title, DateTime atUtc, ContentSchedule? plan) => new(type.Name, type.Label, id, title, $"{type.AdminPath}/{id}", atUtc, plan);
}
