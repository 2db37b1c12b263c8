using Cchc.Core;
using Cchc.Core.Media;
using Cchc.Core.People;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Newsroom.Media;

/// <summary>What is written to many files at once. Null leaves a field as each file has it.</summary>
public sealed record MediaBulk(string? Credit, string? Licence, string? Source, string? Folder)
{
    public bool IsEmpty => this is { Credit: null, Licence: null, Source: null, Folder: null };
}

/// <summary>A description and a credit written in the list.</summary>
/// <param name="Revision">Of the file that the writer saw.</param>
public sealed record MediaLine(int Id, int Revision, string Alt, string Credit);

/// <param name="Done">Files that say something else now.</param>
/// <param name="NotMine">Files of others, left alone.</param>
/// <param name="Newer">Names of files that somebody else changed meanwhile, left alone.</param>
public sealed record MediaChanged(int Done, int NotMine, IReadOnlyList<string> Newer);

/// <summary>Changes what is known of several files, each act in one transaction.</summary>
public sealed class ChangeMedia(SiteDb db, MediaLibrary library)
{
    private const int Tries = 3;

    /// <summary>Writes the same to all of them. What somebody else changed meanwhile keeps what was not asked for here.</summary>
    public async Task<MediaChanged> BulkAsync(IReadOnlyCollection<int> ids, MediaBulk bulk, MediaRights rights, Actor actor, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            var files = await db.Set<MediaFile>().Where(file => ids.Contains(file.Id)).ToListAsync(ct);
            var mine = files.Where(rights.Edit).ToList();
            var changed = mine.Count(file => Take(file, bulk, actor));
            try
            {
                await db.SaveChangesAsync(ct);
                return new(changed, files.Count - mine.Count, []);
            }
            catch (DbUpdateConcurrencyException) when (attempt < Tries) { db.ChangeTracker.Clear(); }
        }
    }

    /// <summary>Writes to each file its own description and credit. A file that somebody else changed meanwhile is left alone and named.</summary>
    public async Task<MediaChanged> LinesAsync(IReadOnlyCollection<MediaLine> lines, MediaRights rights, Actor actor, CancellationToken ct)
    {
        var (done, notMine, newer) = (0, 0, new List<string>());
        foreach (var line in lines)
        {
            if (await db.Set<MediaFile>().FirstOrDefaultAsync(file => file.Id == line.Id, ct) is not { } file) continue;
            var (alt, credit) = (line.Alt.Trim(), line.Credit.Trim());
            if (file.Alt == alt && file.Credit == credit) continue;
            if (!rights.Edit(file)) { notMine++; continue; }
            if (file.Revision != line.Revision) { newer.Add(file.Name); continue; }
            (file.Alt, file.Credit) = (alt, credit);
            library.Changed(file, actor, "media.changed", $"Sửa mô tả, tác giả của tệp {file.Path}");
            try
            {
                await db.SaveChangesAsync(ct);
                done++;
            }
            catch (DbUpdateConcurrencyException)
            {
                db.ChangeTracker.Clear();
                newer.Add(file.Name);
            }
        }
        return new(done, notMine, newer);
    }

    private bool Take(MediaFile file, MediaBulk bulk, Actor actor)
    {
        var before = (file.Credit, file.Licence, file.Source, file.Folder);
        (file.Credit, file.Licence, file.Source, file.Folder) = (bulk.Credit ?? file.Credit, bulk.Licence ?? file.Licence, bulk.Source ?? file.Source, bulk.Folder ?? file.Folder);
        if (before == (file.Credit, file.Licence, file.Source, file.Folder)) return false;
        library.Changed(file, actor, "media.changed", $"Sửa thông tin tệp {file.Path} cùng nhiều tệp khác");
        return true;
    }
}
