using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OutputCaching;

namespace Cchc.Core.Changes;

/// <summary>How a page says of what it is made, so that a change evicts it.</summary>
public static class CacheTags
{
    /// <summary>Adds tags to the answer that is being made; does nothing when it is not going to be kept.</summary>
    public static void MadeOf(this HttpContext context, params ReadOnlySpan<string> tags)
    {
        if (context.Features.Get<IOutputCacheFeature>() is not { } cache) return;
        foreach (var tag in tags) cache.Context.Tags.Add(tag);
    }
}
