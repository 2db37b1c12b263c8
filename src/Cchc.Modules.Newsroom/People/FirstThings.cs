using Cchc.Core.People;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Cchc.Modules.Newsroom.People;

/// <summary>Leads who must choose a password or set up the second step first to the form, wherever they wanted to go.</summary>
public sealed class FirstThings : IPostConfigureOptions<CookieAuthenticationOptions>
{
    public void PostConfigure(string? name, CookieAuthenticationOptions options)
    {
        if (name != IdentityConstants.ApplicationScheme) return;
        var denied = options.Events.OnRedirectToAccessDenied;
        options.Events.OnRedirectToAccessDenied = context =>
        {
            var user = context.HttpContext.User;
            var form = user.HasClaim(claim => claim.Type == SignedIn.MustChangePassword) ? "/quan-tri/doi-mat-khau"
                : user.HasClaim(claim => claim.Type == SignedIn.MustSetUpTwoStep) ? "/quan-tri/hai-buoc"
                : null;
            if (form is null) return denied(context);
            context.Response.Redirect(form);
            return Task.CompletedTask;
        };
    }
}
