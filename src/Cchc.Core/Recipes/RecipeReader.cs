using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Cchc.Core.Content;
using Microsoft.Extensions.Configuration;

namespace Cchc.Core.Recipes;

/// <summary>
/// Reads a <c>*.recipe.json</c> file: comments allowed, expressions answered. Of Orchard's expressions it knows
/// <c>[js: variables('x')]</c>, <c>[js: uuid()]</c>, <c>[js: configuration('key', 'default')]</c>, <c>[file:text('path')]</c>,
/// <c>[env:NAME]</c> and <c>[appsettings:Key]</c>; any other JavaScript is refused, because a recipe must not run code.
/// </summary>
public static partial class RecipeReader
{
    private static readonly JsonDocumentOptions Json = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <exception cref="RecipeException">The file is missing, is not JSON, or an expression cannot be answered.</exception>
    public static Recipe Read(string file, IConfiguration configuration)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        JsonObject json;
        try { json = JsonNode.Parse(File.ReadAllText(file), documentOptions: Json) as JsonObject ?? throw new FormatException("gốc của tệp phải là một đối tượng JSON."); }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException or FormatException)
        {
            throw new RecipeException($"{Path.GetFileName(file)}: không đọc được gói nội dung: {error.Message}", error);
        }
        string name;
        bool isSetup;
        try { (name, isSetup) = (json.String("name"), json.Flag("issetuprecipe", missing: false)); }
        catch (FormatException error) { throw new RecipeException($"{Path.GetFileName(file)}: {error.Message}", error); }
        if (name.Length == 0) throw new RecipeException($"{Path.GetFileName(file)}: thiếu “name”.");
        var answers = new Expressions(json["variables"] as JsonObject ?? [], folder, configuration);
        var steps = new List<RecipeStepData>();
        foreach (var node in json["steps"] as JsonArray ?? [])
        {
            var number = steps.Count + 1;
            if (node is not JsonObject step || step["name"] is not JsonValue named || !named.TryGetValue(out string? stepName) || stepName.Length == 0)
                throw new RecipeException($"{Path.GetFileName(file)}, bước {number}: thiếu “name”.");
            try
            {
                var answered = (JsonObject)answers.Answer(step)!;
                var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(answered.ToJsonString())));
                steps.Add(new(number, stepName, answered, hash));
            }
            catch (Exception error) when (error is FormatException or IOException or UnauthorizedAccessException)
            {
                throw new RecipeException($"{Path.GetFileName(file)}, bước {number} ({stepName}): {error.Message}", error);
            }
        }
        return new(name, Optional("displayName"), Optional("version"), isSetup, file, folder, steps);

        string Optional(string property) => json[property] is JsonValue value && value.TryGetValue(out string? text) ? text : "";
    }

    /// <summary>A path of the recipe, which must lie in its folder or below.</summary>
    /// <exception cref="FormatException">It does not.</exception>
    public static string Inside(string folder, string path)
    {
        var full = Path.GetFullPath(Path.Combine(folder, path));
        return full.StartsWith(Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? full
            : throw new FormatException($"đường dẫn “{path}” ra ngoài thư mục của gói.");
    }

    private sealed partial class Expressions(JsonObject variables, string folder, IConfiguration configuration)
    {
        private readonly Dictionary<string, string> known = new(StringComparer.Ordinal);

        public JsonNode? Answer(JsonNode? node) => node switch
        {
            JsonObject whole => new JsonObject(whole.Select(pair => KeyValuePair.Create(pair.Key, Answer(pair.Value)))),
            JsonArray list => new JsonArray([.. list.Select(Answer)]),
            JsonValue value when value.TryGetValue(out string? text) => JsonValue.Create(Answer(text)),
            _ => node?.DeepClone(),
        };

        private string Answer(string text)
        {
            if (text.Length < 3 || text[0] != '[' || text[^1] != ']') return text;
            if (FileText().Match(text) is { Success: true } file) return File.ReadAllText(Inside(folder, file.Groups[1].Value)).ReplaceLineEndings("\n");
            if (Variable().Match(text) is { Success: true } variable) return Known(variable.Groups[1].Value);
            if (Uuid().IsMatch(text)) return ContentJson.NewId();
            if (Setting().Match(text) is { Success: true } setting) return configuration[setting.Groups[1].Value] ?? setting.Groups[2].Value;
            if (Env().Match(text) is { Success: true } env) return Environment.GetEnvironmentVariable(env.Groups[1].Value) ?? "";
            if (AppSettings().Match(text) is { Success: true } app) return configuration[app.Groups[1].Value] ?? "";
            return text.StartsWith("[js:", StringComparison.Ordinal) || text.StartsWith("[file:", StringComparison.Ordinal)
                ? throw new FormatException($"biểu thức “{text}” không được hỗ trợ.")
                : text;
        }

        /// <summary>Variables are answered once, at first use, and then shared.</summary>
        private string Known(string name)
        {
            if (known.TryGetValue(name, out var value)) return value;
            if (variables[name] is not JsonValue variable || !variable.TryGetValue(out string? text)) throw new FormatException($"không có biến “{name}”.");
            known[name] = ""; // a variable that names itself ends here instead of in an endless loop
            return known[name] = Answer(text);
        }

        [GeneratedRegex(@"^\[file:\s*text\(\s*'([^']+)'\s*\)\s*\]$")] private static partial Regex FileText();
        [GeneratedRegex(@"^\[js:\s*variables\(\s*'([^']+)'\s*\)\s*;?\s*\]$")] private static partial Regex Variable();
        [GeneratedRegex(@"^\[js:\s*uuid\(\s*\)\s*;?\s*\]$")] private static partial Regex Uuid();
        [GeneratedRegex(@"^\[js:\s*configuration\(\s*'([^']+)'\s*(?:,\s*'([^']*)'\s*)?\)\s*;?\s*\]$")] private static partial Regex Setting();
        [GeneratedRegex(@"^\[env:\s*([A-Za-z0-9_]+)\s*\]$")] private static partial Regex Env();
        [GeneratedRegex(@"^\[appsettings:\s*([A-Za-z0-9_:]+)\s*\]$")] private static partial Regex AppSettings();
    }
}
