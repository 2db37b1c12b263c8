using Cchc.Core.Text;
using Cchc.Modules.Feedback.Data;
using Cchc.Modules.Feedback.Pages.Admin.Matters;
using Cchc.Modules.Feedback.Rules;

namespace Cchc.Modules.Feedback.Desk;

/// <summary>The steps that an officer's page offers, in the order of the work. Steps of the sender and of the system are not among them.</summary>
public static class FeedbackSteps
{
    public static IReadOnlyList<FeedbackAct> Offered { get; } =
    [
        FeedbackAct.Accept, FeedbackAct.Assign, FeedbackAct.Draft, FeedbackAct.Review, FeedbackAct.Approve, FeedbackAct.SendBack, FeedbackAct.AskInfo, FeedbackAct.SupplyInfo, FeedbackAct.PublicNote, FeedbackAct.Extend, FeedbackAct.Reclassify, FeedbackAct.InternalNote,
        FeedbackAct.Forward, FeedbackAct.Refuse, FeedbackAct.HandOver, FeedbackAct.Merge, FeedbackAct.Split, FeedbackAct.Link, FeedbackAct.Publish, FeedbackAct.Unpublish, FeedbackAct.Rate, FeedbackAct.Close, FeedbackAct.Withdraw, FeedbackAct.Erase,
    ];
}

/// <summary>The form of one step.</summary>
public sealed record StepForm(ItemModel Page, FeedbackAct Act)
{
    /// <summary>What was typed, when the form comes back.</summary>
    public ItemModel.StepInput Typed => Page.Typed(Act);
    public bool IsOpen => Page.Open == Act;
    public string Title => Vietnamese.Capital(FeedbackFlow.Words(Act));
    public string Id => $"b-{Act}";

    /// <summary>Label of the note that goes with the step; "" where it has none.</summary>
    public string NoteLabel => Act switch
    {
        FeedbackAct.AskInfo => "Cần người gửi bổ sung gì", FeedbackAct.SupplyInfo => "Thông tin người gửi đã bổ sung", FeedbackAct.Refuse => "Lý do và điều luật, người gửi đọc được", FeedbackAct.SendBack => "Phải sửa gì",
        FeedbackAct.Extend => "Lý do gia hạn, người gửi đọc được", FeedbackAct.PublicNote => "Đang làm đến đâu, người gửi đọc được", FeedbackAct.InternalNote => "Ghi chú, chỉ cán bộ đọc được", FeedbackAct.HandOver => "Lý do, người gửi đọc được",
        FeedbackAct.Forward => "Vì sao không thuộc đơn vị mình, nên chuyển cho ai", FeedbackAct.Assign => "Lời dặn đơn vị, chỉ cán bộ đọc được (không bắt buộc)", FeedbackAct.Merge => "Lời báo cho người gửi (không bắt buộc)", FeedbackAct.Rate => "Vì sao (không bắt buộc)",
        FeedbackAct.Unpublish or FeedbackAct.Withdraw or FeedbackAct.Erase => "Lý do", _ => "",
    };

    /// <summary>What the step does that cannot be taken back; "" for others.</summary>
    public string Warning => Act switch
    {
        FeedbackAct.Approve => "Trả lời được gửi ngay cho người gửi.", FeedbackAct.Refuse => "Người gửi nhận được lý do này và ý kiến kết thúc.", FeedbackAct.Erase => "Tên, liên hệ, tệp và lời nhắn của người gửi bị xóa hẳn.",
        FeedbackAct.Withdraw => "Chỉ dùng khi người gửi đã xin rút.", FeedbackAct.Merge => "Ý kiến này kết thúc; người gửi theo dõi ý kiến chính.", FeedbackAct.HandOver => "Ý kiến kết thúc ở đây.", FeedbackAct.Reclassify => "Hạn trả lời được tính lại từ ngày nhận theo loại mới; người gửi thấy việc này.", _ => "",
    };

    /// <summary>Nothing to fill in: one button.</summary>
    public bool IsPlain => Act is FeedbackAct.Accept or FeedbackAct.Review or FeedbackAct.Close;
    public bool TakesFiles => Act is FeedbackAct.Draft or FeedbackAct.AskInfo or FeedbackAct.SupplyInfo;
}

/// <summary>How far the scan of a file has come, in words.</summary>
public static class ScanWords
{
    public static string Of(ScanState state) => state switch { ScanState.Clean => "đã quét, sạch", ScanState.Infected => "có mã độc", ScanState.Failed => "quét lỗi, hãy cẩn thận", _ => "chưa quét, hãy cẩn thận" };
}
