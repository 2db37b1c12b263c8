namespace Cchc.Modules.Content.Pages.Admin.HomePage;

/// <summary>An article that is to stand at the top, as it is typed.</summary>
public sealed class PinInput
{
    /// <summary>Its address.</summary>
    public string Article { get; set; } = "";
    public string Until { get; set; } = "";
}

/// <summary>One block of the form. All of it is text: what cannot be read comes back as it was typed, with a sentence beside it.</summary>
public sealed class BlockInput
{
    public string Id { get; set; } = "";
    public string Kind { get; set; } = "";
    public string Title { get; set; } = "";
    public bool On { get; set; }
    public string From { get; set; } = "";
    public string Until { get; set; } = "";
    public Dictionary<string, string> Options { get; set; } = new(StringComparer.Ordinal);
    public List<PinInput> Pins { get; set; } = [];
}

/// <summary>The form of the home page.</summary>
public sealed class HomeInput
{
    /// <summary>Names the arrangement that the form was filled with, so that two publishers do not undo each other's work.</summary>
    public string Seen { get; set; } = "";
    /// <summary>In the order in which they come: the form may be sorted by dragging.</summary>
    public List<BlockInput> Blocks { get; set; } = [];
    /// <summary>Kind of a block to be added.</summary>
    public string Add { get; set; } = "";
    /// <summary>The block that was taken away last, which can be put back.</summary>
    public BlockInput? Removed { get; set; }
    public int RemovedAt { get; set; }

    /// <summary>A form that was not made by the page can have holes.</summary>
    public void Tidy()
    {
        Blocks.RemoveAll(block => block is null);
        if (Blocks.Count > Core.Settings.HomeSettings.MostBlocks) Blocks.RemoveRange(Core.Settings.HomeSettings.MostBlocks, Blocks.Count - Core.Settings.HomeSettings.MostBlocks);
        foreach (var block in Removed is null ? Blocks : [.. Blocks, Removed])
        {
            block.Pins.RemoveAll(pin => pin is null);
            foreach (var (name, value) in block.Options) block.Options[name] = value ?? "";
        }
    }
}
