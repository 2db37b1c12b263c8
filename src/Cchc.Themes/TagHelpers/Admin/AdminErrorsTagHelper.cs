using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Cchc.Themes.TagHelpers.Admin;

/// <summary>Everything that is wrong with the form that came in, each line a link to its field.</summary>
[HtmlTargetElement("admin-errors", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class AdminErrorsTagHelper : TagHelper
{
    [ViewContext, HtmlAttributeNotBound] public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var errors = ViewContext.ViewData.ModelState.SelectMany(entry => entry.Value!.Errors.Select(error => (entry.Key, error.ErrorMessage))).ToList();
        if (errors.Count == 0) { output.SuppressOutput(); return; }
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "errors");
        output.Attributes.SetAttribute("role", "alert");
        output.Attributes.SetAttribute("tabindex", "-1");
        output.Content.AppendHtml($"<h2>Có {errors.Count} điều cần sửa</h2>");
        var list = new TagBuilder("ul");
        foreach (var (key, message) in errors)
        {
            var line = new TagBuilder("li");
            if (key.Length == 0) line.InnerHtml.Append(message);
            else
            {
                var link = new TagBuilder("a");
                link.Attributes["href"] = $"#{TagBuilder.CreateSanitizedId(key, "_")}";
                link.InnerHtml.Append(message);
                line.InnerHtml.AppendHtml(link);
            }
            list.InnerHtml.AppendHtml(line);
        }
        output.Content.AppendHtml(list);
    }
}
