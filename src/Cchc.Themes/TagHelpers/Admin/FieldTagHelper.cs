using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Cchc.Themes.TagHelpers.Admin;

/// <summary>
/// One field of a form: label, hint, control and error, tied together for screen readers.
/// <c>&lt;field asp-for="Input.Title" label="Tiêu đề"&gt;&lt;input asp-for="Input.Title"&gt;&lt;/field&gt;</c>
/// </summary>
[HtmlTargetElement("field", Attributes = "asp-for,label")]
public sealed class FieldTagHelper : TagHelper
{
    [HtmlAttributeName("asp-for")] public ModelExpression For { get; set; } = null!;
    public string Label { get; set; } = "";
    public string? Hint { get; set; }
    /// <summary>Says that the field may stay empty.</summary>
    public bool Optional { get; set; }
    /// <summary>Only for screen readers, where a heading or a column already says it.</summary>
    public bool HiddenLabel { get; set; }
    [ViewContext, HtmlAttributeNotBound] public ViewContext ViewContext { get; set; } = null!;

    internal string Name { get; private set; } = "";
    internal string Id { get; private set; } = "";
    internal string? Error { get; private set; }

    public override void Init(TagHelperContext context)
    {
        Name = ViewContext.ViewData.TemplateInfo.GetFullHtmlFieldName(For.Name);
        Id = TagBuilder.CreateSanitizedId(Name, "_");
        Error = ViewContext.ViewData.ModelState.TryGetValue(Name, out var entry) ? entry.Errors.FirstOrDefault()?.ErrorMessage : null;
        context.Items[typeof(FieldTagHelper)] = this;
    }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var control = await output.GetChildContentAsync();
        output.TagName = "div";
        output.Attributes.SetAttribute("class", Error is null ? "field" : "field field--bad");
        var label = new TagBuilder("label");
        label.Attributes["for"] = Id;
        if (HiddenLabel) label.AddCssClass("visually-hidden");
        label.InnerHtml.Append(Label);
        if (Optional) label.InnerHtml.AppendHtml(" <span class=\"opt\">(không bắt buộc)</span>");
        output.Content.AppendHtml(label);
        if (Hint is not null) output.Content.AppendHtml(Line("field__hint", $"{Id}-hint", Hint));
        output.Content.AppendHtml(control);
        if (Error is not null) output.Content.AppendHtml(Line("field__error", $"{Id}-error", Error));
    }

    private static TagBuilder Line(string css, string id, string text)
    {
        var line = new TagBuilder("p");
        line.AddCssClass(css);
        line.Attributes["id"] = id;
        line.InnerHtml.Append(text);
        return line;
    }
}

/// <summary>Inside a <see cref="FieldTagHelper"/>: gives the control its look and points it to its hint and error.</summary>
[HtmlTargetElement("input", Attributes = "asp-for", TagStructure = TagStructure.WithoutEndTag)]
[HtmlTargetElement("textarea", Attributes = "asp-for")]
[HtmlTargetElement("select", Attributes = "asp-for")]
public sealed class FieldControlTagHelper : TagHelper
{
    /// <summary>After ASP.NET's own, which write name, id and value.</summary>
    public override int Order => 100;

    [HtmlAttributeName("asp-for")] public ModelExpression For { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (!context.Items.TryGetValue(typeof(FieldTagHelper), out var found) || found is not FieldTagHelper field || field.For.Name != For.Name) return;
        // Where a value was refused, ASP.NET has already written a class of its own.
        var css = output.Attributes["class"]?.Value?.ToString();
        if (css is null or "input-validation-error" && output.Attributes["type"]?.Value?.ToString() is not ("checkbox" or "radio" or "file")) output.Attributes.SetAttribute("class", "input");
        var about = new[] { field.Hint is null ? null : $"{field.Id}-hint", field.Error is null ? null : $"{field.Id}-error" }.OfType<string>().ToList();
        if (about.Count > 0) output.Attributes.SetAttribute("aria-describedby", string.Join(' ', about));
        if (field.Error is not null) output.Attributes.SetAttribute("aria-invalid", "true");
    }
}
