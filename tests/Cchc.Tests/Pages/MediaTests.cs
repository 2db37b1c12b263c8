using System.Net;
using System.Net.Http.Headers;
using Cchc.Core;
using Cchc.Core.Jobs;
using Cchc.Core.Media;
using Cchc.Core.People;
using Cchc.Tests.Hosting;
using Cchc.Web.Data;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using NetVips;

namespace Cchc.Tests.Pages;

public sealed class MediaOnSqlite() : MediaTests(Engine.Sqlite, inBucket: false);

public sealed class MediaOnPostgres() : MediaTests(Engine.PostgreSql, inBucket: false);

/// <summary>The same with the bytes in a bucket, over HTTP with signatures.</summary>
public sealed class MediaInBucket() : MediaTests(Engine.Sqlite, inBucket: true);

/// <summary>Files of the library as browsers ask for them.</summary>
public abstract class MediaTests(Engine engine, bool inBucket) : IAsyncLifetime
{
    private const string Chrome = "image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8";
    private static readonly byte[] Film = MediaSamples.Mp4();

    private S3Server? bucket;
    private CountingStore store = null!;
    private TestSite site = null!;

    public async ValueTask InitializeAsync()
    {
        var options = await SiteTemplates.CopyAsync(engine);
        if (inBucket) bucket = await S3Server.StartAsync();
        store = new(bucket is null ? new LocalMediaStore(Path.Combine(options.DataPath, "media")) : new S3MediaStore(bucket.Settings()));
        site = await TestSite.StartAsync(options with { Services = services => services.Replace(ServiceDescriptor.Singleton<IMediaStore>(store)) });
    }

    public async ValueTask DisposeAsync()
    {
        await site.DisposeAsync();
        if (bucket is not null) await bucket.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_reader_gets_the_smallest_format_that_is_ready_and_never_waits_for_more()
    {
        var file = await AddAsync("2026/11/a.jpg", MediaSamples.Jpeg(900, 600));
        var address = PictureSizes.Url(file, PictureSizes.Of(640, PictureRatio.Story));

        var (type, cache, size) = await PictureAsync(address, Chrome);
        Assert.Equal(("image/webp", "public, max-age=3600", (640, 400)), (type, cache, size));
        Assert.Equal("image/jpeg", (await PictureAsync(address, "image/*,*/*;q=0.8")).Type);
        Assert.Equal(("image/webp", "public, max-age=31536000, immutable"), ((await PictureAsync(address, "image/webp")).Type, (await PictureAsync(address, "image/webp")).Cache));
        Assert.Equal("image/jpeg", (await PictureAsync(address, "image/avif;q=0,image/webp;q=0")).Type);

        await WorkAsync();
        (type, cache, size) = await PictureAsync(address, Chrome);
        Assert.Equal(("image/avif", "public, max-age=31536000, immutable", (640, 400)), (type, cache, size));
        // The job made the other widths of the shape too, once.
        var writes = store.Writes;
        foreach (var width in PictureSizes.Widths) Assert.Equal("image/avif", (await PictureAsync(PictureSizes.Url(file, PictureSizes.Of(width, PictureRatio.Story)), Chrome)).Type);
        Assert.Equal(writes, store.Writes);
    }

    [Fact]
    public async Task Many_who_ask_at_once_cause_one_drawing()
    {
        var file = await AddAsync("2026/11/a.jpg", MediaSamples.Jpeg(900, 600));
        var address = PictureSizes.Url(file, PictureSizes.Of(320));
        // As JPEG, which the job that this orders never makes: whatever is written was drawn for these readers.
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => PictureAsync(address, "image/jpeg")));
        Assert.Single(answers.Distinct());
        Assert.Equal(1, store.WritesOf(PictureCopies.FolderOf(file.Hash), ".jpg"));
    }

    [Fact]
    public async Task Only_listed_sizes_of_pictures_exist()
    {
        var (picture, film) = (await AddAsync("a.jpg", MediaSamples.Jpeg(90, 60)), await AddAsync("a.mp4", Film));
        using var client = site.Client();
        foreach (var address in new[] { $"/anh/333/{picture.Path}", $"/anh/320-3x1/{picture.Path}", "/anh/320/khong-co.jpg", $"/anh/320/{film.Path}" })
            using (var answer = await client.GetAsync(address)) Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task The_picture_of_a_shared_link_is_a_JPEG_of_its_size_for_everybody()
    {
        foreach (var bytes in new[] { MediaSamples.Png(300, 200), "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 8 5\"><rect width=\"8\" height=\"5\" fill=\"red\"/></svg>"u8.ToArray() })
        {
            var file = await AddAsync("2026/11/a", bytes);
            var (type, cache, size) = await PictureAsync(PictureSizes.Url(file, PictureSizes.Share), Chrome);
            Assert.Equal(("image/jpeg", "public, max-age=31536000, immutable", (1200, 630)), (type, cache, size));
        }
    }

    [Fact]
    public async Task A_new_focus_gives_the_copies_new_addresses_and_the_old_ones_show_it_too()
    {
        using var halves = Image.Black(300, 400).Join(Image.Black(300, 400) + 255, Enums.Direction.Horizontal).Cast(Enums.BandFormat.Uchar).Copy(interpretation: Enums.Interpretation.Bw);
        var file = await AddAsync("a.png", halves.PngsaveBuffer());
        var square = PictureSizes.Of(320, PictureRatio.Square);
        async Task<(string Address, double Light)> FocusAsync(double x)
        {
            file = await ChangeAsync(file.Path, row => (row.FocusX, row.FocusY) = (x, 0.5));
            var address = PictureSizes.Url(file, square);
            return (address, await LightAsync(address));
        }
        var (left, dark) = await FocusAsync(0);
        var (right, light) = await FocusAsync(1);
        Assert.True(dark < 100 && light > 150, $"{dark} {light}");
        Assert.NotEqual(left, right);
        Assert.Equal(light, await LightAsync(left), 1);
        Assert.Equal("public, must-revalidate, max-age=300", (await PictureAsync(left, "image/webp")).Cache);
    }

    [Fact]
    public async Task A_replaced_picture_keeps_its_address_and_everybody_sees_the_new_one()
    {
        var file = await AddAsync("2026/11/a.jpg", MediaSamples.Jpeg(400, 300));
        var (address, tag) = (file.Url, (await HeadAsync(file.Url)).Headers.ETag!.Tag);
        await PictureAsync(PictureSizes.Url(file, PictureSizes.Of(320)), "image/webp");
        var old = file;

        var result = await site.InAsync(async services =>
        {
            var db = services.GetRequiredService<SiteDb>();
            var row = await db.Set<MediaFile>().SingleAsync(one => one.Path == file.Path);
            var taken = await services.GetRequiredService<MediaLibrary>().ReplaceAsync(row, new MemoryStream(MediaSamples.Png(500, 500)), "Mới.png", Actor.System, CancellationToken.None);
            await db.SaveChangesAsync();
            return taken;
        });
        Assert.Equal((500, "image/jpeg", "Mới.png", old.Path), (result.File!.Width, result.File.ContentType, result.File.Name, result.File.Path));
        using (var client = site.Client())
        using (var again = await client.GetAsync(address, ("If-None-Match", tag))) Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.Equal((320, 320), (await PictureAsync(PictureSizes.Url(old, PictureSizes.Of(320)), "image/webp")).Size);
        await WorkAsync();
        Assert.Empty(await CopiesAsync(old.Hash));
        Assert.NotEmpty(await CopiesAsync(result.File.Hash));
    }

    [Fact]
    public async Task A_picture_is_not_replaced_by_another_kind_and_nothing_changes()
    {
        var file = await AddAsync("a.jpg", MediaSamples.Jpeg(90, 60));
        var writes = store.Writes;
        await site.InAsync(async services =>
        {
            var row = await services.GetRequiredService<SiteDb>().Set<MediaFile>().SingleAsync(one => one.Path == file.Path);
            var result = await services.GetRequiredService<MediaLibrary>().ReplaceAsync(row, new MemoryStream(MediaSamples.Pdf()), "a.pdf", Actor.System, CancellationToken.None);
            Assert.Equal(MediaProblem.OtherKind, result.Why);
        });
        Assert.Equal(writes, store.Writes);
    }

    [Fact]
    public async Task A_deleted_file_goes_with_all_its_copies()
    {
        var file = await AddAsync("a.jpg", MediaSamples.Jpeg(900, 600));
        await PictureAsync(PictureSizes.Url(file, PictureSizes.Of(320)), "image/webp");
        await WorkAsync();
        await site.InAsync(async services =>
        {
            var db = services.GetRequiredService<SiteDb>();
            await services.GetRequiredService<MediaLibrary>().DeleteAsync(await db.Set<MediaFile>().SingleAsync(row => row.Path == file.Path), Actor.System, default);
            await db.SaveChangesAsync();
        });
        using var client = site.Client();
        using (var gone = await client.GetAsync(file.Url)) Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        await WorkAsync();
        Assert.Null(await store.OpenAsync(file.Path, CancellationToken.None));
        Assert.Empty(await CopiesAsync(file.Hash));
    }

    [Fact]
    public async Task What_is_refused_leaves_nothing_behind()
    {
        var writes = store.Writes;
        foreach (var bytes in new[] { MediaSamples.Jpeg(300, 200)[..2000], [], MediaSamples.Pdf(objects: "7 0 obj\n<< /S /JavaScript >>\nendobj\n"), MediaSamples.Mp4()[..^20] })
            await site.InAsync(async services =>
            {
                var result = await services.GetRequiredService<MediaLibrary>().StageAsync("2026/11/x", bytes, Actor.System, overwrite: false, CancellationToken.None);
                Assert.Null(result.File);
                Assert.NotEmpty(result.Problem);
                Assert.False(services.GetRequiredService<SiteDb>().ChangeTracker.HasChanges());
            });
        Assert.Equal(writes, store.Writes);
    }

    [Fact]
    public async Task Two_files_of_one_name_lie_side_by_side_and_the_same_file_lies_there_once()
    {
        var first = await AddAsync("2026/11/Ảnh.jpg", MediaSamples.Jpeg(90, 60), overwrite: false);
        var second = await AddAsync("2026/11/Ảnh.jpg", MediaSamples.Jpeg(60, 90), overwrite: false);
        var again = await AddAsync("2026/11/Ảnh.jpg", MediaSamples.Jpeg(90, 60), overwrite: false);
        Assert.NotEqual(first.Path, second.Path);
        Assert.Equal((first.Id, first.Revision), (again.Id, again.Revision));
        Assert.StartsWith("2026/11/anh-", first.Path);
    }

    [Theory]
    [InlineData("bytes=0-3", HttpStatusCode.PartialContent, 0, 4)]
    [InlineData("bytes=20-", HttpStatusCode.PartialContent, 20, int.MaxValue)]
    [InlineData("bytes=-1016", HttpStatusCode.PartialContent, -1016, 1016)]
    [InlineData("bytes=99999999-", HttpStatusCode.RequestedRangeNotSatisfiable, 0, 0)]
    [InlineData("bytes=abc", HttpStatusCode.OK, 0, int.MaxValue)]
    public async Task A_film_is_sent_in_the_parts_that_a_player_asks_for(string range, HttpStatusCode status, int from, int count)
    {
        var file = await AddAsync("a.mp4", Film);
        using var client = site.Client();
        using var whole = await client.GetAsync(file.Url);
        using var answer = await client.GetAsync(file.Url, ("Range", range));
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("video/mp4", (await HeadAsync(file.Url)).Content.Headers.ContentType?.MediaType);
        if (status == HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            Assert.Equal($"bytes */{Film.Length}", answer.Content.Headers.ContentRange!.ToString());
            return;
        }
        var bytes = await whole.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.Equal(bytes.Skip(from < 0 ? bytes.Length + from : from).Take(count), await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_part_of_a_film_that_was_replaced_meanwhile_is_never_joined_to_the_old_one()
    {
        var file = await AddAsync("a.mp4", Film);
        var head = await HeadAsync(file.Url);
        Assert.Equal((HttpStatusCode.OK, Film.Length, "bytes"), (head.StatusCode, head.Content.Headers.ContentLength, head.Headers.AcceptRanges.Single()));
        using var client = site.Client();
        using var same = await client.GetAsync(file.Url, ("Range", "bytes=4-"), ("If-Range", head.Headers.ETag!.Tag));
        Assert.Equal(HttpStatusCode.PartialContent, same.StatusCode);
        using var other = await client.GetAsync(file.Url, ("Range", "bytes=4-"), ("If-Range", "\"khac\""));
        Assert.Equal((HttpStatusCode.OK, Film.Length), (other.StatusCode, (await other.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length));
        using var unchanged = await client.GetAsync(file.Url, ("If-None-Match", head.Headers.ETag.Tag));
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
    }

    [Fact]
    public async Task An_office_file_is_downloaded_under_the_name_that_it_came_with()
    {
        var file = await AddAsync("2026/11/Báo cáo quý.docx", MediaSamples.Docx());
        var disposition = (await HeadAsync(file.Url)).Content.Headers.ContentDisposition!;
        Assert.Equal(("attachment", "Báo cáo quý.docx"), (disposition.DispositionType, disposition.FileNameStar));
    }

    [Fact]
    public async Task While_the_store_is_away_a_file_is_503_and_pages_are_whole()
    {
        var file = await AddAsync("a.jpg", MediaSamples.Jpeg(90, 60));
        store.IsAway = true;
        using var client = site.Client();
        foreach (var address in new[] { file.Url, PictureSizes.Url(file, PictureSizes.Of(320)) })
        {
            using var answer = await client.GetAsync(address);
            Assert.Equal((HttpStatusCode.ServiceUnavailable, true), (answer.StatusCode, answer.Headers.CacheControl!.NoStore));
            Assert.NotNull(answer.Headers.RetryAfter);
        }
        foreach (var address in new[] { "/", "/tin-tuc", "/readyz" }) using (var page = await client.GetAsync(address)) Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        store.IsAway = false;
        Assert.Equal("image/webp", (await PictureAsync(PictureSizes.Url(file, PictureSizes.Of(320)), "image/webp")).Type);
    }

    [Fact]
    public async Task A_story_names_copies_of_its_shape_whose_address_changes_with_the_picture()
    {
        var file = await AddAsync("a.jpg", MediaSamples.Jpeg(900, 600));
        await site.WithDbAsync(db => db.Set<Modules.Content.News.Article>().ExecuteUpdateAsync(rows => rows.SetProperty(row => row.LeadImage, file.Path).SetProperty(row => row.LeadX, 0.5).SetProperty(row => row.LeadY, 0.5)));
        using var client = site.Client();
        var page = await client.PageAsync("/tin-tuc");
        var picture = page.QuerySelector(".story__pic img")!;
        Assert.Contains($"/anh/320-8x5/{file.Path}?v={file.Version} 320w", picture.GetAttribute("srcset"));
        Assert.NotEmpty(picture.GetAttribute("sizes")!);
        await ChangeAsync(file.Path, row => (row.FocusX, row.FocusY) = (0.2, 0.2));
        Assert.DoesNotContain($"?v={file.Version} ", (await client.PageAsync("/tin-tuc")).QuerySelector(".story__pic img")!.GetAttribute("srcset"));
    }

    private Task<MediaFile> AddAsync(string path, byte[] bytes, bool overwrite = true) => site.InAsync(async services =>
    {
        var result = await services.GetRequiredService<MediaLibrary>().StageAsync(path, bytes, Actor.System, overwrite, CancellationToken.None);
        Assert.True(result.File is not null, result.Problem);
        await services.GetRequiredService<SiteDb>().SaveChangesAsync();
        return result.File;
    });

    private Task<MediaFile> ChangeAsync(string path, Action<MediaFile> change) => site.InAsync(async services =>
    {
        var db = services.GetRequiredService<SiteDb>();
        var row = await db.Set<MediaFile>().SingleAsync(file => file.Path == path);
        change(row);
        services.GetRequiredService<MediaLibrary>().Changed(row, Actor.System, "media.changed", "Sửa");
        await db.SaveChangesAsync();
        return row;
    });

    private async Task WorkAsync()
    {
        while (await site.Services.GetRequiredService<JobRunner>().RunOneAsync(CancellationToken.None)) { }
        Assert.Empty(await site.WithDbAsync(db => db.Set<JobRow>().Where(job => job.Kind.StartsWith("media.")).ToListAsync()));
    }

    private async Task<(string Type, string Cache, (int, int) Size)> PictureAsync(string address, string accept)
    {
        using var client = site.Client();
        using var answer = await client.GetAsync(address, ("Accept", accept));
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{address}: {(int)answer.StatusCode}");
        using var picture = Image.NewFromBuffer(await answer.Content.ReadAsByteArrayAsync());
        var cache = string.Join(", ", answer.Headers.GetValues("Cache-Control"));
        Assert.Equal(address.Contains("/chia-se/", StringComparison.Ordinal), !answer.Headers.Vary.Contains("Accept"));
        return (answer.Content.Headers.ContentType!.MediaType!, cache, (picture.Width, picture.Height));
    }

    private async Task<double> LightAsync(string address)
    {
        using var client = site.Client();
        using var answer = await client.GetAsync(address, ("Accept", "image/webp"));
        using var picture = Image.NewFromBuffer(await answer.Content.ReadAsByteArrayAsync());
        return picture.Avg();
    }

    private async Task<HttpResponseMessage> HeadAsync(string address)
    {
        using var client = site.Client();
        var answer = await client.SendAsync(HttpMethod.Head, address, null);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync());
        return answer;
    }

    private async Task<List<string>> CopiesAsync(string hash)
    {
        var copies = new List<string>();
        await foreach (var path in store.ListAsync(PictureCopies.FolderOf(hash), CancellationToken.None)) copies.Add(path);
        return copies;
    }

    private sealed class CountingStore(IMediaStore inner) : IMediaStore
    {
        private readonly System.Collections.Concurrent.ConcurrentQueue<string> written = new();

        public int Writes => written.Count;
        public int WritesOf(string folder, string extension) =>
            written.Count(path => path.StartsWith(folder, StringComparison.Ordinal) && path.EndsWith(extension, StringComparison.Ordinal));
        public bool IsAway { get; set; }

        public Task<Stream?> OpenAsync(string path, CancellationToken ct) => IsAway ? throw new MediaStoreException("away", new IOException()) : inner.OpenAsync(path, ct);
        public Task DeleteAsync(string path, CancellationToken ct) => inner.DeleteAsync(path, ct);
        public IAsyncEnumerable<string> ListAsync(string folder, CancellationToken ct) => inner.ListAsync(folder, ct);

        public Task WriteAsync(string path, Stream bytes, CancellationToken ct)
        {
            written.Enqueue(path);
            return inner.WriteAsync(path, bytes, ct);
        }
    }
}
