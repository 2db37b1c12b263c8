using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;

namespace Cchc.Modules.Contest.Taking;

/// <summary>How a browser stays with its participant: the person's id and code, encrypted, one cookie for each contest.</summary>
public sealed class ParticipantCookie(IDataProtectionProvider protection)
{
    private const string DeviceCookie = "cchc.may";
    private readonly IDataProtector protector = protection.CreateProtector("Cchc.Contest.Participant");

    /// <param name="Code">Resume code without a blank.</param>
    public sealed record Mark(long Person, string Code);

    public static string NameOf(int contest) => string.Create(CultureInfo.InvariantCulture, $"cchc.thi.{contest}");

    public void Set(HttpContext context, int contest, Mark mark) =>
        context.Response.Cookies.Append(NameOf(contest), protector.Protect(string.Create(CultureInfo.InvariantCulture, $"{contest} {mark.Person} {mark.Code}")), Options(context, TimeSpan.FromDays(60)));

    public Mark? Read(HttpContext context, int contest)
    {
        if (context.Request.Cookies[NameOf(contest)] is not { Length: > 0 and < 2000 } hidden) return null;
        try
        {
            return protector.Unprotect(hidden).Split(' ') is [var of, var person, var code] && of == contest.ToString(CultureInfo.InvariantCulture)
                ? new(long.Parse(person, CultureInfo.InvariantCulture), code) : null;
        }
        catch (CryptographicException) { return null; } // made up, or from a time whose keys are gone: the code still helps
    }

    public static void Forget(HttpContext context, int contest) => context.Response.Cookies.Delete(NameOf(contest), Options(context, null));

    /// <summary>A mark of this browser, made on the first visit: many people behind one mark are something for the review, no more.</summary>
    public static string DeviceOf(HttpContext context)
    {
        if (context.Request.Cookies[DeviceCookie] is { Length: 22 } known) return known;
        var fresh = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        context.Response.Cookies.Append(DeviceCookie, fresh, Options(context, TimeSpan.FromDays(365)));
        return fresh;
    }

    private static CookieOptions Options(HttpContext context, TimeSpan? age) =>
        new() { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps, Path = "/cuoc-thi", MaxAge = age, IsEssential = true };
}
