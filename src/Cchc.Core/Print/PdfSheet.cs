using System.Globalization;
using System.Text;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Writer;

namespace Cchc.Core.Print;

/// <summary>Where a text stands: from, around or up to its point.</summary>
public enum Align { Left, Centre, Right }

/// <summary>
/// One sheet of A4 across as PDF, drawn in points (1/72 inch) from the upper left corner. Fonts are embedded, so that Vietnamese
/// letters can be read, searched and copied everywhere.
/// </summary>
public sealed class PdfSheet : IDisposable
{
    public const double Width = 841.89, Height = 595.28;
    private readonly PdfDocumentBuilder document = new();
    private readonly List<PdfDocumentBuilder.AddedFont> fonts = [];
    private readonly PdfPageBuilder page;
    private readonly Dictionary<(int Font, char Letter), bool> known = [];

    /// <param name="fonts">Files of TrueType fonts; texts name them by their place here.</param>
    public PdfSheet(string title, string author, params IReadOnlyList<byte[]> fonts)
    {
        document.DocumentInformation.Title = title;
        document.DocumentInformation.Author = author;
        foreach (var font in fonts) this.fonts.Add(document.AddTrueTypeFont(font));
        page = document.AddPage(Width, Height);
    }

    public double WidthOf(string text, double size, int font)
    {
        text = Printable(text, font);
        return text.Length == 0 ? 0 : page.MeasureText(text, size, new PdfPoint(0, 0), fonts[font]) is { Count: > 0 } letters ? letters[^1].EndBaseLine.X : 0;
    }

    /// <param name="baseline">Distance of the line that the letters stand on from the upper edge.</param>
    public void Text(string text, double size, int font, double x, double baseline, string colour, Align align = Align.Left)
    {
        text = Printable(text, font);
        if (text.Length == 0) return;
        var left = align switch { Align.Left => x, Align.Centre => x - WidthOf(text, size, font) / 2, _ => x - WidthOf(text, size, font) };
        Fill(colour);
        page.AddText(text, size, new PdfPoint(left, Height - baseline), fonts[font]);
    }

    /// <summary>Breaks a text between words so that no line is wider. A word that is wider alone stays whole.</summary>
    public IReadOnlyList<string> Lines(string text, double size, int font, double width)
    {
        var lines = new List<string>();
        foreach (var word in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            if (lines.Count > 0 && WidthOf($"{lines[^1]} {word}", size, font) <= width) lines[^1] += $" {word}";
            else lines.Add(word);
        return lines;
    }

    public void Area(double x, double y, double width, double height, string colour)
    {
        Fill(colour);
        var (red, green, blue) = Parts(colour);
        page.SetStrokeColor(red, green, blue);
        page.DrawRectangle(new PdfPoint(x, Height - y - height), width, height, 0, fill: true);
    }

    public void Frame(double x, double y, double width, double height, double line, string colour)
    {
        var (red, green, blue) = Parts(colour);
        page.SetStrokeColor(red, green, blue);
        page.DrawRectangle(new PdfPoint(x, Height - y - height), width, height, line);
    }

    /// <summary>Draws a matrix of squares, e.g. a QR code: runs of dark ones of a row are one rectangle.</summary>
    public void Matrix(IReadOnlyList<System.Collections.BitArray> rows, double x, double y, double size, string colour)
    {
        var square = size / rows.Count;
        for (var row = 0; row < rows.Count; row++)
            for (var from = 0; from < rows[row].Count; from++)
            {
                if (!rows[row][from]) continue;
                var to = from;
                while (to + 1 < rows[row].Count && rows[row][to + 1]) to++;
                Area(x + from * square, y + row * square, (to - from + 1) * square, square, colour);
                from = to;
            }
    }

    public byte[] Build() => document.Build();

    public void Dispose() => document.Dispose();

    /// <summary>Letters that the font has. One that it has not is written without its marks, else as "?": a name must never stop a certificate.</summary>
    private string Printable(string text, int font)
    {
        var letters = new StringBuilder(text.Length);
        // By way of runes first: half a surrogate pair, which cannot be normalised, becomes a sign that is written as "?".
        foreach (var rune in string.Concat(text.EnumerateRunes()).Normalize(NormalizationForm.FormC).EnumerateRunes())
        {
            if (Rune.IsControl(rune) && !Rune.IsWhiteSpace(rune)) continue;
            var letter = rune.IsBmp ? (char)rune.Value : '?';
            var plain = letter.ToString().Normalize(NormalizationForm.FormD)[0];
            letters.Append(Rune.IsWhiteSpace(rune) ? ' ' : Has(letter, font) ? letter : Has(plain, font) ? plain : '?');
        }
        return letters.ToString();
    }

    private bool Has(char letter, int font)
    {
        if (known.TryGetValue((font, letter), out var has)) return has;
        // The library tells of a missing letter by an exception and in no other way.
        try { has = page.MeasureText(letter.ToString(), 1, new PdfPoint(0, 0), fonts[font]).Count > 0; }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException or NotSupportedException) { has = false; }
        return known[(font, letter)] = has;
    }

    private void Fill(string colour)
    {
        var (red, green, blue) = Parts(colour);
        page.SetTextAndFillColor(red, green, blue);
    }

    /// <summary>"#b3261a".</summary>
    private static (byte Red, byte Green, byte Blue) Parts(string colour) => (Hex(colour, 1), Hex(colour, 3), Hex(colour, 5));

    private static byte Hex(string colour, int at) => byte.Parse(colour.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
