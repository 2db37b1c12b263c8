using System.Globalization;

namespace Cchc.Modules.Contest.Pages.Admin.Contest;

/// <summary>Points as people type them.</summary>
public static class PointsInput
{
    private const int Most = 100;

    /// <summary>"7", "7,5" or "7.25" as points × 100; null when it is none, is finer than that, or above 100.</summary>
    public static int? Read(string? typed) =>
        decimal.TryParse((typed ?? "").Trim().Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var points) && points <= Most && points * 100 == decimal.Truncate(points * 100) ? (int)(points * 100) : null;
}
