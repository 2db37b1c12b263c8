using System.ComponentModel.DataAnnotations;
using Cchc.Core;
using Cchc.Core.Media;
using Cchc.Core.People;
using Cchc.Themes.TagHelpers.Admin;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Newsroom.Pages.Admin.Media;

/// <summary>What is known of one file. Whoever uploaded it may say it; so may those who keep the library.</summary>
[Authorize("media.upload")]
public sealed class EditModel(SiteDb db, TimeProvider clock) : PageModel
{
    public sealed class FileInput
    {
        [StringLength(500, ErrorMessage = "Mô tả dài hơn 500 ký tự.")]
        public string Alt { get; set; } = "";
        [StringLength(500, ErrorMessage = "Chú thích dài hơn 500 ký tự.")]
        public string Caption { get; set; } = "";
        [StringLength(200, ErrorMessage = "Tác giả dài hơn 200 ký tự.")]
        public string Credit { get; set; } = "";
        [StringLength(200, ErrorMessage = "Giấy phép dài hơn 200 ký tự.")]
        public string Licence { get; set; } = "";
        [StringLength(500, ErrorMessage = "Nguồn dài hơn 500 ký tự.")]
        public string Source { get; set; } = "";
    }

    [BindProperty] public FileInput Input { get; set; } = new();
    public MediaFile Shown { get; private set; } = null!;
    public bool MayEdit => User.May(Permissions.ManageMedia) || Shown.UploadedBy == HttpContext.Actor().Name;

    public async Task<IActionResult> OnGetAsync(int id, CancellationToken ct)
    {
        if (await db.Set<MediaFile>().FirstOrDefaultAsync(file => file.Id == id, ct) is not { } file) return NotFound();
        Shown = file;
        Input = new() { Alt = file.Alt, Caption = file.Caption, Credit = file.Credit, Licence = file.Licence, Source = file.Source };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(int id, CancellationToken ct)
    {
        if (await db.Set<MediaFile>().FirstOrDefaultAsync(file => file.Id == id, ct) is not { } file) return NotFound();
        Shown = file;
        if (!MayEdit) return Forbid();
        if (!ModelState.IsValid) return Page();
        (file.Alt, file.Caption, file.Credit, file.Licence, file.Source) = (Input.Alt.Trim(), Input.Caption.Trim(), Input.Credit.Trim(), Input.Licence.Trim(), Input.Source.Trim());
        db.Add(HttpContext.Actor().Did(clock.GetUtcNow().UtcDateTime, "media.changed", $"Sửa thông tin tệp {file.Path}", "Media", file.Path.Length > 64 ? file.Path[^64..] : file.Path));
        await db.SaveChangesAsync(ct);
        TempData.Say("Đã lưu thông tin tệp.");
        return LocalRedirect($"/quan-tri/tu-lieu/{id}");
    }
}
