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
public sealed record Options(string Journey, string Database, int Seconds, int Items, string? Site, int People = 2_000, int Kill = 0)
{
    public const string Usage = "Usage: pages|search|save|contest [--database Sqlite|PostgreSQL] [--seconds N] [--items N] [--people N] [--kill N] [--site <published folder>]";

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
                ("--site", var folder) when Directory.Exists(folder) => options with { Site = Path.GetFullPath(folder) },
                _ => throw new LoadTestException($"{rest[at]} {rest[at + 1]}: not understood. {Usage}"),
            };
        return options;
    }
}
