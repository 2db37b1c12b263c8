using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Cchc.Core.People;

/// <summary>Identity's sign-in, closed to people who have left.</summary>
public sealed class SiteSignIn(UserManager<User> people, IHttpContextAccessor context, IUserClaimsPrincipalFactory<User> claims,
    IOptions<IdentityOptions> options, ILogger<SignInManager<User>> log, IAuthenticationSchemeProvider schemes, IUserConfirmation<User> confirmation)
    : SignInManager<User>(people, context, claims, options, log, schemes, confirmation)
{
    public override async Task<bool> CanSignInAsync(User user) => !user.Deactivated && await base.CanSignInAsync(user);

    /// <summary>A session ends with the account, even where the stamp has not changed.</summary>
    public override async Task<bool> ValidateSecurityStampAsync(User? user, string? securityStamp) =>
        user is { Deactivated: false } && await base.ValidateSecurityStampAsync(user, securityStamp);
}
