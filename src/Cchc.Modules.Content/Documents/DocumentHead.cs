namespace Cchc.Modules.Content.Documents;

/// <summary>The head of a document in the form of Nghị định 30/2020/NĐ-CP, from what is known of it.</summary>
public static class DocumentHead
{
    private static readonly string[] Bodies = ["Ủy ban nhân dân", "Hội đồng nhân dân"];

    /// <summary>The agency in capitals on two lines where it has two: "ỦY BAN NHÂN DÂN" over "TỈNH TIỀN GIANG".</summary>
    public static (string Over, string Name) Agency(string agency)
    {
        var body = Array.Find(Bodies, body => agency.StartsWith(body + " ", StringComparison.OrdinalIgnoreCase));
        return body is null ? ("", Capitals(agency)) : (Capitals(body), Capitals(agency[(body.Length + 1)..]));
    }

    /// <summary>"ngày 06 tháng 3 năm 2024": below 10 the day, and below 3 the month, take a leading zero.</summary>
    public static string Date(DateOnly day) => $"ngày {day.Day:00} tháng {(day.Month < 3 ? $"{day.Month:00}" : $"{day.Month}")} năm {day.Year}";

    private static string Capitals(string text) => text.ToUpper(System.Globalization.CultureInfo.GetCultureInfo("vi-VN"));
}
