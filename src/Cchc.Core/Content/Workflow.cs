namespace Cchc.Core.Content;

/// <summary>What people do with a text on its way to readers.</summary>
public enum WorkflowAct
{
    /// <summary>Gửi duyệt.</summary>
    Submit,
    /// <summary>Rút lại bài đã gửi.</summary>
    Withdraw,
    /// <summary>Trả lại, kèm lời nhắn.</summary>
    Return,
    /// <summary>Duyệt.</summary>
    Approve,
}

/// <summary>The rules of draft → submitted → returned | approved, the same for every content type. Who may do an act is asked elsewhere.</summary>
public static class Workflow
{
    /// <summary>Where the newest text stands after the act.</summary>
    public static ReviewState After(WorkflowAct act) => act switch
    {
        WorkflowAct.Submit => ReviewState.Submitted,
        WorkflowAct.Return => ReviewState.Returned,
        WorkflowAct.Approve => ReviewState.Approved,
        _ => ReviewState.Draft,
    };

    /// <summary>Why the act cannot be done now, in Vietnamese, or null when it can.</summary>
    /// <param name="shown">Whether readers see the newest text already.</param>
    public static string? Refusal(WorkflowAct act, ReviewState review, ContentState state, bool shown) => (act, review) switch
    {
        _ when state == ContentState.Trash => "Bài đang ở thùng rác, hãy lấy lại trước.",
        _ when shown => "Bạn đọc đang thấy bản này, không có gì mới để duyệt.",
        (WorkflowAct.Submit, ReviewState.Submitted) => "Bài đã được gửi duyệt.",
        (WorkflowAct.Submit, ReviewState.Approved) => "Bài đã được duyệt.",
        (WorkflowAct.Withdraw, not ReviewState.Submitted) => "Bài không ở trong hàng chờ duyệt nên không cần rút lại.",
        (WorkflowAct.Return, not (ReviewState.Submitted or ReviewState.Approved)) => "Chỉ trả lại được bài đang chờ duyệt hoặc đã duyệt.",
        (WorkflowAct.Approve, ReviewState.Approved) => "Bài đã được duyệt.",
        _ => null,
    };

    /// <summary>Where a text stands after it was changed. What waits goes on waiting; what was approved stays so only in the hands of one who may approve.</summary>
    /// <param name="shown">Whether readers see the text that was changed: the new one begins anew.</param>
    public static ReviewState AfterSave(ReviewState before, bool shown, bool mayApprove) =>
        shown || (before == ReviewState.Approved && !mayApprove) ? ReviewState.Draft : before;
}
