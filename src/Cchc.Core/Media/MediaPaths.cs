using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Cchc.Core.Media;

/// <summary>Finds which files of the library a text names. Pure.</summary>
public static partial class MediaPaths
{
    /// <summary>Paths named anywhere in an item's JSON: in Orchard's media fields (<c>Paths</c>), and as addresses of files or of
    /// smaller copies within any text, such as a body in Markdown.</summary>
    public static IReadOnlySet<string> In(JsonNode? json)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        Collect(json, "", found);
        return found;
    }

    /// <summary>Paths whose addresses stand in the text.</summary>
    public static IEnumerable<string> InText(string text)
    {
        foreach (Match match in Address().Matches(text))
        {
            var path = Uri.UnescapeDataString(match.Groups["path"].Value).TrimEnd('.');
            if (match.Groups["copy"].Success) path = OriginalOf(path);
            if (path.Length is > 0 and <= 300) yield return path;
        }
    }

    /// <summary>Some copies have an extension of their own behind the original's: <c>a.png.jpg</c>. A path has no other dots.</summary>
    private static string OriginalOf(string path) => Path.GetExtension(Path.ChangeExtension(path, null)).Length > 0 ? Path.ChangeExtension(path, null) : path;

    private static void Collect(JsonNode? node, string name, HashSet<string> found)
    {
        switch (node)
        {
            case JsonObject parts:
                foreach (var (key, value) in parts) Collect(value, key, found);
                break;
            case JsonArray values:
                foreach (var value in values) Collect(value, name, found);
                break;
            case JsonValue value when value.TryGetValue(out string? text):
                if (name == "Paths") found.Add(text.TrimStart('/'));
                else found.UnionWith(InText(text));
                break;
        }
    }

    [GeneratedRegex(@"/(?:media|(?<copy>anh)/[0-9A-Za-z-]+)/(?<path>[\p{L}\p{N}._~%/-]+)")]
    private static partial Regex Address();
}
