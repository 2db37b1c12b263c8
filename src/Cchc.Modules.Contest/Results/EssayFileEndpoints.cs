using Cchc.Core;
using Cchc.Core.Media;
using Cchc.Core.People;
using Cchc.Modules.Contest.Data;
using Cchc.Modules.Contest.Taking;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Contest.Results;

/// <summary>Files of essays, to be saved: for who wrote them, and for judges and organisers of their round.</summary>
public sealed class EssayFileEndpoints : ISiteEndpoints
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/cuoc-thi/{slug}/tep/{attempt:long}/{position:int}", SendOwnAsync).AllowAnonymous();
        routes.MapGet("/quan-tri/cham-tu-luan/{round:int}/tep/{number:int}", SendToJudgeAsync).RequireAuthorization(ContestModule.Judge.Name);
    }

    private static async Task<IResult> SendOwnAsync(string slug, long attempt, int position, HttpContext context, SiteDb db, ContestBook book, Visitor visitor, IMediaStore store, CancellationToken ct)
    {
        if ((await book.GetAsync(ct)).Find(slug) is not { } face || await visitor.FindAsync(face.Contest.Id, ct) is not var (person, _)) return TypedResults.NotFound();
        return await db.Set<EssayFile>().AsNoTracking().FirstOrDefaultAsync(file => file.AttemptId == attempt && file.Position == position && db.Set<Attempt>().Any(one => one.Id == attempt && one.ParticipantId == person.Id), ct) is { } file
            ? await PrivateFiles.SendAsync(store, file.Path, file.Name, context, ct) : TypedResults.NotFound();
    }

    /// <summary>Under the essay's number: a file's own name may tell who wrote it.</summary>
    private static async Task<IResult> SendToJudgeAsync(int round, int number, HttpContext context, SiteDb db, IMediaStore store, CancellationToken ct)
    {
        var judge = context.User.UserId();
        if (!await db.Set<RoundJudge>().AnyAsync(one => one.RoundId == round && one.UserId == judge, ct)) return TypedResults.NotFound();
        return await (from essay in db.Set<Essay>() join one in db.Set<EssayFile>() on new { essay.AttemptId, essay.Position } equals new { one.AttemptId, one.Position } where essay.RoundId == round && essay.Number == number select one).AsNoTracking().FirstOrDefaultAsync(ct) is { } file
            ? await PrivateFiles.SendAsync(store, file.Path, $"bai-{number}{Path.GetExtension(file.Path)}", context, ct) : TypedResults.NotFound();
    }
}
