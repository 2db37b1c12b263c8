using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.FileProviders;

namespace Cchc.Themes;

/// <summary>The fonts that every page shows above the fold, and those of what is printed. A build without them falls back to the system's.</summary>
public sealed class ThemeFonts(IWebHostEnvironment environment)
{
    /// <summary>Addresses as the style sheet writes them: a fingerprint here would fetch the file twice.</summary>
    public IReadOnlyList<string> Preloaded { get; } = [.. new[] { "be-vietnam-pro-400", "newsreader-600-latin", "newsreader-600-vietnamese" }
        .Select(name => $"/_content/Cchc.Themes/fonts/{name}.woff2").Where(path => environment.WebRootFileProvider.GetFileInfo(path).Exists)];

    /// <summary>Files of the fonts for what is printed, regular, strong and italic; null in a build that was made without them.</summary>
    public IReadOnlyList<byte[]>? Printed => printed.Value;

    private readonly Lazy<IReadOnlyList<byte[]>?> printed = new(() =>
    {
        var files = new[] { "regular", "strong", "italic" }.Select(name => environment.WebRootFileProvider.GetFileInfo($"/_content/Cchc.Themes/print/{name}.ttf")).ToList();
        return files.TrueForAll(file => file.Exists) ? files.ConvertAll(Read) : null;
    });

    private static byte[] Read(IFileInfo file)
    {
        using var stream = file.CreateReadStream();
        var bytes = new byte[file.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
