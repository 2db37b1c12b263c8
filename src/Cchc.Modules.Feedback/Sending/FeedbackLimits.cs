using System.Net;
using Cchc.Core.Limits;
using Microsoft.Extensions.Configuration;

namespace Cchc.Modules.Feedback.Sending;

/// <summary>
/// How often feedback may be sent and codes be tried. An office or a one-stop desk sends from one address, so that limit is wide;
/// a code, known or not, may be tried a few times only, so that a PIN cannot be guessed.
/// </summary>
public sealed class FeedbackLimits(IConfiguration configuration) : IDisposable
{
    public const int SendsPerAddressAndHour = 120;
    public const int TriesPerCode = 10;
    public const int TriesPerAddress = 300;
    public static readonly TimeSpan TriesWithin = TimeSpan.FromMinutes(15);

    private readonly KeyedLimit sends = Limiter(configuration.GetValue("Feedback:SendsPerAddressAndHour", SendsPerAddressAndHour), TimeSpan.FromHours(1));
    /// <summary>A form that comes back with errors brings files more than once.</summary>
    private readonly KeyedLimit uploads = Limiter(2 * configuration.GetValue("Feedback:SendsPerAddressAndHour", SendsPerAddressAndHour), TimeSpan.FromHours(1));
    private readonly KeyedLimit codes = Limiter(TriesPerCode, TriesWithin);
    private readonly KeyedLimit addresses = Limiter(TriesPerAddress, TriesWithin);

    /// <summary>Counts a sending.</summary>
    /// <param name="from">Null where the connection has no address, as on a socket: there the proxy limits.</param>
    public bool AllowsSending(IPAddress? from) => from is null || sends.Allows(from.ToString());

    /// <summary>Counts a form with files, sent or not: what is not sent takes room for two days.</summary>
    public bool AllowsFiles(IPAddress? from) => from is null || uploads.Allows(from.ToString());

    /// <summary>Counts a try of a code.</summary>
    /// <param name="codeKey">Keyed hash of what was typed, whether there is such a code or not.</param>
    public bool AllowsTry(string codeKey, IPAddress? from) => (from is null || addresses.Allows(from.ToString())) & codes.Allows(codeKey);

    public void Dispose()
    {
        sends.Dispose();
        uploads.Dispose();
        codes.Dispose();
        addresses.Dispose();
    }

    private static KeyedLimit Limiter(int permits, TimeSpan window) => new(permits, window, segments: 6);
}
