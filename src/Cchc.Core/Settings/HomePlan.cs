using Cchc.Core.Content;

namespace Cchc.Core.Settings;

/// <summary>Rules of the home page's arrangement. Pure functions.</summary>
public static class HomePlan
{
    /// <summary>The blocks from top to bottom, shown or not: as arranged, or every module's in its own order.</summary>
    public static IReadOnlyList<HomeBlockSetting> InForce(IReadOnlyList<HomeBlockSetting>? arranged, IEnumerable<IHomeBlock> kinds) =>
        arranged ?? [.. kinds.Where(kind => kind.Order is not null).OrderBy(kind => kind.Order).Select(kind => New(kind, []))];

    /// <summary>A block of that kind with an id that none of the others has.</summary>
    public static HomeBlockSetting New(IHomeBlock kind, IEnumerable<HomeBlockSetting> others)
    {
        var word = kind.Name[(kind.Name.LastIndexOf('.') + 1)..];
        var taken = others.Select(block => block.Id).ToHashSet(StringComparer.Ordinal);
        var id = word;
        for (var number = 2; !taken.Add(id); number++) id = $"{word}-{number}";
        return new()
        {
            Id = id, Kind = kind.Name,
            Options = kind.Options.Where(option => option.Default.Length > 0).ToDictionary(option => option.Name, option => option.Default, StringComparer.Ordinal),
        };
    }

    /// <summary>What was done between two arrangements, in Vietnamese, one sentence's worth each; empty when nothing was.</summary>
    /// <param name="labelOf">How publishers know a block.</param>
    public static IReadOnlyList<string> Changes(IReadOnlyList<HomeBlockSetting> before, IReadOnlyList<HomeBlockSetting> after, Func<HomeBlockSetting, string> labelOf)
    {
        var said = new List<string>();
        var old = before.ToDictionary(block => block.Id, StringComparer.Ordinal);
        var now = after.Select(block => block.Id).ToHashSet(StringComparer.Ordinal);
        said.AddRange(after.Where(block => !old.ContainsKey(block.Id)).Select(block => $"thêm “{labelOf(block)}”"));
        said.AddRange(before.Where(block => !now.Contains(block.Id)).Select(block => $"bỏ “{labelOf(block)}”"));
        foreach (var block in after.Where(block => old.TryGetValue(block.Id, out var was) && was != block))
        {
            var was = old[block.Id];
            said.Add(was with { On = block.On } == block ? $"{(block.On ? "hiện" : "ẩn")} “{labelOf(block)}”"
                : was with { Pins = block.Pins } == block ? $"đổi bài chọn của “{labelOf(block)}”" : $"sửa “{labelOf(block)}”");
        }
        if (!before.Where(block => now.Contains(block.Id)).Select(block => block.Id).SequenceEqual(after.Where(block => old.ContainsKey(block.Id)).Select(block => block.Id)))
            said.Add($"xếp lại: {string.Join(", ", after.Select(labelOf))}");
        return said;
    }
}
