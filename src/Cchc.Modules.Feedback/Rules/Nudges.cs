using Cchc.Core.Calendar;

namespace Cchc.Modules.Feedback.Rules;

/// <summary>When somebody has to be reminded of an item that is not answered. Pure.</summary>
public static class Nudges
{
    /// <summary>Calendar days after which an overdue item needs another word to its sender.</summary>
    public const int NoteEveryDays = 7;

    /// <summary>Working days that are left, once it is time to say so; null before, and after the last day.</summary>
    public static int? SoonIn(DateOnly dueOn, DateOnly today, WorkingDays calendar) =>
        today <= dueOn && calendar.Between(today, dueOn) is var left && left <= DueLight.SoonDays ? left : null;

    /// <summary>Whole weeks for which an overdue item has been without a word to its sender, and since when; none of one that is not late.</summary>
    /// <param name="noteOn">Day of the last public note.</param>
    public static (int Weeks, DateOnly Since) WithoutNote(DateOnly dueOn, DateOnly? noteOn, DateOnly today)
    {
        var since = noteOn > dueOn ? noteOn.Value : dueOn;
        return (Math.Max(0, today.DayNumber - since.DayNumber) / NoteEveryDays, since);
    }
}
