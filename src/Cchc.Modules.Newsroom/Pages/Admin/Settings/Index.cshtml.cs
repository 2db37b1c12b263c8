using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cchc.Core;
using Cchc.Core.Content;
using Cchc.Core.Media;
using Cchc.Core.People;
using Cchc.Core.Settings;
using Cchc.Core.Text;
using Cchc.Themes.TagHelpers.Admin;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Newsroom.Pages.Admin.Settings;

/// <summary>The form of the settings.</summary>
public sealed class SettingsInput
{
    [Required(ErrorMessage = "Hãy ghi tên trang."), StringLength(100, ErrorMessage = "Tên trang dài hơn 100 ký tự.")]
    public string SiteName { get; set; } = "";
    [StringLength(100, ErrorMessage = "Địa phương dài hơn 100 ký tự.")]
    public string SitePlace { get; set; } = "";
    [StringLength(200, ErrorMessage = "Địa chỉ dài hơn 200 ký tự."), RegularExpression("^https?://[^\\s/?#]+$", ErrorMessage = "Địa chỉ trang ghi như https://cchc.dongthap.gov.vn, không có gạch chéo ở cuối.")]
    public string BaseUrl { get; set; } = "";
    [Range(5, 50, ErrorMessage = "Số mục trên một trang từ 5 đến 50.")]
    public int PageSize { get; set; } = 20;
    public bool TwoStepRequired { get; set; }
    public string Accent { get; set; } = "";
    public string AccentDark { get; set; } = "";
    [StringLength(300, ErrorMessage = "Đường dẫn biểu trưng dài hơn 300 ký tự.")]
    public string Emblem { get; set; } = "";
    [StringLength(200, ErrorMessage = "Cơ quan chủ quản dài hơn 200 ký tự.")]
    public string GoverningBody { get; set; } = "";
    [StringLength(200, ErrorMessage = "Cơ quan quản lý dài hơn 200 ký tự.")]
    public string ManagingBody { get; set; } = "";
    [StringLength(200, ErrorMessage = "Người chịu trách nhiệm dài hơn 200 ký tự.")]
    public string Responsible { get; set; } = "";
    [StringLength(300, ErrorMessage = "Địa chỉ cơ quan dài hơn 300 ký tự.")]
    public string Address { get; set; } = "";
    [StringLength(100, ErrorMessage = "Điện thoại dài hơn 100 ký tự.")]
    public string Phone { get; set; } = "";
    [StringLength(200, ErrorMessage = "Thư điện tử dài hơn 200 ký tự.")]
    public string Email { get; set; } = "";
    [StringLength(300, ErrorMessage = "Giấy phép dài hơn 300 ký tự.")]
    public string Licence { get; set; } = "";
    [StringLength(1000, ErrorMessage = "Ghi chú dài hơn 1.000 ký tự.")]
    public string Note { get; set; } = "";
}

/// <summary>What a province decides about its site: name, colours, footer.</summary>
[Authorize("settings.manage")]
public sealed class IndexModel(SiteDb db, SiteSettingsCache settings, SettingsStore store, TimeProvider clock) : PageModel
{
    // Grounds of the theme on which the accent stands, and the letters that stand on it.
    private static readonly (string Colour, string Name)[] LightGrounds = [("#ffffff", "nền trắng và chữ trắng trên nút"), ("#f3f5f2", "nền xám nhạt")];
    private static readonly (string Colour, string Name)[] DarkGrounds = [("#111518", "nền tối"), ("#1d0805", "chữ trên nút")];

    [BindProperty] public SettingsInput Input { get; set; } = new();
    public IReadOnlyList<string> Pictures { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        var now = await settings.GetAsync(ct);
        var (branding, footer) = (now.BrandingSettings, now.FooterSettings);
        Input = new()
        {
            SiteName = now.SiteName, SitePlace = now.SitePlace, BaseUrl = now.BaseUrl, PageSize = now.PageSize, TwoStepRequired = now.TwoStepRequired,
            Accent = branding.Accent, AccentDark = branding.AccentDark, Emblem = branding.Emblem,
            GoverningBody = footer.GoverningBody, ManagingBody = footer.ManagingBody, Responsible = footer.Responsible, Address = footer.Address,
            Phone = footer.Phone, Email = footer.Email, Licence = footer.Licence, Note = footer.Note,
        };
        return await ShowAsync(ct);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        await CheckAsync(ct);
        if (!ModelState.IsValid) return await ShowAsync(ct);
        var branding = new BrandingSettings { Accent = Input.Accent.Trim(), AccentDark = Input.AccentDark.Trim(), Emblem = Input.Emblem };
        var footer = new FooterSettings
        {
            GoverningBody = Input.GoverningBody.Trim(), ManagingBody = Input.ManagingBody.Trim(), Responsible = Input.Responsible.Trim(), Address = Input.Address.Trim(),
            Phone = Input.Phone.Trim(), Email = Input.Email.Trim(), Licence = Input.Licence.Trim(), Note = Input.Note.Trim(),
        };
        await store.StageAsync(new()
        {
            [nameof(SiteSettings.SiteName)] = Input.SiteName.Trim(),
            [nameof(SiteSettings.SitePlace)] = Input.SitePlace.Trim(),
            [nameof(SiteSettings.BaseUrl)] = Input.BaseUrl.Trim(),
            [nameof(SiteSettings.PageSize)] = Input.PageSize,
            [nameof(SiteSettings.TwoStepRequired)] = Input.TwoStepRequired,
            [nameof(SiteSettings.BrandingSettings)] = Json(branding),
            [nameof(SiteSettings.FooterSettings)] = Json(footer),
        }, ct);
        db.Add(HttpContext.Actor().Did(clock.GetUtcNow().UtcDateTime, "settings.changed", "Sửa cấu hình của trang", "Settings"));
        await db.SaveChangesAsync(ct);
        TempData.Say("Đã lưu cấu hình. Mọi trang đã theo cấu hình mới.");
        return LocalRedirect("/quan-tri/cau-hinh");
    }

    private async Task CheckAsync(CancellationToken ct)
    {
        CheckColour("Input.Accent", Input.Accent.Trim(), LightGrounds);
        CheckColour("Input.AccentDark", Input.AccentDark.Trim(), DarkGrounds);
        Input.Emblem = Input.Emblem.Trim().TrimStart('/');
        if (Input.Emblem.StartsWith("media/", StringComparison.Ordinal)) Input.Emblem = Input.Emblem["media/".Length..];
        if (Input.Emblem.Length > 0 && !await db.Set<MediaFile>().AnyAsync(file => file.Path == Input.Emblem && file.ContentType.StartsWith("image/"), ct))
            ModelState.AddModelError("Input.Emblem", "Thư viện không có ảnh này.");
    }

    private void CheckColour(string field, string colour, (string Colour, string Name)[] grounds)
    {
        if (colour.Length == 0) return;
        if (!Contrast.IsColour(colour)) { ModelState.AddModelError(field, "Màu ghi như #b3261a: dấu thăng và sáu chữ số hệ 16."); return; }
        foreach (var (ground, name) in grounds)
            if (Contrast.Ratio(colour, ground) is var ratio and < Contrast.ForText)
                ModelState.AddModelError(field, $"Màu {colour} chỉ tương phản {ratio:0.0}:1 với {name}, cần ít nhất {Contrast.ForText:0.0}:1. Hãy chọn màu {(grounds == LightGrounds ? "đậm" : "sáng")} hơn.");
    }

    private async Task<IActionResult> ShowAsync(CancellationToken ct)
    {
        Pictures = await db.Set<MediaFile>().AsNoTracking().Where(file => file.ContentType.StartsWith("image/"))
            .OrderByDescending(file => file.UploadedUtc).ThenByDescending(file => file.Id).Select(file => file.Path).Take(100).ToListAsync(ct);
        return Page();
    }

    private static JsonNode? Json<T>(T value) => JsonSerializer.SerializeToNode(value, ContentJson.Options);
}
