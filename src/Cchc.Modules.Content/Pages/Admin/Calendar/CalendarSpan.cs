using System.Globalization;
using Cchc.Core.Text;

namespace Cchc.Modules.Content.Pages.Admin.Calendar;

/// <summary>A week (Monday to Sunday) or a month of the calendar, as its address names it.</summary>
/// <param name="First">Its first day.</param>
/// <param name="End">The day after its last.</param>
public sealed record CalendarSpan(DateOnly First, DateOnly End, bool IsMonth)
{
    private const int FirstYear = 2000, LastYear = 2100;
    private static readonly string[] Names = ["Chủ Nhật", "Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy"];

    /// <summary>The month or the week that was asked for; the week of today when neither can be read.</summary>
    /// <param name="week">Year and number of the week (ISO 8601), e.g. <c>2026-48</c>.</param>
    /// <param name="month">Year and number of the month, e.g. <c>2026-11</c>.</param>
    public static CalendarSpan Of(string? week, string? month, DateOnly today)
    {
        if (Numbers(month) is (var year, >= 1 and <= 12 and var number)) return MonthOf(new(year, number, 1));
        if (Numbers(week) is (var weekYear, var weekNumber) && weekNumber >= 1 && weekNumber <= ISOWeek.GetWeeksInYear(weekYear))
            return WeekOf(DateOnly.FromDateTime(ISOWeek.ToDateTime(weekYear, weekNumber, DayOfWeek.Monday)));
        return WeekOf(today);
    }

    public static CalendarSpan WeekOf(DateOnly day) => new(Monday(day), Monday(day).AddDays(7), false);
    public static CalendarSpan MonthOf(DateOnly day) => new(new(day.Year, day.Month, 1), new DateOnly(day.Year, day.Month, 1).AddMonths(1), true);

    public CalendarSpan Previous => IsMonth ? MonthOf(First.AddMonths(-1)) : WeekOf(First.AddDays(-7));
    public CalendarSpan Next => IsMonth ? MonthOf(End) : WeekOf(End);

    /// <summary>The days shown: whole weeks.</summary>
    public IReadOnlyList<DateOnly> Days
    {
        get
        {
            var (from, to) = (Monday(First), Monday(End.AddDays(-1)).AddDays(7));
            return [.. Enumerable.Range(0, to.DayNumber - from.DayNumber).Select(from.AddDays)];
        }
    }

    public string Title => IsMonth ? $"Tháng {First.Month}/{First.Year}" : $"Tuần {WeekNumber(First)}: {First:dd/MM} – {BusinessTime.Date(End.AddDays(-1))}";

    /// <summary>Its name in addresses.</summary>
    public string Query => IsMonth ? string.Create(CultureInfo.InvariantCulture, $"thang={First:yyyy-MM}") : string.Create(CultureInfo.InvariantCulture, $"tuan={ISOWeek.GetYear(First.ToDateTime(TimeOnly.MinValue)):0000}-{WeekNumber(First):00}");

    /// <summary>"Thứ Tư 25", and at the beginning of a month "Thứ Ba 01/12".</summary>
    public static string DayName(DateOnly day) => $"{Names[(int)day.DayOfWeek]} {(day.Day == 1 ? day.ToString("dd/MM", CultureInfo.InvariantCulture) : day.Day.ToString(CultureInfo.InvariantCulture))}";

    private static int WeekNumber(DateOnly day) => ISOWeek.GetWeekOfYear(day.ToDateTime(TimeOnly.MinValue));

    private static DateOnly Monday(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));

    private static (int Year, int Number)? Numbers(string? text) =>
        text?.Split('-') is [{ Length: 4 } year, { Length: 1 or 2 } number] && int.TryParse(year, NumberStyles.None, CultureInfo.InvariantCulture, out var y) && y is >= FirstYear and <= LastYear
            && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? (y, n) : null;
}
