using System.Globalization;
using Cchc.Core;
using Cchc.Core.Changes;
using Cchc.Core.Content;
using Cchc.Core.Units;
using Cchc.Modules.Content.Lists;
using Cchc.Modules.Content.News;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Cchc.Modules.Content.Models;

/// <summary>What readers have narrowed the list of models to; "" is everything.</summary>
/// <param name="Field">Slug of a chuyên mục at the top of the tree.</param>
/// <param name="Unit">Slug of a unit.</param>
public sealed record ModelFilter(string Kind, string Stage, string Field, string Year, string Unit)
{
    /// <summary>The year of those that give none.</summary>
    public const string NoYear = "khong-ghi";

    public static ModelFilter Everything { get; } = new("", "", "", "", "");
    /// <summary>In the order in which <see cref="ModelCounts"/> counts.</summary>
    public IReadOnlyList<string> Chosen => [Kind, Stage, Field, Year, Unit];
    public bool IsEmpty => Chosen.All(word => word.Length == 0);
}

/// <summary>The numbers beside the filters, and the newest models, read once for all readers until one changes. What units have taken over is reached through the model.</summary>
public sealed class ModelCounts(IReadOnlyList<ListCount> counts, IReadOnlyList<ModelLine> newest)
{
    private readonly ListCounts all = new(counts);

    public IReadOnlyList<ModelLine> Newest { get; } = newest;
    /// <summary>Slugs of the fields that have models, each with a page of its own.</summary>
    public IEnumerable<string> Fields => all.Choices(ModelFilter.Everything.Chosen, 2).Select(choice => choice.Word);
    public int Total(ModelFilter filter) => all.Total(filter.Chosen);

    public IReadOnlyList<ListFacet> Facets(ModelFilter filter) =>
    [
        new("loai", "Loại", all.Choices(filter.Chosen, 0), filter.Kind),
        new("tinh-trang", "Tình trạng", all.Choices(filter.Chosen, 1), filter.Stage),
        new(FieldKey, "Lĩnh vực", all.Choices(filter.Chosen, 2), filter.Field),
        new("nam", "Năm", all.Years(filter.Chosen, 3), filter.Year),
        new("don-vi", "Đơn vị", Shortened(all.Choices(filter.Chosen, 4), filter.Unit), filter.Unit),
    ];

    /// <summary>A filter that is a page of its own.</summary>
    public const string FieldKey = "linh-vuc";
    private const int MostUnits = 12;

    private static IReadOnlyList<ListChoice> Shortened(IReadOnlyList<ListChoice> units, string chosen) => [.. units.Where((unit, at) => at < MostUnits || unit.Word == chosen)];
}

/// <inheritdoc cref="ModelCounts"/>
public sealed class ModelRegister(IServiceScopeFactory scopes, Sections sections, UnitDirectory units)
    : Snapshot<ModelCounts>(scopes, Tag.List(ReformModelType.TypeName), Sections.ChangeTag, UnitDirectory.ChangeTag)
{
    /// <summary>Enough for the block of the home page.</summary>
    public const int Newest = 6;

    protected override async Task<ModelCounts> LoadAsync(SiteDb db, CancellationToken ct)
    {
        var (tree, registry) = (await sections.GetAsync(ct), await units.GetAsync(ct));
        var models = db.Set<ReformModel>().Where(model => model.Kind != ModelKind.NhanRong);
        var counts = await models.Where(model => model.State == ContentState.Published).GroupBy(model => new { model.Kind, model.Stage, model.Field, model.Year, model.UnitId })
            .Select(same => new { same.Key, Count = same.Count() }).ToListAsync(ct);
        var newest = await models.Newest().Take(Newest).Select(ModelLine.FromModel).ToListAsync(ct);
        return new(counts.ConvertAll(same => new ListCount(
        [
            KindValue(same.Key.Kind),
            same.Key.Kind is ModelKind.DienHinh ? new("", "") : StageValue(same.Key.Stage),
            FieldOf(tree, same.Key.Field) is { } field ? new(field.Slug, field.Name) : new("", ""),
            same.Key.Year is { } year ? new(year.ToString(CultureInfo.InvariantCulture), year.ToString(CultureInfo.InvariantCulture)) : new(ModelFilter.NoYear, "Không ghi năm"),
            same.Key.UnitId is { } id && registry.Find(id) is { } unit ? new(unit.Slug, unit.Name) : new("", ""),
        ], same.Count)), newest);
    }

    public static ListValue KindValue(ModelKind kind) => ListValue.Of(ReformModel.KindLabel(kind));
    public static ListValue StageValue(ModelStage stage) => ListValue.Of(ReformModel.StageLabel(stage));

    /// <summary>The chuyên mục at the top of the tree above that one: the reform field.</summary>
    public static Term? FieldOf(SectionTree tree, string contentItemId) => tree.Find(contentItemId) is { } section ? tree.AncestorsAndSelf(section).Last() : null;
}

/// <summary>Models as readers ask for them.</summary>
public static class ModelList
{
    /// <summary>Those that a filter lets through; its words are known ones.</summary>
    public static IQueryable<ReformModel> Narrowed(this IQueryable<ReformModel> models, ModelFilter filter, SectionTree tree, UnitRegistry units)
    {
        models = models.Where(model => model.Kind != ModelKind.NhanRong);
        foreach (var kind in Enum.GetValues<ModelKind>().Where(kind => ModelRegister.KindValue(kind).Word == filter.Kind)) models = models.Where(model => model.Kind == kind);
        foreach (var stage in Enum.GetValues<ModelStage>().Where(stage => ModelRegister.StageValue(stage).Word == filter.Stage)) models = models.Where(model => model.Stage == stage && model.Kind != ModelKind.DienHinh);
        if (filter.Field.Length > 0)
        {
            var field = tree.FindSlug(filter.Field);
            var below = tree.All.Where(term => tree.AncestorsAndSelf(term).Last() == field).Select(term => term.ContentItemId).ToList();
            models = models.Where(model => below.Contains(model.Field));
        }
        if (filter.Year == ModelFilter.NoYear) models = models.Where(model => model.Year == null);
        else if (int.TryParse(filter.Year, NumberStyles.None, CultureInfo.InvariantCulture, out var year)) models = models.Where(model => model.Year == year);
        return units.FindSlug(filter.Unit) is { } unit ? models.Where(model => model.UnitId == unit.Id) : models;
    }

    /// <summary>The same lines with how many units have taken each over, in one command for all.</summary>
    public static async Task<ListPage<ModelLine>> WithReplicationsAsync(this ListPage<ModelLine> page, SiteDb db, CancellationToken ct)
    {
        var ids = page.Items.Select(line => line.ContentItemId).ToList();
        var counts = await db.Set<ReformModel>().Where(model => ids.Contains(model.OriginId) && model.State == ContentState.Published)
            .GroupBy(model => model.OriginId).Select(same => new { same.Key, Count = same.Count() }).ToDictionaryAsync(same => same.Key, same => same.Count, ct);
        return page with { Items = [.. page.Items.Select(line => line with { Replications = counts.GetValueOrDefault(line.ContentItemId) })] };
    }
}
