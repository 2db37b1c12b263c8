using Microsoft.Extensions.Primitives;

namespace Cchc.Web.Http;

/// <summary>
/// The same headers on every answer. No page has inline script or style, so the policy needs no nonce and cached pages can
/// carry it.
/// </summary>
public sealed class SecurityHeaders(RequestDelegate next)
{
    /// <summary>Everything comes from this site, but for a film of YouTube that a reader asked for; nothing may frame it, but for the pages of figures that say so themselves; nothing else may run.</summary>
    public const string Policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; media-src 'self'; font-src 'self'; "
        + "connect-src 'self'; frame-src 'self' https://www.youtube-nocookie.com; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public Task InvokeAsync(HttpContext context)
    {
        Add(context);
        context.Response.OnStarting(KeepFromCaches, context);
        return next(context);
    }

    /// <summary>What somebody got who is signed in, and whose page says nothing of caches itself, stays with nobody: drafts, lists, downloads.</summary>
    private static Task KeepFromCaches(object state)
    {
        var context = (HttpContext)state;
        if (context.User.Identity?.IsAuthenticated == true && StringValues.IsNullOrEmpty(context.Response.Headers.CacheControl)) context.Response.Headers.CacheControl = "no-store";
        return Task.CompletedTask;
    }

    /// <summary>Also for answers whose headers were cleared because something failed.</summary>
    public static void Add(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=(), usb=()";
        if (context.Request.IsHttps) headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
    }
}
