namespace Cchc.Modules.Contest.Rules;

public enum AttemptState
{
    /// <summary>Đang làm.</summary>
    InProgress,
    /// <summary>Đã nộp.</summary>
    Submitted,
    /// <summary>Hết giờ: closed by the server with what was saved.</summary>
    Expired,
    /// <summary>Bị hủy: void with a reason, until an organiser takes that back.</summary>
    Void,
}

/// <summary>Why an attempt may not begin.</summary>
public enum StartProblem { None, NotOpen, Paused, Closed, NoAttemptsLeft }

/// <summary>The clock of an attempt. Only the server's time goes in.</summary>
public static class AttemptRules
{
    /// <summary>What arrives so late after the end is still taken: it was sent in time and the network was slow.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    /// <summary>Whether a person may start.</summary>
    /// <param name="begun">Attempts that the person has made in this round, void ones not counted.</param>
    /// <param name="allowed">0: as many as one likes.</param>
    public static StartProblem MayStart(DateTime nowUtc, DateTime opensUtc, DateTime closesUtc, bool paused, int begun, int allowed) =>
        nowUtc < opensUtc ? StartProblem.NotOpen
        : nowUtc >= closesUtc ? StartProblem.Closed
        : paused ? StartProblem.Paused
        : allowed > 0 && begun >= allowed ? StartProblem.NoAttemptsLeft
        : StartProblem.None;

    /// <summary>The end of an attempt: so many minutes after its start, but never after the round.</summary>
    /// <param name="extraMinutes">Granted to the person, e.g. for a disability; they run on after the close of the round.</param>
    public static DateTime Deadline(DateTime startedUtc, int minutes, int extraMinutes, DateTime closesUtc)
    {
        var end = startedUtc.AddMinutes(minutes);
        return (end < closesUtc ? end : closesUtc).AddMinutes(extraMinutes);
    }

    /// <summary>Whether an answer or a paper that arrives now is taken.</summary>
    public static bool Takes(AttemptState state, DateTime deadlineUtc, DateTime nowUtc) => state == AttemptState.InProgress && nowUtc <= deadlineUtc + Grace;
}
