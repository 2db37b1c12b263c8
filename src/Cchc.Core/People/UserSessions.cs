using System.Security.Cryptography;
using Cchc.Core.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Core.People;

/// <summary>Who is signed in where. The cookie is checked against these rows every half minute, so that a session ends where its owner says so.</summary>
public sealed class UserSessions(SiteDb db, TimeProvider clock) : IDaily
{
    /// <summary>Unused for so long, a session is over: its cookie is no longer good.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromHours(12);
    /// <summary>How long the site remembers a session after it was last seen.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(90);

    /// <summary>Writes down that somebody signed in.</summary>
    /// <returns>Id of the session, for the cookie.</returns>
    public async Task<string> StartAsync(int userId, string address, string device)
    {
        var nowUtc = clock.GetUtcNow().UtcDateTime;
        var session = new UserSession
        {
            Id = RandomNumberGenerator.GetString("0123456789abcdefghjkmnpqrstvwxyz", 26), UserId = userId, StartedUtc = nowUtc, SeenUtc = nowUtc,
            Address = address, Device = device.Length > 300 ? device[..300] : device,
        };
        db.Add(session);
        await db.SaveChangesAsync();
        await db.Users.Where(user => user.Id == userId).ExecuteUpdateAsync(user => user.SetProperty(row => row.LastSignInUtc, nowUtc));
        return session.Id;
    }

    /// <summary>Notes that a session was seen.</summary>
    /// <returns>Whether it goes on.</returns>
    public async Task<bool> SeeAsync(string? id, int userId, string address)
    {
        var nowUtc = clock.GetUtcNow().UtcDateTime;
        return id is not null && await db.Set<UserSession>().Where(session => session.Id == id && session.UserId == userId && session.EndedUtc == null)
            .ExecuteUpdateAsync(session => session.SetProperty(row => row.SeenUtc, nowUtc).SetProperty(row => row.Address, address)) > 0;
    }

    /// <summary>The person's sessions that go on, the last seen first.</summary>
    public async Task<IReadOnlyList<UserSession>> OpenAsync(int userId, CancellationToken ct)
    {
        var since = clock.GetUtcNow().UtcDateTime - Idle;
        return await db.Set<UserSession>().AsNoTracking().Where(session => session.UserId == userId && session.EndedUtc == null && session.SeenUtc > since)
            .OrderByDescending(session => session.SeenUtc).Take(100).ToListAsync(ct);
    }

    /// <summary>Ends one session of the person, which takes effect within half a minute.</summary>
    /// <returns>Whether it went on until now.</returns>
    public async Task<bool> EndAsync(int userId, string id) => await EndAsync(db.Set<UserSession>().Where(session => session.UserId == userId && session.Id == id)) > 0;

    /// <summary>Ends all sessions of the person.</summary>
    /// <param name="but">The one that goes on, or null.</param>
    public Task<int> EndAllAsync(int userId, string? but = null) => EndAsync(db.Set<UserSession>().Where(session => session.UserId == userId && session.Id != but));

    public Task RunDailyAsync(CancellationToken ct)
    {
        var old = clock.GetUtcNow().UtcDateTime - KeptFor;
        return db.Set<UserSession>().Where(session => session.SeenUtc < old).ExecuteDeleteAsync(ct);
    }

    private Task<int> EndAsync(IQueryable<UserSession> sessions)
    {
        var nowUtc = clock.GetUtcNow().UtcDateTime;
        return sessions.Where(session => session.EndedUtc == null).ExecuteUpdateAsync(session => session.SetProperty(row => row.EndedUtc, nowUtc));
    }
}
