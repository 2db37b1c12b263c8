using System.Globalization;
using System.Security.Cryptography;
using Cchc.Core.Jobs;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using MimeKit;
using MimeKit.Text;

namespace Cchc.Core.Mail;

/// <summary>Letters of the site. They are rows first: a letter is sent if and only if what it tells of was saved.</summary>
public sealed class Mailer(SiteDb db, IConfiguration configuration, TimeProvider clock) : IDaily
{
    /// <summary>How long the site remembers to whom it wrote, and about what.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(90);
    /// <summary>Longest subject, in characters.</summary>
    public const int MaxSubject = 120;

    /// <summary>Whether there is a server to send with: <c>Smtp:Host</c> and <c>Smtp:From</c>.</summary>
    public bool IsConfigured => !string.IsNullOrWhiteSpace(configuration["Smtp:Host"]) && !string.IsNullOrWhiteSpace(configuration["Smtp:From"]);

    /// <summary>Adds a letter and its job to the caller's unit of work.</summary>
    /// <param name="subject">Cut where it is too long; control characters become spaces, so that it stays one header.</param>
    /// <returns>Whether it was staged: not without a mail server, nor to what is not one address.</returns>
    public bool Stage(string to, string toName, string subject, string text)
    {
        if (!IsConfigured || !IsAddress(to)) return false;
        var nowUtc = clock.GetUtcNow().UtcDateTime;
        var key = RandomNumberGenerator.GetString("0123456789abcdefghjkmnpqrstvwxyz", 26);
        db.Add(new MailMessage { Key = key, To = to, ToName = OneLine(toName, 200), Subject = OneLine(subject, MaxSubject), Text = text, CreatedUtc = nowUtc });
        db.Add(new JobRow { Kind = SendMail.JobKind, Key = $"{SendMail.JobKind}:{key}", Payload = key, DueUtc = nowUtc });
        return true;
    }

    /// <summary>Whether it is one bare e-mail address that a letter can be sent to.</summary>
    public static bool IsAddress(string text) =>
        text.Length <= 256 && !text.Any(char.IsControl) && MailboxAddress.TryParse(text, out var parsed) && parsed.Address == text && text.Contains('@');

    /// <summary>Forgets old letters; those that could not be sent were given up long before.</summary>
    public Task RunDailyAsync(CancellationToken ct)
    {
        var old = clock.GetUtcNow().UtcDateTime - KeptFor;
        return db.Set<MailMessage>().Where(mail => mail.CreatedUtc < old).ExecuteDeleteAsync(ct);
    }

    private static string OneLine(string text, int length)
    {
        var line = string.Concat(text.Select(letter => char.IsControl(letter) || letter is '\u2028' or '\u2029' ? ' ' : letter)).Trim();
        if (line.Length <= length) return line;
        var end = length - 1;
        if (char.IsHighSurrogate(line[end - 1])) end--;
        return line[..end] + "…";
    }
}

/// <summary>
/// Sends one letter. Tried again as every job is; each try has the same Message-Id, so that a letter sent twice (the server took
/// it, the answer was lost) is one letter to the mailbox. After three days it is given up: what it says is old, its links are dead.
/// </summary>
public sealed class SendMail(SiteDb db, IConfiguration configuration, TimeProvider clock) : IJob
{
    internal const string JobKind = "mail";
    private const int TimeoutMilliseconds = 20_000;
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromDays(3);

    public string Kind => JobKind;

    public async Task RunAsync(JobRow job, CancellationToken ct)
    {
        if (await db.Set<MailMessage>().FirstOrDefaultAsync(row => row.Key == job.Payload && row.SentUtc == null, ct) is not { } mail) return;
        if (clock.GetUtcNow().UtcDateTime - mail.CreatedUtc > GiveUpAfter)
        {
            mail.Text = "";
            await db.SaveChangesAsync(ct);
            return;
        }
        try { await SendAsync(mail, ct); }
        catch (Exception error) when (error is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            mail.Error = error.Message;
            await db.SaveChangesAsync(ct);
            // The runner takes a cancelled task for a stopping site; a server that does not answer is a failure like another.
            throw new InvalidOperationException($"The mail server did not take the letter: {error.Message}", error);
        }
        (mail.SentUtc, mail.Text, mail.Error) = (clock.GetUtcNow().UtcDateTime, "", null);
        await db.SaveChangesAsync(CancellationToken.None); // it has left: a stopping site must not forget that
    }

    private async Task SendAsync(MailMessage mail, CancellationToken ct)
    {
        var smtp = configuration.GetSection("Smtp");
        var from = new MailboxAddress(smtp["FromName"] ?? "", smtp["From"]!.Trim());
        var security = smtp["Security"] switch
        {
            null or "" or "StartTls" => SecureSocketOptions.StartTls,
            "Tls" => SecureSocketOptions.SslOnConnect,
            "Auto" => SecureSocketOptions.Auto,
            "None" => SecureSocketOptions.None,
            var other => throw new InvalidOperationException($"Smtp:Security is “{other}”; it must be None, StartTls, Tls or Auto."),
        };
        using var letter = new MimeMessage
        {
            Subject = mail.Subject, Date = mail.CreatedUtc, MessageId = $"{mail.Key}@{from.Domain}",
            Body = new TextPart(TextFormat.Plain) { Text = mail.Text },
        };
        letter.From.Add(from);
        letter.To.Add(new MailboxAddress(mail.ToName, mail.To));
        letter.Headers.Add(HeaderId.AutoSubmitted, "auto-generated"); // no holiday answers, RFC 3834

        using var client = new SmtpClient { Timeout = TimeoutMilliseconds };
        await client.ConnectAsync(smtp["Host"]!, int.Parse(smtp["Port"] ?? "587", CultureInfo.InvariantCulture), security, ct);
        if (smtp["User"] is { Length: > 0 } user) await client.AuthenticateAsync(user, smtp["Password"] ?? "", ct);
        await client.SendAsync(letter, ct);
        try { await client.DisconnectAsync(quit: true, ct); }
        catch (Exception error) when (error is IOException or MailKit.ProtocolException or MailKit.CommandException) { /* the letter was taken; how they part does not matter */ }
    }
}
