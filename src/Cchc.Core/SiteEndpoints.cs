using Microsoft.AspNetCore.Routing;

namespace Cchc.Core;

/// <summary>Addresses of a module that are not pages: feeds, sitemaps, downloads. Each says who may use it.</summary>
public interface ISiteEndpoints
{
    void Map(IEndpointRouteBuilder routes);
}

/// <summary>Marks an endpoint whose answer to anonymous readers is the same for all of them and may be kept.</summary>
public static class PageCache
{
    /// <summary>Name of the output-cache policy.</summary>
    public const string Policy = "anonymous";
}

/// <summary>On a public page that differs from reader to reader or takes a form: it is never kept by the cache.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NotCachedAttribute : Attribute;
