using System.Text.Json.Nodes;
using Cchc.Core.Content;

namespace Cchc.Modules.Content.Pages.Admin.Versions;

/// <summary>A saved version as lines of text that can be compared: every field with a value, then the body.</summary>
public static class VersionText
{
    public static string Of(ContentType type, JsonObject version, SectionTree sections)
    {
        var lines = new List<string> { $"Tiêu đề: {version.String("DisplayText")}" };
        foreach (var (name, value) in version.Part(type.Name)) lines.AddRange(Words(value).Select(word => $"{FieldWords.Label(name)}: {FieldWords.Value(name, word, sections)}"));
        lines.Add(version.Text("MarkdownBodyPart", "Markdown"));
        return string.Join('\n', lines);
    }

    private static IEnumerable<string> Words(JsonNode? node) => node switch
    {
        JsonObject whole => whole.Where(pair => pair.Key != "TaxonomyContentItemId").SelectMany(pair => Words(pair.Value)),
        JsonArray list => list.SelectMany(Words),
        null => [],
        _ => node.ToString() is { Length: > 0 } text ? [text] : [],
    };
}
