namespace Cchc.Core.Media;

/// <summary>Why a file is not taken in.</summary>
public enum MediaProblem
{
    Empty, TooLarge, UnknownType, WrongName, OtherKind, Damaged, MixedTypes, TooSlow,
    TooManyPixels, PictureNotReadable, DrawingTooComplex, DrawingNotClean,
    OldOffice, OfficeMacros, OfficeFromElsewhere, OfficeTooLarge,
    PdfRuns, PdfLocked, TooManyPages,
    SoundNotReadable, FilmNotReadable, FilmNotWhole,
}

public static class MediaProblems
{
    /// <summary>What is wrong and what to do, for the person who sent the file.</summary>
    public static string Words(this MediaProblem problem) => problem switch
    {
        MediaProblem.Empty => "Tệp rỗng.",
        MediaProblem.TooLarge => $"Tệp quá lớn. Ảnh, PDF và tệp văn phòng tối đa {MediaLibrary.MaxBytes / 1024 / 1024} MB; âm thanh và video tối đa {MediaLibrary.MaxFilmBytes / 1024 / 1024} MB.",
        MediaProblem.UnknownType => "Không nhận ra loại tệp. Thư viện nhận ảnh JPEG, PNG, WebP, AVIF, SVG; tài liệu PDF, DOCX, XLSX; âm thanh MP3, M4A; video MP4.",
        MediaProblem.WrongName => "Đuôi tên tệp không đúng với nội dung bên trong. Hãy mở tệp xem có đúng tệp cần tải không, rồi đổi đuôi tên cho đúng.",
        MediaProblem.OtherKind => "Tệp mới khác loại với tệp cũ. Chỉ thay ảnh bằng ảnh, hình vẽ SVG bằng SVG, và tài liệu, âm thanh, video bằng tệp cùng định dạng.",
        MediaProblem.Damaged => "Tệp bị hỏng hoặc bị cắt cụt. Hãy mở thử trên máy, lưu lại rồi tải lên lần nữa.",
        MediaProblem.MixedTypes => "Tệp chứa lẫn một tệp loại khác. Hãy mở bằng phần mềm của nó, lưu thành tệp mới rồi tải lên.",
        MediaProblem.TooSlow => "Máy chủ đọc tệp này quá lâu nên đã dừng. Hãy lưu lại tệp bằng phần mềm của nó cho gọn hơn rồi tải lên.",
        MediaProblem.TooManyPixels => $"Ảnh có quá nhiều điểm ảnh (tối đa {PictureFile.MaxPixels / 1_000_000} triệu). Hãy thu nhỏ ảnh rồi tải lên.",
        MediaProblem.PictureNotReadable => "Máy chủ không đọc được ảnh HEIC. Hãy lưu ảnh thành JPEG rồi tải lên (trên iPhone: Cài đặt > Camera > Định dạng > Tương thích nhất).",
        MediaProblem.DrawingTooComplex => "Hình SVG quá phức tạp. Hãy xuất hình thành PNG rồi tải lên.",
        MediaProblem.DrawingNotClean => "Hình SVG có phần không được phép (DTD, thực thể hoặc mã lệnh). Hãy xuất lại thành SVG thường hoặc PNG.",
        MediaProblem.OldOffice => "Tệp Word hoặc Excel kiểu cũ, hoặc có đặt mật khẩu. Hãy bỏ mật khẩu và lưu thành DOCX hoặc XLSX.",
        MediaProblem.OfficeMacros => "Tệp có macro hoặc điều khiển ActiveX. Hãy lưu thành DOCX hoặc XLSX không có macro.",
        MediaProblem.OfficeFromElsewhere => "Tệp lấy mẫu, ảnh hoặc số liệu từ nơi khác. Hãy ngắt các liên kết đó (nhúng hẳn vào tệp) rồi lưu lại.",
        MediaProblem.OfficeTooLarge => "Nội dung trong tệp quá lớn khi giải nén. Hãy bớt ảnh hoặc chia thành nhiều tệp.",
        MediaProblem.PdfRuns => "Tệp PDF có mã lệnh hoặc lệnh chạy chương trình. Hãy in lại thành PDF (Print to PDF) rồi tải lên.",
        MediaProblem.PdfLocked => "Tệp PDF có đặt mật khẩu hoặc hạn chế. Hãy bỏ mật khẩu rồi tải lên.",
        MediaProblem.TooManyPages => "Tài liệu có quá nhiều trang. Hãy chia thành nhiều tệp.",
        MediaProblem.SoundNotReadable => "Không đọc được tệp âm thanh. Hãy xuất lại thành MP3.",
        MediaProblem.FilmNotReadable => "Không đọc được tệp video. Hãy xuất lại thành MP4 (H.264).",
        MediaProblem.FilmNotWhole => "Tệp âm thanh hoặc video bị cắt cụt. Hãy tải lại hoặc xuất lại tệp.",
        _ => throw new ArgumentOutOfRangeException(nameof(problem), problem, null),
    };
}
