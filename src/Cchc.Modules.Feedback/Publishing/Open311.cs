using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Cchc.Core;
using Cchc.Core.Changes;
using Cchc.Core.Text;
using Cchc.Core.Units;
using Cchc.Modules.Feedback.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Cchc.Modules.Feedback.Publishing;

/// <summary>
/// What is published, as Open311 GeoReport v2 reads it out: services are the kinds, requests the published matters. There is no
/// place in it, as none is published, and nothing can be sent this way: the form has what a sender needs.
/// </summary>
public sealed class Open311 : ISiteEndpoints
{
    /// <summary>The specification's bound of one answer.</summary>
    private const int Most = 1000;
    private const string Formats = "{format:regex(^(json|xml)$)}";

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapMethods($"/open311/v2/services.{Formats}", Verbs.Reading, ServicesAsync).AllowAnonymous();
        routes.MapMethods($"/open311/v2/requests.{Formats}", Verbs.Reading, RequestsAsync).AllowAnonymous();
        routes.MapMethods($"/open311/v2/requests/{{id}}.{Formats}", Verbs.Reading, RequestAsync).AllowAnonymous();
    }

    private static async Task<IResult> ServicesAsync(string format, HttpContext context, FeedbackSettingsCache settings, CancellationToken ct) => Write(context, format, "services", "service",
        [.. (await settings.GetAsync(ct)).Kinds.Select(kind => new (string, string?)[] { ("service_code", kind.Key), ("service_name", kind.Name), ("description", kind.Hint), ("metadata", "false"), ("type", "blackbox"), ("keywords", ""), ("group", "") })]);

    private static async Task<IResult> RequestsAsync(string format, HttpContext context, PublishedBook book, FeedbackSettingsCache settings, UnitDirectory units, TimeProvider clock, CancellationToken ct)
    {
        context.MadeOf(FeedbackStore.ChangeTag);
        var (asked, problem) = Open311Query.Read(name => context.Request.Query[name].ToString(), clock.GetUtcNow().UtcDateTime);
        if (asked is null) return Fault(context, format, StatusCodes.Status400BadRequest, problem);
        var (known, registry) = (await settings.GetAsync(ct), await units.GetAsync(ct));
        return Write(context, format, "service_requests", "request", [.. asked.Of(await book.GetAsync(ct)).Skip((asked.Page - 1) * Most).Take(Most).Select(item => Request(item, known, registry))]);
    }

    private static async Task<IResult> RequestAsync(string id, string format, HttpContext context, PublishedBook book, FeedbackSettingsCache settings, UnitDirectory units, CancellationToken ct)
    {
        context.MadeOf(FeedbackStore.ChangeTag);
        return (await book.GetAsync(ct)).FirstOrDefault(item => item.Id.ToString(CultureInfo.InvariantCulture) == id) is { } item
            ? Write(context, format, "service_requests", "request", [Request(item, await settings.GetAsync(ct), await units.GetAsync(ct))]) : Fault(context, format, StatusCodes.Status404NotFound, "service_request_id was not found");
    }

    private static (string, string?)[] Request(PublishedItem item, FeedbackSettings settings, UnitRegistry registry) =>
    [
        ("service_request_id", item.Id.ToString(CultureInfo.InvariantCulture)), ("status", item.IsOpen ? "open" : "closed"), ("status_notes", item.Answer), ("service_name", settings.KindOf(item.Kind)?.Name ?? item.Kind), ("service_code", item.Kind),
        ("description", $"{item.Subject}\n{item.Content}"), ("agency_responsible", registry.Find(item.UnitId ?? 0)?.Name), ("service_notice", item.IsSample ? "Minh họa" : null), ("requested_datetime", BusinessTime.Iso(item.ReceivedUtc)),
        ("updated_datetime", BusinessTime.Iso(item.UpdatedUtc)), ("expected_datetime", BusinessTime.Iso(BusinessTime.Utc(item.DueOn.ToDateTime(new TimeOnly(23, 59, 59))))), ("address", null), ("address_id", null), ("zipcode", null), ("lat", null), ("long", null), ("media_url", null),
    ];

    private static IResult Fault(HttpContext context, string format, int status, string problem) =>
        Write(context, format, "errors", "error", [[("code", status.ToString(CultureInfo.InvariantCulture)), ("description", problem)]], status);

    private static IResult Write(HttpContext context, string format, string many, string one, IReadOnlyList<(string Name, string? Value)[]> rows, int status = StatusCodes.Status200OK)
    {
        context.Response.Headers.CacheControl = status == StatusCodes.Status200OK ? "public, max-age=300" : "no-store";
        if (format == "json") return Results.Json(new JsonArray([.. rows.Select(row => new JsonObject(row.Select(pair => KeyValuePair.Create(pair.Name, Json(pair.Name, pair.Value)))))]), ReadableJson.Options, statusCode: status);
        var xml = new XDocument(new XElement(many, rows.Select(row => new XElement(one, row.Select(pair => new XElement(pair.Name, Clean(pair.Value)))))));
        return Results.Text("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + xml, "text/xml", Encoding.UTF8, status);
    }

    /// <summary>As the specification writes it: a truth value and a code are not texts in JSON.</summary>
    private static JsonNode? Json(string name, string? value) => name switch
    {
        "metadata" => JsonValue.Create(value == "true"), "code" => JsonValue.Create(int.Parse(value!, CultureInfo.InvariantCulture)), _ => value,
    };

    private static string? Clean(string? text) => text is null ? null : string.Concat(text.Where(System.Xml.XmlConvert.IsXmlChar));
}

/// <summary>What a program asks for. Pure.</summary>
public sealed record Open311Query(IReadOnlyList<string> Ids, IReadOnlyList<string> Services, bool? Open, DateTime? FromUtc, DateTime? ToUtc, int Page)
{
    /// <summary>The specification's longest span of one answer.</summary>
    private const int Days = 90;

    /// <summary>Reads the parameters of the specification; those that it does not know are passed over. Without ids and days the last 90 days count.</summary>
    public static (Open311Query? Query, string Problem) Read(Func<string, string> parameter, DateTime nowUtc)
    {
        var ids = List(parameter("service_request_id"));
        var states = List(parameter("status")).Distinct().ToList();
        if (states.Any(state => state is not ("open" or "closed"))) return (null, "status is open, closed, or both");
        if (!Time(parameter("start_date"), out var from)) return (null, "start_date is not a W3C date and time");
        if (!Time(parameter("end_date"), out var to)) return (null, "end_date is not a W3C date and time");
        var page = 1;
        if (parameter("page") is { Length: > 0 } text && !(int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out page) && page is >= 1 and <= 10_000)) return (null, "page is a number from 1");
        if (ids.Count == 0 && from is null) from = (to ?? nowUtc).AddDays(-Days);
        if (ids.Count == 0 && from is { } first && (to ?? nowUtc) - first > TimeSpan.FromDays(Days)) to = first.AddDays(Days);
        return (new(ids, List(parameter("service_code")), states.Count == 1 ? states[0] == "open" : null, ids.Count == 0 ? from : null, ids.Count == 0 ? to : null, page), "");
    }

    public IEnumerable<PublishedItem> Of(IEnumerable<PublishedItem> items) => Ids.Count > 0
        ? items.Where(item => Ids.Contains(item.Id.ToString(CultureInfo.InvariantCulture)))
        : items.Where(item => (Services.Count == 0 || Services.Contains(item.Kind)) && (Open is null || item.IsOpen == Open) && (FromUtc is null || item.ReceivedUtc >= FromUtc) && (ToUtc is null || item.ReceivedUtc <= ToUtc)).OrderByDescending(item => item.ReceivedUtc);

    private static List<string> List(string text) => [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    private static bool Time(string text, out DateTime? time)
    {
        var known = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var read);
        // Far from the ends of time, so that 90 days more or less exist.
        time = known && read.Year is > 1900 and < 9000 ? read.UtcDateTime : null;
        return text.Length == 0 || time is not null;
    }
}
