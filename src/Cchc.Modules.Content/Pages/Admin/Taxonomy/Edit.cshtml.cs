using System.ComponentModel.DataAnnotations;
using Cchc.Core;
using Cchc.Core.Content;
using Cchc.Core.People;
using Cchc.Core.Text;
using Cchc.Themes.TagHelpers.Admin;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Content.Pages.Admin.Taxonomy;

/// <summary>What the form says of a chuyên mục.</summary>
public sealed class SectionInput
{
    [Required(ErrorMessage = "Hãy ghi tên chuyên mục."), StringLength(120, ErrorMessage = "Tên dài hơn 120 ký tự.")]
    public string Name { get; set; } = "";
    [StringLength(120, ErrorMessage = "Đường dẫn dài hơn 120 ký tự."), RegularExpression("^[a-z0-9]+(-[a-z0-9]+)*$", ErrorMessage = "Đường dẫn chỉ gồm chữ thường không dấu, số và gạch nối.")]
    public string? Slug { get; set; }
    /// <summary>Content item id of the one above, or "".</summary>
    public string Parent { get; set; } = "";
    /// <summary>Place among its siblings, from 1.</summary>
    [Range(1, 1000, ErrorMessage = "Vị trí từ 1 đến 1000.")]
    public int Place { get; set; } = 1;
    [StringLength(2000, ErrorMessage = "Mô tả dài hơn 2.000 ký tự.")]
    public string Description { get; set; } = "";
    public bool Closed { get; set; }
}

/// <summary>One chuyên mục: its name, address, place and whether it takes new items.</summary>
[Authorize("taxonomy.manage")]
public sealed class EditModel(SiteDb db, SaveSection save) : PageModel
{
    public const string New = "moi";

    [FromRoute] public string Id { get; set; } = New;
    [BindProperty] public SectionInput Input { get; set; } = new();
    public Term? Term { get; private set; }
    public SectionTree Tree { get; private set; } = null!;
    public bool IsNew => Id == New;
    /// <summary>Where it can hang: anywhere but below itself.</summary>
    public IEnumerable<(Term Term, int Depth)> Parents => Tree.InOrder().Where(one => Term is null || !Tree.AncestorsAndSelf(one.Term).Any(above => above.Id == Term.Id));

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct)) return NotFound();
        Input = Term is null
            ? new() { Place = Tree.Roots.Count() + 1 }
            : new()
            {
                Name = Term.Name, Slug = Term.Slug, Description = Term.Description, Closed = Term.Closed,
                Parent = Tree.All.FirstOrDefault(term => term.Id == Term.ParentId)?.ContentItemId ?? "",
                Place = Tree.All.Where(term => term.ParentId == Term.ParentId).TakeWhile(term => term.Id != Term.Id).Count() + 1,
            };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct)) return NotFound();
        if (Input.Parent.Length > 0 && !Parents.Any(one => one.Term.ContentItemId == Input.Parent)) ModelState.AddModelError("Input.Parent", "Không đặt được chuyên mục dưới chính nó hoặc dưới mục không có.");
        if (string.IsNullOrEmpty(Input.Slug)) Input.Slug = Vietnamese.Slug(Input.Name);
        if (Input.Slug.Length == 0) ModelState.AddModelError("Input.Slug", "Hãy ghi đường dẫn.");
        if (!ModelState.IsValid) return Page();
        switch (await save.RunAsync(Term?.ContentItemId, Input, HttpContext.Actor(), ct))
        {
            case SaveSectionResult.AddressTaken:
                ModelState.AddModelError("Input.Slug", $"Địa chỉ /chuyen-muc/{Input.Slug} đã có hoặc từng là của chuyên mục khác.");
                return Page();
            case SaveSectionResult.Gone:
                return NotFound();
            default:
                TempData.Say($"Đã lưu chuyên mục “{Input.Name}”.");
                return LocalRedirect("/quan-tri/chuyen-muc");
        }
    }

    private async Task<bool> LoadAsync(CancellationToken ct)
    {
        Tree = new(await db.Set<Term>().AsNoTracking().Where(term => term.Kind == TermKind.Section).ToListAsync(ct));
        Term = Tree.Find(Id);
        return IsNew || Term is not null;
    }
}
