using Cchc.Core;
using Cchc.Core.Units;

namespace Cchc.Modules.Content.Units;

/// <summary>The newest stories about a unit and its predecessors.</summary>
public sealed class UnitStories(SiteDb db) : IUnitBlock
{
    public string Name => "content.stories";
    public string Title => "Tin bài";
    public int Order => 20;
    public string View => "/Pages/Units/_Stories.cshtml";

    public async Task<object?> LoadAsync(UnitHistory history, CancellationToken ct) => await db.StoriesOfUnitsAsync(history.Ids, ct) is { Count: > 0 } stories ? stories : null;
}

/// <summary>The newest documents about a unit and its predecessors.</summary>
public sealed class UnitDocuments(SiteDb db) : IUnitBlock
{
    public string Name => "content.documents";
    public string Title => "Văn bản";
    public int Order => 40;
    public string View => "/Pages/Units/_Documents.cshtml";

    public async Task<object?> LoadAsync(UnitHistory history, CancellationToken ct) => await db.DocumentsOfUnitsAsync(history.Ids, ct) is { Count: > 0 } documents ? documents : null;
}
