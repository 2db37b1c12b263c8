using Cchc.Core.Print;
using QRCoder;

namespace Cchc.Modules.Contest.Results;

/// <summary>All that stands on a certificate.</summary>
/// <param name="Deed">"đã đạt Giải Nhất, khối Cán bộ, công chức" and so on.</param>
/// <param name="Url">Where the code is checked; also what the QR code holds.</param>
public sealed record CertificateText(string Organiser, string Title, string Name, string Deed, string Contest, string Decision, string PlaceAndDay, string SignerRole, string Signer, string Code, string Url, bool IsSample);

/// <summary>Draws a certificate: A4 across, in the red and gold of the site's look.</summary>
public static class CertificatePaper
{
    private const string Red = "#b3261a", Gold = "#b98a2f", PaleGold = "#e6d3a3", Ink = "#1d2429", Soft = "#4f5a61", Paper = "#fffdf7";
    private const int Regular = 0, Strong = 1, Italic = 2;
    private const double Middle = PdfSheet.Width / 2;

    /// <param name="fonts">Regular, strong, italic.</param>
    public static byte[] Draw(CertificateText text, IReadOnlyList<byte[]> fonts)
    {
        using var sheet = new PdfSheet($"{text.Title}: {text.Name}", text.Organiser, fonts);
        Frame(sheet);
        sheet.Text("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 11.5, Strong, Middle, 72, Ink, Align.Centre);
        sheet.Text("Độc lập - Tự do - Hạnh phúc", 11.5, Strong, Middle, 89, Ink, Align.Centre);
        sheet.Area(Middle - 84, 96, 168, 0.8, Gold);
        Fitting(sheet, text.Organiser.ToUpperInvariant(), 13, Strong, 126, Soft, 640);
        Fitting(sheet, text.Title.ToUpperInvariant(), 42, Strong, 180, Red, 640);
        sheet.Text("Chứng nhận", 15, Italic, Middle, 212, Soft, Align.Centre);
        Fitting(sheet, text.Name, 34, Strong, 257, Ink, 600);
        sheet.Area(Middle - 150, 277, 300, 1.2, Gold);
        sheet.Area(Middle - 4, 273.6, 8, 8, Red);
        var line = Paragraph(sheet, text.Deed, 16, Strong, 309, 600, Red);
        line = Paragraph(sheet, text.Contest, 14.5, Regular, line + 4, 600, Ink);
        if (text.Decision.Length > 0) Paragraph(sheet, $"(Theo Quyết định số {text.Decision})", 11.5, Italic, line + 2, 600, Soft);
        Check(sheet, text);
        Sign(sheet, text);
        return sheet.Build();
    }

    private static void Frame(PdfSheet sheet)
    {
        sheet.Area(0, 0, PdfSheet.Width, PdfSheet.Height, Paper);
        sheet.Frame(22, 22, PdfSheet.Width - 44, PdfSheet.Height - 44, 5, Red);
        sheet.Frame(29, 29, PdfSheet.Width - 58, PdfSheet.Height - 58, 1, Gold);
        sheet.Frame(35, 35, PdfSheet.Width - 70, PdfSheet.Height - 70, 0.6, PaleGold);
        foreach (var x in new[] { 16, PdfSheet.Width - 40 })
            foreach (var y in new[] { 16, PdfSheet.Height - 40 })
            {
                sheet.Area(x, y, 24, 24, Gold);
                sheet.Area(x + 4, y + 4, 16, 16, Paper);
                sheet.Area(x + 7, y + 7, 10, 10, Red);
            }
    }

    /// <summary>Lower left: the QR code, the code in letters, and where it is checked.</summary>
    private static void Check(PdfSheet sheet, CertificateText text)
    {
        const double left = 58, top = 428, size = 104;
        using var code = QRCodeGenerator.GenerateQrCode(text.Url, QRCodeGenerator.ECCLevel.M);
        sheet.Matrix(code.ModuleMatrix, left, top, size, Ink);
        sheet.Text("Mã xác thực", 9.5, Regular, left + size + 10, top + 38, Soft);
        sheet.Text(text.Code, 13, Strong, left + size + 10, top + 56, Ink);
        sheet.Text("Quét mã, hoặc gõ mã tại", 9.5, Regular, left + size + 10, top + 74, Soft);
        sheet.Text(text.Url[..text.Url.LastIndexOf('/')], 9.5, Regular, left + size + 10, top + 87, Soft);
        if (text.IsSample) sheet.Text("Bản minh họa, không có giá trị", 11, Strong, left + size + 10, top + 16, Red);
    }

    /// <summary>Lower right: place and day, who signs, and room for signature and seal.</summary>
    private static void Sign(PdfSheet sheet, CertificateText text)
    {
        const double middle = 652;
        sheet.Text(text.PlaceAndDay, 12, Italic, middle, 428, Ink, Align.Centre);
        sheet.Text(text.SignerRole.ToUpperInvariant(), 12, Strong, middle, 447, Ink, Align.Centre);
        sheet.Text(text.Signer, 13, Strong, middle, 527, Ink, Align.Centre);
    }

    /// <summary>One line in the middle, smaller where it would be too wide.</summary>
    private static void Fitting(PdfSheet sheet, string text, double size, int font, double baseline, string colour, double width)
    {
        var wide = sheet.WidthOf(text, size, font);
        sheet.Text(text, wide > width ? size * width / wide : size, font, Middle, baseline, colour, Align.Centre);
    }

    /// <returns>Baseline of the line that would follow.</returns>
    private static double Paragraph(PdfSheet sheet, string text, double size, int font, double baseline, double width, string colour)
    {
        foreach (var line in sheet.Lines(text, size, font, width))
        {
            sheet.Text(line, size, font, Middle, baseline, colour, Align.Centre);
            baseline += size * 1.4;
        }
        return baseline;
    }
}
