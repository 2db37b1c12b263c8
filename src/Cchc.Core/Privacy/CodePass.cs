using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;

namespace Cchc.Core.Privacy;

/// <summary>How a browser stays with what code and secret have opened: its id, encrypted, for half an hour after the last look.</summary>
/// <param name="purpose">Of the encryption: a pass of one kind opens nothing of another.</param>
/// <param name="path">Under which addresses the browser shows it.</param>
public abstract class CodePass(IDataProtectionProvider protection, string purpose, string cookie, string path)
{
    private static readonly TimeSpan Stays = TimeSpan.FromMinutes(30);
    private readonly ITimeLimitedDataProtector protector = protection.CreateProtector(purpose).ToTimeLimitedDataProtector();

    public void Set(HttpContext context, long id) => context.Response.Cookies.Append(cookie, protector.Protect(id.ToString(CultureInfo.InvariantCulture), Stays), Options(context));

    public long? Read(HttpContext context)
    {
        if (context.Request.Cookies[cookie] is not { Length: > 0 and < 2000 } hidden) return null;
        try { return long.Parse(protector.Unprotect(hidden), CultureInfo.InvariantCulture); }
        catch (CryptographicException) { return null; } // made up or too old
    }

    public void Forget(HttpContext context) => context.Response.Cookies.Delete(cookie, Options(context));

    /// <summary>Lax: a link in a letter opens the page as the person left it; forms have a token of their own.</summary>
    private CookieOptions Options(HttpContext context) => new() { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps, Path = path, IsEssential = true };
}
