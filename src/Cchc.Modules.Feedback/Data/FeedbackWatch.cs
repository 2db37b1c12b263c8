using Cchc.Core;
using Cchc.Core.Calendar;
using Cchc.Core.Jobs;
using Cchc.Core.Privacy;
using Cchc.Core.Text;
using Cchc.Modules.Feedback.Rules;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Cchc.Modules.Feedback.Data;

/// <summary>
/// What time itself brings, once a day: reminders before the last day, a report to those above after it, the question whether it
/// has really been solved, the end of what was answered, and of the personal data that nobody needs any longer.
/// </summary>
public sealed class FeedbackWatch(SiteDb db, FeedbackStore store, FeedbackNotices notices, FeedbackLetters letters, FeedbackSettingsCache settings, WorkCalendar calendar, PersonKeys keys, TimeProvider clock, ILogger<FeedbackWatch> log) : IDaily
{
    /// <summary>Most items of one kind in one day; the rest comes the next day.</summary>
    private const int Most = 2000;

    public async Task RunDailyAsync(CancellationToken ct)
    {
        var (known, days, nowUtc, today) = (await settings.GetAsync(ct), await calendar.GetAsync(ct), clock.GetUtcNow().UtcDateTime, BusinessTime.Today(clock));
        var soon = days.Add(today, DueLight.SoonDays);
        var open = db.Set<FeedbackItem>().Where(item => !item.IsSample && item.AnsweredUtc == null && item.ClosedUtc == null && item.PausedOn == null && item.DueOn <= soon);
        await EachAsync(open.OrderBy(item => item.DueOn), id => RemindAsync(id, today, days, ct), ct);
        var askBefore = nowUtc.AddDays(-known.AskAgainDays);
        await EachAsync(Answered().Where(item => item.AnsweredUtc < askBefore && item.Solved != true && (item.AskedAgainUtc == null || item.AskedAgainUtc < item.AnsweredUtc)), id => AskAsync(id, nowUtc, ct), ct);
        var closeBefore = nowUtc.AddDays(-known.CloseDays);
        await EachAsync(Answered().Where(item => item.State == FeedbackState.Answered && item.AnsweredUtc < closeBefore), id => store.ActAsync(id, new(FeedbackAct.Close), FeedbackActor.System, ct), ct);
        var eraseBefore = nowUtc.AddMonths(-known.RetentionMonths);
        await EachAsync(db.Set<FeedbackItem>().Where(item => !item.IsSample && item.ErasedUtc == null && item.ClosedUtc < eraseBefore), id => store.EraseAsync(id, FeedbackActor.System, ct), ct);
    }

    private IQueryable<FeedbackItem> Answered() => db.Set<FeedbackItem>().Where(item => !item.IsSample && item.AnsweredUtc != null && (item.State == FeedbackState.Answered || item.State == FeedbackState.Closed));

    /// <summary>Each by itself: one that cannot be done does not stop the others.</summary>
    private async Task EachAsync(IQueryable<FeedbackItem> items, Func<long, Task> work, CancellationToken ct)
    {
        foreach (var id in await items.Select(item => item.Id).Take(Most).ToListAsync(ct))
        {
            db.ChangeTracker.Clear();
            try { await work(id); }
            catch (Exception error) when (error is not OperationCanceledException) { log.LogError(error, "Daily work on feedback {Item} failed; it is tried again tomorrow.", id); }
        }
        db.ChangeTracker.Clear();
    }

    private async Task RemindAsync(long id, DateOnly today, WorkingDays days, CancellationToken ct)
    {
        if (await store.FindAsync(id, ct) is not { IsOpen: true, PausedOn: null } item) return;
        if (Nudges.SoonIn(item.DueOn, today, days) is { } left)
            await notices.StageReminderAsync(item, left == 0 ? $"Hôm nay là hạn trả lời ({BusinessTime.Date(item.DueOn)})." : $"Sắp đến hạn trả lời ({BusinessTime.Date(item.DueOn)}), còn {left} ngày làm việc.", ct);
        if (item.DueOn < today)
        {
            var lateFromUtc = BusinessTime.Utc(item.DueOn.AddDays(1).ToDateTime(TimeOnly.MinValue));
            if (!item.Events.Any(one => one.Act == FeedbackAct.Escalate && one.AtUtc >= lateFromUtc)) await store.ActAsync(id, new(FeedbackAct.Escalate, $"Quá hạn từ {BusinessTime.Date(item.DueOn.AddDays(1))}", IsPublic: false), FeedbackActor.System, ct);
            if (Nudges.WithoutNote(item.DueOn, item.PublicNoteUtc is { } note ? DateOnly.FromDateTime(BusinessTime.Local(note)) : null, today) is (> 0 and var weeks, var since))
                await notices.StageReminderAsync(item, $"Quá hạn, {weeks} tuần chưa báo tiến độ cho người gửi (từ {BusinessTime.Date(since)}). Hãy ghi một lời báo tiến độ.", ct);
        }
        await db.SaveChangesAsync(ct);
    }

    private async Task AskAsync(long id, DateTime nowUtc, CancellationToken ct)
    {
        var item = await db.Set<FeedbackItem>().SingleAsync(one => one.Id == id, ct);
        item.AskedAgainUtc = nowUtc;
        item.Version++;
        if (SenderContact.Read(keys, item.Contact) is { } contact && keys.Unprotect(item.CodeHidden) is { } code) await letters.StageQuestionAsync(contact, code, ct);
        try { await db.SaveChangesAsync(ct); }
        catch (DbUpdateConcurrencyException) { /* somebody acted just now; asked tomorrow */ }
    }
}
