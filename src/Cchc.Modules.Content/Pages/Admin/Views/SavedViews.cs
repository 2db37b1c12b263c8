using Cchc.Core;
using Cchc.Core.Content;
using Cchc.Core.People;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Content.Pages.Admin.Views;

/// <summary>Filters of lists under names of their own, each person's apart.</summary>
public sealed class SavedViews(SiteDb db)
{
    /// <summary>Most views of one list.</summary>
    public const int Most = 20;
    public const int LongestName = 100, LongestQuery = 1000;

    public Task<List<SavedView>> OfAsync(int userId, string list, CancellationToken ct) =>
        db.Set<SavedView>().AsNoTracking().Where(view => view.UserId == userId && view.List == list).OrderBy(view => view.Id).ToListAsync(ct);

    /// <summary>Keeps a query under a name; the same name again keeps the new query.</summary>
    /// <returns>Why it cannot be kept, in Vietnamese, or null.</returns>
    public async Task<string?> SaveAsync(int userId, string list, string? name, string query, CancellationToken ct)
    {
        name = name?.Trim() ?? "";
        if (Wrong(name) is { } wrong) return wrong;
        if (query.Length == 0) return "Hãy lọc trước, rồi lưu cách lọc đó.";
        if (query.Length > LongestQuery) return "Cách lọc này quá dài, không lưu được.";
        var views = await db.Set<SavedView>().Where(view => view.UserId == userId && view.List == list).ToListAsync(ct);
        if (views.Find(view => view.Name == name) is { } known) known.Query = query;
        else if (views.Count >= Most) return $"Mỗi danh sách giữ được {Most} cách lọc. Hãy xóa bớt.";
        else db.Add(new SavedView { UserId = userId, List = list, Name = name, Query = query });
        return await TrySaveAsync(name, ct);
    }

    /// <summary>Gives a view another name.</summary>
    /// <inheritdoc cref="SaveAsync"/>
    public async Task<string?> RenameAsync(int userId, int id, string? name, CancellationToken ct)
    {
        name = name?.Trim() ?? "";
        if (Wrong(name) is { } wrong) return wrong;
        if (await db.Set<SavedView>().FirstOrDefaultAsync(view => view.Id == id && view.UserId == userId, ct) is not { } found) return "Cách lọc này đã bị xóa.";
        found.Name = name;
        return await TrySaveAsync(name, ct);
    }

    /// <returns>Whether this person had it.</returns>
    public async Task<bool> DeleteAsync(int userId, int id, CancellationToken ct) => await db.Set<SavedView>().Where(view => view.Id == id && view.UserId == userId).ExecuteDeleteAsync(ct) > 0;

    private static string? Wrong(string name) => name.Length == 0 ? "Hãy đặt tên cho cách lọc." : name.Length > LongestName ? $"Tên dài nhất {LongestName} ký tự." : null;

    private async Task<string?> TrySaveAsync(string name, CancellationToken ct)
    {
        try { await db.SaveChangesAsync(ct); return null; }
        catch (DbUpdateException error) when (error.IsDuplicate()) { return $"Đã có cách lọc tên “{name}”."; }
    }
}
