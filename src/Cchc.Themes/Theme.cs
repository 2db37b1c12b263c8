using Cchc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Cchc.Themes;

/// <summary>Names this assembly, which brings layouts, error pages, tag helpers, style sheets and scripts.</summary>
public static class Theme
{
    /// <summary>What the layouts need, and the addresses that belong to the look.</summary>
    public static IServiceCollection AddTheme(this IServiceCollection services) =>
        services.AddSingleton<ThemeFonts>().AddSingleton<ISiteEndpoints, LookEndpoints>();
}
