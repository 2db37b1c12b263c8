using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace Cchc.Modules.Contest.Data;

/// <summary>How small values lie in a column: names of enums in words, Vietnamese letters as they are.</summary>
public static class ContestJson
{
    public static readonly JsonSerializerOptions Options = new()
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        Converters = { new JsonStringEnumConverter() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    /// <summary>An empty column is none.</summary>
    public static T? One<T>(string json) where T : class => json.Length == 0 ? null : JsonSerializer.Deserialize<T>(json, Options);

    /// <summary>An empty column is an empty list.</summary>
    public static IReadOnlyList<T> List<T>(string json) => json.Length == 0 ? [] : JsonSerializer.Deserialize<List<T>>(json, Options)!;
}
