using System.Text.Json.Nodes;
using Cchc.Core.Content;
using Cchc.Core.Text;
using FsCheck.Xunit;

namespace Cchc.Tests.Rules;

public sealed class WorkflowTests
{
    /// <summary>Every act in every review state of a draft: where it leads, or "-" where it is refused.</summary>
    [Theory]
    [InlineData(WorkflowAct.Submit, "Submitted", "-", "Submitted", "-")]
    [InlineData(WorkflowAct.Withdraw, "-", "Draft", "-", "-")]
    [InlineData(WorkflowAct.Return, "-", "Returned", "-", "Returned")]
    [InlineData(WorkflowAct.Approve, "Approved", "Approved", "Approved", "-")]
    public void Each_act_leads_on_or_is_refused_with_a_reason(WorkflowAct act, string draft, string submitted, string returned, string approved)
    {
        var expected = new Dictionary<ReviewState, string> { [ReviewState.Draft] = draft, [ReviewState.Submitted] = submitted, [ReviewState.Returned] = returned, [ReviewState.Approved] = approved };
        foreach (var (state, to) in expected)
        {
            var refusal = Workflow.Refusal(act, state, ContentState.Draft, shown: false);
            Assert.True((refusal is null ? Workflow.After(act).ToString() : "-") == to, $"{act} from {state}: {refusal}");
        }
    }

    [Fact]
    public void Nothing_is_decided_on_what_lies_in_the_trash_or_is_already_before_readers()
    {
        foreach (var act in Enum.GetValues<WorkflowAct>())
            foreach (var review in Enum.GetValues<ReviewState>())
            {
                Assert.NotNull(Workflow.Refusal(act, review, ContentState.Trash, shown: false));
                Assert.NotNull(Workflow.Refusal(act, review, ContentState.Published, shown: true));
            }
    }

    [Theory]
    [InlineData(ReviewState.Draft, false, false, ReviewState.Draft)]
    [InlineData(ReviewState.Submitted, false, false, ReviewState.Submitted)]
    [InlineData(ReviewState.Returned, false, false, ReviewState.Returned)]
    [InlineData(ReviewState.Approved, false, false, ReviewState.Draft)]
    [InlineData(ReviewState.Approved, false, true, ReviewState.Approved)]
    [InlineData(ReviewState.Approved, true, true, ReviewState.Draft)]
    [InlineData(ReviewState.Approved, true, false, ReviewState.Draft)]
    public void A_change_takes_an_approval_away_unless_it_is_made_by_one_who_approves(ReviewState before, bool shown, bool mayApprove, ReviewState after) =>
        Assert.Equal(after, Workflow.AfterSave(before, shown, mayApprove));
}

public sealed class MergeTests
{
    private const string Base = "Một cửa về xã.\n\nNgười dân nộp hồ sơ ở xã.\n\nCán bộ trả kết quả sau ba ngày.";

    [Fact]
    public void Changes_in_different_places_are_both_kept()
    {
        var mine = Base.Replace("ba ngày", "hai ngày");
        var theirs = Base.Replace("Một cửa", "Bộ phận một cửa");
        var merged = TextMerge.Merge(Base, mine, theirs);
        Assert.Empty(merged.Conflicts);
        Assert.Equal("Bộ phận một cửa về xã.\n\nNgười dân nộp hồ sơ ở xã.\n\nCán bộ trả kết quả sau hai ngày.", merged.Text);
    }

    [Fact]
    public void Where_two_say_different_things_mine_stays_and_theirs_is_named()
    {
        var merged = TextMerge.Merge(Base, Base.Replace("ba ngày", "hai ngày"), Base.Replace("ba ngày", "bốn ngày"));
        Assert.Contains("hai ngày", merged.Text);
        var conflict = Assert.Single(merged.Conflicts);
        Assert.Contains("hai", conflict.Mine);
        Assert.Contains("bốn", conflict.Theirs);
    }

    [Fact]
    public void The_same_change_made_twice_is_no_contradiction()
    {
        var both = Base.Replace("ba ngày", "hai ngày");
        Assert.Equal((both, 0), (TextMerge.Merge(Base, both, both) is var merged ? (merged.Text, merged.Conflicts.Count) : default));
    }

    [Property(MaxTest = 300)]
    public bool Who_changed_nothing_gets_the_others_text(string from, string other) =>
        TextMerge.Merge(from ?? "", from ?? "", other ?? "").Text == (other ?? "") && TextMerge.Merge(from ?? "", other ?? "", from ?? "").Text == (other ?? "");

    /// <summary>Words of one paragraph changed by me, of another by somebody else: both changes and every other word are in the merged text.</summary>
    [Property(MaxTest = 300)]
    public bool Changes_of_different_paragraphs_never_touch_each_other(FsCheck.PositiveInt seed)
    {
        var random = new Random(seed.Get);
        var paragraphs = Enumerable.Range(0, random.Next(3, 9)).Select(p => string.Join(' ', Enumerable.Range(0, random.Next(1, 12)).Select(w => $"p{p}w{w}"))).ToList();
        var (at, other) = (random.Next(paragraphs.Count), random.Next(paragraphs.Count));
        if (Math.Abs(at - other) < 2) return true;
        string Changed(int index, string word) => string.Join("\n\n", paragraphs.Select((text, i) => i == index ? word + text[text.IndexOf('w')..] : text));
        var merged = TextMerge.Merge(string.Join("\n\n", paragraphs), Changed(at, "TÔI"), Changed(other, "BẠN"));
        var expected = string.Join("\n\n", paragraphs.Select((text, i) => i == at ? "TÔI" + text[text.IndexOf('w')..] : i == other ? "BẠN" + text[text.IndexOf('w')..] : text));
        return merged.Conflicts.Count == 0 && merged.Text == expected;
    }

    /// <summary>No word that either added is lost: it stands in the merged text or is named in a conflict.</summary>
    [Property(MaxTest = 300)]
    public bool No_added_word_is_lost(FsCheck.PositiveInt seed)
    {
        var random = new Random(seed.Get);
        var words = Enumerable.Range(0, random.Next(1, 30)).Select(n => $"từ{n}").ToList();
        List<string> Edit(string mark)
        {
            var mine = words.ToList();
            for (var n = random.Next(1, 5); n > 0; n--)
                if (mine.Count > 1 && random.Next(3) == 0) mine.RemoveAt(random.Next(mine.Count));
                else mine.Insert(random.Next(mine.Count + 1), $"{mark}{n}");
            return mine;
        }
        var (left, right) = (Edit("tôi"), Edit("bạn"));
        var merged = TextMerge.Merge(string.Join(' ', words), string.Join(' ', left), string.Join(' ', right));
        var said = (merged.Text + ' ' + string.Join(' ', merged.Conflicts.Select(one => $"{one.Mine} {one.Theirs}"))).Split(' ').ToHashSet(StringComparer.Ordinal);
        return left.Concat(right).Where(word => !words.Contains(word)).All(said.Contains);
    }

    [Fact]
    public void Fields_that_only_one_changed_are_his_and_lists_keep_what_either_added()
    {
        static JsonObject Item(string sapo, string kind, params string[] tags) => new()
        {
            ["Article"] = new JsonObject { ["Sapo"] = new JsonObject { ["Text"] = sapo }, ["Kind"] = new JsonObject { ["Text"] = kind }, ["Tags"] = new JsonObject { ["TagNames"] = new JsonArray([.. tags.Select(tag => (JsonNode)tag)]) } },
        };
        var (merged, conflicts) = ItemMerge.Merge(Item("Cũ", "Tin", "a", "b"), Item("Mới của tôi", "Tin", "a", "b", "c"), Item("Cũ", "Bai", "b", "d"));
        Assert.Empty(conflicts);
        Assert.Equal(Item("Mới của tôi", "Bai", "b", "c", "d").ToJsonString(), merged.ToJsonString());
    }

    [Fact]
    public void A_choice_that_both_changed_is_named()
    {
        static JsonObject Item(string kind) => new() { ["Article"] = new JsonObject { ["Kind"] = new JsonObject { ["Text"] = kind } } };
        var (merged, conflicts) = ItemMerge.Merge(Item("Tin"), Item("Bai"), Item("PhongSu"));
        Assert.Equal("Bai", merged["Article"]!["Kind"]!["Text"]!.ToString());
        Assert.Equal(("Bai", "PhongSu"), Assert.Single(conflicts) is var one ? (one.Mine, one.Theirs) : default);
    }

    [Property(MaxTest = 200)]
    public bool A_comparison_shows_both_texts_whole(string before, string after)
    {
        static string Flat(string? text) => new((text ?? "").Where(letter => letter is not ('\r' or '\n')).ToArray());
        var lines = WordDiff.Between(before ?? "", after ?? "");
        return string.Concat(lines.SelectMany(line => line.Before).Select(words => words.Text)) == Flat(before)
            && string.Concat(lines.SelectMany(line => line.After).Select(words => words.Text)) == Flat(after);
    }

    [Fact]
    public void A_changed_word_is_marked_alone()
    {
        var line = Assert.Single(WordDiff.Between("Trả kết quả sau ba ngày", "Trả kết quả sau hai ngày"));
        Assert.Contains(line.Before, words => words == new DiffWords('-', "ba"));
        Assert.Contains(line.After, words => words == new DiffWords('+', "hai"));
        Assert.Contains(line.Before, words => words.Kind == '=' && words.Text.Contains("Trả kết quả sau"));
    }
}
