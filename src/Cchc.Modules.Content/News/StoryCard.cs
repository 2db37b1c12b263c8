using Cchc.Core.Media;

namespace Cchc.Modules.Content.News;

/// <summary>How a story stands in a list.</summary>
public sealed record StoryCard(Story Story)
{
    /// <summary>Level of its headline: 2 or 3, as the page's outline asks.</summary>
    public int Level { get; init; } = 3;
    public string Css { get; init; } = "";
    public bool Picture { get; init; } = true;
    public bool Sapo { get; init; } = true;
    /// <summary>Who wrote it and how long it takes to read.</summary>
    public bool Byline { get; init; }
    /// <summary>Its chuyên mục above the headline; not on that chuyên mục's own page.</summary>
    public bool Kicker { get; init; } = true;
    /// <summary>Whether its picture is what readers wait for.</summary>
    public bool First { get; init; }
    public string Sizes { get; init; } = "calc(100vw - 2rem)";
    /// <summary>The shape in which the theme shows the picture.</summary>
    public PictureRatio Ratio { get; init; } = PictureRatio.Story;

    /// <summary>A picture beside the words: one narrow column, on a phone the whole width between the gutters.</summary>
    public const string RowSizes = "(min-width: 46rem) 208px, calc(100vw - 2rem)";
}
