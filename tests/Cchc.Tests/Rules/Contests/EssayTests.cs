using Cchc.Modules.Contest.Pages.Admin.Contest;
using Cchc.Modules.Contest.Rules;
using FsCheck.Xunit;

namespace Cchc.Tests.Rules.Contests;

public sealed class EssayTests
{
    /// <summary>Ten points, a third judge above two of difference.</summary>
    private static readonly EssayRule Rule = EssayRule.Usual;

    [Theory]
    [InlineData("", null, true)]
    [InlineData("700", null, true)]
    [InlineData("700,700", 700, false)]
    [InlineData("700,900", 800, false)]      // two apart is not more than two
    [InlineData("700,901", null, true)]
    [InlineData("700,875", 788, false)]      // halves of a hundredth go up
    [InlineData("300,900,800", 850, false)]  // the two that lie closest
    [InlineData("300,900,400", 350, false)]
    [InlineData("300,900,600", 600, false)]  // equally far: the middle one
    [InlineData("300,900,900", 900, false)]
    [InlineData("700,800,100", 750, false)]  // the first two agree since one was corrected: the third is not needed any more
    public void Two_marks_or_three_settle_an_essay(string marks, int? settled, bool wants)
    {
        var given = marks.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse).ToList();
        Assert.Equal((settled, wants), (Rule.Settle(given), Rule.Wants(given)));
    }

    [Theory]
    [InlineData(1000, 10, 1000)]
    [InlineData(1000, 4, 400)]
    [InlineData(750, 4, 300)]
    [InlineData(333, 1, 33)]
    [InlineData(335, 1, 34)]
    [InlineData(0, 5, 0)]
    public void A_mark_becomes_points_of_its_question(int mark, int points, int hundredths) => Assert.Equal(hundredths, Rule.Scaled(mark, points));

    [Fact]
    public void An_essay_adds_its_points_and_changes_nothing_of_what_the_machine_marks()
    {
        PaperQuestion[] paper = [new(1, QuestionKind.Single, 2, [0, 1]), new(2, QuestionKind.Essay, 5, [])];
        QuestionBody KeyOf(int version) => version == 1 ? new() { Kind = QuestionKind.Single, Options = ["a", "b"], Correct = [1] } : new() { Kind = QuestionKind.Essay };
        var before = Scoring.Of(paper, ["1", "sha256:ab"], KeyOf);
        var after = Scoring.Of(paper, ["1", "sha256:ab"], KeyOf, at => at == 1 ? 375 : 0);
        Assert.Equal((200, 575), (before.Hundredths, after.Hundredths));
        Assert.Equal((before.Right, before.Marked, before.AllRight), (after.Right, after.Marked, after.AllRight));
    }

    [Theory]
    [InlineData("7", 700)]
    [InlineData(" 7,5 ", 750)]
    [InlineData("7.25", 725)]
    [InlineData("0", 0)]
    [InlineData("7,255", null)]
    [InlineData("-1", null)]
    [InlineData("101", null)]
    [InlineData("1.000,5", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Points_are_read_as_people_type_them(string? typed, int? hundredths) => Assert.Equal(hundredths, PointsInput.Read(typed));

    [Property]
    public bool What_stands_lies_between_the_marks_and_does_not_hang_on_which_of_two_came_first(ushort one, ushort other, ushort third)
    {
        int[] marks = [one % 1001, other % 1001, third % 1001];
        var settled = Rule.Settle(Rule.Wants(marks[..2]) ? marks : marks[..2])!.Value;
        return settled >= marks.Min() && settled <= marks.Max() && settled == Rule.Settle(Rule.Wants(marks[..2]) ? [marks[1], marks[0], marks[2]] : [marks[1], marks[0]]);
    }

    [Property]
    public bool A_judge_who_puts_every_essay_off_sees_each_of_them_once(ushort judge, byte count)
    {
        var waiting = Enumerable.Range(1, count + 1).ToList();
        var seen = new List<int>();
        for (int? now = JudgeOrder.Next(waiting, judge); seen.Count < waiting.Count; now = JudgeOrder.Next(waiting, judge, now)) seen.Add(now!.Value);
        return seen.Distinct().Count() == waiting.Count && JudgeOrder.Next(waiting, judge) == seen[0];
    }

    [Fact]
    public void Judges_who_begin_together_begin_with_different_essays()
    {
        var waiting = Enumerable.Range(1, 200).ToList();
        Assert.True(Enumerable.Range(1, 20).Select(judge => JudgeOrder.Next(waiting, judge)).Distinct().Count() >= 15);
        Assert.Null(JudgeOrder.Next([], 1));
        Assert.Equal(7, JudgeOrder.Next([7], 1, after: 7)); // the only one comes again
    }

    [Fact]
    public void An_essay_is_known_by_the_hash_of_its_text_and_of_its_file()
    {
        Assert.Equal("", Receipt.EssayHash(""));
        Assert.Equal("sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", Receipt.EssayHash("abc"));
        Assert.Equal("file-sha256:00ff", Receipt.EssayHash("", "00ff"));
        Assert.Equal("sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad file-sha256:00ff", Receipt.EssayHash("abc", "00ff"));
    }
}
