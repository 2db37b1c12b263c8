using Cchc.Core;
using Cchc.Core.Content;
using Cchc.Core.People;
using Cchc.Core.Text;
using Cchc.Core.Units;
using Cchc.Modules.Content.Documents;
using Cchc.Modules.Content.Models;
using Cchc.Modules.Content.News;
using Cchc.Themes.Reports;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Content.Pages.Admin.Statistics;

/// <summary>One item that came before readers in a period.</summary>
/// <param name="Author">Name of the account that made it.</param>
/// <param name="Byline">Who signs it, as printed; "" for types without.</param>
/// <param name="IsFirst">Readers saw it for the first time in the period; else it was published again with another text.</param>
/// <param name="Words">Syllables (tiếng) of sapo and body.</param>
/// <param name="Pictures">Those of the body and the lead picture.</param>
/// <param name="Reprint">Taken over from another paper.</param>
public sealed record WorkItem(ContentType Type, string Id, string Title, string Kind, string Author, string Byline, Unit? Unit, Term? Section, DateTime PublishedUtc, DateTime ChangedUtc,
    bool IsFirst, int Words, int Pictures, bool Reprint, string Source, string Url);

/// <summary>Sums of some items.</summary>
public sealed record WorkSum(string Name, string? Url, int Items, int First, int Words, int Pictures, int Reprints)
{
    public static WorkSum Of(string name, string? url, IReadOnlyCollection<WorkItem> items) =>
        new(name, url, items.Count, items.Count(item => item.IsFirst), items.Sum(item => item.Words), items.Sum(item => item.Pictures), items.Count(item => item.Reprint));
}

/// <summary>Items of one period, and their sums by writer, kind, chuyên mục and unit.</summary>
public sealed class WorkTable(IReadOnlyList<WorkItem> items)
{
    private const string None = "(không ghi)";

    public IReadOnlyList<WorkItem> Items { get; } = items;
    public WorkSum Total { get; } = WorkSum.Of("Cộng", null, items);

    /// <summary>Titles of the tables with the heading of their first column and their rows.</summary>
    public IReadOnlyList<(string Title, string Column, IReadOnlyList<WorkSum> Sums)> Tables { get; } =
    [
        ("Theo người viết", "Người viết", Sums(items, item => item.Author, item => $"/quan-tri/tin-bai?q={Uri.EscapeDataString(item.Author)}&trang-thai=Published")),
        ("Theo ký tên", "Ký tên", Sums(items, item => item.Byline, _ => null)),
        ("Theo thể loại", "Thể loại", Sums(items, item => item.Kind, item => $"{item.Type.AdminPath}?loai={Uri.EscapeDataString(item.Kind)}&trang-thai=Published")),
        ("Theo chuyên mục chính", "Chuyên mục", Sums(items, item => item.Section?.Name ?? "", item => item.Section is { } section ? $"/quan-tri/tin-bai?chuyen-muc={section.Slug}&trang-thai=Published" : null)),
        ("Theo đơn vị", "Đơn vị", Sums(items, item => item.Unit?.Name ?? "", item => item.Unit is { } unit ? $"/quan-tri/tin-bai?don-vi={unit.Slug}&trang-thai=Published" : null)),
    ];

    private static IReadOnlyList<WorkSum> Sums(IEnumerable<WorkItem> items, Func<WorkItem, string> name, Func<WorkItem, string?> url) =>
        [.. items.GroupBy(name, StringComparer.Ordinal).Select(group => WorkSum.Of(group.Key.Length > 0 ? group.Key : None, group.Key.Length > 0 ? url(group.First()) : null, [.. group]))
            .OrderByDescending(sum => sum.Items).ThenBy(sum => sum.Name, Vietnamese.Order)];
}

/// <summary>Reads what came before readers in a period. Only items of that period are read, and the text of each only to be measured.</summary>
public sealed class WorkStatistics(SiteDb db, SiteModules modules, UnitDirectory units, Sections sections)
{
    /// <summary>More items than this are not counted at once.</summary>
    public const int Most = 20_000;
    private const int Batch = 500;

    private sealed record Row(string Id, string Title, string Author, int? UnitId, List<string> Sections, DateTime PublishedUtc, DateTime ChangedUtc, string? Slug, string Markdown);
    private sealed record Own(string Kind, string Byline, string Sapo, bool HasLead, bool Reprint, string Source);

    /// <summary>Null when there are more than <see cref="Most"/>.</summary>
    public async Task<WorkTable?> OfAsync(StatisticsPeriod period, CancellationToken ct)
    {
        var (fromUtc, toUtc) = (period.FromUtc, period.ToUtc);
        var again = await PublishedAgainAsync(fromUtc, toUtc, ct);
        var count = again.Count;
        foreach (var type in modules.ContentTypes)
            count += await InPeriod(type, fromUtc, toUtc).OrderBy(item => item.PublishedUtc).Take(Most + 1).CountAsync(ct);
        if (count > Most) return null;

        var items = new List<WorkItem>();
        foreach (var type in modules.ContentTypes)
        {
            await ReadAsync(type, InPeriod(type, fromUtc, toUtc), fromUtc, items, ct);
            foreach (var ids in again.Where(item => item.Type == type.Name).Select(item => item.Id).Chunk(Batch))
                await ReadAsync(type, type.Rows(db).Where(item => ids.Contains(item.ContentItemId) && item.State == ContentState.Published && item.PublishedUtc < fromUtc && item.ChangedUtc >= fromUtc && item.ChangedUtc < toUtc), fromUtc, items, ct);
        }
        return new([.. items.OrderBy(item => item.IsFirst ? item.PublishedUtc : item.ChangedUtc).ThenBy(item => item.Id, StringComparer.Ordinal)]);
    }

    private IQueryable<ContentItem> InPeriod(ContentType type, DateTime fromUtc, DateTime toUtc) =>
        type.Rows(db).Where(item => item.State == ContentState.Published && item.PublishedUtc >= fromUtc && item.PublishedUtc < toUtc);

    /// <summary>The table of items has no order by their last publication; the audit trail has.</summary>
    private async Task<List<(string Type, string Id)>> PublishedAgainAsync(DateTime fromUtc, DateTime toUtc, CancellationToken ct) =>
        [.. (await db.Set<AuditEvent>().AsNoTracking().Where(entry => entry.AtUtc >= fromUtc && entry.AtUtc < toUtc && entry.Action == "content.published" && entry.Summary.StartsWith("Đăng lại"))
            .Select(entry => new { entry.SubjectType, entry.SubjectId }).Distinct().OrderBy(entry => entry.SubjectId).Take(Most + 1).ToListAsync(ct)).Select(entry => (entry.SubjectType, entry.SubjectId))];

    private async Task ReadAsync(ContentType type, IQueryable<ContentItem> which, DateTime fromUtc, List<WorkItem> items, CancellationToken ct)
    {
        var (registry, tree) = (await units.GetAsync(ct), await sections.GetAsync(ct));
        var rows = which.AsNoTracking().OrderBy(item => item.PublishedUtc).ThenBy(item => item.Id);
        for (var skip = 0; ; skip += Batch)
        {
            var batch = await rows.Skip(skip).Take(Batch)
                .Select(item => new Row(item.ContentItemId, item.Title, item.Author, item.UnitId, item.Sections, item.PublishedUtc!.Value, item.ChangedUtc ?? item.PublishedUtc!.Value, item.Slug, item.Markdown)).ToListAsync(ct);
            var own = await OwnAsync(type, batch.ConvertAll(row => row.Id), ct);
            foreach (var row in batch)
            {
                var more = own.GetValueOrDefault(row.Id) ?? new(type.Label, "", "", false, false, "");
                var (words, pictures) = MarkdownText.Measure(row.Markdown);
                items.Add(new(type, row.Id, row.Title, more.Kind, row.Author, more.Byline, row.UnitId is { } unit ? registry.Find(unit) : null, tree.Find(row.Sections.FirstOrDefault()),
                    row.PublishedUtc, row.ChangedUtc, row.PublishedUtc >= fromUtc, words + Vietnamese.CountSyllables(more.Sapo), pictures + (more.HasLead ? 1 : 0), more.Reprint, more.Source, $"/{type.PathOf(row.Slug ?? row.Id)}"));
            }
            if (batch.Count < Batch) return;
        }
    }

    private async Task<Dictionary<string, Own>> OwnAsync(ContentType type, List<string> ids, CancellationToken ct) => type switch
    {
        ArticleType => await db.Set<Article>().AsNoTracking().Where(article => ids.Contains(article.ContentItemId))
            .Select(article => new { article.ContentItemId, article.Kind, article.Byline, article.Sapo, HasLead = article.LeadImage != "", article.Reprint, article.Source })
            .ToDictionaryAsync(article => article.ContentItemId, article => new Own(Article.KindLabel(article.Kind), article.Byline, article.Sapo, article.HasLead, article.Reprint, article.Source), ct),
        DocumentType => await db.Set<Document>().AsNoTracking().Where(document => ids.Contains(document.ContentItemId))
            .Select(document => new { document.ContentItemId, document.Kind }).ToDictionaryAsync(document => document.ContentItemId, document => new Own(document.Kind, "", "", false, false, ""), ct),
        ReformModelType => await db.Set<ReformModel>().AsNoTracking().Where(model => ids.Contains(model.ContentItemId))
            .Select(model => new { model.ContentItemId, model.Kind, model.Authors, model.Problem, model.Summary })
            .ToDictionaryAsync(model => model.ContentItemId, model => new Own(ReformModel.KindLabel(model.Kind), model.Authors, $"{model.Problem} {model.Summary}", false, false, ""), ct),
        _ => [],
    };
}
