namespace Cchc.Modules.Content.Pages.Admin.Menus;

/// <summary>One link of a menu; without text and address it is left out.</summary>
public sealed class LinkInput
{
    public string Text { get; set; } = "";
    public string Url { get; set; } = "";

    public bool IsEmpty => string.IsNullOrWhiteSpace(Text) && string.IsNullOrWhiteSpace(Url);
}

/// <summary>One column of the footer.</summary>
public sealed class ColumnInput
{
    public string Title { get; set; } = "";
    public List<LinkInput> Links { get; set; } = [];

    public bool IsEmpty => string.IsNullOrWhiteSpace(Title) && Links.TrueForAll(link => link.IsEmpty);
}

/// <summary>The form of the menus.</summary>
public sealed class MenuInput
{
    /// <summary>Names the menus that the form was filled with, so that two publishers do not undo each other's work.</summary>
    public string Seen { get; set; } = "";
    public List<LinkInput> Main { get; set; } = [];
    public List<ColumnInput> Footer { get; set; } = [];
    /// <summary>What was taken away last: a column, or one link in a column of its own.</summary>
    public ColumnInput? Removed { get; set; }
    /// <summary>Where it stood: <c>main:2</c>, <c>cot:1</c>, <c>cot-1:2</c>.</summary>
    public string RemovedAt { get; set; } = "";

    /// <summary>A form that was not made by the page can have holes.</summary>
    public void Tidy()
    {
        Main.RemoveAll(link => link is null);
        Footer.RemoveAll(column => column is null);
        foreach (var column in Removed is null ? Footer : [.. Footer, Removed]) column.Links.RemoveAll(link => link is null);
    }
}
