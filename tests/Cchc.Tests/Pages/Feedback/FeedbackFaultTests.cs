using System.Net;
using Cchc.Core.Media;
using Cchc.Core.Messages;
using Cchc.Core.Privacy;
using Cchc.Modules.Feedback.Data;
using Cchc.Modules.Feedback.Sending;
using Cchc.Tests.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Cchc.Tests.Pages.Feedback;

public sealed class FeedbackFaultsOnSqlite() : FeedbackFaultTests(Engine.Sqlite);

public sealed class FeedbackFaultsOnPostgres() : FeedbackFaultTests(Engine.PostgreSql);

/// <summary>A full disk and a mail server that is away: nothing half, nothing lost.</summary>
public abstract class FeedbackFaultTests(Engine engine) : IAsyncLifetime
{
    /// <summary>Who send at the same moment, from one address: its limit is as wide here.</summary>
    private const int People = 1_000;
    private readonly SmtpServer smtp = new();
    private readonly FullStore store = new();
    private readonly AwayChannel phone = new();
    private TestSite site = null!;

    public async ValueTask InitializeAsync()
    {
        var options = await SiteTemplates.CopyAsync(engine);
        store.Inner = new LocalMediaStore(Path.Combine(options.DataPath, "media"));
        site = await TestSite.StartAsync(options with { Configuration = new Dictionary<string, string?>(smtp.Configuration) { ["Messages:Channel"] = phone.Name, ["Feedback:SendsPerAddressAndHour"] = $"{People}" }, Services = services => services.AddSingleton<IMessageChannel>(phone).Replace(ServiceDescriptor.Singleton<IMediaStore>(store)) });
    }

    [Fact]
    public async Task A_thousand_people_who_send_at_once_lose_nothing_and_double_nothing()
    {
        var codes = await Task.WhenAll(Enumerable.Range(0, People).Select(async at =>
        {
            using var person = site.Client();
            return (await FeedbackTests.SendAsync(person, FeedbackTests.A($"Cùng lúc {at}"))).Code;
        }));
        Assert.Equal(People, codes.Distinct().Count());
        Assert.Equal(Enumerable.Range(0, People).Select(at => $"Cùng lúc {at}").Order(StringComparer.Ordinal), (await site.WithDbAsync(db => db.Set<FeedbackItem>().Where(item => item.Subject.StartsWith("Cùng lúc")).Select(item => item.Subject).ToListAsync())).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_full_disk_takes_no_file_keeps_every_word_and_lets_the_message_go_without_it()
    {
        using var client = site.Client();
        var message = FeedbackTests.A("Đĩa đầy") with { Name = "Người gửi" };
        store.WritesLeft = 1;
        using var refused = await FeedbackTests.PostAsync(client, await FeedbackTests.FormAsync(client), message, ("a.png", MediaSamples.Png(8, 8)), ("b.png", MediaSamples.Png(9, 9)));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        var page = await SiteClient.ParseAsync(refused);
        Assert.Contains("Nội dung bạn viết vẫn còn", FeedbackTests.Text(page, "[role=alert]"));
        Assert.Equal((message.Subject, message.Content), (page.QuerySelector("#Input_Subject")!.GetAttribute("value"), page.QuerySelector("#Input_Content")!.TextContent.Trim()));
        Assert.Empty(await site.WithDbAsync(db => db.Set<FeedbackItem>().Where(item => item.Subject == message.Subject).ToListAsync()));
        // The first file was taken, the second is sent again when there is room.
        Assert.Contains("a.png", FeedbackTests.Text(page, "[data-held]"));
        store.WritesLeft = int.MaxValue;
        using var sent = await FeedbackTests.PostAsync(client, page, message, ("b.png", MediaSamples.Png(9, 9)));
        Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
        Assert.Equal(["a.png", "b.png"], await site.WithDbAsync(db => (from file in db.Set<FeedbackFile>() join item in db.Set<FeedbackItem>() on file.ItemId equals item.Id where item.Subject == message.Subject orderby file.Name select file.Name).ToListAsync()));
    }

    [Fact]
    public async Task A_letter_waits_for_its_server_and_carries_neither_words_nor_PIN()
    {
        await smtp.StopAsync();
        using var client = site.Client();
        var (code, pin) = await FeedbackTests.SendAsync(client, FeedbackTests.A("Chuyện riêng của tôi") with { Name = "Cô Ba", Email = "coba@example.vn" });
        await site.RunJobsAsync();
        Assert.Empty(smtp.Letters);
        smtp.Start();
        site.Clock.Advance(TimeSpan.FromSeconds(20));
        await site.RunJobsAsync();
        var letter = Assert.Single(smtp.Letters);
        Assert.Contains(code, letter.Subject);
        Assert.Contains("Hạn trả lời", letter.TextBody);
        Assert.DoesNotContain("Chuyện riêng", letter.TextBody);
        Assert.DoesNotContain(pin, letter.TextBody);
    }

    [Fact]
    public async Task Who_gave_a_number_alone_gets_short_messages_that_wait_for_their_provider_and_open_nothing()
    {
        phone.IsAway = true;
        using var client = site.Client();
        var (code, pin) = await FeedbackTests.SendAsync(client, FeedbackTests.A("Chỉ có điện thoại") with { Name = "Cô Tư", Phone = "0912 345 678" });
        using (var other = site.Client()) await FeedbackTests.SendAsync(other, FeedbackTests.A("Có cả hai") with { Name = "Cô Năm", Phone = "0987654321", Email = "conam@example.vn" });
        await site.RunJobsAsync();
        Assert.Empty(phone.Messages);
        var waiting = Assert.Single(await site.WithDbAsync(db => db.Set<Core.Jobs.JobRow>().Where(job => job.Kind == "message").ToListAsync()));
        Assert.DoesNotContain("0912345678", waiting.Payload);
        phone.IsAway = false;
        site.Clock.Advance(TimeSpan.FromSeconds(20));
        await site.RunJobsAsync();
        await site.RunJobsAsync();
        var message = Assert.Single(phone.Messages);
        Assert.Equal("0912345678", message.Phone);
        Assert.Contains("Đã tiếp nhận ý kiến của bạn", message.Text);
        Assert.Contains(code[^4..], message.Text);
        Assert.All([code, code.Replace("-", "", StringComparison.Ordinal), pin, "Chỉ có điện thoại"], secret => Assert.DoesNotContain(secret, message.Text));
    }

    public async ValueTask DisposeAsync()
    {
        await site.DisposeAsync();
        await smtp.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>A store with room for so many files.</summary>
    private sealed class FullStore : IMediaStore
    {
        public IMediaStore Inner { get; set; } = null!;
        /// <summary>Attachments for which there is room; what the search keeps of documents does not count.</summary>
        public int WritesLeft { get; set; } = int.MaxValue;

        public Task<Stream?> OpenAsync(string path, CancellationToken ct) => Inner.OpenAsync(path, ct);
        public Task WriteAsync(string path, Stream bytes, CancellationToken ct) => !path.StartsWith(FeedbackFiles.Folder, StringComparison.Ordinal) || WritesLeft-- > 0 ? Inner.WriteAsync(path, bytes, ct) : throw new MediaStoreException("The disk is full.", new IOException("No space left on device"));
        public Task DeleteAsync(string path, CancellationToken ct) => Inner.DeleteAsync(path, ct);
        public IAsyncEnumerable<string> ListAsync(string folder, CancellationToken ct) => Inner.ListAsync(folder, ct);
    }
}

/// <summary>A provider of messages that may be away.</summary>
internal sealed class AwayChannel : IMessageChannel
{
    public string Name => "thu";
    public bool IsAway { get; set; }
    public List<ShortMessage> Messages { get; } = [];

    public Task SendAsync(ShortMessage message, CancellationToken ct)
    {
        if (IsAway) throw new IOException("No way to the provider.");
        Messages.Add(message);
        return Task.CompletedTask;
    }
}

/// <summary>How often codes may be tried and messages sent.</summary>
public sealed class FeedbackLimitTests
{
    [Fact]
    public void Ten_thousand_guesses_of_a_PIN_are_ten_and_an_office_may_send()
    {
        using var limits = new FeedbackLimits(new ConfigurationBuilder().Build());
        var office = IPAddress.Parse("203.0.113.7");
        using var tries = new CodeTries();
        Assert.Equal(CodeTries.PerCode, Enumerable.Range(0, 10_000).Count(at => tries.Allows("one code", IPAddress.Parse($"198.51.{at / 200}.{at % 200}"))));
        Assert.Equal(CodeTries.PerAddress, Enumerable.Range(0, 10_000).Count(at => tries.Allows($"code {at}", office)));
        Assert.Equal(FeedbackLimits.SendsPerAddressAndHour, Enumerable.Range(0, 10_000).Count(_ => limits.AllowsSending(office)));
        Assert.True(limits.AllowsSending(IPAddress.Parse("203.0.113.8")));
    }
}
