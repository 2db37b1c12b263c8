using Cchc.Core.Settings;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Cchc.Themes.TagHelpers;

/// <summary>Puts the reader's choice of display on <c>&lt;html&gt;</c>. Razor would write <c>data-theme=""</c> where nothing was chosen.</summary>
[HtmlTargetElement("html")]
public sealed class DisplayOfReader : TagHelper
{
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext View { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var choice = DisplayChoice.Of(View.HttpContext.Request);
        if (choice.Theme.Length > 0) output.Attributes.SetAttribute("data-theme", choice.Theme);
        if (choice.Contrast.Length > 0) output.Attributes.SetAttribute("data-contrast", choice.Contrast);
    }
}
