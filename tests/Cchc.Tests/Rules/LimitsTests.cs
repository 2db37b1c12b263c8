using System.Net;
using Cchc.Web;
using Cchc.Web.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Cchc.Tests.Rules;

public sealed class LimitsTests
{
    [Fact]
    public void One_address_cannot_try_names_and_passwords_without_end()
    {
        var options = new RateLimiterOptions();
        Limits.Configure(options);
        using var limiter = options.GlobalLimiter!;
        bool Sends(string address)
        {
            var context = new DefaultHttpContext { Request = { Method = HttpMethods.Post }, Connection = { RemoteIpAddress = IPAddress.Parse(address) } };
            context.SetEndpoint(new RouteEndpoint(_ => Task.CompletedTask, RoutePatternFactory.Parse("/" + SiteHost.SignInPath), 0, null, null));
            using var lease = limiter.AttemptAcquire(context);
            return lease.IsAcquired;
        }
        Assert.All(Enumerable.Range(0, Limits.SignInsPerAddressAndMinute), _ => Assert.True(Sends("192.0.2.1")));
        Assert.False(Sends("192.0.2.1"));
        Assert.True(Sends("192.0.2.2"));
    }
}
