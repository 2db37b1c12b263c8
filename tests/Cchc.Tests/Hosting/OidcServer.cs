using System.Collections.Concurrent;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Cchc.Tests.Hosting;

/// <summary>
/// An OpenID Connect provider on a real port of this machine: authorization code with PKCE, signed tokens. Nobody has to sign in: it is always
/// <see cref="Subject"/>.
/// </summary>
public sealed class OidcServer : IAsyncDisposable
{
    private const string ClientId = "cchc-web", ClientSecret = "bi-mat-cua-trang";

    private sealed record Grant(string RedirectUri, string Nonce, string Challenge);

    private readonly RSA key = RSA.Create(2048);
    private readonly ConcurrentDictionary<string, Grant> grants = new();
    private readonly WebApplication app;

    private OidcServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.MapGet("/.well-known/openid-configuration", () => Results.Json(new Dictionary<string, object>
        {
            ["issuer"] = Issuer, ["authorization_endpoint"] = $"{Issuer}/authorize", ["token_endpoint"] = $"{Issuer}/token", ["userinfo_endpoint"] = $"{Issuer}/userinfo", ["jwks_uri"] = $"{Issuer}/keys",
            ["response_types_supported"] = new[] { "code" }, ["subject_types_supported"] = new[] { "public" }, ["id_token_signing_alg_values_supported"] = new[] { "RS256" },
        }));
        app.MapGet("/keys", () =>
        {
            var open = key.ExportParameters(false);
            return Results.Json(new { keys = new[] { new { kty = "RSA", use = "sig", kid = "1", alg = "RS256", n = Base64UrlEncoder.Encode(open.Modulus), e = Base64UrlEncoder.Encode(open.Exponent) } } });
        });
        app.MapGet("/authorize", (HttpRequest request) =>
        {
            var (query, code) = (request.Query, Guid.NewGuid().ToString("N"));
            if (query["client_id"] != ClientId || query["response_type"] != "code" || query["code_challenge_method"] != "S256") return Results.BadRequest();
            if (Refuses) return Results.Redirect($"{query["redirect_uri"]}?error=access_denied&state={Uri.EscapeDataString(query["state"].ToString())}");
            grants[code] = new(query["redirect_uri"].ToString(), query["nonce"].ToString(), query["code_challenge"].ToString());
            return Results.Redirect($"{query["redirect_uri"]}?code={code}&state={Uri.EscapeDataString(query["state"].ToString())}");
        });
        app.MapPost("/token", async (HttpRequest request) =>
        {
            var form = await request.ReadFormAsync();
            var proof = Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString())));
            if (form["client_id"] != ClientId || form["client_secret"] != ClientSecret || !grants.TryRemove(form["code"].ToString(), out var grant) || grant.RedirectUri != form["redirect_uri"] || grant.Challenge != proof)
                return Results.Json(new { error = "invalid_grant" }, statusCode: 400);
            var now = DateTime.UtcNow;
            var token = new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
            {
                Issuer = Issuer, Audience = ClientId, IssuedAt = now, NotBefore = now.AddMinutes(-1), Expires = now.AddMinutes(5),
                Subject = new ClaimsIdentity([new("sub", Subject), new("nonce", BreaksNonce ? "khac" : grant.Nonce)]),
                SigningCredentials = new(new RsaSecurityKey(key) { KeyId = "1" }, SecurityAlgorithms.RsaSha256),
            });
            return Results.Json(new { access_token = Guid.NewGuid().ToString("N"), token_type = "Bearer", expires_in = 300, id_token = token });
        });
        app.MapGet("/userinfo", () => Results.Json(new { sub = Subject, email = Email, email_verified = EmailVerified }));
    }

    public string Subject { get; set; } = "nguoi-1";
    public string Email { get; set; } = "nguoi-1@tinh.test";
    public bool EmailVerified { get; set; } = true;
    /// <summary>The person says no.</summary>
    public bool Refuses { get; set; }
    /// <summary>Answers with a token that was made for somebody else's request.</summary>
    public bool BreaksNonce { get; set; }
    public string Issuer => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    /// <summary>Configuration of a site that trusts this provider.</summary>
    public Dictionary<string, string?> Configuration => new()
    {
        ["Oidc:Authority"] = Issuer, ["Oidc:ClientId"] = ClientId, ["Oidc:ClientSecret"] = ClientSecret, ["Oidc:Name"] = "Tài khoản tỉnh",
    };

    public static async Task<OidcServer> StartAsync()
    {
        var server = new OidcServer();
        await server.app.StartAsync();
        return server;
    }

    /// <summary>What a browser does at the provider: it opens the address and is sent back.</summary>
    /// <returns>The site's address, path and query, to which it is sent.</returns>
    public static async Task<string> VisitAsync(Uri authorize)
    {
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var http = new HttpClient(handler);
        using var answer = await http.GetAsync(authorize);
        return answer.Headers.Location!.PathAndQuery;
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        key.Dispose();
    }
}
