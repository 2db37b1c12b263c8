using Cchc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Cchc.Themes.Pages.Errors;

/// <summary>What went wrong and how to go on. Shown in place of the page that failed, with its status; asks no database.</summary>
[NotCached, IgnoreAntiforgeryToken]
public sealed class ShowModel : PageModel
{
    public int Code { get; private set; }
    public string Title { get; private set; } = "";
    public string Text { get; private set; } = "";
    /// <summary>For the administrator to find the fault in the log.</summary>
    public string? Reference { get; private set; }

    /// <summary>Runs for every method: the form that failed may have been posted.</summary>
    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        Code = int.TryParse(RouteData.Values["code"] as string, out var code) && code is >= 400 and <= 599 ? code : StatusCodes.Status404NotFound;
        Response.StatusCode = Code;
        Response.Headers.CacheControl = "no-store";
        (Title, Text) = Words(Code);
        Reference = Code == StatusCodes.Status500InternalServerError ? HttpContext.TraceIdentifier : null;
    }

    private static (string Title, string Text) Words(int code) => code switch
    {
        403 => ("Bạn chưa được phép vào trang này", "Tài khoản của bạn không có quyền với việc này. Nếu bạn cần làm việc này, hãy hỏi người quản trị trang."),
        404 => ("Không có trang này", "Địa chỉ có thể đã gõ nhầm, hoặc liên kết dẫn đến đây đã cũ. Bạn có thể tìm bằng vài từ trong tên bài hoặc số ký hiệu văn bản."),
        410 => ("Nội dung này đã được gỡ", "Trước đây ở địa chỉ này có một bài, nay ban biên tập đã gỡ xuống và không chuyển đi nơi khác."),
        413 => ("Tệp gửi lên quá lớn", "Tệp vượt mức cho phép nên chưa được nhận. Hãy quay lại, chọn tệp nhỏ hơn rồi gửi lại."),
        429 => ("Bạn gửi hơi nhanh", "Trang nhận được quá nhiều lần gửi trong một phút. Hãy chờ một phút rồi làm lại; những gì đã gửi thành công vẫn còn."),
        503 => ("Trang tạm thời chưa phục vụ được", "Kho dữ liệu đang bận hoặc được bảo trì. Nội dung bạn vừa gửi, nếu có, chưa được lưu. Xin thử lại sau nửa phút."),
        >= 500 => ("Máy chủ gặp lỗi", "Lỗi này là của trang, không phải của bạn. Lỗi đã được ghi lại. Hãy thử lại sau ít phút."),
        _ => ("Máy chủ không hiểu yêu cầu này", "Biểu mẫu có thể đã để quá lâu, hoặc địa chỉ bị cắt mất một phần. Hãy quay lại trang trước, tải lại rồi thử lần nữa."),
    };
}
