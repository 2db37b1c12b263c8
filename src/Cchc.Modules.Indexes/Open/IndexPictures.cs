using System.Text;
using Cchc.Core;
using Cchc.Core.Changes;
using Cchc.Core.Media;
using Cchc.Core.Settings;
using Cchc.Core.Units;
using Cchc.Modules.Indexes.Charts;
using Cchc.Modules.Indexes.Rules;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Cchc.Modules.Indexes.Open;

/// <summary>A picture of each table and of each unit, for newspapers and for links that are shared. Drawn once and kept until a figure changes.</summary>
public sealed class IndexPictures : ISiteEndpoints
{

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/chi-so/{kind:slug}/{year:int}.png", Verbs.Reading, EditionAsync).AllowAnonymous().CacheOutput(PageCache.Policy);
        routes.MapMethods("/chi-so/{kind:slug}/don-vi/{unit:slug}.png", Verbs.Reading, UnitAsync).AllowAnonymous().CacheOutput(PageCache.Policy);
    }

    private static async Task<IResult> EditionAsync(string kind, int year, HttpContext context, IndexLibrary library, SiteSettingsCache settings, OwnUnits own, CancellationToken ct)
    {
        context.MadeOf([.. IndexTags.All, UnitDirectory.ChangeTag]);
        var level = context.Request.Query["cap"].ToString();
        if ((await library.GetAsync(ct)).Find(kind) is not { } index
            || (level.Length == 0 ? index.Find(year) : index.Editions.FirstOrDefault(one => one.Year == year && IndexEdition.LevelWord(one.Level) == level)) is not { } edition) return Results.NotFound();
        var mine = await own.SlugsAsync(ct);
        var rows = index.Rows(edition).Where(row => row.Score.Value is not null).OrderByDescending(row => row.Score.Value).ToList();
        // The best ones, and the own ones wherever they stand.
        var ours = rows.Where(IsOwn).Take(2).ToList();
        var shown = rows.Take(ShareDrawing.MostBars - ours.Count).Union(ours).ToList();
        return Picture(context, ShareDrawing.Bars(Illustrated(index, edition.Item.Title), Subtitle(index, edition),
            [.. shown.Select(row => new ShareBar(row.Rank is { } rank ? $"{rank.Place}. {row.Result.UnitName}" : row.Result.UnitName, row.Score.Value!.Value, IndexWords.Number(row.Score.Value!.Value, index.Item), IsOwn(row)))], await SourceAsync(edition, settings, ct)));

        bool IsOwn(RankedRow row) => row.Result.UnitSlug is { } slug && mine.Contains(slug);
    }

    private static async Task<IResult> UnitAsync(string kind, string unit, HttpContext context, IndexLibrary library, UnitDirectory units, SiteSettingsCache settings, CancellationToken ct)
    {
        context.MadeOf([.. IndexTags.All, UnitDirectory.ChangeTag]);
        var registry = await units.GetAsync(ct);
        if ((await library.GetAsync(ct)).Find(kind) is not { } index || registry.FindSlug(unit) is not { } found) return Results.NotFound();
        var lines = registry.WithPredecessors(found).SelectMany(one => index.History(one.Slug).Select(point => (Unit: one, point.Edition, point.Row))).Where(point => point.Row.Score.Value is not null).ToList();
        if (lines.Count == 0) return Results.NotFound();
        // The latest years; a unit and those that went into it are never one line.
        var shown = lines.OrderByDescending(point => point.Edition.Year).Take(ShareDrawing.MostBars).OrderBy(point => point.Unit.Id).ThenBy(point => point.Edition.Year).ToList();
        var several = shown.Select(point => point.Unit.Id).Distinct().Count() > 1;
        return Picture(context, ShareDrawing.Bars(Illustrated(index, $"{index.Item.ShortName}: {found.Name}"), Subtitle(index, null),
            [.. shown.Select(point => new ShareBar(several ? $"{point.Edition.Year} {point.Row.Result.UnitName}" : $"{point.Edition.Year}", point.Row.Score.Value!.Value,
                $"{IndexWords.Number(point.Row.Score.Value!.Value, index.Item)}{(point.Row.Rank is { } rank ? $" (hạng {IndexWords.Rank(rank)})" : "")}", point.Unit.Id == shown[^1].Unit.Id))], await SourceAsync(shown[^1].Edition, settings, ct)));
    }

    private static string Illustrated(Index index, string title) => index.Item.IsIllustration ? $"{title} (số liệu minh họa)" : title;

    private static string Subtitle(Index index, Edition? edition) => string.Join(", ", new[]
    {
        index.Item.Unit == "%" ? "phần trăm" : index.Item.ScaleTo is { } most ? $"điểm, thang {Axis.Word(most)}" : "điểm", edition?.Item.Incomplete ?? "",
    }.Where(part => part.Length > 0));

    private static async Task<string> SourceAsync(Edition edition, SiteSettingsCache settings, CancellationToken ct) => $"Nguồn: {edition.Item.Source}. {(await settings.GetAsync(ct)).FullName}";

    private static IResult Picture(HttpContext context, string drawing)
    {
        if (PictureFile.DrawPng(Encoding.UTF8.GetBytes(drawing), ShareDrawing.Width) is not { } picture) return Results.NotFound();
        context.Response.Headers.CacheControl = "public, max-age=300";
        context.Response.Headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        return Results.Bytes(picture, "image/png");
    }
}
