using Cchc.Core.Text;

namespace Cchc.Core.Calendar;

/// <summary>
/// Deadlines in working days (ngày làm việc) of Vietnam: Monday to Friday without public holidays, and the Saturdays that are
/// worked in exchange for another day. The first day is not counted, a period ends at 24:00 of its last day, and one that would
/// end on a day of rest ends on the next working day (Bộ luật Dân sự 2015, Điều 147 and 148).
/// </summary>
/// <param name="off">Days of rest besides Saturdays and Sundays.</param>
/// <param name="worked">Days that are worked although they are a Saturday or Sunday; they win over <paramref name="off"/>.</param>
public sealed class WorkingDays(IReadOnlySet<DateOnly> off, IReadOnlySet<DateOnly> worked)
{
    /// <summary>A calendar in which this many days run without one working day is broken, not festive.</summary>
    private const int LongestRest = 60;

    public bool IsWorking(DateOnly day) => worked.Contains(day) || (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !off.Contains(day));

    /// <summary>The last day of a period that began on a day.</summary>
    /// <param name="days">Working days, 0 or more; 0 ends on that day or, when it is one of rest, on the next working day.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="days"/> is negative.</exception>
    /// <exception cref="InvalidOperationException">The calendar has no working day for two months.</exception>
    public DateOnly Add(DateOnly from, int days)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(days);
        var day = from;
        if (days == 0) { while (!IsWorking(day)) day = Next(day, from); return day; }
        for (var (left, last) = (days, from); left > 0;)
        {
            day = Next(day, last);
            if (!IsWorking(day)) continue;
            (left, last) = (left - 1, day);
        }
        return day;
    }

    /// <summary>Working days after the first day up to and with the second; negative when the second comes before the first.</summary>
    public int Between(DateOnly from, DateOnly to)
    {
        if (to < from) return -Between(to, from);
        var count = 0;
        for (var day = from.AddDays(1); day <= to; day = day.AddDays(1)) if (IsWorking(day)) count++;
        return count;
    }

    /// <summary>The instant at which a period ends that has that last day: midnight in Vietnam, exclusive.</summary>
    public static DateTime EndUtc(DateOnly lastDay) => BusinessTime.Utc(lastDay.AddDays(1).ToDateTime(TimeOnly.MinValue));

    private static DateOnly Next(DateOnly day, DateOnly last) =>
        day.DayNumber - last.DayNumber < LongestRest ? day.AddDays(1) : throw new InvalidOperationException($"The calendar has no working day for {LongestRest} days after {last:O}.");
}
