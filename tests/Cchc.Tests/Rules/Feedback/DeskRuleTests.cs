using Cchc.Core.Calendar;
using Cchc.Core.Privacy;
using Cchc.Modules.Feedback.Data;
using Cchc.Modules.Feedback.Rules;

namespace Cchc.Tests.Rules.Feedback;

/// <summary>What officers see: lights, settings as lines, masked texts.</summary>
public sealed class DeskRuleTests
{
    private static readonly WorkingDays Calendar = Holidays.Calendar(Holidays.Default);

    /// <summary>Friday 13/02/2026 is the last working day before Tết, Monday 23/02 the first after it.</summary>
    [Theory]
    [InlineData("2026-02-23", null, null, "2026-02-13", Urgency.Soon, "Còn 1 ngày làm việc")]
    [InlineData("2026-02-26", null, null, "2026-02-13", Urgency.Calm, "Còn 4 ngày làm việc")]
    [InlineData("2026-02-25", null, null, "2026-02-13", Urgency.Soon, "Còn 3 ngày làm việc")]
    [InlineData("2026-02-13", null, null, "2026-02-13", Urgency.Soon, "Đến hạn hôm nay")]
    [InlineData("2026-02-13", null, null, "2026-02-14", Urgency.Late, "Quá hạn 1 ngày")]
    [InlineData("2026-02-13", null, null, "2026-02-24", Urgency.Late, "Quá hạn 2 ngày")]
    [InlineData("2026-02-13", "2026-02-12", null, "2026-02-24", Urgency.Waiting, "Tạm dừng, chờ bổ sung")]
    [InlineData("2026-02-13", null, "2026-02-13", "2026-05-01", Urgency.Done, "Đúng hạn")]
    [InlineData("2026-02-13", null, "2026-02-23", "2026-05-01", Urgency.Done, "Trễ 1 ngày")]
    public void A_light_counts_working_days(string due, string? paused, string? answered, string today, Urgency urgency, string words)
    {
        var light = DueLight.Of(DateOnly.Parse(due, System.Globalization.CultureInfo.InvariantCulture), DayOf(paused), DayOf(answered), DayOf(today)!.Value, Calendar);
        Assert.Equal((urgency, words), (light.Urgency, light.Words));
    }

    [Theory]
    [InlineData("Gọi tôi số 0912 345 678 nhé", "Gọi tôi số •••••••678 nhé")]
    [InlineData("Số +84 912.345.678", "Số •••••••678")]
    [InlineData("CCCD 082190001234.", "CCCD •••••••01234.")]
    [InlineData("Viết cho hoa.nguyen@example.vn", "Viết cho h•••@example.vn")]
    [InlineData("Quyết định 123/QĐ-UBND ngày 01/02/2026", "Quyết định 123/QĐ-UBND ngày 01/02/2026")]
    [InlineData("Nộp 1.250.000.000 đồng", "Nộp 1.250.000.000 đồng")]
    public void Numbers_and_addresses_of_people_are_masked_in_a_text(string text, string masked) => Assert.Equal(masked, PersonText.MaskIn(text));

    [Fact]
    public void Settings_written_as_lines_are_read_as_they_were()
    {
        var known = new FeedbackSettings();
        Assert.Equal(known.Kinds, SettingLines.Kinds(SettingLines.Write(known.Kinds)).Kinds);
        Assert.Equal(known.Fields, SettingLines.Fields(SettingLines.Write(known.Fields)).Fields);
        IReadOnlyList<UnitDays> days = [new(7, "phan-anh", 10, "Quy chế 12")];
        Assert.Equal(days, SettingLines.UnitDays(SettingLines.Write(days, _ => "Sở Y tế"), known.Kinds, name => name == "Sở Y tế" ? 7 : null).Days);
    }

    [Theory]
    [InlineData("; 15; căn cứ", "Dòng 1: tên loại có từ 1 đến 60 ký tự.")]
    [InlineData("Phản ánh; không; căn cứ", "Dòng 1: số ngày làm việc phải từ 1 đến 250.")]
    [InlineData("Phản ánh; 0; căn cứ", "Dòng 1: số ngày làm việc phải từ 1 đến 250.")]
    [InlineData("Phản ánh; 15", "Dòng 1: thiếu căn cứ của số ngày.")]
    [InlineData("Phản ánh; 15; căn cứ\n\nPhan anh; 10; khác", "Dòng 3: trùng với một dòng trên.")]
    public void A_line_that_cannot_be_read_is_named(string text, string problem) => Assert.Equal([problem], SettingLines.Kinds(text).Problems);

    private static DateOnly? DayOf(string? text) => text is null ? null : DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
