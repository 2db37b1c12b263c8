using System.Security.Cryptography;
using System.Text.Json;
using Cchc.Core.Content;
using Cchc.Core.Jobs;
using Cchc.Core.Privacy;
using Microsoft.Extensions.Configuration;

namespace Cchc.Core.Messages;

/// <summary>Short messages of the site. Like letters they are rows first; number and text lie encrypted in the job that sends them and go with it.</summary>
public sealed class Messenger(SiteDb db, IConfiguration configuration, PersonKeys keys, TimeProvider clock)
{
    /// <summary>Longest text: one SMS without marks.</summary>
    public const int MostSigns = 160;
    internal const string Key = "Messages:Channel";

    public bool IsConfigured => !string.IsNullOrWhiteSpace(configuration[Key]);

    /// <summary>Adds a message and its job to the caller's unit of work.</summary>
    /// <returns>Whether it was staged: not without a channel, nor to what is no number.</returns>
    /// <exception cref="ArgumentException">The text is longer than a message.</exception>
    public bool Stage(string phone, string text)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(text.Length, MostSigns);
        if (!IsConfigured || PersonText.Phone(phone) is not { } number) return false;
        var nowUtc = clock.GetUtcNow().UtcDateTime;
        var message = new ShortMessage(RandomNumberGenerator.GetString("0123456789abcdefghjkmnpqrstvwxyz", 26), number, text, nowUtc);
        db.Add(new JobRow { Kind = SendMessage.JobKind, Key = $"{SendMessage.JobKind}:{message.Key}", Payload = keys.Protect(JsonSerializer.Serialize(message, ContentJson.Options)), DueUtc = nowUtc });
        return true;
    }
}

/// <summary>Sends one message; tried again as every job is. After a day it is given up: what it says is old.</summary>
public sealed class SendMessage(IEnumerable<IMessageChannel> channels, IConfiguration configuration, PersonKeys keys, TimeProvider clock) : IJob
{
    internal const string JobKind = "message";
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromDays(1);

    public string Kind => JobKind;

    public async Task RunAsync(JobRow job, CancellationToken ct)
    {
        if (keys.Unprotect(job.Payload) is not { } json || JsonSerializer.Deserialize<ShortMessage>(json, ContentJson.Options) is not { } message) return; // its key is gone
        if (clock.GetUtcNow().UtcDateTime - message.CreatedUtc > GiveUpAfter) return;
        var name = configuration[Messenger.Key]?.Trim();
        if (string.IsNullOrEmpty(name)) return; // switched off meanwhile
        var channel = channels.FirstOrDefault(one => one.Name == name) ?? throw new InvalidOperationException($"{Messenger.Key} is “{name}”; there are {string.Join(", ", channels.Select(one => one.Name))}.");
        try { await channel.SendAsync(message, ct); }
        catch (OperationCanceledException error) when (!ct.IsCancellationRequested)
        {
            // The runner takes a cancelled task for a stopping site; a provider that does not answer is a failure like another.
            throw new InvalidOperationException("The provider of messages did not answer.", error);
        }
    }
}
