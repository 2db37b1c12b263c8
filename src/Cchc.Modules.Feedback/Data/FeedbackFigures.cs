using Cchc.Core.Text;
using Cchc.Modules.Feedback.Rules;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Feedback.Data;

/// <summary>How feedback was handled in a span of time, as everybody may see it.</summary>
/// <param name="Answered">Of those received in that time.</param>
/// <param name="InTime">Answered on or before their last day.</param>
/// <param name="Late">Not answered, and their last day has passed.</param>
public sealed record FeedbackFigures(int Received, int Answered, int InTime, int Refused, int Late, int Rated, int Satisfied)
{
    private const int Content = 4;

    /// <param name="items">Which ones: of a unit, of a kind.</param>
    public static async Task<FeedbackFigures> OfAsync(IQueryable<FeedbackItem> items, DateTime fromUtc, DateTime toUtc, DateOnly today, CancellationToken ct)
    {
        var rows = await items.AsNoTracking().Where(item => item.ReceivedUtc >= fromUtc && item.ReceivedUtc < toUtc)
            .Select(item => new { item.State, item.DueOn, item.PausedOn, item.AnsweredUtc, item.Rating }).ToListAsync(ct);
        var answered = rows.Where(row => row.AnsweredUtc is not null).ToList();
        return new(rows.Count, answered.Count, answered.Count(row => DateOnly.FromDateTime(BusinessTime.Local(row.AnsweredUtc!.Value)) <= row.DueOn), rows.Count(row => row.State == FeedbackState.Refused),
            rows.Count(row => FeedbackFlow.IsOpen(row.State) && row.PausedOn is null && row.DueOn < today), rows.Count(row => row.Rating is not null), rows.Count(row => row.Rating >= Content));
    }

    /// <summary>"92%"; null of nothing.</summary>
    public static string? Percent(int part, int whole) => whole == 0 ? null : $"{(int)Math.Round(100.0 * part / whole, MidpointRounding.AwayFromZero)}%";
}
