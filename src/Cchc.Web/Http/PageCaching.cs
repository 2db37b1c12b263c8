using Cchc.Core;
using Cchc.Core.Changes;
using Cchc.Core.Settings;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.Primitives;

namespace Cchc.Web.Http;

/// <summary>Keeps the answers to anonymous readers until a change row evicts them.</summary>
public static class PageCaching
{
    /// <summary>The only query keys that change what a public page shows; all others are ignored, so that nobody fills the cache.</summary>
    private static readonly string[] QueryKeys = ["sau", "truoc", "q", "loai", "nam", "muc", "don-vi", "trang", "sap-xep", "cap", "dv", "co-quan", "chuyen-muc", "linh-vuc", "tinh-trang"];

    public static IServiceCollection AddPageCache(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOutputCache(options =>
        {
            options.SizeLimit = configuration.GetValue("OutputCache:Megabytes", 64L) * 1024 * 1024;
            options.MaximumBodySize = 2 * 1024 * 1024;
            options.AddPolicy(PageCache.Policy, policy => policy.AddPolicy<AnonymousPages>().SetVaryByQuery(QueryKeys).SetVaryByHeader("Accept-Encoding"), excludeDefaultPolicy: true);
        });
        services.AddSingleton<AnonymousPages>();
        services.AddChangeListener<CacheEviction>();
        return services;
    }

    /// <summary>Which requests are looked up and kept.</summary>
    private sealed class AnonymousPages(ChangeFeed feed) : IOutputCachePolicy
    {
        /// <summary>A bound on how long a page can be wrong should an eviction ever be missed.</summary>
        private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);
        private static readonly object StartedAt = new();

        public ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation)
        {
            var request = context.HttpContext.Request;
            var anonymous = (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
                && !request.Cookies.ContainsKey(SiteHost.SignInCookie) && StringValues.IsNullOrEmpty(request.Headers.Authorization);
            context.EnableOutputCaching = true;
            context.AllowCacheLookup = context.AllowCacheStorage = context.AllowLocking = anonymous;
            if (!anonymous) return ValueTask.CompletedTask;
            context.ResponseExpirationTimeSpan = Longest;
            context.Tags.Add(Tag.Site);
            context.CacheVaryByRules.VaryByValues["display"] = DisplayChoice.Of(request).Key;
            context.HttpContext.Items[StartedAt] = feed.Position;
            return ValueTask.CompletedTask;
        }

        public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation) => ValueTask.CompletedTask;

        public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation)
        {
            var response = context.HttpContext.Response;
            // A page that was computed while something changed may show the old state after its eviction: it is not kept.
            var moved = context.HttpContext.Items[StartedAt] is not long position || position != feed.Position;
            if (moved || response.StatusCode != StatusCodes.Status200OK || !StringValues.IsNullOrEmpty(response.Headers.SetCookie)) context.AllowCacheStorage = false;
            return ValueTask.CompletedTask;
        }
    }

    /// <summary>Evicts what a change row names.</summary>
    private sealed class CacheEviction(IOutputCacheStore store) : IChangeListener
    {
        public async Task OnChangesAsync(IReadOnlyList<Change> changes, CancellationToken ct)
        {
            foreach (var tag in changes.SelectMany(change => change.TagList).Distinct(StringComparer.Ordinal)) await store.EvictByTagAsync(tag, ct);
        }
    }
}
