using Cchc.Core.Sheets;

namespace Cchc.Tests.Rules;

public sealed class CsvTextTests
{
    [Theory]
    [InlineData("Sở Nội vụ", "Sở Nội vụ")]
    [InlineData("một, hai", "\"một, hai\"")]
    [InlineData("nói \"được\"", "\"nói \"\"được\"\"\"")]
    [InlineData("hai\ndòng", "\"hai\ndòng\"")]
    [InlineData("=SUM(A1)", "'=SUM(A1)")]
    [InlineData("+84 912", "'+84 912")]
    [InlineData("-2+3", "'-2+3")]
    [InlineData("@lệnh", "'@lệnh")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("\r=1", "\"'\r=1\"")]
    [InlineData("-5", "-5")]
    [InlineData("+7", "+7")]
    [InlineData("", "")]
    public void A_cell_is_quoted_where_it_must_be_and_is_never_a_formula(string text, string written) => Assert.Equal(written + "\r\n", CsvText.Line([text]));

    [Fact]
    public void Numbers_have_a_point_and_what_is_missing_is_empty() => Assert.Equal("1234.5,,-0.25,2026\r\n", CsvText.Line([1234.5m, null, -0.25m, 2026]));
}
