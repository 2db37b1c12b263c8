using Cchc.Core.Content;
using Cchc.Core.Jobs;
using Cchc.Core.Mail;
using Cchc.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Cchc.Tests.Pages;

public sealed class DailyOnSqlite(SqliteSite site) : DailyTests(site), IClassFixture<SqliteSite>;

public sealed class DailyOnPostgres(PostgresSite site) : DailyTests(site), IClassFixture<PostgresSite>;

/// <summary>Once a day the site forgets what nobody came back to.</summary>
public abstract class DailyTests(SiteFixture fixture) : KernelTests(fixture)
{
    [Fact]
    public async Task Forgotten_drafts_and_old_letters_go_and_what_is_fresh_stays()
    {
        var person = await Site.AddPersonAsync("chi.quen", "Author");
        await LeftAsync("cu");
        Site.Clock.Advance(WorkingDrafts.KeptFor);
        await LeftAsync("moi");
        await Site.WithDbAsync(async db =>
        {
            foreach (var age in new[] { Mailer.KeptFor + TimeSpan.FromDays(1), TimeSpan.FromDays(1) })
                db.Add(new MailMessage { Key = ContentJson.NewId(), To = "hoa@cchc.test", ToName = "Hoa", Subject = $"{age.Days}", Text = "", CreatedUtc = NowUtc - age });
            return await db.SaveChangesAsync();
        });
        Site.Clock.Advance(TimeSpan.FromHours(2));
        await LeftAsync("bay-gio");
        await RunAsync();
        Assert.Equal(["Article:bay-gio", "Article:moi"], (await RowsAsync<WorkingDraft>(rows => rows.Where(draft => draft.UserId == person.Id))).Select(draft => draft.Key).Order(StringComparer.Ordinal));
        Assert.Equal([Item("bay-gio")], (await RowsAsync<Presence>(rows => rows.Where(presence => presence.UserId == person.Id))).Select(presence => presence.ContentItemId));
        Assert.Equal(["1"], (await RowsAsync<MailMessage>(rows => rows.Where(mail => mail.To == "hoa@cchc.test"))).Select(mail => mail.Subject));

        Task LeftAsync(string name) => Site.InAsync(async services =>
        {
            var drafts = services.GetRequiredService<WorkingDrafts>();
            Assert.NotNull(await drafts.KeepAsync(person.Id, $"Article:{name}", 0, "{}", default));
            await drafts.EnterAsync(Item(name), new(person.Id, "Chị Quên", ""), typed: true, default);
        });

        static string Item(string name) => name.PadRight(26, '0');
    }

    [Fact]
    public async Task An_item_deleted_for_good_takes_what_was_typed_into_it_along()
    {
        var id = await SavedAsync();
        await Site.InAsync(services => services.GetRequiredService<WorkingDrafts>().KeepAsync(1, $"Article:{id}", 1, "{}", default));
        Assert.True((await Site.WithStoreAsync(store => store.TrashAsync(Articles, id, Editor))).Done);
        Assert.True((await Site.InAsync(services => services.GetRequiredService<TrashBin>().DeleteAsync(Articles, id, Editor))).Done);
        Assert.Empty(await RowsAsync<WorkingDraft>(rows => rows.Where(draft => draft.Key == $"Article:{id}")));
    }

    [Fact]
    public async Task What_fails_does_not_keep_the_rest_from_being_done_nor_the_next_day_from_being_planned()
    {
        var done = false;
        await Site.InAsync(services =>
        {
            IDaily[] all = [new Work(() => throw new InvalidOperationException("hỏng")), new Work(() => done = true)];
            return ActivatorUtilities.CreateInstance<DailyJob>(services, [all]).RunAsync(AJob, default);
        });
        Assert.True(done);
        Assert.Contains(await RowsAsync<JobRow>(rows => rows.Where(job => job.Kind == DailyJob.Name)), job => job.DueUtc == NowUtc.AddDays(1));
    }

    private JobRow AJob => new() { Kind = DailyJob.Name, Key = "thu", DueUtc = NowUtc };

    private Task RunAsync() => Site.InAsync(services => services.GetServices<IJob>().Single(job => job.Kind == DailyJob.Name).RunAsync(AJob, default));

    private sealed class Work(Action act) : IDaily
    {
        public Task RunDailyAsync(CancellationToken ct)
        {
            act();
            return Task.CompletedTask;
        }
    }
}
