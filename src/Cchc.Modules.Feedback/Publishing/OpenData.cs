using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cchc.Core;
using Cchc.Core.Changes;
using Cchc.Core.Settings;
using Cchc.Core.Sheets;
using Cchc.Core.Text;
using Cchc.Core.Units;
using Cchc.Modules.Feedback.Data;
using Cchc.Themes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Cchc.Modules.Feedback.Publishing;

/// <summary>What is published as data: each question with its answer, and the figures of every month since the beginning.</summary>
public sealed class OpenData : ISiteEndpoints
{
    private static readonly string[] Columns = ["id", "kind", "kind_name", "field", "field_name", "unit", "unit_name", "subject", "question", "answer", "sender_name", "received", "due", "answered", "in_time", "published", "satisfaction", "status", "illustration", "page"];

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/gop-y/cong-khai.csv", Verbs.Reading, async (HttpContext context, PublishedBook book, FeedbackSettingsCache settings, UnitDirectory units, SiteSettingsCache site, CancellationToken ct) =>
            Csv(context, "gop-y-cong-khai.csv", Columns, (await LinesAsync(context, book, settings, units, site, ct)).Select(line => line.AsEnumerable()))).AllowAnonymous().CacheOutput(PageCache.Policy);
        routes.MapMethods("/gop-y/cong-khai.json", Verbs.Reading, async (HttpContext context, PublishedBook book, FeedbackSettingsCache settings, UnitDirectory units, SiteSettingsCache site, CancellationToken ct) =>
            Results.Json((await LinesAsync(context, book, settings, units, site, ct)).Select(line => new JsonObject(Columns.Zip(line, (name, value) => KeyValuePair.Create(name, JsonSerializer.SerializeToNode(value))))), ReadableJson.Options)).AllowAnonymous().CacheOutput(PageCache.Policy);
        routes.MapMethods("/gop-y/so-lieu.csv", Verbs.Reading, FiguresAsync).AllowAnonymous().CacheOutput(PageCache.Policy);
    }

    private static async Task<IEnumerable<object?[]>> LinesAsync(HttpContext context, PublishedBook book, FeedbackSettingsCache settings, UnitDirectory units, SiteSettingsCache site, CancellationToken ct)
    {
        context.MadeOf(FeedbackStore.ChangeTag, UnitDirectory.ChangeTag);
        var (known, registry, address) = (await settings.GetAsync(ct), await units.GetAsync(ct), (await site.GetAsync(ct)).BaseOf(context.Request));
        return (await book.GetAsync(ct)).Select(item =>
        {
            var unit = registry.Find(item.UnitId ?? 0);
            return new object?[]
            {
                item.Id, item.Kind, known.KindOf(item.Kind)?.Name, item.Field, known.FieldName(item.Field), unit?.Slug, unit?.Name, item.Subject, item.Content, item.Answer, item.Name,
                BusinessTime.Iso(item.ReceivedUtc), Day(item.DueOn), item.AnsweredUtc is { } answered ? BusinessTime.Iso(answered) : null, item.InTime, BusinessTime.Iso(item.PublishedUtc), item.Rating, item.State.ToString(), item.IsSample, address + item.Url,
            };
        });
    }

    private static async Task<IResult> FiguresAsync(HttpContext context, SiteDb db, TimeProvider clock, CancellationToken ct)
    {
        context.MadeOf(FeedbackStore.ChangeTag);
        var (nowUtc, today) = (clock.GetUtcNow().UtcDateTime, BusinessTime.Today(clock));
        var rows = await FeedbackFigures.ReadAsync(db.Set<FeedbackItem>(), DateTime.UnixEpoch, nowUtc.AddTicks(1), ct);
        return Csv(context, "gop-y-so-lieu.csv", ["month", "received", "answered", "answered_in_time", "answered_late", "refused", "overdue_now", "rated", "satisfied", "illustration"],
            rows.GroupBy(row => row.Month).OrderBy(group => group.Key).Select(group =>
            {
                var figures = FeedbackFigures.Of([.. group], today);
                return new object?[] { group.Key.ToString("yyyy-MM", CultureInfo.InvariantCulture), figures.Received, figures.Answered, figures.InTime, figures.AnsweredLate, figures.Refused, figures.Late, figures.Rated, figures.Satisfied, group.Count(row => row.IsSample) }.AsEnumerable();
            }));
    }

    private static IResult Csv(HttpContext context, string name, IEnumerable<string> columns, IEnumerable<IEnumerable<object?>> lines)
    {
        context.Response.Headers.CacheControl = "public, max-age=300";
        return Results.File(CsvText.File(columns, lines), "text/csv; charset=utf-8", name);
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
