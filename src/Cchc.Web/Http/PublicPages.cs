using Cchc.Core;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Microsoft.AspNetCore.OutputCaching;

namespace Cchc.Web.Http;

/// <summary>Pages outside <c>/Pages/Admin</c> that ask for nobody are for everybody, and those without a form may be kept by the cache.</summary>
public static class PublicPages
{
    /// <summary>Bytes that somebody whom nobody knows may send: the forms here are a few words long. Pages that take files say so.</summary>
    private const long LargestForm = 64 * 1024;

    public static void Mark(PageApplicationModel page)
    {
        if (page.ViewEnginePath.StartsWith("/Admin/", StringComparison.Ordinal)) return;
        page.EndpointMetadata.Add(new RequestSizeLimitAttribute(page.HandlerTypeAttributes.OfType<TakesFilesAttribute>().FirstOrDefault()?.Bytes ?? LargestForm));
        foreach (var many in page.HandlerTypeAttributes.OfType<ManyAtOneAddressAttribute>()) page.EndpointMetadata.Add(many);
        if (page.HandlerTypeAttributes.OfType<AuthorizeAttribute>().Any()) return;
        page.EndpointMetadata.Add(new AllowAnonymousAttribute());
        if (!page.HandlerTypeAttributes.OfType<NotCachedAttribute>().Any()) page.EndpointMetadata.Add(new OutputCacheAttribute { PolicyName = PageCache.Policy });
    }
}
