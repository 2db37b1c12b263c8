using Cchc.Core;
using Cchc.Core.People;
using Cchc.Core.Privacy;
using Cchc.Modules.Contest.Data;
using Cchc.Modules.Contest.Results;
using Cchc.Modules.Contest.Taking;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Contest.Pages.Admin.Contest;

/// <summary>From the closed round to the published result.</summary>
[Authorize("contest.publish")]
public sealed class ResultsModel(SiteDb db, Awards awards, PersonKeys keys) : RoundPage(db)
{
    private const int MostShown = 30;

    public sealed record Line(int Rank, bool Tied, string Who, int Hundredths, string Code);
    public sealed record WinnerLine(Winner Winner, string Who);
    public sealed record BlockLines(Block Block, RoundResult Result, IReadOnlyList<Line> Lines, IReadOnlyList<WinnerLine> Winners);

    public IReadOnlyList<BlockLines> Results { get; private set; } = [];
    public int Certified { get; private set; }
    public string Here => $"{RoundUrl}/ket-qua";

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct)) return NotFound();
        var results = await Db.Set<RoundResult>().AsNoTracking().Where(result => result.RoundId == Round.Id).ToListAsync(ct);
        var winners = await Db.Set<Winner>().AsNoTracking().Where(winner => winner.RoundId == Round.Id).OrderBy(winner => winner.Position).ToListAsync(ct);
        var blocks = new List<BlockLines>();
        foreach (var block in Blocks)
        {
            if (results.Find(result => result.BlockId == block.Id) is not { } result) continue;
            var top = ContestJson.List<Placed>(result.Standings).Take(MostShown).ToList();
            var mine = winners.FindAll(winner => winner.BlockId == block.Id);
            var (people, attempts) = (top.Select(one => one.Person).Concat(mine.Select(winner => winner.ParticipantId)).Distinct().ToList(), top.ConvertAll(one => one.Attempt));
            var hidden = await Db.Set<Participant>().Where(person => people.Contains(person.Id)).ToDictionaryAsync(person => person.Id, person => person.Personal, ct);
            var papers = await Db.Set<Attempt>().AsNoTracking().Where(attempt => attempts.Contains(attempt.Id)).ToDictionaryAsync(attempt => attempt.Id, ct);
            blocks.Add(new(block, result, [.. top.Select(one => new Line(one.Rank, one.Tied, Who(hidden[one.Person]), papers[one.Attempt].Hundredths, papers[one.Attempt].Code))], [.. mine.Select(winner => new WinnerLine(winner, Who(hidden[winner.ParticipantId])))]));
        }
        Results = blocks;
        Certified = await Db.Set<Certificate>().CountAsync(certificate => certificate.RoundId == Round.Id, ct);
        return Page();
    }

    public Task<IActionResult> OnPostLotAsync(string? seed, CancellationToken ct) => ActAsync(round => awards.DrawAsync(round, seed ?? "", HttpContext.Actor(), ct), "Đã rút thăm.", ct);
    public Task<IActionResult> OnPostProposeAsync(CancellationToken ct) => ActAsync(round => awards.ProposeAsync(round, HttpContext.Actor(), ct), "Đã lập danh sách đề nghị.", ct);
    public Task<IActionResult> OnPostPublishAsync(CancellationToken ct) => ActAsync(round => awards.PublishAsync(round, HttpContext.Actor(), ct), "Đã công bố kết quả.", ct);
    public Task<IActionResult> OnPostDecideAsync(int winner, bool confirmed, string? note, bool mayPublish, string? decision, CancellationToken ct) =>
        ActAsync(_ => awards.DecideAsync(winner, confirmed, note ?? "", mayPublish, decision ?? "", HttpContext.Actor(), ct), confirmed ? "Đã xác nhận." : "Đã ghi lại. Lập lại danh sách để người kế tiếp lên thay.", ct);

    private async Task<IActionResult> ActAsync(Func<int, Task<string?>> act, string notice, CancellationToken ct) => await LoadAsync(ct) ? Told(await act(Round.Id), notice, Here) : NotFound();

    /// <summary>In full only for those who may see personal data.</summary>
    private string Who(string hidden) => PersonData.Read(keys, hidden) is not { } person ? "Đã xóa dữ liệu cá nhân"
        : User.May(ContestModule.People) ? $"{person.Name}, {person.Identity(Contest.Identifier)}" : person.Masked(Contest.Identifier);
}
