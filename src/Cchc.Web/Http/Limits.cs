using System.Globalization;
using System.Security.Claims;
using System.Threading.RateLimiting;
using Cchc.Core;
using Microsoft.AspNetCore.RateLimiting;

namespace Cchc.Web.Http;

/// <summary>
/// How often something may be asked for. An office or a school sits behind one address, so reading is not limited per address;
/// sending is limited per account or session and route, and only generously per address. Sign-in has a limit per account
/// of its own (see <see cref="Cchc.Core.People.SignInLimits"/>).
/// </summary>
public static class Limits
{
    private const int PerAccountAndMinute = 240;
    private const int PerAddressAndMinute = 1200;
    /// <summary>Three hundred people of one office, each of whom saves an answer every two seconds, and as much again.</summary>
    public const int ContestPerAddressAndMinute = 18_000;
    /// <summary>Each attempt costs the hash of a password and a row of the audit trail that nobody can delete.</summary>
    public const int SignInsPerAddressAndMinute = 120;

    public static void Configure(RateLimiterOptions options, int contestPermits = ContestPerAddressAndMinute)
    {
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.OnRejected = (context, _) =>
        {
            if (context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait))
                context.HttpContext.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            return ValueTask.CompletedTask;
        };
        options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
        {
            var method = context.Request.Method;
            if (HttpMethods.IsGet(method) || HttpMethods.IsHead(method)) return RateLimitPartition.GetNoLimiter("");
            var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText?.Trim('/') ?? "";
            if (route == SiteHost.SignInPath) return RateLimitPartition.GetSlidingWindowLimiter($"s:{context.Connection.RemoteIpAddress}", _ => Window(SignInsPerAddressAndMinute));
            if (context.GetEndpoint()?.Metadata.GetMetadata<ManyAtOneAddressAttribute>() is not null) return RateLimitPartition.GetSlidingWindowLimiter($"c:{context.Connection.RemoteIpAddress}:{route}", _ => Window(contestPermits));
            return context.User.FindFirstValue(ClaimTypes.NameIdentifier) is { } account
                ? RateLimitPartition.GetSlidingWindowLimiter($"a:{account}:{route}", _ => Window(PerAccountAndMinute))
                : RateLimitPartition.GetSlidingWindowLimiter($"i:{context.Connection.RemoteIpAddress}:{route}", _ => Window(PerAddressAndMinute));
        });
    }

    private static SlidingWindowRateLimiterOptions Window(int permits) =>
        new() { PermitLimit = permits, Window = TimeSpan.FromMinutes(1), SegmentsPerWindow = 6, QueueLimit = 0 };
}
