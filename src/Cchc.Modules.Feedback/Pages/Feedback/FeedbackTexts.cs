using System.Globalization;
using Cchc.Core.Calendar;
using Cchc.Core.Text;
using Cchc.Modules.Feedback.Data;
using Cchc.Modules.Feedback.Rules;

namespace Cchc.Modules.Feedback.Pages.Feedback;

/// <summary>Words that the pages of feedback share.</summary>
public static class FeedbackTexts
{
    public static IReadOnlyList<(PublishPermission Value, string Label)> Permissions { get; } =
    [
        (PublishPermission.None, "Không công khai"), (PublishPermission.WithoutName, "Công khai, không nêu tên tôi"), (PublishPermission.WithName, "Công khai, nêu tên tôi"),
    ];

    public static IReadOnlyList<(int Value, string Label)> Ratings { get; } =
        [(5, "Rất hài lòng"), (4, "Hài lòng"), (3, "Bình thường"), (2, "Không hài lòng"), (1, "Rất không hài lòng")];

    /// <summary>"Đang xử lý".</summary>
    public static string State(FeedbackState state) => Vietnamese.Capital(FeedbackFlow.Words(state));

    public static string Channel(FeedbackChannel channel) => channel switch
    {
        FeedbackChannel.Web => "Trang web", FeedbackChannel.Paper => "Văn bản", FeedbackChannel.Phone => "Điện thoại", FeedbackChannel.Mail => "Thư điện tử", _ => "Trực tiếp tại bộ phận một cửa",
    };

    /// <summary>A step as its sender reads it.</summary>
    public static string Step(FeedbackEvent one) => one.Act switch
    {
        FeedbackAct.Sent => "Đã tiếp nhận, cấp mã theo dõi", FeedbackAct.AskInfo => "Cần bạn bổ sung thông tin", FeedbackAct.SupplyInfo => "Đã bổ sung thông tin", FeedbackAct.Accept => "Đã thụ lý",
        FeedbackAct.Refuse => "Không tiếp nhận xử lý", FeedbackAct.Assign => "Đã giao đơn vị xử lý", FeedbackAct.Approve => "Đã trả lời", FeedbackAct.Extend => "Gia hạn trả lời", FeedbackAct.PublicNote => "Báo tiến độ",
        FeedbackAct.Merge => "Gộp với ý kiến cùng nội dung", FeedbackAct.Split => "Tách thành nhiều ý kiến", FeedbackAct.HandOver => "Chuyển cơ quan có thẩm quyền", FeedbackAct.Publish => "Câu hỏi và trả lời được công khai",
        FeedbackAct.Unpublish => "Gỡ công khai", FeedbackAct.Reply => "Bạn viết thêm", FeedbackAct.Rate => "Bạn đã đánh giá", FeedbackAct.Solved => "Bạn xác nhận việc đã được giải quyết", FeedbackAct.Close => "Đã kết thúc",
        FeedbackAct.Reopen => "Bạn mở lại ý kiến", FeedbackAct.Withdraw => "Đã rút ý kiến", FeedbackAct.Correct => "Thông tin người gửi được sửa", FeedbackAct.Erase => "Dữ liệu cá nhân đã được xóa",
        FeedbackAct.Reclassify => "Đổi loại hoặc lĩnh vực",
        var other => Vietnamese.Capital(FeedbackFlow.Words(other)),
    };

    /// <summary>Traffic light of a deadline: class of the state and its words.</summary>
    public static (string Css, string Words) Light(FeedbackItem item, DateOnly today, WorkingDays days)
    {
        if (!item.IsOpen) return ("", "");
        if (item.PausedOn is not null) return ("state--warn", "Đồng hồ đang dừng");
        var left = days.Between(today, item.DueOn);
        return left switch { < 0 => ("state--bad", $"Quá hạn {-left} ngày làm việc"), 0 when item.DueOn < today => ("state--bad", "Quá hạn"), 0 => ("state--warn", "Hết hạn hôm nay"), <= 2 => ("state--warn", $"Còn {left} ngày làm việc"), _ => ("state--ok", $"Còn {left} ngày làm việc") };
    }

    /// <summary>"1,4 MB", "320 KB".</summary>
    public static string Size(long bytes) => bytes >= 1024 * 1024
        ? (bytes / 1048576m).ToString("0.#", CultureInfo.InvariantCulture).Replace('.', ',') + " MB" : $"{Math.Max(1, bytes / 1024)} KB";
}
