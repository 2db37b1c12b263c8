using Cchc.Core.Content;
using Cchc.Core.Media;
using Cchc.Core.People;
using Cchc.Core.Settings;
using Cchc.Core.Units;
using Cchc.Web.Http;
using FsCheck.Xunit;
using Microsoft.AspNetCore.Identity;

namespace Cchc.Tests.Rules;

public sealed class AcceptedEncodingTests
{
    [Theory]
    [InlineData("gzip, deflate, br", "br", true)]
    [InlineData("br;q=0.9, gzip", "br", true)]
    [InlineData("BR", "br", true)]
    [InlineData("gzip;q=0, br", "gzip", false)]
    [InlineData("gzip ; q=0.000", "gzip", false)]
    [InlineData("gzip;q=0.001", "gzip", true)]
    [InlineData("brotli", "br", false)]
    [InlineData("", "br", false)]
    [InlineData("*", "br", false)]
    [InlineData(",,;;,q=0", "br", false)]
    public void An_encoding_is_allowed_when_it_is_named_and_not_refused(string accepted, string encoding, bool allowed) => Assert.Equal(allowed, AcceptedEncoding.Allows(accepted, encoding));

    [Property]
    public bool No_header_makes_it_fail(string? header) => AcceptedEncoding.Allows(header ?? "", "br") || true;
}

public sealed class DisplayChoiceTests
{
    [Theory]
    [InlineData("dark.more", "dark", "more")]
    [InlineData("light.", "light", "")]
    [InlineData(".more", "", "more")]
    [InlineData("pink.more", "", "more")]
    [InlineData("dark", "", "")]
    [InlineData("dark.more.x", "", "")]
    [InlineData("", "", "")]
    [InlineData(null, "", "")]
    public void A_cookie_of_another_kind_is_as_none(string? cookie, string theme, string contrast) => Assert.Equal(new DisplayChoice(theme, contrast), DisplayChoice.Parse(cookie));

    [Property]
    public bool There_are_only_six_choices(string? cookie) =>
        new[] { "", "light", "dark" }.SelectMany(theme => new[] { "", "more" }.Select(contrast => $"{theme}.{contrast}")).Contains(DisplayChoice.Parse(cookie).Key);
}

public sealed class SafePathTests
{
    [Theory]
    [InlineData("2026/11/Ảnh một cửa.JPG", ".jpg", "2026/11/anh-mot-cua.jpg")]
    [InlineData("../../etc/passwd", ".svg", "etc/passwd.svg")]
    [InlineData("..\\..\\web.config", ".png", "web.png")]
    [InlineData("/tuyệt đối/x.svg", ".svg", "tuyet-doi/x.svg")]
    [InlineData("a\0b.png", ".png", "a-b.png")]
    [InlineData(".copies/320/x.webp", ".webp", "320/x.webp")]
    public void A_path_is_of_plain_letters_and_stays_inside(string name, string extension, string path) => Assert.Equal(path, MediaLibrary.SafePath(name, extension));

    [Property]
    public bool Any_name_gives_a_path_that_stays_inside(string? name)
    {
        var path = MediaLibrary.SafePath(name ?? "", ".png");
        return path.Length <= 290 && !path.StartsWith('/') && !path.Contains("..") && path.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter is '-' or '/' or '.');
    }
}

public sealed class SectionTreeTests
{
    [Fact]
    public void The_tree_is_read_in_order_with_its_depths()
    {
        var tree = new SectionTree([ATerm(1, "a", null, 1), ATerm(2, "b", null, 0), ATerm(3, "a2", 1, 1), ATerm(4, "a1", 1, 0), ATerm(5, "a11", 4, 0)]);
        Assert.Equal(["b 0", "a 0", "a1 1", "a11 2", "a2 1"], tree.InOrder().Select(entry => $"{entry.Term.Name} {entry.Depth}"));
        Assert.Equal(["a11", "a1", "a"], tree.AncestorsAndSelf(tree.FindSlug("a11")!).Select(term => term.Name));
        Assert.Equal(["a1", "a2"], tree.ChildrenOf(tree.FindSlug("a")!).Select(term => term.Name));
        Assert.Null(tree.Find(null));
        Assert.Null(tree.FindSlug("x"));
    }

    [Fact]
    public void A_term_that_is_its_own_ancestor_is_refused() =>
        Assert.Throws<InvalidOperationException>(() => new SectionTree([ATerm(1, "a", 2, 0), ATerm(2, "b", 1, 0)]));

    private static Term ATerm(int id, string name, int? parent, int position)
    {
        var term = new Term { ContentItemId = $"{name,-26}", Kind = TermKind.Section, Name = name, Slug = name, ParentId = parent, Position = position };
        typeof(Term).GetProperty(nameof(Term.Id))!.SetValue(term, id);
        return term;
    }
}

public sealed class UnitRegistryTests
{
    private static readonly DateOnly Merger = new(2025, 7, 1);
    private static readonly Unit TienGiang = AUnit(1, "82", "Tỉnh Tiền Giang", null, Merger);
    private static readonly Unit OldDongThap = AUnit(2, "87", "Tỉnh Đồng Tháp", null, Merger);
    private static readonly Unit DongThap = AUnit(3, "82", "Tỉnh Đồng Tháp", Merger, null);
    private static readonly UnitRegistry Registry = new([TienGiang, OldDongThap, DongThap],
        [new() { PredecessorId = 1, SuccessorId = 3, On = Merger }, new() { PredecessorId = 2, SuccessorId = 3, On = Merger }]);

    [Theory]
    [InlineData("82", "2024-05-06", "Tỉnh Tiền Giang")]
    [InlineData("82", "2025-06-30", "Tỉnh Tiền Giang")]
    [InlineData("82", "2025-07-01", "Tỉnh Đồng Tháp")]
    [InlineData("82", "2026-11-22", "Tỉnh Đồng Tháp")]
    [InlineData("87", "2024-05-06", "Tỉnh Đồng Tháp")]
    [InlineData("87", "2026-11-22", null)]
    [InlineData("00", "2026-11-22", null)]
    public void A_code_names_a_unit_only_with_a_date(string code, string on, string? name) => Assert.Equal(name, Registry.Find(UnitKind.Province, code, DateOnly.Parse(on))?.Name);

    [Fact]
    public void A_code_of_one_kind_is_not_a_code_of_another() => Assert.Null(Registry.Find(UnitKind.Commune, "82", Merger));

    [Fact]
    public void Predecessors_and_successors_are_found_from_both_ends()
    {
        Assert.Equal([DongThap, TienGiang, OldDongThap], Registry.WithPredecessors(DongThap));
        Assert.Equal(DongThap, Assert.Single(Registry.SuccessorsOf(TienGiang)).Unit);
        Assert.Empty(Registry.PredecessorsOf(TienGiang));
    }

    [Fact]
    public void A_unit_that_has_ended_says_so_in_its_address()
    {
        Assert.Equal("82-tinh-tien-giang-truoc-2025-07", Unit.SlugOf("82", "Tỉnh Tiền Giang", Merger));
        Assert.Equal("82-tinh-dong-thap", Unit.SlugOf("82", "Tỉnh Đồng Tháp", null));
    }

    private static Unit AUnit(int id, string code, string name, DateOnly? from, DateOnly? to)
    {
        var unit = new Unit { Kind = UnitKind.Province, Code = code, Name = name, Slug = Unit.SlugOf(code, name, to), ValidFrom = from, ValidTo = to };
        typeof(Unit).GetProperty(nameof(Unit.Id))!.SetValue(unit, id);
        return unit;
    }
}

public sealed class CommonPasswordsTests
{
    [Theory]
    [InlineData("password123456789", false)]
    [InlineData("MatKhau123456789", false)]
    [InlineData("nguyenvana12345", false)]
    [InlineData("caicachhanhchinh1", false)]
    [InlineData("111111111111", false)]
    [InlineData("con trâu đi trước cái cày", true)]
    [InlineData("ba-con-soi-7-ngon-nen", true)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public async Task What_everybody_tries_first_is_refused(string? password, bool allowed) =>
        Assert.Equal(allowed, (await new CommonPasswords().ValidateAsync(null!, new User { UserName = "nguyenvana" }, password)).Succeeded);

    [Fact]
    public void Identity_speaks_Vietnamese() => Assert.Contains("12 ký tự", ((IdentityErrorDescriber)new VietnameseIdentityErrors()).PasswordTooShort(12).Description);
}
