using Cchc.Core.People;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Cchc.Modules.Newsroom.People;

/// <summary>Leads who must choose a password first to the form, wherever they wanted to go.</summary>
public sealed class PasswordFirst : IPostConfigureOptions<CookieAuthenticationOptions>
{
    public void PostConfigure(string? name, CookieAuthenticationOptions options)
    {
        if (name != IdentityConstants.ApplicationScheme) return;
        var denied = options.Events.OnRedirectToAccessDenied;
        options.Events.OnRedirectToAccessDenied = context =>
        {
            if (!context.HttpContext.User.HasClaim(claim => claim.Type == SignedIn.MustChangePassword)) return denied(context);
            context.Response.Redirect("/quan-tri/doi-mat-khau");
            return Task.CompletedTask;
        };
    }
}
