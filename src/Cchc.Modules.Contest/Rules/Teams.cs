namespace Cchc.Modules.Contest.Rules;

/// <summary>What a team is.</summary>
public enum TeamKind
{
    /// <summary>Cơ quan, đơn vị, trường trong danh mục.</summary>
    Unit,
    /// <summary>Xã, phường nơi ở.</summary>
    Commune,
}

/// <summary>What decides between teams.</summary>
public enum TeamMeasure
{
    /// <summary>Tỷ lệ người dự thi trên biên chế.</summary>
    Rate,
    /// <summary>Số người dự thi.</summary>
    People,
    /// <summary>Điểm trung bình của mọi người dự thi.</summary>
    Average,
    /// <summary>Điểm trung bình của số người cao điểm nhất.</summary>
    Best,
}

/// <summary>How the prizes of teams (giải tập thể) are decided.</summary>
/// <param name="Best">So many people count for <see cref="TeamMeasure.Best"/>.</param>
/// <param name="LeastPeople">Teams with fewer people are shown and not ranked.</param>
public sealed record TeamSetting(TeamKind Kind, TeamMeasure Measure, int Best = 10, int LeastPeople = 1);

/// <summary>One person's counted paper.</summary>
public sealed record TeamMember(int Team, int Hundredths);

/// <summary>One team with its figures.</summary>
/// <param name="Rank">Null for a team that is not ranked: too few people, or no number of staff where the rate decides.</param>
/// <param name="Staff">As of the day of the close; null where the registry has none.</param>
/// <param name="Rate">People ÷ staff in per cent; a unit with more entrants than staff has 100.</param>
/// <param name="Average">Mean of all its people, points × 100.</param>
/// <param name="Best">Sum of its best people ÷ their number in the rule, points × 100: a missing one counts as 0.</param>
public sealed record TeamFigures(int Team, int? Rank, bool Tied, int People, int? Staff, decimal? Rate, decimal Average, decimal Best);

/// <summary>Ranks teams. Pure, and the order in which people come in changes nothing.</summary>
public static class TeamRanking
{
    /// <summary>The measure decides, then the number of people, then the average; what is still equal shares a rank.</summary>
    public static IReadOnlyList<TeamFigures> Of(IEnumerable<TeamMember> members, IReadOnlyDictionary<int, int> staff, TeamSetting setting)
    {
        var all = members.GroupBy(member => member.Team).Select(team =>
        {
            var points = team.Select(member => member.Hundredths).OrderDescending().ToList();
            int? employed = staff.TryGetValue(team.Key, out var known) && known > 0 ? known : null;
            decimal? rate = employed is { } number ? Math.Min(100, Math.Round(100m * points.Count / number, 2, MidpointRounding.AwayFromZero)) : null;
            return new TeamFigures(team.Key, null, false, points.Count, employed, rate, Round((decimal)points.Sum() / points.Count), Round((decimal)points.Take(setting.Best).Sum() / Math.Max(1, setting.Best)));
        }).ToList();
        var ranked = all.Where(team => team.People >= setting.LeastPeople && Key(team, setting.Measure) is not null)
            .OrderByDescending(team => Key(team, setting.Measure)).ThenByDescending(team => team.People).ThenByDescending(team => team.Average).ThenBy(team => team.Team).ToList();
        var lines = new List<TeamFigures>(all.Count);
        for (var at = 0; at < ranked.Count; at++)
        {
            var asBefore = at > 0 && Same(ranked[at - 1], ranked[at], setting.Measure);
            var asAfter = at + 1 < ranked.Count && Same(ranked[at], ranked[at + 1], setting.Measure);
            lines.Add(ranked[at] with { Rank = asBefore ? lines[^1].Rank : at + 1, Tied = asBefore || asAfter });
        }
        return [.. lines, .. all.Except(ranked).OrderByDescending(team => team.People).ThenBy(team => team.Team)];
    }

    private static decimal? Key(TeamFigures team, TeamMeasure measure) => measure switch { TeamMeasure.Rate => team.Rate, TeamMeasure.People => team.People, TeamMeasure.Average => team.Average, _ => team.Best };

    private static bool Same(TeamFigures left, TeamFigures right, TeamMeasure measure) => (Key(left, measure), left.People, left.Average) == (Key(right, measure), right.People, right.Average);

    private static decimal Round(decimal hundredths) => Math.Round(hundredths, 2, MidpointRounding.AwayFromZero);
}
