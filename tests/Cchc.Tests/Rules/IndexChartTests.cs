using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Cchc.Modules.Indexes.Charts;
using Cchc.Modules.Indexes.Rules;
using FsCheck.Xunit;

namespace Cchc.Tests.Rules;

/// <summary>Charts: well-formed whatever the figures are, with nothing outside the picture and nothing made of what is missing.</summary>
public sealed partial class IndexChartTests
{
    [Property]
    public bool An_axis_holds_its_values_and_its_marks(int first, int second, byte marks)
    {
        var (least, most) = (Math.Min(first, second) / 100m, Math.Max(first, second) / 100m);
        var axis = Axis.Of(least, most, 20, 340, marks % 12);
        return axis.Place(least) >= 20 && axis.Place(most) <= 340 && axis.Marks.All(mark => axis.Place(mark) is >= 19.999 and <= 340.001) && axis.Marks.Count < 40;
    }

    [Property]
    public bool Every_dot_is_in_the_picture(int[] values)
    {
        var dots = values.Select((value, at) => new Dot($"Đơn vị <{at}> & “nó”", value / 7m, at == 1)).ToList();
        var html = DotChart.Draw(dots, value => FormattableString.Invariant($"{value:0.00}"), "Phân bố & số");
        if (dots.Count < 3) return html.Length == 0;
        var drawings = XDocument.Parse($"<div>{html}</div>").Root!.Descendants("svg").ToList();
        return drawings.Count == 2 && drawings.All(svg =>
        {
            var box = Number().Matches(svg.Attribute("viewBox")!.Value).Select(match => double.Parse(match.Value, CultureInfo.InvariantCulture)).ToList();
            var circles = svg.Descendants("circle").ToList();
            return circles.Count == dots.Count && circles.TrueForAll(circle => Of(circle, "cx") >= 0 && Of(circle, "cx") <= box[2] && Of(circle, "cy") >= 0 && Of(circle, "cy") <= box[3]);
        });
    }

    [Fact]
    public void A_unit_without_a_score_has_a_bar_and_no_dot()
    {
        var html = RangeChart.Draw([new("A", null, 1, 2, 3, null), new("B", 2, 1, 2, 3, null)], value => $"{value}", "Theo tiêu chí");
        Assert.All(XDocument.Parse($"<div>{html}</div>").Root!.Descendants("svg"), svg =>
        {
            Assert.Single(svg.Descendants("circle"));
            Assert.Contains("–", svg.Descendants("text").Select(text => text.Value));
        });
    }

    [Theory]
    [InlineData(10, 10, false)]
    [InlineData(10, 20, true)]
    [InlineData(null, 20, false)]
    public void Criteria_of_different_weight_are_drawn_as_shares(int? first, int? second, bool shares) =>
        Assert.Equal(shares, RangeChart.IsOfShares([new("A", 1, 1, 2, 3, first), new("B", 2, 1, 2, 3, second)]));

    [Fact]
    public void The_median_takes_no_blank_for_nought()
    {
        Assert.Equal(2.5m, Ranks.Median([null, 1, 4, 2, 3]));
        Assert.Equal(3m, Ranks.Median([5, null, 3, 1]));
        Assert.Null(Ranks.Median([null]));
    }

    [Fact]
    public void Words_of_a_picture_are_cut_between_words() => Assert.Equal(["một hai", "ba", "dàilắmkhôngcắt"], ShareDrawing.Lines("một hai ba dàilắmkhôngcắt", 7));

    private static double Of(XElement element, string name) => double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"[\d.]+")] private static partial Regex Number();
}
