namespace Cchc.Core.Calendar;

/// <summary>One day on which the calendar differs from the week.</summary>
/// <param name="IsWorked">A weekend day that is worked in exchange; else a day of rest.</param>
/// <param name="Source">Where it says so.</param>
public sealed record SpecialDay(DateOnly On, string Name, bool IsWorked, string Source);

/// <summary>
/// Public holidays of Vietnam as the site knows them from the start; what an office enters wins over them. By law (Bộ luật Lao
/// động 45/2019/QH14, Điều 112) they are 1/1, five days of Tết, Giỗ Tổ (10/3 of the lunar year), 30/4, 1/5, and 2/9 with one day
/// beside it; one that meets a weekend is made up on the next working day (Điều 111). Which days of Tết and of 2/9, and which
/// working days are exchanged, is announced each year.
/// </summary>
public static class Holidays
{
    private const string Labour = "Bộ luật Lao động 45/2019/QH14, Điều 111, 112";
    private const string Plan2025 = Labour + "; lịch nghỉ năm 2025 của công chức, viên chức (Bộ Lao động - Thương binh và Xã hội thông báo)";
    private const string Plan2026 = Labour + "; lịch nghỉ năm 2026 của công chức, viên chức (Bộ Nội vụ thông báo)";
    private const string Expected2027 = Labour + "; dự kiến, cần đối chiếu với thông báo lịch nghỉ năm 2027";
    private const string Culture = "Nghị quyết 80-NQ/TW ngày 07/01/2026 của Bộ Chính trị: 24/11 là Ngày Văn hóa Việt Nam, nghỉ hưởng nguyên lương";

    public static IReadOnlyList<SpecialDay> Default { get; } =
    [
        Off(2025, 1, 1, "Tết Dương lịch", Labour),
        .. Days(2025, 1, 27, 5, "Tết Nguyên đán Ất Tỵ", Plan2025),
        Off(2025, 4, 7, "Giỗ Tổ Hùng Vương", Labour),
        Off(2025, 4, 30, "Ngày Chiến thắng", Labour), Off(2025, 5, 1, "Ngày Quốc tế lao động", Labour),
        Off(2025, 5, 2, "Nghỉ hoán đổi", Plan2025), Worked(2025, 4, 26, "Làm bù cho ngày 02/5", Plan2025),
        Off(2025, 9, 1, "Quốc khánh (ngày liền kề)", Plan2025), Off(2025, 9, 2, "Quốc khánh", Labour),

        Off(2026, 1, 1, "Tết Dương lịch", Labour), Off(2026, 1, 2, "Nghỉ hoán đổi", Plan2026), Worked(2026, 1, 10, "Làm bù cho ngày 02/01", Plan2026),
        .. Days(2026, 2, 16, 5, "Tết Nguyên đán Bính Ngọ", Plan2026),
        Off(2026, 4, 27, "Nghỉ bù Giỗ Tổ Hùng Vương (26/4 là Chủ Nhật)", Labour),
        Off(2026, 4, 30, "Ngày Chiến thắng", Labour), Off(2026, 5, 1, "Ngày Quốc tế lao động", Labour),
        Off(2026, 8, 31, "Nghỉ hoán đổi", Plan2026), Worked(2026, 8, 22, "Làm bù cho ngày 31/8", Plan2026),
        Off(2026, 9, 1, "Quốc khánh (ngày liền kề)", Plan2026), Off(2026, 9, 2, "Quốc khánh", Labour),
        Off(2026, 11, 24, "Ngày Văn hóa Việt Nam", Culture),

        Off(2027, 1, 1, "Tết Dương lịch", Labour),
        // Lunar new year falls on Saturday 06/02: one day before, four after, and two made up for the weekend.
        .. Days(2027, 2, 5, 7, "Tết Nguyên đán Đinh Mùi", Expected2027),
        Off(2027, 4, 16, "Giỗ Tổ Hùng Vương", Labour),
        Off(2027, 4, 30, "Ngày Chiến thắng", Labour), Off(2027, 5, 3, "Nghỉ bù Ngày Quốc tế lao động (01/5 là Thứ Bảy)", Labour),
        Off(2027, 9, 2, "Quốc khánh", Labour), Off(2027, 9, 3, "Quốc khánh (ngày liền kề)", Expected2027),
        Off(2027, 11, 24, "Ngày Văn hóa Việt Nam", Culture),
    ];

    /// <summary>Working days by a list of special days; of two for one day the later counts.</summary>
    public static WorkingDays Calendar(IEnumerable<SpecialDay> days)
    {
        var byDay = new Dictionary<DateOnly, bool>();
        foreach (var day in days) byDay[day.On] = day.IsWorked;
        return new(byDay.Where(pair => !pair.Value).Select(pair => pair.Key).ToHashSet(), byDay.Where(pair => pair.Value).Select(pair => pair.Key).ToHashSet());
    }

    private static SpecialDay Off(int year, int month, int day, string name, string source) => new(new(year, month, day), name, IsWorked: false, source);

    private static SpecialDay Worked(int year, int month, int day, string name, string source) => new(new(year, month, day), name, IsWorked: true, source);

    private static IEnumerable<SpecialDay> Days(int year, int month, int day, int count, string name, string source) =>
        Enumerable.Range(0, count).Select(at => new SpecialDay(new DateOnly(year, month, day).AddDays(at), name, IsWorked: false, source));
}
