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

    [Fact]
    public void Files_are_walked_newest_first_to_the_end_also_when_all_came_at_one_instant()
    {
        Take([.. Enumerable.Range(1, 50).Select(id => AFile(id, _ => { }))]);
        var seen = new List<int>();
        for (MediaPlace? place = null; ;)
        {
            var page = index.Find(new(null, [], place, 7)).Ids;
            if (page.Count == 0) break;
            seen.AddRange(page);
            place = new(Day, page[^1]);
        }
        Assert.Equal(Enumerable.Range(1, 50).Reverse(), seen);
    }

    [Fact]
    public void A_later_day_comes_before_a_greater_number()
    {
        Take(AFile(1, _ => { }, Day.AddDays(1)), AFile(2, _ => { }));
        Assert.Equal([1, 2], Ids(null));
        Assert.Equal([2], index.Find(new(null, [], new(Day.AddDays(1), 1), 5)).Ids);
    }

    [Fact]
    public void A_folder_holds_what_lies_in_the_folders_below_it()
    {
        Take(AFile(1, file => file.Folder = "Hội nghị/2026"), AFile(2, file => file.Folder = "Hội nghị"), AFile(3, file => file.Folder = "Hội nghị khác"));
        Assert.Equal([2, 1], index.Find(new(null, [MediaLabels.Folder("Hội nghị")], null, 5)).Ids);
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
        Assert.Equal([2], index.Find(new(null, [MediaLabels.NoAlt], null, 5)).Ids);
        Assert.Equal([3, 1], index.Find(new("cửa", [MediaLabels.Unused], null, 5)).Ids);
        Assert.Equal(3, index.Count(MediaLabels.Unused));
    }

    private void Take(params MediaFile[] files)
    {
        index.Upsert(files, None);
        index.Commit(1);
    }

    private IReadOnlyList<int> Ids(string? typed) => index.Find(new(typed, [], null, 100)).Ids;

    private static MediaFile AFile(int id, Action<MediaFile> change, DateTime? at = null)
    {
        var file = new MediaFile { Path = $"p{id}.jpg", ContentType = "image/jpeg", Bytes = 1, Hash = "0", UploadedUtc = at ?? Day };
        typeof(MediaFile).GetProperty(nameof(MediaFile.Id), BindingFlags.Public | BindingFlags.Instance)!.SetValue(file, id);
        change(file);
        return file;
    }

    public void Dispose() => index.Dispose();
}
