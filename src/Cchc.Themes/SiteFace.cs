using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using Cchc.Core.Settings;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Http;

namespace Cchc.Themes;

/// <summary>One step of the way to a page; the last one, where the reader is, has no address.</summary>
public sealed record Crumb(string Text, string? Url = null);

/// <summary>What the public layout and its pages share.</summary>
public static class SiteFace
{
    /// <summary>Vietnamese letters stay letters; what could end the script element does not.</summary>
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>The settings; on an error page, which may be shown because the database is away, at worst the defaults.</summary>
    public static async ValueTask<SiteSettings> ForPageAsync(this SiteSettingsCache cache, HttpContext context)
    {
        try { return await cache.GetAsync(context.RequestAborted); }
        catch (Exception error) when (context.Response.StatusCode >= StatusCodes.Status400BadRequest && error is not OperationCanceledException) { return new(); }
    }

    /// <summary>Address of the site from outside, without a trailing slash.</summary>
    public static string BaseOf(this SiteSettings site, HttpRequest request) =>
        site.BaseUrl.Length > 0 ? site.BaseUrl.TrimEnd('/') : $"{request.Scheme}://{request.Host}";

    /// <summary>Structured data. Browsers do not run a block of this type, so the content security policy lets it stand.</summary>
    public static IHtmlContent JsonLd(JsonObject data)
    {
        data.Insert(0, "@context", "https://schema.org");
        return new HtmlString($"<script type=\"application/ld+json\">{data.ToJsonString(Readable)}</script>");
    }
}
