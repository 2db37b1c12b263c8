using System.Text.Json;
using Cchc.Core;
using Cchc.Core.Changes;
using Cchc.Core.Content;
using Cchc.Core.Settings;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Cchc.Modules.Feedback.Data;

/// <summary>A kind of feedback (loại ý kiến) and the time in which it is answered.</summary>
/// <param name="Key">Stable, as in addresses and open data.</param>
/// <param name="Days">Working days from receipt to answer, 1 or more.</param>
/// <param name="Source">The rule from which the days come, as published.</param>
public sealed record FeedbackKind(string Key, string Name, int Days, string Source, string Hint = "");

public sealed record FeedbackField(string Key, string Name);

/// <summary>Other days for one unit, where its rules say so.</summary>
public sealed record UnitDays(int UnitId, string Kind, int Days, string Source);

/// <summary>What an office decides about its feedback without code; a group of the site's settings. Defaults hold where nothing is stored.</summary>
public sealed record FeedbackSettings
{
    private const string Model = "Mức đặt sẵn của phần mềm, cần thay bằng số ngày trong quy chế đã công bố của tỉnh";

    public bool IsOpen { get; init; } = true;
    public bool AnonymousAllowed { get; init; } = true;
    public IReadOnlyList<FeedbackKind> Kinds { get; init; } =
    [
        new("phan-anh", "Phản ánh", 15, Model, "Chậm trễ, phiền hà, làm không đúng quy định, quy định không phù hợp thực tế."),
        new("kien-nghi", "Kiến nghị", 15, Model, "Đề xuất sửa quy định, thủ tục, sáng kiến, cách làm mới."),
        new("gop-y", "Ý kiến góp ý", 15, Model, "Góp ý cho trang này hoặc cho một dự thảo."),
        new("cau-hoi", "Câu hỏi", 10, Model, "Hỏi về thủ tục, nơi làm, giấy tờ cần có."),
        new("khen-ngoi", "Khen ngợi", 15, Model, "Một người, một nơi đã phục vụ tốt."),
    ];
    public IReadOnlyList<FeedbackField> Fields { get; init; } =
    [
        new("thu-tuc", "Thủ tục hành chính, một cửa"), new("dich-vu-cong", "Dịch vụ công trực tuyến, chuyển đổi số"), new("can-bo", "Thái độ, trách nhiệm của cán bộ, công chức"),
        new("the-che", "Quy định, chính sách"), new("to-chuc", "Tổ chức bộ máy, sáp nhập đơn vị"), new("tai-chinh", "Phí, lệ phí, tài chính công"), new("khac", "Lĩnh vực khác"),
    ];
    public IReadOnlyList<UnitDays> UnitDays { get; init; } = [];
    /// <summary>Units whose answers need two approvals.</summary>
    public IReadOnlyList<int> TwoStepUnits { get; init; } = [];
    /// <summary>Unit of the receiving desk, as the public reads it.</summary>
    public int? DeskUnitId { get; init; }
    /// <summary>Working days by which an answer may be put off once.</summary>
    public int MostExtraDays { get; init; } = 15;
    /// <summary>Calendar days after the answer within which the sender may reopen.</summary>
    public int ReopenDays { get; init; } = 45;
    /// <summary>Calendar days after the answer when an item closes by itself, and when the sender is asked whether it is really solved.</summary>
    public int CloseDays { get; init; } = 30;
    public int AskAgainDays { get; init; } = 28;
    /// <summary>Months after its end until the sender's contact data is deleted.</summary>
    public int RetentionMonths { get; init; } = 24;
    /// <summary>Address of the published rules (quy chế), or empty.</summary>
    public string RulesUrl { get; init; } = "";
    /// <summary>Who receives, in one line: name, telephone.</summary>
    public string Desk { get; init; } = "";
    public string Consent { get; init; } = "Họ tên, điện thoại, thư điện tử của bạn chỉ dùng để xử lý và trả lời ý kiến này, được mã hóa khi lưu, chỉ bộ phận tiếp nhận xem được và bị xóa khi hết thời hạn lưu. Bạn có thể xem, sửa, rút hoặc xóa bằng mã theo dõi.";

    public FeedbackKind? KindOf(string key) => Kinds.FirstOrDefault(kind => kind.Key == key);
    public string FieldName(string key) => Fields.FirstOrDefault(field => field.Key == key)?.Name ?? "";

    /// <summary>Working days for a kind with a unit.</summary>
    public int DaysFor(string kind, int? unit) =>
        UnitDays.FirstOrDefault(one => one.UnitId == unit && one.Kind == kind)?.Days ?? KindOf(kind)?.Days ?? Kinds.Max(one => one.Days);
}

/// <summary>The settings of feedback, kept in memory.</summary>
public sealed class FeedbackSettingsCache(IServiceScopeFactory scopes) : Snapshot<FeedbackSettings>(scopes, SiteSettingsCache.ChangeTag)
{
    protected override async Task<FeedbackSettings> LoadAsync(SiteDb db, CancellationToken ct) =>
        await db.Set<Setting>().AsNoTracking().Where(setting => setting.Name == nameof(FeedbackSettings)).Select(setting => setting.Json).FirstOrDefaultAsync(ct) is { } json
            ? JsonSerializer.Deserialize<FeedbackSettings>(json, ContentJson.Options) ?? new() : new();
}
