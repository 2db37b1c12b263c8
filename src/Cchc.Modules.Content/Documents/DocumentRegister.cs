using Cchc.Core;
using Cchc.Core.Changes;
using Cchc.Core.Content;
using Cchc.Core.Text;
using Cchc.Modules.Content.Lists;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Cchc.Modules.Content.Documents;

/// <summary>How many published documents there are of one form, year and agency.</summary>
/// <param name="Year">Null when the source gives no date.</param>
public sealed record DocumentCount(string Kind, int? Year, string Agency, int Count);

/// <summary>What readers have narrowed the list to; "" is everything.</summary>
public sealed record DocumentFilter(string Kind, string Year, string Agency)
{
    /// <summary>The year of those without a date.</summary>
    public const string NoDate = "khong-ghi";

    public bool IsEmpty => Kind.Length + Year.Length + Agency.Length == 0;
    /// <summary>In the order in which <see cref="DocumentCounts"/> counts.</summary>
    public IReadOnlyList<string> Chosen => [Kind, Year, Agency];
}

/// <summary>The numbers beside the filters, counted once for all readers until a document changes.</summary>
public sealed class DocumentCounts(IReadOnlyList<DocumentCount> counts)
{
    private readonly ListCounts all = new([.. counts.Select(count => new ListCount([ListValue.Of(count.Kind), Year(count.Year), ListValue.Of(count.Agency)], count.Count))]);
    private readonly Dictionary<string, string> kinds = Names(counts.Select(count => count.Kind));
    private readonly Dictionary<string, string> agencies = Names(counts.Select(count => count.Agency));

    /// <summary>The form or agency of that word, or null when no document has it.</summary>
    public string? Kind(string word) => kinds.GetValueOrDefault(word);
    public string? Agency(string word) => agencies.GetValueOrDefault(word);

    public int Total(DocumentFilter filter) => all.Total(filter.Chosen);
    public IReadOnlyList<ListChoice> Kinds(DocumentFilter filter) => all.Choices(filter.Chosen, 0);
    public IReadOnlyList<ListChoice> Years(DocumentFilter filter) => all.Years(filter.Chosen, 1);
    public IReadOnlyList<ListChoice> Agencies(DocumentFilter filter) => all.Choices(filter.Chosen, 2);

    private static ListValue Year(int? year) => year is { } known ? new($"{known}", $"{known}") : new(DocumentFilter.NoDate, "Không ghi ngày");

    private static Dictionary<string, string> Names(IEnumerable<string> names) =>
        names.Distinct(StringComparer.Ordinal).GroupBy(name => Vietnamese.Slug(name)).ToDictionary(same => same.Key, same => same.First(), StringComparer.Ordinal);
}

/// <inheritdoc cref="DocumentCounts"/>
public sealed class DocumentRegister(IServiceScopeFactory scopes) : Snapshot<DocumentCounts>(scopes, Tag.List(Walk.Documents))
{
    protected override async Task<DocumentCounts> LoadAsync(SiteDb db, CancellationToken ct) => new(
        (await db.Set<Document>().Where(document => document.State == ContentState.Published)
            .GroupBy(document => new { document.Kind, Year = document.IssuedOn == null ? (int?)null : document.IssuedOn.Value.Year, document.Agency })
            .Select(same => new { same.Key.Kind, same.Key.Year, same.Key.Agency, Count = same.Count() }).ToListAsync(ct))
        .ConvertAll(same => new DocumentCount(same.Kind, same.Year, same.Agency, same.Count)));
}
