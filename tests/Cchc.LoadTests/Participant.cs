using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;

namespace Cchc.LoadTests;

/// <summary>What all participants of a run share: the site that they talk to, which may be another process after a kill, and their clocks.</summary>
public sealed class ContestCrowd(SiteProcess site, bool looksBack)
{
    private volatile SiteProcess site = site;
    private int retries;

    public SiteProcess Site { get => site; set => site = value; }
    public int Kills { get; set; }
    /// <summary>Requests that were sent again because the site was away.</summary>
    public int Retries => Volatile.Read(ref retries);
    public void SentAgain() => Interlocked.Increment(ref retries);
    public ConcurrentBag<double> Starts { get; } = [];
    public ConcurrentBag<double> Saves { get; } = [];
    /// <summary>Whether everybody looks at each answer once more before handing in: the log of acknowledgements against what the site shows.</summary>
    public bool LooksBack => looksBack;
}

/// <summary>One participant with a browser of their own, without script. Keeps what the site has acknowledged.</summary>
public sealed partial class Participant(ContestCrowd crowd, int number)
{
    public const string Slug = "tim-hieu-cai-cach-hanh-chinh";
    public const int Questions = 10;
    private const string Home = $"/cuoc-thi/{Slug}";
    /// <summary>So many people tap twice: two starts and two papers at once.</summary>
    private const int TapsTwice = 10;
    private static readonly HttpClient Http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, MaxConnectionsPerServer = 1024, PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30) }) { Timeout = TimeSpan.FromSeconds(60) };
    private readonly ConcurrentDictionary<string, string> cookies = new(StringComparer.Ordinal);
    private string mine = "";

    public int Number => number;
    public string Receipt { get; private set; } = "";
    public string? Failed { get; private set; }
    /// <summary>The person's entry was written but its answer was lost with a kill: the organiser tells such people their code.</summary>
    public bool Lost { get; private set; }
    /// <summary>Answers that the site has acknowledged last, as the form sent them, by place.</summary>
    public Dictionary<int, string> Told { get; } = [];

    public Task EnterAsync() => TryAsync(async () =>
    {
        var enter = await GetAsync("/vao-thi");
        var block = BlockField().Match(enter).Groups[1].Value;
        var (status, page) = await PostAsync("/vao-thi", enter, ("Input.Name", $"Người {number}"), ("Input.Phone", $"09{number:00000000}"), ("Input.Block", block), ("Input.Consent", "true"));
        if (status == HttpStatusCode.OK && page.Contains("đã đăng ký", StringComparison.Ordinal)) Lost = true;
        else mine = await GetAsync("/cua-toi");
    });

    public Task StartAsync() => TryAsync(async () =>
    {
        if (Lost) return;
        var watch = Stopwatch.StartNew();
        var answers = await Task.WhenAll(Taps().Select(_ => PostAsync("/cua-toi?handler=Start", mine, ("ky", "1"))));
        crowd.Starts.Add(watch.Elapsed.TotalMilliseconds);
        if (answers.Any(answer => answer.Status != HttpStatusCode.Found)) throw new InvalidOperationException($"a start was answered with {(int)answers[0].Status}");
    });

    /// <summary>Answers every question, some of them twice, and hands in.</summary>
    public Task TakeAsync() => TryAsync(async () =>
    {
        if (Lost) return;
        var paper = await GetAsync("/ky-1/bai-thi?cau=1");
        for (var at = 0; at < Questions; at++)
        {
            await SaveAsync(paper, at, (number + at) % 4);
            if (crowd.LooksBack && (number + at) % 5 == 0) await SaveAsync(paper, at, (number + at + 1) % 4); // a change of mind
        }
        if (crowd.LooksBack)
            foreach (var (at, told) in Told)
                if (Checked().Match(await GetAsync($"/ky-1/bai-thi?cau={at + 1}")).Groups[1].Value is var shown && shown != told) throw new InvalidOperationException($"question {at + 1}: acknowledged {told}, there is “{shown}”.");
        await Task.WhenAll(Taps().Select(_ => PostAsync("/ky-1/bai-thi?cau=nop&handler=Finish", paper, ("du-doan", $"{number}"))));
        Receipt = ReceiptCode().Match(await GetAsync("/cua-toi")).Value;
        if (Receipt.Length == 0) Failed = "no receipt.";
    });

    private async Task SaveAsync(string paper, int at, int value)
    {
        var watch = Stopwatch.StartNew();
        var (status, _) = await PostAsync($"/ky-1/bai-thi?cau={at + 1}&handler=Save", paper, ("tra-loi", $"{value}"));
        crowd.Saves.Add(watch.Elapsed.TotalMilliseconds);
        if (status != HttpStatusCode.OK) throw new InvalidOperationException($"a save was answered with {(int)status}");
        Told[at] = $"{value}";
    }

    private IEnumerable<int> Taps() => Enumerable.Range(0, number % TapsTwice == 0 ? 2 : 1);

    private async Task TryAsync(Func<Task> act)
    {
        if (Failed is not null) return;
        try { await act(); }
        catch (Exception error) when (error is InvalidOperationException or HttpRequestException or TaskCanceledException) { Failed = error.Message; }
    }

    private async Task<string> GetAsync(string path) => (await SendAsync(HttpMethod.Get, path, null)).Body;

    private Task<(HttpStatusCode Status, string Body)> PostAsync(string path, string page, params (string Name, string Value)[] fields)
    {
        var token = Token().Match(page).Groups[1].Value;
        return SendAsync(HttpMethod.Post, path, [new("__RequestVerificationToken", token), .. fields.Select(field => KeyValuePair.Create(field.Name, field.Value))]);
    }

    /// <summary>Sends until there is an answer: a killed site comes back.</summary>
    private async Task<(HttpStatusCode Status, string Body)> SendAsync(HttpMethod method, string path, IReadOnlyList<KeyValuePair<string, string>>? form)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                using var request = new HttpRequestMessage(method, crowd.Site.Url + Home + path);
                if (form is not null) request.Content = new FormUrlEncodedContent(form);
                if (!cookies.IsEmpty) request.Headers.TryAddWithoutValidation("Cookie", string.Join("; ", cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
                using var response = await Http.SendAsync(request);
                if (response.StatusCode >= HttpStatusCode.InternalServerError) throw new HttpRequestException($"{path}: {(int)response.StatusCode}");
                if (response.Headers.TryGetValues("Set-Cookie", out var set))
                    foreach (var cookie in set.Select(one => one.Split(';')[0].Split('=', 2))) cookies[cookie[0]] = cookie[1];
                return (response.StatusCode, await response.Content.ReadAsStringAsync());
            }
            catch (Exception error) when (error is HttpRequestException or IOException && attempt < 600)
            {
                crowd.SentAgain();
                await Task.Delay(100);
            }
        }
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)\"")] private static partial Regex Token();
    [GeneratedRegex("name=\"Input.Block\" value=\"(\\d+)\"")] private static partial Regex BlockField();
    [GeneratedRegex("[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}")] private static partial Regex ReceiptCode();
    [GeneratedRegex("<input[^>]*name=\"tra-loi\"[^>]*value=\"(\\d+)\"[^>]*\\schecked")] private static partial Regex Checked();
}
