using Cchc.Modules.Feedback.Rules;
using FsCheck.Xunit;

namespace Cchc.Tests.Rules.Feedback;

/// <summary>Every state × act × role: what is not written here does not exist.</summary>
public sealed class FeedbackFlowTests
{
    private static readonly DateOnly Today = new(2026, 11, 26);
    private static readonly FlowFacts Plain = new(Today, MayReopenUntil: Today);

    /// <summary>State, act, roles, new state. Roles: S sender, D desk, U unit, A approver, Y system.</summary>
    private const string Table = """
        Received   AskInfo    DU  NeedsInfo
        Received   Accept     D   Accepted
        Received   Refuse     D   Refused
        Received   Assign     D   Assigned
        Received   Extend     DA  Received
        Received   PublicNote DUA Received
        Received   Merge      D   Merged
        Received   Split      D   Received
        Received   HandOver   D   HandedOver
        Received   Reply      S   Received
        Received   Withdraw   SD  Withdrawn
        Received   Escalate   Y   Received
        Received   Reclassify D   Received
        NeedsInfo  SupplyInfo SD  Received
        NeedsInfo  Refuse     D   Refused
        NeedsInfo  PublicNote DUA NeedsInfo
        NeedsInfo  Merge      D   Merged
        NeedsInfo  HandOver   D   HandedOver
        NeedsInfo  Withdraw   SD  Withdrawn
        NeedsInfo  Escalate   Y   NeedsInfo
        NeedsInfo  Reclassify D   NeedsInfo
        Accepted   AskInfo    DU  NeedsInfo
        Accepted   Refuse     D   Refused
        Accepted   Assign     D   Assigned
        Accepted   Extend     DA  Accepted
        Accepted   PublicNote DUA Accepted
        Accepted   Merge      D   Merged
        Accepted   Split      D   Accepted
        Accepted   HandOver   D   HandedOver
        Accepted   Reply      S   Accepted
        Accepted   Withdraw   SD  Withdrawn
        Accepted   Escalate   Y   Accepted
        Accepted   Reclassify D   Accepted
        Assigned   AskInfo    DU  NeedsInfo
        Assigned   Assign     D   Assigned
        Assigned   Forward    U   Accepted
        Assigned   Draft      DU  Drafted
        Assigned   Extend     DA  Assigned
        Assigned   PublicNote DUA Assigned
        Assigned   Merge      D   Merged
        Assigned   Split      D   Assigned
        Assigned   HandOver   D   HandedOver
        Assigned   Reply      S   Assigned
        Assigned   Withdraw   SD  Withdrawn
        Assigned   Escalate   Y   Assigned
        Assigned   Reclassify D   Assigned
        Drafted    Assign     D   Assigned
        Drafted    Draft      DU  Drafted
        Drafted    SendBack   DA  Assigned
        Drafted    Approve    A   Answered
        Drafted    Extend     DA  Drafted
        Drafted    PublicNote DUA Drafted
        Drafted    Merge      D   Merged
        Drafted    Split      D   Drafted
        Drafted    Reply      S   Drafted
        Drafted    Withdraw   SD  Withdrawn
        Drafted    Escalate   Y   Drafted
        Drafted    Reclassify D   Drafted
        Reviewed   Assign     D   Assigned
        Reviewed   SendBack   DA  Assigned
        Reviewed   Approve    A   Answered
        Reviewed   Extend     DA  Reviewed
        Reviewed   PublicNote DUA Reviewed
        Reviewed   Merge      D   Merged
        Reviewed   Split      D   Reviewed
        Reviewed   Reply      S   Reviewed
        Reviewed   Withdraw   SD  Withdrawn
        Reviewed   Escalate   Y   Reviewed
        Reviewed   Reclassify D   Reviewed
        Answered   Publish    D   Answered
        Answered   Reply      S   Answered
        Answered   Rate       SD  Answered
        Answered   Solved     S   Closed
        Answered   Close      SDY Closed
        Answered   Reopen     S   Received
        Answered   Erase      SDY Answered
        Closed     Publish    D   Closed
        Closed     Rate       SD  Closed
        Closed     Solved     S   Closed
        Closed     Reopen     S   Received
        Closed     Erase      SDY Closed
        Refused    Erase      SDY Refused
        Merged     Erase      SDY Merged
        HandedOver Erase      SDY HandedOver
        Withdrawn  Erase      SDY Withdrawn
        """;

    private static readonly Dictionary<(FeedbackState, FeedbackAct, FeedbackRole), FeedbackState> Expected = Read();

    [Fact]
    public void Every_state_act_and_role_leads_where_the_table_says_and_nowhere_else()
    {
        foreach (var state in Enum.GetValues<FeedbackState>())
            foreach (var act in Enum.GetValues<FeedbackAct>())
                foreach (var role in Enum.GetValues<FeedbackRole>())
                {
                    var result = FeedbackFlow.Next(state, act, role, Plain);
                    var known = Expected.TryGetValue((state, act, role), out var to);
                    Assert.True(result.State == (known ? to : null), $"{state} {act} {role}: {result.State?.ToString() ?? "refused"}, expected {(known ? to : "refused")}");
                    Assert.True(known == (result.Refusal.Length == 0), $"{state} {act} {role}: a refusal says why, and nothing else does.");
                }
    }

    [Fact]
    public void An_item_goes_on_where_it_stood_when_information_was_asked_for() =>
        Assert.All([FeedbackState.Received, FeedbackState.Accepted, FeedbackState.Assigned], state => Assert.Equal(state, FeedbackFlow.Next(FeedbackState.NeedsInfo, FeedbackAct.SupplyInfo, FeedbackRole.Sender, Plain with { AskedIn = state }).State));

    [Fact]
    public void Two_approvals_are_of_two_people_and_in_order()
    {
        var two = Plain with { TwoStep = true };
        FlowResult Do(FeedbackState state, FeedbackAct act, FlowFacts facts) => FeedbackFlow.Next(state, act, FeedbackRole.Approver, facts);
        Assert.False(Do(FeedbackState.Drafted, FeedbackAct.Approve, two).Possible);
        Assert.Equal(FeedbackState.Reviewed, Do(FeedbackState.Drafted, FeedbackAct.Review, two).State);
        Assert.Equal(FeedbackState.Answered, Do(FeedbackState.Reviewed, FeedbackAct.Approve, two).State);
        Assert.False(Do(FeedbackState.Reviewed, FeedbackAct.Approve, two with { SameHand = true }).Possible);
        Assert.False(Do(FeedbackState.Drafted, FeedbackAct.Review, two with { SameHand = true }).Possible);
        Assert.False(Do(FeedbackState.Drafted, FeedbackAct.Review, Plain).Possible);
    }

    [Fact]
    public void A_sender_reopens_once_and_in_time()
    {
        FlowResult Reopen(FlowFacts facts) => FeedbackFlow.Next(FeedbackState.Closed, FeedbackAct.Reopen, FeedbackRole.Sender, facts);
        Assert.True(Reopen(Plain).Possible);
        Assert.Contains("mở lại một lần", Reopen(Plain with { Reopened = 1 }).Refusal);
        Assert.Contains("hết thời gian", Reopen(Plain with { MayReopenUntil = Today.AddDays(-1) }).Refusal);
        Assert.Contains("hết thời gian", Reopen(Plain with { MayReopenUntil = null }).Refusal);
    }

    [Fact]
    public void A_deadline_is_put_off_once_and_an_answer_rated_once()
    {
        Assert.False(FeedbackFlow.Next(FeedbackState.Assigned, FeedbackAct.Extend, FeedbackRole.Desk, Plain with { Extended = true }).Possible);
        Assert.False(FeedbackFlow.Next(FeedbackState.Answered, FeedbackAct.Rate, FeedbackRole.Sender, Plain with { Rated = true }).Possible);
    }

    [Property]
    public bool From_every_open_state_some_way_leads_to_an_end(byte state, bool two)
    {
        var reached = new HashSet<FeedbackState> { (FeedbackState)(state % 12) };
        var facts = Plain with { TwoStep = two };
        for (var before = 0; before < reached.Count;)
        {
            before = reached.Count;
            reached.UnionWith([.. reached.SelectMany(from => Enum.GetValues<FeedbackAct>().SelectMany(act => Enum.GetValues<FeedbackRole>().Select(role => FeedbackFlow.Next(from, act, role, facts).State))).OfType<FeedbackState>()]);
        }
        return reached.Any(one => !FeedbackFlow.IsOpen(one));
    }

    [Fact]
    public void Every_state_act_and_role_has_words() =>
        Assert.All([.. Enum.GetValues<FeedbackState>().Select(FeedbackFlow.Words), .. Enum.GetValues<FeedbackAct>().Select(FeedbackFlow.Words), .. Enum.GetValues<FeedbackRole>().Select(FeedbackFlow.Words)], words => Assert.NotEqual("", words));

    private static Dictionary<(FeedbackState, FeedbackAct, FeedbackRole), FeedbackState> Read()
    {
        var table = new Dictionary<(FeedbackState, FeedbackAct, FeedbackRole), FeedbackState>();
        foreach (var line in Table.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)))
            foreach (var role in line[2])
                table.Add((Enum.Parse<FeedbackState>(line[0]), Enum.Parse<FeedbackAct>(line[1]), RoleOf(role)), Enum.Parse<FeedbackState>(line[3]));
        // Possible in every state.
        foreach (var state in Enum.GetValues<FeedbackState>())
            foreach (var (act, roles) in new[] { (FeedbackAct.InternalNote, "DUA"), (FeedbackAct.Link, "DUA"), (FeedbackAct.Unpublish, "DY"), (FeedbackAct.Correct, "SD") })
                foreach (var role in roles) table.Add((state, act, RoleOf(role)), state);
        return table;
    }

    private static FeedbackRole RoleOf(char letter) => letter switch { 'S' => FeedbackRole.Sender, 'D' => FeedbackRole.Desk, 'U' => FeedbackRole.Unit, 'A' => FeedbackRole.Approver, _ => FeedbackRole.System };
}
