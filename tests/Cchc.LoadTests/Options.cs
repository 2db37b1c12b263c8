namespace Cchc.LoadTests;

/// <summary>Something that keeps the figures from being measured or trusted; the message says what.</summary>
public sealed class LoadTestException(string message) : Exception(message);

/// <summary>What was asked for on the command line.</summary>
/// <param name="Journey"><c>pages</c>, <c>search</c>, <c>save</c> or <c>contest</c>.</param>
/// <param name="Database"><c>Sqlite</c> or <c>PostgreSQL</c>.</param>
/// <param name="Seconds">Length of one wrk run, 1 to 60.</param>
/// <param name="Items">Grow the database by so many articles, at most 1,000,000; 0: do not. Without it 100,000 for <c>search</c>, 0 for <c>pages</c>.</param>
/// <param name="Site">Folder of a published site; null: publish it now.</param>
/// <param name="People">Participants of a contest, 1 to 1,000,000.</param>
/// <param name="Kill">How often the site is killed meanwhile, at most 100.</param>
/// <param name="Part">Of a contest: whole <c>attempts</c>, the <c>burst</c> of starts, or the <c>close</c> with --items papers, 100,000 without it.</param>
/// <param name="Together">How much goes into one commit, 1 to 10,000; 0: what the site does by itself.</param>
public sealed record Options(string Journey, string Database, int Seconds, int Items, string? Site, int People = 2_000, int Kill = 0, string Part = "attempts", int Together = 0)
{
    public const string Usage = "Usage: pages|search|save|contest [--database Sqlite|PostgreSQL] [--seconds N] [--items N] [--people N] [--kill N] [--part attempts|burst|close] [--together N] [--site <published folder>]";

    public bool IsPostgres => Database == "PostgreSQL";

    public static Options Parse(string[] args)
    {
        if (args is not [("pages" or "search" or "save" or "contest") and var journey, .. var rest] || rest.Length % 2 != 0) throw new LoadTestException(Usage);
        var options = new Options(journey, "Sqlite", 4, journey == "search" ? 100_000 : 0, null);
        for (var at = 0; at < rest.Length; at += 2)
            options = (rest[at], rest[at + 1]) switch
            {
                ("--database", "Sqlite" or "PostgreSQL") => options with { Database = rest[at + 1] },
                ("--seconds", var text) when int.TryParse(text, out var seconds) && seconds is >= 1 and <= 60 => options with { Seconds = seconds },
                ("--items", var text) when int.TryParse(text, out var items) && items is >= 0 and <= 1_000_000 => options with { Items = items },
                ("--people", var text) when int.TryParse(text, out var people) && people is >= 1 and <= 1_000_000 => options with { People = people },
                ("--kill", var text) when int.TryParse(text, out var kill) && kill is >= 0 and <= 100 => options with { Kill = kill },
                ("--part", "attempts" or "burst" or "close") => options with { Part = rest[at + 1] },
                ("--together", var text) when int.TryParse(text, out var together) && together is >= 1 and <= 10_000 => options with { Together = together },
                ("--site", var folder) when Directory.Exists(folder) => options with { Site = Path.GetFullPath(folder) },
                _ => throw new LoadTestException($"{rest[at]} {rest[at + 1]}: not understood. {Usage}"),
            };
        return options;
    }
}
