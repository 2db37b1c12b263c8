using System.Globalization;
using System.Text.Json.Serialization;

namespace Cchc.Core.Settings;

/// <summary>How publishers have arranged the home page.</summary>
public sealed record HomeSettings
{
    /// <summary>Earlier arrangements that are kept, newest first.</summary>
    public const int MostEarlier = 10;
    public const int MostBlocks = 40;

    /// <summary>The blocks from top to bottom; null until somebody has arranged them: then every module's block stands in its own order.</summary>
    public IReadOnlyList<HomeBlockSetting>? Blocks { get; init; }
    public string SavedBy { get; init; } = "";
    public DateTime? SavedUtc { get; init; }
    public IReadOnlyList<HomeArrangement> Earlier { get; init; } = [];

    /// <summary>These blocks, with the present ones kept among the earlier.</summary>
    public HomeSettings Then(IReadOnlyList<HomeBlockSetting>? blocks, string who, DateTime atUtc) => new()
    {
        Blocks = blocks, SavedBy = who, SavedUtc = atUtc,
        Earlier = [new(SavedBy, SavedUtc, Blocks), .. Earlier.Take(MostEarlier - 1)],
    };

    /// <summary>Instants at which the page changes by itself.</summary>
    [JsonIgnore] public IEnumerable<DateTime> Boundaries => (Blocks ?? []).SelectMany(block => block.Pins.Select(pin => pin.UntilUtc).Append(block.FromUtc).Append(block.UntilUtc)).OfType<DateTime>();
}

/// <summary>An arrangement that another has followed.</summary>
/// <param name="Blocks">Null: the one that the program brings.</param>
public sealed record HomeArrangement(string SavedBy, DateTime? SavedUtc, IReadOnlyList<HomeBlockSetting>? Blocks);

/// <summary>One block of the home page.</summary>
public sealed record HomeBlockSetting
{
    /// <summary>Tells blocks of one kind apart; short, and good as a part of an HTML id.</summary>
    public string Id { get; init; } = "";
    /// <summary>Name of its <see cref="Content.IHomeBlock"/>. One that no module brings is kept and not shown.</summary>
    public string Kind { get; init; } = "";
    /// <summary>What stands above it instead of the kind's own words; empty: those.</summary>
    public string Title { get; init; } = "";
    public bool On { get; init; } = true;
    public DateTime? FromUtc { get; init; }
    public DateTime? UntilUtc { get; init; }
    /// <summary>What was chosen, by <see cref="Content.HomeOption.Name"/>.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();
    public IReadOnlyList<HomePin> Pins { get; init; } = [];

    public bool IsShown(DateTime nowUtc) => On && Dates.InForce(FromUtc, UntilUtc, nowUtc);

    /// <summary>What was chosen; empty when nothing was.</summary>
    public string Option(string name) => Options.GetValueOrDefault(name, "");

    /// <summary>The number that was chosen, within its bounds.</summary>
    public int Number(string name, int otherwise, int least, int most) =>
        int.TryParse(Option(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Clamp(number, least, most) : otherwise;

    /// <summary>Whether readers would see no difference.</summary>
    public bool Equals(HomeBlockSetting? other) => other is not null
        && (Id, Kind, Title, On, FromUtc, UntilUtc) == (other.Id, other.Kind, other.Title, other.On, other.FromUtc, other.UntilUtc)
        && Chosen(this).SequenceEqual(Chosen(other)) && Pins.SequenceEqual(other.Pins);

    public override int GetHashCode() => HashCode.Combine(Id, Kind, Title, On);

    private static IEnumerable<KeyValuePair<string, string>> Chosen(HomeBlockSetting block) => block.Options.Where(pair => pair.Value.Length > 0).OrderBy(pair => pair.Key, StringComparer.Ordinal);
}

/// <summary>An article that stands at the top until a time, or until somebody takes it away.</summary>
public sealed record HomePin(string ContentItemId, DateTime? UntilUtc = null)
{
    public bool IsShown(DateTime nowUtc) => Dates.InForce(null, UntilUtc, nowUtc);
}

/// <summary>Lines that every page carries at its top for a while.</summary>
public sealed record NoticeSettings
{
    public const int MostLines = 5;

    public IReadOnlyList<NoticeLine> Lines { get; init; } = [];

    [JsonIgnore] public IEnumerable<DateTime> Boundaries => Lines.SelectMany(line => new[] { line.FromUtc, line.UntilUtc }).OfType<DateTime>();
}

/// <summary>One line at the top of every page.</summary>
/// <param name="Url">Where it leads; may be empty.</param>
public sealed record NoticeLine(string Text, string Url = "", DateTime? FromUtc = null, DateTime? UntilUtc = null)
{
    public bool IsShown(DateTime nowUtc) => Dates.InForce(FromUtc, UntilUtc, nowUtc);
}

/// <summary>Spans of time that are open at one end or at both.</summary>
public static class Dates
{
    /// <summary>From the first instant on, and no longer at the second.</summary>
    public static bool InForce(DateTime? fromUtc, DateTime? untilUtc, DateTime nowUtc) => !(AsUtc(fromUtc) > nowUtc) && !(AsUtc(untilUtc) <= nowUtc);

    /// <summary>The instant as the database takes it: a recipe may write it without its zone, or with another.</summary>
    public static DateTime? AsUtc(DateTime? instant) => instant?.Kind switch
    {
        null => null,
        DateTimeKind.Local => instant.Value.ToUniversalTime(),
        _ => DateTime.SpecifyKind(instant.Value, DateTimeKind.Utc),
    };
}
