using Cchc.Core;
using Cchc.Core.Changes;
using Cchc.Core.Text;
using Cchc.Modules.Feedback.Data;
using Cchc.Modules.Feedback.Rules;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Cchc.Modules.Feedback.Publishing;

/// <summary>A question with its answer as everybody may read it. What the sender wrote and who it was is not in it.</summary>
/// <param name="UnitId">The unit that answered.</param>
public sealed record PublishedItem(long Id, string Kind, string Field, int? UnitId, string Subject, string Content, string Answer, string Name, FeedbackState State, DateOnly DueOn, int? Rating, bool IsSample)
{
    public required DateTime ReceivedUtc { get; init; }
    public required DateTime? AnsweredUtc { get; init; }
    public required DateTime PublishedUtc { get; init; }
    /// <summary>Last change of where it stands.</summary>
    public required DateTime UpdatedUtc { get; init; }
    public string Url => UrlOf(Id);
    /// <summary>Year of receipt, in Vietnam.</summary>
    public int Year => BusinessTime.Local(ReceivedUtc).Year;
    /// <summary>Question and answer without marks, for the search.</summary>
    public string Key { get; } = $"{Vietnamese.Fold(Subject)} {Vietnamese.Fold(Content)} {Vietnamese.Fold(Answer)}";
    /// <summary>Null while there is no answer: it was opened again.</summary>
    public bool? InTime => AnsweredUtc is { } answered ? DateOnly.FromDateTime(BusinessTime.Local(answered)) <= DueOn : null;
    public bool IsOpen => FeedbackFlow.IsOpen(State);

    public static string UrlOf(long id) => FormattableString.Invariant($"/gop-y/cong-khai/{id}");
}

/// <summary>What a reader is looking for. Pure.</summary>
/// <param name="Words">As typed; found with or without marks.</param>
public sealed record PublishedFilter(string Words = "", string Kind = "", string Field = "", int? Year = null)
{
    private const int MostWords = 10;
    private static readonly char[] Between = [' ', ',', '.', ':', ';', '?', '!', '"', '“', '”', '(', ')'];

    public bool IsEmpty => Words.Length == 0 && Kind.Length == 0 && Field.Length == 0 && Year is null;

    /// <summary>Items that have every word somewhere, in the order in which they came.</summary>
    public IEnumerable<PublishedItem> Of(IEnumerable<PublishedItem> items)
    {
        var words = Vietnamese.Fold(Words).Split(Between, StringSplitOptions.RemoveEmptyEntries).Distinct().Take(MostWords).ToList();
        return items.Where(item => (Kind.Length == 0 || item.Kind == Kind) && (Field.Length == 0 || item.Field == Field) && (Year is null || item.Year == Year) && words.All(word => item.Key.Contains(word, StringComparison.Ordinal)));
    }
}

/// <summary>Everything that is published, newest first, kept in memory: some thousands of short texts.</summary>
public sealed class PublishedBook(IServiceScopeFactory scopes) : Snapshot<IReadOnlyList<PublishedItem>>(scopes, FeedbackStore.ChangeTag)
{
    protected override async Task<IReadOnlyList<PublishedItem>> LoadAsync(SiteDb db, CancellationToken ct) =>
        await db.Set<FeedbackItem>().AsNoTracking().Where(item => item.PublishedUtc != null).OrderByDescending(item => item.PublishedUtc).ThenByDescending(item => item.Id)
            .Select(item => new PublishedItem(item.Id, item.Kind, item.Field, item.HandlerUnitId, item.PublicSubject, item.PublicContent, item.PublicAnswer, item.PublicName, item.State, item.DueOn, item.Rating, item.IsSample)
            {
                ReceivedUtc = item.ReceivedUtc, AnsweredUtc = item.AnsweredUtc, PublishedUtc = item.PublishedUtc!.Value, UpdatedUtc = item.StateUtc,
            }).ToListAsync(ct);
}
