using System.Reflection;
using Cchc.Core.Media;
using Lucene.Net.Store;

namespace Cchc.Tests.Rules.Media;

public sealed class MediaIndexTests : IDisposable
{
    private static readonly DateTime Day = new(2026, 11, 25, 0, 0, 0, DateTimeKind.Utc);
    private static readonly HashSet<string> None = [];
    private readonly MediaIndex index = new(new RAMDirectory());

    [Theory]
    [InlineData("mot cua", true)]
    [InlineData("MỘT CỬA", true)]
    [InlineData("một cưa", false)] // a word with marks is answered by that very word
    [InlineData("uỷ ban", true)] // the file says "Ủy ban"
    [InlineData("ubnd", true)] // and that it is short for it
    [InlineData("\"cửa một\"", false)]
    [InlineData("\"một cửa\"", true)]
    [InlineData("minh tu", true)]
    [InlineData("hoi nghi", true)]
    [InlineData("2026", true)]
    [InlineData("khongcogi", false)]
    public void Words_are_found_by_the_rules_of_the_public_search(string typed, bool found)
    {
        Take(AFile(1, file => (file.Alt, file.Credit, file.Folder) = ("Bộ phận một cửa của Ủy ban nhân dân xã", "Minh Tú", "Hội nghị/2026")));
        Assert.Equal(found ? [1] : [], Ids(typed));
    }

    [Theory]
    [InlineData(50, 7)]
    [InlineData(9_000, 700)] // farther back than the first look
    public void Files_are_walked_newest_first_to_the_end(int files, int size)
    {
        Take([.. Enumerable.Range(1, files).Select(id => AFile(id, _ => { }))]);
        var seen = new List<int>();
        for (int? after = null; ; after = seen[^1])
        {
            var page = index.Find(new(null, [], after, size));
            if (page.Count == 0) break;
            seen.AddRange(page);
        }
        Assert.Equal(Enumerable.Range(1, files).Reverse(), seen);
    }

    [Fact]
    public void An_old_file_is_found_among_many_newer_ones_and_many_are_counted_to_a_bound()
    {
        Take([AFile(3, file => file.Alt = "Cây cầu khỉ"), .. Enumerable.Range(10, 5_000).Select(id => AFile(id, file => file.Alt = "Một cửa"))]);
        Assert.Equal([3], Ids("cau khi"));
        Assert.Equal(MediaIndex.CountedTo + 1, index.Count(new MediaQuestion("mot cua", [], null, 1)));
        Assert.Equal(1, index.Count(new MediaQuestion("cau khi", [], null, 1)));
    }

    [Fact]
    public void A_folder_holds_what_lies_in_the_folders_below_it()
    {
        Take(AFile(1, file => file.Folder = "Hội nghị/2026"), AFile(2, file => file.Folder = "Hội nghị"), AFile(3, file => file.Folder = "Hội nghị khác"));
        Assert.Equal([2, 1], index.Find(new(null, [MediaLabels.Folder("Hội nghị")], null, 5)));
        Assert.Equal(["Hội nghị", "Hội nghị khác", "Hội nghị/2026"], index.Values(MediaLabels.FolderStart).Order(StringComparer.Ordinal).ToList());
    }

    [Fact]
    public void A_folder_goes_with_its_last_file()
    {
        Take(AFile(1, file => file.Folder = "Cũ"));
        Take(AFile(1, file => file.Folder = "Mới"));
        Assert.Equal(["Mới"], index.Values(MediaLabels.FolderStart));
        index.Delete(["p1.jpg"]);
        index.Commit(2);
        Assert.Empty(index.Values(MediaLabels.FolderStart));
        Assert.Empty(Ids(null));
    }

    [Fact]
    public void Labels_and_words_narrow_together()
    {
        Take(AFile(1, file => file.Alt = "Một cửa"), AFile(2, _ => { }), AFile(3, file => file.Alt = "Hai cửa"));
        Assert.Equal([2], index.Find(new(null, [MediaLabels.NoAlt], null, 5)));
        Assert.Equal([3, 1], index.Find(new("cửa", [MediaLabels.Unused], null, 5)));
        Assert.Equal(3, index.Count(MediaLabels.Unused));
    }

    private void Take(params MediaFile[] files)
    {
        index.Upsert(files, None);
        index.Commit(1);
    }

    private IReadOnlyList<int> Ids(string? typed) => index.Find(new(typed, [], null, 100));

    private static MediaFile AFile(int id, Action<MediaFile> change)
    {
        var file = new MediaFile { Path = $"p{id}.jpg", ContentType = "image/jpeg", Bytes = 1, Hash = "0", UploadedUtc = Day };
        typeof(MediaFile).GetProperty(nameof(MediaFile.Id), BindingFlags.Public | BindingFlags.Instance)!.SetValue(file, id);
        change(file);
        return file;
    }

    public void Dispose() => index.Dispose();
}
