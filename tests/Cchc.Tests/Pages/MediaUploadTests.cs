using System.Net;
using System.Net.Http.Json;
using System.Text;
using Cchc.Core.Jobs;
using Cchc.Core.Media;
using Cchc.Core.People;
using Cchc.Modules.Newsroom.Media;
using Cchc.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Cchc.Tests.Pages;

public sealed class MediaUploadOnSqlite(SqliteSite site) : MediaUploadTests(site), IClassFixture<SqliteSite>;

public sealed class MediaUploadOnPostgres(PostgresSite site) : MediaUploadTests(site), IClassFixture<PostgresSite>;

/// <summary>Uploads in pieces (tus 1.0) as a client of the protocol sends them.</summary>
public abstract class MediaUploadTests(SiteFixture fixture) : KernelTests(fixture)
{
    private const string Address = UploadEndpoints.Address;

    [Fact]
    public async Task The_server_says_what_it_can_do()
    {
        using var person = await SenderAsync();
        using var response = await person.SendAsync(HttpMethod.Options, Address, null);
        Assert.Equal((HttpStatusCode.NoContent, "1.0.0", "creation,expiration,termination"), (response.StatusCode, Header(response, "Tus-Version"), Header(response, "Tus-Extension")));
        Assert.Equal($"{MediaLibrary.MaxFilmBytes}", Header(response, "Tus-Max-Size"));
    }

    [Fact]
    public async Task A_picture_that_is_sent_in_pieces_lies_in_the_library()
    {
        using var person = await SenderAsync();
        var bytes = TestPictures.Jpeg();
        var url = await person.CreateAsync(bytes.Length, "Ảnh một cửa.JPG", "  Hội nghị/2026 ");
        Assert.Equal(0, await person.OffsetAsync(url));
        using (var first = await person.AppendAsync(url, 0, bytes[..100]))
        {
            Assert.Equal((HttpStatusCode.NoContent, "100"), (first.StatusCode, Header(first, "Upload-Offset")));
            Assert.NotEmpty(Header(first, "Upload-Expires"));
        }
        Assert.Equal(100, await person.OffsetAsync(url));
        using (var rest = await person.AppendAsync(url, 100, bytes[100..])) Assert.Equal($"{bytes.Length}", Header(rest, "Upload-Offset"));
        Assert.Equal(bytes.Length, await person.OffsetAsync(url));
        var result = await person.ResultAsync(url);
        var file = await FileAsync(result.File!.Value);
        Assert.Equal(("Ảnh một cửa.JPG", "Hội nghị/2026", "image/jpeg", person.Id), (file.Name, file.Folder, file.ContentType, file.UploadedById));
        using var seen = await person.Client.GetAsync(file.Url);
        Assert.Equal(HttpStatusCode.OK, seen.StatusCode);
        Assert.Contains(await RowsAsync<AuditEvent>(rows => rows.Where(row => row.UserId == person.Id)), row => row.Action == "media.added");
    }

    [Fact]
    public async Task A_piece_that_does_not_go_on_where_the_upload_is_changes_nothing()
    {
        using var person = await SenderAsync();
        var url = await person.CreateAsync(1000);
        using (await person.AppendAsync(url, 0, new byte[100])) { }
        using (var again = await person.AppendAsync(url, 0, new byte[100])) Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
        using (var ahead = await person.AppendAsync(url, 200, new byte[100])) Assert.Equal(HttpStatusCode.Conflict, ahead.StatusCode);
        Assert.Equal(100, await person.OffsetAsync(url));
    }

    [Fact]
    public async Task A_piece_longer_than_what_is_missing_is_refused()
    {
        using var person = await SenderAsync();
        var url = await person.CreateAsync(1000);
        using var response = await person.AppendAsync(url, 0, new byte[1001]);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Equal(0, await person.OffsetAsync(url));
    }

    [Fact]
    public async Task A_file_that_is_not_what_the_site_publishes_is_refused_with_a_reason()
    {
        using var person = await SenderAsync();
        var bytes = Encoding.UTF8.GetBytes("Đây không phải là ảnh, dù mang tên ảnh.");
        var url = await person.CreateAsync(bytes.Length);
        using (var sent = await person.AppendAsync(url, 0, bytes)) Assert.Equal(HttpStatusCode.NoContent, sent.StatusCode);
        var result = await person.ResultAsync(url);
        Assert.Null(result.File);
        Assert.NotEmpty(result.Problem);
        Assert.Equal(result.Problem, (await person.ResultAsync(url)).Problem);
    }

    [Theory]
    [InlineData(null, "filename YQ==", HttpStatusCode.BadRequest)]
    [InlineData("0", "filename YQ==", HttpStatusCode.BadRequest)]
    [InlineData("-5", "filename YQ==", HttpStatusCode.BadRequest)]
    [InlineData("1e3", "filename YQ==", HttpStatusCode.BadRequest)]
    [InlineData("999999999999", "filename YQ==", HttpStatusCode.RequestEntityTooLarge)]
    [InlineData("100", null, HttpStatusCode.BadRequest)]
    [InlineData("100", "filename", HttpStatusCode.BadRequest)]
    [InlineData("100", "filename ***", HttpStatusCode.BadRequest)]
    public async Task An_upload_that_makes_no_sense_is_not_begun(string? length, string? metadata, HttpStatusCode status)
    {
        using var person = await SenderAsync();
        using var response = await person.SendAsync(HttpMethod.Post, Address, null, [("Upload-Length", length), ("Upload-Metadata", metadata)]);
        Assert.Equal(status, response.StatusCode);
        Assert.Equal("text/plain", response.Content.Headers.ContentType?.MediaType);
        Assert.Empty(await RowsAsync<MediaUpload>(rows => rows.Where(row => row.OwnerId == person.Id)));
    }

    [Fact]
    public async Task Another_version_of_the_protocol_is_refused()
    {
        using var person = await SenderAsync();
        using var response = await person.SendAsync(HttpMethod.Post, Address, null, [("Upload-Length", "5"), ("Tus-Resumable", "0.2.2")]);
        Assert.Equal((HttpStatusCode.PreconditionFailed, "1.0.0"), (response.StatusCode, Header(response, "Tus-Version")));
    }

    [Fact]
    public async Task Nothing_is_taken_without_the_antiforgery_token()
    {
        using var person = await SenderAsync();
        var url = await person.CreateAsync(1000);
        foreach (var (method, path) in new[] { (HttpMethod.Post, Address), (HttpMethod.Patch, url), (HttpMethod.Delete, url) })
        {
            using var response = await person.Client.SendAsync(method, path, null, ("Tus-Resumable", "1.0.0"), ("Upload-Length", "5"), ("Upload-Metadata", "filename YQ=="), ("Upload-Offset", "0"));
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        }
        Assert.Equal(0, await person.OffsetAsync(url));
    }

    [Fact]
    public async Task Nobody_else_can_see_go_on_with_or_end_an_upload()
    {
        using var owner = await SenderAsync();
        using var other = await SenderAsync("Administrator");
        var url = await owner.CreateAsync(1000);
        using (var seen = await other.SendAsync(HttpMethod.Head, url, null)) Assert.Equal(HttpStatusCode.NotFound, seen.StatusCode);
        using (var sent = await other.AppendAsync(url, 0, new byte[10])) Assert.Equal(HttpStatusCode.NotFound, sent.StatusCode);
        using (var ended = await other.SendAsync(HttpMethod.Delete, url, null)) Assert.Equal(HttpStatusCode.NotFound, ended.StatusCode);
        Assert.Equal(0, await owner.OffsetAsync(url));
    }

    [Fact]
    public async Task Who_may_not_upload_is_refused()
    {
        using var person = await SenderAsync("ContestOrganizer", token: false);
        using var response = await person.Client.SendAsync(HttpMethod.Post, Address, null, ("Tus-Resumable", "1.0.0"));
        Assert.True(response.StatusCode is HttpStatusCode.Redirect or HttpStatusCode.Forbidden, $"{(int)response.StatusCode}");
    }

    [Fact]
    public async Task An_upload_that_is_ended_is_gone()
    {
        using var person = await SenderAsync();
        var url = await person.CreateAsync(1000);
        using (await person.AppendAsync(url, 0, new byte[10])) { }
        using (var ended = await person.SendAsync(HttpMethod.Delete, url, null)) Assert.Equal(HttpStatusCode.NoContent, ended.StatusCode);
        using var gone = await person.SendAsync(HttpMethod.Head, url, null);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        Assert.False(File.Exists(Path.Combine(Site.DataPath, "uploads", url[^26..])));
    }

    [Fact]
    public async Task One_person_has_only_so_many_uploads_under_way()
    {
        using var person = await SenderAsync();
        var nowUtc = NowUtc;
        await Site.WithDbAsync(db =>
        {
            for (var number = 0; number < ResumableUploads.MostAtOnce; number++)
                db.Add(new MediaUpload { Id = Core.Content.ContentJson.NewId(), OwnerId = person.Id, Name = "a", Folder = "", Length = 5, StartedUtc = nowUtc, ExpiresUtc = nowUtc.AddDays(2) });
            return db.SaveChangesAsync();
        });
        using var response = await person.SendAsync(HttpMethod.Post, Address, null, [("Upload-Length", "5"), ("Upload-Metadata", "filename YQ==")]);
        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
    }

    [Fact]
    public async Task The_same_file_sent_twice_is_one_file()
    {
        using var person = await SenderAsync();
        var bytes = TestPictures.Jpeg();
        var ids = new List<int?>();
        foreach (var _ in Enumerable.Range(0, 2))
        {
            var url = await person.CreateAsync(bytes.Length);
            using (await person.AppendAsync(url, 0, bytes)) { }
            ids.Add((await person.ResultAsync(url)).File);
        }
        Assert.NotNull(ids[0]);
        Assert.Equal(ids[0], ids[1]);
    }

    [Fact]
    public async Task A_whole_upload_that_the_site_had_no_time_to_take_in_is_taken_in_when_it_is_asked_for()
    {
        using var person = await SenderAsync();
        var bytes = TestPictures.Jpeg();
        var url = await person.CreateAsync(bytes.Length);
        // As a process leaves it that is killed after the last byte.
        await File.WriteAllBytesAsync(Path.Combine(Site.DataPath, "uploads", url[^26..]), bytes, TestContext.Current.CancellationToken);
        Assert.Equal(bytes.Length, await person.OffsetAsync(url));
        Assert.NotNull((await person.ResultAsync(url)).File);
    }

    private async Task<MediaFile> FileAsync(int id) => (await RowsAsync<MediaFile>(rows => rows.Where(row => row.Id == id))).Single();

    private static string Header(HttpResponseMessage response, string name) => response.Headers.TryGetValues(name, out var values) ? string.Join(',', values) : "";

    private Task<TusSender> SenderAsync(string role = "Author", bool token = true) => TusSender.StartAsync(Site, role, token);
}

public sealed class ExpiringUploadsOnSqlite() : ExpiringUploads(Engine.Sqlite);

public sealed class ExpiringUploadsOnPostgres() : ExpiringUploads(Engine.PostgreSql);

/// <summary>Uploads over days and restarts, on a site whose clock no other test reads.</summary>
public abstract class ExpiringUploads(Engine engine)
{
    [Fact]
    public async Task An_upload_survives_a_restart_of_the_site()
    {
        var options = await SiteTemplates.CopyAsync(engine);
        var bytes = TestPictures.Jpeg();
        string url, name;
        await using (var site = await TestSite.StartAsync(options))
        {
            using var person = await TusSender.StartAsync(site);
            (url, name) = (await person.CreateAsync(bytes.Length), person.Name);
            using (await person.AppendAsync(url, 0, bytes[..50])) { }
        }
        await using (var site = await TestSite.StartAsync(options))
        {
            using var person = await TusSender.SignInAsync(site, name);
            Assert.Equal(50, await person.OffsetAsync(url));
            using (await person.AppendAsync(url, 50, bytes[50..])) { }
            Assert.NotNull((await person.ResultAsync(url)).File);
        }
    }

    [Fact]
    public async Task An_unfinished_upload_is_410_after_its_time_and_then_forgotten()
    {
        await using var site = await TestSite.StartAsync(await SiteTemplates.CopyAsync(engine));
        using var person = await TusSender.StartAsync(site);
        var url = await person.CreateAsync(1000);
        using (await person.AppendAsync(url, 0, new byte[10])) { }
        site.Clock.Advance(ResumableUploads.Kept);
        using var again = await TusSender.SignInAsync(site, person.Name); // the session is over by then, too
        using (var late = await again.AppendAsync(url, 10, new byte[10])) Assert.Equal(HttpStatusCode.Gone, late.StatusCode);
        while (await site.Services.GetRequiredService<JobRunner>().RunOneAsync(default)) { }
        using (var gone = await again.SendAsync(HttpMethod.Head, url, null)) Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        Assert.False(File.Exists(Path.Combine(site.DataPath, "uploads", url[^26..])));
    }
}

/// <summary>A person who sends files as the protocol says.</summary>
public sealed class TusSender : IDisposable
{
    private static int made;
    private string token = "";

    private TusSender(SiteClient client, string name) => (Client, Name) = (client, name);

    public SiteClient Client { get; }
    public string Name { get; }
    public int Id { get; private init; }

    public static async Task<TusSender> StartAsync(TestSite site, string role = "Author", bool token = true)
    {
        var name = $"gui.{Interlocked.Increment(ref made)}.{Guid.NewGuid().ToString("N")[..6]}";
        var user = await site.AddPersonAsync(name, role);
        return await SignInAsync(site, name, user.Id, token);
    }

    public static async Task<TusSender> SignInAsync(TestSite site, string name, int id = 0, bool token = true)
    {
        var client = site.Client();
        using (var response = await client.SignInAsync(name)) Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        return new(client, name)
        {
            Id = id,
            token = token ? (await client.PageAsync("/quan-tri/tu-lieu")).QuerySelector("form[data-upload] [name=__RequestVerificationToken]")!.GetAttribute("value")! : "",
        };
    }

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content, params IEnumerable<(string Name, string? Value)> headers)
    {
        var own = headers.ToList();
        if (!own.Exists(header => header.Name == "Tus-Resumable")) own.Add(("Tus-Resumable", "1.0.0"));
        own.Add(("RequestVerificationToken", token));
        return Client.SendAsync(method, path, content, [.. own.Where(header => header.Value is not null).Select(header => (header.Name, header.Value!))]);
    }

    public async Task<string> CreateAsync(long length, string name = "anh.jpg", string folder = "")
    {
        static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
        using var response = await SendAsync(HttpMethod.Post, UploadEndpoints.Address, null, [("Upload-Length", $"{length}"), ("Upload-Metadata", $"filename {Base64(name)},folder {Base64(folder)}")]);
        Assert.True(response.StatusCode == HttpStatusCode.Created, $"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
        return response.Headers.Location!.ToString();
    }

    public Task<HttpResponseMessage> AppendAsync(string url, long offset, byte[] piece)
    {
        var content = new ByteArrayContent(piece);
        content.Headers.ContentType = new("application/offset+octet-stream");
        return SendAsync(HttpMethod.Patch, url, content, [("Upload-Offset", $"{offset}")]);
    }

    public async Task<long> OffsetAsync(string url)
    {
        using var response = await SendAsync(HttpMethod.Head, url, null);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return long.Parse(string.Concat(response.Headers.GetValues("Upload-Offset")), System.Globalization.CultureInfo.InvariantCulture);
    }

    public async Task<UploadEndpoints.Result> ResultAsync(string url)
    {
        using var response = await Client.GetAsync(url);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<UploadEndpoints.Result>())!;
    }

    public void Dispose() => Client.Dispose();
}
