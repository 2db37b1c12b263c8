using Cchc.Core;
using Cchc.Core.Content;
using Cchc.Core.Units;
using Cchc.Modules.Content.Documents;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Content.Models;

/// <summary>That a unit has taken a model over.</summary>
/// <param name="Unit">Null when the registry no longer has it.</param>
public sealed record Replication(string Slug, string Title, DateOnly On, Unit? Unit, IReadOnlyList<Measured> Results)
{
    public string Url => $"/mo-hinh/{Slug}";
    public string Who => Unit?.Name ?? Title;
}

/// <summary>The units that joined in one year.</summary>
/// <param name="Total">Units that do as the model does at the end of that year, the first one included.</param>
public sealed record SpreadYear(int Year, IReadOnlyList<Replication> Joined, int Total);

/// <summary>How a model has spread.</summary>
public static class Spread
{
    /// <summary>Year by year, earliest first. A unit that stands there twice joined once, with the earlier day.</summary>
    public static IReadOnlyList<SpreadYear> ByYear(IEnumerable<Replication> replications)
    {
        var total = 1;
        return [.. replications.OrderBy(one => one.On).DistinctBy(one => one.Who, StringComparer.Ordinal).GroupBy(one => one.On.Year).OrderBy(year => year.Key)
            .Select(year => new SpreadYear(year.Key, [.. year], total += year.Count()))];
    }
}

/// <summary>A model with everything that stands around it on its page; the newsroom's preview shows the same.</summary>
/// <param name="Decision">The document that recognises it, when readers may see it here.</param>
/// <param name="Origin">The model that this unit has taken over.</param>
/// <param name="Replications">Latest first.</param>
public sealed record ModelSheet(ReformModel Model, Unit? Unit, Term? Section, DocumentLine? Decision, ModelLine? Origin, IReadOnlyList<Replication> Replications)
{
    private const int MostReplications = 200;
    private static readonly Func<MeasuredResult, Measured> Figure = Measured.FromResult.Compile();

    public IReadOnlyList<Measured> Results => [.. Model.Results.Select(Figure)];

    public static async Task<ModelSheet> OfAsync(ReformModel model, SiteDb db, Sections sections, UnitDirectory units, CancellationToken ct)
    {
        var registry = await units.GetAsync(ct);
        var documents = db.Set<Document>().Where(document => document.State == ContentState.Published);
        var models = db.Set<ReformModel>().Where(other => other.State == ContentState.Published);
        return new(model,
            model.UnitId is { } unit ? registry.Find(unit) : null,
            (await sections.GetAsync(ct)).Find(model.Sections.FirstOrDefault()),
            model.DecisionId.Length == 0 ? null : await documents.Where(document => document.ContentItemId == model.DecisionId).Select(DocumentLine.FromDocument).FirstOrDefaultAsync(ct),
            model.OriginId.Length == 0 ? null : await models.Where(other => other.ContentItemId == model.OriginId).Select(ModelLine.FromModel).FirstOrDefaultAsync(ct),
            [.. (await models.Where(other => other.OriginId == model.ContentItemId && other.ReplicatedOn != null).OrderByDescending(other => other.ReplicatedOn).ThenByDescending(other => other.Id).Take(MostReplications)
                .Select(other => new { other.Slug, other.Title, On = other.ReplicatedOn!.Value, other.UnitId, Results = other.Results.OrderBy(result => result.Id).Select(result => new Measured(result.Label, result.Measure, result.Before, result.After, result.Source)).ToList() })
                .ToListAsync(ct)).Select(other => new Replication(other.Slug!, other.Title, other.On, other.UnitId is { } id ? registry.Find(id) : null, other.Results))]);
    }
}
