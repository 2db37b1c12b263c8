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

/// <summary>One value that a list can be narrowed to.</summary>
/// <param name="Word">As it stands in the address.</param>
public sealed record DocumentChoice(string Word, string Label, int Count);

/// <summary>What readers have narrowed the list to; "" is everything.</summary>
public sealed record DocumentFilter(string Kind, string Year, string Agency)
{
    /// <summary>The year of those without a date.</summary>
    public const string NoDate = "khong-ghi";

    public bool IsEmpty => Kind.Length + Year.Length + Agency.Length == 0;
}

/// <summary>The numbers beside the filters, counted once for all readers until a document changes.</summary>
public sealed class DocumentCounts(IReadOnlyList<DocumentCount> counts)
{
    private readonly Dictionary<string, string> kinds = Names(counts.Select(count => count.Kind));
    private readonly Dictionary<string, string> agencies = Names(counts.Select(count => count.Agency));

    /// <summary>The form or agency of that word, or null when no document has it.</summary>
    public string? Kind(string word) => kinds.GetValueOrDefault(word);
    public string? Agency(string word) => agencies.GetValueOrDefault(word);

    public int Total(DocumentFilter filter) => Matching(filter).Sum(count => count.Count);
    public IReadOnlyList<DocumentChoice> Kinds(DocumentFilter filter) => Choices(Matching(filter with { Kind = "" }), count => count.Kind);
    public IReadOnlyList<DocumentChoice> Agencies(DocumentFilter filter) => Choices(Matching(filter with { Agency = "" }), count => count.Agency);
    public IReadOnlyList<DocumentChoice> Years(DocumentFilter filter) => [.. Matching(filter with { Year = "" }).GroupBy(count => count.Year).OrderByDescending(same => same.Key)
        .Select(same => new DocumentChoice(same.Key is { } year ? $"{year}" : DocumentFilter.NoDate, same.Key is { } shown ? $"{shown}" : "Không ghi ngày", same.Sum(count => count.Count)))];

    private IEnumerable<DocumentCount> Matching(DocumentFilter filter) => counts.Where(count =>
        (filter.Kind.Length == 0 || Vietnamese.Slug(count.Kind) == filter.Kind)
        && (filter.Agency.Length == 0 || Vietnamese.Slug(count.Agency) == filter.Agency)
        && (filter.Year.Length == 0 || (count.Year is { } year ? $"{year}" : DocumentFilter.NoDate) == filter.Year));

    private static IReadOnlyList<DocumentChoice> Choices(IEnumerable<DocumentCount> of, Func<DocumentCount, string> name) => [.. of.GroupBy(name)
        .Select(same => new DocumentChoice(Vietnamese.Slug(same.Key), same.Key, same.Sum(count => count.Count))).Where(choice => choice.Word.Length > 0)
        .OrderByDescending(choice => choice.Count).ThenBy(choice => choice.Label, Vietnamese.Order)];

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
