using System.ComponentModel.DataAnnotations;
using Cchc.Core;
using Cchc.Core.Media;
using Cchc.Core.People;
using Cchc.Modules.Newsroom.Media;
using Cchc.Themes.TagHelpers.Admin;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Newsroom.Pages.Admin.Media;

/// <summary>One file: what is known of it, how it is cut, where it is used, putting another in its place, deleting it.</summary>
[Authorize("media.upload")]
[RequestSizeLimit(MostInForm), RequestFormLimits(MultipartBodyLengthLimit = MostInForm)]
public sealed class EditModel(SiteDb db, MediaLibrary library, MediaFinder finder, MediaWhere where) : PageModel
{
    private const long MostInForm = MediaLibrary.MaxFilmBytes + 1024 * 1024;

    public sealed class FileInput
    {
        [Required(ErrorMessage = "Hãy ghi tên tệp."), StringLength(300, ErrorMessage = "Tên tệp dài hơn 300 ký tự.")]
        public string Name { get; set; } = "";
        [StringLength(MediaFolder.LongestPath, ErrorMessage = "Tên thư mục dài hơn 200 ký tự.")]
        public string Folder { get; set; } = "";
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
        /// <summary>Percent from the left; empty lets the program choose.</summary>
        [Range(0, 100, ErrorMessage = "Tâm ảnh từ 0 đến 100.")]
        public int? FocusX { get; set; }
        /// <summary>Percent from the top.</summary>
        [Range(0, 100, ErrorMessage = "Tâm ảnh từ 0 đến 100.")]
        public int? FocusY { get; set; }
        public List<CropInput> Crops { get; set; } = [];
        /// <summary>Of the file that the writer saw.</summary>
        public int Revision { get; set; }
        /// <summary>A newer one that the writer has seen and saves over, or 0.</summary>
        public int Over { get; set; }
    }

    /// <summary>A cut in percent of the picture; without a width the program cuts by itself.</summary>
    public sealed class CropInput
    {
        public string Ratio { get; set; } = "";
        [Range(0, 100, ErrorMessage = "Khung cắt: từ trái từ 0 đến 100.")]
        public int? X { get; set; }
        [Range(0, 100, ErrorMessage = "Khung cắt: từ trên từ 0 đến 100.")]
        public int? Y { get; set; }
        [Range(1, 100, ErrorMessage = "Khung cắt: chiều rộng từ 1 đến 100.")]
        public int? Width { get; set; }
    }

    [BindProperty] public FileInput Input { get; set; } = new();
    public MediaFile Shown { get; private set; } = null!;
    public IReadOnlyList<MediaUser> Users { get; private set; } = [];
    public int UserCount { get; private set; }
    public IReadOnlyList<string> Folders { get; private set; } = [];
    /// <summary>What somebody else has saved since this form was opened, or null.</summary>
    public MediaFile? Newer { get; private set; }
    /// <summary>Set when a file in use was to be deleted: the question is asked with where it is used.</summary>
    public bool AsksToDelete { get; private set; }
    public bool MayEdit => new MediaRights(User).Edit(Shown);
    /// <summary>A drawing is never cut.</summary>
    public bool IsCut => Shown is { IsPicture: true, Width: > 0, Height: > 0 } && !PictureSizes.IsDrawing(Shown.Path);

    public async Task<IActionResult> OnGetAsync(int id, CancellationToken ct)
    {
        if (!await FindAsync(id, ct)) return NotFound();
        Fill();
        return await ShowAsync(ct);
    }

    public async Task<IActionResult> OnPostAsync(int id, CancellationToken ct)
    {
        if (!await FindAsync(id, ct)) return NotFound();
        if (!MayEdit) return Forbid();
        Input.Folder = MediaFolder.Clean(Input.Folder);
        if (!ModelState.IsValid) return await ShowAsync(ct);
        if (Shown.Revision != (Input.Over > 0 ? Input.Over : Input.Revision)) return await ShowNewerAsync(ct);
        if (!Take()) TempData.Say("Không có gì thay đổi.");
        else
        {
            library.Changed(Shown, HttpContext.Actor(), "media.changed", $"Sửa thông tin tệp {Shown.Path}");
            try { await db.SaveChangesAsync(ct); }
            catch (DbUpdateConcurrencyException)
            {
                db.ChangeTracker.Clear();
                return await FindAsync(id, ct) ? await ShowNewerAsync(ct) : NotFound();
            }
            TempData.Say("Đã lưu thông tin tệp.");
        }
        return Reload();
    }

    /// <summary>Puts another file in the place of this one. The address stays, so every text that shows it shows the new one.</summary>
    public async Task<IActionResult> OnPostReplaceAsync(int id, IFormFile? replacement, CancellationToken ct)
    {
        if (!await FindAsync(id, ct)) return NotFound();
        if (!MayEdit) return Forbid();
        if (replacement is null)
        {
            TempData.Refuse(["Hãy chọn tệp mới."]);
            return Reload();
        }
        await using var content = replacement.OpenReadStream();
        var result = await library.ReplaceAsync(Shown, content, replacement.FileName, HttpContext.Actor(), ct);
        if (result.File is null)
        {
            TempData.Refuse([result.Problem]);
            return Reload();
        }
        try { await db.SaveChangesAsync(ct); }
        catch (DbUpdateConcurrencyException)
        {
            TempData.Refuse(["Có người vừa sửa tệp này. Hãy xem lại rồi thay lần nữa."]);
            return Reload();
        }
        TempData.Say("Đã thay tệp. Địa chỉ giữ nguyên, các bài đang dùng hiện tệp mới.");
        return Reload();
    }

    /// <summary>Deletes the file; one that is used is deleted only when that was seen and confirmed.</summary>
    /// <param name="usedBy">Number of items that the person was told of.</param>
    public async Task<IActionResult> OnPostDeleteAsync(int id, int usedBy, CancellationToken ct)
    {
        if (!await FindAsync(id, ct)) return NotFound();
        if (!MayEdit) return Forbid();
        if (await where.CountAsync(Shown.Path, ct) is > 0 and var uses && uses > usedBy)
        {
            AsksToDelete = true;
            ModelState.Clear();
            Fill();
            return await ShowAsync(ct);
        }
        await library.DeleteAsync(Shown, HttpContext.Actor(), ct);
        try { await db.SaveChangesAsync(ct); }
        catch (DbUpdateConcurrencyException)
        {
            TempData.Refuse(["Có người vừa sửa tệp này. Hãy xem lại rồi xóa lần nữa."]);
            return Reload();
        }
        TempData.Say($"Đã xóa {Shown.Name}.");
        return LocalRedirect(IndexModel.Address);
    }

    private LocalRedirectResult Reload() => LocalRedirect($"{IndexModel.Address}/{Shown.Id}");

    private async Task<bool> FindAsync(int id, CancellationToken ct)
    {
        if (await db.Set<MediaFile>().FirstOrDefaultAsync(file => file.Id == id, ct) is not { } file) return false;
        Shown = file;
        return true;
    }

    private async Task<IActionResult> ShowAsync(CancellationToken ct)
    {
        UserCount = await where.CountAsync(Shown.Path, ct);
        Users = await where.ListAsync(Shown.Path, User, ct);
        Folders = (await finder.ReadyAsync(ct)).Values(MediaLabels.FolderStart);
        return Page();
    }

    /// <summary>What was typed stays in the form; beside it stands what the other one saved.</summary>
    private async Task<IActionResult> ShowNewerAsync(CancellationToken ct)
    {
        Newer = Shown;
        Response.StatusCode = StatusCodes.Status409Conflict;
        return await ShowAsync(ct);
    }

    private void Fill()
    {
        static int? Percent(double? part) => part is { } share ? (int)Math.Round(share * 100) : null;
        Input = new()
        {
            Name = Shown.Name, Folder = Shown.Folder, Alt = Shown.Alt, Caption = Shown.Caption, Credit = Shown.Credit, Licence = Shown.Licence, Source = Shown.Source,
            FocusX = Percent(Shown.FocusX), FocusY = Percent(Shown.FocusY), Revision = Shown.Revision,
            Crops = [.. PictureRatio.All.Select(ratio => Shown.Crops.Find(crop => crop.Ratio == ratio.Name) is { } crop
                ? new CropInput { Ratio = ratio.Name, X = Percent(crop.X), Y = Percent(crop.Y), Width = Math.Max(1, Percent(crop.Width)!.Value) }
                : new CropInput { Ratio = ratio.Name })],
        };
    }

    /// <summary>Takes the form over.</summary>
    /// <returns>Whether the file says anything else now.</returns>
    private bool Take()
    {
        var before = (Shown.Name, Shown.Folder, Shown.Alt, Shown.Caption, Shown.Credit, Shown.Licence, Shown.Source);
        (Shown.Name, Shown.Folder) = (Input.Name.Trim(), Input.Folder);
        (Shown.Alt, Shown.Caption, Shown.Credit, Shown.Licence, Shown.Source) = (Input.Alt.Trim(), Input.Caption.Trim(), Input.Credit.Trim(), Input.Licence.Trim(), Input.Source.Trim());
        var changed = before != (Shown.Name, Shown.Folder, Shown.Alt, Shown.Caption, Shown.Credit, Shown.Licence, Shown.Source);
        return IsCut ? TakeCuts() || changed : changed;
    }

    private bool TakeCuts()
    {
        var (focus, crops) = ((Shown.FocusX, Shown.FocusY), Shown.Crops);
        // One without the other says nothing.
        (Shown.FocusX, Shown.FocusY) = Input is { FocusX: { } x, FocusY: { } y } ? (x / 100.0, y / 100.0) : ((double?)null, (double?)null);
        var wanted = Input.Crops.Where(crop => crop.Width is not null).DistinctBy(crop => crop.Ratio)
            .Select(crop => PictureRatio.Find(crop.Ratio) is { } ratio
                ? PictureCrops.Fit(ratio, Shown.Width!.Value, Shown.Height!.Value, (crop.X ?? 0) / 100.0, (crop.Y ?? 0) / 100.0, crop.Width!.Value / 100.0)
                : null).OfType<PictureCrop>().ToList();
        if (!wanted.SequenceEqual(crops)) Shown.Crops = wanted;
        return focus != (Shown.FocusX, Shown.FocusY) || !wanted.SequenceEqual(crops);
    }
}
