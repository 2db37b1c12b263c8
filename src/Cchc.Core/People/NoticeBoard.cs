using Cchc.Core.Mail;
using Cchc.Core.Settings;
using Cchc.Core.Units;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Core.People;

/// <summary>Tells people of the newsroom what happened. The caller saves, in the transaction of what happened.</summary>
public sealed class NoticeBoard(SiteDb db, Mailer mailer, UnitDirectory units, SiteSettingsCache settings, TimeProvider clock)
{
    /// <summary>How many unread ones are counted.</summary>
    public const int CountedTo = 99;

    /// <summary>Stages one notice for each person who still works here, and a letter for those who want letters.</summary>
    /// <param name="url">Path within the site.</param>
    public async Task StageAsync(IReadOnlyCollection<int> people, string text, string url, CancellationToken ct)
    {
        if (people.Count == 0) return;
        var nowUtc = clock.GetUtcNow().UtcDateTime;
        var told = await db.Users.AsNoTracking().Where(user => people.Contains(user.Id) && !user.Deactivated).ToListAsync(ct);
        foreach (var user in told) db.Add(new Notification { UserId = user.Id, AtUtc = nowUtc, Text = text.Length > 1000 ? text[..1000] : text, Url = url });
        if (!mailer.IsConfigured || told.All(user => !user.MailNotices)) return;
        var site = await settings.GetAsync(ct);
        foreach (var user in told.Where(user => user.MailNotices && !string.IsNullOrEmpty(user.Email)))
            mailer.Stage(user.Email!, user.DisplayName, text, $"""
                {text}

                {site.BaseUrl.TrimEnd('/')}{url}

                {site.FullName}. Bạn nhận thư này vì có tài khoản trong tòa soạn; người quản trị tắt được thư thông báo.
                """);
    }

    /// <summary>Unread notices of a person, up to <see cref="CountedTo"/> and one.</summary>
    public Task<int> UnreadAsync(int userId, CancellationToken ct) =>
        db.Set<Notification>().Where(notice => notice.UserId == userId && notice.ReadUtc == null).OrderBy(notice => notice.Id).Take(CountedTo + 1).CountAsync(ct);

    /// <summary>Marks what was said of the page that a person has just opened as read.</summary>
    /// <returns>Unread notices that remain, up to <see cref="CountedTo"/> and one.</returns>
    public async Task<int> OpenedAsync(int userId, string url, CancellationToken ct)
    {
        var unread = await UnreadAsync(userId, ct);
        if (unread == 0) return 0; // the usual case costs one look at an index and no write
        var nowUtc = clock.GetUtcNow().UtcDateTime;
        return unread - await db.Set<Notification>().Where(notice => notice.UserId == userId && notice.ReadUtc == null && notice.Url == url)
            .ExecuteUpdateAsync(notice => notice.SetProperty(row => row.ReadUtc, nowUtc), ct);
    }

    /// <summary>Ids of active people whose roles name the permission; when no role does, of those who may do everything.</summary>
    /// <param name="unitId">Unit of what it is about: people limited to another unit are left out.</param>
    public async Task<IReadOnlyList<int>> HoldersAsync(Permission permission, int? unitId, CancellationToken ct)
    {
        var registry = await units.GetAsync(ct);
        async Task<IReadOnlyList<int>> WithAsync(string claimed) =>
            [.. (await (from user in db.Users
                        join link in db.UserRoles on user.Id equals link.UserId
                        join claim in db.RoleClaims on link.RoleId equals claim.RoleId
                        where !user.Deactivated && claim.ClaimType == Role.PermissionClaim && claim.ClaimValue == claimed
                        select new { user.Id, user.UnitId }).Distinct().ToListAsync(ct)).Where(user => UnitReach.Covers(registry, user.UnitId, unitId)).Select(user => user.Id)];
        return await WithAsync(permission.Name) is { Count: > 0 } named ? named : await WithAsync(Role.Everything);
    }
}
