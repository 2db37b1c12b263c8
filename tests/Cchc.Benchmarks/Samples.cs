namespace Cchc.Benchmarks;

/// <summary>The real documents and tables of the sample content.</summary>
public static class Samples
{
    public static string LongestDocument() => Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "documents"), "*.md")
        .Select(File.ReadAllText).MaxBy(text => text.Length) ?? throw new InvalidOperationException("No documents beside the program.");

    public static byte[] Table(string name) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "tables", name));
}
