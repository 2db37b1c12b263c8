using Cchc.Modules.Contest.Rules;
using FsCheck.Xunit;

namespace Cchc.Tests.Rules.Contests;

public sealed class ProofTests
{
    private static readonly Receipt Sample = new(3, 1, 1234567890123, -5, new(2026, 11, 26, 1, 2, 3, 45, DateTimeKind.Utc), new(2026, 11, 26, 1, 12, 3, 45, DateTimeKind.Utc), 480m, [(7, "2"), (9, "0,2"), (11, "dòng\nhai\\")]);

    private static string A(int number) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(BitConverter.GetBytes(number)));

    [Fact]
    public void The_text_of_a_receipt_is_the_one_that_the_documentation_shows() => Assert.Equal(
        "cchc-bien-nhan 1\nky 3\nkhoi 1\nbai 1234567890123\nhat-giong -5\nbat-dau 2026-11-26T01:02:03.045Z\nnop 2026-11-26T01:12:03.045Z\ndu-doan 480\ncau 7 2\ncau 9 0,2\ncau 11 dòng\\nhai\\\\\n", Sample.Text());

    [Fact]
    public void Whatever_decides_the_result_changes_the_receipt()
    {
        Receipt[] changed =
        [
            Sample with { Round = 4 }, Sample with { Block = 2 }, Sample with { Attempt = 1 }, Sample with { Seed = 5 }, Sample with { StartedUtc = Sample.StartedUtc.AddMilliseconds(1) },
            Sample with { SubmittedUtc = Sample.SubmittedUtc.AddMilliseconds(-1) }, Sample with { Prediction = null }, Sample with { Answers = [(7, "1"), .. Sample.Answers.Skip(1)] }, Sample with { Answers = [.. Sample.Answers.Reverse()] },
        ];
        Assert.Equal(changed.Length + 1, changed.Append(Sample).Select(one => one.Hash()).Distinct().Count());
        Assert.Equal(Sample.Hash(), (Sample with { Prediction = 480.00m }).Hash());
        Assert.Matches("^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$", Receipt.CodeOf(Sample.Hash()));
    }

    [Property]
    public bool Every_receipt_leads_to_the_root_and_no_other_does(byte many, byte which, byte other)
    {
        var receipts = Enumerable.Range(0, many % 40 + 1).Select(A).ToList();
        var tree = new Merkle(receipts);
        var root = tree.Root;
        var mine = receipts[which % receipts.Count];
        var proof = tree.Proof(mine)!;
        return Merkle.Leads(mine, proof, root) && !Merkle.Leads(A(1000 + other), proof, root) && tree.Proof(A(2000)) is null
            && new Merkle(Enumerable.Reverse(receipts)).Root == root && (receipts.Count == 1 || new Merkle(receipts.Skip(1)).Root != root);
    }

    [Fact]
    public void The_tree_is_the_one_of_RFC_6962()
    {
        static byte[] H(params byte[][] parts) => System.Security.Cryptography.SHA256.HashData([.. parts.SelectMany(part => part)]);
        var sorted = Enumerable.Range(0, 3).Select(A).Order(StringComparer.Ordinal).ToList();
        var leaves = sorted.Select(one => H([0], Convert.FromHexString(one))).ToList();
        Assert.Equal(Convert.ToHexStringLower(H([1], H([1], leaves[0], leaves[1]), leaves[2])), new Merkle(sorted).Root);
        Assert.Equal("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", new Merkle([]).Root);
    }

    [Fact]
    public void Item_figures_agree_with_a_table_computed_by_hand()
    {
        // Four people, three questions: 111, 110, 100, 000. p = 3/4, 2/4, 1/4. Totals 3, 2, 1, 0: variance 1.25, Σpq = 0.1875 + 0.25 + 0.1875 = 0.625.
        // KR-20 = 3/2 × (1 − 0.625 / 1.25) = 0.75. Question 2 with the rest (2, 1, 1, 0): cov 0.25, deviations 0.5 and √0.5: r = 0.7071.
        int[][] table = [[1, 1, 1], [1, 1, 0], [1, 0, 0], [0, 0, 0]];
        var figures = ItemAnalysis.Of([.. table.Select(row => (IReadOnlyList<ItemAnswer>)[.. row.Select((right, at) => new ItemAnswer(at + 1, right == 1 ? "0" : "1", right))])]);
        Assert.Equal([0.75, 0.5, 0.25], figures.Items.Select(item => item.Difficulty));
        Assert.Equal(0.75, figures.Reliability!.Value, 9);
        Assert.Equal(Math.Sqrt(0.5), figures.Items[1].Discrimination!.Value, 9);
        Assert.Equal([new("0", 3), new("1", 1)], figures.Items[0].Chosen);
        Assert.Equal(4, figures.People);
        Assert.Equal(0.5, figures.MeanShare, 9);
        Assert.Equal(Math.Sqrt(1.25) / 3, figures.Spread, 9);
        Assert.Null(ItemAnalysis.Of([]).Reliability);
    }

    [Property]
    public bool Item_figures_do_not_hang_on_the_order_of_the_papers_and_survive_being_kept(int[] seeds)
    {
        // Papers of two out of three questions, with shares of 0, 1/4 … 1 and answers after them.
        var papers = seeds.Select(seed => (IReadOnlyList<ItemAnswer>)[.. Enumerable.Range(0, 3).Where(question => question != Math.Abs(seed % 3)).Select(question => (Math.Abs(seed % 1000) >> question) % 5 is var quarter ? new ItemAnswer(question, $"{quarter}", quarter / 4.0) : null!)]).ToList();
        var figures = ItemAnalysis.Of(papers);
        static string Text(PaperFigures of) => Cchc.Modules.Contest.Data.ContestJson.Write(of with { Items = [.. of.Items] });
        return Text(ItemAnalysis.Of(Enumerable.Reverse(papers))) == Text(figures) && Text(Cchc.Modules.Contest.Data.ContestJson.One<PaperFigures>(Text(figures))!) == Text(figures);
    }

    [Theory]
    [InlineData(-1, 0, StartProblem.NotOpen)]
    [InlineData(0, 0, StartProblem.None)]
    [InlineData(59, 1, StartProblem.None)]
    [InlineData(30, 2, StartProblem.NoAttemptsLeft)]
    [InlineData(60, 0, StartProblem.Closed)]
    public void An_attempt_begins_only_in_its_round(int minute, int begun, StartProblem expected)
    {
        var opens = new DateTime(2026, 11, 23, 0, 0, 0, DateTimeKind.Utc);
        Assert.Equal(expected, AttemptRules.MayStart(opens.AddMinutes(minute), opens, opens.AddMinutes(60), paused: false, begun, allowed: 2));
    }

    [Fact]
    public void Time_ends_with_the_round_and_what_arrives_within_the_grace_is_taken()
    {
        var start = new DateTime(2026, 11, 23, 0, 0, 0, DateTimeKind.Utc);
        Assert.Equal(start.AddMinutes(30), AttemptRules.Deadline(start, 30, 0, start.AddHours(1)));
        Assert.Equal(start.AddMinutes(10), AttemptRules.Deadline(start, 30, 0, start.AddMinutes(10)));
        Assert.Equal(start.AddMinutes(25), AttemptRules.Deadline(start, 30, 15, start.AddMinutes(10)));
        Assert.True(AttemptRules.Takes(AttemptState.InProgress, start, start.AddSeconds(5)));
        Assert.False(AttemptRules.Takes(AttemptState.InProgress, start, start.AddSeconds(5).AddTicks(1)));
        Assert.False(AttemptRules.Takes(AttemptState.Submitted, start, start.AddSeconds(-5)));
    }
}
