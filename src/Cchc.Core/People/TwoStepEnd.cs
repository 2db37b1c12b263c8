using Microsoft.AspNetCore.Identity;

namespace Cchc.Core.People;

public static class TwoStepEnd
{
    /// <summary>Forgets a person's key and recovery codes, and ends every session by a new stamp.</summary>
    public static async Task EndTwoStepAsync(this UserManager<User> people, IUserStore<User> store, User user, CancellationToken ct)
    {
        (user.TwoFactorEnabled, user.LastTotpStep) = (false, null);
        await ((IUserAuthenticatorKeyStore<User>)store).SetAuthenticatorKeyAsync(user, "", ct);
        await ((IUserTwoFactorRecoveryCodeStore<User>)store).ReplaceCodesAsync(user, [], ct);
        await people.UpdateSecurityStampAsync(user);
    }
}
