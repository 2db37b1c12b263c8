using Cchc.Core.Content;
using Cchc.Core.Settings;
using Cchc.Modules.Contest.Data;
using Cchc.Modules.Contest.Taking;

namespace Cchc.Modules.Contest.Home;

/// <summary>The contests that are open, or open next, on the home page.</summary>
public sealed class ContestsBlock(ContestBook book, TimeProvider clock) : IHomeBlock
{
    /// <param name="Round">The open round, else the next one.</param>
    public sealed record Line(Competition Contest, Round Round, bool Open);

    public string Name => "contest.running";
    public string Label => "Cuộc thi đang mở";
    public int? Order => 20;
    public string View => "/Pages/Contest/_HomeContests.cshtml";

    public async Task<object?> LoadAsync(HomeBlockSetting setting, CancellationToken ct)
    {
        var nowUtc = clock.GetUtcNow().UtcDateTime;
        var lines = (await book.GetAsync(ct)).Contests.Select(face => face.Rounds.Where(round => round.State == RoundState.Ready && round.ClosesUtc > nowUtc).MinBy(round => round.OpensUtc) is { } round ? new Line(face.Contest, round, round.IsOpen(nowUtc)) : null)
            .OfType<Line>().Take(2).ToList();
        return lines.Count > 0 ? lines : null;
    }
}
