using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Cchc.Modules.Content.Lists;

/// <summary>The one address of a state of a list.</summary>
public static class ListAddress
{
    /// <summary>Query keys that make another list, in the order in which the canonical address has them.</summary>
    private static readonly string[] Keys = ["loai", "tinh-trang", "nam", "co-quan", "don-vi", "q", "sau", "truoc"];

    /// <summary>The query without what campaigns and other sites have added.</summary>
    public static string CanonicalList(this QueryString query)
    {
        if (!query.HasValue) return "";
        var given = QueryHelpers.ParseQuery(query.Value);
        return Keys.Where(given.ContainsKey).Aggregate("", (address, key) => QueryHelpers.AddQueryString(address, key, $"{given[key]}"));
    }

    /// <summary>A list narrowed by these filters, one of them set to another word or taken away.</summary>
    public static string With(string path, IEnumerable<(string Key, string Word)> filters, string key, string? word) =>
        filters.Select(filter => filter.Key == key ? (filter.Key, Word: word ?? "") : filter).Where(filter => filter.Word.Length > 0)
            .Aggregate(path, (address, filter) => QueryHelpers.AddQueryString(address, filter.Key, filter.Word));

    /// <summary>A place in a narrowed list: the query of <paramref name="place"/> put behind that of the list.</summary>
    public static string? Paged(string list, string? place) => place is null ? null : list.Contains('?', StringComparison.Ordinal) ? $"{list}&{place[(place.IndexOf('?', StringComparison.Ordinal) + 1)..]}" : list + place;
}
