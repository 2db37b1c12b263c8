namespace Cchc.Core.Text;

/// <summary>Addresses that publishers type. Pure functions.</summary>
public static class LinkAddress
{
    public const string Problem = "Địa chỉ bắt đầu bằng / (trong trang này) hoặc https://.";

    /// <summary>Whether it is a path of this site, and nothing that a browser reads as another one.</summary>
    public static bool IsInside(string url) => url is ['/', ..] and not ['/', '/' or '\\', ..] && !url.Contains('\\', StringComparison.Ordinal);

    /// <summary>Whether a link may lead there.</summary>
    public static bool IsGood(string url) => IsInside(url) || (Uri.TryCreate(url, UriKind.Absolute, out var absolute) && absolute.Scheme is "http" or "https" or "mailto" or "tel" && !url.StartsWith('/'));
}
