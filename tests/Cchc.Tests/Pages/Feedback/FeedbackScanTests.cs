using System.Net;
using System.Text;
using Cchc.Core.Jobs;
using Cchc.Core.People;
using Cchc.Modules.Feedback.Data;
using Cchc.Modules.Feedback.Scanning;
using Cchc.Tests.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Cchc.Tests.Pages.Feedback;

public sealed class FeedbackScanOnSqlite() : FeedbackScanTests(Engine.Sqlite);

public sealed class FeedbackScanOnPostgres() : FeedbackScanTests(Engine.PostgreSql);

/// <summary>Attachments are scanned after they are stored, and what has malware in it reaches nobody.</summary>
public abstract class FeedbackScanTests(Engine engine) : IAsyncLifetime
{
    private readonly ClamServer clamd = new();
    private TestSite site = null!;

    public async ValueTask InitializeAsync() =>
        site = await TestSite.StartAsync(await SiteTemplates.CopyAsync(engine) with { Configuration = new Dictionary<string, string?> { [ClamAv.Key] = clamd.Address } });

    [Fact]
    public async Task A_clean_file_is_marked_a_bad_one_withheld_and_sending_waits_for_neither()
    {
        using var client = site.Client();
        await clamd.StopAsync();
        var bad = MediaSamples.Pdf().Concat(Encoding.ASCII.GetBytes($"\n%{ClamServer.Eicar}\n%%EOF")).ToArray();
        using (var sent = await FeedbackTests.PostAsync(client, await FeedbackTests.FormAsync(client), FeedbackTests.A("Hai tệp"), ("sach.png", MediaSamples.Png(12, 12)), ("doc.pdf", bad))) Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
        Assert.Equal([("doc.pdf", ScanState.NotScanned), ("sach.png", ScanState.NotScanned)], await StatesAsync());
        // The scanner is away: said so, and tried again.
        await site.RunJobsAsync();
        Assert.Equal([("doc.pdf", ScanState.Failed), ("sach.png", ScanState.Failed)], await StatesAsync());
        clamd.Start();
        site.Clock.Advance(TimeSpan.FromMinutes(1));
        await site.RunJobsAsync();
        Assert.Equal([("doc.pdf", ScanState.Infected), ("sach.png", ScanState.Clean)], await StatesAsync());
        Assert.Equal(2, clamd.Streams.Count);

        var page = await client.PageAsync("/gop-y/theo-doi");
        var link = Assert.Single(page.QuerySelectorAll("a[href^='/gop-y/tep/']")).GetAttribute("href")!;
        using (var clean = await client.GetAsync(link)) Assert.Equal(HttpStatusCode.OK, clean.StatusCode);
        var key = await site.WithDbAsync(db => db.Set<FeedbackFile>().Where(file => file.Scan == ScanState.Infected).Select(file => file.Key).SingleAsync());
        using (var withheld = await client.GetAsync($"/gop-y/tep/{key}")) Assert.Equal(HttpStatusCode.NotFound, withheld.StatusCode);
        Assert.Contains(await site.WithDbAsync(db => db.Set<Notification>().ToListAsync()), notice => notice.Text.Contains("mã độc", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Files_from_before_the_scanner_are_looked_at_by_the_daily_work_and_too_long_ones_fail()
    {
        using var client = site.Client();
        using (await FeedbackTests.PostAsync(client, await FeedbackTests.FormAsync(client), FeedbackTests.A("Tệp cũ"), ("cu.png", MediaSamples.Png(12, 12)))) { }
        await site.WithDbAsync(db => db.Set<JobRow>().Where(job => job.Kind == FeedbackScan.Name).ExecuteDeleteAsync());
        clamd.MostBytes = 10;
        for (var day = 0; day < 2; day++) await site.InAsync(services => services.GetRequiredService<FeedbackScan>().RunDailyAsync(default));
        await site.RunJobsAsync();
        Assert.Equal([("cu.png", ScanState.Failed)], await StatesAsync());
        Assert.Single(clamd.Streams);
    }

    private Task<List<(string, ScanState)>> StatesAsync() => site.WithDbAsync(async db => (await db.Set<FeedbackFile>().AsNoTracking().OrderBy(file => file.Name).ToListAsync()).Select(file => (file.Name, file.Scan)).ToList());

    public async ValueTask DisposeAsync()
    {
        await site.DisposeAsync();
        await clamd.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}

/// <summary>The scanner's address and its answers.</summary>
public sealed class ClamAvTests
{
    [Theory]
    [InlineData("clamav", "Unspecified/clamav:3310"), InlineData("127.0.0.1:9000", "Unspecified/127.0.0.1:9000"), InlineData("[::1]:3310", "Unspecified/::1:3310"), InlineData("/run/x.ctl", "/run/x.ctl"), InlineData(" ", null), InlineData(null, null)]
    public void An_address_is_a_host_or_a_socket(string? text, string? expected) => Assert.Equal(expected, ClamAv.AddressOf(text)?.ToString());

    [Theory]
    [InlineData("host:0"), InlineData("host:99999"), InlineData("host:x"), InlineData("có dấu cách:3310")]
    public void Another_one_is_named_at_the_start(string text) => Assert.Contains(text, Assert.Throws<FormatException>(() => ClamAv.AddressOf(text)).Message);

    [Theory]
    [InlineData("stream: OK\0", ScanVerdict.Clean, ""), InlineData("stream: Eicar-Signature FOUND\0", ScanVerdict.Infected, "Eicar-Signature"), InlineData("INSTREAM size limit exceeded. ERROR\0", ScanVerdict.Unable, "INSTREAM size limit exceeded. ERROR")]
    public void Its_answers_are_understood(string answer, ScanVerdict verdict, string words) => Assert.Equal(new(verdict, words), ClamAv.Read(answer));

    [Fact]
    public async Task The_test_file_of_the_trade_is_found_by_a_real_daemon()
    {
        if (!Clamd.IsInstalled) Assert.Skip("No ClamAV daemon is installed here.");
        await using var daemon = await Clamd.StartAsync();
        var scanner = new ClamAv(new ConfigurationBuilder().AddInMemoryCollection([new(ClamAv.Key, daemon.Socket)]).Build());
        Assert.Equal(ScanVerdict.Infected, (await scanner.ScanAsync(new MemoryStream(Encoding.ASCII.GetBytes(ClamServer.Eicar)), default)).Verdict);
        Assert.Equal(ScanVerdict.Clean, (await scanner.ScanAsync(new MemoryStream("Xin chào"u8.ToArray()), default)).Verdict);
    }
}
