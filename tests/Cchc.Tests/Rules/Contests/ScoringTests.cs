using Cchc.Modules.Contest.Rules;
using FsCheck.Xunit;

namespace Cchc.Tests.Rules.Contests;

public sealed class ScoringTests
{
    private static readonly QuestionBody Single = new() { Kind = QuestionKind.Single, Options = ["a", "b", "c", "d"], Correct = [2] };
    private static readonly QuestionBody Multiple = new() { Kind = QuestionKind.Multiple, Options = ["a", "b", "c", "d"], Correct = [0, 2, 3] };
    private static readonly QuestionBody Matching = new() { Kind = QuestionKind.Matching, Options = ["a", "b", "c"], Pairs = ["x", "y", "z"] };
    private static readonly QuestionBody Ordering = new() { Kind = QuestionKind.Ordering, Options = ["1", "2", "3", "4"] };
    private static readonly QuestionBody Short = new() { Kind = QuestionKind.Short, Accepted = ["Một cửa", "Bộ phận Một cửa"] };

    [Theory]
    [InlineData("2", 100)]
    [InlineData("1", 0)]
    [InlineData("", 0)]
    [InlineData("9", 0)]
    [InlineData("1,2", 0)]
    [InlineData("x", 0)]
    public void One_right_option(string answer, int earned) => Assert.Equal(earned, Scoring.Earned(Single, answer, 100));

    [Theory]
    [InlineData("0,2,3", 300, 300)]
    [InlineData("0,2", 0, 200)]
    [InlineData("0,1", 0, 0)]
    [InlineData("0,1,2", 0, 100)]
    [InlineData("0,1,2,3", 0, 200)]
    [InlineData("1", 0, 0)]
    [InlineData("", 0, 0)]
    public void Several_right_options_wholly_or_in_part(string answer, int whole, int inPart)
    {
        Assert.Equal(whole, Scoring.Earned(Multiple, answer, 300));
        Assert.Equal(inPart, Scoring.Earned(Multiple with { Partial = true }, answer, 300));
    }

    [Theory]
    [InlineData("0,1,2", 100, 100)]
    [InlineData("0,2,1", 0, 33)]
    [InlineData("0,1,-", 0, 67)]
    [InlineData("1,2,0", 0, 0)]
    public void Pairs(string answer, int whole, int inPart)
    {
        Assert.Equal(whole, Scoring.Earned(Matching, answer, 100));
        Assert.Equal(inPart, Scoring.Earned(Matching with { Partial = true }, answer, 100));
    }

    [Theory]
    [InlineData("0,1,2,3", 100)]
    [InlineData("1,0,2,3", 0)]
    [InlineData("0,1,2,-", 0)]
    public void An_order(string answer, int earned) => Assert.Equal(earned, Scoring.Earned(Ordering, answer, 100));

    [Theory]
    [InlineData("một cửa", 100)]
    [InlineData("  MỘT   CỬA. ", 100)]
    [InlineData("mo\u0323\u0302t cu\u031b\u0309a", 100)] // decomposed
    [InlineData("mot cua", 0)]
    [InlineData("hai cửa", 0)]
    public void A_short_answer_counts_whatever_its_case_blanks_and_composition(string answer, int earned) => Assert.Equal(earned, Scoring.Earned(Short, answer, 100));

    [Property]
    public bool What_a_form_shows_reads_back_as_the_same_answer(long seed, byte kind, byte[] picks)
    {
        var of = (QuestionKind)(kind % 5);
        var order = new SeededNumbers(seed).Shuffled(Enumerable.Range(0, 5));
        var question = new PaperQuestion(1, of, 1, order);
        var sent = of switch
        {
            QuestionKind.Single or QuestionKind.TrueFalse => picks is [var first, ..] ? new[] { $"{first % 5}" } : [],
            QuestionKind.Multiple => [.. picks.Select(pick => $"{pick % 5}").Distinct()],
            QuestionKind.Matching => [.. Enumerable.Range(0, 5).Select(at => at < picks.Length ? $"{picks[at] % 5}" : "")],
            _ => [.. new SeededNumbers(seed + 1).Shuffled(Enumerable.Range(0, 5)).Select(place => $"{place}")],
        };
        var answer = Answers.Read(question, sent);
        return answer is not null && Answers.Read(question, Answers.Show(question, answer)) == answer;
    }

    [Property]
    public bool Nothing_that_a_form_can_send_throws_or_earns_more_than_everything(string[] sent, byte kind)
    {
        var of = (QuestionKind)(kind % 7);
        var question = new PaperQuestion(1, of, 1, [0, 1, 2, 3]);
        var key = new QuestionBody { Kind = of, Options = ["a", "b", "c", "d"], Pairs = ["a", "b", "c", "d"], Correct = [1], Accepted = ["x"], Partial = true };
        return Answers.Read(question, [.. (sent ?? []).Select(one => one ?? "")]) is not { } answer || Scoring.Earned(key, answer, 100) is >= 0 and <= 100;
    }

    [Fact]
    public void A_paper_is_the_sum_of_its_answers_and_a_corrected_key_changes_only_what_it_must()
    {
        PaperQuestion[] paper = [new(1, QuestionKind.Single, 2, [0, 1, 2, 3]), new(2, QuestionKind.Short, 1, []), new(3, QuestionKind.Essay, 5, [])];
        QuestionBody Key(int version) => version switch { 1 => Single, 2 => Short, _ => new() { Kind = QuestionKind.Essay } };
        Assert.Equal(new Score(300, 2, 2), Scoring.Of(paper, ["2", "một cửa", "bài dài"], Key));
        Assert.True(Scoring.Of(paper, ["2", "một cửa", ""], Key).AllRight);
        Assert.Equal(new Score(100, 1, 2), Scoring.Of(paper, ["2", "một cửa", ""], version => version == 1 ? Single with { Correct = [0] } : Key(version)));
        Assert.Equal(new Score(0, 0, 2), Scoring.Of(paper, ["", "", ""], Key));
    }

    [Fact]
    public void A_question_that_cannot_be_asked_says_why()
    {
        Assert.Empty(Single.Problems());
        Assert.Empty(Matching.Problems());
        Assert.NotEmpty((Single with { Correct = [] }).Problems());
        Assert.NotEmpty((Single with { Correct = [7] }).Problems());
        Assert.NotEmpty((Single with { Options = ["a", "A ", "c"] }).Problems());
        Assert.NotEmpty((Matching with { Pairs = ["x"] }).Problems());
        Assert.NotEmpty((Short with { Accepted = [] }).Problems());
    }
}
