using Cchc.Core.Privacy;

namespace Cchc.Modules.Feedback.Data;

/// <summary>What is kept of those who send feedback.</summary>
public sealed class FeedbackKept(FeedbackSettingsCache settings) : IKeptData
{
    public async Task<KeptData> TellAsync(CancellationToken ct) => new(FeedbackModule.Key, "Người gửi ý kiến",
        "Họ tên, điện thoại, thư điện tử nếu bạn ghi (được mã hóa); nội dung, tệp kèm theo, lời nhắn, đánh giá",
        "Xử lý và trả lời ý kiến; công khai chỉ khi bạn đồng ý",
        $"{(await settings.GetAsync(ct)).RetentionMonths} tháng sau khi ý kiến kết thúc, rồi xóa tên, liên hệ, tệp, lời nhắn; câu hỏi và trả lời ở lại, không có tên",
        "/gop-y/theo-doi", "Mở bằng mã theo dõi: xem, tải về, sửa, rút, xóa");
}
