using Cchc.Core;
using Cchc.Core.People;
using Cchc.Modules.Feedback.Rules;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Feedback.Data;

/// <summary>Tells officers what has come to them. Subjects may name people, so a notice names the item's number only.</summary>
public sealed class FeedbackNotices(SiteDb db, NoticeBoard board)
{
    public static string UrlOf(long id) => $"/quan-tri/gop-y/{id}";

    /// <summary>A new item, once it has its number.</summary>
    public async Task StageNewAsync(FeedbackItem item, FeedbackActor by, CancellationToken ct) =>
        await StageAsync(await board.HoldersAsync(FeedbackPermissions.Receive, null, ct), item, by, "Có ý kiến mới cần tiếp nhận.", ct);

    /// <summary>What a step means for others. The caller saves.</summary>
    public async Task StageStepAsync(FeedbackItem item, FeedbackAct act, FeedbackActor by, CancellationToken ct)
    {
        var text = act switch
        {
            FeedbackAct.Assign => $"Đơn vị bạn được giao trả lời, hạn {Core.Text.BusinessTime.Date(item.DueOn)}.",
            FeedbackAct.Draft => "Có dự thảo trả lời chờ duyệt.",
            FeedbackAct.Review => "Dự thảo trả lời chờ duyệt lần hai.",
            FeedbackAct.SendBack => "Dự thảo trả lời bị trả lại.",
            FeedbackAct.Forward => "Đơn vị đề nghị chuyển ý kiến cho nơi khác.",
            FeedbackAct.Approve => "Trả lời đã được duyệt và gửi cho người gửi.",
            FeedbackAct.SupplyInfo => "Người gửi đã bổ sung thông tin, thời hạn chạy tiếp.",
            FeedbackAct.Reply => "Người gửi trao đổi thêm.",
            FeedbackAct.Reopen => "Người gửi mở lại ý kiến vì chưa được giải quyết.",
            FeedbackAct.Withdraw when by.Role == FeedbackRole.Sender => "Người gửi đã rút ý kiến.",
            FeedbackAct.Escalate => "Ý kiến quá hạn chưa trả lời.",
            _ => null,
        };
        if (text is null) return;
        var people = act switch
        {
            FeedbackAct.Draft or FeedbackAct.Review => await board.HoldersAsync(FeedbackPermissions.Approve, item.HandlerUnitId, ct),
            FeedbackAct.SendBack when item.DraftById is { } writer => [writer],
            FeedbackAct.Forward or FeedbackAct.Approve => await board.HoldersAsync(FeedbackPermissions.Receive, null, ct),
            FeedbackAct.Escalate => [.. await board.HoldersAsync(FeedbackPermissions.Receive, null, ct), .. await board.HoldersAsync(FeedbackPermissions.Approve, item.HandlerUnitId, ct)],
            _ when item.HandlerUnitId is { } unit && act != FeedbackAct.Reopen => await board.HoldersAsync(FeedbackPermissions.Handle, unit, ct),
            _ => await board.HoldersAsync(FeedbackPermissions.Receive, null, ct),
        };
        await StageAsync(people, item, by, text, ct);
    }

    /// <summary>The scanner has found something in an attachment.</summary>
    public async Task StageInfectedAsync(FeedbackFile file, CancellationToken ct) =>
        await board.StageAsync(await board.HoldersAsync(FeedbackPermissions.Receive, null, ct), TextOf(file.ItemId, "Tệp đính kèm có mã độc đã bị giữ lại, không ai tải được."), UrlOf(file.ItemId), ct);

    /// <summary>Reminds those who have to act on it, once with the same words.</summary>
    public async Task StageReminderAsync(FeedbackItem item, string text, CancellationToken ct)
    {
        var (words, url) = (TextOf(item.Id, text), UrlOf(item.Id));
        if (await db.Set<Notification>().AnyAsync(notice => notice.Url == url && notice.Text == words, ct)) return;
        var people = item.HandlerUnitId is { } unit ? await board.HoldersAsync(FeedbackPermissions.Handle, unit, ct) : await board.HoldersAsync(FeedbackPermissions.Receive, null, ct);
        await board.StageAsync([.. people.Distinct()], words, url, ct);
    }

    private static string TextOf(long item, string text) => $"Ý kiến số {item}: {text}";

    private Task StageAsync(IEnumerable<int> people, FeedbackItem item, FeedbackActor by, string text, CancellationToken ct) =>
        board.StageAsync([.. people.Where(person => person != by.UserId).Distinct()], TextOf(item.Id, text), UrlOf(item.Id), ct);
}
