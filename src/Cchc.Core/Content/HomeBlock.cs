using Cchc.Core.Settings;

namespace Cchc.Core.Content;

/// <summary>A kind of block of the home page. A module registers it; publishers put it where they want, as often as it may stand there.</summary>
public interface IHomeBlock
{
    /// <summary>Stable name, e.g. <c>content.lead</c>; stored with every arrangement.</summary>
    string Name { get; }
    /// <summary>What publishers read, in Vietnamese.</summary>
    string Label { get; }
    /// <summary>Its place on a home page that nobody has arranged yet, smaller first; null: it stands there only when somebody puts it there.</summary>
    int? Order => null;
    /// <summary>Whether the page may have several of it.</summary>
    bool Repeats => false;
    /// <summary>Whether readers see its title, so that a publisher can write one.</summary>
    bool HasTitle => true;
    /// <summary>Whether articles can be pinned to its top.</summary>
    bool TakesPins => false;
    /// <summary>What publishers can choose of it.</summary>
    IReadOnlyList<HomeOption> Options => [];
    /// <summary>Path of the partial view that shows the model; it finds the setting in <c>ViewData["Block"]</c>.</summary>
    string View { get; }
    /// <summary>What the view shows, or null when there is nothing to show. One query where it can be one, none where a snapshot has it.</summary>
    Task<object?> LoadAsync(HomeBlockSetting setting, CancellationToken ct);
}

/// <summary>How a choice of a block is asked for and checked.</summary>
public enum HomeOptionKind
{
    /// <summary>One line.</summary>
    Text,
    /// <summary>Several lines, which the block reads itself.</summary>
    Lines,
    /// <summary>Markdown; readers see it sanitised.</summary>
    Markdown,
    /// <summary>A whole number from <see cref="HomeOption.Least"/> to <see cref="HomeOption.Most"/>.</summary>
    Number,
    /// <summary>One of <see cref="HomeOption.Choices"/>.</summary>
    Choice,
    /// <summary>A chuyên mục, by its content item id.</summary>
    Section,
    /// <summary>A picture of the library, by its path.</summary>
    Picture,
    /// <summary>An address of this site or of another.</summary>
    Link,
}

/// <summary>One thing that publishers can choose of a block.</summary>
/// <param name="Name">Stable name, e.g. <c>count</c>.</param>
/// <param name="Label">What publishers read, in Vietnamese.</param>
public sealed record HomeOption(string Name, string Label, HomeOptionKind Kind)
{
    public string Hint { get; init; } = "";
    /// <summary>In force where nothing is chosen.</summary>
    public string Default { get; init; } = "";
    public bool Required { get; init; }
    /// <summary>Values of a <see cref="HomeOptionKind.Choice"/> with what publishers read.</summary>
    public IReadOnlyList<(string Value, string Label)> Choices { get; init; } = [];
    public int Least { get; init; } = 1;
    public int Most { get; init; } = 20;
}
