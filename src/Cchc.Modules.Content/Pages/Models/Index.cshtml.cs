using Cchc.Core;
using Cchc.Core.Changes;
using Cchc.Core.Content;
using Cchc.Core.Settings;
using Cchc.Core.Units;
using Cchc.Modules.Content.Lists;
using Cchc.Modules.Content.Models;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Cchc.Modules.Content.Pages.Models;

/// <summary>Models, initiatives and examples, narrowed by kind, stage, field, year and unit. A field has a page of its own.</summary>
public sealed class IndexModel(SiteDb db, ModelRegister register, Sections sections, UnitDirectory units, SiteSettingsCache settings) : PageModel
{
    public const string Path = "/mo-hinh";

    public ListPage<ModelLine> Models { get; private set; } = ListPage.Empty<ModelLine>();
    public ModelFilter Filter { get; private set; } = ModelFilter.Everything;
    /// <summary>The chuyên mục whose page this is, or null.</summary>
    public Term? Field { get; private set; }
    public ListFacets Facets { get; private set; } = new([], (_, _) => Path);
    public int Total { get; private set; }
    /// <summary>Address of this list from its beginning.</summary>
    public string Here => UrlWith("", null);

    public async Task<IActionResult> OnGetAsync(string? field, [FromQuery(Name = "sau")] string? after, [FromQuery(Name = "truoc")] string? before, [FromQuery(Name = "loai")] string? kind,
        [FromQuery(Name = "tinh-trang")] string? stage, [FromQuery(Name = "nam")] string? year, [FromQuery(Name = "don-vi")] string? unit, CancellationToken ct)
    {
        if (Place.Of(after, before) is not { } place) return NotFound();
        var (counts, tree, registry) = (await register.GetAsync(ct), await sections.GetAsync(ct), await units.GetAsync(ct));
        Filter = new(kind ?? "", stage ?? "", field ?? "", year ?? "", unit ?? "");
        Total = counts.Total(Filter);
        if (Total == 0 && !Filter.IsEmpty) return NotFound();
        Field = field is null ? null : tree.FindSlug(field);
        Facets = new(counts.Facets(Filter), UrlWith);
        var size = (await settings.GetAsync(ct)).PageSize;
        Models = await (await db.Set<ReformModel>().Narrowed(Filter, tree, registry).PageAsync(rows => rows.Select(ModelLine.FromModel), line => new(line.PublishedUtc, $"{line.Id}"), place, size, ct)).WithReplicationsAsync(db, ct);
        if (Models.Items.Count == 0 && !place.IsTop) return NotFound();
        HttpContext.MadeOf(Tag.List(ReformModelType.TypeName), UnitDirectory.ChangeTag);
        return Page();
    }

    private string UrlWith(string key, string? word)
    {
        var field = key == ModelCounts.FieldKey ? word ?? "" : Filter.Field;
        return ListAddress.With(field.Length > 0 ? $"{Path}/{ModelCounts.FieldKey}/{field}" : Path, [("loai", Filter.Kind), ("tinh-trang", Filter.Stage), ("nam", Filter.Year), ("don-vi", Filter.Unit)], key, word);
    }
}
