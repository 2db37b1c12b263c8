namespace Cchc.Modules.Contest.Rules;

/// <summary>How a question is asked and marked.</summary>
public enum QuestionKind
{
    /// <summary>Chọn một đáp án.</summary>
    Single,
    /// <summary>Chọn nhiều đáp án.</summary>
    Multiple,
    /// <summary>Đúng hay sai.</summary>
    TrueFalse,
    /// <summary>Ghép cặp.</summary>
    Matching,
    /// <summary>Sắp xếp thứ tự.</summary>
    Ordering,
    /// <summary>Trả lời ngắn.</summary>
    Short,
    /// <summary>Tự luận, do giám khảo chấm.</summary>
    Essay,
}

/// <summary>What a question offers and what is right. Nothing of it but the options ever goes to somebody whose round is still open.</summary>
public sealed record QuestionBody
{
    /// <summary>Bounds of what people can read on one screen.</summary>
    public const int MostOptions = 10;

    public required QuestionKind Kind { get; init; }
    /// <summary>Answers to choose from; left sides to match; items in their right order.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];
    /// <summary>Of a matching question: the right side that belongs to each option.</summary>
    public IReadOnlyList<string> Pairs { get; init; } = [];
    /// <summary>Of a choice: positions of the right options, ascending.</summary>
    public IReadOnlyList<int> Correct { get; init; } = [];
    /// <summary>Of a short answer: every wording that counts.</summary>
    public IReadOnlyList<string> Accepted { get; init; } = [];
    /// <summary>Whether a part of the right answer earns a part of the points. Otherwise all or nothing.</summary>
    public bool Partial { get; init; }

    /// <summary>What is wrong with it, in Vietnamese; empty when it can be asked.</summary>
    public IReadOnlyList<string> Problems()
    {
        var problems = new List<string>();
        if (Options.Count > MostOptions) problems.Add($"Nhiều hơn {MostOptions} phương án.");
        if (Options.Any(string.IsNullOrWhiteSpace)) problems.Add("Có phương án để trống.");
        if (Options.Select(Fold).Distinct(StringComparer.Ordinal).Count() < Options.Count) problems.Add("Có hai phương án giống nhau.");
        switch (Kind)
        {
            case QuestionKind.Single or QuestionKind.TrueFalse:
                if (Options.Count < 2) problems.Add("Cần ít nhất hai phương án.");
                if (Correct.Count != 1) problems.Add("Cần đúng một đáp án.");
                break;
            case QuestionKind.Multiple:
                if (Options.Count < 3) problems.Add("Câu chọn nhiều cần ít nhất ba phương án.");
                if (Correct.Count == 0) problems.Add("Chưa có đáp án đúng.");
                break;
            case QuestionKind.Matching:
                if (Options.Count < 2 || Pairs.Count != Options.Count) problems.Add("Câu ghép cặp cần ít nhất hai cặp đủ hai vế.");
                if (Pairs.Any(string.IsNullOrWhiteSpace) || Pairs.Select(Fold).Distinct(StringComparer.Ordinal).Count() < Pairs.Count) problems.Add("Vế phải để trống hoặc trùng nhau.");
                break;
            case QuestionKind.Ordering:
                if (Options.Count < 3) problems.Add("Câu sắp xếp cần ít nhất ba mục.");
                break;
            case QuestionKind.Short:
                if (Accepted.Count == 0 || Accepted.Any(string.IsNullOrWhiteSpace)) problems.Add("Chưa có câu trả lời được chấp nhận.");
                break;
        }
        if (Correct.Any(at => at < 0 || at >= Options.Count) || Correct.Distinct().Count() < Correct.Count) problems.Add("Đáp án nằm ngoài các phương án.");
        return problems;
    }

    private static string Fold(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToLowerInvariant();
}
