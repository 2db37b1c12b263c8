using Cchc.Core;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Microsoft.AspNetCore.OutputCaching;

namespace Cchc.Web.Http;

/// <summary>Pages outside <c>/Pages/Admin</c> that ask for nobody are for everybody, and those without a form may be kept by the cache.</summary>
public static class PublicPages
{
    public static void Mark(PageApplicationModel page)
    {
        if (page.ViewEnginePath.StartsWith("/Admin/", StringComparison.Ordinal)) return;
        if (page.HandlerTypeAttributes.OfType<AuthorizeAttribute>().Any()) return;
        page.EndpointMetadata.Add(new AllowAnonymousAttribute());
        if (!page.HandlerTypeAttributes.OfType<NotCachedAttribute>().Any()) page.EndpointMetadata.Add(new OutputCacheAttribute { PolicyName = PageCache.Policy });
    }
}
