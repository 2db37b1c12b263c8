using Cchc.Core.Calendar;
using Cchc.Modules.Feedback.Rules;

namespace Cchc.Tests.Rules.Feedback;

/// <summary>When people are reminded.</summary>
public sealed class NudgeTests
{
    private static readonly WorkingDays Calendar = Holidays.Calendar([]);

    [Theory] // 2026-11-23 is a Monday.
    [InlineData("2026-11-20", "2026-11-16", null), InlineData("2026-11-20", "2026-11-17", 3), InlineData("2026-11-23", "2026-11-20", 1), InlineData("2026-11-23", "2026-11-21", 1), InlineData("2026-11-23", "2026-11-23", 0), InlineData("2026-11-23", "2026-11-24", null)]
    public void Three_working_days_before_the_end_it_is_time(string due, string today, int? expected) => Assert.Equal(expected, Nudges.SoonIn(DateOnly.Parse(due), DateOnly.Parse(today), Calendar));

    [Theory]
    [InlineData("2026-11-20", null, "2026-11-20", 0), InlineData("2026-11-20", null, "2026-11-26", 0), InlineData("2026-11-20", null, "2026-11-27", 1), InlineData("2026-11-20", null, "2026-12-04", 2), InlineData("2026-11-20", "2026-11-10", "2026-11-27", 1), InlineData("2026-11-20", "2026-11-27", "2026-12-03", 0), InlineData("2026-11-20", "2026-11-27", "2026-12-04", 1)]
    public void Each_week_of_lateness_asks_for_a_word(string due, string? note, string today, int weeks) => Assert.Equal(weeks, Nudges.WithoutNote(DateOnly.Parse(due), note is null ? null : DateOnly.Parse(note), DateOnly.Parse(today)).Weeks);
}
