using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Cchc.Tests.Hosting;

/// <summary>
/// What the site needs of an S3-compatible server, on a real port of this machine: objects of one bucket, ranges, conditions, lists
/// in pages. Every request's signature (AWS Signature Version 4) and the hash of its body are checked.
/// </summary>
public sealed class S3Server : IAsyncDisposable
{
    private const string Bucket = "cchc", AccessKey = "khoa-thu", SecretKey = "bi-mat-cua-bai-thu/+=", Region = "vn-test";
    /// <summary>So few that every list has more than one page.</summary>
    private const int PageLength = 2;
    private static readonly XNamespace Namespace = "http://s3.amazonaws.com/doc/2006-03-01/";

    private readonly WebApplication app;

    private S3Server(WebApplication app) => this.app = app;

    /// <summary>Objects by key.</summary>
    public ConcurrentDictionary<string, byte[]> Objects { get; } = new(StringComparer.Ordinal);
    /// <summary>Ranges that were asked for.</summary>
    public ConcurrentQueue<string> Ranges { get; } = [];
    /// <summary>Whether every request is answered with 503.</summary>
    public bool IsAway { get; set; }

    public static async Task<S3Server> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new S3Server(builder.Build());
        server.app.Run(server.AnswerAsync);
        await server.app.StartAsync();
        return server;
    }

    /// <summary>The section <c>Media:S3</c> for this server.</summary>
    public IConfiguration Settings(string secret = SecretKey) => new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
    {
        ["Endpoint"] = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First(),
        ["Bucket"] = Bucket, ["AccessKey"] = AccessKey, ["SecretKey"] = secret, ["Region"] = Region, ["Prefix"] = "trang/",
    }).Build();

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        if (IsAway) { response.StatusCode = 503; return; }
        using var sent = new MemoryStream();
        await request.Body.CopyToAsync(sent);
        if (!IsSigned(request, sent.ToArray())) { response.StatusCode = 403; return; }
        var key = request.Path.Value!.TrimStart('/');
        if (key.TrimEnd('/') == Bucket) { await ListAsync(context); return; }
        key = key[(Bucket.Length + 1)..];
        switch (request.Method)
        {
            case "PUT":
                Objects[key] = sent.ToArray();
                response.Headers.ETag = TagOf(sent.ToArray());
                break;
            case "DELETE":
                Objects.TryRemove(key, out _);
                response.StatusCode = 204;
                break;
            default:
                await ReadAsync(context, key);
                break;
        }
    }

    private async Task ReadAsync(HttpContext context, string key)
    {
        var (request, response) = (context.Request, context.Response);
        if (!Objects.TryGetValue(key, out var bytes)) { response.StatusCode = 404; return; }
        if (request.Headers.IfMatch.ToString() is { Length: > 0 } tag && tag.Trim('"') != TagOf(bytes).Trim('"')) { response.StatusCode = 412; return; }
        response.Headers.ETag = TagOf(bytes);
        var range = request.GetTypedHeaders().Range?.Ranges.Single();
        var (from, to) = (range?.From ?? 0, Math.Min(range?.To ?? long.MaxValue, bytes.Length - 1));
        if (range is not null)
        {
            Ranges.Enqueue($"{from}-{to}");
            response.StatusCode = 206;
            response.Headers.ContentRange = $"bytes {from}-{to}/{bytes.Length}";
        }
        response.ContentLength = to - from + 1;
        if (request.Method == "GET") await response.Body.WriteAsync(bytes.AsMemory((int)from, (int)(to - from + 1)), context.RequestAborted);
    }

    private async Task ListAsync(HttpContext context)
    {
        var (prefix, after) = (context.Request.Query["prefix"].ToString(), context.Request.Query["continuation-token"].ToString());
        var keys = Objects.Keys.Where(key => key.StartsWith(prefix, StringComparison.Ordinal) && string.CompareOrdinal(key, after) > 0).Order(StringComparer.Ordinal).ToList();
        var page = keys.Take(PageLength).ToList();
        var answer = new XElement(Namespace + "ListBucketResult", new XElement(Namespace + "IsTruncated", keys.Count > page.Count),
            page.Select(key => new XElement(Namespace + "Contents", new XElement(Namespace + "Key", key), new XElement(Namespace + "Size", Objects[key].Length))));
        if (keys.Count > page.Count) answer.Add(new XElement(Namespace + "NextContinuationToken", page[^1]));
        context.Response.ContentType = "application/xml";
        await context.Response.WriteAsync(answer.ToString());
    }

    /// <summary>Computes the signature anew from the request and the shared secret.</summary>
    private static bool IsSigned(HttpRequest request, byte[] body)
    {
        var given = request.Headers.Authorization.ToString();
        string Part(string name) => given.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries).FirstOrDefault(part => part.StartsWith($"{name}=", StringComparison.Ordinal))?[(name.Length + 1)..] ?? "";
        if (!given.StartsWith("AWS4-HMAC-SHA256 ", StringComparison.Ordinal)) return false;
        var hash = request.Headers["x-amz-content-sha256"].ToString();
        if (hash != Hex(SHA256.HashData(body))) return false;
        var (day, time, signed) = (Part("Credential").Split('/')[1], request.Headers["x-amz-date"].ToString(), Part("SignedHeaders"));
        var scope = $"{day}/{Region}/s3/aws4_request";
        if (Part("Credential") != $"{AccessKey}/{scope}") return false;
        var query = string.Join('&', request.Query.Select(pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value.ToString())}").Order(StringComparer.Ordinal));
        var path = string.Join('/', request.Path.Value!.Split('/').Select(Uri.EscapeDataString));
        var headers = string.Concat(signed.Split(';').Select(name => string.Create(CultureInfo.InvariantCulture, $"{name}:{(name == "host" ? request.Host.Value : request.Headers[name].ToString().Trim())}\n")));
        var canonical = $"{request.Method}\n{path}\n{query}\n{headers}\n{signed}\n{hash}";
        var toSign = $"AWS4-HMAC-SHA256\n{time}\n{scope}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var key = new[] { day, Region, "s3", "aws4_request" }.Aggregate(Encoding.UTF8.GetBytes($"AWS4{SecretKey}"), (secret, word) => HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(word)));
        return Part("Signature") == Hex(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(toSign)));
    }

    private static string TagOf(byte[] bytes) => $"\"{Hex(SHA256.HashData(bytes))[..32]}\"";

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
