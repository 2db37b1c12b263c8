using Cchc.Core;
using Cchc.Core.Changes;
using Cchc.Core.Settings;
using Cchc.Modules.Content.Documents;
using Cchc.Modules.Content.Lists;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Cchc.Modules.Content.Pages.Documents;

/// <summary>The register of documents, narrowed by form, year and agency.</summary>
public sealed class IndexModel(SiteDb db, DocumentRegister register, SiteSettingsCache settings) : PageModel
{
    public ListPage<DocumentLine> Documents { get; private set; } = ListPage.Empty<DocumentLine>();
    public DocumentFilter Filter { get; private set; } = new("", "", "");
    public IReadOnlyList<ListFacet> Facets { get; private set; } = [];
    public int Total { get; private set; }

    public async Task<IActionResult> OnGetAsync([FromQuery(Name = "sau")] string? after, [FromQuery(Name = "truoc")] string? before,
        [FromQuery(Name = "loai")] string? kind, [FromQuery(Name = "nam")] string? year, [FromQuery(Name = "co-quan")] string? agency, CancellationToken ct)
    {
        if (Place.Of(after, before) is not { } place) return NotFound();
        var counts = await register.GetAsync(ct);
        Filter = new(kind ?? "", year ?? "", agency ?? "");
        Total = counts.Total(Filter);
        if (Total == 0 && !Filter.IsEmpty) return NotFound();
        Facets =
        [
            new("co-quan", "Cơ quan ban hành", counts.Agencies(Filter), Filter.Agency),
            new("nam", "Năm", counts.Years(Filter), Filter.Year),
            new("loai", "Loại", counts.Kinds(Filter), Filter.Kind),
        ];
        Documents = await Narrowed(counts).PageOfDocumentsAsync(place, (await settings.GetAsync(ct)).PageSize, ct);
        if (Documents.Items.Count == 0 && !place.IsTop) return NotFound();
        HttpContext.MadeOf(Tag.List(Walk.Documents));
        return Page();
    }

    /// <summary>The list with one filter set to another word, or taken away.</summary>
    public string UrlWith(string key, string? word) => ListAddress.With("/van-ban", [("loai", Filter.Kind), ("nam", Filter.Year), ("co-quan", Filter.Agency)], key, word);

    private IQueryable<Document> Narrowed(DocumentCounts counts)
    {
        var documents = db.Set<Document>().AsQueryable();
        if (counts.Kind(Filter.Kind) is { } kind) documents = documents.Where(document => document.Kind == kind);
        if (counts.Agency(Filter.Agency) is { } agency) documents = documents.Where(document => document.Agency == agency);
        if (Filter.Year == DocumentFilter.NoDate) return documents.Where(document => document.IssuedOn == null);
        if (!int.TryParse(Filter.Year, out var year)) return documents;
        var (first, next) = (new DateOnly(year, 1, 1), new DateOnly(year + 1, 1, 1));
        return documents.Where(document => document.IssuedOn >= first && document.IssuedOn < next);
    }
}
