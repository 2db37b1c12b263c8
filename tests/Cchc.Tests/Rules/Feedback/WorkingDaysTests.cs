using System.Globalization;
using Cchc.Core.Calendar;
using FsCheck.Xunit;

namespace Cchc.Tests.Rules.Feedback;

/// <summary>Deadlines in working days of Vietnam.</summary>
public sealed class WorkingDaysTests
{
    private static readonly WorkingDays Vietnam = Holidays.Calendar(Holidays.Default);

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "dd/MM/yyyy", CultureInfo.InvariantCulture);

    [Theory]
    // A plain week; receipt on a Friday, at the weekend, and on the days around it.
    [InlineData("02/03/2026", 1, "03/03/2026")]
    [InlineData("02/03/2026", 5, "09/03/2026")]
    [InlineData("06/03/2026", 1, "09/03/2026")]
    [InlineData("07/03/2026", 1, "09/03/2026")]
    [InlineData("08/03/2026", 1, "09/03/2026")]
    [InlineData("07/03/2026", 0, "09/03/2026")]
    [InlineData("02/03/2026", 15, "23/03/2026")]
    // Tết 2026: 14 to 22 February are free, nine days on end.
    [InlineData("13/02/2026", 0, "13/02/2026")]
    [InlineData("13/02/2026", 1, "23/02/2026")]
    [InlineData("12/02/2026", 1, "13/02/2026")]
    [InlineData("12/02/2026", 2, "23/02/2026")]
    [InlineData("17/02/2026", 1, "23/02/2026")]
    [InlineData("22/02/2026", 1, "23/02/2026")]
    [InlineData("22/02/2026", 0, "23/02/2026")]
    [InlineData("20/02/2026", 15, "13/03/2026")]
    // Tết 2025 and 2027.
    [InlineData("24/01/2025", 1, "03/02/2025")]
    [InlineData("04/02/2027", 1, "12/02/2027")]
    // A working day given for a Saturday: 02/01 is free, Saturday 10/01 is worked.
    [InlineData("31/12/2025", 1, "05/01/2026")]
    [InlineData("09/01/2026", 1, "10/01/2026")]
    [InlineData("09/01/2026", 2, "12/01/2026")]
    // Giỗ Tổ on a Sunday is made up on Monday; three days later 30/4 and 1/5.
    [InlineData("24/04/2026", 1, "28/04/2026")]
    [InlineData("24/04/2026", 3, "04/05/2026")]
    // Quốc khánh 2026: 29/8 to 2/9, with Saturday 22/8 worked.
    [InlineData("21/08/2026", 1, "22/08/2026")]
    [InlineData("28/08/2026", 1, "03/09/2026")]
    // Ngày Văn hóa Việt Nam.
    [InlineData("23/11/2026", 1, "25/11/2026")]
    // Over the turn of a year.
    [InlineData("31/12/2026", 1, "04/01/2027")]
    public void A_period_ends_on_its_last_working_day(string from, int days, string end) => Assert.Equal(Day(end), Vietnam.Add(Day(from), days));

    [Fact]
    public void A_period_ends_at_midnight_of_Vietnam() =>
        Assert.Equal(new DateTime(2026, 3, 3, 17, 0, 0, DateTimeKind.Utc), WorkingDays.EndUtc(Day("03/03/2026")));

    [Fact]
    public void What_an_office_enters_wins_over_the_table()
    {
        var own = Holidays.Calendar([.. Holidays.Default, new(Day("24/11/2026"), "Đi làm", IsWorked: true, ""), new(Day("25/11/2026"), "Nghỉ lễ của tỉnh", IsWorked: false, "")]);
        Assert.Equal((true, false, false, true), (own.IsWorking(Day("24/11/2026")), own.IsWorking(Day("25/11/2026")), Vietnam.IsWorking(Day("24/11/2026")), Vietnam.IsWorking(Day("25/11/2026"))));
    }

    [Fact]
    public void Every_holiday_names_its_source_and_falls_on_a_day_that_the_week_has_otherwise()
    {
        Assert.All(Holidays.Default, day => Assert.NotEqual("", day.Source));
        Assert.Equal(Holidays.Default.Count, Holidays.Default.Select(day => day.On).Distinct().Count());
        Assert.All(Holidays.Default.Where(day => day.IsWorked), day => Assert.True(day.On.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday));
        // A swap is fair: as many days are worked as were given.
        Assert.All([2025, 2026], year => Assert.Equal(Holidays.Default.Count(day => day.On.Year == year && day.IsWorked), Holidays.Default.Count(day => day.On.Year == year && day.Name == "Nghỉ hoán đổi")));
    }

    [Fact]
    public void A_calendar_without_working_days_says_so_instead_of_turning_for_ever()
    {
        var never = new WorkingDays(Enumerable.Range(0, 400).Select(at => Day("01/01/2026").AddDays(at)).ToHashSet(), new HashSet<DateOnly>());
        Assert.Throws<InvalidOperationException>(() => never.Add(Day("05/01/2026"), 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Vietnam.Add(Day("05/01/2026"), -1));
    }

    [Property]
    public bool A_period_of_some_days_has_that_many_working_days(ushort start, byte days)
    {
        var from = Day("01/01/2025").AddDays(start % 1000);
        var end = Vietnam.Add(from, days);
        return Vietnam.IsWorking(end) && Vietnam.Between(from, end) == (days > 0 || Vietnam.IsWorking(from) ? days : 1);
    }

    [Property]
    public bool One_day_more_is_later_and_a_later_start_is_not_earlier(ushort start, byte days)
    {
        var from = Day("01/01/2025").AddDays(start % 1000);
        // Without a day to go, a period that begins on a day of rest ends where one of a day does.
        return Vietnam.Add(from, days + 2) > Vietnam.Add(from, days + 1) && Vietnam.Add(from, 1) >= Vietnam.Add(from, 0) && Vietnam.Add(from.AddDays(1), days) >= Vietnam.Add(from, days);
    }

    [Property]
    public bool A_pause_leaves_as_many_working_days_as_there_were(ushort start, byte days, byte asked, byte waited)
    {
        var from = Day("01/01/2025").AddDays(start % 700);
        var (period, stop) = (1 + days % 30, from.AddDays(asked % 20));
        var due = Vietnam.Add(from, period);
        if (stop >= due) return true;
        var (left, goOn) = (Vietnam.Between(stop, due), stop.AddDays(waited));
        var later = Vietnam.Add(from, period + Vietnam.Between(stop, goOn));
        return Vietnam.Between(goOn, later) == left && later >= due;
    }

    [Property]
    public bool Days_between_are_counted_alike_in_both_directions(ushort first, ushort second)
    {
        var (a, b) = (Day("01/01/2025").AddDays(first % 1000), Day("01/01/2025").AddDays(second % 1000));
        return Vietnam.Between(a, b) == -Vietnam.Between(b, a);
    }
}
