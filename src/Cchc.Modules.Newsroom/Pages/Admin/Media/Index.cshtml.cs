using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Cchc.Core;
using Cchc.Core.Media;
using Cchc.Core.People;
using Cchc.Core.Text;
using Cchc.Modules.Newsroom.Media;
using Cchc.Themes.TagHelpers.Admin;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace Cchc.Modules.Newsroom.Pages.Admin.Media;

/// <summary>Pictures and files: finding them, the way in for new ones, and writing to many at once.</summary>
[Authorize("media.upload")]
[RequestSizeLimit(MostInOneForm), RequestFormLimits(MultipartBodyLengthLimit = MostInOneForm)]
public sealed class IndexModel(SiteDb db, MediaFinder finder, MediaWhere where, MediaLibrary library, ResumableUploads uploads, ChangeMedia change, TimeProvider clock) : MediaListPage(db, finder, where, Address)
{
    public const string Address = "/quan-tri/tu-lieu";
    /// <summary>All files of the plain form together. The script sends each by itself, in pieces.</summary>
    private const long MostInOneForm = 200L * 1024 * 1024;

    public sealed class BulkInput
    {
        [StringLength(200, ErrorMessage = "Tác giả dài hơn 200 ký tự.")]
        public string Credit { get; set; } = "";
        [StringLength(200, ErrorMessage = "Giấy phép dài hơn 200 ký tự.")]
        public string Licence { get; set; } = "";
        [StringLength(500, ErrorMessage = "Nguồn dài hơn 500 ký tự.")]
        public string Source { get; set; } = "";
        [StringLength(MediaFolder.LongestPath, ErrorMessage = "Tên thư mục dài hơn 200 ký tự.")]
        public string Folder { get; set; } = "";
        /// <summary>Out of all folders: an empty field leaves each file where it is.</summary>
        public bool ToTop { get; set; }
    }

    public sealed class LineInput
    {
        public int Id { get; set; }
        public int Revision { get; set; }
        [StringLength(500, ErrorMessage = "Mô tả dài hơn 500 ký tự.")]
        public string Alt { get; set; } = "";
        [StringLength(200, ErrorMessage = "Tác giả dài hơn 200 ký tự.")]
        public string Credit { get; set; } = "";
    }

    /// <summary>Files that the list shows as chosen, e.g. those just uploaded: numbers with commas between.</summary>
    [FromQuery(Name = "chon")] public string? Chosen { get; set; }
    [BindProperty] public BulkInput Bulk { get; set; } = new();
    public IReadOnlyList<(MediaUpload Upload, long Offset)> Unfinished { get; private set; } = [];
    public HashSet<int> ChosenIds { get; private set; } = [];
    /// <summary>Whether descriptions and credits are written in the list itself.</summary>
    public bool WritesHere => Lacks is "mo-ta" or "tac-gia";

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        ChosenIds = [.. (Chosen ?? "").Split(',').Select(text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0)];
        Unfinished = await uploads.UnfinishedAsync(User.UserId()!.Value, ct);
        await LoadAsync(ct);
        return Page();
    }

    /// <summary>Takes in the files of the plain form; those that are refused do not keep the others out.</summary>
    public async Task<IActionResult> OnPostAsync([FromForm(Name = "Uploads")] List<IFormFile> sent, [FromForm(Name = "Into")] string? into, CancellationToken ct)
    {
        var folder = MediaFolder.Clean(into);
        var refused = new List<string>();
        var taken = new List<int>();
        if (folder.Length > MediaFolder.LongestPath) refused.Add($"Tên thư mục dài hơn {MediaFolder.LongestPath} ký tự.");
        else
        {
            foreach (var upload in sent)
            {
                var name = Path.GetFileName(upload.FileName);
                await using var content = upload.OpenReadStream();
                var result = await library.StageAsync(new NewMedia(MediaUploads.PathIn(BusinessTime.Today(clock), name)) { Name = name, Folder = folder }, content, HttpContext.Actor(), ct);
                if (result.File is null) { refused.Add($"{name}: {result.Problem}"); continue; }
                await Db.SaveChangesAsync(ct);
                taken.Add(result.File.Id);
            }
        }
        if (sent.Count == 0) refused.Add("Hãy chọn ít nhất một tệp.");
        if (refused.Count > 0) TempData.Refuse(refused);
        if (taken.Count > 0) TempData.Say($"Đã tải lên {taken.Count} tệp. Hãy ghi mô tả cho người không nhìn thấy ảnh, và ghi tác giả.");
        return LocalRedirect(taken switch
        {
            [] => UrlWith("sau", After),
            [var one] => $"{Address}/{one}",
            _ => QueryHelpers.AddQueryString(Address, new Dictionary<string, string?> { ["nguoi"] = "toi", ["chon"] = string.Join(',', taken) }),
        });
    }

    public async Task<IActionResult> OnPostBulkAsync([FromForm(Name = "Ids")] List<int> ids, CancellationToken ct)
    {
        var folder = Bulk.ToTop ? "" : MediaFolder.Clean(Bulk.Folder);
        var bulk = new MediaBulk(Filled(Bulk.Credit), Filled(Bulk.Licence), Filled(Bulk.Source), Bulk.ToTop || folder.Length > 0 ? folder : null);
        if (ids.Count == 0) ModelState.AddModelError("", "Hãy đánh dấu các tệp cần sửa.");
        if (bulk.IsEmpty) ModelState.AddModelError("Bulk.Credit", "Hãy ghi ít nhất một ô: tác giả, giấy phép, nguồn hoặc thư mục.");
        if (!ModelState.IsValid)
        {
            var shown = await OnGetAsync(ct);
            ChosenIds = [.. ids];
            return shown;
        }
        Tell(await change.BulkAsync(ids, bulk, Rights, HttpContext.Actor(), ct));
        return LocalRedirect(UrlWith("sau", After));
    }

    public async Task<IActionResult> OnPostLinesAsync([FromForm(Name = "Lines")] List<LineInput> lines, CancellationToken ct)
    {
        if (!ModelState.IsValid) return await OnGetAsync(ct);
        Tell(await change.LinesAsync(lines.ConvertAll(line => new MediaLine(line.Id, line.Revision, line.Alt, line.Credit)), Rights, HttpContext.Actor(), ct));
        return LocalRedirect(UrlWith("sau", After));
    }

    /// <summary>Throws an unfinished upload away.</summary>
    public async Task<IActionResult> OnPostAbandonAsync(string upload, CancellationToken ct)
    {
        if (await uploads.FindAsync(upload, User.UserId()!.Value, ct) is { } found) await uploads.AbandonAsync(found, ct);
        TempData.Say("Đã bỏ tệp tải dở.");
        return LocalRedirect(UrlWith("sau", After));
    }

    private void Tell(MediaChanged changed)
    {
        TempData.Say(changed.Done > 0 ? $"Đã ghi vào {changed.Done} tệp." : "Không có tệp nào đổi.");
        var problems = new List<string>();
        if (changed.NotMine > 0) problems.Add($"{changed.NotMine} tệp do người khác tải lên nên bạn không sửa được.");
        problems.AddRange(changed.Newer.Select(name => $"{name}: có người vừa sửa tệp này. Hãy xem lại rồi ghi lần nữa."));
        if (problems.Count > 0) TempData.Refuse(problems);
    }

    private static string? Filled(string text) => text.Trim() is { Length: > 0 } filled ? filled : null;
}
