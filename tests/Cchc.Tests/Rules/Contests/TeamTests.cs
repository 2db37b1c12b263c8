using Cchc.Modules.Contest.Rules;
using FsCheck.Xunit;

namespace Cchc.Tests.Rules.Contests;

public sealed class TeamTests
{
    private static readonly Dictionary<int, int> Staff = new() { [1] = 4, [2] = 10 };
    /// <summary>Three of four in team 1, four of ten in team 2, one of team 3 whose staff nobody knows.</summary>
    private static readonly TeamMember[] Members = [new(1, 500), new(1, 700), new(1, 600), new(2, 1000), new(2, 900), new(2, 800), new(2, 100), new(3, 1000)];

    [Theory]
    [InlineData(TeamMeasure.Rate, 1, 1, "1,2,-")]
    [InlineData(TeamMeasure.People, 1, 1, "2,1,3")]
    [InlineData(TeamMeasure.Average, 1, 1, "3,2,1")]
    [InlineData(TeamMeasure.Average, 1, 3, "2,1,-")]
    [InlineData(TeamMeasure.Best, 2, 1, "2,1,3")]
    public void The_measure_decides_who_is_first(TeamMeasure measure, int best, int least, string ranks)
    {
        var teams = TeamRanking.Of(Members, Staff, new(TeamKind.Unit, measure, best, least)).OrderBy(team => team.Team);
        Assert.Equal(ranks, string.Join(',', teams.Select(team => team.Rank?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "-")));
    }

    [Fact]
    public void Figures_are_those_that_a_person_computes()
    {
        var teams = TeamRanking.Of(Members, Staff, new(TeamKind.Unit, TeamMeasure.Rate, 2)).ToDictionary(team => team.Team);
        Assert.Equal((3, 4, 75m, 600m, 650m), (teams[1].People, teams[1].Staff!.Value, teams[1].Rate!.Value, teams[1].Average, teams[1].Best));
        Assert.Equal((40m, 700m, 950m), (teams[2].Rate!.Value, teams[2].Average, teams[2].Best));
        // A missing second best counts as nothing.
        Assert.Equal(500m, teams[3].Best);
    }

    [Fact]
    public void Equal_teams_share_a_rank_and_the_next_one_is_counted_after_them()
    {
        var teams = TeamRanking.Of([new(1, 500), new(2, 500), new(3, 400)], Staff, new(TeamKind.Unit, TeamMeasure.Average));
        Assert.Equal([(1, (int?)1, true), (2, 1, true), (3, 3, false)], teams.Select(team => (team.Team, team.Rank, team.Tied)));
    }

    [Fact]
    public void More_entrants_than_staff_are_a_hundred_per_cent() =>
        Assert.Equal(100m, TeamRanking.Of(Enumerable.Repeat(new TeamMember(1, 1), 9), Staff, new(TeamKind.Unit, TeamMeasure.Rate))[0].Rate);

    [Property]
    public bool The_order_of_people_changes_nothing_and_nobody_is_lost(byte[] teams, int seed, byte measure)
    {
        var members = (teams ?? []).Select((team, at) => new TeamMember(team % 7, at * 37 % 1000)).ToArray();
        var setting = new TeamSetting(TeamKind.Unit, (TeamMeasure)(measure % 4), 3, 2);
        var shuffled = members.ToArray();
        new Random(seed).Shuffle(shuffled);
        var ranked = TeamRanking.Of(members, Staff, setting);
        return ranked.SequenceEqual(TeamRanking.Of(shuffled, Staff, setting)) && ranked.Sum(team => team.People) == members.Length && ranked.Where(team => team.Rank is not null).Select(team => team.Rank!.Value).SequenceEqual(ranked.Where(team => team.Rank is not null).Select(team => team.Rank!.Value).Order());
    }
}
