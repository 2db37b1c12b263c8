using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Cchc.Tests.Hosting;

/// <summary>A ClamAV daemon for tests: speaks INSTREAM, and finds what has the test file's words in it.</summary>
public sealed class ClamServer : IAsyncDisposable
{
    /// <summary>The industry's harmless test file, put together here so that no scanner takes this source for one.</summary>
    public static readonly string Eicar = @"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + "EICAR-STANDARD-ANTIVIRUS" + "-TEST-FILE!$H+H*";
    private readonly CancellationTokenSource stop = new();
    private TcpListener? listener;
    private Task serving = Task.CompletedTask;

    public ClamServer()
    {
        listener = new(IPAddress.Loopback, 0);
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        serving = ServeAsync(listener);
    }

    public int Port { get; }
    public string Address => $"127.0.0.1:{Port}";
    /// <summary>Longer streams get the answer of a daemon that has enough.</summary>
    public int MostBytes { get; set; } = int.MaxValue;
    /// <summary>What was scanned, in order.</summary>
    public List<byte[]> Streams { get; } = [];

    public async Task StopAsync()
    {
        listener?.Dispose();
        listener = null;
        await serving;
    }

    public void Start()
    {
        listener = new(IPAddress.Loopback, Port);
        listener.Start();
        serving = ServeAsync(listener);
    }

    private async Task ServeAsync(TcpListener at)
    {
        try
        {
            while (true)
            {
                using var client = await at.AcceptTcpClientAsync(stop.Token);
                await AnswerAsync(client.GetStream());
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException or OperationCanceledException) { /* the test is over */ }
    }

    private async Task AnswerAsync(NetworkStream stream)
    {
        var command = new byte["zINSTREAM\0".Length];
        await stream.ReadExactlyAsync(command);
        if (Encoding.ASCII.GetString(command) != "zINSTREAM\0") return;
        using var content = new MemoryStream();
        var head = new byte[sizeof(uint)];
        while (true)
        {
            await stream.ReadExactlyAsync(head);
            var chunk = new byte[BinaryPrimitives.ReadUInt32BigEndian(head)];
            if (chunk.Length == 0) break;
            await stream.ReadExactlyAsync(chunk);
            content.Write(chunk);
        }
        Streams.Add(content.ToArray());
        var answer = content.Length > MostBytes ? "INSTREAM size limit exceeded. ERROR" : Encoding.Latin1.GetString(content.ToArray()).Contains(Eicar, StringComparison.Ordinal) ? "stream: Eicar-Signature FOUND" : "stream: OK";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(answer + "\0"));
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await StopAsync();
        stop.Dispose();
    }
}
