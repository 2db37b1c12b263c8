using System.Globalization;

namespace Cchc.BrowserTests;

/// <summary>Texts as nobody would write them on purpose: everything that Markdown can say, in one another, and text that looks like it.</summary>
internal static class MarkdownSamples
{
    private static readonly string[] Words =
    [
        "cải", "cách", "hành", "chính", "Điều 1.", "Nghị quyết số 57-NQ/TW", "“một cửa”", "ủy ban", "UBND", "2*3*4", "snake_case", "_gạch_", "a < b", "AT&T", "&amp;", "&nbsp;", "x|y", "100%",
        "(xem", "mục 3)", "C++", "a == b", "::", "https://example.vn/a_b?c=d&e=f", "#1", "1.", "-", "–", "—", "!", "\\*", "\\[x\\]", "\\_", "[chưa đóng", "`", "~5", "x^2", "$5", "Nguyễn Văn Ễ", "đồng/năm;", "<b>", "{x}",
    ];

    private static readonly string[] Addresses = ["/tin-tuc/a", "https://example.vn/a_b_(c)", "<https://example.vn/có dấu>", "https://example.vn/?q=%C3%A0&x=1#y", "/van-ban/66-kh-ubnd*", "mailto:a@b.vn", "#muc"];

    public static IEnumerable<string> Generate(int count, int seed)
    {
        for (var i = 0; i < count; i++) yield return new Writer(new Random(seed * 100_000 + i)).Document();
    }

    private sealed class Writer(Random random)
    {
        private int notes;

        private bool Chance(double of) => random.NextDouble() < of;
        private T Pick<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];
        private string Repeat(string separator, int least, int most, Func<string> make) => string.Join(separator, Enumerable.Range(0, random.Next(least, most + 1)).Select(_ => make()));

        public string Document()
        {
            var text = Repeat(Pick(["\n\n", "\n\n", "\n\n\n", "\n \n"]), 1, 6, () => Block(0));
            for (var i = 1; i <= notes; i++) text += $"\n\n[^{i}]: {Inline()}{(Chance(0.3) ? "\n\n    " + Inline() : "")}";
            return text + Pick(["", "\n", "\n\n"]);
        }

        private string Block(int depth) => random.Next(depth > 2 ? 6 : 15) switch
        {
            0 or 1 or 2 => Paragraph(),
            3 => new string('#', random.Next(1, 5)) + " " + Inline(),
            4 => Picture(title: true),
            5 => Pick(["---", "***", "```\nmã | `x`\n  thụt\n```", "~~~ c#\n```\n~~~", "Tít\n===", "Tít\n---"]),
            6 or 7 => List(depth, ordered: false),
            8 => List(depth, ordered: true),
            9 => Indent(Repeat("\n\n", 1, 2, () => Block(depth + 1)), "> ", "> "),
            10 or 11 => Table(),
            12 => Container(depth),
            13 => ":::quote\n" + Paragraph() + "\n\n— " + Inline() + "\n:::",
            _ => ":::embed\n[Phim một cửa](https://youtu.be/aB3-_56789x)\n:::",
        };

        private string Container(int depth)
        {
            var colons = new string(':', 5 - Math.Min(2, depth));
            return $"{colons}{Pick(["box", "quote", "la"])}\n{Repeat("\n\n", 1, 2, () => Block(depth + 1))}\n{colons}";
        }

        private string List(int depth, bool ordered)
        {
            var (start, loose, mark) = (Pick([1, 1, 3]), Chance(0.3), Pick(ordered ? [".", ")"] : new[] { "-", "*", "+" }));
            var items = Enumerable.Range(0, random.Next(1, 4)).Select(i =>
            {
                var marker = ordered ? (start + i).ToString(CultureInfo.InvariantCulture) + mark + " " : mark + " ";
                var content = Inline();
                if (depth < 2 && Chance(0.3)) content += (loose ? "\n\n" : "\n") + List(depth + 1, Chance(0.4));
                else if (loose && Chance(0.3)) content += "\n\n" + Block(depth + 2);
                return Indent(content, marker, new string(' ', marker.Length));
            });
            return string.Join(loose ? "\n\n" : "\n", items);
        }

        private string Table()
        {
            var columns = random.Next(1, 5);
            string Row(Func<string> cell) => "| " + string.Join(" | ", Enumerable.Range(0, columns).Select(_ => cell())) + " |";
            string Cell() => Chance(0.1) ? "" : Inline(brief: true).Replace("|", "\\|", StringComparison.Ordinal).Replace("\\\\|", "\\|", StringComparison.Ordinal);
            return Row(Cell) + "\n" + Row(() => Pick(["---", ":--", "--:", ":-:"])) + "\n" + Repeat("\n", 1, 3, () => Row(Cell));
        }

        private string Paragraph() => Repeat(Pick(["\n", "\\\n", "  \n"]), 1, Chance(0.3) ? 3 : 1, () => Inline());

        private string Picture(bool title) => $"![{Repeat(" ", 0, 3, () => Pick(Words)).Replace("[", "", StringComparison.Ordinal)}]({Pick(["/media/a.jpg", "/media/minh-hoa/b_c.svg", "</media/có dấu.png>"])}{(title && Chance(0.7) ? " \"Cầu mới. Ảnh: " + Pick(["Bình An", "A \\\"B\\\" C", "x*y*z"]) + "\"" : "")})";

        private string Inline(bool brief = false) => Repeat(Pick([" ", " ", ""]), 1, brief ? 2 : 6, () => Span(0));

        private string Span(int depth)
        {
            if (depth > 2 || Chance(0.55)) return Repeat(" ", 1, 3, () => Pick(Words));
            return random.Next(12) switch
            {
                0 or 1 => "**" + Span(depth + 1) + "**",
                2 => "*" + Span(depth + 1) + "*",
                3 => "_" + Span(depth + 1) + "_",
                4 => "~~" + Span(depth + 1) + "~~",
                5 => Pick(["==", "++"]) is var mark ? mark + Span(depth + 1) + mark : "",
                6 => "H~2~O và m^2^",
                7 => "`" + Pick(["mã", "a*b*", "`` ` ``", "<b>"]) + "`",
                8 => $"[{(depth == 0 ? Span(2) : Pick(Words))}]({Pick(Addresses)}{(Chance(0.2) ? " \"tên\"" : "")})",
                9 => Picture(title: false),
                10 => $"[^{++notes}]",
                _ => Pick(["<https://example.vn>", "***cả hai***", "**đậm *nghiêng***", "*nghiêng **đậm***"]),
            };
        }

        private static string Indent(string text, string first, string rest) =>
            string.Join('\n', text.Split('\n').Select((line, i) => i == 0 ? first + line : line.Length == 0 ? rest.TrimEnd() : rest + line));
    }
}
