using Cchc.Core;
using Cchc.Modules.Contest.Data;
using Cchc.Modules.Contest.Taking;

namespace Cchc.Modules.Contest.Home;

/// <summary>Contests, their rules and their published results in the sitemap.</summary>
public sealed class ContestPaths(ContestBook book) : ISitemapSource
{
    public async Task<IReadOnlyList<string>> PathsAsync(CancellationToken ct) =>
    [
        "cuoc-thi",
        .. (await book.GetAsync(ct)).Contests.SelectMany(face => face.Rounds.Where(round => round.State == RoundState.Published).Select(round => $"cuoc-thi/{face.Contest.Slug}/ky-{round.Number}")
            .Prepend($"cuoc-thi/{face.Contest.Slug}/the-le").Prepend($"cuoc-thi/{face.Contest.Slug}")),
    ];
}
