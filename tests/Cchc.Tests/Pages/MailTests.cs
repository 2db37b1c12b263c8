using Cchc.Core;
using Cchc.Core.Jobs;
using Cchc.Core.Mail;
using Cchc.Core.People;
using Cchc.Tests.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;

namespace Cchc.Tests.Pages;

public sealed class MailOnSqlite() : MailTests(Engine.Sqlite);

public sealed class MailOnPostgres() : MailTests(Engine.PostgreSql);

/// <summary>Letters on their way from a row to a real mail server.</summary>
public abstract class MailTests(Engine engine) : IAsyncLifetime
{
    private readonly SmtpServer smtp = new();
    private TestSite site = null!;

    public async ValueTask InitializeAsync() => site = await TestSite.StartAsync(await SiteTemplates.CopyAsync(engine) with { Configuration = smtp.Configuration });

    [Fact]
    public async Task A_letter_is_sent_once_with_its_Vietnamese_words_and_its_text_is_forgotten()
    {
        await StageAsync("Bài “Một cửa liên thông” đã được duyệt", "Chị Hoa đã duyệt bài.\n.\nDòng cuối.");
        await site.RunJobsAsync();
        await site.RunJobsAsync();
        var letter = Assert.Single(smtp.Letters);
        Assert.Equal("Bài “Một cửa liên thông” đã được duyệt", letter.Subject);
        Assert.Equal("Chị Hoa đã duyệt bài.\n.\nDòng cuối.", letter.TextBody!.ReplaceLineEndings("\n").TrimEnd('\n'));
        Assert.Equal(("Tòa soạn", "toasoan@cchc.test"), letter.From.Mailboxes.Select(from => (from.Name, from.Address)).Single());
        Assert.Equal(("Nguyễn Thị Hoa", "hoa@cchc.test"), letter.To.Mailboxes.Select(to => (to.Name, to.Address)).Single());
        var row = Assert.Single(await MailsAsync());
        Assert.Equal(("", (string?)null, $"{row.Key}@cchc.test"), (row.Text, row.Error, letter.MessageId));
        Assert.NotNull(row.SentUtc);
    }

    [Theory, InlineData(SmtpMood.RefusesRecipient), InlineData(SmtpMood.HangsUpAfterData)]
    public async Task A_letter_that_was_not_taken_is_tried_again(SmtpMood mood)
    {
        smtp.Mood = mood;
        await StageAsync("Thử", "Thử lại.");
        await site.RunJobsAsync();
        var row = Assert.Single(await MailsAsync());
        Assert.Equal((null, "Thử lại."), (row.SentUtc, row.Text));
        Assert.NotNull(row.Error);
        smtp.Mood = SmtpMood.Takes;
        site.Clock.Advance(TimeSpan.FromSeconds(10));
        await site.RunJobsAsync();
        Assert.Equal($"{row.Key}@cchc.test", Assert.Single(smtp.Letters).MessageId);
    }

    [Fact]
    public async Task Nothing_is_lost_while_the_server_is_away()
    {
        await smtp.StopAsync();
        for (var number = 1; number <= 3; number++) await StageAsync($"Thư {number}", "Còn đây.");
        await site.RunJobsAsync();
        Assert.All(await MailsAsync(), mail => Assert.Null(mail.SentUtc));
        smtp.Start();
        site.Clock.Advance(TimeSpan.FromMinutes(1));
        await site.RunJobsAsync();
        Assert.Equal(["Thư 1", "Thư 2", "Thư 3"], smtp.Letters.Select(letter => letter.Subject).Order());
    }

    [Fact]
    public async Task What_nobody_takes_for_three_days_is_given_up_and_forgotten()
    {
        smtp.Mood = SmtpMood.RefusesRecipient;
        await StageAsync("Thử", "Bí mật.");
        await site.RunJobsAsync();
        site.Clock.Advance(TimeSpan.FromDays(3.1));
        await site.RunJobsAsync();
        Assert.Equal("", Assert.Single(await MailsAsync()).Text);
        Assert.Empty(await site.WithDbAsync(db => db.Set<JobRow>().Where(job => job.Kind == "mail").ToListAsync()));
    }

    [Fact]
    public async Task Neither_subject_nor_name_nor_address_can_add_a_header()
    {
        await StageAsync("Chào\r\nBcc: gian@cchc.test", "Thử.", name: "Hoa\r\nBcc: gian@cchc.test");
        foreach (var bad in new[] { "hoa@cchc.test\r\nBcc: gian@cchc.test", "hoa@cchc.test, gian@cchc.test", "Hoa <hoa@cchc.test>", "hoa", "" })
            await StageAsync("Thử", "Thử.", to: bad);
        await site.RunJobsAsync();
        var letter = Assert.Single(smtp.Letters);
        Assert.Equal((0, 0, "hoa@cchc.test"), (letter.Bcc.Count, letter.Headers.Count(header => header.Id == HeaderId.Bcc), letter.To.Mailboxes.Single().Address));
    }

    [Fact]
    public async Task A_letter_of_work_that_was_not_saved_is_not_sent()
    {
        await site.InAsync(async services =>
        {
            var db = services.GetRequiredService<SiteDb>();
            await using var transaction = await db.Database.BeginTransactionAsync();
            services.GetRequiredService<Mailer>().Stage("hoa@cchc.test", "Hoa", "Thử", "Thử.");
            await db.SaveChangesAsync();
        });
        await site.RunJobsAsync();
        Assert.Empty(smtp.Letters);
        Assert.Empty(await MailsAsync());
    }

    [Fact]
    public async Task A_submitted_article_is_told_by_letter_to_those_who_approve_and_want_letters()
    {
        await AddAsync("muon.thu", "Publisher", "muon@cchc.test");
        await AddAsync("khong.muon", "Publisher", "khong@cchc.test", user => user.MailNotices = false);
        await AddAsync("da.nghi", "Publisher", "nghi@cchc.test", user => user.Deactivated = true);
        await AddAsync("khong.thu", "Publisher", null);
        await AddAsync("nguoi.viet", "Author", "viet@cchc.test");
        using var writer = site.Client();
        using (await writer.SignInAsync("nguoi.viet")) { }
        using var submitted = await writer.SubmitAsync("/quan-tri/tin-bai/moi", new Dictionary<string, string>
        {
            ["Input.Title"] = "Bài gửi qua thư", ["Input.Markdown"] = "Mở đầu.\n\n## Phần một\n\nNội dung.", ["Article.Sapo"] = "Tóm tắt.", ["Article.Byline"] = "Ban biên tập", ["Input.Section"] = "cchcsec0000000000000000001",
        }, "#soan", "Submit");
        Assert.Equal(System.Net.HttpStatusCode.Redirect, submitted.StatusCode);
        await site.RunJobsAsync();
        var letter = Assert.Single(smtp.Letters);
        Assert.Equal("muon@cchc.test", letter.To.Mailboxes.Single().Address);
        Assert.Contains("Bài gửi qua thư", letter.Subject);
        Assert.Contains("/quan-tri/tin-bai/", letter.TextBody!);
    }

    [Fact]
    public async Task Without_a_mail_server_nothing_waits_to_be_sent()
    {
        await using var silent = await TestSite.StartAsync(await SiteTemplates.CopyAsync(engine));
        Assert.False(await silent.InAsync(services => Task.FromResult(services.GetRequiredService<Mailer>().Stage("hoa@cchc.test", "Hoa", "Thử", "Thử."))));
    }

    private Task StageAsync(string subject, string text, string to = "hoa@cchc.test", string name = "Nguyễn Thị Hoa") => site.InAsync(async services =>
    {
        services.GetRequiredService<Mailer>().Stage(to, name, subject, text);
        await services.GetRequiredService<SiteDb>().SaveChangesAsync();
    });

    private async Task AddAsync(string name, string role, string? email, Action<User>? change = null)
    {
        var id = (await site.AddPersonAsync(name, role)).Id;
        await site.InAsync(async services =>
        {
            var people = services.GetRequiredService<UserManager<User>>();
            var user = (await people.FindByIdAsync($"{id}"))!;
            user.Email = email;
            change?.Invoke(user);
            Assert.True((await people.UpdateAsync(user)).Succeeded);
        });
    }

    private Task<List<MailMessage>> MailsAsync() => site.WithDbAsync(db => db.Set<MailMessage>().AsNoTracking().OrderBy(mail => mail.Id).ToListAsync());

    public async ValueTask DisposeAsync()
    {
        await site.DisposeAsync();
        await smtp.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
