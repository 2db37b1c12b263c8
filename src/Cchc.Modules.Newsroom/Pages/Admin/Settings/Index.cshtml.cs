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

/// <summary>One line of a menu; without text and address it is left out.</summary>
public sealed class LinkInput
{
    [StringLength(100, ErrorMessage = "Chữ dài hơn 100 ký tự.")]
    public string Text { get; set; } = "";
    [StringLength(500, ErrorMessage = "Địa chỉ dài hơn 500 ký tự.")]
    public string Url { get; set; } = "";

    public bool IsEmpty => string.IsNullOrWhiteSpace(Text) && string.IsNullOrWhiteSpace(Url);
}

public sealed class ColumnInput
{
    [StringLength(100, ErrorMessage = "Tên cột dài hơn 100 ký tự.")]
    public string Title { get; set; } = "";
    [MaxLength(50, ErrorMessage = "Nhiều nhất 50 liên kết trong một cột.")]
    public List<LinkInput> Links { get; set; } = [];

    public bool IsEmpty => string.IsNullOrWhiteSpace(Title) && Links.TrueForAll(link => link.IsEmpty);
}

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
    [MaxLength(50, ErrorMessage = "Nhiều nhất 50 mục thực đơn.")]
    public List<LinkInput> Main { get; set; } = [];
    [MaxLength(10, ErrorMessage = "Nhiều nhất 10 cột.")]
    public List<ColumnInput> Footer { get; set; } = [];
}

/// <summary>What a province decides about its site: name, colours, footer, menus.</summary>
[Authorize("settings.manage")]
public sealed class IndexModel(SiteDb db, SiteSettingsCache settings, SettingsStore store, TimeProvider clock) : PageModel
{
    private const int EmptyLines = 2;
    // Grounds of the theme on which the accent stands, and the letters that stand on it.
    private static readonly (string Colour, string Name)[] LightGrounds = [("#ffffff", "nền trắng và chữ trắng trên nút"), ("#f3f5f2", "nền xám nhạt")];
    private static readonly (string Colour, string Name)[] DarkGrounds = [("#111518", "nền tối"), ("#1d0805", "chữ trên nút")];

    [BindProperty] public SettingsInput Input { get; set; } = new();
    public IReadOnlyList<string> Pictures { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        var now = await settings.GetAsync(ct);
        var (branding, footer, menus) = (now.BrandingSettings, now.FooterSettings, now.MenuSettings);
        Input = new()
        {
            SiteName = now.SiteName, SitePlace = now.SitePlace, BaseUrl = now.BaseUrl, PageSize = now.PageSize,
            Accent = branding.Accent, AccentDark = branding.AccentDark, Emblem = branding.Emblem,
            GoverningBody = footer.GoverningBody, ManagingBody = footer.ManagingBody, Responsible = footer.Responsible, Address = footer.Address,
            Phone = footer.Phone, Email = footer.Email, Licence = footer.Licence, Note = footer.Note,
            Main = [.. menus.Main.Select(Line)],
            Footer = [.. menus.Footer.Select(column => new ColumnInput { Title = column.Title, Links = [.. column.Links.Select(Line)] })],
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
        var menus = new MenuSettings
        {
            Main = Links(Input.Main),
            Footer = [.. Input.Footer.Where(column => !column.IsEmpty).Select(column => new MenuColumn(column.Title.Trim(), Links(column.Links)))],
        };
        await store.StageAsync(new()
        {
            [nameof(SiteSettings.SiteName)] = Input.SiteName.Trim(),
            [nameof(SiteSettings.SitePlace)] = Input.SitePlace.Trim(),
            [nameof(SiteSettings.BaseUrl)] = Input.BaseUrl.Trim(),
            [nameof(SiteSettings.PageSize)] = Input.PageSize,
            [nameof(SiteSettings.BrandingSettings)] = Json(branding),
            [nameof(SiteSettings.FooterSettings)] = Json(footer),
            [nameof(SiteSettings.MenuSettings)] = Json(menus),
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
        for (var i = 0; i < Input.Main.Count; i++) CheckLink($"Input.Main[{i}]", Input.Main[i]);
        for (var i = 0; i < Input.Footer.Count; i++)
        {
            if (!Input.Footer[i].IsEmpty && string.IsNullOrWhiteSpace(Input.Footer[i].Title)) ModelState.AddModelError($"Input.Footer[{i}].Title", "Cột có liên kết phải có tên.");
            for (var j = 0; j < Input.Footer[i].Links.Count; j++) CheckLink($"Input.Footer[{i}].Links[{j}]", Input.Footer[i].Links[j]);
        }
    }

    private void CheckColour(string field, string colour, (string Colour, string Name)[] grounds)
    {
        if (colour.Length == 0) return;
        if (!Contrast.IsColour(colour)) { ModelState.AddModelError(field, "Màu ghi như #b3261a: dấu thăng và sáu chữ số hệ 16."); return; }
        foreach (var (ground, name) in grounds)
            if (Contrast.Ratio(colour, ground) is var ratio and < Contrast.ForText)
                ModelState.AddModelError(field, $"Màu {colour} chỉ tương phản {ratio:0.0}:1 với {name}, cần ít nhất {Contrast.ForText:0.0}:1. Hãy chọn màu {(grounds == LightGrounds ? "đậm" : "sáng")} hơn.");
    }

    private void CheckLink(string field, LinkInput link)
    {
        if (link.IsEmpty) return;
        if (string.IsNullOrWhiteSpace(link.Text)) ModelState.AddModelError($"{field}.Text", "Liên kết phải có chữ.");
        var url = link.Url.Trim();
        var inside = url.StartsWith('/') && !url.StartsWith("//", StringComparison.Ordinal) && !url.StartsWith("/\\", StringComparison.Ordinal);
        if (!inside && !(Uri.TryCreate(url, UriKind.Absolute, out var absolute) && absolute.Scheme is "http" or "https" or "mailto"))
            ModelState.AddModelError($"{field}.Url", "Địa chỉ bắt đầu bằng / (trong trang này) hoặc https://.");
    }

    private async Task<IActionResult> ShowAsync(CancellationToken ct)
    {
        Pictures = await db.Set<MediaFile>().AsNoTracking().Where(file => file.ContentType.StartsWith("image/"))
            .OrderByDescending(file => file.UploadedUtc).ThenByDescending(file => file.Id).Select(file => file.Path).Take(100).ToListAsync(ct);
        Pad(Input.Main, link => link.IsEmpty, EmptyLines);
        Pad(Input.Footer, column => column.IsEmpty, 1);
        foreach (var column in Input.Footer) Pad(column.Links, link => link.IsEmpty, EmptyLines);
        return Page();
    }

    /// <summary>Empty lines at the end, so that something can be added without a script.</summary>
    private static void Pad<T>(List<T> lines, Func<T, bool> isEmpty, int wanted) where T : new()
    {
        while (lines.AsEnumerable().Reverse().TakeWhile(isEmpty).Count() < wanted) lines.Add(new());
    }

    private static LinkInput Line(MenuLink link) => new() { Text = link.Text, Url = link.Url };
    private static IReadOnlyList<MenuLink> Links(List<LinkInput> links) => [.. links.Where(link => !link.IsEmpty).Select(link => new MenuLink(link.Text.Trim(), link.Url.Trim()))];
    private static JsonNode? Json<T>(T value) => JsonSerializer.SerializeToNode(value, ContentJson.Options);
}
