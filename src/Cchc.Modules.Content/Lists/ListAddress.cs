using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Cchc.Modules.Content.Lists;

/// <summary>The one address of a state of a list.</summary>
public static class ListAddress
{
    /// <summary>Query keys that make another list, in the order in which the canonical address has them.</summary>
    private static readonly string[] Keys = ["loai", "nam", "co-quan", "q", "sau", "truoc"];

    /// <summary>The query without what campaigns and other sites have added.</summary>
    public static string CanonicalList(this QueryString query)
    {
        if (!query.HasValue) return "";
        var given = QueryHelpers.ParseQuery(query.Value);
        return Keys.Where(given.ContainsKey).Aggregate("", (address, key) => QueryHelpers.AddQueryString(address, key, $"{given[key]}"));
    }
}
