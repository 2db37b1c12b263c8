using Cchc.Core.Search;

namespace Cchc.Tests.Rules.Search;

public sealed class IndexFolderTests : IDisposable
{
    private readonly string folder = Path.Combine(Path.GetTempPath(), "search-" + Guid.NewGuid().ToString("N"));

    public void Dispose()
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }

    private void Fill()
    {
        using var index = new SearchIndex(folder);
        Assert.Null(index.Position);
        index.Upsert(Enumerable.Range(0, 50).Select(i => SearchTestIndex.Doc($"d{i}", "Cải cách", "nội dung")));
        index.Commit(42);
        Assert.Equal(42, index.Position);
    }

    private static int Total(SearchIndex index) => index.Search(new() { Text = "cải cách" }).Total;

    [Fact]
    public void What_was_committed_is_there_again_and_what_was_not_is_gone()
    {
        Fill();
        using (var index = new SearchIndex(folder))
        {
            Assert.Equal((42, 50), (index.Position, Total(index)));
            index.Upsert([SearchTestIndex.Doc("more", "Cải cách")]);
            index.Refresh();
            Assert.Equal(51, Total(index));
        }
        using var again = new SearchIndex(folder);
        Assert.Equal((42, 50), (again.Position, Total(again)));
    }

    [Theory]
    [InlineData("cut")]
    [InlineData("flip")]
    [InlineData("delete")]
    [InlineData("empty")]
    [InlineData("noise")]
    public void A_damaged_file_of_any_kind_gives_an_empty_index_that_can_be_filled_anew(string damage)
    {
        Fill();
        foreach (var kind in Directory.GetFiles(folder).Select(Path.GetFileName).ToList())
        {
            if (kind is null or "write.lock" or "segments.gen") continue; // both may be missing or wrong without harm
            Directory.Delete(folder, recursive: true);
            Fill();
            var file = Path.Combine(folder, kind);
            if (!File.Exists(file)) continue;
            Damage(file, damage);
            using var index = new SearchIndex(folder);
            Assert.True(index.Position is null, $"{kind} {damage}");
            Assert.Equal(0, Total(index));
            index.Upsert([SearchTestIndex.Doc("a", "Cải cách")]);
            index.Commit(7);
            Assert.Equal((7, 1), (index.Position, Total(index)));
        }
    }

    private static void Damage(string file, string damage)
    {
        var bytes = File.ReadAllBytes(file);
        switch (damage)
        {
            case "cut": File.WriteAllBytes(file, bytes[..(bytes.Length / 2)]); break;
            case "flip": bytes[bytes.Length / 2] ^= 0x40; File.WriteAllBytes(file, bytes); break;
            case "delete": File.Delete(file); break;
            case "empty": File.WriteAllBytes(file, []); break;
            default: new Random(5).NextBytes(bytes); File.WriteAllBytes(file, bytes); break;
        }
    }

    [Fact]
    public void A_folder_of_strange_files_gives_an_empty_index()
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "segments_zz"), "không phải chỉ mục");
        File.WriteAllText(Path.Combine(folder, "segments_1"), "");
        using var index = new SearchIndex(folder);
        Assert.Null(index.Position);
        Assert.Equal(0, index.Count);
    }

    [Fact]
    public void An_index_without_a_position_begins_anew()
    {
        Fill();
        using (var index = new SearchIndex(folder))
        {
            index.Clear();
            Assert.Null(index.Position);
            Assert.Equal(0, Total(index));
            index.Upsert([SearchTestIndex.Doc("a", "Cải cách")]);
        }
        using var again = new SearchIndex(folder);
        Assert.Null(again.Position);
        Assert.Equal(0, again.Count);
    }

    [Fact]
    public void A_folder_in_use_keeps_its_files()
    {
        Fill();
        using var index = new SearchIndex(folder);
        Assert.ThrowsAny<IOException>(() => new SearchIndex(folder));
        Assert.Equal(50, Total(index));
    }
}
