using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Cchc.Modules.Newsroom.Pages.Admin.Style;

/// <summary>The living style page: tokens and components as the site really draws them.</summary>
[Authorize("newsroom.enter")]
public sealed class IndexModel : PageModel
{
    public static readonly IReadOnlyList<(string Group, IReadOnlyList<string> Names)> Colours =
    [
        ("Nền và chữ", ["paper", "surface", "surface-2", "ink", "ink-2", "ink-3", "rule", "field-border"]),
        ("Nhấn và liên kết", ["accent", "accent-strong", "accent-tint", "on-accent", "link", "link-visited", "mark", "focus"]),
        ("Trạng thái", ["ok", "ok-tint", "warn", "warn-tint", "bad", "bad-tint", "info", "info-tint"]),
        ("Biểu đồ", ["c-1", "c-2", "c-3", "c-4", "c-5", "c-6", "c-mute", "c-none"]),
        ("Tranh vẽ", ["p-sky", "p-far", "p-mid", "p-near", "p-deep", "p-line", "p-sun", "p-light", "p-skin"]),
    ];
    public static readonly IReadOnlyList<string> Sizes = ["size-4", "size-3", "size-2", "size-1", "", "small"];
}
