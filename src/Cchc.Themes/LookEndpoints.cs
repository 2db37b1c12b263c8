using System.Text.Json.Nodes;
using Cchc.Core;
using Cchc.Core.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Cchc.Themes;

/// <summary>Addresses that belong to the look: the reader's choice of display, the province's colours, the web manifest.</summary>
public sealed class LookEndpoints : ISiteEndpoints
{
    public const string ChoicePath = "/hien-thi";
    private const string ColoursPath = "/giao-dien/mau.css";

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapMethods(ChoicePath, Verbs.Reading, Choose).AllowAnonymous();
        routes.MapMethods(ColoursPath, Verbs.Reading, ColoursAsync).AllowAnonymous();
        // Asked for by readers of feeds and old browsers without looking at the page.
        routes.MapMethods("/favicon.ico", Verbs.Reading, () => Results.LocalRedirect("~/_content/Cchc.Themes/favicon.ico", permanent: true)).AllowAnonymous();
        routes.MapMethods("/manifest.webmanifest", Verbs.Reading, ManifestAsync).AllowAnonymous().CacheOutput(PageCache.Policy);
    }

    /// <summary>Address of the colours; null when the site has the theme's own. Other colours have another address.</summary>
    public static string? ColoursUrl(BrandingSettings branding) =>
        Colour(branding.Accent) is null && Colour(branding.AccentDark) is null ? null
            : $"{ColoursPath}?v={Colour(branding.Accent)?[1..]}-{Colour(branding.AccentDark)?[1..]}";

    /// <summary>The reader's choice of display, kept in one cookie for a year; then back to where the reader was.</summary>
    private static IResult Choose(HttpContext context)
    {
        var query = context.Request.Query;
        var choice = new DisplayChoice(query["nen"] == "sang" ? "light" : query["nen"] == "toi" ? "dark" : "", query["tuong-phan"] == "1" ? "more" : "");
        if (choice.Key == DisplayChoice.Parse(null).Key) context.Response.Cookies.Delete(DisplayChoice.Cookie);
        else
            context.Response.Cookies.Append(DisplayChoice.Cookie, choice.Key, new()
            {
                MaxAge = TimeSpan.FromDays(365),
                SameSite = SameSiteMode.Lax,
                HttpOnly = true,
                Secure = context.Request.IsHttps,
                IsEssential = true,
            });
        context.Response.Headers.CacheControl = "no-store";
        return Results.LocalRedirect(IsLocal(query["ve"]) ? $"~{query["ve"]}" : "~/");
    }

    /// <summary>A path of this site, and nothing that a browser reads as another one.</summary>
    private static bool IsLocal(string? path) =>
        path is ['/', ..] && path is not ['/', '/' or '\\', ..] && path.Length <= 500 && path.All(letter => letter is > ' ' and < '\x7f' and not '\\');

    /// <summary>The province's accent in the theme's own layer, so that higher contrast and print still win.</summary>
    private static async Task<IResult> ColoursAsync(HttpContext context, SiteSettingsCache settings, CancellationToken ct)
    {
        var branding = (await settings.GetAsync(ct)).BrandingSettings;
        var light = Colour(branding.Accent) is { } day
            ? $":root{{--accent:{day};--accent-strong:color-mix(in srgb,{day} 82%,#000);--accent-tint:color-mix(in srgb,{day} 8%,#fff)}}" : "";
        var night = Colour(branding.AccentDark) is { } lit
            ? $"{{--accent:{lit};--accent-strong:color-mix(in srgb,{lit} 75%,#fff);--accent-tint:color-mix(in srgb,{lit} 18%,#111518)}}" : "";
        var dark = night.Length == 0 ? "" : $"@media (prefers-color-scheme:dark){{:root:not([data-theme=\"light\"]){night}}}:root[data-theme=\"dark\"]{night}";
        context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return Results.Text($"@layer tokens{{{light}{dark}}}", "text/css; charset=utf-8");
    }

    private static async Task<IResult> ManifestAsync(SiteSettingsCache settings, CancellationToken ct)
    {
        var site = await settings.GetAsync(ct);
        var manifest = new JsonObject
        {
            ["name"] = site.FullName,
            ["short_name"] = "CCHC",
            ["lang"] = "vi",
            ["start_url"] = "/",
            ["display"] = "browser",
            ["background_color"] = "#ffffff",
            ["theme_color"] = Colour(site.BrandingSettings.Accent) ?? "#b3261a",
            ["icons"] = new JsonArray(
                new JsonObject { ["src"] = "/_content/Cchc.Themes/img/favicon.svg", ["sizes"] = "any", ["type"] = "image/svg+xml" },
                new JsonObject { ["src"] = "/_content/Cchc.Themes/img/apple-touch-icon.png", ["sizes"] = "180x180", ["type"] = "image/png" }),
        };
        return Results.Text(manifest.ToJsonString(), "application/manifest+json; charset=utf-8");
    }

    /// <summary>The colour as it may stand in a style sheet, or null when it is anything but <c>#rrggbb</c>.</summary>
    private static string? Colour(string value) => value is ['#', ..] && value.Length == 7 && value.Skip(1).All(char.IsAsciiHexDigit) ? value.ToLowerInvariant() : null;
}
