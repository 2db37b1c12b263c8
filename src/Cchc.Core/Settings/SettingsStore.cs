using System.Text.Json.Nodes;
using Cchc.Core.Changes;
using Cchc.Core.Content;

namespace Cchc.Core.Settings;

/// <summary>The one way in which settings are written, by recipes and by the newsroom.</summary>
public sealed class SettingsStore(SiteDb db, TimeProvider clock)
{
    /// <summary>Stages values and the change row that evicts every page; the caller saves. An object replaces its whole group;
    /// single values join those of <see cref="SiteSettingsCache.General"/>.</summary>
    public async Task StageAsync(JsonObject values, CancellationToken ct)
    {
        var general = new JsonObject();
        foreach (var (name, value) in values)
        {
            if (value is JsonObject group) await SetAsync(name, group, merge: false, ct);
            else general[name] = value?.DeepClone();
        }
        if (general.Count > 0) await SetAsync(SiteSettingsCache.General, general, merge: true, ct);
        db.Add(Change.Of(clock.GetUtcNow().UtcDateTime, [SiteSettingsCache.ChangeTag, Tag.Site]));
    }

    private async Task SetAsync(string name, JsonObject value, bool merge, CancellationToken ct)
    {
        var setting = await db.Set<Setting>().FindAsync([name], ct);
        if (setting is null) { db.Add(new Setting { Name = name, Json = value.ToJsonString(ContentJson.Options) }); return; }
        var merged = merge ? JsonNode.Parse(setting.Json)!.AsObject() : [];
        foreach (var (key, single) in value) merged[key] = single?.DeepClone();
        setting.Json = merged.ToJsonString(ContentJson.Options);
    }
}
