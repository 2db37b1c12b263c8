using System.Globalization;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cchc.Core.Units;

namespace Cchc.Core.Content;

/// <summary>
/// A content item as Orchard Core writes it: one JSON object with the item's own properties and one object per part. The same
/// form is stored as a version and moves in recipes between this site and an Orchard Core site.
/// </summary>
public static class ContentJson
{
    /// <summary>Vietnamese letters stay letters, as in the rest of the site.</summary>
    public static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, WriteIndented = false };

    /// <summary>A stored version as JSON.</summary>
    public static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();

    /// <summary>The taxonomy of chuyên mục in recipes.</summary>
    public const string SectionTaxonomyId = "cchctax0000000000000000001";
    /// <summary>The taxonomy of tags in recipes.</summary>
    public const string TagTaxonomyId = "cchctax0000000000000000002";

    /// <summary>A new identity of an item or version: 26 characters of Orchard's alphabet, 130 random bits.</summary>
    public static string NewId() => RandomNumberGenerator.GetString("0123456789abcdefghjkmnpqrstvwxyz", 26);

    /// <summary>The whole item as JSON.</summary>
    public static JsonObject Write(ContentItem item, ContentType type, string versionId, UnitRegistry units)
    {
        var json = new JsonObject
        {
            ["ContentItemId"] = item.ContentItemId,
            ["ContentItemVersionId"] = versionId,
            ["ContentType"] = type.Name,
            ["DisplayText"] = item.Title,
            ["Latest"] = true,
            ["Published"] = false,
            ["ModifiedUtc"] = Utc(item.ModifiedUtc),
            ["PublishedUtc"] = item.PublishedUtc is { } published ? Utc(published) : null,
            ["CreatedUtc"] = Utc(item.CreatedUtc),
            ["Owner"] = "",
            ["Author"] = item.Author,
        };
        json.Part("TitlePart")["Title"] = item.Title;
        if (item.Slug is { } slug) json.Part("AutoroutePart")["Path"] = type.PathOf(slug);
        json.Part("MarkdownBodyPart")["Markdown"] = item.Markdown;
        var own = json.Part(type.Name);
        own["Section"] = new JsonObject
        {
            ["TaxonomyContentItemId"] = SectionTaxonomyId,
            ["TermContentItemIds"] = new JsonArray([.. item.Sections.Select(id => (JsonNode)id)]),
        };
        own["Tags"] = new JsonObject
        {
            ["TaxonomyContentItemId"] = TagTaxonomyId,
            ["TagNames"] = new JsonArray([.. item.Tags.Select(name => (JsonNode)name)]),
        };
        if (item.UnitId is { } unitId && units.Find(unitId) is { } unit)
            own["Unit"] = new JsonObject { ["Kind"] = unit.Kind.ToString(), ["Code"] = unit.Code, ["On"] = Day(unit.ValidTo?.AddDays(-1) ?? unit.ValidFrom) };
        type.WriteParts(item, json);
        return json;
    }

    /// <summary>Takes title, address, body, terms, unit and the type's own parts over into <paramref name="item"/>. State, times
    /// and version numbers stay: they belong to the site, not to the text.</summary>
    /// <exception cref="FormatException">A value has the wrong kind; the message names its place.</exception>
    public static void Read(JsonObject json, ContentItem item, ContentType type, UnitRegistry units)
    {
        item.Title = json.Text("TitlePart", "Title") is { Length: > 0 } title ? title : json.String("DisplayText");
        var path = json.Text("AutoroutePart", "Path").Trim('/');
        if (path.Length > 0) item.Slug = path.StartsWith(type.Path + "/", StringComparison.Ordinal) ? path[(type.Path.Length + 1)..] : path;
        item.Markdown = json.Text("MarkdownBodyPart", "Markdown");
        if (json.String("Author") is { Length: > 0 } author) item.Author = author;
        item.Sections = json.Strings(type.Name, "Section", "TermContentItemIds");
        item.Tags = json.Strings(type.Name, "Tags", "TagNames");
        item.UnitId = null;
        if ((json[type.Name] as JsonObject)?["Unit"] is JsonObject unit)
        {
            var found = units.Find(unit.Enum("Kind", UnitKind.Province), unit.String("Code"), unit.Date("On") ?? DateOnly.MaxValue);
            item.UnitId = found?.Id ?? throw new FormatException($"{type.Name}.Unit: không có đơn vị mã {unit.String("Code")} vào ngày {unit.String("On")}.");
        }
        type.ReadParts(json, item);
    }

    /// <summary>The part of that name, made when missing.</summary>
    public static JsonObject Part(this JsonObject json, string name)
    {
        if (json[name] is JsonObject part) return part;
        part = [];
        json[name] = part;
        return part;
    }

    /// <summary>Sets a text field, <c>{ "Text": … }</c>, of a part.</summary>
    public static JsonObject SetText(this JsonObject part, string field, string? text)
    {
        part[field] = new JsonObject { ["Text"] = text ?? "" };
        return part;
    }

    /// <summary>Sets a field with a value, <c>{ "Value": … }</c>.</summary>
    public static JsonObject SetDate(this JsonObject part, string field, DateOnly? value)
    {
        part[field] = new JsonObject { ["Value"] = Day(value) };
        return part;
    }

    /// <summary>The text at <c>part.name</c>, or at <c>part.name.Text</c>; "" when missing.</summary>
    public static string Text(this JsonObject json, string part, string name)
    {
        var node = json[part] is JsonObject inner ? inner[name] : null;
        return node switch
        {
            null => "",
            JsonObject field => field.String("Text"),
            _ => AsString(node, $"{part}.{name}"),
        };
    }

    /// <summary>The text of a property; "" when missing or null.</summary>
    public static string String(this JsonObject json, string name) => json[name] is { } node ? AsString(node, name) : "";

    /// <summary>The truth value of a property; <paramref name="missing"/> when there is none.</summary>
    /// <exception cref="FormatException">It is another value.</exception>
    public static bool Flag(this JsonObject json, string name, bool missing) => json.String(name) switch
    {
        "" => missing,
        "true" => true,
        "false" => false,
        var other => throw new FormatException($"{name}: “{other}” phải là true hoặc false."),
    };

    /// <summary>The texts of an array.</summary>
    /// <exception cref="FormatException">An element is no text.</exception>
    public static IEnumerable<string> Texts(this JsonArray array, string place) =>
        array.Select(element => AsString(element ?? throw new FormatException($"{place} phải là một chuỗi."), place));

    /// <summary>The texts of an array at <c>part.field.name</c>; empty when missing.</summary>
    public static List<string> Strings(this JsonObject json, string part, string field, string name)
    {
        var node = (json[part] as JsonObject)?[field] is JsonObject inner ? inner[name] : null;
        return node switch
        {
            null => [],
            JsonArray array => [.. array.Select(element => element is null ? "" : AsString(element, $"{part}.{field}.{name}")).Where(text => text.Length > 0)],
            _ => throw new FormatException($"{part}.{field}.{name} phải là một danh sách."),
        };
    }

    /// <summary>The day at <c>part.field.Value</c>, as ISO date; null when missing.</summary>
    /// <exception cref="FormatException">It is not a date.</exception>
    public static DateOnly? DateField(this JsonObject json, string part, string field) =>
        (json[part] as JsonObject)?[field] is JsonObject inner ? inner.Date("Value") : null;

    /// <summary>The day in a property, as ISO date or date and time; null when missing.</summary>
    /// <exception cref="FormatException">It is not a date.</exception>
    public static DateOnly? Date(this JsonObject json, string name)
    {
        var text = json.String(name);
        if (text.Length == 0) return null;
        return DateOnly.TryParseExact(text.Length > 10 ? text[..10] : text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw new FormatException($"{name}: “{text}” không phải là ngày dạng 2026-11-22.");
    }

    /// <summary>The instant in a property; null when missing.</summary>
    /// <exception cref="FormatException">It is not an instant.</exception>
    public static DateTime? Instant(this JsonObject json, string name)
    {
        var text = json.String(name);
        if (text.Length == 0) return null;
        return DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var instant)
            ? instant
            : throw new FormatException($"{name}: “{text}” không phải là thời điểm dạng 2026-11-22T01:30:00Z.");
    }

    /// <summary>One of the names of an enum; <paramref name="missing"/> when there is none.</summary>
    /// <exception cref="FormatException">It is another text.</exception>
    public static TEnum Enum<TEnum>(this JsonObject json, string name, TEnum missing) where TEnum : struct, Enum =>
        ParseEnum(json.String(name), missing, name);

    /// <inheritdoc cref="Enum{TEnum}(JsonObject, string, TEnum)"/>
    public static TEnum EnumField<TEnum>(this JsonObject json, string part, string field, TEnum missing) where TEnum : struct, Enum =>
        ParseEnum(json.Text(part, field), missing, $"{part}.{field}");

    private static TEnum ParseEnum<TEnum>(string text, TEnum missing, string place) where TEnum : struct, Enum =>
        text.Length == 0 ? missing
        : System.Enum.TryParse<TEnum>(text, ignoreCase: false, out var value) && System.Enum.IsDefined(value) ? value
        : throw new FormatException($"{place}: “{text}” không có trong {string.Join(", ", System.Enum.GetNames<TEnum>())}.");

    private static string AsString(JsonNode node, string place) => node is JsonValue value
        ? value.GetValueKind() switch
        {
            JsonValueKind.String => value.GetValue<string>(),
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.ToJsonString(),
            _ => throw new FormatException($"{place} phải là một chuỗi."),
        }
        : throw new FormatException($"{place} phải là một chuỗi.");

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    private static string Utc(DateTime instant) => instant.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
}
