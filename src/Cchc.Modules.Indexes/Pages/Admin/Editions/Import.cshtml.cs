using System.IO.Compression;
using Cchc.Core;
using Cchc.Core.Content;
using Cchc.Core.People;
using Cchc.Core.Sheets;
using Cchc.Core.Units;
using Cchc.Modules.Indexes.Import;
using Cchc.Modules.Indexes.Rules;
using Cchc.Themes.TagHelpers.Admin;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Indexes.Pages.Admin.Editions;

/// <summary>Import in three looks at one page: the file, what its columns hold with every problem at its cell, and the drafts. The file travels with the form, so
/// that nothing waits on the server for people who went away.</summary>
[Authorize("indexes.manage"), RequestSizeLimit(MostInForm), RequestFormLimits(MultipartBodyLengthLimit = MostInForm, ValueLengthLimit = 32 * 1024 * 1024)]
public sealed class ImportModel(SiteDb db, IndexImports imports, UnitDirectory units) : PageModel
{
    /// <summary>More than a file may have, so that one that is too large is told so.</summary>
    private const long MostInForm = 256 * 1024 * 1024;

    [BindProperty(SupportsGet = true, Name = "bo")] public string? KindId { get; set; }
    [BindProperty] public IndexLevel Level { get; set; } = IndexLevel.Province;
    [BindProperty] public int? Year { get; set; }
    [BindProperty] public bool KeepUnknown { get; set; }
    /// <summary>Fills what an edition has instead of taking its place.</summary>
    [BindProperty] public bool Add { get; set; }
    [BindProperty] public string? FileName { get; set; }
    [BindProperty] public string? Packed { get; set; }
    [BindProperty] public int SheetAt { get; set; }
    [BindProperty] public List<string?> Roles { get; set; } = [];

    public IReadOnlyList<IndexKind> Kinds { get; private set; } = [];
    public IndexKind? Kind { get; private set; }
    public IReadOnlyList<SheetText> Sheets { get; private set; } = [];
    public SheetText? Sheet => Sheets.Count == 0 ? null : Sheets[Math.Clamp(SheetAt, 0, Sheets.Count - 1)];
    public IReadOnlyList<Criterion> Criteria { get; private set; } = [];
    public ImportResult? Result { get; private set; }

    public Task OnGetAsync(CancellationToken ct) => LoadAsync(ct);

    /// <summary>The file itself.</summary>
    public async Task<IActionResult> OnPostAsync(IFormFile? file, CancellationToken ct)
    {
        await LoadAsync(ct);
        if (Kind is null) ModelState.AddModelError("KindId", "Hãy chọn bộ chỉ số.");
        if (file is null) ModelState.AddModelError("file", "Hãy chọn tệp.");
        if (file is null || Kind is null) return Page();
        try
        {
            if (file.Length > SheetReader.MostBytes) throw SheetReader.TooLarge(file.Length);
            using var bytes = new MemoryStream();
            await file.CopyToAsync(bytes, ct);
            Sheets = SheetReader.Read(file.FileName, bytes.ToArray());
            (FileName, Packed, SheetAt) = (Path.GetFileName(file.FileName), Pack(bytes.ToArray()), 0);
        }
        catch (SheetException error)
        {
            ModelState.AddModelError("file", error.Message);
            return Page();
        }
        await CheckAsync(guess: true, ct);
        ModelState.Clear();
        return Page();
    }

    /// <summary>The same file with other columns, sheet or year.</summary>
    public async Task<IActionResult> OnPostPreviewAsync(bool anew, CancellationToken ct)
    {
        await LoadAsync(ct);
        if (Kind is null || !Unpack()) return Page();
        await CheckAsync(guess: anew, ct);
        ModelState.Clear();
        return Page();
    }

    public async Task<IActionResult> OnPostImportAsync(CancellationToken ct)
    {
        await LoadAsync(ct);
        if (Kind is null || !Unpack()) return Page();
        await CheckAsync(guess: false, ct);
        if (Result is not { Blocked: false } result) return Page();
        var mapping = ImportColumns.Remember(Kind.Mapping, Sheet!.Rows[0].Cells, RolesGiven);
        foreach (var problem in await imports.RunAsync(Kind, Level, result.Years, Add, FileName ?? "", mapping, HttpContext.Actor(), ct)) ModelState.AddModelError("", problem);
        if (!ModelState.IsValid) return Page();
        TempData.Say($"Đã nhập {result.Scores} số liệu vào {result.Years.Count} bản nháp. Hãy ghi nguồn rồi đăng.");
        return LocalRedirect("/quan-tri/chi-so");
    }

    /// <summary>Takes a whole import back.</summary>
    public async Task<IActionResult> OnPostUndoAsync(long import, CancellationToken ct)
    {
        if (await imports.UndoAsync(import, HttpContext.Actor(), ct) is not (var undone, var kept)) TempData.Refuse(["Lần nhập này đã được hoàn tác, hoặc đã quá 7 ngày. Hãy mở từng năm để trở về bản trước."]);
        else
        {
            if (undone > 0) TempData.Say($"Đã hoàn tác {undone} bản nháp.");
            if (kept.Count > 0) TempData.Refuse(kept);
        }
        return LocalRedirect("/quan-tri/chi-so");
    }

    /// <summary>An empty table with the index's own columns.</summary>
    public async Task<IActionResult> OnGetTemplateAsync(string? dang, CancellationToken ct)
    {
        await LoadAsync(ct);
        if (Kind is null) return NotFound();
        string[] headings = ["Năm", "Mã đơn vị", "Tên đơn vị", .. Criteria.Select(one => one.Code), "Tổng điểm", "Hạng", "Nguồn", "Ghi chú"];
        var name = $"mau-{Kind.Slug}";
        return dang == "csv"
            ? File((byte[])[0xEF, 0xBB, 0xBF, .. System.Text.Encoding.UTF8.GetBytes(string.Join(';', headings) + "\r\n")], "text/csv; charset=utf-8", $"{name}.csv")
            : File(Spreadsheet.Write(new Sheet("Số liệu", [.. headings.Select(heading => new SheetColumn(heading, 16))], [])), Spreadsheet.MediaType, $"{name}.xlsx");
    }

    private IReadOnlyList<string> RolesGiven => [.. Roles.Select(role => role ?? "")];

    private async Task LoadAsync(CancellationToken ct)
    {
        Kinds = await db.Set<IndexKind>().AsNoTracking().Where(kind => kind.State != ContentState.Trash).OrderBy(kind => kind.Id).ToListAsync(ct);
        Kind = Kinds.FirstOrDefault(kind => kind.ContentItemId == KindId);
        Criteria = Kind is null ? [] : CriteriaText.Read(Kind.Criteria).Criteria;
    }

    private async Task CheckAsync(bool guess, CancellationToken ct)
    {
        if (Sheet is not { } sheet || Kind is null) return;
        var headings = sheet.Rows.Count > 0 ? sheet.Rows[0].Cells : [];
        if (guess || Roles.Count != headings.Count) Roles = [.. ImportColumns.Guess(headings, Criteria, Kind.Mapping)];
        Result = IndexImport.Read(sheet, new(RolesGiven, Criteria, Level, Year, Kind.Slug ?? "", Kind.ScaleFrom, Kind.ScaleTo, KeepUnknown) { InPercent = Kind.Unit == "%" }, await units.GetAsync(ct));
    }

    private bool Unpack()
    {
        try
        {
            using var unpacked = new GZipStream(new MemoryStream(Convert.FromBase64String(Packed ?? "")), CompressionMode.Decompress);
            using var bytes = new MemoryStream();
            var part = new byte[64 * 1024];
            for (int read; (read = unpacked.Read(part)) > 0;)
            {
                bytes.Write(part, 0, read);
                if (bytes.Length > SheetReader.MostBytes) throw SheetReader.TooLarge(bytes.Length);
            }
            Sheets = SheetReader.Read(FileName ?? "", bytes.ToArray());
            return true;
        }
        catch (Exception error) when (error is FormatException or InvalidDataException or SheetException)
        {
            ModelState.AddModelError("file", "Hãy chọn lại tệp.");
            return false;
        }
    }

    private static string Pack(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) zip.Write(bytes);
        return Convert.ToBase64String(packed.ToArray());
    }
}
