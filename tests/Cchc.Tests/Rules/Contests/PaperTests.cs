using Cchc.Modules.Contest.Rules;
using FsCheck.Xunit;

namespace Cchc.Tests.Rules.Contests;

/// <summary>Papers follow from their seeds.</summary>
public sealed class PaperTests
{
    private static PaperPlan APlan(params (int Count, int Pool)[] lines)
    {
        var version = 0;
        return new() { Lines = [.. lines.Select(line => new PlanLine(line.Count, 1, [.. Enumerable.Range(0, line.Pool).Select(_ => new PoolQuestion(++version, QuestionKind.Single, 4))]))] };
    }

    [Fact]
    public void A_seed_gives_the_numbers_that_the_documentation_promises()
    {
        // python3: hashlib.sha256(b"42:0").digest(), eight big-endian numbers, % 1000
        var numbers = new SeededNumbers(42);
        byte[] block = System.Security.Cryptography.SHA256.HashData("42:0"u8);
        var expected = Enumerable.Range(0, 8).Select(at => (int)(System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(block.AsSpan(4 * at)) % 1000));
        Assert.Equal(expected, Enumerable.Range(0, 8).Select(_ => numbers.Below(1000)));
    }

    [Property]
    public bool The_same_seed_draws_the_same_paper(long seed)
    {
        var plan = APlan((5, 12), (3, 3));
        return Same(Paper.Draw(plan, seed), Paper.Draw(plan, seed));
    }

    [Property]
    public bool A_paper_has_the_questions_of_its_blueprint_and_none_twice(long seed, byte first, byte second)
    {
        var (a, b) = (first % 12 + 1, second % 7 + 1);
        var plan = APlan((a, 12), (b, 7));
        var paper = Paper.Draw(plan, seed);
        return paper.Count == a + b && paper.Select(one => one.Version).Distinct().Count() == a + b
            && paper.Count(one => one.Version <= 12) == a && paper.All(one => one.Order.Order().SequenceEqual([0, 1, 2, 3]));
    }

    [Property]
    public bool The_order_in_which_the_pool_is_listed_changes_nothing(long seed)
    {
        var plan = APlan((4, 9));
        var turned = plan with { Lines = [plan.Lines[0] with { Pool = [.. plan.Lines[0].Pool.Reverse()] }] };
        return Same(Paper.Draw(plan, seed), Paper.Draw(turned, seed));
    }

    [Fact]
    public void Over_many_seeds_each_question_and_each_order_is_drawn_about_equally_often()
    {
        var plan = APlan((3, 10));
        var papers = Enumerable.Range(0, 6000).Select(seed => Paper.Draw(plan, seed)).ToList();
        var drawn = papers.SelectMany(paper => paper).CountBy(one => one.Version).ToDictionary();
        Assert.Equal(10, drawn.Count);
        Assert.All(drawn.Values, times => Assert.InRange(times, 1650, 1950)); // 1800 expected, deviation 35
        Assert.All(papers.SelectMany(paper => paper).CountBy(one => one.Order[0]).Select(pair => pair.Value), times => Assert.InRange(times, 4200, 4800));
    }

    [Fact]
    public void A_line_that_cannot_always_be_filled_is_named()
    {
        Assert.Null(APlan((3, 3), (2, 5)).Problem());
        Assert.Contains("Dòng 1", APlan((4, 3)).Problem());
        var shared = new PoolQuestion(1, QuestionKind.Single, 4);
        Assert.Contains("Dòng 2", new PaperPlan { Lines = [new(1, 1, [shared]), new(1, 1, [shared])] }.Problem());
        Assert.NotNull(new PaperPlan().Problem());
    }

    [Fact]
    public void Without_shuffling_a_choice_keeps_its_order_but_matching_and_ordering_never_stand_solved()
    {
        var plan = new PaperPlan { ShuffleOptions = false, ShuffleQuestions = false, Lines = [new(3, 1, [new(1, QuestionKind.Single, 4), new(2, QuestionKind.Ordering, 6), new(3, QuestionKind.Matching, 6)])] };
        var papers = Enumerable.Range(0, 50).Select(seed => Paper.Draw(plan, seed).ToDictionary(one => one.Version)).ToList();
        Assert.All(papers, paper => Assert.Equal([0, 1, 2, 3], paper[1].Order));
        Assert.True(papers.Select(paper => string.Join(',', paper[2].Order)).Distinct().Count() > 20);
        Assert.True(papers.Select(paper => string.Join(',', paper[3].Order)).Distinct().Count() > 20);
    }

    private static bool Same(IReadOnlyList<PaperQuestion> left, IReadOnlyList<PaperQuestion> right) =>
        left.Zip(right).All(pair => pair.First.Version == pair.Second.Version && pair.First.Order.SequenceEqual(pair.Second.Order)) && left.Count == right.Count;
}
