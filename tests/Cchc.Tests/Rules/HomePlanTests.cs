using System.Text.Json;
using Cchc.Core.Content;
using Cchc.Core.Settings;
using Cchc.Core.Text;
using Cchc.Modules.Content.Home;

namespace Cchc.Tests.Rules;

public sealed class HomePlanTests
{
    private static readonly DateTime Now = new(2026, 11, 25, 1, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Without_an_arrangement_every_kind_with_a_place_stands_in_its_order()
    {
        IHomeBlock[] kinds = [new Kind("a.late", 30), new Kind("b.early", 10), new Kind("c.none", null)];
        Assert.Equal(["b.early", "a.late"], HomePlan.InForce(null, kinds).Select(block => block.Kind));
        Assert.Empty(HomePlan.InForce([], kinds));
    }

    [Fact]
    public void A_new_block_takes_the_defaults_and_an_id_of_its_own()
    {
        var kind = new Kind("m.text", null) { Options = [new("count", "Số", HomeOptionKind.Number) { Default = "3" }] };
        var first = HomePlan.New(kind, []);
        var second = HomePlan.New(kind, [first]);
        Assert.Equal(("text", "text-2", "3"), (first.Id, second.Id, second.Option("count")));
    }

    [Theory]
    [InlineData(null, null, true)]
    [InlineData(0, null, true)]
    [InlineData(1, null, false)]
    [InlineData(null, 0, false)]
    [InlineData(null, 1, true)]
    [InlineData(-1, 1, true)]
    public void A_block_shows_from_its_first_instant_until_its_last(int? from, int? until, bool shown)
    {
        var block = new HomeBlockSetting { FromUtc = At(from), UntilUtc = At(until) };
        Assert.Equal(shown, block.IsShown(Now));
        Assert.False((block with { On = false }).IsShown(Now));

        static DateTime? At(int? seconds) => seconds is { } count ? Now.AddSeconds(count) : null;
    }

    [Fact]
    public void An_instant_in_another_zone_or_in_none_is_the_same_instant()
    {
        Assert.Equal(Now, Dates.AsUtc(DateTime.SpecifyKind(Now, DateTimeKind.Unspecified)));
        Assert.Equal(Now, Dates.AsUtc(Now.ToLocalTime()));
        Assert.Null(Dates.AsUtc(null));
    }

    [Fact]
    public void An_arrangement_comes_back_from_json_as_it_was_unknown_kinds_included()
    {
        var home = new HomeSettings().Then([new() { Id = "a", Kind = "of.tomorrow", Title = "Mô hình “hay”", UntilUtc = Now, Options = new Dictionary<string, string> { ["x"] = "1" }, Pins = [new("4abc", Now)] }], "Lan", Now);
        var back = JsonSerializer.Deserialize<HomeSettings>(JsonSerializer.Serialize(home, ContentJson.Options), ContentJson.Options)!;
        Assert.Equal(home.Blocks!, back.Blocks!);
        Assert.Equal((home.SavedBy, home.SavedUtc, 1), (back.SavedBy, back.SavedUtc, back.Earlier.Count));
        Assert.Null(back.Earlier[0].Blocks);
        Assert.Equal([Now, Now], back.Boundaries);
    }

    [Fact]
    public void The_last_ten_arrangements_are_kept_newest_first()
    {
        var home = new HomeSettings();
        for (var number = 0; number < 13; number++) home = home.Then([new() { Id = $"b{number}" }], $"Người {number}", Now.AddMinutes(number));
        Assert.Equal(HomeSettings.MostEarlier, home.Earlier.Count);
        Assert.Equal(("Người 12", "Người 11", "Người 2"), (home.SavedBy, home.Earlier[0].SavedBy, home.Earlier[^1].SavedBy));
    }

    [Fact]
    public void What_was_done_between_two_arrangements_is_said_in_words()
    {
        HomeBlockSetting a = new() { Id = "a" }, b = new() { Id = "b" }, c = new() { Id = "c" };
        string[] Between(HomeBlockSetting[] before, HomeBlockSetting[] after) => [.. HomePlan.Changes(before, after, block => block.Id)];
        Assert.Empty(Between([a, b], [a, b with { Options = new Dictionary<string, string> { ["x"] = "" } }]));
        Assert.Equal(["thêm “c”", "bỏ “b”"], Between([a, b], [a, c]));
        Assert.Equal(["ẩn “a”"], Between([a], [a with { On = false }]));
        Assert.Equal(["đổi bài chọn của “a”"], Between([a], [a with { Pins = [new("x")] }]));
        Assert.Equal(["sửa “b”", "xếp lại: b, a"], Between([a, b], [b with { Title = "Mới" }, a]));
    }

    [Fact]
    public void Figures_are_read_one_a_line_and_lines_without_one_are_left_out()
    {
        var figures = HomeFigure.Read("99,2 % | Đúng hạn | Nguồn: Sở Nội vụ\n\n | không có số\n12 | Dịch vụ\nchữ thường");
        HomeFigure[] wanted = [new("99,2 %", "Đúng hạn", "Nguồn: Sở Nội vụ"), new("12", "Dịch vụ", "")];
        Assert.Equal(wanted, figures);
    }

    [Theory]
    [InlineData("/tin-tuc", true)]
    [InlineData("https://dichvucong.gov.vn/", true)]
    [InlineData("mailto:a@b.vn", true)]
    [InlineData("tel:0273123", true)]
    [InlineData("//evil.example", false)]
    [InlineData("/\\evil.example", false)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("data:text/html,x", false)]
    [InlineData("file:///etc/passwd", false)]
    [InlineData("tin-tuc", false)]
    [InlineData("", false)]
    public void A_link_leads_into_the_site_or_openly_elsewhere(string url, bool good) => Assert.Equal(good, LinkAddress.IsGood(url));

    private sealed class Kind(string name, int? order) : IHomeBlock
    {
        public string Name => name;
        public string Label => name;
        public int? Order => order;
        public IReadOnlyList<HomeOption> Options { get; init; } = [];
        public string View => "";
        public Task<object?> LoadAsync(HomeBlockSetting setting, CancellationToken ct) => Task.FromResult<object?>(null);
    }
}
