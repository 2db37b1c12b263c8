using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using MimeKit;

namespace Cchc.Tests.Hosting;

/// <summary>How <see cref="SmtpServer"/> treats a letter.</summary>
public enum SmtpMood { Takes, RefusesRecipient, HangsUpAfterData }

/// <summary>A mail server on a real port of this machine: it speaks just enough SMTP, and can refuse, hang up, or be away.</summary>
public sealed class SmtpServer : IAsyncDisposable
{
    private readonly ConcurrentQueue<MimeMessage> letters = new();
    private TcpListener? listener;
    private Task serving = Task.CompletedTask;

    public SmtpServer()
    {
        Start();
        Port = ((IPEndPoint)listener!.LocalEndpoint).Port;
    }

    public int Port { get; private set; }
    public SmtpMood Mood { get; set; }
    /// <summary>What was taken, oldest first.</summary>
    public IReadOnlyList<MimeMessage> Letters => [.. letters];
    /// <summary>Configuration of a site that sends with it.</summary>
    public Dictionary<string, string?> Configuration => new()
    {
        ["Smtp:Host"] = "127.0.0.1", ["Smtp:Port"] = $"{Port}", ["Smtp:Security"] = "None", ["Smtp:From"] = "toasoan@cchc.test", ["Smtp:FromName"] = "Tòa soạn",
    };

    /// <summary>Comes back to the same port.</summary>
    public void Start()
    {
        listener = new TcpListener(IPAddress.Loopback, Port);
        listener.Start();
        serving = ServeAsync(listener);
    }

    /// <summary>Goes away: connections are refused.</summary>
    public async Task StopAsync()
    {
        listener?.Stop();
        await serving;
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    private async Task ServeAsync(TcpListener from)
    {
        while (true)
        {
            try
            {
                using var client = await from.AcceptTcpClientAsync();
                await TalkAsync(client);
            }
            catch (IOException) { /* the other side left */ }
            catch (Exception error) when (error is SocketException or ObjectDisposedException or InvalidOperationException) { return; }
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using var reader = new StreamReader(client.GetStream(), Encoding.Latin1);
        await using var writer = new StreamWriter(client.GetStream(), Encoding.Latin1) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync("220 cchc.test");
        while (await reader.ReadLineAsync() is { } line)
        {
            switch (line.Split(' ', ':')[0].ToUpperInvariant())
            {
                case "EHLO" or "HELO": await writer.WriteLineAsync("250 cchc.test"); break;
                case "RCPT" when Mood == SmtpMood.RefusesRecipient: await writer.WriteLineAsync("451 later"); break;
                case "DATA":
                    await writer.WriteLineAsync("354 go on");
                    var text = new StringBuilder();
                    while (await reader.ReadLineAsync() is { } data && data != ".") text.Append(data.StartsWith("..", StringComparison.Ordinal) ? data[1..] : data).Append("\r\n");
                    if (Mood == SmtpMood.HangsUpAfterData) return;
                    letters.Enqueue(await MimeMessage.LoadAsync(new MemoryStream(Encoding.Latin1.GetBytes(text.ToString()))));
                    await writer.WriteLineAsync("250 taken");
                    break;
                case "QUIT": await writer.WriteLineAsync("221 bye"); return;
                default: await writer.WriteLineAsync("250 ok"); break;
            }
        }
    }
}
