using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Cchc.Core.Text;

/// <summary>JSON of open data: Vietnamese letters as they are, a line for each value.</summary>
public static class ReadableJson
{
    public static JsonSerializerOptions Options { get; } = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All), WriteIndented = true };
}
