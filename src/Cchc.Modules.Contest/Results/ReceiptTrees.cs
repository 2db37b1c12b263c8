using Cchc.Core;
using Cchc.Modules.Contest.Data;
using Cchc.Modules.Contest.Rules;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Cchc.Modules.Contest.Results;

/// <summary>The trees over the receipts of closed rounds, in memory: a check looks up one paper and reads no other.</summary>
public sealed class ReceiptTrees(IServiceScopeFactory scopes, TimeProvider clock)
{
    /// <summary>A tree takes about 100 bytes for each paper.</summary>
    private const int Most = 3;
    private readonly Kept<(int Round, string Root), Merkle> trees = new(Most, TimeSpan.FromHours(1), clock);

    /// <summary>The tree of a round that published this root.</summary>
    public Task<Merkle> OfAsync(int round, string root, CancellationToken ct) => trees.GetAsync((round, root), async () =>
    {
        await using var scope = scopes.CreateAsyncScope();
        return new Merkle(await scope.ServiceProvider.GetRequiredService<SiteDb>().Set<Attempt>().Where(attempt => attempt.RoundId == round && attempt.Receipt != "").Select(attempt => attempt.Receipt).ToListAsync(CancellationToken.None));
    }, ct);
}
