using System.Text.Json;
using Cchc.Core;
using Cchc.Core.Content;
using Cchc.Core.People;
using Cchc.Core.Search;
using Cchc.Core.Settings;

namespace Cchc.Modules.Content.Pages.Admin.Abbreviations;

/// <summary>Stores the list of short forms; the change row that comes with it tells the search of every node.</summary>
public sealed class SaveAbbreviations(SiteDb db, SettingsStore store, TimeProvider clock)
{
    private const int MostNamed = 12;

    public async Task RunAsync(IReadOnlyList<Abbreviation> before, IReadOnlyList<Abbreviation> after, Actor actor, CancellationToken ct)
    {
        await store.StageAsync(new() { [nameof(SiteSettings.AbbreviationSettings)] = JsonSerializer.SerializeToNode(new AbbreviationSettings { List = after }, ContentJson.Options) }, ct);
        db.Add(actor.Did(clock.GetUtcNow().UtcDateTime, "search.abbreviations", $"Sửa từ viết tắt của tìm kiếm: {Summary(before, after)}", "Settings"));
        await db.SaveChangesAsync(ct);
    }

    private static string Summary(IReadOnlyList<Abbreviation> before, IReadOnlyList<Abbreviation> after)
    {
        var parts = new[] { ("thêm", after.Except(before).ToList()), ("bỏ", before.Except(after).ToList()) }
            .Where(part => part.Item2.Count > 0)
            .Select(part => $"{part.Item1} {string.Join(", ", part.Item2.Take(MostNamed).Select(entry => $"{entry.Form} ({entry.Meaning})"))}{(part.Item2.Count > MostNamed ? $" và {part.Item2.Count - MostNamed} từ nữa" : "")}");
        return string.Join("; ", parts) is { Length: > 0 } changes ? changes : "không đổi từ nào";
    }
}
