using Cchc.Core.Text;

namespace Cchc.Modules.Content.Lists;

/// <summary>A value by which a list can be narrowed.</summary>
/// <param name="Word">As it stands in the address; "" when the item has none.</param>
public readonly record struct ListValue(string Word, string Label)
{
    public static ListValue Of(string label) => new(Vietnamese.Slug(label), label);
}

/// <summary>How many published items have the same values.</summary>
/// <param name="Values">One for each filter of the list, in their order.</param>
public sealed record ListCount(IReadOnlyList<ListValue> Values, int Count);

/// <summary>A value that readers can choose now, with what they would get.</summary>
public sealed record ListChoice(string Word, string Label, int Count);

/// <summary>One group of filters.</summary>
/// <param name="Key">Its name in the address.</param>
/// <param name="Chosen">The word that the list is narrowed to, or "".</param>
public sealed record ListFacet(string Key, string Label, IReadOnlyList<ListChoice> Choices, string Chosen);

/// <summary>The filters beside a list.</summary>
/// <param name="UrlWith">The list with the filter of that key set to another word, or taken away.</param>
public sealed record ListFacets(IReadOnlyList<ListFacet> Facets, Func<string, string?, string> UrlWith);

/// <summary>The numbers beside the filters of a list. "" for a filter means everything.</summary>
public sealed class ListCounts(IReadOnlyList<ListCount> counts)
{
    public int Total(IReadOnlyList<string> chosen) => Matching(chosen).Sum(count => count.Count);

    /// <summary>What the filter at that place can be set to: its own word does not hide the others. Most frequent first.</summary>
    public IReadOnlyList<ListChoice> Choices(IReadOnlyList<string> chosen, int at) =>
        [.. All(chosen, at).OrderByDescending(choice => choice.Count).ThenBy(choice => choice.Label, Vietnamese.Order)];

    /// <summary>The same where the words are years: latest first, what has no year last.</summary>
    public IReadOnlyList<ListChoice> Years(IReadOnlyList<string> chosen, int at) =>
        [.. All(chosen, at).OrderByDescending(choice => int.TryParse(choice.Word, out var year) ? year : int.MinValue)];

    private IEnumerable<ListChoice> All(IReadOnlyList<string> chosen, int at) => Matching([.. chosen.Select((word, place) => place == at ? "" : word)])
        .GroupBy(count => count.Values[at].Word, StringComparer.Ordinal).Where(same => same.Key.Length > 0)
        .Select(same => new ListChoice(same.Key, same.First().Values[at].Label, same.Sum(count => count.Count)));

    private IEnumerable<ListCount> Matching(IReadOnlyList<string> chosen) =>
        counts.Where(count => chosen.Select((word, at) => word.Length == 0 || count.Values[at].Word == word).All(fits => fits));
}
