using Cchc.Core.Settings;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.Extensions.Localization;

namespace Cchc.Modules.Content.Home;

/// <summary>How a block's view finds what publishers chose of it.</summary>
public static class BlockView
{
    private const string Key = "Block";

    /// <summary>What the view of that block is given.</summary>
    public static ViewDataDictionary With(this ViewDataDictionary data, HomeBlockSetting block) => new(data) { [Key] = block };

    public static HomeBlockSetting Block(this ViewDataDictionary data) => (HomeBlockSetting)data[Key]!;

    /// <summary>The title that a publisher wrote, or the block's own.</summary>
    public static string BlockTitle(this ViewDataDictionary data, LocalizedString own) => data.Block().Title is { Length: > 0 } title ? title : own.Value;
}
