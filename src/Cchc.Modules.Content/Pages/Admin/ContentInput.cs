using System.ComponentModel.DataAnnotations;

namespace Cchc.Modules.Content.Pages.Admin;

/// <summary>What a form sends of every content item. Lengths are those of the tables.</summary>
public sealed class ContentInput
{
    [StringLength(300, ErrorMessage = "Tiêu đề dài hơn 300 ký tự."), Required(ErrorMessage = "Hãy ghi tiêu đề, dù là tạm.")]
    public string Title { get; set; } = "";
    [StringLength(120, ErrorMessage = "Đường dẫn dài hơn 120 ký tự."), RegularExpression("^[a-z0-9]+(-[a-z0-9]+)*$", ErrorMessage = "Đường dẫn chỉ gồm chữ thường không dấu, số và gạch nối.")]
    public string? Slug { get; set; }
    public string Markdown { get; set; } = "";
    /// <summary>Content item id of the main chuyên mục, or "".</summary>
    public string Section { get; set; } = "";
    /// <summary>Content item ids of the others.</summary>
    public List<string> Sections { get; set; } = [];
    [StringLength(1000, ErrorMessage = "Thẻ dài hơn 1.000 ký tự.")]
    public string Tags { get; set; } = "";
    [StringLength(200, ErrorMessage = "Tên đơn vị dài hơn 200 ký tự.")]
    public string Unit { get; set; } = "";
    [StringLength(500, ErrorMessage = "Ghi chú dài hơn 500 ký tự.")]
    public string Note { get; set; } = "";
    /// <summary>The version that the writer started from; 0 for a new item.</summary>
    public int BasedOn { get; set; }
    /// <summary>A newer version that the writer has seen and saves over, or 0.</summary>
    public int Over { get; set; }
    /// <summary>What colleagues are told when the item is handed over, sent back or approved.</summary>
    [StringLength(2000, ErrorMessage = "Lời nhắn dài hơn 2.000 ký tự.")]
    public string Words { get; set; } = "";
    /// <summary>A remark for colleagues.</summary>
    [StringLength(2000, ErrorMessage = "Lời nhắn dài hơn 2.000 ký tự.")]
    public string Comment { get; set; } = "";
    /// <summary>Account that is to go on with the item, or null.</summary>
    public int? Assignee { get; set; }
    /// <summary>Under which name the unsaved form is kept; see <see cref="Cchc.Core.Content.WorkingDraft"/>.</summary>
    [StringLength(100, ErrorMessage = "Mã bản nháp quá dài.")]
    public string DraftKey { get; set; } = "";
    [StringLength(30, ErrorMessage = "Giờ hẹn chưa đúng.")]
    public string DueAt { get; set; } = "";
}
