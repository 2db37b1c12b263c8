using System.Net;
using Cchc.Tests.Hosting;
using Cchc.Tests.Pages.Feedback;

namespace Cchc.Tests.Faults;

/// <summary>What <c>kill -9</c> may and may not do.</summary>
public sealed class KillTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_site_killed_while_publishing_keeps_what_it_acknowledged_and_nothing_by_halves(int seed)
    {
        using var folder = new FaultFolder();
        var acknowledged = new List<string>();
        await using (var site = await SiteProcess.StartAsync(folder.Path, "cchc.setup"))
        {
            using var client = site.Client();
            using var signedIn = await client.SignInAsync(TestSite.AdminName);
            Assert.Equal(HttpStatusCode.Redirect, signedIn.StatusCode);
            var killAfter = new Random(seed).Next(4, 12);
            var publishing = Task.Run(async () =>
            {
                for (var number = 1; ; number++)
                {
                    using var answer = await client.SubmitAsync("/quan-tri/tin-bai/moi", new Dictionary<string, string>
                    {
                        ["Input.Title"] = $"Bài số {number}",
                        ["Input.Slug"] = $"bai-so-{number}",
                        ["Input.Markdown"] = $"Nội dung của bài số {number}.",
                        ["Input.Section"] = "cchcsec0000000000000000002",
                        ["Input.Tags"] = $"thẻ {number}",
                    }, form: "form:has([name='Input.Title'])", handler: "Publish");
                    if (answer.StatusCode == HttpStatusCode.Redirect) lock (acknowledged) acknowledged.Add($"bai-so-{number}");
                }
            });
            // The moment is somewhere inside a later publication: another one each time.
            await Eventually.Is(() => { lock (acknowledged) return Task.FromResult(acknowledged.Count >= killAfter); }, TimeSpan.FromMinutes(2), "some articles are published");
            await site.KillAsync();
            await Assert.ThrowsAnyAsync<Exception>(() => publishing);
        }

        Assert.Equal(["ok"], folder.Ask("PRAGMA integrity_check"));
        await using var again = await SiteProcess.StartAsync(folder.Path, "cchc.setup");
        using var reader = again.Client();
        foreach (var slug in acknowledged)
        {
            using var page = await reader.GetAsync($"/tin-tuc/{slug}");
            Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        }
        const string Published = "FROM articles a WHERE a.State = 'Published' AND ";
        Assert.Empty(folder.Ask($"SELECT a.Slug {Published} NOT EXISTS (SELECT 1 FROM content_versions v WHERE v.ContentItemId = a.ContentItemId AND v.Number = a.PublishedVersion)"));
        Assert.Empty(folder.Ask($"SELECT a.Slug {Published} NOT EXISTS (SELECT 1 FROM content_routes r WHERE r.Path = 'tin-tuc/' || a.Slug AND r.IsCurrent = 1)"));
        Assert.Empty(folder.Ask($"SELECT a.Slug {Published} NOT EXISTS (SELECT 1 FROM changes c WHERE c.ContentItemId = a.ContentItemId)"));
        Assert.Empty(folder.Ask($"SELECT a.Slug {Published} NOT EXISTS (SELECT 1 FROM audit_events e WHERE e.SubjectId = a.ContentItemId AND e.Action = 'content.published')"));
        Assert.Empty(folder.Ask($"SELECT a.Slug {Published} (SELECT COUNT(*) FROM term_items t WHERE t.Item = a.ContentItemId) <> 2"));
    }

    [Fact]
    public async Task A_message_whose_code_was_shown_is_there_after_a_kill_and_none_by_halves()
    {
        using var folder = new FaultFolder();
        var shown = new List<(string Code, string Pin)>();
        await using (var site = await SiteProcess.StartAsync(folder.Path, "cchc.setup"))
        {
            var sending = Enumerable.Range(0, 3).Select(sender => Task.Run(async () =>
            {
                for (var number = 1; number < 9; number++)
                {
                    using var client = site.Client();
                    var receipt = await FeedbackTests.SendAsync(client, FeedbackTests.A($"Ý kiến {sender}-{number}"), ($"anh-{number}.png", MediaSamples.Png(8, 8 + number)));
                    lock (shown) shown.Add(receipt);
                }
            })).ToList();
            await Eventually.Is(() => { lock (shown) return Task.FromResult(shown.Count >= 5); }, TimeSpan.FromMinutes(2), "some codes are shown");
            await site.KillAsync();
            await Task.WhenAll(sending.Select(one => one.ContinueWith(_ => { }, TaskScheduler.Default)));
        }

        Assert.Equal(["ok"], folder.Ask("PRAGMA integrity_check"));
        Assert.Empty(folder.Ask("SELECT i.Subject FROM feedback_items i WHERE NOT EXISTS (SELECT 1 FROM feedback_events e WHERE e.ItemId = i.Id) OR NOT EXISTS (SELECT 1 FROM feedback_files f WHERE f.ItemId = i.Id)"));
        await using var again = await SiteProcess.StartAsync(folder.Path, "cchc.setup");
        foreach (var (code, pin) in shown)
        {
            using var client = again.Client();
            var page = await FeedbackTests.OpenAsync(client, code, pin);
            Assert.Contains("Ý kiến", FeedbackTests.Text(page, "h1"));
            using var file = await client.GetAsync(page.QuerySelector("a[href^='/gop-y/tep/']")!.GetAttribute("href")!);
            Assert.Equal(HttpStatusCode.OK, file.StatusCode);
        }
    }

    [Fact]
    public async Task A_first_set_up_that_was_killed_goes_on_at_the_next_start()
    {
        using var folder = new FaultFolder();
        await using (var site = SiteProcess.Launch(folder.Path, "cchc.setup, cchc.sample"))
        {
            await Eventually.Is(() => Task.FromResult(folder.Ask("SELECT Recipe FROM recipe_runs").Count >= 2), TimeSpan.FromMinutes(2), "two steps have run");
            await site.KillAsync();
        }
        await using var again = await SiteProcess.StartAsync(folder.Path, "cchc.setup, cchc.sample");
        Assert.Equal(["3321"], folder.Ask("SELECT COUNT(*) || '' FROM units WHERE Kind = 'Commune' AND ValidTo IS NULL"));
        Assert.Equal(["28"], folder.Ask("SELECT COUNT(*) || '' FROM articles WHERE State = 'Published'"));
        Assert.Equal(["5"], folder.Ask("SELECT COUNT(*) || '' FROM documents WHERE State = 'Published'"));
        Assert.Equal(["1"], folder.Ask("SELECT COUNT(*) || '' FROM users"));
    }
}
