using System.Globalization;
using System.Security.Claims;
using Cchc.Core;
using Cchc.Core.Content;
using Cchc.Core.Media;
using Cchc.Core.People;
using Cchc.Core.Search;
using Cchc.Core.Text;
using Cchc.Core.Units;
using Cchc.Modules.Content.Documents;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Content.Pages.Admin;

/// <summary>What a person may do with content. Asked on the server for every act; buttons only follow it.</summary>
/// <param name="type">The content type that it is about.</param>
public sealed class ContentRights(ClaimsPrincipal user, ContentType type)
{
    private readonly int? me = user.UserId();
    /// <summary>Whether the person has anything to do with such content at all.</summary>
    public bool Any { get; } = user.May(type.WritePermission) || user.May(Permissions.Edit) || user.May(Permissions.ViewDrafts) || user.May(Permissions.Publish);
    public bool Create { get; } = user.May(type.WritePermission) || user.May(Permissions.Edit);
    public bool Publish { get; } = user.May(Permissions.Publish);
    public bool Approve { get; } = user.May(Permissions.Approve);
    public bool Return { get; } = user.May(Permissions.Return);
    public bool Assign { get; } = user.May(Permissions.Assign);
    public bool Delete { get; } = user.May(Permissions.Delete);
    public bool Upload { get; } = user.May(Permissions.UploadMedia);
    public bool SeeAll { get; } = user.May(Permissions.ViewDrafts) || user.May(Permissions.Edit);
    public int? Me => me;

    /// <summary>The unit to which all this is limited, or null.</summary>
    public int? UnitLimit { get; } = user.UnitLimit();

    public bool Edit(ContentItem item) => (user.May(Permissions.Edit) && user.Reaches(item.UnitId)) || (user.May(type.WritePermission) && IsMine(item));
    /// <summary>Whether the person may show the item to readers as it is: who may not approve needs somebody else's approval first.</summary>
    public bool MayPublish(ContentItem item) => Publish && (Approve || item.Review == ReviewState.Approved);
    public bool See(ContentItem item) => (SeeAll && user.Reaches(item.UnitId)) || Edit(item);
    private bool IsMine(ContentItem item) => me is not null && item.AuthorId == me;
}

/// <summary>Words and looks of states.</summary>
public static class StateWords
{
    public static string Word(ContentState state) => state switch
    {
        ContentState.Draft => "Bản nháp",
        ContentState.Scheduled => "Hẹn giờ",
        ContentState.Published => "Đã đăng",
        ContentState.Unpublished => "Đã gỡ",
        _ => "Thùng rác",
    };

    /// <summary>Where the item stands, in one word for lists: what readers see, or how far the first text has come.</summary>
    public static string Word(ContentState state, ReviewState review) => state == ContentState.Draft ? Word(review) : Word(state);
    public static string Css(ContentState state, ReviewState review) => state == ContentState.Draft ? Css(review) : Css(state);

    public static string Word(ReviewState review) => review switch
    {
        ReviewState.Submitted => "Chờ duyệt",
        ReviewState.Returned => "Trả lại",
        ReviewState.Approved => "Đã duyệt",
        _ => "Bản nháp",
    };

    public static string Css(ReviewState review) => review switch
    {
        ReviewState.Submitted => "state state--warn",
        ReviewState.Returned => "state state--bad",
        ReviewState.Approved => "state state--ok",
        _ => "state state--info",
    };

    public static string Word(NoteKind kind) => kind switch
    {
        NoteKind.Submitted => "gửi duyệt",
        NoteKind.Withdrawn => "rút lại",
        NoteKind.Returned => "trả lại",
        NoteKind.Approved => "duyệt",
        NoteKind.Assigned => "giao cho",
        _ => "nhắn",
    };

    public static string Css(ContentState state) => state switch
    {
        ContentState.Published => "state state--ok",
        ContentState.Draft => "state state--info",
        ContentState.Scheduled => "state state--warn",
        ContentState.Unpublished => "state state--bad",
        _ => "state",
    };
}

/// <summary>What every editing page needs, whatever its content type.</summary>
public sealed class EditorialDesk(SiteDb db, ContentStore store, SiteModules modules, Sections sections, UnitDirectory units, MediaLibrary library, NewsroomIndex newsroom,
    ContentWorkflow flow, WorkingDrafts drafts, TimeProvider clock)
{
    private static readonly string[] Times = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "dd/MM/yyyy HH:mm", "dd/MM/yyyy, HH:mm"];
    private const int Suggestions = 100;

    public SiteDb Db => db;
    public ContentStore Store => store;
    public ContentWorkflow Flow => flow;
    public WorkingDrafts Drafts => drafts;
    public SiteModules Modules => modules;
    public NewsroomIndex Newsroom => newsroom;
    /// <exception cref="InvalidOperationException">No module brings that type.</exception>
    public ContentType Type(string name) => modules.ContentType(name) ?? throw new InvalidOperationException($"No module brings {name}.");
    /// <summary>Whether the person writes anything here, of whatever type.</summary>
    public bool IsWriter(ClaimsPrincipal user) => modules.ContentTypes.Any(type => new ContentRights(user, type).Create);
    public DateTime NowUtc => clock.GetUtcNow().UtcDateTime;

    public ValueTask<SectionTree> SectionsAsync(CancellationToken ct) => sections.GetAsync(ct);
    public ValueTask<UnitRegistry> UnitsAsync(CancellationToken ct) => units.GetAsync(ct);

    /// <summary>The instant that a person wrote as a time in Vietnam, or null.</summary>
    public static DateTime? InstantOf(string text) =>
        DateTime.TryParseExact(text.Trim(), Times, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) ? BusinessTime.Utc(local) : null;

    /// <summary>First letters of a person's family and given name.</summary>
    public static string Initials(string name) => name.Split(' ', StringSplitOptions.RemoveEmptyEntries) switch
    {
        [] => "?",
        [var only] => char.ToUpper(only[0], CultureInfo.InvariantCulture).ToString(),
        [var first, .., var last] => $"{char.ToUpper(first[0], CultureInfo.InvariantCulture)}{char.ToUpper(last[0], CultureInfo.InvariantCulture)}",
    };

    /// <summary>Title of a form that was not saved, or "".</summary>
    public static string TitleOf(WorkingDraft draft) =>
        System.Text.Json.Nodes.JsonNode.Parse(draft.Json) is System.Text.Json.Nodes.JsonObject fields && fields["Input.Title#0"] is System.Text.Json.Nodes.JsonValue value && value.TryGetValue(out string? title) ? title.Trim() : "";

    /// <summary>Units that a written name, slug or code can mean; one when it is clear.</summary>
    public async Task<IReadOnlyList<Unit>> UnitsNamedAsync(string text, CancellationToken ct)
    {
        var registry = await units.GetAsync(ct);
        if (registry.FindSlug(text.Trim()) is { } exact) return [exact];
        var key = Vietnamese.Fold(text.Trim());
        var named = registry.All.Where(unit => unit.SearchKey == key).ToList();
        if (named.Count > 1 && named.Where(unit => unit.ValidTo is null).ToList() is [var current]) return [current];
        return named.Count > 0 ? named : [.. registry.All.Where(unit => unit.SearchKey.Contains(key, StringComparison.Ordinal)).Take(50)];
    }

    /// <summary>Units offered while typing: provinces of today and of before. Communes are found by their name.</summary>
    public async Task<IReadOnlyList<Unit>> ProvincesAsync(CancellationToken ct) => [.. (await units.GetAsync(ct)).All.Where(unit => unit.Kind is UnitKind.Province or UnitKind.Department)];

    /// <summary>People who work here, by name, to give an item to.</summary>
    public async Task<IReadOnlyList<(int Id, string Name)>> PeopleAsync(CancellationToken ct) =>
        [.. (await db.Users.AsNoTracking().Where(user => !user.Deactivated).Select(user => new { user.Id, Name = user.DisplayName.Length > 0 ? user.DisplayName : user.UserName ?? "" }).Take(500).ToListAsync(ct))
            .OrderBy(user => user.Name, Vietnamese.NameOrder).Select(user => (user.Id, user.Name))];

    /// <summary>A saved version as JSON, or null.</summary>
    public async Task<System.Text.Json.Nodes.JsonObject?> JsonAsync(string contentItemId, int number, CancellationToken ct) =>
        await db.Set<ContentVersion>().AsNoTracking().Where(version => version.ContentItemId == contentItemId && version.Number == number).Select(version => version.Json).FirstOrDefaultAsync(ct) is { } json
            ? ContentJson.Parse(json) : null;

    /// <summary>Content item ids of the documents that a number, the last part of an address or an id can mean; one when it is clear.</summary>
    public Task<List<string>> DocumentsNamedAsync(string text, CancellationToken ct)
    {
        var slug = LastPart(text, "/van-ban/");
        return db.Set<Document>().Where(document => document.ContentItemId == text || document.Number == text || document.Slug == slug).Select(document => document.ContentItemId).Take(2).ToListAsync(ct);
    }

    /// <summary>What follows that part of an address; the whole text where it is not there.</summary>
    public static string LastPart(string text, string after) => text.LastIndexOf(after, StringComparison.Ordinal) is var at and >= 0 ? text[(at + after.Length)..] : text;

    /// <summary>Newest pictures of the library, offered while typing.</summary>
    public async Task<IReadOnlyList<MediaFile>> NewestPicturesAsync(CancellationToken ct) => await db.Set<MediaFile>().AsNoTracking()
        .OrderByDescending(file => file.UploadedUtc).ThenByDescending(file => file.Id).Take(Suggestions).ToListAsync(ct);

    public Task<bool> HasPictureAsync(string path, CancellationToken ct) => db.Set<MediaFile>().AnyAsync(file => file.Path == path && file.ContentType.StartsWith("image/"), ct);

    /// <summary>Takes an upload into the library at once: a form that comes back with errors keeps its picture.</summary>
    public async Task<MediaResult> TakeAsync(IFormFile file, Actor actor, CancellationToken ct)
    {
        var result = await library.StageAsync(file, actor, BusinessTime.Today(clock), ct);
        if (result.File is not null) await db.SaveChangesAsync(ct);
        return result;
    }

    /// <summary>What an editor would want to know before readers see it. Nothing of this stops publishing.</summary>
    public async Task<IReadOnlyList<string>> AdviceAsync(ContentItem item, CancellationToken ct)
    {
        var advice = new List<string>();
        if (item.Title.Length > 90) advice.Add($"Tiêu đề dài {item.Title.Length} ký tự, nên dưới 90.");
        advice.AddRange(MarkdownText.PicturesWithoutAlt(item.Markdown).Select(url => $"Ảnh {url} trong bài chưa có mô tả."));
        foreach (var link in MarkdownText.LinkUrls(item.Markdown).Concat(MarkdownText.PictureUrls(item.Markdown)).Where(url => url.StartsWith('/')).Distinct(StringComparer.Ordinal).Take(50))
            if (!await LeadsSomewhereAsync(link, ct)) advice.Add($"Liên kết {link} không dẫn đến đâu.");
        return advice;
    }

    private async Task<bool> LeadsSomewhereAsync(string link, CancellationToken ct)
    {
        var path = link.Split('?', '#')[0].Trim('/');
        if (path.StartsWith("media/", StringComparison.Ordinal))
        {
            var file = path["media/".Length..];
            return await db.Set<MediaFile>().AnyAsync(row => row.Path == file, ct);
        }
        if (path.StartsWith("chuyen-muc/", StringComparison.Ordinal)) return (await sections.GetAsync(ct)).FindSlug(path["chuyen-muc/".Length..]) is not null;
        return !modules.ContentTypes.Any(type => type.Path.Length > 0 && path.StartsWith($"{type.Path}/", StringComparison.Ordinal))
            || await db.Set<ContentRoute>().AnyAsync(route => route.Path == path, ct);
    }
}
