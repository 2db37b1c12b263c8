using System.Text;
using Cchc.Core.Text;
using FsCheck.Xunit;

namespace Cchc.Tests.Rules;

public sealed class VietnameseTests
{
    [Theory]
    [InlineData("Đổi MỚI", "doi moi")]
    [InlineData("Cải cách hành chính", "cai cach hanh chinh")]
    [InlineData("Ủy ban nhân dân", "uy ban nhan dan")]
    [InlineData("ƯỚC MƠ ợ ữ", "uoc mo o u")]
    [InlineData("66/KH-UBND", "66/kh-ubnd")]
    [InlineData("", "")]
    [InlineData(null, "")]
    public void Folding_takes_away_marks_and_capitals(string? text, string folded) => Assert.Equal(folded, Vietnamese.Fold(text));

    [Theory]
    [InlineData("Năm bản kế hoạch, một câu hỏi?", "nam-ban-ke-hoach-mot-cau-hoi")]
    [InlineData("  Số 66/KH-UBND – Tiền Giang  ", "so-66-kh-ubnd-tien-giang")]
    [InlineData("Đ", "d")]
    [InlineData("<script>", "script")]
    [InlineData("🙂", "")]
    [InlineData("---", "")]
    [InlineData(null, "")]
    public void A_slug_is_what_can_be_read_in_an_address(string? text, string slug) => Assert.Equal(slug, Vietnamese.Slug(text));

    [Theory]
    [InlineData("cải cách hành chính", 12, "cai-cach")]
    [InlineData("cải cách hành chính", 8, "cai-cach")]
    [InlineData("cải cách hành chính", 13, "cai-cach-hanh")]
    [InlineData("dài-quá-không-có-chỗ-cắt", 2, "da")]
    [InlineData("abcdefghij", 4, "abcd")]
    public void A_long_slug_is_cut_between_words_where_it_can(string text, int length, string slug) => Assert.Equal(slug, Vietnamese.Slug(text, length));

    [Fact]
    public void A_slug_of_no_length_is_a_bug() => Assert.Throws<ArgumentOutOfRangeException>(() => Vietnamese.Slug("a", 0));

    [Theory]
    [InlineData("", 0)]
    [InlineData(null, 0)]
    [InlineData("một", 1)]
    [InlineData("Cải cách hành chính.", 4)]
    [InlineData("  số 66/KH-UBND  ", 4)]
    [InlineData("… — !", 0)]
    public void Syllables_are_runs_of_letters_and_digits(string? text, int count) => Assert.Equal(count, Vietnamese.CountSyllables(text));

    [Fact]
    public void The_dictionary_puts_d_before_đ_and_a_before_ă_before_â() =>
        Assert.Equal(["an", "ăn", "ân", "da", "đa", "e"], new[] { "đa", "ân", "e", "an", "da", "ăn" }.Order(Vietnamese.Order));

    [Property]
    public bool Folding_twice_is_folding_once(string? text) => !IsText(text) || Vietnamese.Fold(Vietnamese.Fold(text)) == Vietnamese.Fold(text);

    [Property]
    public bool Composed_and_decomposed_text_fold_alike(string? text) =>
        !IsText(text) || Vietnamese.Fold(text!.Normalize(NormalizationForm.FormD)) == Vietnamese.Fold(text.Normalize(NormalizationForm.FormC));

    [Property]
    public bool A_slug_has_only_small_letters_digits_and_single_hyphens(string? text)
    {
        var slug = Vietnamese.Slug(text);
        return slug.All(letter => letter is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-') && !slug.Contains("--") && !slug.StartsWith('-') && !slug.EndsWith('-') && slug.Length <= 100;
    }

    [Property]
    public bool No_text_makes_folding_slug_or_counting_fail(string? text) =>
        Vietnamese.Fold(text) is not null && Vietnamese.Slug(text, 1 + (text?.Length ?? 0) % 7) is not null && Vietnamese.CountSyllables(text) >= 0;

    [Theory]
    [InlineData("\ud800")]
    [InlineData("a\udc00b")]
    public void Half_a_character_folds_without_failing(string text)
    {
        Assert.NotNull(Vietnamese.Fold(text));
        Assert.NotNull(Vietnamese.Slug(text));
    }

    private static bool IsText(string? text) => text is not null && text.IsNormalizedOrThrows();
}

internal static class UnicodeText
{
    /// <summary>Whether the text is well-formed Unicode, so that .NET itself can normalise it.</summary>
    public static bool IsNormalizedOrThrows(this string text)
    {
        try { _ = text.Normalize(NormalizationForm.FormD); return true; }
        catch (ArgumentException) { return false; }
    }
}
