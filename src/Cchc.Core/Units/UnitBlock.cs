namespace Cchc.Core.Units;

/// <summary>
/// A part of a unit's page (<c>/don-vi/…</c>): what one module knows of the unit. A module registers it with <c>AddUnitBlock</c>;
/// the page writes the heading and, under it, the block's view.
/// </summary>
public interface IUnitBlock
{
    /// <summary>Stable name, e.g. <c>content.stories</c>; it makes the anchor of the part too.</summary>
    string Name { get; }
    /// <summary>The heading, in Vietnamese, as readers read it.</summary>
    string Title { get; }
    /// <summary>Its place on the page, smaller first: index results 10, news 20, models 30, documents 40.</summary>
    int Order { get; }
    /// <summary>Path of the partial view that shows the model, without a heading of its own.</summary>
    string View { get; }
    /// <summary>Cache tags of what it shows, beside <c>Tag.Unit</c> of every unit of the history, which the page says itself.</summary>
    IReadOnlyList<string> MadeOf => [];
    /// <summary>What the view shows, or null when there is nothing. As few queries as it can be, the same number for every unit.</summary>
    Task<object?> LoadAsync(UnitHistory history, CancellationToken ct);
}

/// <summary>A unit with all that went into it, however long ago.</summary>
/// <param name="All">The unit itself first, then its predecessors.</param>
public sealed record UnitHistory(Unit Unit, IReadOnlyList<Unit> All)
{
    /// <summary>The ids of <see cref="All"/>, in the same order.</summary>
    public IReadOnlyList<int> Ids { get; } = [.. All.Select(unit => unit.Id)];
}
