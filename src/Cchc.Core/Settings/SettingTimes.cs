using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cchc.Core.Changes;
using Cchc.Core.Content;
using Cchc.Core.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Core.Settings;

/// <summary>Sees to it that what begins or ends at a time does so on kept pages too: at that instant they are evicted.</summary>
public sealed class SettingTimes(SiteDb db, TimeProvider clock) : IJob
{
    public const string Name = "settings.time";
    public string Kind => Name;

    public async Task RunAsync(JobRow job, CancellationToken ct)
    {
        db.Add(Change.Of(clock.GetUtcNow().UtcDateTime, [job.Payload]));
        await db.SaveChangesAsync(ct);
    }

    /// <summary>Stages a job for each instant to come that this group of settings names; the caller saves.</summary>
    /// <exception cref="FormatException">The group cannot be read.</exception>
    internal async Task StageAsync(string group, JsonObject value, CancellationToken ct)
    {
        IEnumerable<DateTime> boundaries;
        try
        {
            boundaries = group switch
            {
                nameof(SiteSettings.HomeSettings) => value.Deserialize<HomeSettings>(ContentJson.Options)!.Boundaries,
                nameof(SiteSettings.NoticeSettings) => value.Deserialize<NoticeSettings>(ContentJson.Options)!.Boundaries,
                _ => [],
            };
        }
        catch (JsonException error) { throw new FormatException($"{group}: {error.Path} không đúng kiểu.", error); }
        var tag = group == nameof(SiteSettings.HomeSettings) ? Tag.Home : Tag.Site;
        var nowUtc = clock.GetUtcNow().UtcDateTime;
        var wanted = boundaries.Select(instant => Dates.AsUtc(instant)!.Value).Where(instant => instant > nowUtc).Distinct()
            .ToDictionary(instant => string.Create(CultureInfo.InvariantCulture, $"{Name}/{tag}/{instant.Ticks}"));
        var keys = wanted.Keys.ToList();
        var known = await db.Set<JobRow>().Where(job => keys.Contains(job.Key)).Select(job => job.Key).ToListAsync(ct);
        foreach (var (key, dueUtc) in wanted)
            if (!known.Contains(key)) db.Add(new JobRow { Kind = Name, Key = key, Payload = tag, DueUtc = dueUtc });
    }
}
