using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;

namespace Cchc.Modules.Feedback.Following;

/// <summary>How a browser stays with the item that it has opened: the item's id, encrypted, for half an hour after the last look.</summary>
public sealed class FeedbackPass(IDataProtectionProvider protection)
{
    private const string Cookie = "cchc.gopy";
    private static readonly TimeSpan Stays = TimeSpan.FromMinutes(30);
    private readonly ITimeLimitedDataProtector protector = protection.CreateProtector("Cchc.Feedback.Pass").ToTimeLimitedDataProtector();

    public void Set(HttpContext context, long item) => context.Response.Cookies.Append(Cookie, protector.Protect(item.ToString(CultureInfo.InvariantCulture), Stays), Options(context));

    public long? Read(HttpContext context)
    {
        if (context.Request.Cookies[Cookie] is not { Length: > 0 and < 2000 } hidden) return null;
        try { return long.Parse(protector.Unprotect(hidden), CultureInfo.InvariantCulture); }
        catch (CryptographicException) { return null; } // made up or too old
    }

    public static void Forget(HttpContext context) => context.Response.Cookies.Delete(Cookie, Options(context));

    /// <summary>Lax: a link in a letter opens the page as the person left it; forms have a token of their own.</summary>
    private static CookieOptions Options(HttpContext context) => new() { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps, Path = "/gop-y", IsEssential = true };
}
