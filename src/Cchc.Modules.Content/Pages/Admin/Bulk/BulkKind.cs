using System.Security.Claims;
using Cchc.Core;
using Cchc.Core.Content;
using Cchc.Core.People;

namespace Cchc.Modules.Content.Pages.Admin.Bulk;

/// <summary>What can be done to several items of a list at once.</summary>
/// <param name="Name">Stable name, kept in <see cref="BulkAct.Act"/>.</param>
/// <param name="Done">What was done, before the number of items: "Đã gỡ".</param>
/// <param name="Needs">Who may do it; null where it is asked of each item whether the person may edit it.</param>
public sealed record BulkKind(string Name, string Label, string Done, Permission? Needs)
{
    public static readonly BulkKind Publish = new("publish", "Duyệt và đăng", "Đã duyệt và đăng", Permissions.Publish);
    public static readonly BulkKind Approve = new("approve", "Duyệt", "Đã duyệt", Permissions.Approve);
    public static readonly BulkKind Unpublish = new("unpublish", "Gỡ", "Đã gỡ", Permissions.Publish);
    public static readonly BulkKind Trash = new("trash", "Bỏ vào thùng rác", "Đã bỏ vào thùng rác", Permissions.Delete);
    public static readonly BulkKind TakeBack = new("take-back", "Lấy lại", "Đã lấy lại", Permissions.Delete);
    public static readonly BulkKind AddSection = new("add-section", "Thêm vào chuyên mục", "Đã thêm vào chuyên mục", null);
    public static readonly BulkKind RemoveSection = new("remove-section", "Bỏ khỏi chuyên mục", "Đã bỏ khỏi chuyên mục", null);
    public static readonly BulkKind AddTag = new("add-tag", "Gắn thẻ", "Đã gắn thẻ", null);
    public static readonly BulkKind Assign = new("assign", "Giao", "Đã giao", Permissions.Assign);
    /// <summary>Of the calendar: one plan to another time.</summary>
    public static readonly BulkKind MovePlan = new("move-plan", "Dời giờ", "Đã dời giờ", Permissions.Publish);

    public static IReadOnlyList<BulkKind> All { get; } = [Publish, Approve, Unpublish, Trash, TakeBack, AddSection, RemoveSection, AddTag, Assign, MovePlan];

    public static BulkKind? Find(string? name) => All.FirstOrDefault(kind => kind.Name == name);

    public bool AllowedTo(ClaimsPrincipal user, ContentType type) => Needs is { } permission ? user.May(permission) : new ContentRights(user, type).Create;
}

/// <summary>Chuyên mục and tags of an item before they were changed.</summary>
/// <param name="Shown">Readers saw the text that was changed, and see the changed one.</param>
public sealed record TermsBefore(List<string> Sections, List<string> Tags, bool Shown);

/// <summary>A plan that was moved.</summary>
public sealed record PlanMove(ScheduledAction Action, DateTime FromUtc, DateTime ToUtc);

/// <summary>One item that was changed, and what it was before.</summary>
/// <param name="Revision">Number of the write that changed it: a later one is somebody else's.</param>
public sealed record BulkItem(string Id, string Title, int Revision, Standing? Before = null, TermsBefore? Terms = null, PlanMove? Plan = null);

/// <summary>One item that was left as it is, and why.</summary>
public sealed record BulkRefusal(string Id, string Title, string Why);

/// <summary>What an act did, as it is kept in <see cref="BulkAct.Json"/>.</summary>
/// <param name="Detail">The chuyên mục, tag or person, or "".</param>
public sealed record BulkRecord(string Detail, List<BulkItem> Done, List<BulkRefusal> Refused)
{
    public static BulkRecord Of(BulkAct act) => System.Text.Json.JsonSerializer.Deserialize<BulkRecord>(act.Json, ContentJson.Options) ?? new("", [], []);

    public string Json() => System.Text.Json.JsonSerializer.Serialize(this, ContentJson.Options);

    /// <summary>"Đã giao 3 mục: Nguyễn An".</summary>
    public string Sentence(BulkKind kind) => $"{kind.Done} {Done.Count:N0} mục{(Detail.Length > 0 ? $": {Detail}" : "")}.";
}
