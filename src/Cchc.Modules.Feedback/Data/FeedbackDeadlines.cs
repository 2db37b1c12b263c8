using Cchc.Core;
using Cchc.Core.Calendar;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Feedback.Data;

/// <summary>Deadlines of open items, counted anew after the calendar has changed.</summary>
public static class FeedbackDeadlines
{
    /// <summary>Stages and saves the deadlines that moved, by the calendar as this transaction sees it.</summary>
    /// <returns>How many moved.</returns>
    public static async Task<int> RecountAsync(SiteDb db, CancellationToken ct)
    {
        var calendar = await WorkCalendar.ReadAsync(db, ct);
        var moved = 0;
        foreach (var item in await db.Set<FeedbackItem>().Where(item => item.AnsweredUtc == null && item.ClosedUtc == null).ToListAsync(ct))
        {
            var due = item.DueBy(calendar);
            if (due == item.DueOn) continue;
            item.DueOn = due;
            moved++;
        }
        await db.SaveChangesAsync(ct);
        return moved;
    }
}
