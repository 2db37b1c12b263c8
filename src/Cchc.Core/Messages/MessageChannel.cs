using Cchc.Core.Privacy;
using Microsoft.Extensions.Logging;

namespace Cchc.Core.Messages;

/// <summary>One short message to a telephone.</summary>
/// <param name="Key">The same at every try: a provider that knows it already does not send it again.</param>
/// <param name="Phone">Ten digits, as <see cref="PersonText.Phone"/> writes them.</param>
/// <param name="Text">At most <see cref="Messenger.MostSigns"/> signs.</param>
public sealed record ShortMessage(string Key, string Phone, string Text, DateTime CreatedUtc);

/// <summary>A way to a telephone, SMS or Zalo for example. A module brings its provider by registering one; the setting <c>Messages:Channel</c> names the one in use.</summary>
public interface IMessageChannel
{
    /// <summary>As the setting names it.</summary>
    string Name { get; }

    /// <summary>Hands the message over. Whatever it throws is a failed try; the job tries again.</summary>
    Task SendAsync(ShortMessage message, CancellationToken ct);
}

/// <summary>For development: messages become lines of the log, numbers masked.</summary>
public sealed class LogChannel(ILogger<LogChannel> log) : IMessageChannel
{
    public string Name => "log";

    public Task SendAsync(ShortMessage message, CancellationToken ct)
    {
        log.LogInformation("Message {Key} to {Phone}: {Text}", message.Key, PersonText.Masked(message.Phone), PersonText.MaskIn(message.Text));
        return Task.CompletedTask;
    }
}
