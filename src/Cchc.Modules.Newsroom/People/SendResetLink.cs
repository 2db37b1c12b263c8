using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Cchc.Core;
using Cchc.Core.Jobs;
using Cchc.Core.Mail;
using Cchc.Core.People;
using Cchc.Core.Settings;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Newsroom.People;

/// <summary>
/// Answers somebody who forgot a password. The page only stages this job, whatever was typed; the account is looked for here, so that neither the
/// answer nor its time tells whether there is one.
/// </summary>
public sealed class SendResetLink(SiteDb db, PasswordLinks links, Mailer mailer, SiteSettingsCache settings, TimeProvider clock) : IJob
{
    /// <summary>Letters that one account gets in an hour, whoever asks.</summary>
    public const int PerHour = 3;
    private const string JobKind = "password-reset";
    private const string Asked = "password.reset-asked";

    private sealed record Order(string Name, string Site, string Address);

    public string Kind => JobKind;

    /// <summary>The job for what was typed.</summary>
    public static JobRow For(string name, string site, string address, DateTime nowUtc) => new()
    {
        Kind = JobKind, Key = $"{JobKind}:{RandomNumberGenerator.GetHexString(26)}", Payload = JsonSerializer.Serialize(new Order(name.Trim(), site, address)), DueUtc = nowUtc,
    };

    public async Task RunAsync(JobRow job, CancellationToken ct)
    {
        var order = JsonSerializer.Deserialize<Order>(job.Payload)!;
        if (await links.NamedAsync(order.Name, ct) is not { Deactivated: false, Email.Length: > 0 } user) return;
        var nowUtc = clock.GetUtcNow().UtcDateTime;
        var id = user.Id.ToString(CultureInfo.InvariantCulture);
        if (await db.Set<AuditEvent>().CountAsync(row => row.SubjectType == "User" && row.SubjectId == id && row.Action == Asked && row.AtUtc > nowUtc.AddHours(-1), ct) >= PerHour) return;
        var site = await settings.GetAsync(ct);
        var staged = mailer.Stage(user.Email, user.DisplayName, "Đặt lại mật khẩu", $"""
            Chào {user.DisplayName},

            Có người, có lẽ là bạn, xin đặt lại mật khẩu của tài khoản {user.UserName}. Mở liên kết này để chọn mật khẩu mới. Liên kết dùng được một lần, trong 1 giờ:

            {links.Make(order.Site, user, PasswordLinks.ForReset)}

            Nếu không phải bạn, hãy bỏ qua thư này: mật khẩu vẫn như cũ.

            {site.FullName}
            """);
        if (!staged) return;
        db.Add(new Actor(null, "Chưa rõ", order.Address).Did(nowUtc, Asked, $"Xin đặt lại mật khẩu của tài khoản {user.UserName} qua thư", "User", id));
        await db.SaveChangesAsync(ct);
    }
}
