using Cchc.Core.Content;
using Cchc.Core.Search;
using Lucene.Net.Store;

namespace Cchc.Tests.Rules.Search;

/// <summary>The numbers above the newsroom's lists.</summary>
public sealed class DeskCountTests
{
    [Fact]
    public void They_leave_out_the_trash_and_follow_every_change()
    {
        var written = new SearchIndex(new RAMDirectory());
        using var index = new NewsroomIndex(written);
        Write(written, Item("a", author: 7), Item("b", author: 8), Item("c", state: ContentState.Trash), Item("d", ReviewState.Returned, kind: "Tin"), Item("e", review: null), Item("f", type: "Document", kind: "Kế hoạch"));
        Assert.Equal((2, 1, 1, 0), (Submitted(index), Submitted(index, 7), index.CountOf("Article", ReviewState.Returned, null), Submitted(index, 9)));
        Assert.Equal(["Bài", "Tin"], index.Kinds("Article"));
        Assert.Equal(["Kế hoạch"], index.Kinds("Document"));
        // Published, deleted, back from the trash.
        Write(written, Item("a", review: null), Item("c"));
        written.Delete(["b"]);
        written.Refresh();
        Assert.Equal(1, Submitted(index));
        index.Clear();
        written.Refresh();
        Assert.Equal((0, 0), (Submitted(index), index.Kinds("Article").Count));
    }

    private static int Submitted(NewsroomIndex index, int? author = null) => index.CountOf("Article", ReviewState.Submitted, author);

    private static void Write(SearchIndex index, params SearchDocument[] documents)
    {
        index.Upsert(documents);
        index.Refresh();
    }

    private static SearchDocument Item(string id, ReviewState? review = ReviewState.Submitted, string kind = "Bài", ContentState state = ContentState.Draft, int? author = null, string type = "Article") => new()
    {
        Id = id, ContentType = type, Url = $"/{id}", Title = id, PublishedUtc = DateTime.UnixEpoch, Kind = state.ToString(), Unit = author?.ToString(System.Globalization.CultureInfo.InvariantCulture),
        Desk = review is { } way ? new Dictionary<SearchFacet, string> { [SearchFacet.Review] = way.ToString(), [SearchFacet.Genre] = kind } : new Dictionary<SearchFacet, string> { [SearchFacet.Genre] = kind },
    };
}
