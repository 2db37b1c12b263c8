using Cchc.Core;
using Cchc.Modules.Contest.Data;
using Cchc.Modules.Contest.Results;
using Cchc.Modules.Contest.Rules;
using Cchc.Modules.Contest.Taking;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Contest.Pages.Contest;

/// <summary>Checks a receipt against the published root: here on the server, and once more in the reader's own browser.</summary>
[NotCached]
public sealed class CheckModel(SiteDb db, ContestBook book, ReceiptTrees trees, TimeProvider clock) : ContestPage(book, clock)
{
    [FromRoute] public int Number { get; set; }
    [FromQuery(Name = "ma")] public string? Code { get; set; }
    public Round Round { get; private set; } = null!;
    public Attempt? Attempt { get; private set; }
    /// <summary>What the receipt stands for, word for word.</summary>
    public string Text { get; private set; } = "";
    public IReadOnlyList<Merkle.Step> Proof { get; private set; } = [];
    public bool Unchanged { get; private set; }
    public bool InTree { get; private set; }
    public bool Asked => !string.IsNullOrWhiteSpace(Code);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct) || Face.RoundOf(Number) is not { State: RoundState.Closed or RoundState.Published } round) return NotFound();
        Round = round;
        if (!Asked || Receipt.ReadCode(Code) is not { } code) return Page();
        // By the code alone: its index finds one row, that of the round all of them.
        Attempt = (await db.Set<Attempt>().AsNoTracking().Where(attempt => attempt.Code == code).ToListAsync(ct)).Find(attempt => attempt.RoundId == round.Id);
        if (Attempt is null || Face.PlanOf(round.Id, Attempt.BlockId) is not { } plan) return Page();
        var receipt = TakeRound.ReceiptOf(Attempt, Attempt.SubmittedUtc!.Value, Attempt.Prediction, Paper.Draw(plan, Attempt.Seed), ContestJson.List<string>(Attempt.Answers));
        Text = receipt.Text();
        Unchanged = receipt.Hash() == Attempt.Receipt;
        Proof = (await trees.OfAsync(round.Id, round.MerkleRoot, ct)).Proof(Attempt.Receipt) ?? [];
        InTree = Merkle.Leads(Attempt.Receipt, Proof, round.MerkleRoot);
        return Page();
    }
}
