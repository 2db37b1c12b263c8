using Cchc.Core.Calendar;
using Cchc.Core.Jobs;
using Cchc.Core.People;
using Cchc.Core.Text;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Core.Privacy;

/// <summary>Once a day: days counted anew by the calendar as it stands, reminders of what is due tomorrow, today or late, and the end of what nobody needs any longer.</summary>
public sealed class PrivacyWatch(SiteDb db, WorkCalendar calendar, NoticeBoard board, TimeProvider clock) : IDaily
{
    public async Task RunDailyAsync(CancellationToken ct)
    {
        var (nowUtc, today, days) = (clock.GetUtcNow().UtcDateTime, BusinessTime.Today(clock), await calendar.GetAsync(ct));
        await RecountAsync(days, ct);
        await RemindAsync(today, days, ct);
        await ForgetAsync(nowUtc, ct);
    }

    /// <summary>An office may have entered a day of rest meanwhile. A promised day stays as it was promised.</summary>
    private async Task RecountAsync(WorkingDays days, CancellationToken ct)
    {
        foreach (var request in await db.Set<PersonalDataRequest>().Where(one => one.ClosedUtc == null && one.State == PersonalDataRequestState.New).ToListAsync(ct))
            if (PrivacyRules.AnswerBy(request.ReceivedUtc, days) is var due && due != request.DueOn) (request.AnswerBy, request.DueOn) = (due, due);
        await db.SaveChangesAsync(ct);
    }

    /// <summary>Reminds everybody who may act, once with the same words: of a late request each working day.</summary>
    private async Task RemindAsync(DateOnly today, WorkingDays days, CancellationToken ct)
    {
        var soon = days.Add(today, PrivacyRules.SoonDays);
        var due = await db.Set<PersonalDataRequest>().AsNoTracking().Where(one => one.ClosedUtc == null && one.DueOn <= soon).OrderBy(one => one.DueOn).ToListAsync(ct);
        if (due.Count == 0) return;
        var people = await board.HoldersAsync(Permissions.HandlePrivacy, null, ct);
        foreach (var request in due)
        {
            var (url, text) = (PrivacyDesk.UrlOf(request.Id), PrivacyDesk.NoticeOf(request.Id, $"{PrivacyRules.Light(request, today, days).Words.ToLowerInvariant()} (hạn {BusinessTime.Date(request.DueOn)})."));
            if (!await db.Set<Notification>().AnyAsync(notice => notice.Url == url && notice.Text == text, ct)) await board.StageAsync(people, text, url, ct);
        }
        await db.SaveChangesAsync(ct);
    }

    /// <summary>What was asked, when and with what end stays in the register; who asked, what was written and answered goes, and with it the code.</summary>
    private async Task ForgetAsync(DateTime nowUtc, CancellationToken ct)
    {
        var old = nowUtc.AddMonths(-PrivacyRules.KeptMonths);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var forgotten = await db.Set<PersonalDataRequest>().Where(one => one.Personal != "" && one.ClosedUtc < old).ExecuteUpdateAsync(row => row
            .SetProperty(one => one.Personal, "").SetProperty(one => one.Plan, "").SetProperty(one => one.Answer, "").SetProperty(one => one.CodeHidden, "").SetProperty(one => one.PinKey, "").SetProperty(one => one.PhoneKey, "").SetProperty(one => one.EmailKey, "")
            .SetProperty(one => one.CodeKey, (string?)null).SetProperty(one => one.FormKey, (string?)null).SetProperty(one => one.ForgottenUtc, nowUtc), ct);
        if (forgotten == 0) return;
        db.Add(Actor.System.Did(nowUtc, "privacy.forgotten", $"Xóa nội dung và liên hệ của {forgotten} yêu cầu về dữ liệu cá nhân đã kết thúc quá {PrivacyRules.KeptMonths} tháng", nameof(PersonalDataRequest)));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }
}
