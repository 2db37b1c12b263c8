using Cchc.Core.Privacy;

namespace Cchc.Modules.Contest.Taking;

/// <summary>What is kept of those who take part.</summary>
public sealed class ContestKept : IKeptData
{
    public Task<KeptData> TellAsync(CancellationToken ct) => Task.FromResult(new KeptData(ContestModule.Key, "Người dự thi",
        "Những gì phiếu đăng ký của từng cuộc thi hỏi: họ tên, điện thoại, số định danh, thư điện tử, ngày sinh, đơn vị (được mã hóa); bài làm, bài luận và tệp đã gửi; địa chỉ mạng",
        "Mỗi người dự thi đúng số lượt, chấm bài, xếp hạng, trao giải",
        "Số tháng ghi trong nội dung đồng ý của từng cuộc thi, tính từ khi kỳ thi cuối đóng, rồi xóa; bài làm không tên ở lại trong số liệu",
        "/cuoc-thi", "Vào cuộc thi bằng mã làm tiếp, mở “Dữ liệu của bạn”: xem, tải về, sửa, xóa"));
}
