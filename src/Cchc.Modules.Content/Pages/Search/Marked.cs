using Cchc.Core.Search;
using Microsoft.AspNetCore.Html;

namespace Cchc.Modules.Content.Pages.Search;

/// <summary>Text with the match marked, encoded as it is written.</summary>
public static class Marked
{
    public static IHtmlContent Html(IReadOnlyList<TextSegment> segments)
    {
        var html = new HtmlContentBuilder();
        foreach (var (text, isMatch) in segments.Select(segment => (segment.Text, segment.IsMatch)))
        {
            if (isMatch) html.AppendHtml("<mark>").Append(text).AppendHtml("</mark>");
            else html.Append(text);
        }
        return html;
    }
}
