using Cchc.Core;
using Cchc.Core.People;
using Cchc.Core.Search;
using Cchc.Core.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Cchc.Modules.Content.Pages.Admin.Links;

/// <summary>What the editor's dialogue for links finds: published items alone, so that no link leads to a draft.</summary>
public sealed class LinkEndpoints : ISiteEndpoints
{
    /// <summary>Where the editor asks.</summary>
    public const string Address = "/quan-tri/tim-lien-ket";
    private const int LongestQuery = 200, Shown = 8;

    private sealed record Line(string Title, string Type, string Url, string? Date);

    public void Map(IEndpointRouteBuilder routes) => routes.MapMethods(Address, Verbs.Reading, Find).RequireAuthorization(Permissions.EnterNewsroom.Name);

    private static IResult Find(SearchIndex index, SiteModules modules, string? q)
    {
        var asked = (q ?? "").Trim();
        var hits = asked.Length == 0 ? [] : index.Search(new() { Text = asked.Length > LongestQuery ? asked[..LongestQuery] : asked, PageSize = Shown }).Hits;
        return Results.Json(hits.Select(hit => hit.Document).Select(found => new Line(found.Title, modules.ContentType(found.ContentType)?.Label ?? found.ContentType,
            found.Url, found.IsDated ? BusinessTime.Date(found.PublishedUtc) : null)));
    }
}
