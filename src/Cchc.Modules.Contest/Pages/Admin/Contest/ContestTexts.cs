using Cchc.Core.Text;
using Cchc.Modules.Contest.Data;
using Cchc.Modules.Contest.Pages.Contest;

namespace Cchc.Modules.Contest.Pages.Admin.Contest;

/// <summary>First drafts of rules and consent, from what the wizard knows. Organisers go on writing.</summary>
public static class ContestTexts
{
    public static string Rules(Competition contest, Round round) => $"""
        ## Đối tượng

        {string.Join("; ", contest.Blocks.Select(block => block.Name))}. Thành viên Ban tổ chức và người ra đề không xét giải.

        ## Bài thi

        Đề bốc từ ngân hàng câu hỏi đã thẩm định, làm trong {round.Minutes} phút tính từ lúc mở đề. Giờ của máy chủ là giờ tính. Mỗi câu trả lời được lưu ngay; hết giờ, máy chủ đóng bài với các câu đã lưu. Số lượt: {ContestPage.AttemptsText(round)}.

        ## Thời gian

        {round.Title}: từ {BusinessTime.DateAndTime(round.OpensUtc)} đến {BusinessTime.DateAndTime(round.ClosesUtc)} (GMT+7).

        ## Xếp hạng và giải

        {ContestPage.OrderText(round)}. Người vẫn đồng hạng được xếp theo lá thăm có hạt giống công khai. Mỗi người nhận một giải; người đạt giải phải xác minh đúng thông tin đã đăng ký.

        {string.Join("\n", round.PrizeList.Select(prize => $"- {prize.Name}: {prize.Count}"))}

        ## Đối chiếu

        Nộp bài xong, người dự thi nhận biên nhận. Khi kỳ thi đóng, gốc của mọi biên nhận và tệp đối chiếu được công bố: ai cũng kiểm tra được bài của mình có trong kết quả và không bị sửa.
        """;

    public static string Consent(Competition contest) => $"""
        Ban tổ chức{(contest.Organiser.Length > 0 ? $" ({contest.Organiser})" : "")} dùng dữ liệu bạn khai để mỗi người chỉ dự thi đúng số lượt, để xác minh và báo tin người đạt giải, và để lập thống kê không nêu tên. Dữ liệu được mã hóa khi lưu; danh sách công khai chỉ hiện họ tên và vài chữ số cuối.

        Sau {contest.RetentionMonths} tháng kể từ kỳ thi cuối, dữ liệu cá nhân bị xóa, chỉ còn số liệu thống kê. Bạn có quyền xem, sửa, rút lại đồng ý và yêu cầu xóa bằng cách liên hệ Ban tổ chức.
        """;
}
