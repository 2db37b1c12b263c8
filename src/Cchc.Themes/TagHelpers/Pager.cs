using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.Extensions.Localization;

namespace Cchc.Themes.TagHelpers;

/// <summary>The way to the page before and after in a list that is walked by a cursor. Nothing when there is only one page.</summary>
[HtmlTargetElement("pager", TagStructure = TagStructure.WithoutEndTag)]
public sealed class Pager(IStringLocalizer<Texts> texts) : TagHelper
{
    /// <summary>Address of the newer page; null or empty when there is none.</summary>
    public string? Newer { get; set; }
    /// <summary>Address of the older page; null or empty when there is none.</summary>
    public string? Older { get; set; }
    public string NewerText { get; set; } = "Mới hơn";
    public string OlderText { get; set; } = "Cũ hơn";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (string.IsNullOrEmpty(Newer) && string.IsNullOrEmpty(Older)) { output.SuppressOutput(); return; }
        output.TagName = "nav";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "pager pager--keyset");
        output.Attributes.SetAttribute("aria-label", texts["Trang của danh sách"].Value);
        Link(output, Newer, "prev", texts[NewerText]);
        Link(output, Older, "next", texts[OlderText]);
    }

    private static void Link(TagHelperOutput output, string? url, string relation, string text)
    {
        if (string.IsNullOrEmpty(url)) return;
        output.Content.AppendHtml($"<a rel=\"{relation}\" href=\"").Append(url).AppendHtml("\">").Append(text).AppendHtml("</a>");
    }
}
