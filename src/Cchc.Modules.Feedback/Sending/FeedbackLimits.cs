using System.Net;
using Cchc.Core.Limits;
using Microsoft.Extensions.Configuration;

namespace Cchc.Modules.Feedback.Sending;

/// <summary>
/// How often feedback may be sent. An office or a one-stop desk sends from one address, so the limit is wide.
/// </summary>
public sealed class FeedbackLimits(IConfiguration configuration) : IDisposable
{
    public const int SendsPerAddressAndHour = 120;

    private readonly KeyedLimit sends = Limiter(configuration.GetValue("Feedback:SendsPerAddressAndHour", SendsPerAddressAndHour));
    /// <summary>A form that comes back with errors brings files more than once.</summary>
    private readonly KeyedLimit uploads = Limiter(2 * configuration.GetValue("Feedback:SendsPerAddressAndHour", SendsPerAddressAndHour));

    /// <summary>Counts a sending.</summary>
    /// <param name="from">Null where the connection has no address, as on a socket: there the proxy limits.</param>
    public bool AllowsSending(IPAddress? from) => from is null || sends.Allows(from.ToString());

    /// <summary>Counts a form with files, sent or not: what is not sent takes room for two days.</summary>
    public bool AllowsFiles(IPAddress? from) => from is null || uploads.Allows(from.ToString());

    public void Dispose()
    {
        sends.Dispose();
        uploads.Dispose();
    }

    private static KeyedLimit Limiter(int permits) => new(permits, TimeSpan.FromHours(1), segments: 6);
}
