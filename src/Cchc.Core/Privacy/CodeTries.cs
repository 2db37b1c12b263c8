using System.Globalization;
using System.Net;
using Cchc.Core.Limits;
using Microsoft.AspNetCore.Http;

namespace Cchc.Core.Privacy;

/// <summary>How often codes may be tried: a code, known or not, a few times only, so that a PIN cannot be guessed; an address, behind which an office may sit, more often.</summary>
public sealed class CodeTries : IDisposable
{
    public const int PerCode = 10;
    public const int PerAddress = 300;
    private static readonly TimeSpan Within = TimeSpan.FromMinutes(15);

    private readonly KeyedLimit codes = new(PerCode, Within, segments: 6);
    private readonly KeyedLimit addresses = new(PerAddress, Within, segments: 6);

    /// <summary>Counts a try of a code.</summary>
    /// <param name="codeKey">Keyed hash of what was typed, whether there is such a code or not.</param>
    /// <param name="from">Null where the connection has no address, as on a socket: there the proxy limits.</param>
    public bool Allows(string codeKey, IPAddress? from) => (from is null || addresses.Allows(from.ToString())) & codes.Allows(codeKey);

    /// <summary>Tells browsers and programs when to come back.</summary>
    public static void Refuse(HttpResponse response)
    {
        response.StatusCode = StatusCodes.Status429TooManyRequests;
        response.Headers.RetryAfter = ((int)Within.TotalSeconds).ToString(CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        codes.Dispose();
        addresses.Dispose();
    }
}
