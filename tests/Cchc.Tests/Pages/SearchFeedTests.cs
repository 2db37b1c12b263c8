using System.Net;
using System.Text;
using Cchc.Core;
using Cchc.Core.Content;
using Cchc.Core.Media;
using Cchc.Core.People;
using Cchc.Core.Search;
using Cchc.Tests.Hosting;
using Cchc.Tests.Rules.Search;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Cchc.Tests.Pages;

public sealed class SearchFeedOnSqlite(SqliteSite site) : SearchFeedTests(site), IClassFixture<SqliteSite>;

public sealed class SearchFeedOnPostgres(PostgresSite site) : SearchFeedTests(site), IClassFixture<PostgresSite>
{
    [Fact]
    public async Task Another_node_is_woken_by_the_database_and_finds_what_was_published_and_loses_what_was_taken_away()
    {
        var other = await Fixture.StartNodeAsync();
        await IndexedAsync(other);
        var word = AWord();
        var id = await PublishedAsync(AnArticle($"Chuyện {word} ở xã"));
        await FoundAsync(other, word, 1);
        await ChangeAsync(id, draft => draft.Title = $"Chuyện {word}bis ở xã");
        await PublishAsync(id);
        await FoundAsync(other, word + "bis", 1);
        await FoundAsync(other, word, 0);
        await Site.WithStoreAsync(store => store.UnpublishAsync(Articles, id, Editor));
        await FoundAsync(other, word + "bis", 0);
    }

    [Fact]
    public async Task Short_forms_that_editors_change_are_known_to_every_node_at_once()
    {
        var other = await Fixture.StartNodeAsync();
        await IndexedAsync(other);
        await PublishedAsync(AnArticle("Tổ công nghệ số cộng đồng khóm Ba"));
        using var editor = await SignedInAsync("Editor");
        const string Added = "TCNSCĐ = tổ công nghệ số cộng đồng";
        using (var saved = await editor.SubmitAsync("/quan-tri/tu-viet-tat", new Dictionary<string, string> { ["Text"] = Added })) Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        Assert.Equal(1, Find(Site, "TCNSCĐ").Total);
        await FoundAsync(other, "tcnscđ", 1);
        Assert.Contains(await RowsAsync<AuditEvent>(rows => rows.Where(row => row.Action == "search.abbreviations")), row => row.Summary.Contains("TCNSCĐ", StringComparison.Ordinal) && row.Summary.Contains("bỏ CCHC", StringComparison.Ordinal));
        using (var back = await editor.SubmitAsync("/quan-tri/tu-viet-tat", new Dictionary<string, string>(), handler: "Default")) Assert.Equal(HttpStatusCode.Redirect, back.StatusCode);
        await FoundAsync(other, "TCNSCĐ", 0);
    }

    [Fact]
    public async Task The_newsroom_of_another_node_finds_a_draft()
    {
        var other = await Fixture.StartNodeAsync();
        await IndexedAsync(other);
        var word = AWord();
        var id = await SavedAsync(AnArticle($"Nháp {word}"));
        await Eventually.Is(() => Task.FromResult(Drafts(other, word).Contains(id)), Soon, "the other node's newsroom finds the draft");
    }
}

/// <summary>What readers and the newsroom find follows what is published and saved.</summary>
public abstract class SearchFeedTests(SiteFixture fixture) : KernelTests(fixture)
{
    /// <summary>Two seconds are the goal, measured by the load test; here a crowded machine must not decide.</summary>
    protected static readonly TimeSpan Soon = TimeSpan.FromSeconds(60);
    private static int words;

    /// <summary>A word that stands nowhere else.</summary>
    protected static string AWord() => $"xq{Interlocked.Increment(ref words)}z{Guid.NewGuid().ToString("N")[..6]}";

    protected static SearchResult Find(TestSite node, string text) => node.Services.GetRequiredService<SearchIndex>().Search(new() { Text = text });

    protected static Task FoundAsync(TestSite node, string text, int total) => Eventually.Is(() => Task.FromResult(Find(node, text).Total == total), Soon, $"“{text}” finds {total}");

    protected static IReadOnlyList<string> Drafts(TestSite node, string text) =>
        node.Services.GetRequiredService<NewsroomIndex>().Find(new() { ContentType = "Article", Text = text, States = Enum.GetValues<ContentState>() }).Ids;

    /// <summary>Waits until a node that has just started has filled both of its indexes.</summary>
    protected static Task IndexedAsync(TestSite node) => Eventually.Is(
        () => Task.FromResult(node.Services.GetRequiredService<SearchIndex>().Position is not null && node.Services.GetRequiredService<NewsroomIndex>().IsComplete), Soon, "the indexes are filled");

    protected async Task<SiteClient> SignedInAsync(string role)
    {
        var name = $"{role}.{AWord()}".ToLowerInvariant();
        await Site.AddPersonAsync(name, role);
        var client = Site.Client();
        using var response = await client.SignInAsync(name);
        return client;
    }

    [Fact]
    public async Task What_is_published_is_found_when_the_save_returns_and_what_is_taken_away_is_not()
    {
        await IndexedAsync(Site);
        var word = AWord();
        var id = await SavedAsync(AnArticle($"Tin {word}"));
        Assert.Equal(0, Find(Site, word).Total);
        await PublishAsync(id);
        Assert.Equal(1, Find(Site, word).Total);
        await ChangeAsync(id, draft => draft.Title = "Tin khác");
        Assert.Equal(1, Find(Site, word).Total);
        await Site.WithStoreAsync(store => store.TrashAsync(Articles, id, Editor));
        Assert.Equal(0, Find(Site, word).Total);
    }

    [Fact]
    public async Task The_newsroom_finds_every_state_by_title_number_and_writer_and_readers_do_not()
    {
        await IndexedAsync(Site);
        using var editor = await SignedInAsync("Editor");
        var (word, writer) = (AWord(), AWord());
        var draft = AnArticle($"Bản nháp về {word}");
        draft.Author = $"Trần Thị {writer}";
        var id = await SavedAsync(draft);
        foreach (var asked in new[] { word, $"ban nhap {word}", writer, $"tran thi {writer}" })
            Assert.Contains($"/quan-tri/tin-bai/{id}", await ListAsync(editor, "tin-bai", asked), StringComparison.Ordinal);
        Assert.Equal(0, Find(Site, word).Total);
        Assert.DoesNotContain(id, await ListAsync(editor, "tin-bai", $"{word}&trang-thai=Published"), StringComparison.Ordinal);
        await PublishAsync(id);
        Assert.Contains(id, await ListAsync(editor, "tin-bai", $"{word}&trang-thai=Published"), StringComparison.Ordinal);
        await ChangeAsync(id, newer => newer.Title = $"Tên mới {word}moi");
        Assert.Contains(id, await ListAsync(editor, "tin-bai", word + "moi"), StringComparison.Ordinal);
        Assert.Contains(id, await ListAsync(editor, "tin-bai", word), StringComparison.Ordinal);
        await Site.WithStoreAsync(store => store.TrashAsync(Articles, id, Editor));
        Assert.DoesNotContain(id, await ListAsync(editor, "tin-bai", word), StringComparison.Ordinal);
        Assert.Contains(id, await ListAsync(editor, "tin-bai", $"{word}&trang-thai=Trash"), StringComparison.Ordinal);
        await Site.WithStoreAsync(store => store.TakeBackAsync(Articles, id, Editor));
        Assert.Contains(id, await ListAsync(editor, "tin-bai", word), StringComparison.Ordinal);
        Assert.Contains("cchcdoc0000000000000000003", await ListAsync(editor, "van-ban", "66/KH-UBND"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_sees_only_own_items_finds_only_own_items()
    {
        await IndexedAsync(Site);
        var word = AWord();
        await SavedAsync(AnArticle($"Của người khác {word}"));
        using var author = await SignedInAsync("Author");
        using (var mine = await author.SubmitAsync("/quan-tri/tin-bai/moi", new Dictionary<string, string> { ["Input.Title"] = $"Của tôi {word}", ["Input.Markdown"] = "Nội dung." }, "form:has([name='Input.Title'])"))
            Assert.Equal(HttpStatusCode.Redirect, mine.StatusCode);
        var page = await ListAsync(author, "tin-bai", word);
        Assert.Contains($"Của tôi {word}", page, StringComparison.Ordinal);
        Assert.DoesNotContain($"Của người khác {word}", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_newsroom_leafs_through_what_it_searched_for()
    {
        await IndexedAsync(Site);
        using var editor = await SignedInAsync("Editor");
        var word = AWord();
        var ids = new List<string>();
        for (var number = 0; number < 35; number++) ids.Add(await SavedAsync(AnArticle($"Loạt {word} số {number}")));
        var seen = new List<string>();
        for (var path = $"/quan-tri/tin-bai?q={word}"; path is not null;)
        {
            var page = await editor.PageAsync(path);
            seen.AddRange(page.QuerySelectorAll("main th[scope=row] a").Select(link => link.GetAttribute("href")!.Split('/')[^1]));
            path = page.QuerySelector("main a[rel=next]")?.GetAttribute("href");
        }
        Assert.Equal(ids.Order(), seen.Order());
    }

    [Theory]
    [InlineData("CCHC cải cách", "thiếu dấu bằng")]
    [InlineData("A = bê\nA = bê", "đã có ở dòng 1")]
    public async Task A_wrong_line_of_the_short_forms_is_named_and_nothing_is_saved(string text, string problem)
    {
        using var editor = await SignedInAsync("Publisher");
        using var response = await editor.SubmitAsync("/quan-tri/tu-viet-tat", new Dictionary<string, string> { ["Text"] = text });
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var page = await SiteClient.ParseAsync(response);
        Assert.Contains(problem, page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.StartsWith(text[..4], page.QuerySelector("textarea")!.TextContent.Trim(), StringComparison.Ordinal);
        Assert.Contains("CCHC = cải cách hành chính", (await editor.PageAsync("/quan-tri/tu-viet-tat")).QuerySelector("textarea")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_saves_short_forms_over_a_list_never_seen_is_shown_that_list_first()
    {
        using var editor = await SignedInAsync("Publisher");
        using var response = await editor.SubmitAsync("/quan-tri/tu-viet-tat", new Dictionary<string, string> { ["Text"] = "A = bê", ["Seen"] = "0000000000000000" });
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("CCHC = cải cách hành chính", (await SiteClient.ParseAsync(response)).QuerySelector("main details")!.TextContent, StringComparison.Ordinal);
    }

    private static async Task<string> ListAsync(SiteClient client, string list, string query)
    {
        var parts = query.Split('&', 2);
        var page = await client.PageAsync($"/quan-tri/{list}?q={Uri.EscapeDataString(parts[0])}{(parts.Length > 1 ? "&" + parts[1] : "")}");
        return page.QuerySelector("main")!.InnerHtml;
    }
}

/// <summary>Files that items link to, and what happens to an index that is not as it should be.</summary>
public sealed class SearchIndexLifeTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(90);
    private const string DeepWord = "zmưapz";

    [Fact]
    public async Task An_item_is_found_before_its_file_is_read_and_by_the_words_of_the_file_after()
    {
        var store = new GatedStore();
        await using var site = await StartAsync(await SiteTemplates.CopyAsync(Engine.Sqlite), store);
        await AddFileAsync(site, "thu/phu-luc.docx", $"Phụ lục nói về {DeepWord} ở trang cuối");
        store.Shut("thu/phu-luc.docx");
        var id = await PublishAsync(site, "Công văn có phụ lục", "Xem [phụ lục](/media/thu/phu-luc.docx).");
        Assert.Equal(id, Find(site, "công văn có phụ lục").Hits[0].Document.Id);
        Assert.Equal(0, Find(site, DeepWord).Total);
        store.Open();
        await Eventually.Is(() => Task.FromResult(Find(site, DeepWord).Total == 1), Soon, "the words of the file are found");
        var hit = Assert.Single(Find(site, DeepWord).Hits);
        Assert.Equal("/media/thu/phu-luc.docx", hit.File);
        Assert.Contains($"[{DeepWord}]", SearchTestIndex.Marked(hit.Snippet), StringComparison.Ordinal);
        using var citizen = site.Client();
        var page = await citizen.PageAsync($"/tim-kiem?q={DeepWord}");
        var result = page.QuerySelector(".result")!;
        Assert.Contains("Trong tệp đính kèm", result.TextContent, StringComparison.Ordinal);
        Assert.NotNull(result.QuerySelector("a[href='/media/thu/phu-luc.docx']"));
        Assert.Equal(DeepWord, result.QuerySelector("mark")!.TextContent);
    }

    [Fact]
    public async Task A_file_is_read_once_however_often_the_index_is_built()
    {
        var store = new GatedStore();
        var options = await SiteTemplates.CopyAsync(Engine.Sqlite);
        await using (var site = await StartAsync(options, store))
        {
            await AddFileAsync(site, "thu/mot-lan.docx", $"Chỉ đọc {DeepWord} một lần");
            await PublishAsync(site, "Đọc một lần", "[Tệp](/media/thu/mot-lan.docx)");
            await Eventually.Is(() => Task.FromResult(Find(site, DeepWord).Total == 1), Soon, "the file is read");
        }
        Directory.Delete(Path.Combine(options.DataPath, "index"), recursive: true);
        await using (var site = await StartAsync(options, store))
            await Eventually.Is(() => Task.FromResult(Find(site, DeepWord).Total == 1), Soon, "the new index knows the file");
        Assert.Equal(1, store.Reads("thu/mot-lan.docx"));
    }

    [Fact]
    public async Task A_site_that_stops_before_a_file_is_read_reads_it_after_the_next_start()
    {
        var store = new GatedStore();
        var options = await SiteTemplates.CopyAsync(Engine.Sqlite);
        await using (var site = await StartAsync(options, store))
        {
            await AddFileAsync(site, "thu/sau.docx", $"Đọc {DeepWord} sau");
            store.Shut("thu/sau.docx");
            await PublishAsync(site, "Đọc sau", "[Tệp](/media/thu/sau.docx)");
        }
        store.Open();
        await using var again = await StartAsync(options, store);
        await Eventually.Is(() => Task.FromResult(Find(again, DeepWord).Total == 1), Soon, "the file is read after all");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_damaged_or_missing_index_is_filled_again_while_the_site_serves(bool missing)
    {
        var options = await SiteTemplates.CopyAsync(Engine.Sqlite);
        await using (var before = await StartAsync(options, new()))
            await Eventually.Is(() => Task.FromResult(before.Services.GetRequiredService<SearchIndex>().Position is not null && before.Services.GetRequiredService<NewsroomIndex>().IsComplete), Soon, "the indexes are there");
        foreach (var folder in new[] { "index", "index-quan-tri" })
        {
            var path = Path.Combine(options.DataPath, folder);
            if (missing) Directory.Delete(path, recursive: true);
            else foreach (var file in Directory.GetFiles(path)) await File.WriteAllTextAsync(file, "hỏng");
        }
        await using var site = await StartAsync(options, new());
        using var citizen = site.Client();
        foreach (var path in new[] { "/", "/tim-kiem?q=ke+hoach", "/van-ban" }) await citizen.PageAsync(path);
        await Eventually.Is(() => Task.FromResult(Find(site, "66/KH-UBND").Total > 0 && site.Services.GetRequiredService<NewsroomIndex>().IsComplete), Soon, "the indexes are filled again");
        Assert.Equal(33, site.Services.GetRequiredService<SearchIndex>().Search(new() { Filters = new Dictionary<SearchFacet, IReadOnlyCollection<string>> { [SearchFacet.ContentType] = ["Article", "Document"] } }).Total);
        Assert.Empty(site.Errors.Lines);
    }

    [Fact]
    public async Task A_replaced_file_is_found_by_its_new_words_and_a_deleted_one_by_none()
    {
        const string FilePath = "thu/bien-ban.docx";
        static MemoryStream Word(string text) => new(FileTextTests.Word($"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"));
        await using var site = await StartAsync(await SiteTemplates.CopyAsync(Engine.Sqlite), new());
        Task LibraryAsync(Func<MediaLibrary, MediaFile?, Task> work) => site.InAsync(async services =>
        {
            var db = services.GetRequiredService<SiteDb>();
            await work(services.GetRequiredService<MediaLibrary>(), await db.Set<MediaFile>().SingleOrDefaultAsync(file => file.Path == FilePath));
            await db.SaveChangesAsync();
        });
        await LibraryAsync(async (library, _) => Assert.Empty((await library.StageAsync(new(FilePath) { Overwrite = true }, Word("Biên bản có zbatđầuz"), Actor.System, default)).Problem));
        await PublishAsync(site, "Biên bản", $"[Tệp](/media/{FilePath})");
        await Eventually.Is(() => Task.FromResult(Find(site, "zbatđầuz").Total == 1), Soon, "the first words are found");
        await LibraryAsync(async (library, file) => Assert.Empty((await library.ReplaceAsync(file!, Word("Biên bản có zvềsauz"), "bien-ban.docx", Actor.System, default)).Problem));
        await Eventually.Is(() => Task.FromResult(Find(site, "zvềsauz").Total == 1), Soon, "the new words are found");
        Assert.Equal(0, Find(site, "zbatđầuz").Total);
        await LibraryAsync((library, file) => library.DeleteAsync(file!, Actor.System, default));
        Assert.Equal(0, Find(site, "zvềsauz").Total);
    }

    [Fact]
    public async Task The_sample_site_finds_words_that_stand_only_in_a_PDF()
    {
        await using var site = await StartAsync(await SiteTemplates.CopyAsync(Engine.Sqlite), new());
        const string Motto = "\"Độc lập - Tự do - Hạnh phúc\"";
        await Eventually.Is(() => Task.FromResult(Find(site, Motto).Total > 0), Soon, "the PDF is read");
        var hit = Find(site, Motto).Hits[0];
        Assert.Equal(("cchcdoc0000000000000000003", "/media/van-ban/ke-hoach-66-kh-ubnd-tien-giang-2024.pdf"), (hit.Document.Id, hit.File));
    }

    private static Task<TestSite> StartAsync(SiteOptions options, GatedStore store) => TestSite.StartAsync(options with
    {
        Services = services =>
        {
            store.Inner = new LocalMediaStore(Directory.CreateDirectory(Path.Combine(options.DataPath, "media")).FullName);
            services.Replace(ServiceDescriptor.Singleton<IMediaStore>(store));
        },
    });

    private static SearchResult Find(TestSite site, string text) => site.Services.GetRequiredService<SearchIndex>().Search(new() { Text = text });

    private static async Task AddFileAsync(TestSite site, string path, string text)
    {
        await site.Services.GetRequiredService<IMediaStore>().WriteAsync(path, new MemoryStream(FileTextTests.Word($"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")), default);
        await site.WithDbAsync(db =>
        {
            db.Add(new MediaFile { Path = path, ContentType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document", Bytes = 1, Hash = Guid.NewGuid().ToString("N"), UploadedUtc = site.Clock.GetUtcNow().UtcDateTime });
            return db.SaveChangesAsync();
        });
    }

    private static async Task<string> PublishAsync(TestSite site, string title, string markdown)
    {
        var type = site.Type("Document");
        var saved = await site.WithStoreAsync(store => store.SaveAsync(type, new Modules.Content.Documents.Document { Title = title, Markdown = markdown, Agency = "UBND xã", Kind = "Công văn" }, 0, "", Actor.System));
        Assert.True((await site.WithStoreAsync(store => store.PublishAsync(type, saved.ContentItemId, Actor.System))).Done);
        return saved.ContentItemId;
    }

    /// <summary>Files in a folder; one of them can be kept from being read, and reads are counted.</summary>
    private sealed class GatedStore : IMediaStore
    {
        private readonly System.Collections.Concurrent.ConcurrentDictionary<string, int> reads = new();
        private TaskCompletionSource gate = new();
        private string shut = "";

        public IMediaStore Inner { get; set; } = null!;
        public int Reads(string path) => reads.GetValueOrDefault(path);
        public void Shut(string path) => (shut, gate) = (path, new(TaskCreationOptions.RunContinuationsAsynchronously));
        public void Open() => gate.TrySetResult();

        public async Task<Stream?> OpenAsync(string path, CancellationToken ct)
        {
            if (path == shut) await gate.Task.WaitAsync(ct);
            reads.AddOrUpdate(path, 1, (_, count) => count + 1);
            return await Inner.OpenAsync(path, ct);
        }

        public Task WriteAsync(string path, Stream bytes, CancellationToken ct) => Inner.WriteAsync(path, bytes, ct);
        public Task DeleteAsync(string path, CancellationToken ct) => Inner.DeleteAsync(path, ct);
        public IAsyncEnumerable<string> ListAsync(string folder, CancellationToken ct) => Inner.ListAsync(folder, ct);
    }
}
