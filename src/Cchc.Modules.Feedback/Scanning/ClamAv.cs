using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Configuration;

namespace Cchc.Modules.Feedback.Scanning;

/// <summary>What clamd says of one stream.</summary>
public enum ScanVerdict { Clean, Infected, Unable }

/// <param name="Words">Name of what was found, or why it could not look.</param>
public readonly record struct ScanAnswer(ScanVerdict Verdict, string Words = "");

/// <summary>Asks a ClamAV daemon over its INSTREAM command. It gets the bytes only, no name and no path. Off where no address is configured.</summary>
public sealed class ClamAv(IConfiguration configuration)
{
    public const string Key = "Feedback:ClamAv";
    private const int DefaultPort = 3310, ChunkBytes = 64 * 1024, MostAnswer = 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly EndPoint? at = AddressOf(configuration[Key]);

    public bool IsOn => at is not null;

    /// <exception cref="IOException">It is away, or went away: the caller tries again later.</exception>
    public async Task<ScanAnswer> ScanAsync(Stream bytes, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Patience);
        try
        {
            using var socket = at is UnixDomainSocketEndPoint ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) : new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(at ?? throw new InvalidOperationException($"{Key} is not set."), limit.Token);
            await using var stream = new NetworkStream(socket);
            // Where the stream is longer than it takes, it answers and hangs up: the answer counts, not the broken line.
            try { await SendAsync(stream, bytes, limit.Token); }
            catch (IOException) { }
            return Read(await AnswerAsync(stream, limit.Token));
        }
        catch (SocketException error) { throw new IOException($"clamd does not answer: {error.Message}", error); }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested) { throw new IOException($"clamd did not answer within {Patience}."); }
    }

    /// <summary>"host", "host:port", "[::1]:3310" or the path of a socket; null where nothing is configured.</summary>
    /// <exception cref="FormatException">It is none of these.</exception>
    public static EndPoint? AddressOf(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        text = text.Trim();
        if (text[0] == '/') return new UnixDomainSocketEndPoint(text);
        var colon = text.LastIndexOf(':');
        var (host, port) = colon < 0 || text[^1] == ']' ? (text, DefaultPort) : (text[..colon], int.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0);
        host = host.TrimStart('[').TrimEnd(']');
        return port is > 0 and <= IPEndPoint.MaxPort && Uri.CheckHostName(host) != UriHostNameType.Unknown ? new DnsEndPoint(host, port) : throw new FormatException($"{Key} is “{text}”; it should be host:port, or the path of clamd's socket.");
    }

    /// <summary>"stream: OK", "stream: Eicar-Signature FOUND", "INSTREAM size limit exceeded. ERROR".</summary>
    public static ScanAnswer Read(string answer)
    {
        var text = answer.Trim('\0', '\n', ' ');
        text = text.StartsWith("stream: ", StringComparison.Ordinal) ? text["stream: ".Length..] : text;
        return text == "OK" ? new(ScanVerdict.Clean)
            : text.EndsWith(" FOUND", StringComparison.Ordinal) ? new(ScanVerdict.Infected, text[..^" FOUND".Length])
            : text.Length == 0 ? throw new IOException("clamd hung up without an answer.") : new(ScanVerdict.Unable, text);
    }

    private static async Task SendAsync(NetworkStream stream, Stream bytes, CancellationToken ct)
    {
        await stream.WriteAsync("zINSTREAM\0"u8.ToArray(), ct);
        var chunk = new byte[sizeof(uint) + ChunkBytes];
        int read;
        do
        {
            read = await bytes.ReadAsync(chunk.AsMemory(sizeof(uint)), ct);
            BinaryPrimitives.WriteUInt32BigEndian(chunk, (uint)read); // a length of nothing ends it
            await stream.WriteAsync(chunk.AsMemory(0, sizeof(uint) + read), ct);
        }
        while (read > 0);
    }

    private static async Task<string> AnswerAsync(NetworkStream stream, CancellationToken ct)
    {
        var (answer, length) = (new byte[MostAnswer], 0);
        while (length < answer.Length && await stream.ReadAsync(answer.AsMemory(length), ct) is > 0 and var read) length += read;
        return Encoding.UTF8.GetString(answer, 0, length);
    }
}
