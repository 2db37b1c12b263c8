using Microsoft.AspNetCore.Http;

namespace Cchc.Core.Settings;

/// <summary>How a reader wants the pages to look (Cách hiển thị): one cookie with two words, no identity.</summary>
/// <param name="Theme">"light", "dark", or "" to follow the system.</param>
/// <param name="Contrast">"more", or "" to follow the system.</param>
public sealed record DisplayChoice(string Theme, string Contrast)
{
    public const string Cookie = "cchc.hien-thi";

    /// <summary>Names the choice among the six that there are: a cookie of any other kind is as none.</summary>
    public string Key => $"{Theme}.{Contrast}";

    public static DisplayChoice Of(HttpRequest request) => Parse(request.Cookies[Cookie]);

    public static DisplayChoice Parse(string? key) => key?.Split('.') is [var theme, var contrast]
        ? new(theme is "light" or "dark" ? theme : "", contrast is "more" ? contrast : "")
        : new("", "");
}
