using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cchc.Core.Changes;
using Cchc.Core.Content;
using Cchc.Core.People;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Core.Settings;

/// <summary>The one way in which settings are written, by recipes and by the newsroom.</summary>
public sealed class SettingsStore(SiteDb db, SettingTimes times, ChangeInterceptor interceptor, TimeProvider clock)
{
    /// <summary>Stages values and the change row that evicts every page; the caller saves. An object replaces its whole group;
    /// single values join those of <see cref="SiteSettingsCache.General"/>.</summary>
    public async Task StageAsync(JsonObject values, CancellationToken ct)
    {
        var general = new JsonObject();
        foreach (var (name, value) in values)
        {
            if (value is not JsonObject group) { general[name] = value?.DeepClone(); continue; }
            await SetAsync(name, group, merge: false, ct);
            await times.StageAsync(name, group, ct);
        }
        if (general.Count > 0) await SetAsync(SiteSettingsCache.General, general, merge: true, ct);
        StageChange();
    }

    /// <summary>One group as it is stored now, with a word for <see cref="ReplaceAsync"/> that names this very text.</summary>
    public async Task<(T Value, string Seen)> ReadAsync<T>(CancellationToken ct) where T : class, new()
    {
        var json = await JsonAsync(typeof(T).Name, ct);
        return (json is null ? new() : JsonSerializer.Deserialize<T>(json, ContentJson.Options) ?? new(), NameOf(json));
    }

    /// <summary>Replaces one group, with the audit row, in a transaction of its own, unless somebody else was first.</summary>
    /// <param name="seen">From <see cref="ReadAsync"/>: what the writer started from.</param>
    /// <returns>Whether it was still so.</returns>
    public async Task<bool> ReplaceAsync<T>(string seen, T value, AuditEvent act, CancellationToken ct) where T : class
    {
        var (name, group) = (typeof(T).Name, JsonSerializer.SerializeToNode(value, ContentJson.Options)!.AsObject());
        try
        {
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            var before = await JsonAsync(name, ct);
            if (NameOf(before) != seen) return false;
            var after = group.ToJsonString(ContentJson.Options);
            if (before is null) db.Add(new Setting { Name = name, Json = after });
            else if (await db.Set<Setting>().Where(row => row.Name == name && row.Json == before).ExecuteUpdateAsync(row => row.SetProperty(setting => setting.Json, after), ct) == 0) return false;
            await times.StageAsync(name, group, ct);
            db.Add(act);
            StageChange();
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }
        catch (DbUpdateException error) when (error.IsDuplicate())
        {
            db.ChangeTracker.Clear();
            return false;
        }
        await interceptor.FollowAsync();
        return true;
    }

    private void StageChange() => db.Add(Change.Of(clock.GetUtcNow().UtcDateTime, [SiteSettingsCache.ChangeTag, Tag.Site]));

    private Task<string?> JsonAsync(string name, CancellationToken ct) => db.Set<Setting>().AsNoTracking().Where(setting => setting.Name == name).Select(setting => setting.Json).FirstOrDefaultAsync(ct);

    private static string NameOf(string? json) => json is null ? "" : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json)))[..16];

    private async Task SetAsync(string name, JsonObject value, bool merge, CancellationToken ct)
    {
        var setting = await db.Set<Setting>().FindAsync([name], ct);
        if (setting is null) { db.Add(new Setting { Name = name, Json = value.ToJsonString(ContentJson.Options) }); return; }
        var merged = merge ? JsonNode.Parse(setting.Json)!.AsObject() : [];
        foreach (var (key, single) in value) merged[key] = single?.DeepClone();
        setting.Json = merged.ToJsonString(ContentJson.Options);
    }
}
