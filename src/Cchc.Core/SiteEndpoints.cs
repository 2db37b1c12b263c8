using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Cchc.Core;

/// <summary>Addresses of a module that are not pages: feeds, sitemaps, downloads. Each says who may use it.</summary>
public interface ISiteEndpoints
{
    void Map(IEndpointRouteBuilder routes);
}

/// <summary>Ways of asking for an address.</summary>
public static class Verbs
{
    /// <summary>GET and HEAD: an address that is only read.</summary>
    public static IReadOnlyList<string> Reading { get; } = [HttpMethods.Get, HttpMethods.Head];
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

/// <summary>On a public page to which a whole office or school sends forms from one address in the same minutes: a contest.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ManyAtOneAddressAttribute : Attribute;

/// <summary>On a public page whose form carries files: how many bytes it may have in all.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class TakesFilesAttribute(long bytes) : Attribute
{
    public long Bytes => bytes;
}

/// <summary>Public addresses of a module that are not content items, for the sitemap.</summary>
public interface ISitemapSource
{
    /// <summary>Paths without a leading slash.</summary>
    Task<IReadOnlyList<string>> PathsAsync(CancellationToken ct);
}
