using System.Net;
using Cchc.Core.Text;
using Cchc.Tests.Hosting;

namespace Cchc.Tests.Faults;

/// <summary>What happens when there is nowhere to write.</summary>
public sealed class StorageTests
{
    [Fact]
    public async Task A_data_folder_that_cannot_be_written_is_named_at_start_with_what_to_do()
    {
        // A folder below a file: it cannot be made by anybody, root included.
        var file = Path.GetTempFileName();
        await using var site = SiteProcess.Launch(Path.Combine(file, "App_Data"), "cchc.setup");
        Assert.Equal(1, await site.ExitCodeAsync());
        await Eventually.Is(() => Task.FromResult(site.Output.Contains("Site__DataPath", StringComparison.Ordinal)), TimeSpan.FromSeconds(10), "the message names the setting");
        Assert.Contains("Không ghi được vào thư mục dữ liệu", site.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", site.Output, StringComparison.Ordinal);
        File.Delete(file);
    }

    [Fact]
    public async Task A_full_disk_gives_503_to_writers_pages_to_readers_and_no_half_written_state()
    {
        using var folder = new FaultFolder();
        await using (var first = await SiteProcess.StartAsync(folder.Path, "cchc.setup")) { }
        var size = new FileInfo(Path.Combine(folder.Path, "site.db")).Length;
        var refused = 0;
        await using (var full = await SiteProcess.StartAsync(folder.Path, "cchc.setup", largestFile: size + 3_000_000))
        {
            using var writer = full.Client();
            using var signedIn = await writer.SignInAsync(TestSite.AdminName);
            var body = string.Concat(Enumerable.Repeat("Nội dung dài để đầy ổ đĩa. ", MarkdownText.MaxLength / 27));
            for (var number = 1; number <= 40 && refused == 0; number++)
            {
                using var answer = await writer.SubmitAsync("/quan-tri/tin-bai/moi", new Dictionary<string, string>
                {
                    ["Input.Title"] = $"Bài dài số {number}", ["Input.Markdown"] = body, ["Input.Section"] = "cchcsec0000000000000000002",
                }, form: "form:has([name='Input.Title'])");
                if (answer.StatusCode == HttpStatusCode.Redirect) continue;
                Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
                Assert.NotNull(answer.Headers.RetryAfter);
                Assert.Contains("chưa được lưu", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
                refused++;
            }
            Assert.Equal(1, refused);
            using var reader = full.Client();
            using var page = await reader.GetAsync("/gioi-thieu");
            Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        }
        Assert.Equal(["ok"], folder.Ask("PRAGMA integrity_check"));
        Assert.Empty(folder.Ask("SELECT ContentItemId FROM articles a WHERE NOT EXISTS (SELECT 1 FROM content_versions v WHERE v.ContentItemId = a.ContentItemId AND v.Number = a.LatestVersion)"));
        await using var room = await SiteProcess.StartAsync(folder.Path, "cchc.setup");
        using var again = room.Client();
        using var signIn = await again.SignInAsync(TestSite.AdminName);
        Assert.Equal(HttpStatusCode.Redirect, signIn.StatusCode);
    }
}
