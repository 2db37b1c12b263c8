using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Cchc.Modules.Indexes.Pages.Indexes;

/// <summary>An edition for the pages of others: chart and table without the site around them.</summary>
public sealed class FrameModel(IndexLibrary library, OwnUnits own) : EditionPage(library, own)
{
    public string Dots { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!await FindAsync(ct)) return NotFound();
        Rank(Place.Edition.Item.Title, null, null, $"{Place.Index.Url}/{Year}");
        Dots = EditionModel.DotsOf(Place.Index, Place.Edition, Own);
        Response.MayBeFramed();
        return Page();
    }
}

/// <summary>The pages that others may show within theirs.</summary>
public static class Frames
{
    /// <summary>They have no form and know nobody, so nobody can be tricked into anything by framing them.</summary>
    public static void MayBeFramed(this HttpResponse response)
    {
        response.Headers.ContentSecurityPolicy = response.Headers.ContentSecurityPolicy.ToString().Replace("frame-ancestors 'none'", "frame-ancestors *", StringComparison.Ordinal);
        response.Headers["Cross-Origin-Resource-Policy"] = "cross-origin";
    }
}
