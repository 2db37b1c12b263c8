using Cchc.Core.Text;

namespace Cchc.Modules.Feedback.Rules;

/// <summary>Where an item stands. Stored as text; the names are part of the open data.</summary>
public enum FeedbackState
{
    /// <summary>Đã tiếp nhận: it has a code, and the clock runs.</summary>
    Received,
    /// <summary>Chờ bổ sung: the clock stands still.</summary>
    NeedsInfo,
    /// <summary>Đã thụ lý: it belongs here.</summary>
    Accepted,
    /// <summary>Đang xử lý: with a unit.</summary>
    Assigned,
    /// <summary>Có dự thảo trả lời.</summary>
    Drafted,
    /// <summary>Dự thảo đã được đơn vị duyệt: the first of two approvals.</summary>
    Reviewed,
    /// <summary>Đã trả lời.</summary>
    Answered,
    /// <summary>Đã kết thúc.</summary>
    Closed,
    /// <summary>Từ chối, with the legal reason.</summary>
    Refused,
    /// <summary>Gộp vào ý kiến khác.</summary>
    Merged,
    /// <summary>Đã chuyển cơ quan khác.</summary>
    HandedOver,
    /// <summary>Người gửi đã rút.</summary>
    Withdrawn,
}

/// <summary>What happens to an item. Stored as text with each event.</summary>
public enum FeedbackAct
{
    Sent, AskInfo, SupplyInfo, Accept, Refuse, Assign, Forward, Draft, SendBack, Review, Approve, Extend, PublicNote, InternalNote,
    Merge, Split, HandOver, Link, Publish, Unpublish, Reply, Rate, Solved, Close, Reopen, Withdraw, Correct, Erase, Escalate,
    /// <summary>Another kind or field, by an officer: the deadline is counted anew from the same day.</summary>
    Reclassify,
}

public enum FeedbackRole
{
    Sender,
    /// <summary>Bộ phận tiếp nhận.</summary>
    Desk,
    /// <summary>Người xử lý của đơn vị được giao.</summary>
    Unit,
    /// <summary>Người duyệt trả lời.</summary>
    Approver,
    /// <summary>Background work.</summary>
    System,
}

/// <summary>What besides the state decides whether a step is possible.</summary>
/// <param name="TwoStep">The handling unit wants two approvals.</param>
/// <param name="Reopened">Times that the sender has reopened it.</param>
/// <param name="MayReopenUntil">Last day for reopening; null when it was not answered.</param>
/// <param name="Extended">Whether the deadline was extended before.</param>
/// <param name="SameHand">The person who approves is the one who wrote the draft or gave the first approval.</param>
/// <param name="AskedIn">Where the item stood when more information was asked for: there it goes on.</param>
/// <param name="Rated">Whether the sender has rated the answer that stands.</param>
public sealed record FlowFacts(DateOnly Today, bool TwoStep = false, int Reopened = 0, DateOnly? MayReopenUntil = null, bool Extended = false, bool SameHand = false, FeedbackState AskedIn = FeedbackState.Received, bool Rated = false);

/// <param name="State">The new state, which may be the old one; null when the step is refused.</param>
/// <param name="Refusal">Why not, in Vietnamese, for the person who tried; empty when it is possible.</param>
public readonly record struct FlowResult(FeedbackState? State, string Refusal)
{
    public bool Possible => State is not null;
    public static implicit operator FlowResult(FeedbackState state) => new(state, "");
    public static FlowResult No(string why) => new(null, why);
}

/// <summary>The state machine of feedback: every step that there is, who may take it and where it leads. Pure.</summary>
public static class FeedbackFlow
{
    private const FeedbackState Same = (FeedbackState)(-1);
    /// <summary>Where it stood before it had to wait.</summary>
    private const FeedbackState Back = (FeedbackState)(-2);
    private static readonly FeedbackState[] Open = [FeedbackState.Received, FeedbackState.NeedsInfo, FeedbackState.Accepted, FeedbackState.Assigned, FeedbackState.Drafted, FeedbackState.Reviewed];
    private static readonly FeedbackState[] BeforeAnswer = [FeedbackState.Received, FeedbackState.Accepted, FeedbackState.Assigned, FeedbackState.Drafted, FeedbackState.Reviewed];
    private static readonly FeedbackState[] Any = Enum.GetValues<FeedbackState>();
    private static readonly FeedbackRole[] Staff = [FeedbackRole.Desk, FeedbackRole.Unit, FeedbackRole.Approver];

    /// <summary>One line for each step: from where, what, by whom, to where.</summary>
    private static readonly Dictionary<(FeedbackState, FeedbackAct), (FeedbackRole[] Roles, FeedbackState To)> Steps = Table(
        ([FeedbackState.Received, FeedbackState.Accepted, FeedbackState.Assigned], FeedbackAct.AskInfo, [FeedbackRole.Desk, FeedbackRole.Unit], FeedbackState.NeedsInfo),
        ([FeedbackState.NeedsInfo], FeedbackAct.SupplyInfo, [FeedbackRole.Sender, FeedbackRole.Desk], Back),
        ([FeedbackState.Received], FeedbackAct.Accept, [FeedbackRole.Desk], FeedbackState.Accepted),
        ([FeedbackState.Received, FeedbackState.NeedsInfo, FeedbackState.Accepted], FeedbackAct.Refuse, [FeedbackRole.Desk], FeedbackState.Refused),
        ([FeedbackState.Received, FeedbackState.Accepted], FeedbackAct.Assign, [FeedbackRole.Desk], FeedbackState.Assigned),
        ([FeedbackState.Assigned, FeedbackState.Drafted, FeedbackState.Reviewed], FeedbackAct.Assign, [FeedbackRole.Desk], FeedbackState.Assigned),
        ([FeedbackState.Assigned], FeedbackAct.Forward, [FeedbackRole.Unit], FeedbackState.Accepted),
        ([FeedbackState.Assigned, FeedbackState.Drafted], FeedbackAct.Draft, [FeedbackRole.Desk, FeedbackRole.Unit], FeedbackState.Drafted),
        ([FeedbackState.Drafted, FeedbackState.Reviewed], FeedbackAct.SendBack, [FeedbackRole.Desk, FeedbackRole.Approver], FeedbackState.Assigned),
        ([FeedbackState.Drafted], FeedbackAct.Review, [FeedbackRole.Approver], FeedbackState.Reviewed),
        ([FeedbackState.Drafted, FeedbackState.Reviewed], FeedbackAct.Approve, [FeedbackRole.Approver], FeedbackState.Answered),
        (BeforeAnswer, FeedbackAct.Extend, [FeedbackRole.Desk, FeedbackRole.Approver], Same),
        (Open, FeedbackAct.PublicNote, Staff, Same),
        (Open, FeedbackAct.Reclassify, [FeedbackRole.Desk], Same),
        (Any, FeedbackAct.InternalNote, Staff, Same),
        (Open, FeedbackAct.Merge, [FeedbackRole.Desk], FeedbackState.Merged),
        (BeforeAnswer, FeedbackAct.Split, [FeedbackRole.Desk], Same),
        ([FeedbackState.Received, FeedbackState.NeedsInfo, FeedbackState.Accepted, FeedbackState.Assigned], FeedbackAct.HandOver, [FeedbackRole.Desk], FeedbackState.HandedOver),
        (Any, FeedbackAct.Link, Staff, Same),
        ([FeedbackState.Answered, FeedbackState.Closed], FeedbackAct.Publish, [FeedbackRole.Desk], Same),
        (Any, FeedbackAct.Unpublish, [FeedbackRole.Desk, FeedbackRole.System], Same),
        ([.. BeforeAnswer, FeedbackState.Answered], FeedbackAct.Reply, [FeedbackRole.Sender], Same),
        ([FeedbackState.Answered, FeedbackState.Closed], FeedbackAct.Rate, [FeedbackRole.Sender, FeedbackRole.Desk], Same),
        ([FeedbackState.Answered, FeedbackState.Closed], FeedbackAct.Solved, [FeedbackRole.Sender], FeedbackState.Closed),
        ([FeedbackState.Answered], FeedbackAct.Close, [FeedbackRole.Sender, FeedbackRole.Desk, FeedbackRole.System], FeedbackState.Closed),
        ([FeedbackState.Answered, FeedbackState.Closed], FeedbackAct.Reopen, [FeedbackRole.Sender], FeedbackState.Received),
        (Open, FeedbackAct.Withdraw, [FeedbackRole.Sender, FeedbackRole.Desk], FeedbackState.Withdrawn),
        (Any, FeedbackAct.Correct, [FeedbackRole.Sender, FeedbackRole.Desk], Same),
        ([FeedbackState.Answered, FeedbackState.Closed, FeedbackState.Refused, FeedbackState.Merged, FeedbackState.HandedOver, FeedbackState.Withdrawn], FeedbackAct.Erase, [FeedbackRole.Sender, FeedbackRole.Desk, FeedbackRole.System], Same),
        (Open, FeedbackAct.Escalate, [FeedbackRole.System], Same));

    /// <summary>What a step leads to, or why it cannot be taken.</summary>
    public static FlowResult Next(FeedbackState state, FeedbackAct act, FeedbackRole role, FlowFacts facts)
    {
        if (!Steps.TryGetValue((state, act), out var step)) return FlowResult.No($"Ý kiến đang ở bước “{Words(state)}” nên không {Words(act)} được.");
        if (!step.Roles.Contains(role)) return FlowResult.No($"{Vietnamese.Capital(Words(role))} không {Words(act)} được ở bước “{Words(state)}”.");
        if (Obstacle(state, act, facts) is { } why) return FlowResult.No(why);
        return step.To switch { Same => state, Back => facts.AskedIn, var to => to };
    }

    /// <summary>Steps that a role may take now.</summary>
    public static IReadOnlyList<FeedbackAct> Possible(FeedbackState state, FeedbackRole role, FlowFacts facts) =>
        [.. Enum.GetValues<FeedbackAct>().Where(act => Next(state, act, role, facts).Possible)];

    /// <summary>Whether the deadline still matters.</summary>
    public static bool IsOpen(FeedbackState state) => Open.Contains(state);

    private static string? Obstacle(FeedbackState state, FeedbackAct act, FlowFacts facts) => act switch
    {
        FeedbackAct.Extend when facts.Extended => "Thời hạn đã được gia hạn một lần, không gia hạn thêm.",
        FeedbackAct.Review when !facts.TwoStep => "Đơn vị này chỉ cần duyệt một bước.",
        FeedbackAct.Approve when facts.TwoStep && state == FeedbackState.Drafted => "Đơn vị này duyệt hai bước: cần lãnh đạo đơn vị duyệt trước.",
        FeedbackAct.Approve or FeedbackAct.Review when facts.TwoStep && facts.SameHand => "Hai bước duyệt phải do hai người khác nhau, và không ai tự duyệt dự thảo của mình.",
        FeedbackAct.Reopen when facts.Reopened > 0 => "Ý kiến đã được mở lại một lần. Nếu vẫn chưa được giải quyết, hãy gửi ý kiến mới và ghi mã này.",
        FeedbackAct.Reopen when facts.MayReopenUntil is not { } until || until < facts.Today => "Đã hết thời gian mở lại. Hãy gửi ý kiến mới và ghi mã này.",
        FeedbackAct.Rate when facts.Rated => "Bạn đã đánh giá trả lời này rồi.",
        _ => null,
    };

    /// <summary>"đang xử lý".</summary>
    public static string Words(FeedbackState state) => state switch
    {
        FeedbackState.Received => "đã tiếp nhận", FeedbackState.NeedsInfo => "chờ bổ sung", FeedbackState.Accepted => "đã thụ lý", FeedbackState.Assigned => "đang xử lý",
        FeedbackState.Drafted => "có dự thảo trả lời", FeedbackState.Reviewed => "dự thảo chờ duyệt lần hai", FeedbackState.Answered => "đã trả lời", FeedbackState.Closed => "đã kết thúc",
        FeedbackState.Refused => "không tiếp nhận xử lý", FeedbackState.Merged => "đã gộp", FeedbackState.HandedOver => "đã chuyển cơ quan khác", FeedbackState.Withdrawn => "đã rút",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    /// <summary>"yêu cầu bổ sung".</summary>
    public static string Words(FeedbackAct act) => act switch
    {
        FeedbackAct.Sent => "gửi", FeedbackAct.AskInfo => "yêu cầu bổ sung", FeedbackAct.SupplyInfo => "bổ sung thông tin", FeedbackAct.Accept => "thụ lý", FeedbackAct.Refuse => "từ chối",
        FeedbackAct.Assign => "giao xử lý", FeedbackAct.Forward => "đề nghị chuyển đơn vị khác", FeedbackAct.Draft => "soạn trả lời", FeedbackAct.SendBack => "trả lại dự thảo", FeedbackAct.Review => "duyệt bước một",
        FeedbackAct.Approve => "duyệt trả lời", FeedbackAct.Extend => "gia hạn", FeedbackAct.PublicNote => "báo tiến độ", FeedbackAct.InternalNote => "ghi chú nội bộ", FeedbackAct.Merge => "gộp",
        FeedbackAct.Split => "tách", FeedbackAct.HandOver => "chuyển cơ quan khác", FeedbackAct.Link => "gắn liên kết", FeedbackAct.Publish => "công khai", FeedbackAct.Unpublish => "gỡ công khai",
        FeedbackAct.Reply => "trao đổi thêm", FeedbackAct.Rate => "đánh giá", FeedbackAct.Solved => "xác nhận đã giải quyết", FeedbackAct.Close => "kết thúc", FeedbackAct.Reopen => "mở lại",
        FeedbackAct.Withdraw => "rút", FeedbackAct.Correct => "sửa thông tin của người gửi", FeedbackAct.Erase => "xóa dữ liệu cá nhân", FeedbackAct.Escalate => "báo lên cấp trên", FeedbackAct.Reclassify => "phân loại lại",
        _ => throw new ArgumentOutOfRangeException(nameof(act)),
    };

    /// <summary>"bộ phận tiếp nhận".</summary>
    public static string Words(FeedbackRole role) => role switch
    {
        FeedbackRole.Sender => "người gửi", FeedbackRole.Desk => "bộ phận tiếp nhận", FeedbackRole.Unit => "đơn vị xử lý", FeedbackRole.Approver => "người duyệt", FeedbackRole.System => "hệ thống",
        _ => throw new ArgumentOutOfRangeException(nameof(role)),
    };

    private static Dictionary<(FeedbackState, FeedbackAct), (FeedbackRole[], FeedbackState)> Table(params (FeedbackState[] From, FeedbackAct Act, FeedbackRole[] Roles, FeedbackState To)[] lines)
    {
        var table = new Dictionary<(FeedbackState, FeedbackAct), (FeedbackRole[], FeedbackState)>();
        foreach (var (from, act, roles, to) in lines)
            foreach (var state in from) table.Add((state, act), (roles, to));
        return table;
    }
}
