using System.Globalization;
using Cchc.Core;
using Cchc.Core.Media;
using Cchc.Core.Text;
using Cchc.Modules.Newsroom.Media;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Newsroom.Pages.Admin.Media;

/// <summary>
/// A list of the library, newest first, narrowed as its address says. The whole library is walked along an index of the table;
/// whatever is searched or filtered is answered by the library's own index. A greater number came later.
/// </summary>
public abstract class MediaListPage(SiteDb db, MediaFinder finder, MediaWhere where, string path) : PageModel
{
    public const int Size = 24;

    [FromQuery(Name = "q")] public string? Q { get; set; }
    [FromQuery(Name = "loai")] public string? KindName { get; set; }
    [FromQuery(Name = "thu-muc")] public string? Folder { get; set; }
    /// <summary><c>mo-ta</c> or <c>tac-gia</c>: files that lack it.</summary>
    [FromQuery(Name = "thieu")] public string? Lacks { get; set; }
    /// <summary><c>chua</c>: files that no text names.</summary>
    [FromQuery(Name = "dung")] public string? Use { get; set; }
    /// <summary>Account of who uploaded, or <c>toi</c>.</summary>
    [FromQuery(Name = "nguoi")] public string? Who { get; set; }
    [FromQuery(Name = "nam")] public string? Year { get; set; }
    /// <summary><c>bang</c> for a table; else a grid.</summary>
    [FromQuery(Name = "xem")] public string? View { get; set; }
    [FromQuery(Name = "sau")] public string? After { get; set; }

    public static IReadOnlyList<(string Name, MediaKind Kind)> Kinds { get; } =
        [("anh", MediaKind.Picture), ("tai-lieu", MediaKind.Document), ("am-thanh", MediaKind.Sound), ("video", MediaKind.Film)];

    public MediaRights Rights => field ??= new(User);
    public IReadOnlyList<MediaFile> Files { get; private set; } = [];
    public int Count { get; private set; }
    public IReadOnlyDictionary<string, int> Uses { get; private set; } = new Dictionary<string, int>();
    public IReadOnlyList<string> Folders { get; private set; } = [];
    public IReadOnlyList<string> Years { get; private set; } = [];
    public IReadOnlyList<(int Id, string Name)> People { get; private set; } = [];
    public int WithoutAlt { get; private set; }
    public int WithoutCredit { get; private set; }
    /// <summary>Number of the file behind which the next page begins, or null.</summary>
    public string? Next { get; private set; }
    public bool IsTable => View == "bang";
    public bool IsNarrowed => !string.IsNullOrWhiteSpace(Q) || Labels().Count > 0;

    protected SiteDb Db => db;

    /// <summary>The address of this list with one thing changed, from its beginning.</summary>
    public string UrlWith(string name, string? value)
    {
        var query = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["q"] = Q, ["loai"] = KindName, ["thu-muc"] = Folder, ["thieu"] = Lacks, ["dung"] = Use, ["nguoi"] = Who, ["nam"] = Year, ["xem"] = View,
            [name] = value,
        };
        return QueryHelpers.AddQueryString(path, query.Where(pair => !string.IsNullOrEmpty(pair.Value)));
    }

    /// <summary>The address of an act of this page that comes back to this very place.</summary>
    public string Act(string handler) => QueryHelpers.AddQueryString(UrlWith("sau", After), "handler", handler);

    protected async Task LoadAsync(CancellationToken ct)
    {
        var index = await finder.ReadyAsync(ct);
        var labels = Labels();
        int? after = int.TryParse(After, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        Count = index.Count(new MediaQuestion(Q, labels, null, 1));
        (WithoutAlt, WithoutCredit) = (index.Count(MediaLabels.NoAlt), index.Count(MediaLabels.NoCredit));
        Folders = index.Values(MediaLabels.FolderStart);
        Years = [.. index.Values(MediaLabels.YearStart).OrderDescending(StringComparer.Ordinal)];
        var files = IsNarrowed ? await FoundAsync(index.Find(new(Q, labels, after, Size + 1)), ct) : await WalkAsync(after, ct);
        if (files.Count > Size)
        {
            files.RemoveAt(Size);
            Next = files[^1].Id.ToString(CultureInfo.InvariantCulture);
        }
        Files = files;
        Uses = await where.CountsAsync(files.ConvertAll(file => file.Path), ct);
        People = await PeopleAsync(index, ct);
    }

    private async Task<List<MediaFile>> WalkAsync(int? after, CancellationToken ct)
    {
        var rows = db.Set<MediaFile>().AsNoTracking();
        if (after is { } last) rows = rows.Where(file => file.Id < last);
        return await rows.OrderByDescending(file => file.Id).Take(Size + 1).ToListAsync(ct);
    }

    private async Task<List<MediaFile>> FoundAsync(IReadOnlyList<int> ids, CancellationToken ct)
    {
        var rows = await db.Set<MediaFile>().AsNoTracking().Where(file => ids.Contains(file.Id)).ToDictionaryAsync(file => file.Id, ct);
        return [.. ids.Where(rows.ContainsKey).Select(id => rows[id])];
    }

    private async Task<IReadOnlyList<(int Id, string Name)>> PeopleAsync(MediaIndex index, CancellationToken ct)
    {
        var ids = index.Values(MediaLabels.ByStart).Select(id => int.Parse(id, CultureInfo.InvariantCulture)).ToList();
        if (ids.Count == 0) return [];
        var rows = await db.Users.AsNoTracking().Where(user => ids.Contains(user.Id)).Select(user => new { user.Id, user.DisplayName, user.UserName }).ToListAsync(ct);
        return [.. rows.Select(user => (user.Id, user.DisplayName.Length > 0 ? user.DisplayName : user.UserName ?? "")).OrderBy(user => user.Item2, Vietnamese.Order)];
    }

    private List<string> Labels()
    {
        var labels = new List<string>();
        if (Kinds.FirstOrDefault(kind => kind.Name == KindName) is { Name: not null } only) labels.Add(MediaLabels.Kind(only.Kind));
        if (MediaFolder.Clean(Folder) is { Length: > 0 } folder) labels.Add(MediaLabels.Folder(folder));
        if (Lacks == "mo-ta") labels.Add(MediaLabels.NoAlt);
        if (Lacks == "tac-gia") labels.Add(MediaLabels.NoCredit);
        if (Use == "chua") labels.Add(MediaLabels.Unused);
        if (Who == "toi" && Rights.Me is { } me) labels.Add(MediaLabels.By(me));
        else if (int.TryParse(Who, NumberStyles.None, CultureInfo.InvariantCulture, out var person)) labels.Add(MediaLabels.By(person));
        if (int.TryParse(Year, NumberStyles.None, CultureInfo.InvariantCulture, out var year)) labels.Add(MediaLabels.Year(year));
        return labels;
    }
}
