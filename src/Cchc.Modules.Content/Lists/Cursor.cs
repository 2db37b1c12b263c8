using System.Globalization;

namespace Cchc.Modules.Content.Lists;

/// <summary>The item beside which a page of a list begins: its time and its id. A million items cost as much as twenty.</summary>
/// <param name="Id">Number of the row, or content item id.</param>
public readonly record struct Cursor(DateTime AtUtc, string Id)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{AtUtc.Ticks:x}-{Id}");

    /// <summary>The id as the number of a row; 0, which no row has, when it is none.</summary>
    public int Number => int.TryParse(Id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    /// <summary>Reads what stands in an address. False when nobody here has written it.</summary>
    public static bool TryParse(string? text, out Cursor cursor)
    {
        cursor = default;
        if (text is null or { Length: > 48 } || text.IndexOf('-', StringComparison.Ordinal) is not (> 0 and var dash)) return false;
        var id = text[(dash + 1)..];
        if (id.Length is 0 or > 26 || !id.All(char.IsAsciiLetterOrDigit)) return false;
        if (!long.TryParse(text.AsSpan(0, dash), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var ticks) || ticks < 0 || ticks > DateTime.MaxValue.Ticks) return false;
        cursor = new(new(ticks, DateTimeKind.Utc), id);
        return true;
    }
}

/// <summary>Where in a list the reader wants to be, as the address says it: after an item (older), before it (newer), or at the top.</summary>
public readonly record struct Place(Cursor? After, Cursor? Before)
{
    public bool IsTop => After is null && Before is null;

    /// <summary>Null when the address names a place that cannot be.</summary>
    public static Place? Of(string? after, string? before)
    {
        if (string.IsNullOrEmpty(after) && string.IsNullOrEmpty(before)) return new(null, null);
        if (!string.IsNullOrEmpty(after)) return Cursor.TryParse(after, out var from) ? new(from, null) : null;
        return Cursor.TryParse(before, out var until) ? new(null, until) : null;
    }
}

/// <summary>One page of a list that is walked by cursors, newest first.</summary>
public sealed record ListPage<T>(IReadOnlyList<T> Items, Cursor? Newer, Cursor? Older)
{
    public string? NewerUrl(string path, string more = "") => Newer is { } cursor ? $"{path}?truoc={cursor}{more}" : null;
    public string? OlderUrl(string path, string more = "") => Older is { } cursor ? $"{path}?sau={cursor}{more}" : null;
}

/// <summary>Makes pages out of what was read.</summary>
public static class ListPage
{
    public static ListPage<T> Empty<T>() => new([], null, null);

    /// <summary>Cuts a page: one row more than is shown says whether the list goes on.</summary>
    /// <param name="read">In reading order, or backwards when the reader goes back.</param>
    public static ListPage<T> Cut<T>(List<T> read, Place place, int size, Func<T, Cursor> cursorOf)
    {
        var goesOn = read.Count > size;
        if (goesOn) read.RemoveAt(size);
        if (place.Before is not null) read.Reverse();
        if (read.Count == 0) return Empty<T>();
        var newer = place.Before is not null ? goesOn : place.After is not null;
        var older = place.Before is not null || goesOn;
        return new(read, newer ? cursorOf(read[0]) : null, older ? cursorOf(read[^1]) : null);
    }
}
