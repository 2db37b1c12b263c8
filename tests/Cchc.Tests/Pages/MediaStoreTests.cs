using System.Security.Cryptography;
using Cchc.Core.Media;
using Cchc.Tests.Hosting;
using Cchc.Web.Data;

namespace Cchc.Tests.Pages;

public sealed class LocalMediaStoreTests : MediaStoreTests
{
    private readonly string folder = Directory.CreateTempSubdirectory("cchc-media-").FullName;

    protected override Task<IMediaStore> StoreAsync() => Task.FromResult<IMediaStore>(new LocalMediaStore(folder));

    public override ValueTask DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return base.DisposeAsync();
    }

    [Fact]
    public async Task A_write_that_breaks_leaves_the_old_file_and_no_rest()
    {
        var store = new LocalMediaStore(folder);
        await store.WriteAsync("a/b.bin", new MemoryStream([1, 2, 3]), CancellationToken.None);
        await Assert.ThrowsAsync<MediaStoreException>(() => store.WriteAsync("a/b.bin", new BrokenStream(), CancellationToken.None));
        await using var kept = await store.OpenAsync("a/b.bin", CancellationToken.None);
        Assert.Equal(3, kept!.Length);
        Assert.Single(Directory.GetFiles(folder, "*", SearchOption.AllDirectories));
    }

    private sealed class BrokenStream() : MemoryStream(new byte[100_000])
    {
        public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken) => throw new IOException("the disk went away");
    }
}

public sealed class S3MediaStoreTests : MediaStoreTests
{
    private S3Server server = null!;

    protected override async Task<IMediaStore> StoreAsync()
    {
        server = await S3Server.StartAsync();
        return new S3MediaStore(server.Settings());
    }

    public override async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task A_wrong_secret_is_told_by_the_server()
    {
        using var store = new S3MediaStore(server.Settings(secret: "sai"));
        await Assert.ThrowsAsync<MediaStoreException>(() => store.WriteAsync("a", new MemoryStream([1]), CancellationToken.None));
        Assert.Empty(server.Objects);
    }

    [Fact]
    public async Task A_server_that_is_away_is_said_to_be_away()
    {
        server.IsAway = true;
        await Assert.ThrowsAsync<MediaStoreException>(() => Store.OpenAsync("a", CancellationToken.None));
        await Assert.ThrowsAsync<MediaStoreException>(() => Store.DeleteAsync("a", CancellationToken.None));
        await Assert.ThrowsAsync<MediaStoreException>(() => Store.WriteAsync("a", new MemoryStream([1]), CancellationToken.None));
    }

    [Fact]
    public async Task A_player_that_jumps_about_loads_blocks_and_not_the_film()
    {
        var bytes = RandomNumberGenerator.GetBytes(10 * 1024 * 1024);
        await Store.WriteAsync("film.mp4", new MemoryStream(bytes), CancellationToken.None);
        await using var film = (await Store.OpenAsync("film.mp4", CancellationToken.None))!;
        film.Position = 9_000_000;
        var part = new byte[1000];
        await film.ReadExactlyAsync(part, TestContext.Current.CancellationToken);
        Assert.Equal(bytes[9_000_000..9_001_000], part);
        Assert.Equal([$"9000000-{bytes.Length - 1}"], server.Ranges);
        Assert.Equal("trang/film.mp4", Assert.Single(server.Objects).Key);
    }

    [Fact]
    public async Task A_file_that_is_replaced_while_it_is_read_is_not_mixed_with_the_new_one()
    {
        await Store.WriteAsync("a.bin", new MemoryStream(new byte[5 * 1024 * 1024]), CancellationToken.None);
        await using var reading = (await Store.OpenAsync("a.bin", CancellationToken.None))!;
        await Store.WriteAsync("a.bin", new MemoryStream(new byte[6 * 1024 * 1024]), CancellationToken.None);
        await Assert.ThrowsAsync<MediaStoreException>(() => reading.CopyToAsync(Stream.Null, TestContext.Current.CancellationToken));
    }
}

/// <summary>What every store keeps to.</summary>
public abstract class MediaStoreTests : IAsyncLifetime
{
    protected IMediaStore Store { get; private set; } = null!;

    protected abstract Task<IMediaStore> StoreAsync();

    public async ValueTask InitializeAsync() => Store = await StoreAsync();

    public virtual ValueTask DisposeAsync()
    {
        (Store as IDisposable)?.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task What_was_written_is_read_from_any_place()
    {
        var bytes = RandomNumberGenerator.GetBytes(100_000);
        await Store.WriteAsync("2026/11/a b+c.bin", new MemoryStream(bytes), CancellationToken.None);
        await using var stream = (await Store.OpenAsync("2026/11/a b+c.bin", CancellationToken.None))!;
        foreach (var from in new[] { 0, 50_000, 99_999, 10 })
        {
            stream.Position = from;
            var read = new MemoryStream();
            await stream.CopyToAsync(read, TestContext.Current.CancellationToken);
            Assert.Equal(bytes[from..], read.ToArray());
        }
        Assert.Equal(bytes.Length, stream.Length);
    }

    [Fact]
    public async Task What_is_not_there_is_null_and_is_deleted_in_peace()
    {
        Assert.Null(await Store.OpenAsync("khong/co.bin", CancellationToken.None));
        await Store.DeleteAsync("khong/co.bin", CancellationToken.None);
        Assert.Empty(await ListAsync("khong/"));
    }

    [Fact]
    public async Task A_folder_lists_all_its_files_and_no_others()
    {
        string[] paths = [".copies/1/a", ".copies/1/b", ".copies/1/c", ".copies/1/d/e", ".copies/2/a"];
        foreach (var path in paths) await Store.WriteAsync(path, new MemoryStream([1]), CancellationToken.None);
        Assert.Equal(paths[..4], (await ListAsync(".copies/1/")).Order());
        foreach (var path in await ListAsync(".copies/1/")) await Store.DeleteAsync(path, CancellationToken.None);
        Assert.Empty(await ListAsync(".copies/1/"));
        Assert.Single(await ListAsync(".copies/2/"));
    }

    [Fact]
    public async Task An_empty_file_is_a_file()
    {
        await Store.WriteAsync("a", new MemoryStream(), CancellationToken.None);
        await using var stream = await Store.OpenAsync("a", CancellationToken.None);
        Assert.Equal((0, 0), (stream!.Length, await stream.ReadAsync(new byte[10], TestContext.Current.CancellationToken)));
    }

    private async Task<List<string>> ListAsync(string folder)
    {
        var paths = new List<string>();
        await foreach (var path in Store.ListAsync(folder, CancellationToken.None)) paths.Add(path);
        return paths;
    }
}
