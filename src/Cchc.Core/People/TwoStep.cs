using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using OtpNet;

namespace Cchc.Core.People;

/// <summary>One-time codes of an authenticator program (TOTP, RFC 6238: SHA-1, 30 seconds, 6 digits, one step of leeway). A code counts once.</summary>
public sealed class OneTimeCodes(TimeProvider clock) : AuthenticatorTokenProvider<User>
{
    public override async Task<bool> ValidateAsync(string purpose, string token, UserManager<User> manager, User user)
    {
        if (await manager.GetAuthenticatorKeyAsync(user) is not { Length: > 0 } key || StepOf(key, token, clock.GetUtcNow()) is not { } step || step <= user.LastTotpStep) return false;
        user.LastTotpStep = step;
        // Of two that bring the same code at the same time the second meets a changed row.
        return (await manager.UpdateAsync(user)).Succeeded;
    }

    /// <summary>A new key, 160 bits in Base32 (RFC 4226, 4: the length it recommends).</summary>
    public static string NewKey() => Base32Encoding.ToString(RandomNumberGenerator.GetBytes(20));

    /// <summary>The time step to which a code belongs, or null when it is none of the key's at that time.</summary>
    /// <param name="key">Base32.</param>
    public static long? StepOf(string key, string code, DateTimeOffset now) =>
        new Totp(Base32Encoding.ToBytes(key)).VerifyTotp(now.UtcDateTime, code, out var step, VerificationWindow.RfcSpecifiedNetworkDelay) ? step : null;

    /// <summary>What a phone reads from the picture.</summary>
    public static string Uri(string key, string site, string account) => new OtpUri(OtpType.Totp, key, account, site).ToString();
}

/// <summary>The accounts' table, in which authenticator keys and recovery codes lie encrypted.</summary>
public sealed class SiteUserStore(SiteDb db, IDataProtectionProvider protection, IdentityErrorDescriber errors) : UserStore<User, Role, SiteDb, int>(db, errors)
{
    private readonly IDataProtector protector = protection.CreateProtector("Cchc.UserTokens");

    public override Task SetTokenAsync(User user, string loginProvider, string name, string? value, CancellationToken cancellationToken) =>
        base.SetTokenAsync(user, loginProvider, name, value is null ? null : protector.Protect(value), cancellationToken);

    public override async Task<string?> GetTokenAsync(User user, string loginProvider, string name, CancellationToken cancellationToken)
    {
        if (await base.GetTokenAsync(user, loginProvider, name, cancellationToken) is not { } kept) return null;
        try { return protector.Unprotect(kept); }
        catch (CryptographicException) { return null; } // the site's keys were lost: the second step has to be set up anew
    }
}
