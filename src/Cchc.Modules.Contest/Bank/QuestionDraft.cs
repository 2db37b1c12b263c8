using Cchc.Modules.Contest.Data;
using Cchc.Modules.Contest.Rules;

namespace Cchc.Modules.Contest.Bank;

/// <summary>A question as a file or a form gives it, before it is in the bank.</summary>
public sealed record QuestionDraft
{
    public string Code { get; init; } = "";
    public string Topic { get; init; } = "";
    public required string Text { get; init; }
    public required QuestionBody Body { get; init; }
    public Difficulty Difficulty { get; init; } = Difficulty.Medium;
    public string LegalBasis { get; init; } = "";
    public string Explanation { get; init; } = "";

    public const int LongestText = 2000, LongestOption = 600;

    /// <summary>What is wrong with it, in Vietnamese.</summary>
    public IReadOnlyList<string> Problems()
    {
        var problems = Body.Problems().ToList();
        if (string.IsNullOrWhiteSpace(Text)) problems.Insert(0, "Câu hỏi để trống.");
        if (Text.Length > LongestText) problems.Add($"Câu hỏi dài hơn {LongestText} ký tự.");
        if (Body.Options.Concat(Body.Pairs).Concat(Body.Accepted).Any(option => option.Length > LongestOption)) problems.Add($"Có phương án dài hơn {LongestOption} ký tự.");
        if (Code.Length > 40) problems.Add("Mã dài hơn 40 ký tự.");
        if (Topic.Length > 200) problems.Add("Tên chủ đề dài hơn 200 ký tự.");
        if (LegalBasis.Length > 600) problems.Add("Căn cứ dài hơn 600 ký tự.");
        if (Explanation.Length > 4000) problems.Add("Giải thích dài hơn 4000 ký tự.");
        return problems;
    }
}

/// <summary>A question of a file with the line where it stands and what is wrong with it.</summary>
public sealed record ReadQuestion(int Line, QuestionDraft? Draft, IReadOnlyList<string> Problems)
{
    public static ReadQuestion Of(int line, QuestionDraft draft) => new(line, draft, draft.Problems());
    public static ReadQuestion Bad(int line, string problem) => new(line, null, [problem]);
}
