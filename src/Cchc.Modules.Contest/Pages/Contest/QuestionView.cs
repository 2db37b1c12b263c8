using Cchc.Modules.Contest.Rules;
using Cchc.Modules.Contest.Taking;

namespace Cchc.Modules.Contest.Pages.Contest;

/// <summary>One question as a form shows it: on the paper, in practice, in the organiser's preview.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Chosen">What is chosen, as <see cref="Answers.Show"/> gives it.</param>
/// <param name="Prefix">Before the names of the fields, where a page has several questions.</param>
public sealed record QuestionView(int Number, int Of, PaperQuestion Question, PaperText Text, IReadOnlyList<string> Chosen, string Prefix = "")
{
    public string Field => $"{Prefix}tra-loi";
    public string Told => Question.Kind switch
    {
        QuestionKind.Multiple => "Chọn tất cả đáp án đúng.", QuestionKind.Matching => "Chọn vế phải cho mỗi vế trái.", QuestionKind.Ordering => "Chọn thứ tự cho mỗi mục.",
        QuestionKind.Short => "Viết câu trả lời ngắn.", QuestionKind.Essay => "Viết bài, tối đa 20.000 ký tự.", _ => "Chọn một đáp án.",
    };
}
