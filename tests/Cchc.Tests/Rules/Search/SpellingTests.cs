using System.Text;
using Cchc.Core.Search;
using Cchc.Core.Text;
using FsCheck.Xunit;

namespace Cchc.Tests.Rules.Search;

public sealed class SpellingTests
{
    [Theory]
    [InlineData("uỷ", "ủy")]
    [InlineData("hoà", "hòa")]
    [InlineData("thuý", "thúy")]
    [InlineData("khoẻ", "khỏe")]
    [InlineData("loà", "lòa")]
    [InlineData("HOÀ", "hòa")]
    [InlineData("cuả", "của")]
    [InlineData("nghiã", "nghĩa")]
    [InlineData("gìa", "già")]
    [InlineData("Ðổi", "đổi")]
    [InlineData("kỹ", "kĩ")]
    [InlineData("quý", "quí")]
    [InlineData("lý", "lí")]
    [InlineData("mỹ", "mĩ")]
    [InlineData("tỷ", "tỉ")]
    [InlineData("sỹ", "sĩ")]
    [InlineData("hy", "hi")]
    [InlineData("quýt", "quít")]
    public void Two_spellings_are_one_word(string one, string other)
    {
        Assert.Equal(VietnameseSyllable.Normalise(other), VietnameseSyllable.Normalise(one));
        using var index = SearchTestIndex.OfTexts($"a {one} b");
        Assert.Single(index.Find(other));
    }

    [Theory]
    [InlineData("tay", "tai")]
    [InlineData("thủy", "thủi")]
    [InlineData("mày", "mài")]
    [InlineData("bé", "bẻ")]
    [InlineData("sky", "ski")]
    [InlineData("tuy", "tui")]
    [InlineData("cúa", "của")]
    public void Two_spellings_are_two_words(string one, string other)
    {
        Assert.NotEqual(VietnameseSyllable.Normalise(other), VietnameseSyllable.Normalise(one));
        using var index = SearchTestIndex.OfTexts(one);
        Assert.Empty(index.Find(other));
    }

    [Theory]
    [InlineData("hoà", "hòa")]
    [InlineData("toán", "toán")]
    [InlineData("ngoài", "ngoài")]
    [InlineData("khuỷu", "khuỷu")]
    [InlineData("huỳnh", "huỳnh")]
    [InlineData("quà", "quà")]
    [InlineData("giờ", "giờ")]
    [InlineData("gì", "gì")]
    [InlineData("giữa", "giữa")]
    [InlineData("nguyễn", "nguyễn")]
    [InlineData("huế", "huế")]
    [InlineData("đắk", "đắk")]
    [InlineData("nghiêng", "nghiêng")]
    [InlineData("thuở", "thuở")]
    [InlineData("yếu", "yếu")]
    [InlineData("tay", "tay")]
    [InlineData("café", "café")]
    public void The_normal_spelling_is_the_usual_one(string word, string normal) => Assert.Equal(normal, VietnameseSyllable.Normalise(word));

    [Property(MaxTest = 500)]
    public void Normalising_twice_changes_nothing(string? text)
    {
        foreach (var word in SearchWords.Read(SearchText.Clean(text)))
            Assert.Equal(word.Exact, VietnameseSyllable.Normalise(word.Exact));
    }

    [Property(MaxTest = 500)]
    public void Cleaning_twice_changes_nothing(string? text) => Assert.Equal(SearchText.Clean(text), SearchText.Clean(SearchText.Clean(text)));

    [Property(MaxTest = 300)]
    public void Composed_and_decomposed_text_has_the_same_words(int seed)
    {
        const string letters = "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệóòỏõọốồổỗộớờởỡợúùủũụứừửữựíìỉĩịýỳỷỹỵ  ";
        var random = new Random(seed);
        var text = new string([.. Enumerable.Range(0, 60).Select(_ => letters[random.Next(letters.Length)])]);
        string[] Words(string of) => [.. SearchWords.Read(SearchText.Clean(of)).Select(word => word.Exact + "|" + word.Folded)];
        Assert.Equal(Words(text), Words(text.Normalize(NormalizationForm.FormD)));
    }

    [Fact]
    public void A_soft_hyphen_inside_a_word_is_not_there() => Assert.Equal(["cải", "cách"], SearchWords.Read("cải cá\u00ADch").Select(word => word.Exact));

    [Fact]
    public void Decomposed_text_is_found_by_composed_words_and_the_other_way_round()
    {
        using var index = SearchTestIndex.OfTexts("Cải cách hành chính".Normalize(NormalizationForm.FormD), "Chuyển đổi số");
        Assert.Single(index.Find("cải cách"));
        Assert.Single(index.Find("chuyển đổi".Normalize(NormalizationForm.FormD)));
    }
}
