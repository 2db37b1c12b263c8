using Cchc.Core.Search;
using FsCheck.Xunit;

namespace Cchc.Tests.Rules.Search;

public sealed class AbbreviationTextTests
{
    [Fact]
    public void The_built_in_list_is_written_and_read_without_loss()
    {
        var (list, problems) = AbbreviationText.Read(AbbreviationText.Write(Abbreviations.DefaultList));
        Assert.Empty(problems);
        Assert.Equal(Abbreviations.DefaultList, list);
    }

    [Fact]
    public void Blank_lines_and_blanks_round_the_sign_mean_nothing() =>
        Assert.Equal([new("BĐVHX", "bưu điện văn hóa xã"), new("KH&CN", "khoa học và công nghệ")], AbbreviationText.Read("\r\n  BĐVHX=  bưu điện\u00A0văn hóa   xã \r\n\r\nKH&CN = khoa học và công nghệ").List);

    [Theory]
    [InlineData("CCHC cải cách hành chính", "Dòng 1: thiếu dấu bằng")]
    [InlineData("\n= cải cách", "Dòng 2: chưa ghi từ viết tắt")]
    [InlineData("CCHC = !!!", "Dòng 1: chưa ghi nghĩa đầy đủ")]
    [InlineData("hoà = hòa", "Dòng 1: hai bên dấu bằng là một")]
    [InlineData("A = bê\nB = cê\na = bê", "Dòng 3: đã có ở dòng 1")]
    [InlineData("ABCDEFGHIJKLMNOPQRSTUVWXYZABCDE = dài", "Dòng 1: từ viết tắt dài hơn 30 ký tự")]
    public void What_is_wrong_is_said_with_its_line(string text, string problem) =>
        Assert.StartsWith(problem, Assert.Single(AbbreviationText.Read(text).Problems), StringComparison.Ordinal);

    [Fact]
    public void A_list_has_an_end() => Assert.Equal(AbbreviationText.MostLines, AbbreviationText.Read(string.Join('\n', Enumerable.Range(0, 600).Select(i => $"a{i} = b{i}"))).List.Count);

    [Property(Arbitrary = [typeof(AnyText)], MaxTest = 300)]
    public void Any_text_is_read_and_what_was_read_is_read_again(string text)
    {
        var (list, _) = AbbreviationText.Read(text + "\n" + text + " = " + text);
        var (again, problems) = AbbreviationText.Read(AbbreviationText.Write(list));
        Assert.Empty(problems);
        Assert.Equal(list, again);
    }
}
