using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Cchc.Modules.Newsroom.People;

/// <summary>Sign-in by an OpenID Connect provider of the province, where the configuration names one (<c>Oidc:*</c>).</summary>
public sealed class ExternalSignIn(IConfiguration configuration)
{
    /// <summary>The scheme, and the provider's name in <c>user_logins</c>.</summary>
    public const string Scheme = "oidc";
    /// <summary>Where the provider sends people back to; it has to know this address.</summary>
    public const string CallbackPath = "/quan-tri/dang-nhap/ngoai/ve";

    public bool IsConfigured => !string.IsNullOrWhiteSpace(configuration["Oidc:Authority"]);
    /// <summary>What people call the provider.</summary>
    public string Name => configuration["Oidc:Name"] is { Length: > 0 } name ? name : "tài khoản của tỉnh";
    /// <summary>Whether an e-mail address that the provider has verified opens the account that has it. Only for a provider whose addresses
    /// nobody can choose.</summary>
    public bool LinksByEmail => configuration.GetValue("Oidc:LinkByEmail", false);

    /// <summary>Adds the scheme unless none is configured.</summary>
    /// <exception cref="InvalidOperationException">There is a provider, but half of its settings.</exception>
    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<ExternalSignIn>();
        if (!new ExternalSignIn(configuration).IsConfigured) return;
        if (!Uri.TryCreate(configuration["Oidc:Authority"], UriKind.Absolute, out var authority) || (authority.Scheme != "https" && !authority.IsLoopback))
            throw new InvalidOperationException($"Oidc:Authority \"{configuration["Oidc:Authority"]}\" is not an https address.");
        if (string.IsNullOrWhiteSpace(configuration["Oidc:ClientId"])) throw new InvalidOperationException("Oidc:Authority is set, Oidc:ClientId is not.");
        services.AddAuthentication().AddOpenIdConnect(Scheme, options =>
        {
            options.SignInScheme = IdentityConstants.ExternalScheme;
            options.Authority = authority.ToString();
            options.RequireHttpsMetadata = !authority.IsLoopback;
            options.ClientId = configuration["Oidc:ClientId"];
            options.ClientSecret = configuration["Oidc:ClientSecret"];
            options.CallbackPath = CallbackPath;
            options.ResponseType = OpenIdConnectResponseType.Code;
            // The answer comes in the address, so that no cookie has to be sent from a stranger's form.
            options.ResponseMode = OpenIdConnectResponseMode.Query;
            options.CorrelationCookie.SameSite = options.NonceCookie.SameSite = SameSiteMode.Lax;
            options.CorrelationCookie.SecurePolicy = options.NonceCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.UsePkce = true;
            options.MapInboundClaims = false;
            options.Scope.Add("email");
            options.GetClaimsFromUserInfoEndpoint = true;
            options.ClaimActions.MapJsonKey("email", "email");
            options.ClaimActions.MapJsonKey("email_verified", "email_verified");
            options.BackchannelTimeout = TimeSpan.FromSeconds(10);
            options.Events.OnRemoteFailure = context =>
            {
                context.Response.Redirect("/quan-tri/dang-nhap?loi=ngoai");
                context.HandleResponse();
                return Task.CompletedTask;
            };
        });
    }
}
