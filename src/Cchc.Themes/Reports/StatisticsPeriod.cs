using System.Globalization;
using Cchc.Core.Text;

namespace Cchc.Themes.Reports;

/// <summary>A period of whole days in Vietnam.</summary>
/// <param name="Last">Belongs to it.</param>
public sealed record StatisticsPeriod(DateOnly First, DateOnly Last)
{
    private const int LongestDays = 3660;

    /// <summary>Names in addresses with what they are called.</summary>
    public static IReadOnlyList<(string Name, string Label)> Presets { get; } =
        [("thang-nay", "Tháng này"), ("thang-truoc", "Tháng trước"), ("nua-nam", "Nửa năm này"), ("nua-nam-truoc", "Nửa năm trước"), ("nam", "Năm nay"), ("nam-truoc", "Năm trước")];

    public DateTime FromUtc => BusinessTime.Utc(First.ToDateTime(TimeOnly.MinValue));
    /// <summary>Exclusive.</summary>
    public DateTime ToUtc => BusinessTime.Utc(Last.AddDays(1).ToDateTime(TimeOnly.MinValue));
    public string Words => $"từ {BusinessTime.Date(First)} đến hết {BusinessTime.Date(Last)}";

    /// <summary>The period of that name as of today; this month for any other name.</summary>
    public static StatisticsPeriod Of(string? name, DateOnly today)
    {
        var half = new DateOnly(today.Year, today.Month <= 6 ? 1 : 7, 1);
        var month = new DateOnly(today.Year, today.Month, 1);
        var year = new DateOnly(today.Year, 1, 1);
        return name switch
        {
            "thang-truoc" => Months(month.AddMonths(-1), 1),
            "nua-nam" => Months(half, 6),
            "nua-nam-truoc" => Months(half.AddMonths(-6), 6),
            "nam" => Months(year, 12),
            "nam-truoc" => Months(year.AddYears(-1), 12),
            _ => Months(month, 1),
        };
    }

    /// <summary>The period between two days as forms send them; else why not, in Vietnamese.</summary>
    public static (StatisticsPeriod? Period, string Problem) Between(string? from, string? to)
    {
        if (DayOf(from) is not { } first || DayOf(to) is not { } last) return (null, "Hãy ghi cả ngày đầu và ngày cuối, ví dụ 01/11/2026.");
        if (last < first) return (null, "Ngày cuối phải sau ngày đầu.");
        return last.DayNumber - first.DayNumber > LongestDays ? (null, "Chọn khoảng thời gian không quá mười năm.") : (new(first, last), "");
    }

    private static StatisticsPeriod Months(DateOnly first, int months) => new(first, first.AddMonths(months).AddDays(-1));

    private static DateOnly? DayOf(string? text) => DateOnly.TryParseExact(text?.Trim(), ["yyyy-MM-dd", "dd/MM/yyyy", "d/M/yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 1990 and <= 2200 ? day : null;
}
