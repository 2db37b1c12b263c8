using Cchc.Core;
using Cchc.Core.People;
using Cchc.Core.Privacy;
using Cchc.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Cchc.Tests.Pages;

public sealed class PrivacyWatchOnSqlite() : PrivacyWatchTests(Engine.Sqlite);

public sealed class PrivacyWatchOnPostgres() : PrivacyWatchTests(Engine.PostgreSql);

/// <summary>What time brings to the register, letters, and what modules write into it.</summary>
public abstract class PrivacyWatchTests(Engine engine) : IAsyncLifetime
{
    private static readonly Actor Officer = new(null, "Cán bộ");
    private readonly SmtpServer smtp = new();
    private TestSite site = null!;

    public async ValueTask InitializeAsync() => site = await TestSite.StartAsync(await SiteTemplates.CopyAsync(engine) with { Configuration = smtp.Configuration });

    [Fact]
    public async Task Officers_are_reminded_the_day_before_on_the_day_and_each_working_day_after_it()
    {
        await site.AddPersonAsync("nguoi.giu.so", "FeedbackOfficer");
        var id = await SentAsync();
        await DayAsync();
        Assert.Empty(await NoticesAsync(id, "(hạn"));
        Advance(2); // Wednesday: 24/11 is a day of rest
        await DayAsync();
        await DayAsync();
        Assert.Equal([$"Yêu cầu về dữ liệu cá nhân số {id}: còn 1 ngày làm việc (hạn 26/11/2026)."], await NoticesAsync(id, "(hạn"));
        Advance(1);
        await DayAsync();
        Assert.Single(await NoticesAsync(id, "đến hạn hôm nay"));
        Advance(1);
        await DayAsync();
        await DayAsync();
        Assert.Single(await NoticesAsync(id, "quá hạn 1 ngày"));
        Advance(3);
        await DayAsync();
        Assert.Single(await NoticesAsync(id, "quá hạn 2 ngày"));
        Assert.Equal("", await ActAsync(id, PrivacyAct.Finish, "Đã xóa.", 0));
        Advance(1);
        await DayAsync();
        Assert.Empty(await NoticesAsync(id, "quá hạn 3 ngày"));
    }

    [Fact]
    public async Task A_day_of_rest_that_is_entered_later_moves_what_is_not_answered()
    {
        var id = await SentAsync();
        await site.WithDbAsync(async db =>
        {
            db.Add(new Core.Calendar.Holiday { On = new(2026, 11, 25), Name = "Nghỉ bão" });
            db.Add(Core.Changes.Change.Of(site.Clock.GetUtcNow().UtcDateTime, [Core.Calendar.WorkCalendar.ChangeTag]));
            return await db.SaveChangesAsync();
        });
        await site.CatchUpAsync();
        await DayAsync();
        Assert.Equal(new(2026, 11, 27), (await RequestAsync(id)).DueOn);
    }

    [Fact]
    public async Task Letters_tell_that_there_is_an_answer_and_never_what_it_says()
    {
        var id = await SentAsync();
        Assert.Equal("", await ActAsync(id, PrivacyAct.Finish, "Số điện thoại đã xóa khỏi ý kiến 12.", 0));
        await site.RunJobsAsync();
        Assert.Equal(2, smtp.Letters.Count);
        Assert.All(smtp.Letters, letter => Assert.DoesNotContain("Số điện thoại đã xóa", letter.TextBody));
        Assert.Contains(smtp.Letters, letter => letter.TextBody!.Contains("đã được thực hiện", StringComparison.Ordinal));
        Assert.Contains(smtp.Letters, letter => letter.TextBody!.Contains("Hạn trả lời: 26/11/2026", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_year_after_its_end_a_request_loses_the_person_and_the_register_keeps_the_line()
    {
        var (id, open) = (await SentAsync(), await SentAsync());
        Assert.Equal("", await ActAsync(id, PrivacyAct.Refuse, "Phải giữ.", 0, "Điều 4"));
        Advance(360);
        await DayAsync();
        Assert.NotEqual("", (await RequestAsync(id)).Personal);
        Advance(10);
        await DayAsync();
        await DayAsync();
        var gone = await RequestAsync(id);
        Assert.Equal(("", "", "", "", "", null, null), (gone.Personal, gone.Answer, gone.CodeHidden, gone.PhoneKey, gone.EmailKey, gone.CodeKey, gone.FormKey));
        Assert.Equal((PersonalDataRequestState.Refused, "Điều 4", true), (gone.State, gone.Reason, gone.ForgottenUtc is not null));
        Assert.NotEqual("", (await RequestAsync(open)).Personal);
        Assert.Single(await site.WithDbAsync(db => db.Set<AuditEvent>().AsNoTracking().Where(entry => entry.Action == "privacy.forgotten").ToListAsync()));
    }

    [Fact]
    public async Task What_a_module_did_at_once_is_a_line_if_and_only_if_it_was_done_and_a_download_is_one_a_day()
    {
        await site.InAsync(async services =>
        {
            await services.GetRequiredService<PrivacyRegister>().RecordDoneAsync(PersonalDataRequestKind.Delete, "feedback", "Ý kiến số 7", default);
            await services.GetRequiredService<SiteDb>().SaveChangesAsync();
            // Not saved by its caller: never there.
            services.GetRequiredService<SiteDb>().ChangeTracker.Clear();
            await services.GetRequiredService<PrivacyRegister>().RecordDoneAsync(PersonalDataRequestKind.Correct, "feedback", "Ý kiến số 8", default);
        });
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => site.InAsync(services => services.GetRequiredService<PrivacyRegister>().RecordTakenAsync("feedback", "Ý kiến số 7", default))));
        Advance(1);
        await site.InAsync(services => services.GetRequiredService<PrivacyRegister>().RecordTakenAsync("feedback", "Ý kiến số 7", default));
        var lines = await site.WithDbAsync(db => db.Set<PersonalDataRequest>().AsNoTracking().OrderBy(row => row.Id).ToListAsync());
        Assert.Equal([PersonalDataRequestKind.Delete, PersonalDataRequestKind.View, PersonalDataRequestKind.View], lines.Select(line => line.Kind));
        Assert.All(lines, line => Assert.Equal((PersonalDataRequestState.Done, true, line.ReceivedUtc, "", ""), (line.State, line.ByPerson, line.ClosedUtc, line.Personal, line.Handler)));
    }

    private void Advance(int days) => site.Clock.Advance(TimeSpan.FromDays(days));

    private Task DayAsync() => site.InAsync(services => services.GetRequiredService<PrivacyWatch>().RunDailyAsync(default));

    private Task<long> SentAsync() => site.InAsync(async services =>
        (await services.GetRequiredService<PrivacyDesk>().SendAsync(new(CodeSecrets.NewForm(), PersonalDataRequestKind.Delete, "feedback", new(new("Nguyễn Thị Hoa", "0912345678", "hoa@example.vn"), "", "Xin xóa.")), default)).Id);

    private Task<string> ActAsync(long id, PrivacyAct act, string text, int seen, string reason = "") => site.InAsync(services => services.GetRequiredService<PrivacyDesk>().ActAsync(id, new(act, text, null, reason, seen), Officer, default));

    private Task<PersonalDataRequest> RequestAsync(long id) => site.WithDbAsync(db => db.Set<PersonalDataRequest>().AsNoTracking().SingleAsync(row => row.Id == id));

    /// <summary>Different notices with these words; each goes to several people.</summary>
    private Task<List<string>> NoticesAsync(long id, string words) => site.WithDbAsync(async db => (await db.Set<Notification>().Where(notice => notice.Url == PrivacyDesk.UrlOf(id)).ToListAsync()).Select(notice => notice.Text).Where(text => text.Contains(words, StringComparison.Ordinal)).Distinct().ToList());

    public async ValueTask DisposeAsync()
    {
        await site.DisposeAsync();
        await smtp.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
