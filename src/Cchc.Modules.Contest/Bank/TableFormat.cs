using System.Globalization;
using Cchc.Core.Sheets;
using Cchc.Core.Text;
using Cchc.Modules.Contest.Data;
using Cchc.Modules.Contest.Rules;

namespace Cchc.Modules.Contest.Bank;

/// <summary>Questions as a table (XLSX, CSV): one line each, with Vietnamese or English headings.</summary>
public static class TableFormat
{
    private const string Letters = "ABCDEFGHIJ";
    private static readonly (QuestionKind Kind, string Word)[] Kinds =
    [
        (QuestionKind.Single, "Chọn một"), (QuestionKind.Multiple, "Chọn nhiều"), (QuestionKind.TrueFalse, "Đúng sai"), (QuestionKind.Matching, "Ghép cặp"),
        (QuestionKind.Ordering, "Sắp xếp"), (QuestionKind.Short, "Trả lời ngắn"), (QuestionKind.Essay, "Tự luận"),
    ];
    private static readonly (Difficulty Difficulty, string Word)[] Difficulties = [(Difficulty.Easy, "Dễ"), (Difficulty.Medium, "Trung bình"), (Difficulty.Hard, "Khó")];

    /// <summary>The columns of the template and of the export.</summary>
    public static readonly IReadOnlyList<SheetColumn> Columns =
    [
        new("Mã", 14), new("Chủ đề", 28), new("Loại", 14), new("Câu hỏi", 70), .. Letters.Take(6).Select(letter => new SheetColumn($"Phương án {letter}", 34)),
        new("Đáp án", 16), new("Tính điểm từng phần", 12), new("Độ khó", 12), new("Căn cứ", 50), new("Giải thích", 50),
    ];

    public static string KindWord(QuestionKind kind) => Kinds.First(pair => pair.Kind == kind).Word;
    public static string DifficultyWord(Difficulty difficulty) => Difficulties.First(pair => pair.Difficulty == difficulty).Word;

    /// <summary>Headings are told apart without case and marks.</summary>
    public static string Heading(string text) => Vietnamese.Slug(text);

    public static IReadOnlyList<ReadQuestion> Read(IReadOnlyList<TableRow> rows) => [.. rows.Select(Read)];

    private static ReadQuestion Read(TableRow row)
    {
        var text = row["cau-hoi", "question", "noi-dung"];
        var options = Letters.Select(letter => row[$"phuong-an-{char.ToLowerInvariant(letter)}", $"option-{char.ToLowerInvariant(letter)}", $"dap-an-{char.ToLowerInvariant(letter)}", letter.ToString().ToLowerInvariant()]).ToList();
        while (options.Count > 0 && options[^1].Length == 0) options.RemoveAt(options.Count - 1);
        var correct = row["dap-an", "correct", "answer", "dap-an-dung"];
        var kindWord = row["loai", "kind", "type"];
        QuestionKind kind;
        if (kindWord.Length == 0) kind = correct.Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries).Length > 1 && options.Count > 0 ? QuestionKind.Multiple : options.Count > 0 ? QuestionKind.Single : QuestionKind.Short;
        else if (Kinds.FirstOrDefault(pair => Heading(pair.Word) == Heading(kindWord) || string.Equals(pair.Kind.ToString(), kindWord, StringComparison.OrdinalIgnoreCase)) is { Word: not null } known) kind = known.Kind;
        else return ReadQuestion.Bad(row.Number, $"Không có loại câu hỏi “{kindWord}”.");
        var difficultyWord = row["do-kho", "difficulty", "muc-do"];
        var difficulty = Difficulty.Medium;
        if (difficultyWord.Length > 0)
        {
            if (Difficulties.FirstOrDefault(pair => Heading(pair.Word) == Heading(difficultyWord) || ((int)pair.Difficulty).ToString(CultureInfo.InvariantCulture) == difficultyWord) is not { Word: not null } found) return ReadQuestion.Bad(row.Number, $"Không có độ khó “{difficultyWord}”: hãy ghi Dễ, Trung bình hoặc Khó.");
            difficulty = found.Difficulty;
        }
        var body = new QuestionBody { Kind = kind, Options = options, Partial = Heading(row["tinh-diem-tung-phan", "partial"]) is "co" or "x" or "1" or "true" };
        switch (kind)
        {
            case QuestionKind.Single or QuestionKind.Multiple or QuestionKind.TrueFalse:
                if (kind == QuestionKind.TrueFalse && options.Count == 0) body = body with { Options = options = ["Đúng", "Sai"] };
                var chosen = new List<int>();
                foreach (var mark in kind == QuestionKind.TrueFalse && options.FindIndex(option => Heading(option) == Heading(correct)) is >= 0 and var at ? [Letters[at].ToString()] : correct.Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries))
                {
                    if (mark.Length != 1 || Letters.IndexOf(char.ToUpperInvariant(mark[0]), StringComparison.Ordinal) is not (>= 0 and var position)) return ReadQuestion.Bad(row.Number, $"Đáp án “{mark}” không phải chữ cái của phương án.");
                    chosen.Add(position);
                }
                body = body with { Correct = [.. chosen.Order()] };
                break;
            case QuestionKind.Matching:
                var pairs = options.Select(option => option.Split("=>", 2)).ToList();
                if (pairs.Exists(pair => pair.Length < 2)) return ReadQuestion.Bad(row.Number, "Câu ghép cặp: mỗi phương án viết “vế trái => vế phải”.");
                body = body with { Options = [.. pairs.Select(pair => pair[0].Trim())], Pairs = [.. pairs.Select(pair => pair[1].Trim())] };
                break;
            case QuestionKind.Short:
                body = body with { Options = [], Accepted = [.. correct.Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)] };
                break;
        }
        return ReadQuestion.Of(row.Number, new()
        {
            Code = row["ma", "id", "code"], Topic = row["chu-de", "topic"], Text = text, Body = body, Difficulty = difficulty,
            LegalBasis = row["can-cu", "legal-basis", "can-cu-phap-ly"], Explanation = row["giai-thich", "explanation"],
        });
    }

    /// <summary>One line of the export; reading it again gives the same question.</summary>
    public static object?[] Row(QuestionDraft draft)
    {
        var body = draft.Body;
        var options = body.Kind == QuestionKind.Matching ? [.. body.Options.Zip(body.Pairs).Select(pair => $"{pair.First} => {pair.Second}")] : body.Options;
        var correct = body.Kind == QuestionKind.Short ? string.Join(" | ", body.Accepted) : string.Join(',', body.Correct.Select(at => Letters[at]));
        return
        [
            draft.Code, draft.Topic, KindWord(body.Kind), draft.Text, .. Enumerable.Range(0, 6).Select(at => at < options.Count ? options[at] : null),
            correct, body.Partial ? "Có" : null, DifficultyWord(draft.Difficulty), draft.LegalBasis, draft.Explanation,
        ];
    }

    /// <summary>An empty table with one example of each kind.</summary>
    public static Sheet Template()
    {
        QuestionDraft[] examples =
        [
            new() { Code = "VD-01", Topic = "Ví dụ", Text = "Câu chọn một đáp án viết thế này.", Body = new() { Kind = QuestionKind.Single, Options = ["Phương án sai", "Phương án đúng", "Phương án sai khác"], Correct = [1] }, LegalBasis = "Số văn bản, điều, khoản" },
            new() { Code = "VD-02", Topic = "Ví dụ", Text = "Câu chọn nhiều đáp án: các chữ cái cách nhau bằng dấu phẩy.", Body = new() { Kind = QuestionKind.Multiple, Options = ["Đúng", "Sai", "Cũng đúng"], Correct = [0, 2], Partial = true } },
            new() { Code = "VD-03", Topic = "Ví dụ", Text = "Câu ghép cặp: mỗi ô một cặp.", Body = new() { Kind = QuestionKind.Matching, Options = ["PAR INDEX", "SIPAS"], Pairs = ["Chỉ số cải cách hành chính", "Chỉ số hài lòng"] } },
            new() { Code = "VD-04", Topic = "Ví dụ", Text = "Câu sắp xếp: các mục viết theo thứ tự đúng.", Body = new() { Kind = QuestionKind.Ordering, Options = ["Việc thứ nhất", "Việc thứ hai", "Việc thứ ba"] } },
            new() { Code = "VD-05", Topic = "Ví dụ", Text = "Câu trả lời ngắn: các cách viết được nhận cách nhau bằng dấu gạch đứng.", Body = new() { Kind = QuestionKind.Short, Accepted = ["một cửa", "bộ phận một cửa"] } },
        ];
        return new("Câu hỏi", Columns, examples.Select(Row));
    }
}
