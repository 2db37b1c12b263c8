using Microsoft.AspNetCore.Hosting;

namespace Cchc.Themes;

/// <summary>The fonts that every page shows above the fold. A build without them falls back to the system's.</summary>
public sealed class ThemeFonts(IWebHostEnvironment environment)
{
    /// <summary>Addresses as the style sheet writes them: a fingerprint here would fetch the file twice.</summary>
    public IReadOnlyList<string> Preloaded { get; } = [.. new[] { "be-vietnam-pro-400", "newsreader-600-latin", "newsreader-600-vietnamese" }
        .Select(name => $"/_content/Cchc.Themes/fonts/{name}.woff2").Where(path => environment.WebRootFileProvider.GetFileInfo(path).Exists)];
}
