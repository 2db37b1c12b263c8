using Cchc.Core.Changes;
using Cchc.Modules.Contest.Taking;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Cchc.Modules.Contest.Pages.Contest;

/// <summary>All contests of the site, the newest first.</summary>
public sealed class IndexModel(ContestBook book, TimeProvider clock) : PageModel
{
    public IReadOnlyList<ContestFace> Contests { get; private set; } = [];
    public DateTime NowUtc { get; } = clock.GetUtcNow().UtcDateTime;

    public async Task OnGetAsync(CancellationToken ct)
    {
        Contests = (await book.GetAsync(ct)).Contests;
        HttpContext.MadeOf(ContestBook.ChangeTag);
    }
}
