using Cchc.Core.People;
using Cchc.Modules.Feedback.Data;
using Cchc.Modules.Feedback.Rules;
using Cchc.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Cchc.Tests.Pages.Feedback;

public sealed class FeedbackWatchOnSqlite() : FeedbackWatchTests(Engine.Sqlite);

public sealed class FeedbackWatchOnPostgres() : FeedbackWatchTests(Engine.PostgreSql);

/// <summary>What time brings: reminders, the report to those above, the later question, the end, the deletion. Each once.</summary>
public abstract class FeedbackWatchTests(Engine engine) : IAsyncLifetime
{
    private static readonly FeedbackActor Desk = new(FeedbackRole.Desk, null, "Bàn tiếp nhận");
    private readonly SmtpServer smtp = new();
    private TestSite site = null!;

    public async ValueTask InitializeAsync() => site = await TestSite.StartAsync(await SiteTemplates.CopyAsync(engine) with { Configuration = smtp.Configuration });

    [Fact]
    public async Task An_item_that_nobody_answers_is_reminded_of_reported_and_asked_for_a_word_each_week()
    {
        await site.AddPersonAsync("tiep-nhan", "FeedbackOfficer");
        var id = await SentAsync("Không ai trả lời");
        await DayAsync();
        Assert.Empty(await NoticesAsync(id, "hạn"));
        var item = await ItemAsync(id);
        Advance(item.DueOn.DayNumber - Today.DayNumber);
        await DayAsync();
        await DayAsync();
        Assert.Equal([$"Ý kiến số {id}: Hôm nay là hạn trả lời ({item.DueOn:dd/MM/yyyy})."], await NoticesAsync(id, "Hôm nay là hạn"));
        Assert.Empty(await StepsAsync(id, FeedbackAct.Escalate));
        Advance(1);
        await DayAsync();
        await DayAsync();
        Assert.False(Assert.Single(await StepsAsync(id, FeedbackAct.Escalate)).IsPublic);
        Assert.Single(await NoticesAsync(id, "quá hạn chưa trả lời"));
        Advance(6);
        await DayAsync();
        await DayAsync();
        Assert.Single(await NoticesAsync(id, "1 tuần chưa báo tiến độ"));
        await ActAsync(id, new(FeedbackAct.PublicNote, "Đang chờ đo đạc."), Desk);
        Advance(6);
        await DayAsync();
        Assert.Single(await NoticesAsync(id, "chưa báo tiến độ"));
        Advance(1);
        await DayAsync();
        Assert.Equal(2, (await NoticesAsync(id, "chưa báo tiến độ")).Count);
        Assert.Single(await StepsAsync(id, FeedbackAct.Escalate));
    }

    [Fact]
    public async Task An_answer_is_asked_about_later_closes_by_itself_and_loses_the_person_in_the_end()
    {
        var id = await SentAsync("Đã trả lời", "hoa@example.vn");
        using var client = site.Client();
        var receipt = await site.InAsync(async services => services.GetRequiredService<FeedbackStore>().ReceiptOf(await ItemAsync(id)));
        await AnswerAsync(id);
        Advance(29);
        await DayAsync();
        await DayAsync();
        await site.RunJobsAsync();
        var letter = Assert.Single(smtp.Letters, letter => letter.Subject!.Contains("đã được giải quyết chưa", StringComparison.Ordinal));
        Assert.DoesNotContain("Đã xong.", letter.TextBody);
        Assert.Equal(FeedbackState.Answered, (await ItemAsync(id)).State);
        await FeedbackTests.OpenAsync(client, receipt!.Code, receipt.Pin);
        using (await client.SubmitAsync("/gop-y/theo-doi", new Dictionary<string, string>(), form: "form[action*=Solved]")) { }
        Assert.Equal((FeedbackState.Closed, (bool?)true), ((await ItemAsync(id)).State, (await ItemAsync(id)).Solved));

        var other = await SentAsync("Tự kết thúc");
        await AnswerAsync(other);
        Advance(31);
        await DayAsync();
        var closed = await ItemAsync(other);
        Assert.Equal((FeedbackState.Closed, true), (closed.State, closed.Contact.Length > 0));
        Advance(24 * 31);
        await DayAsync();
        foreach (var gone in new[] { await ItemAsync(id), await ItemAsync(other) })
        {
            Assert.Equal(("", "", ""), (gone.Contact, gone.PhoneKey, gone.EmailKey));
            Assert.NotNull(gone.ErasedUtc);
        }
        Assert.Equal(FeedbackRole.System, Assert.Single(await StepsAsync(id, FeedbackAct.Erase)).Role);
    }

    [Fact]
    public async Task Who_sent_a_merged_item_reads_the_main_one_s_answer_without_its_sender_and_is_told_of_its_end()
    {
        var (main, merged, chained) = (await SentAsync("Chuyện riêng nhà tôi", "chinh@example.vn"), await SentAsync("Cùng chuyện", "gop@example.vn"), await SentAsync("Cũng chuyện ấy", "gop2@example.vn"));
        await ActAsync(chained, new(FeedbackAct.Merge, "Trùng") { Change = row => row.MergedIntoId = merged }, Desk);
        await ActAsync(merged, new(FeedbackAct.Merge, "Trùng") { Change = row => row.MergedIntoId = main }, Desk);
        await AnswerAsync(main, "Kính gửi bà Nguyễn Thị Hoa, số 0912 345 678: đường đã sửa.");
        await site.RunJobsAsync();
        var letters = smtp.Letters.Where(letter => letter.Subject!.Contains("ý kiến chính đã trả lời", StringComparison.Ordinal)).ToList();
        Assert.Equal(["gop2@example.vn", "gop@example.vn"], letters.Select(letter => letter.To.Mailboxes.Single().Address).Order(StringComparer.Ordinal));
        Assert.All(letters, letter => Assert.DoesNotContain("đường đã sửa", letter.TextBody));
        foreach (var id in new[] { merged, chained })
        {
            using var client = site.Client();
            var receipt = await site.InAsync(async services => services.GetRequiredService<FeedbackStore>().ReceiptOf(await ItemAsync(id)));
            var page = await FeedbackTests.OpenAsync(client, receipt!.Code, receipt.Pin);
            var shown = FeedbackTests.Text(page, "section[aria-labelledby=y-kien-chinh]");
            Assert.Contains("Đã trả lời", shown);
            Assert.Contains("đường đã sửa", shown);
            Assert.DoesNotContain("Nguyễn Thị Hoa", shown);
            Assert.DoesNotContain("0912 345 678", shown);
            Assert.DoesNotContain("Chuyện riêng nhà tôi", page.Body!.TextContent);
        }
    }

    private DateOnly Today => Core.Text.BusinessTime.Today(site.Clock);

    private void Advance(int days) => site.Clock.Advance(TimeSpan.FromDays(days));

    private Task DayAsync() => site.InAsync(services => services.GetRequiredService<FeedbackWatch>().RunDailyAsync(default));

    private Task<long> SentAsync(string subject, string email = "") => site.InAsync(async services => (await services.GetRequiredService<FeedbackStore>().SendAsync(new(Guid.NewGuid().ToString("N"), "phan-anh", subject, "Nội dung.", new("Nguyễn Thị Hoa", "0912345678", email)), [], default)).Id);

    private async Task AnswerAsync(long id, string answer = "Đã xong.")
    {
        await ActAsync(id, new(FeedbackAct.Accept), Desk);
        await ActAsync(id, new(FeedbackAct.Assign) { Change = row => row.HandlerUnitId = null }, Desk);
        await ActAsync(id, new(FeedbackAct.Draft) { Change = row => row.Draft = answer }, Desk);
        await ActAsync(id, new(FeedbackAct.Approve), new(FeedbackRole.Approver, null, "Lãnh đạo"));
    }

    private async Task ActAsync(long id, FeedbackStep step, FeedbackActor by) => Assert.Equal("", (await site.InAsync(services => services.GetRequiredService<FeedbackStore>().ActAsync(id, step, by, default))).Problem);

    private Task<FeedbackItem> ItemAsync(long id) => site.WithDbAsync(db => db.Set<FeedbackItem>().AsNoTracking().SingleAsync(item => item.Id == id));

    private Task<List<FeedbackEvent>> StepsAsync(long id, FeedbackAct act) => site.WithDbAsync(db => db.Set<FeedbackEvent>().AsNoTracking().Where(one => one.ItemId == id && one.Act == act).ToListAsync());

    /// <summary>Different notices with these words; each goes to several people.</summary>
    private Task<List<string>> NoticesAsync(long id, string words) => site.WithDbAsync(async db => (await db.Set<Notification>().Where(notice => notice.Url == $"/quan-tri/gop-y/{id}").ToListAsync()).GroupBy(notice => (notice.UserId, notice.Text)).Select(group => group.Single().Text).Distinct().Where(text => text.Contains(words, StringComparison.Ordinal)).ToList());

    public async ValueTask DisposeAsync()
    {
        await site.DisposeAsync();
        await smtp.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
