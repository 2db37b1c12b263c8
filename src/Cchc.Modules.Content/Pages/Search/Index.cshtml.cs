using System.Globalization;
using Cchc.Core;
using Cchc.Core.Content;
using Cchc.Core.Search;
using Cchc.Core.Units;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;

namespace Cchc.Modules.Content.Pages.Search;

/// <summary>Search over everything public. Every filter, order and page is a link, so it works without script.</summary>
[NotCached]
public sealed class IndexModel(SearchIndex index, SiteModules modules, Sections sections, UnitDirectory units) : PageModel
{
    private const int LongestQuery = 500;
    /// <summary>Values of one facet that are shown; the chosen ones always are.</summary>
    private const int MostValues = 10;

    /// <summary>A filter: its heading, its name in the address, and its values with their counts.</summary>
    public sealed record Filter(string Label, string Name, IReadOnlyList<FilterValue> Values);
    public sealed record FilterValue(string Label, int Count, bool Chosen, string Url);

    private static readonly (SearchFacet Facet, string Name, string Label)[] Facets =
    [
        (SearchFacet.ContentType, "muc", "Mục"), (SearchFacet.Section, "chuyen-muc", "Chuyên mục"), (SearchFacet.Kind, "loai", "Thể loại"),
        (SearchFacet.Year, "nam", "Năm"), (SearchFacet.Unit, "don-vi", "Đơn vị"),
    ];

    public string Q { get; private set; } = "";
    public bool Newest { get; private set; }
    /// <summary>Null until something was asked.</summary>
    public SearchResult? Result { get; private set; }
    public IReadOnlyList<Filter> Filters { get; private set; } = [];
    public int Number { get; private set; } = 1;
    private SectionTree tree = null!;
    private UnitRegistry registry = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        var asked = ((string?)Request.Query["q"] ?? "").Trim();
        Q = asked.Length > LongestQuery ? asked[..LongestQuery] : asked;
        Newest = Request.Query["sap-xep"] == "moi";
        if (Request.Query["trang"] is { Count: > 0 } page && (!int.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || (Number = number) < 1)) return NotFound();
        var chosen = Facets.ToDictionary(facet => facet.Facet, IReadOnlyCollection<string> (facet) => [.. Request.Query[facet.Name].OfType<string>().Where(value => value.Length is > 0 and < 200).Take(20)]);
        if (Q.Length == 0 && chosen.Values.All(values => values.Count == 0)) return Page();
        (tree, registry) = (await sections.GetAsync(ct), await units.GetAsync(ct));
        Result = index.Search(new() { Text = Q, Filters = chosen.Where(pair => pair.Value.Count > 0).ToDictionary(), Order = Newest ? SearchOrder.Newest : SearchOrder.Best, Page = Number });
        if (Number > 1 && Result.Hits.Count == 0) return NotFound();
        Filters = [.. Facets.Select(facet => FilterOf(facet, chosen[facet.Facet])).Where(filter => filter.Values.Count > 0)];
        return Page();
    }

    /// <summary>What the box offers while someone types, as JSON.</summary>
    public IActionResult OnGetGoiY(string? q) =>
        new JsonResult(index.Suggest(q?.Length > LongestQuery ? q[..LongestQuery] : q, 8).Select(line => new { line.Text, Url = line.Url ?? UrlOf(("q", line.Text)) }));

    /// <summary>Address of this search on another page of hits.</summary>
    public string PageUrl(int number) => Change("trang", number == 1 ? null : number.ToString(CultureInfo.InvariantCulture));
    public string OrderUrl(bool newest) => Change("sap-xep", newest ? "moi" : null);
    public string SuggestionUrl => UrlOf(("q", Result!.Suggestion!));

    /// <summary>What kind of thing a hit is, for its kicker.</summary>
    public string KickerOf(SearchDocument document) => modules.ContentType(document.ContentType)?.Label ?? document.ContentType;

    /// <summary>Last part of a file's address.</summary>
    public static string NameOf(string url) => url[(url.LastIndexOf('/') + 1)..];

    private Filter FilterOf((SearchFacet Facet, string Name, string Label) facet, IReadOnlyCollection<string> chosen)
    {
        var counts = Result!.Facets.GetValueOrDefault(facet.Facet) ?? [];
        var missing = chosen.Where(value => counts.All(count => count.Value != value)).Select(value => new FacetCount(value, 0));
        return new(facet.Label, facet.Name, [.. counts.Take(MostValues).Concat(counts.Skip(MostValues).Where(count => chosen.Contains(count.Value))).Concat(missing)
            .Select(count => new FilterValue(LabelOf(facet.Facet, count.Value), count.Count, chosen.Contains(count.Value), Toggle(facet.Name, count.Value)))]);
    }

    private string LabelOf(SearchFacet facet, string value) => facet switch
    {
        SearchFacet.ContentType => modules.ContentType(value)?.Label ?? value,
        SearchFacet.Section => tree.Find(value)?.Name ?? value,
        SearchFacet.Unit => registry.FindSlug(value)?.Name ?? value,
        _ => value,
    };

    private string Toggle(string name, string value)
    {
        var chosen = Request.Query[name].Contains(value);
        return UrlOf([.. Pairs().Where(pair => pair.Name != "trang" && !(chosen && pair.Name == name && pair.Value == value)), .. chosen ? [] : new[] { (name, value) }]);
    }

    private string Change(string name, string? value) =>
        UrlOf([.. Pairs().Where(pair => pair.Name != name && pair.Name != "trang"), .. value is null ? [] : new[] { (name, value) }]);

    private IEnumerable<(string Name, string Value)> Pairs()
    {
        if (Q.Length > 0) yield return ("q", Q);
        if (Newest) yield return ("sap-xep", "moi");
        foreach (var (_, name, _) in Facets)
            foreach (var value in Request.Query[name].OfType<string>().Where(value => value.Length is > 0 and < 200).Take(20)) yield return (name, value);
        if (Number > 1) yield return ("trang", Number.ToString(CultureInfo.InvariantCulture));
    }

    private static string UrlOf(params (string Name, string Value)[] pairs) =>
        QueryHelpers.AddQueryString("/tim-kiem", pairs.Select(pair => KeyValuePair.Create(pair.Name, (string?)pair.Value)));
}
