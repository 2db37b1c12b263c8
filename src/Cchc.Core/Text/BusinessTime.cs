using System.Globalization;

namespace Cchc.Core.Text;

/// <summary>Vietnamese dates and times. Stored times are UTC; people read and write Asia/Ho_Chi_Minh.</summary>
public static class BusinessTime
{
    /// <summary>The business time zone, GMT+7 all year.</summary>
    public static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Ho_Chi_Minh");
    private static readonly string[] Days = ["Chủ Nhật", "Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy"];

    /// <summary>The clock on the wall in Vietnam at that instant.</summary>
    public static DateTime Local(DateTime utc) => TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc), Zone);

    /// <summary>The instant at which the clock on the wall in Vietnam shows that.</summary>
    public static DateTime Utc(DateTime local) => TimeZoneInfo.ConvertTimeToUtc(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), Zone);

    public static DateOnly Today(TimeProvider clock) => DateOnly.FromDateTime(Local(clock.GetUtcNow().UtcDateTime));

    /// <summary>"22/11/2026", in Vietnam.</summary>
    public static string Date(DateTime utc) => Date(DateOnly.FromDateTime(Local(utc)));
    /// <summary>"22/11/2026".</summary>
    public static string Date(DateOnly day) => day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);
    /// <summary>"22/11/2026, 08:30", in Vietnam.</summary>
    public static string DateAndTime(DateTime utc) => Local(utc).ToString("dd/MM/yyyy, HH:mm", CultureInfo.InvariantCulture);
    /// <summary>"Chủ Nhật, 22/11/2026, 08:30 (GMT+7)".</summary>
    public static string Full(DateTime utc) => $"{Days[(int)Local(utc).DayOfWeek]}, {DateAndTime(utc)} (GMT+7)";
    /// <summary>"Chủ Nhật, 22/11/2026".</summary>
    public static string DayAndDate(DateTime utc) => $"{Days[(int)Local(utc).DayOfWeek]}, {Date(utc)}";
    /// <summary>ISO 8601 with offset, for <c>datetime</c> attributes and structured data.</summary>
    public static string Iso(DateTime utc) => Local(utc).ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture) + "+07:00";
}
