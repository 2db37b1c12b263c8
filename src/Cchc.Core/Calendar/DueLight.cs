namespace Cchc.Core.Calendar;

/// <summary>How urgent an item is.</summary>
public enum Urgency { Done, Waiting, Calm, Soon, Late }

/// <summary>The traffic light of a deadline, as word and colour. Pure.</summary>
/// <param name="Days">Working days that are left, or by which it is late; 0 today.</param>
public readonly record struct DueLight(Urgency Urgency, int Days)
{
    /// <summary>From this many working days on it is time, for an answer that has some weeks.</summary>
    public const int SoonDays = 3;

    /// <param name="soonDays">Working days from which on it is time.</param>
    /// <param name="pausedOn">Since when information is awaited; null when the clock runs.</param>
    /// <param name="answeredOn">Day of the answer, or of another end; null when open.</param>
    public static DueLight Of(DateOnly dueOn, DateOnly? pausedOn, DateOnly? answeredOn, DateOnly today, WorkingDays calendar, int soonDays = SoonDays)
    {
        if (answeredOn is { } answered) return new(Urgency.Done, Math.Max(0, calendar.Between(dueOn, answered)));
        if (pausedOn is not null) return new(Urgency.Waiting, 0);
        if (today > dueOn) return new(Urgency.Late, Math.Max(1, calendar.Between(dueOn, today)));
        var left = calendar.Between(today, dueOn);
        return new(left <= soonDays ? Urgency.Soon : Urgency.Calm, left);
    }

    public string Words => Urgency switch
    {
        Urgency.Done => Days == 0 ? "Đúng hạn" : $"Trễ {Days} ngày",
        Urgency.Waiting => "Tạm dừng, chờ bổ sung",
        Urgency.Late => $"Quá hạn {Days} ngày",
        _ => Days == 0 ? "Đến hạn hôm nay" : $"Còn {Days} ngày làm việc",
    };

    /// <summary>Class of the state chip.</summary>
    public string Css => Urgency switch
    {
        Urgency.Late => "state state--bad", Urgency.Soon => "state state--warn", Urgency.Calm => "state state--ok", Urgency.Waiting => "state state--info",
        _ => Days == 0 ? "state" : "state state--warn",
    };
}
