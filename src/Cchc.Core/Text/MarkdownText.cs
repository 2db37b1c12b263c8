using System.Net;
using System.Text;
using Cchc.Core.Media;
using Ganss.Xss;
using Markdig;
using Markdig.Extensions.CustomContainers;
using Markdig.Extensions.Tables;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Renderers.Html.Inlines;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Cchc.Core.Text;

/// <summary>One entry of the table of contents.</summary>
/// <param name="Id">Fragment of the heading.</param>
public sealed record Heading(string Id, string Text);

/// <summary>Size of a picture in pixels, so that the page does not jump while it loads.</summary>
public sealed record PictureSize(int Width, int Height);

/// <summary>
/// Markdown to sanitised HTML: tables, footnotes, figures, and the containers <c>quote</c>, <c>box</c> and <c>embed</c>. Raw HTML is text.
/// Pure: the same Markdown gives the same HTML. A text made to cost time or memory is shown as it was typed.
/// </summary>
public static class MarkdownText
{
    /// <summary>Longer bodies are refused when saved: about eight times the longest real document.</summary>
    public const int MaxLength = 400_000;

    /// <summary>The parser's time grows with the square of these marks, and no text that people read comes near: opening brackets
    /// in one paragraph and in all, columns of a table.</summary>
    private const int MostBracketsInParagraph = 2_000, MostBrackets = 10_000, MostColumns = 200;
    /// <summary>A long link named once and used in every line would fill the memory.</summary>
    private const int MostHtml = 10 * MaxLength;

    /// <summary>How wide the theme shows pictures of a body: its column, on a phone the whole width between the gutters.</summary>
    private const string BodyPictureSizes = "(min-width: 42rem) 40rem, calc(100vw - 2rem)";

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .DisableHtml().UsePipeTables().UseFootnotes().UseCustomContainers().UseEmphasisExtras().Build();

    /// <summary>Renders a body.</summary>
    /// <param name="sizeOf">Size of a picture by its address, or null when unknown.</param>
    public static string ToHtml(string markdown, Func<string, PictureSize?>? sizeOf = null)
    {
        var document = Parse(markdown);
        NameHeadings(document);
        using var writer = new BoundedWriter();
        var renderer = new HtmlRenderer(writer);
        Pipeline.Setup(renderer);
        sizeOf ??= _ => null;
        renderer.ObjectRenderers.Replace<ParagraphRenderer>(new FigureRenderer(sizeOf));
        renderer.ObjectRenderers.Replace<LinkInlineRenderer>(new PictureOrLinkRenderer(sizeOf));
        renderer.ObjectRenderers.Replace<HtmlCustomContainerRenderer>(new ContainerRenderer());
        renderer.ObjectRenderers.Replace<HtmlTableRenderer>(new ScrollingTableRenderer());
        try { renderer.Render(document); }
        catch (TextTooLongException) { return Sanitiser.Value.Sanitize($"<p>{WebUtility.HtmlEncode(markdown)}</p>"); }
        return Sanitiser.Value.Sanitize(writer.ToString());
    }

    /// <summary>Whether the text has so many or so deep marks that it can only be shown as it was typed.</summary>
    public static bool IsTangled(string markdown) => Read(markdown) is null;

    /// <summary>The second-level headings, for a table of contents.</summary>
    public static IReadOnlyList<Heading> Headings(string markdown)
    {
        var document = Parse(markdown);
        NameHeadings(document);
        return [.. document.Descendants<HeadingBlock>().Where(heading => heading.Level == 2)
            .Select(heading => new Heading(heading.GetAttributes().Id ?? "", PlainText(heading.Inline)))];
    }

    /// <summary>The words without markup, for search, descriptions and counting.</summary>
    public static string ToPlain(string markdown)
    {
        var plain = new StringBuilder();
        foreach (var block in Parse(markdown).Descendants<LeafBlock>())
        {
            var text = block.Inline is { } inline ? PlainText(inline) : block.Lines.ToString();
            if (text.Length > 0) plain.Append(text).Append('\n');
        }
        return plain.ToString().TrimEnd();
    }

    /// <summary>Addresses of the pictures in the text.</summary>
    public static IEnumerable<string> PictureUrls(string markdown) =>
        Parse(markdown).Descendants<LinkInline>().Where(link => link.IsImage && link.Url is not null).Select(link => link.Url!);

    /// <summary>Where the links of the text lead, without those of pictures.</summary>
    public static IEnumerable<string> LinkUrls(string markdown) =>
        Parse(markdown).Descendants<LinkInline>().Where(link => !link.IsImage && link.Url is not null).Select(link => link.Url!);

    /// <summary>Addresses of pictures without a description for those who do not see them.</summary>
    public static IEnumerable<string> PicturesWithoutAlt(string markdown) => Parse(markdown).Descendants<LinkInline>()
        .Where(link => link.IsImage && PlainText(link).Length == 0).Select(link => link.Url ?? "");

    /// <summary>How long the text is, in syllables (tiếng), and how many pictures are in it.</summary>
    public static (int Syllables, int Pictures) Measure(string? markdown)
    {
        var document = Parse(markdown);
        var syllables = document.Descendants<LeafBlock>().Sum(block => Vietnamese.CountSyllables(block.Inline is { } inline ? PlainText(inline) : block.Lines.ToString()));
        return (syllables, document.Descendants<LinkInline>().Count(link => link.IsImage && link.Url is not null));
    }

    /// <summary>Minutes to read, at 250 syllables a minute; at least 1.</summary>
    public static int ReadingMinutes(string markdown) => Math.Max(1, (int)Math.Round(Vietnamese.CountSyllables(ToPlain(markdown)) / 250.0));

    private static MarkdownDocument Parse(string? markdown) =>
        Read(markdown) ?? [new ParagraphBlock { Inline = new ContainerInline().AppendChild(new LiteralInline(markdown!)) }];

    private static MarkdownDocument? Read(string? markdown)
    {
        if (HasTooManyMarks(markdown ??= "")) return null;
        try { return Markdown.Parse(markdown, Pipeline); }
        catch (ArgumentException) { return null; } // Markdig says so of elements that are nested too deeply
    }

    private static bool HasTooManyMarks(string markdown)
    {
        if (markdown.Length > MaxLength) return true;
        var (all, inParagraph) = (0, 0);
        foreach (var line in markdown.AsSpan().EnumerateLines())
        {
            var brackets = line.Count('[');
            all += brackets;
            inParagraph = line.IsWhiteSpace() ? 0 : inParagraph + brackets;
            if (inParagraph > MostBracketsInParagraph || all > MostBrackets || line.Count('|') > MostColumns) return true;
        }
        return false;
    }

    private static void NameHeadings(MarkdownDocument document)
    {
        var taken = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var heading in document.Descendants<HeadingBlock>())
        {
            // The page's title is the only first-level heading.
            if (heading.Level == 1) heading.Level = 2;
            var id = Vietnamese.Slug(PlainText(heading.Inline), 60) is { Length: > 0 } slug ? slug : "muc";
            // The last number is kept: counting from 2 each time would take a day for a body of empty headings.
            var (unique, number) = (id, taken.GetValueOrDefault(id, 1));
            while (!taken.TryAdd(unique, 1)) unique = $"{id}-{++number}";
            taken[id] = number;
            heading.GetAttributes().Id = unique;
        }
    }

    private static string PlainText(ContainerInline? inlines)
    {
        var text = new StringBuilder();
        foreach (var inline in inlines?.Descendants() ?? [])
            switch (inline)
            {
                case LiteralInline literal: text.Append(literal.Content.AsSpan()); break;
                case CodeInline code: text.Append(code.Content); break;
                case LineBreakInline: text.Append(' '); break;
                case HtmlEntityInline entity: text.Append(entity.Transcoded.AsSpan()); break;
                case DelimiterInline unmatched: text.Append(unmatched.ToLiteral()); break; // a bracket that nothing closes
            }
        return text.ToString().Trim();
    }

    /// <summary>HtmlSanitizer is safe to share once it is set up.</summary>
    private static readonly Lazy<HtmlSanitizer> Sanitiser = new(() =>
    {
        var sanitiser = new HtmlSanitizer(new HtmlSanitizerOptions
        {
            AllowedTags = new HashSet<string>(["p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "a", "strong", "em", "del", "sub", "sup",
                "mark", "ins", "code", "pre", "blockquote", "br", "hr", "table", "thead", "tbody", "tr", "th", "td", "img", "figure",
                "figcaption", "div", "section", "cite", "aside", "video", "audio", "iframe"], StringComparer.Ordinal),
            AllowedAttributes = new HashSet<string>(["href", "src", "srcset", "sizes", "alt", "title", "id", "class", "start", "width", "height", "loading",
                "decoding", "colspan", "rowspan", "scope", "tabindex", "role", "aria-label", "controls", "preload"], StringComparer.Ordinal),
            AllowedSchemes = new HashSet<string>(["http", "https", "mailto", "tel"], StringComparer.Ordinal),
            UriAttributes = new HashSet<string>(["href", "src"], StringComparer.Ordinal),
        });
        sanitiser.AllowedClasses.UnionWith(["quote", "box", "fig", "wide", "footnotes", "footnote-ref", "footnote-back-ref", "scroll-x", "r", "c", "embed", "embed--card", "embed__link", "embed__note", "embed--figures"]);
        // Only the site itself is framed, and of it only what is made to be.
        sanitiser.PostProcessNode += (_, found) =>
        {
            if (found.Node is AngleSharp.Html.Dom.IHtmlInlineFrameElement frame && frame.GetAttribute("src")?.StartsWith("/nhung/", StringComparison.Ordinal) != true) frame.Remove();
        };
        return sanitiser;
    });

    private sealed class TextTooLongException : Exception;

    /// <summary>Stops a rendering that grows beyond <see cref="MostHtml"/>.</summary>
    private sealed class BoundedWriter : StringWriter
    {
        public override void Write(char value) { Check(1); base.Write(value); }
        public override void Write(char[] buffer, int index, int count) { Check(count); base.Write(buffer, index, count); }
        public override void Write(ReadOnlySpan<char> buffer) { Check(buffer.Length); base.Write(buffer); }
        public override void Write(string? value) { Check(value?.Length ?? 0); base.Write(value); }

        private void Check(int more)
        {
            if (GetStringBuilder().Length + more > MostHtml) throw new TextTooLongException();
        }
    }

    /// <summary>A picture alone in its paragraph is a figure; its title is the caption.</summary>
    private sealed class FigureRenderer(Func<string, PictureSize?> sizeOf) : HtmlObjectRenderer<ParagraphBlock>
    {
        protected override void Write(HtmlRenderer renderer, ParagraphBlock block)
        {
            if (block.Inline is { FirstChild: LinkInline { IsImage: true } picture } && picture.NextSibling is null)
            {
                var size = sizeOf(picture.Url ?? "");
                renderer.Write("<figure class=\"fig\">");
                WritePicture(renderer, picture, size);
                if (!string.IsNullOrWhiteSpace(picture.Title)) renderer.Write("<figcaption>").WriteEscape(picture.Title).Write("</figcaption>");
                renderer.WriteLine("</figure>");
                return;
            }
            if (renderer.ImplicitParagraph) { renderer.WriteLeafInline(block); return; }
            renderer.EnsureLine();
            renderer.Write("<p>").WriteLeafInline(block);
            renderer.WriteLine("</p>");
        }
    }

    /// <summary>A picture within a line.</summary>
    private sealed class PictureOrLinkRenderer(Func<string, PictureSize?> sizeOf) : LinkInlineRenderer
    {
        protected override void Write(HtmlRenderer renderer, LinkInline link)
        {
            if (link.IsImage && renderer.EnableHtmlForInline) WritePicture(renderer, link, sizeOf(link.Url ?? ""));
            else base.Write(renderer, link);
        }
    }

    /// <summary>A picture of the library comes in every width up to its own; its text may stay for years, so the addresses of the
    /// copies carry no version and are asked for again.</summary>
    private static void WritePicture(HtmlRenderer renderer, LinkInline picture, PictureSize? size)
    {
        const string library = "/media/";
        var url = picture.Url ?? "";
        renderer.Write("<img loading=\"lazy\" decoding=\"async\"");
        if (size is not null && url.StartsWith(library, StringComparison.Ordinal) && !PictureSizes.IsDrawing(url))
        {
            renderer.Write(" srcset=\"").WriteEscape(PictureSizes.SourceSet(url[library.Length..], null, upTo: size.Width)).Write($"\" sizes=\"{BodyPictureSizes}\"");
            url = PictureSizes.Url(url[library.Length..], null, PictureSizes.Of(960));
        }
        renderer.Write(" src=\"").WriteEscapeUrl(url).Write("\" alt=\"").WriteEscape(PlainText(picture)).Write("\"");
        if (size is not null) renderer.Write(FormattableString.Invariant($" width=\"{size.Width}\" height=\"{size.Height}\""));
        renderer.Write(">");
    }

    /// <summary>A table scrolls by itself on a narrow screen, by keyboard too; columns are aligned by class, because the site's
    /// content policy allows no style in the page.</summary>
    private sealed class ScrollingTableRenderer : HtmlObjectRenderer<Table>
    {
        private readonly HtmlTableRenderer inner = new();
        private int number;

        protected override void Write(HtmlRenderer renderer, Table table)
        {
            foreach (var row in table.OfType<TableRow>())
                foreach (var (cell, column) in row.OfType<TableCell>().Zip(table.ColumnDefinitions))
                    if (column.Alignment is TableColumnAlign.Right or TableColumnAlign.Center)
                        cell.GetAttributes().AddClass(column.Alignment == TableColumnAlign.Right ? "r" : "c");
            foreach (var column in table.ColumnDefinitions) column.Alignment = null;
            renderer.EnsureLine();
            renderer.WriteLine(FormattableString.Invariant($"<div class=\"scroll-x\" role=\"region\" tabindex=\"0\" aria-label=\"Bảng {++number}\">"));
            inner.Write(renderer, table);
            renderer.WriteLine("</div>");
        }
    }

    /// <summary><c>:::quote</c> whose last paragraph begins with a dash is a quotation with its source; <c>:::box</c> an aside;
    /// <c>:::embed</c> with one link in it a film, a recording or figures of this site.</summary>
    private sealed class ContainerRenderer : HtmlObjectRenderer<CustomContainer>
    {
        protected override void Write(HtmlRenderer renderer, CustomContainer block)
        {
            renderer.EnsureLine();
            switch (block.Info)
            {
                case "quote":
                    renderer.Write("<blockquote class=\"quote\">");
                    var source = block.LastChild as ParagraphBlock;
                    var text = source?.Inline is { } inline && block.Count > 1 ? PlainText(inline) : "";
                    var isSource = text.StartsWith('—') || text.StartsWith('–') || text.StartsWith("--", StringComparison.Ordinal);
                    foreach (var child in block)
                        if (!isSource || !ReferenceEquals(child, source)) renderer.Render(child);
                    if (isSource) renderer.Write("<cite>").WriteEscape(text.TrimStart('—', '–', '-', ' ')).Write("</cite>");
                    renderer.WriteLine("</blockquote>");
                    break;
                case "box":
                    renderer.Write("<aside class=\"box\">").WriteChildren(block);
                    renderer.WriteLine("</aside>");
                    break;
                case "embed" when block.Count == 1 && block[0] is ParagraphBlock { Inline.FirstChild: LinkInline { IsImage: false, NextSibling: null } link }
                    && Embed.Of(link.Url) is { Kind: not EmbedKind.None } embed:
                    WriteEmbed(renderer, embed.Kind, embed.Url, PlainText(link));
                    break;
                default:
                    renderer.WriteChildren(block);
                    break;
            }
        }

        /// <summary>Nothing is fetched before the reader asks: own files by their controls; of YouTube there is only a link, which
        /// the script turns into a player when it is clicked.</summary>
        private static void WriteEmbed(HtmlRenderer renderer, EmbedKind kind, string url, string title)
        {
            if (kind == EmbedKind.YouTube)
            {
                renderer.Write("<div class=\"embed embed--card\"><a class=\"embed__link\" href=\"").WriteEscapeUrl(url).Write("\">").WriteEscape(title).Write("</a>");
                renderer.WriteLine("<p class=\"embed__note\">Video trên YouTube, chỉ tải khi bấm</p></div>");
                return;
            }
            if (kind == EmbedKind.Figures)
            {
                renderer.Write("<figure class=\"embed embed--figures\"><iframe loading=\"lazy\" src=\"/nhung").WriteEscapeUrl(url).Write("\" title=\"").WriteEscape(title);
                renderer.Write("\"></iframe><figcaption><a href=\"").WriteEscapeUrl(url).Write("\">").WriteEscape(title).WriteLine("</a></figcaption></figure>");
                return;
            }
            var tag = kind == EmbedKind.Video ? "video" : "audio";
            renderer.Write($"<figure class=\"embed\"><{tag} controls=\"controls\" preload=\"none\" aria-label=\"").WriteEscape(title).Write("\" src=\"").WriteEscapeUrl(url);
            renderer.Write("\"><a href=\"").WriteEscapeUrl(url).Write("\">").WriteEscape(title).Write($"</a></{tag}><figcaption>").WriteEscape(title).WriteLine("</figcaption></figure>");
        }
    }
}
