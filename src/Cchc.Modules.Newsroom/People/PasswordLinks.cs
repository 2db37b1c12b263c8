using System.Globalization;
using Cchc.Core.People;
using Cchc.Core.Settings;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace Cchc.Modules.Newsroom.People;

/// <summary>
/// Links with which a person chooses a password. One holds the account's security stamp and mailbox and an end: it is good once, because a
/// new password changes the stamp, and goes to nobody else when the mailbox changes. Nothing of it is stored.
/// </summary>
public sealed class PasswordLinks(IDataProtectionProvider protection, UserManager<User> people, SiteSettingsCache settings, IConfiguration configuration, TimeProvider clock)
{
    /// <summary>How long a link to a forgotten password is good.</summary>
    public static readonly TimeSpan ForReset = TimeSpan.FromHours(1);
    /// <summary>How long an invitation is good.</summary>
    public static readonly TimeSpan ForInvitation = TimeSpan.FromDays(7);

    private readonly IDataProtector protector = protection.CreateProtector("Cchc.PasswordLinks");

    /// <summary>The link for that person.</summary>
    /// <param name="site">Address of the site from outside, as <see cref="SiteAddressAsync"/> gives it.</param>
    public string Make(string site, User user, TimeSpan goodFor)
    {
        var end = (clock.GetUtcNow().UtcDateTime + goodFor).Ticks;
        return $"{site}/quan-tri/dat-lai-mat-khau?ma={protector.Protect(string.Create(CultureInfo.InvariantCulture, $"{user.Id}\n{end}\n{user.SecurityStamp}\n{user.NormalizedEmail}"))}";
    }

    /// <summary>The person whom a link names, or null when it is spent, too old, forged, or the account has ended.</summary>
    public async Task<User?> OpenAsync(string? code)
    {
        if (string.IsNullOrEmpty(code) || code.Length > 2000) return null;
        string[] parts;
        try { parts = protector.Unprotect(code).Split('\n'); }
        catch (System.Security.Cryptography.CryptographicException) { return null; }
        if (parts.Length != 4 || long.Parse(parts[1], CultureInfo.InvariantCulture) < clock.GetUtcNow().UtcDateTime.Ticks) return null;
        return await people.FindByIdAsync(parts[0]) is { Deactivated: false } user && user.SecurityStamp == parts[2] && (user.NormalizedEmail ?? "") == parts[3] ? user : null;
    }

    /// <summary>
    /// Address of the site from outside, or null where only the request tells it and anybody could write any name there: then a letter would
    /// carry the code to a stranger.
    /// </summary>
    public async Task<string?> SiteAddressAsync(HttpRequest request)
    {
        var site = await settings.GetAsync(request.HttpContext.RequestAborted);
        if (site.BaseUrl.Length > 0) return site.BaseUrl.TrimEnd('/');
        var hosts = configuration["AllowedHosts"];
        var trusted = (!string.IsNullOrWhiteSpace(hosts) && !hosts.Split(';').Any(host => host.Trim() == "*")) || request.Host.Host is "localhost" or "127.0.0.1" or "[::1]";
        return trusted ? $"{request.Scheme}://{request.Host}" : null;
    }

    /// <summary>The account that a user name or an e-mail address means; two people who share a mailbox are not told apart by it.</summary>
    public async Task<User?> NamedAsync(string name, CancellationToken ct) => await people.FindByNameAsync(name) ?? await people.OnlyWithEmailAsync(name, ct);
}

/// <summary>Accounts by their mailbox.</summary>
internal static class Mailboxes
{
    /// <summary>The account with that address; null where none has it, or more than one.</summary>
    public static async Task<User?> OnlyWithEmailAsync(this UserManager<User> people, string address, CancellationToken ct)
    {
        var key = people.NormalizeEmail(address);
        return await people.Users.Where(user => user.NormalizedEmail == key).OrderBy(user => user.Id).Take(2).ToListAsync(ct) is [var one] ? one : null;
    }
}
