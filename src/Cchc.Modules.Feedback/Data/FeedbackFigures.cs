using Cchc.Core.Text;
using Cchc.Modules.Feedback.Rules;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Feedback.Data;

/// <summary>What counting needs to know of an item.</summary>
/// <param name="UnitId">The unit that it was given to.</param>
public sealed record FigureRow(DateTime ReceivedUtc, FeedbackState State, DateOnly DueOn, DateOnly? PausedOn, DateTime? AnsweredUtc, int? Rating, string Field, int? UnitId, bool IsSample = false)
{
    /// <summary>First day of the month in which it was received, in Vietnam.</summary>
    public DateOnly Month => BusinessTime.Local(ReceivedUtc) is var day ? new(day.Year, day.Month, 1) : default;
}

/// <summary>How feedback was handled in a span of time, as everybody may see it.</summary>
/// <param name="Answered">Of those received in that time.</param>
/// <param name="InTime">Answered on or before their last day.</param>
/// <param name="Late">Not answered, and their last day has passed.</param>
public sealed record FeedbackFigures(int Received, int Answered, int InTime, int Refused, int Late, int Rated, int Satisfied)
{
    private const int Content = 4;

    /// <summary>Answered, but after their last day.</summary>
    public int AnsweredLate => Answered - InTime;

    /// <param name="items">Which ones: of a unit, of a kind.</param>
    public static async Task<FeedbackFigures> OfAsync(IQueryable<FeedbackItem> items, DateTime fromUtc, DateTime toUtc, DateOnly today, CancellationToken ct) => Of(await ReadAsync(items, fromUtc, toUtc, ct), today);

    /// <summary>The rows of those received in that time.</summary>
    public static Task<List<FigureRow>> ReadAsync(IQueryable<FeedbackItem> items, DateTime fromUtc, DateTime toUtc, CancellationToken ct) =>
        items.AsNoTracking().Where(item => item.ReceivedUtc >= fromUtc && item.ReceivedUtc < toUtc)
            .Select(item => new FigureRow(item.ReceivedUtc, item.State, item.DueOn, item.PausedOn, item.AnsweredUtc, item.Rating, item.Field, item.HandlerUnitId, item.IsSample)).ToListAsync(ct);

    /// <summary>Counts. Pure.</summary>
    public static FeedbackFigures Of(IReadOnlyCollection<FigureRow> rows, DateOnly today)
    {
        var answered = rows.Where(row => row.AnsweredUtc is not null).ToList();
        return new(rows.Count, answered.Count, answered.Count(row => DateOnly.FromDateTime(BusinessTime.Local(row.AnsweredUtc!.Value)) <= row.DueOn), rows.Count(row => row.State == FeedbackState.Refused),
            rows.Count(row => FeedbackFlow.IsOpen(row.State) && row.PausedOn is null && row.DueOn < today), rows.Count(row => row.Rating is not null), rows.Count(row => row.Rating >= Content));
    }

    /// <summary>"92%"; null of nothing.</summary>
    public static string? Percent(int part, int whole) => whole == 0 ? null : $"{(int)Math.Round(100.0 * part / whole, MidpointRounding.AwayFromZero)}%";
}
