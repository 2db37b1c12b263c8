namespace Cchc.Core.Content;

/// <summary>A block of the home page. A module registers it; the home page orders and renders all of them.</summary>
public interface IHomeBlock
{
    /// <summary>Stable name, e.g. <c>content.lead</c>.</summary>
    string Name { get; }
    /// <summary>Smaller comes first.</summary>
    int Order { get; }
    /// <summary>Path of the partial view that shows the model.</summary>
    string View { get; }
    /// <summary>What the view shows, or null when there is nothing to show. One query where it can be one.</summary>
    Task<object?> LoadAsync(CancellationToken ct);
}
