using System.ComponentModel.DataAnnotations;
using Cchc.Core.Content;
using Cchc.Modules.Content.SitePages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Cchc.Modules.Content.Pages.Admin.SitePages;

/// <summary>The page's own fields.</summary>
public sealed class SitePageInput
{
    [StringLength(1000, ErrorMessage = "Lời dẫn dài hơn 1.000 ký tự.")]
    public string Sapo { get; set; } = "";
    [Required(ErrorMessage = "Hãy chọn ngôn ngữ."), RegularExpression("^[a-z]{2,3}(-[A-Za-z0-9]{2,8})?$", ErrorMessage = "Ngôn ngữ ghi bằng mã, ví dụ vi hoặc en."), StringLength(16, ErrorMessage = "Mã ngôn ngữ quá dài.")]
    public string Language { get; set; } = "vi";
}

/// <summary>Writes one static page.</summary>
[Authorize("newsroom.enter")]
public sealed class EditModel(EditorialDesk desk) : ContentEditPage(desk, desk.Type("Page"))
{
    [BindProperty] public SitePageInput Own { get; set; } = new();

    protected override void ShowOwn(ContentItem item) => Own = new() { Sapo = ((SitePage)item).Sapo, Language = ((SitePage)item).Language };

    protected override Task TakeOwnAsync(ContentItem item, CancellationToken ct)
    {
        var page = (SitePage)item;
        (page.Sapo, page.Language) = (Own.Sapo.Trim(), Own.Language);
        return Task.CompletedTask;
    }
}
