using System.Security.Cryptography;
using Microsoft.AspNetCore.OutputCaching;

namespace Cchc.Web.Http;

/// <summary>
/// Gives each page that may be kept an entity tag over the bytes that are sent, so that a reader who has it gets 304. It lies
/// inside the output cache: a page is hashed when it is made, not when it is sent.
/// </summary>
public sealed class EntityTags(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.Features.Get<IOutputCacheFeature>() is null || !(HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method)))
        {
            await next(context);
            return;
        }
        var response = context.Response;
        var body = response.Body;
        using var kept = new MemoryStream();
        response.Body = kept;
        try { await next(context); }
        finally { response.Body = body; }
        if (response.StatusCode == StatusCodes.Status200OK)
        {
            response.Headers.ETag = $"\"{Convert.ToHexStringLower(SHA256.HashData(kept.GetBuffer().AsSpan(0, (int)kept.Length)).AsSpan(0, 12))}\"";
            response.Headers.CacheControl = "no-cache";
            response.Headers.Vary = "Accept-Encoding, Cookie";
        }
        if (HttpMethods.IsHead(context.Request.Method)) response.ContentLength = kept.Length;
        else if (kept.Length > 0)
        {
            response.ContentLength = kept.Length;
            await body.WriteAsync(kept.GetBuffer().AsMemory(0, (int)kept.Length), context.RequestAborted);
        }
    }
}
