using Cchc.Core.Mail;
using Cchc.Core.Messages;
using Cchc.Core.Privacy;
using Cchc.Core.Text;
using Cchc.Modules.Feedback.Rules;

namespace Cchc.Modules.Feedback.Data;

/// <summary>
/// Letters to the sender, where an e-mail address was given and a server is configured. They carry no content and no PIN: a mailbox may
/// be read by others. Who gave a telephone number alone gets a short message, where a channel is configured.
/// </summary>
public sealed class FeedbackLetters(Mailer mailer, Messenger messenger, Core.Settings.SiteSettingsCache settings)
{
    /// <summary>Steps of which the sender is told.</summary>
    private static readonly FeedbackAct[] Told = [FeedbackAct.AskInfo, FeedbackAct.Accept, FeedbackAct.Refuse, FeedbackAct.Assign, FeedbackAct.Approve, FeedbackAct.Extend, FeedbackAct.PublicNote, FeedbackAct.Merge, FeedbackAct.HandOver, FeedbackAct.Reclassify];

    public Task StageReceiptAsync(FeedbackItem item, SenderContact contact, string code, CancellationToken ct) => StageAsync(contact, code, "Đã tiếp nhận ý kiến của bạn",
        $"Ý kiến của bạn đã được tiếp nhận lúc {BusinessTime.DateAndTime(item.ReceivedUtc)}. Hạn trả lời: {BusinessTime.Date(item.DueOn)}.", ct);

    public async Task StageStepAsync(FeedbackItem item, FeedbackStep step, FeedbackActor by, SenderContact? contact, string code, CancellationToken ct)
    {
        if (contact is null || by.Role == FeedbackRole.Sender || !step.IsPublic || !Told.Contains(step.Act)) return;
        await StageAsync(contact, code, $"Ý kiến của bạn: {FeedbackFlow.Words(item.State)}", step.Act switch
        {
            FeedbackAct.AskInfo => "Bộ phận tiếp nhận cần bạn bổ sung thông tin. Thời hạn trả lời tạm dừng cho đến khi bạn bổ sung.",
            FeedbackAct.Approve => "Ý kiến của bạn đã được trả lời.",
            FeedbackAct.Extend => $"Thời hạn trả lời được gia hạn đến {BusinessTime.Date(item.DueOn)}, có nêu lý do.",
            FeedbackAct.Reclassify => $"Loại hoặc lĩnh vực của ý kiến được đổi; hạn trả lời: {BusinessTime.Date(item.DueOn)}.",
            FeedbackAct.PublicNote => "Có thông báo mới về việc xử lý ý kiến của bạn.",
            _ => $"Tình trạng mới: {FeedbackFlow.Words(item.State)}.",
        }, ct);
    }

    /// <summary>Some weeks after the answer: has it really been solved?</summary>
    public Task StageQuestionAsync(SenderContact contact, string code, CancellationToken ct) => StageAsync(contact, code, "Việc của bạn đã được giải quyết chưa?",
        "Ý kiến của bạn đã được trả lời cách đây ít tuần. Xin cho biết việc đã thật sự được giải quyết chưa: mở trang theo dõi và chọn một câu trả lời. Nếu chưa, bạn mở lại được ý kiến khi còn trong thời gian mở lại.", ct);

    /// <summary>The item into which theirs was merged has come to an end.</summary>
    public Task StageMainAsync(FeedbackItem main, SenderContact contact, string code, CancellationToken ct) => StageAsync(contact, code, $"Ý kiến của bạn: ý kiến chính {FeedbackFlow.Words(main.State)}",
        $"Ý kiến mà ý kiến của bạn được gộp vào có tình trạng mới: {FeedbackFlow.Words(main.State)}. Trang theo dõi của bạn cho xem trả lời, nếu có.", ct);

    private async Task StageAsync(SenderContact contact, string code, string subject, string what, CancellationToken ct)
    {
        var site = await settings.GetAsync(ct);
        if (contact.Email.Length == 0)
        {
            if (contact.Phone.Length > 0) messenger.Stage(contact.Phone, FeedbackMessage.Of(subject, code, site.BaseUrl));
            return;
        }
        var address = site.BaseUrl.Length > 0 ? $"{site.BaseUrl}/gop-y/theo-doi" : "mục Góp ý, Theo dõi trên trang";
        mailer.Stage(contact.Email, contact.Name, $"{subject} ({TrackingCode.Shown(code)})",
            $"Kính gửi {(contact.Name.Length > 0 ? contact.Name : "ông/bà")},\n\n{what}\n\nMã theo dõi: {TrackingCode.Shown(code)}\nXem tiến độ: {address}\nCần mã theo dõi và mã PIN, số điện thoại hoặc thư điện tử bạn đã ghi.\n\n{site.FullName}\nThư tự động, xin không trả lời thư này.\n");
    }
}
