using Cchc.Core;

namespace Cchc.Modules.Feedback;

/// <summary>Who may do what with the citizens' matters. A person limited to a unit reaches only what is given to that unit or to those below it.</summary>
public static class FeedbackPermissions
{
    public static readonly Permission Enter = new("feedback.enter", "Vào mục ý kiến công dân");
    /// <summary>The receiving desk: the only ones who may see who sent an item.</summary>
    public static readonly Permission Receive = new("feedback.receive", "Tiếp nhận ý kiến: phân loại, giao xử lý, xem người gửi, công khai");
    public static readonly Permission Handle = new("feedback.handle", "Soạn trả lời ý kiến giao cho đơn vị mình");
    public static readonly Permission Approve = new("feedback.approve", "Duyệt trả lời ý kiến");
    public static readonly Permission Configure = new("feedback.settings", "Sửa cấu hình, mẫu trả lời và ngày nghỉ của ý kiến");

    public static IReadOnlyList<Permission> All { get; } = [Enter, Receive, Handle, Approve, Configure];
}
