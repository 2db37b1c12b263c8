using Cchc.Core.Text;
using Cchc.Core.Units;
using Cchc.Modules.Content.Lists;
using Cchc.Modules.Content.Models;
using Cchc.Modules.Content.Pages.Admin.Emulation;

namespace Cchc.Tests.Rules;

/// <summary>Figures, spread and counts of models: pure functions.</summary>
public sealed class ModelRules
{
    [Theory]
    [InlineData("12", 12)]
    [InlineData(" 1.250 ", 1250)]
    [InlineData("1250", 1250)]
    [InlineData("12,5", 12.5)]
    [InlineData("-0,25", -0.25)]
    [InlineData("1.234.567,8", 1234567.8)]
    public void A_number_is_read_as_Vietnamese_write_it(string text, double value) => Assert.Equal((decimal)value, VietnameseNumber.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("1.5")]
    [InlineData("1,2,3")]
    [InlineData("12 phút")]
    [InlineData("1.2345")]
    [InlineData("١٢")]
    [InlineData("99999999999999999999999999")]
    public void What_is_no_such_number_is_refused(string? text) => Assert.Null(VietnameseNumber.Parse(text));

    [Fact]
    public void Every_number_with_four_decimals_comes_back_as_it_was_written()
    {
        var random = new Random(20261126);
        for (var i = 0; i < 2_000; i++)
        {
            var value = Math.Round((decimal)(random.NextDouble() - 0.5) * (decimal)Math.Pow(10, random.Next(0, 12)), 4);
            Assert.Equal(value, VietnameseNumber.Parse(VietnameseNumber.Format(value)));
        }
    }

    [Theory]
    [InlineData(25.0, 15.0, "giảm 10 phút", "25 → 15")]
    [InlineData(1.0, 3.5, "tăng 2,5 phút", "1 → 3,5")]
    [InlineData(7.0, 7.0, "không đổi", "7 → 7")]
    [InlineData(null, 7.0, "", "7")]
    [InlineData(7.0, null, "", "7 → không đo")]
    public void A_figure_says_its_change_and_blank_is_not_zero(double? before, double? after, string change, string shown)
    {
        var figure = new Measured("Chờ", "phút", (decimal?)before, (decimal?)after, "Sổ");
        Assert.Equal((change, shown), (figure.Change, figure.Short));
    }

    [Fact]
    public void A_model_spreads_year_by_year_and_a_unit_joins_once()
    {
        var years = Spread.ByYear([At("Xã A", 2021, 5), At("Xã B", 2020, 9), At("Xã A", 2020, 2), At("Xã C", 2023, 1)]);
        Assert.Equal([(2020, 2, 3), (2023, 1, 4)], years.Select(year => (year.Year, year.Joined.Count, year.Total)));
        Assert.Equal(["Xã A", "Xã B"], years[0].Joined.Select(one => one.Who));
        Assert.Empty(Spread.ByYear([]));

        static Replication At(string who, int year, int month) => new("s", who, new DateOnly(year, month, 1), null, []);
    }

    [Fact]
    public void A_filter_counts_what_the_reader_would_get_and_does_not_hide_its_own_other_words()
    {
        var counts = new ListCounts([Of("a", "2020", 3), Of("a", "2021", 2), Of("b", "2021", 4), Of("", "2021", 1)]);
        Assert.Equal(10, counts.Total(["", ""]));
        Assert.Equal(2, counts.Total(["a", "2021"]));
        Assert.Equal([("a", 5), ("b", 4)], counts.Choices(["a", ""], 0).Select(choice => (choice.Word, choice.Count)));
        Assert.Equal([("2021", 2), ("2020", 3)], counts.Years(["a", ""], 1).Select(choice => (choice.Word, choice.Count)));
        Assert.Equal(0, counts.Total(["khong-co", ""]));

        static ListCount Of(string kind, string year, int count) => new([new(kind, kind), new(year, year)], count);
    }

    [Fact]
    public void Emulation_counts_an_item_for_each_of_its_authors_and_once_in_the_sum()
    {
        var unit = new Unit { Kind = UnitKind.Commune, Code = "1", Name = "Xã A", Slug = "1-xa-a" };
        var table = new EmulationTable(
        [
            Item(ModelKind.MoHinh, unit, ["An", "Bình"], 2), Item(ModelKind.SangKien, unit, ["An"], 0), Item(ModelKind.NhanRong, null, [], 0), Item(ModelKind.DienHinh, null, ["Chi"], 0),
        ]);
        Assert.Equal(new EmulationSum("Cộng", 1, 1, 1, 1, 2), table.Total);
        Assert.Equal([new EmulationSum("(không ghi)", 0, 0, 1, 1, 0), new EmulationSum("Xã A", 1, 1, 0, 0, 2)], table.Tables[0].Sums.OrderBy(sum => sum.Name, StringComparer.Ordinal));
        Assert.Equal([("An", 1, 1), ("Bình", 1, 0), ("Chi", 0, 0)], table.Tables[1].Sums.Select(sum => (sum.Name, sum.Models, sum.Initiatives)));

        static EmulationItem Item(ModelKind kind, Unit? unit, string[] authors, int spread) => new("id", "Tên", kind, ModelStage.ThiDiem, 2026, unit, authors, "Người đề cử", DateTime.UnixEpoch, spread, "", "/mo-hinh/x");
    }

    [Theory]
    [InlineData(ModelKind.MoHinh, "đơn vị", "lĩnh vực", "vấn đề", "tóm tắt")]
    [InlineData(ModelKind.SangKien, "đơn vị", "lĩnh vực", "vấn đề", "tóm tắt")]
    [InlineData(ModelKind.DienHinh, "đơn vị", "lĩnh vực", "người hoặc tập thể")]
    [InlineData(ModelKind.NhanRong, "đơn vị", "lĩnh vực", "mô hình được nhân rộng", "ngày bắt đầu")]
    public void Each_kind_asks_for_what_readers_need(ModelKind kind, params string[] asked)
    {
        var problems = new ReformModelType().ProblemsForPublishing(new ReformModel { Kind = kind, Title = "Tên", Markdown = "Chữ." }).ToList();
        Assert.Equal(asked.Length, problems.Count);
        Assert.All(asked, word => Assert.Contains(problems, problem => problem.Contains(word, StringComparison.Ordinal)));
    }

    [Fact]
    public void A_figure_without_its_source_is_not_published()
    {
        var model = new ReformModel { Kind = ModelKind.DienHinh, Title = "Tên", Markdown = "Chữ.", UnitId = 1, Sections = ["a"], Authors = "An" };
        model.Results.Add(new() { Label = "Thời gian chờ", After = 3 });
        Assert.Equal("Kết quả “Thời gian chờ” chưa ghi nguồn số liệu.", Assert.Single(new ReformModelType().ProblemsForPublishing(model)));
    }

    [Theory]
    [InlineData("ngắn", 10, "ngắn")]
    [InlineData("một hai ba bốn", 10, "một hai…")]
    [InlineData("mộthaibabốn", 5, "mộth…")]
    public void What_is_cut_for_paper_ends_with_a_whole_word_where_it_can(string text, int most, string cut)
    {
        Assert.Equal(cut, OnPaper.Cut(text, most));
        Assert.True(OnPaper.Cut(text, most).Length <= most);
    }
}
