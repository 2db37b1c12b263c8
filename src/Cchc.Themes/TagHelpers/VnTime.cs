using Cchc.Core.Text;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Cchc.Themes.TagHelpers;

/// <summary>A time as Vietnamese read it: <c>&lt;vn-time utc="…" /&gt;</c> is "22/11/2026", with <c>full</c> "Chủ Nhật, 22/11/2026, 08:30 (GMT+7)".</summary>
[HtmlTargetElement("vn-time", TagStructure = TagStructure.WithoutEndTag)]
public sealed class VnTime : TagHelper
{
    public DateTime Utc { get; set; }
    public bool Full { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "time";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("datetime", BusinessTime.Iso(Utc));
        output.Content.SetContent(Full ? BusinessTime.Full(Utc) : BusinessTime.Date(Utc));
    }
}
