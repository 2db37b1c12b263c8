using Cchc.Core;
using Cchc.Core.Content;
using Cchc.Core.People;
using Cchc.Modules.Indexes.Rules;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Indexes.Pages.Admin.Editions;

/// <summary>One edition: year, decision, source, and the import undone by going back to the version before.</summary>
[Authorize("indexes.manage")]
public sealed class EditionModel(SiteDb db, ContentStore store, ContentWorkflow flow, SiteModules modules) : ItemPage<IndexEdition>(store, flow, modules.ContentType("IndexEdition")!)
{
    public sealed class EditionInput
    {
        public string? KindId { get; set; }
        public int Year { get; set; }
        public IndexLevel Level { get; set; } = IndexLevel.Province;
        public DateOnly? AnnouncedOn { get; set; }
        public string? Decision { get; set; }
        public string? Source { get; set; }
        public string? SourceUrl { get; set; }
        public string? Derived { get; set; }
        public string? Incomplete { get; set; }
    }

    [BindProperty] public EditionInput Input { get; set; } = new();
    public IReadOnlyList<IndexKind> Kinds { get; private set; } = [];
    public IndexTable Table { get; private set; } = IndexTable.Empty;

    protected override void Show(IndexEdition item) => Input = new()
    {
        KindId = item.KindId, Year = item.Year, Level = item.Level, AnnouncedOn = item.AnnouncedOn, Decision = item.Decision, Source = item.Source, SourceUrl = item.SourceUrl, Derived = item.Derived, Incomplete = item.Incomplete,
    };

    protected override async Task TakeAsync(IndexEdition item, CancellationToken ct)
    {
        if (!await db.Set<IndexKind>().AnyAsync(kind => kind.ContentItemId == Input.KindId, ct)) ModelState.AddModelError("Input.KindId", "Hãy chọn bộ chỉ số.");
        if (Input.Year is < 1990 or > 2100) ModelState.AddModelError("Input.Year", "Năm được đo phải từ 1990 đến 2100.");
        if (Input.Decision?.Length > 300) ModelState.AddModelError("Input.Decision", "Dài hơn 300 ký tự.");
        if (Input.Source?.Length > 1000) ModelState.AddModelError("Input.Source", "Dài hơn 1000 ký tự.");
        if (Input.SourceUrl is { Length: > 0 } url && (url.Length > 1000 || !Cchc.Core.Text.LinkAddress.IsGood(url))) ModelState.AddModelError("Input.SourceUrl", "Địa chỉ phải bắt đầu bằng https://.");
        if (Input.Derived?.Length > 500) ModelState.AddModelError("Input.Derived", "Dài hơn 500 ký tự.");
        if (Input.Incomplete?.Length > 500) ModelState.AddModelError("Input.Incomplete", "Dài hơn 500 ký tự.");
        (item.KindId, item.Year, item.Level, item.AnnouncedOn) = (Input.KindId ?? "", Input.Year, Input.Level, Input.AnnouncedOn);
        (item.Decision, item.Source, item.SourceUrl, item.Derived, item.Incomplete) = (Input.Decision ?? "", Input.Source ?? "", Input.SourceUrl ?? "", Input.Derived ?? "", Input.Incomplete ?? "");
    }

    protected override async Task PrepareAsync(CancellationToken ct)
    {
        Kinds = await db.Set<IndexKind>().AsNoTracking().OrderBy(kind => kind.Id).ToListAsync(ct);
        Table = IndexJson.Parse(Item.Table);
    }

    /// <summary>Saves the text of the version before as the newest one.</summary>
    public Task<IActionResult> OnPostUndoAsync(CancellationToken ct) => DoAsync(true, async () =>
    {
        if (BasedOn < 2 || await Store.OpenAsync(Type, Id, BasedOn - 1, ct) is not { } before) return new(ContentOutcome.Refused, Id, BasedOn, ["Không có bản trước để trở về."]);
        return await Store.SaveAsync(Type, before, BasedOn, $"Trở về bản {BasedOn - 1}", HttpContext.Actor(), ct);
    }, $"Đã trở về bản {BasedOn - 1}.");
}
