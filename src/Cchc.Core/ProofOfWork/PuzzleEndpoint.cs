using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Cchc.Core.ProofOfWork;

/// <summary>Where the script of a form fetches its puzzle.</summary>
public sealed class PuzzleEndpoint : ISiteEndpoints
{
    public const string Path = "/thu-thach";

    public void Map(IEndpointRouteBuilder routes) => routes.MapGet(Path, (HttpContext context, PuzzleDesk desk) =>
    {
        context.Response.Headers.CacheControl = "no-store";
        return desk.IsAsked ? Results.Json(desk.Set()) : Results.NotFound();
    }).AllowAnonymous();
}
