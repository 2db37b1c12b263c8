using System.Security.Cryptography;
using System.Text;
using Cchc.Core.People;
using Cchc.Core.Search;
using Cchc.Core.Settings;
using Cchc.Themes.TagHelpers.Admin;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Cchc.Modules.Content.Pages.Admin.Abbreviations;

/// <summary>The short forms that search knows, as one text that editors keep.</summary>
[Authorize("search.manage")]
public sealed class IndexModel(SiteSettingsCache settings, SaveAbbreviations save) : PageModel
{
    /// <summary>Larger than the longest list that is allowed.</summary>
    private const int LongestText = AbbreviationText.MostLines * (AbbreviationText.LongestForm + AbbreviationText.LongestMeaning + 10);

    /// <summary>The list, one a line.</summary>
    [BindProperty] public string Text { get; set; } = "";
    /// <summary>Names the list that the form was filled with, so that two editors do not undo each other's work.</summary>
    [BindProperty] public string Seen { get; set; } = "";
    public int Count { get; private set; }
    /// <summary>Somebody else's list, to be looked at before saving again; else null.</summary>
    public string? Theirs { get; private set; }

    public async Task OnGetAsync(CancellationToken ct)
    {
        var list = (await settings.GetAsync(ct)).AbbreviationSettings.InForce;
        Show(list, AbbreviationText.Write(list));
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (Text.Length > LongestText) ModelState.AddModelError(nameof(Text), $"Danh sách dài hơn {LongestText:N0} ký tự.");
        var (list, problems) = ModelState.IsValid ? AbbreviationText.Read(Text) : ([], []);
        foreach (var problem in problems) ModelState.AddModelError(nameof(Text), problem);
        return await SaveAsync(list, ct);
    }

    /// <summary>Back to the list that the program brings.</summary>
    public Task<IActionResult> OnPostDefaultAsync(CancellationToken ct) => SaveAsync(Core.Search.Abbreviations.DefaultList, ct);

    private async Task<IActionResult> SaveAsync(IReadOnlyList<Abbreviation> list, CancellationToken ct)
    {
        var now = (await settings.GetAsync(ct)).AbbreviationSettings.InForce;
        if (Seen != NameOf(now))
        {
            ModelState.Remove(nameof(Seen));
            Theirs = AbbreviationText.Write(now);
            ModelState.AddModelError(nameof(Text), "Có người vừa lưu danh sách khác. Danh sách ấy ở dưới; hãy thêm những dòng còn thiếu rồi lưu lại.");
        }
        if (!ModelState.IsValid)
        {
            Show(now, Text);
            return Page();
        }
        await save.RunAsync(now, list, HttpContext.Actor(), ct);
        TempData.Say($"Đã lưu {list.Count} từ viết tắt. Tìm kiếm dùng ngay danh sách mới.");
        return LocalRedirect("/quan-tri/tu-viet-tat");
    }

    private void Show(IReadOnlyList<Abbreviation> list, string text) => (Text, Seen, Count) = (text, NameOf(list), list.Count);

    private static string NameOf(IReadOnlyList<Abbreviation> list) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(AbbreviationText.Write(list))))[..16];
}
