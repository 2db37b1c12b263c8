using Cchc.Modules.Indexes.Charts;
using Cchc.Modules.Indexes.Rules;
using FsCheck.Xunit;

namespace Cchc.Tests.Rules;

public sealed class IndexRankingTests
{
    [Fact]
    public void Equals_share_the_better_place_and_a_blank_has_none() =>
        Assert.Equal([2, 1, 2, null, 4], Ranks.Of([8m, 9m, 8m, null, 0m]).Select(rank => rank?.Place));

    [Property]
    public bool The_place_is_one_more_than_those_who_have_more(int?[] values)
    {
        var ranks = Ranks.Of([.. values.Select(value => (decimal?)value)]);
        return values.Select((value, at) => value is null ? ranks[at] is null : ranks[at]!.Place == 1 + values.Count(other => other > value) && ranks[at]!.Of == values.Count(other => other is not null)).All(right => right);
    }

    [Fact]
    public void A_mean_skips_what_is_missing()
    {
        Assert.Equal(6m, Ranks.Mean([8m, null, 4m]));
        Assert.Null(Ranks.Mean([null, null]));
    }

    [Fact]
    public void Nothing_is_compared_over_a_break_of_method()
    {
        var (before, now) = (Table(("a", 5m, null), ("b", 6m, null)), Table(("a", 9m, null), ("b", 7m, null)));
        Assert.Equal(["tăng 1 bậc", "giảm 1 bậc"], Ranking.Of(now, null, before, true, true, true, false).Select(row => Ranking.Words(row.Change)));
        Assert.All(Ranking.Of(now, null, before, true, true, true, true), row => Assert.Equal(("", (decimal?)null, true), (Ranking.Words(row.Change), row.Change.Points, row.Change.Broken)));
    }

    [Fact]
    public void A_unit_that_was_not_there_before_has_no_change() => Assert.Equal(Change.None, Ranking.Of(Table(("a", 9m, null)), null, Table(("b", 7m, null)), true, true, true, false)[0].Change);

    [Fact]
    public void Published_ranks_stand_and_none_is_made_up_beside_them() =>
        Assert.Equal([1, null, 30], Ranking.Of(Table(("a", 9m, 1), ("b", 8m, null), ("c", 7m, 30)), null, null, true, false, true, false).Select(row => row.Rank?.Place));

    [Fact]
    public void An_incomplete_table_without_ranks_ranks_nobody_and_an_index_of_groups_never_does()
    {
        Assert.All(Ranking.Of(Table(("a", 9m, null)), null, null, true, false, true, false), row => Assert.Null(row.Rank));
        Assert.All(Ranking.Of(Table(("a", 9m, null)), null, null, false, true, true, false), row => Assert.Null(row.Rank));
    }

    [Fact]
    public void What_has_no_value_comes_last_in_every_order()
    {
        var rows = Ranking.Of(Table(("a", null, null), ("b", 0m, null), ("c", 3m, null)), null, null, true, true, true, false);
        foreach (var order in new[] { RankingOrder.Rank, RankingOrder.Score }) Assert.Equal(["c", "b", "a"], rows.Sorted(order).Select(row => row.Result.UnitName));
    }

    [Theory]
    [InlineData(2019, 2020, 0)]
    [InlineData(2020, 2021, 1)]
    [InlineData(2017, 2022, 2)]
    [InlineData(2021, 2022, 0)]
    public void A_break_lies_before_the_year_that_it_names(int before, int now, int breaks) =>
        Assert.Equal(breaks, Breaks.Read("2018: thêm hai nội dung\n2021: bộ chỉ số mới\nkhông phải năm").Between(before, now).Count);

    [Fact]
    public void A_chart_draws_nothing_over_a_gap_or_a_break_and_puts_no_missing_value_at_zero()
    {
        var chart = TrendChart.Draw([new("Tỉnh <A>", [(2012, 5m), (2013, 6m), (2014, null), (2015, 7m), (2016, 8m)])], [2013], "Nhãn");
        // Four points, four marks; one line, from 2015 to 2016.
        Assert.Equal(4 + 1, chart.Split("<circle").Length - 1);
        var line = chart.Split("<path d=\"").Single(part => part.Contains("fill=\"none\"", StringComparison.Ordinal));
        Assert.Equal((3, 1), (line.Split('"')[0].Count(letter => letter == 'M'), line.Split('"')[0].Count(letter => letter == 'L')));
        Assert.Contains("Tỉnh &lt;A&gt;", chart);
        Assert.Equal("", TrendChart.Draw([new("A", [(2012, null)])], [], ""));
    }

    private static IndexTable Table(params (string Unit, decimal? Total, int? Rank)[] lines) =>
        new([], [.. lines.Select(line => new UnitResult(line.Unit, line.Unit, "", line.Total is null ? Score.None : new(line.Total), line.Rank, "", null, null, new Dictionary<string, Score>()))]);
}
