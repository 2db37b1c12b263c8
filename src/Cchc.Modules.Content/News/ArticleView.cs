using System.Linq.Expressions;
using System.Net;
using System.Text.RegularExpressions;
using Cchc.Core.Media;
using Cchc.Core.Text;

namespace Cchc.Modules.Content.News;

/// <summary>What an article's own page shows: the rendered body, never the Markdown.</summary>
public sealed record ArticleView(string ContentItemId, string Slug, string Title, string Sapo, ArticleKind Kind, string Byline, string Author, string Source, string SourceUrl,
    bool Reprint, string LeadImage, string LeadAlt, string LeadCaption, double LeadX, double LeadY, List<string> Sections, List<string> Tags, List<string> Documents,
    int? UnitId, string Html, DateTime PublishedUtc, DateTime ChangedUtc, int ReadingMinutes,
    int? LeadWidth, int? LeadHeight, string? LeadCredit, string? LeadVersion)
{
    public string Url => $"/tin-tuc/{Slug}";
    public string SignedBy => Byline.Length > 0 ? Byline : Author;

    public static readonly Expression<Func<Article, MediaFile?, ArticleView>> FromArticle = (article, file) => new ArticleView(article.ContentItemId, article.Slug!, article.Title,
        article.Sapo, article.Kind, article.Byline, article.Author, article.Source, article.SourceUrl, article.Reprint, article.LeadImage, article.LeadAlt, article.LeadCaption,
        article.LeadX, article.LeadY, article.Sections, article.Tags, article.Documents, article.UnitId, article.Html, article.PublishedUtc!.Value,
        article.ChangedUtc ?? article.PublishedUtc!.Value, article.ReadingMinutes, file == null ? null : file.Width, file == null ? null : file.Height, file == null ? null : file.Credit,
        file == null ? null : file.Hash.Substring(0, 8) + "-" + file.Revision); // as MediaFile.Version says it
}

/// <summary>The table of contents, read from the rendered body.</summary>
public static partial class Contents
{
    /// <summary>Fewer headings than this need no table.</summary>
    private const int Fewest = 3;
    /// <summary>Shorter articles, in minutes to read, need no table.</summary>
    private const int Shortest = 3;

    public static IReadOnlyList<Heading> Of(string html, int readingMinutes)
    {
        if (readingMinutes < Shortest) return [];
        var headings = HeadingTag().Matches(html).Select(match => new Heading(match.Groups[1].Value, WebUtility.HtmlDecode(AnyTag().Replace(match.Groups[2].Value, "")))).ToList();
        return headings.Count < Fewest ? [] : headings;
    }

    [GeneratedRegex("""<h2[^>]*\sid="([^"]+)"[^>]*>(.*?)</h2>""", RegexOptions.Singleline)]
    private static partial Regex HeadingTag();

    [GeneratedRegex("<[^>]+>")]
    private static partial Regex AnyTag();
}
