using System.Text.Json.Nodes;
using Cchc.Core.Text;

namespace Cchc.Core.Content;

/// <summary>A field in which two people contradict each other.</summary>
/// <param name="Field">Stored name of the field.</param>
public sealed record FieldConflict(string Field, string Mine, string Theirs);

/// <summary>
/// Puts the changes of two people to one item together: a field that only one changed is his; texts that both changed are merged
/// word by word; lists keep what either added and lose what either took out. Where they contradict each other, mine stays. Pure.
/// </summary>
public static class ItemMerge
{
    /// <summary>What a save writes by itself and nobody decides on.</summary>
    private static readonly HashSet<string> Own = new(StringComparer.Ordinal) { "ContentItemVersionId", "ModifiedUtc", "PublishedUtc", "CreatedUtc", "Latest", "Published", "DisplayText" };

    /// <param name="from">The version that both began with.</param>
    public static (JsonObject Merged, IReadOnlyList<FieldConflict> Conflicts) Merge(JsonObject from, JsonObject mine, JsonObject theirs)
    {
        var conflicts = new List<FieldConflict>();
        var merged = MergeObjects(from, mine, theirs, conflicts);
        return (merged, conflicts);
    }

    private static JsonObject MergeObjects(JsonObject from, JsonObject mine, JsonObject theirs, List<FieldConflict> conflicts)
    {
        var merged = new JsonObject();
        foreach (var name in mine.Select(pair => pair.Key).Union(theirs.Select(pair => pair.Key), StringComparer.Ordinal))
            merged[name] = MergeNodes(name, from[name], mine[name], theirs[name], conflicts);
        return merged;
    }

    private static JsonNode? MergeNodes(string name, JsonNode? from, JsonNode? mine, JsonNode? theirs, List<FieldConflict> conflicts)
    {
        if (Own.Contains(name) || JsonNode.DeepEquals(mine, theirs) || JsonNode.DeepEquals(theirs, from)) return mine?.DeepClone();
        if (JsonNode.DeepEquals(mine, from)) return theirs?.DeepClone();
        if (mine is JsonObject one && theirs is JsonObject other) return MergeObjects(from as JsonObject ?? [], one, other, conflicts);
        if (Words(mine) is { } my && Words(theirs) is { } their)
        {
            var before = Words(from) ?? [];
            return new JsonArray([.. my.Where(word => !before.Contains(word) || their.Contains(word)).Union(their.Where(word => !before.Contains(word)), StringComparer.Ordinal).Select(word => (JsonNode)word)]);
        }
        if (Text(mine) is { } left && Text(theirs) is { } right)
        {
            // A short name or an address is chosen as a whole: half of each would be neither.
            var result = name is "Markdown" or "Title" or "Sapo" or "Abstract" ? TextMerge.Merge(Text(from) ?? "", left, right) : new(left, [new(left, right)]);
            conflicts.AddRange(result.Conflicts.Select(conflict => new FieldConflict(name, conflict.Mine, conflict.Theirs)));
            return result.Text;
        }
        conflicts.Add(new(name, mine?.ToString() ?? "", theirs?.ToString() ?? ""));
        return mine?.DeepClone();
    }

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private static List<string>? Words(JsonNode? node) =>
        node is JsonArray list && list.All(item => Text(item) is not null) ? [.. list.Select(item => Text(item)!)] : null;
}
