using System.Globalization;
using System.Text.Json.Nodes;
using Cchc.Core;
using Cchc.Core.Changes;
using Cchc.Core.Settings;
using Cchc.Core.Sheets;
using Cchc.Core.Text;
using Cchc.Modules.Indexes.Rules;
using Cchc.Themes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Cchc.Modules.Indexes.Open;

/// <summary>
/// Results as data: downloads beside each page, and the same for programs under <c>/api/v1/indexes</c>. Values have the source's full precision; columns are
/// called the same in every year.
/// </summary>
public sealed class IndexEndpoints : ISiteEndpoints
{
    /// <summary>Columns before those of the criteria, with what they mean.</summary>
    public static readonly IReadOnlyList<(string Name, string Meaning)> Columns =
    [
        ("unit", "slug of the unit in this site's registry (/don-vi/{unit}); empty for a unit that it does not know"), ("unit_name", "name as printed in the source"), ("block", "units are ranked within their block; empty where all are one"),
        ("total", "total as published, full precision; empty: see total_state"), ("total_state", "published, missing, withheld, not_measured or not_applicable"), ("rank", "rank as published; empty where the source has none"),
        ("group", "group or tier as published"), ("percent", "index in percent where the source gives points and percent"), ("max", "the unit's own most points where it differs"), ("note", "what readers must know of this line"),
    ];

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/chi-so/{kind:slug}/{year:int}.{format:regex(^(csv|xlsx|json)$)}", Verbs.Reading, DownloadAsync).AllowAnonymous();
        routes.MapMethods("/chi-so/{kind:slug}/tat-ca.{format:regex(^(csv|xlsx)$)}", Verbs.Reading, WholeAsync).AllowAnonymous();
        routes.MapMethods("/ket-qua-chi-so/{slug:slug}", Verbs.Reading, ItemAsync).AllowAnonymous();
        routes.MapMethods("/api/v1/indexes", Verbs.Reading, ListAsync).AllowAnonymous().CacheOutput(PageCache.Policy);
        routes.MapMethods("/api/v1/indexes/columns", Verbs.Reading, (Delegate)ColumnList).AllowAnonymous().CacheOutput(PageCache.Policy);
        routes.MapMethods("/api/v1/indexes/{kind:slug}/{year:int}", Verbs.Reading, EditionAsync).AllowAnonymous();
    }

    private static async Task<IResult> DownloadAsync(string kind, int year, string format, HttpContext context, IndexLibrary library, SiteSettingsCache settings, CancellationToken ct)
    {
        if (await FindAsync(kind, year, context, library, ct) is not var (index, edition)) return Results.NotFound();
        if (format == "json") return Json(context, EditionJson(index, edition, (await settings.GetAsync(ct)).BaseOf(context.Request)));
        var name = $"{index.Slug}-{edition.Year}-{IndexEdition.LevelWord(edition.Level)}.{format}";
        var columns = Columns.Select(column => column.Name).Concat(edition.Table.Criteria.Select(criterion => criterion.Code)).ToList();
        return Table(context, format, name, columns, edition.Table.Results.Select(result => Line(result, edition.Table.Criteria)), edition.Table.Criteria);
    }

    /// <summary>All published years of an index as one table, the year first.</summary>
    private static async Task<IResult> WholeAsync(string kind, string format, HttpContext context, IndexLibrary library, CancellationToken ct)
    {
        context.MadeOf(IndexTags.All);
        if ((await library.GetAsync(ct)).Find(kind) is not { Editions.Count: > 0 } index) return Results.NotFound();
        var criteria = index.AllCriteria();
        var lines = index.Editions.OrderBy(edition => edition.Year).SelectMany(edition => edition.Table.Results.Select(result => new object?[] { edition.Year, edition.Level.ToString().ToLowerInvariant() }.Concat(Line(result, criteria))));
        return Table(context, format, $"{index.Slug}.{format}", ["year", "level", .. Columns.Select(column => column.Name), .. criteria.Select(criterion => criterion.Code)], lines, criteria);
    }

    private static IResult Table(HttpContext context, string format, string name, IReadOnlyList<string> columns, IEnumerable<IEnumerable<object?>> lines, IReadOnlyList<Criterion> criteria)
    {
        context.Response.Headers.CacheControl = "public, max-age=300";
        if (format == "xlsx")
            return Results.File(Spreadsheet.Write(
                new Sheet("data", [.. columns.Select(column => new SheetColumn(column, 16))], lines.Select(line => line.ToArray())),
                new Sheet("columns", [new("column", 16), new("meaning", 90)], Columns.Select(column => new object?[] { column.Name, column.Meaning }).Concat(criteria.Select(criterion => new object?[] { criterion.Code, criterion.Name })))),
                Spreadsheet.MediaType, name);
        return Results.File(CsvText.File(columns, lines), "text/csv; charset=utf-8", name);
    }

    /// <summary>The address that the kernel gives an edition leads to where readers see it.</summary>
    private static async Task<IResult> ItemAsync(string slug, HttpContext context, IndexLibrary library, CancellationToken ct)
    {
        context.MadeOf(IndexTags.All);
        foreach (var index in (await library.GetAsync(ct)).Indexes)
            if (index.Editions.FirstOrDefault(edition => edition.Item.Slug == slug) is { } found) return Results.Redirect(index.UrlOf(found), permanent: true);
        return Results.NotFound();
    }

    private static async Task<IResult> ListAsync(HttpContext context, IndexLibrary library, SiteSettingsCache settings, CancellationToken ct)
    {
        context.MadeOf(IndexTags.All);
        var site = (await settings.GetAsync(ct)).BaseOf(context.Request);
        return Json(context, new JsonArray([.. (await library.GetAsync(ct)).Indexes.Select(index => new JsonObject
        {
            ["kind"] = index.Slug, ["title"] = index.Item.Title, ["short_name"] = index.Item.ShortName, ["publisher"] = index.Item.Publisher, ["unit"] = index.Item.Unit, ["illustration"] = index.Item.IsIllustration,
            ["breaks"] = new JsonArray([.. Breaks.Read(index.Item.Breaks).Select(pair => new JsonObject { ["year"] = pair.Key, ["reason"] = pair.Value })]),
            ["editions"] = new JsonArray([.. index.Editions.Select(edition => new JsonObject
            {
                ["year"] = edition.Year, ["level"] = edition.Level.ToString().ToLowerInvariant(), ["units"] = edition.Table.Results.Count, ["complete"] = edition.IsComplete(), ["page"] = site + index.UrlOf(edition), ["data"] = $"{site}/api/v1/indexes/{index.Slug}/{edition.Year}{LevelOf(index, edition)}",
            })]),
        })]));
    }

    private static IResult ColumnList(HttpContext context) => Json(context, new JsonObject([.. Columns.Select(column => KeyValuePair.Create(column.Name, (JsonNode?)column.Meaning))]));

    private static async Task<IResult> EditionAsync(string kind, int year, HttpContext context, IndexLibrary library, SiteSettingsCache settings, CancellationToken ct) =>
        await FindAsync(kind, year, context, library, ct) is var (index, edition) ? Json(context, EditionJson(index, edition, (await settings.GetAsync(ct)).BaseOf(context.Request))) : Results.NotFound();

    private static async Task<(Index, Edition)?> FindAsync(string kind, int year, HttpContext context, IndexLibrary library, CancellationToken ct)
    {
        context.MadeOf(IndexTags.All);
        var level = context.Request.Query["cap"].ToString();
        return (await library.GetAsync(ct)).Find(kind) is { } index
            && (level.Length == 0 ? index.Find(year) : index.Editions.FirstOrDefault(one => one.Year == year && IndexEdition.LevelWord(one.Level) == level)) is { } edition ? (index, edition) : null;
    }

    private static JsonObject EditionJson(Index index, Edition edition, string site) => new()
    {
        ["kind"] = index.Slug, ["title"] = edition.Item.Title, ["year"] = edition.Year, ["level"] = edition.Level.ToString().ToLowerInvariant(), ["announced_on"] = edition.Item.AnnouncedOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ["decision"] = edition.Item.Decision, ["source"] = edition.Item.Source, ["source_url"] = edition.Item.SourceUrl, ["derived"] = edition.Item.Derived, ["incomplete"] = edition.Item.Incomplete, ["illustration"] = index.Item.IsIllustration, ["page"] = site + index.UrlOf(edition),
        ["criteria"] = new JsonArray([.. edition.Table.Criteria.Select(one => new JsonObject { ["code"] = one.Code, ["name"] = one.Name, ["parent"] = one.ParentCode, ["max"] = one.Max, ["weight"] = one.Weight })]),
        ["results"] = new JsonArray([.. edition.Table.Results.Select(one => new JsonObject
        {
            ["unit"] = one.UnitSlug, ["unit_name"] = one.UnitName, ["block"] = one.Block, ["total"] = Cell(one.Total), ["rank"] = one.Rank, ["group"] = one.Group, ["percent"] = one.Percent, ["max"] = one.Max, ["note"] = one.Note,
            ["scores"] = new JsonObject([.. edition.Table.Criteria.Select(criterion => KeyValuePair.Create(criterion.Code, (JsonNode?)Cell(one.ScoreOf(criterion.Code))))]),
        })]),
    };

    private static JsonObject Cell(Score score)
    {
        var cell = new JsonObject { ["value"] = score.Value, ["state"] = Word(score.State) };
        if (score.Source is { } source) cell["source"] = source;
        return cell;
    }

    private static IEnumerable<object?> Line(UnitResult result, IReadOnlyList<Criterion> criteria) =>
        new object?[] { result.UnitSlug, result.UnitName, result.Block, result.Total.Value, Word(result.Total.State), result.Rank, result.Group, result.Percent, result.Max, result.Note }.Concat(criteria.Select(criterion => (object?)result.ScoreOf(criterion.Code).Value));

    private static string Word(ResultState state) => state switch
    {
        ResultState.Published => "published", ResultState.Withheld => "withheld", ResultState.NotMeasured => "not_measured", ResultState.NotApplicable => "not_applicable", _ => "missing",
    };

    private static string LevelOf(Index index, Edition edition) => index.Find(edition.Year) == edition ? "" : $"?cap={IndexEdition.LevelWord(edition.Level)}";

    /// <summary>Public data that any page of any site may read.</summary>
    private static IResult Json(HttpContext context, JsonNode data)
    {
        context.Response.Headers.AccessControlAllowOrigin = "*";
        context.Response.Headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        return Results.Text(data.ToJsonString(ReadableJson.Options), "application/json; charset=utf-8");
    }
}
