using System.Net;
using Cchc.Core.Calendar;
using Cchc.Core.Content;
using Cchc.Core.Limits;
using Cchc.Core.Mail;
using Cchc.Core.People;
using Cchc.Core.Settings;
using Cchc.Core.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace Cchc.Core.Privacy;

/// <summary>What opens a request about personal data.</summary>
public sealed class PrivacySecrets(PersonKeys keys) : CodeSecrets(keys, "privacy");

/// <summary>How a browser stays with the request that it has opened.</summary>
public sealed class PrivacyPass(IDataProtectionProvider protection) : CodePass(protection, "Cchc.Privacy.Pass", "cchc.dulieu", PrivacyDesk.Path);

/// <summary>How many requests one address may send in an hour; an office sits behind one, so the limit is wide.</summary>
public sealed class PrivacyLimits(IConfiguration configuration) : IDisposable
{
    public const int DefaultPerAddressAndHour = 60;
    private readonly KeyedLimit sends = new(configuration.GetValue("Privacy:RequestsPerAddressAndHour", DefaultPerAddressAndHour), TimeSpan.FromHours(1), segments: 6);

    /// <param name="from">Null where the connection has no address, as on a socket: there the proxy limits.</param>
    public bool Allows(IPAddress? from) => from is null || sends.Allows(from.ToString());

    public void Dispose() => sends.Dispose();
}

/// <summary>What a person sends.</summary>
/// <param name="Form">Random text of the form: sent twice with the same words it is one request.</param>
public sealed record NewPrivacyRequest(string Form, PersonalDataRequestKind Kind, string Module, RequestWords Words)
{
    /// <summary>Officer who entered what came on paper, by telephone or by mail; null: sent over the site.</summary>
    public Actor? EnteredBy { get; init; }
    /// <summary>True time of receipt; null: now.</summary>
    public DateTime? ReceivedUtc { get; init; }
}

/// <summary>What the person takes away.</summary>
/// <param name="Code">Without hyphens.</param>
public sealed record PrivacyReceipt(long Id, string Code, string Pin);

/// <summary>One step of an officer.</summary>
/// <param name="Seen">Version that the officer saw.</param>
public sealed record PrivacyStep(PrivacyAct Act, string Text, DateOnly? PromisedOn, string Reason, int Seen);

/// <summary>Requests about personal data that wait for an officer: taken, opened by who sent them, answered. Each change is one save with its line of the trail and its letter.</summary>
public sealed class PrivacyDesk(SiteDb db, PrivacySecrets secrets, WorkCalendar calendar, PersonKeys keys, NoticeBoard board, Mailer mailer, SiteSettingsCache settings, TimeProvider clock)
{
    /// <summary>Of the public pages.</summary>
    public const string Path = "/du-lieu-ca-nhan";
    public const string ChangedWords = "Yêu cầu vừa được người khác xử lý. Hãy xem lại tình trạng mới rồi làm tiếp.";

    /// <summary>The newsroom's page of a request.</summary>
    public static string UrlOf(long id) => $"/quan-tri{Path}/{id}";

    /// <summary>Takes a request. When this returns, it is stored.</summary>
    public async Task<PrivacyReceipt> SendAsync(NewPrivacyRequest sent, CancellationToken ct)
    {
        var formKey = secrets.FormKey(sent.Form, $"{sent.Kind}", sent.Words.Text);
        if (await ReceiptAsync(formKey, ct) is { } before) return before;
        var (nowUtc, code, contact) = (clock.GetUtcNow().UtcDateTime, TrackingCode.New(), sent.Words.Contact);
        var receivedUtc = sent.ReceivedUtc ?? nowUtc;
        var (codeKey, answerBy) = (secrets.CodeKey(code), PrivacyRules.AnswerBy(receivedUtc, await calendar.GetAsync(ct)));
        var request = new PersonalDataRequest
        {
            Kind = sent.Kind, Module = sent.Module, CodeKey = codeKey, CodeHidden = keys.Protect(code), FormKey = formKey, PinKey = secrets.SecretKey(codeKey, secrets.Pin(formKey)),
            PhoneKey = secrets.SecretKey(codeKey, contact.Phone), EmailKey = secrets.SecretKey(codeKey, contact.Email), Personal = sent.Words.Hide(keys), ReceivedUtc = receivedUtc, AnswerBy = answerBy, DueOn = answerBy,
        };
        db.Add(request);
        if (sent.EnteredBy is { } officer) db.Add(officer.Did(nowUtc, "privacy.entered", $"Nhập yêu cầu về dữ liệu cá nhân đến ngoài trang: {PrivacyRules.Words(sent.Kind)}", nameof(PersonalDataRequest)));
        await StageLetterAsync(contact, code, "Đã nhận yêu cầu về dữ liệu cá nhân", $"Yêu cầu của bạn đã được nhận lúc {BusinessTime.DateAndTime(receivedUtc)}. Hạn trả lời: {BusinessTime.Date(answerBy)}.", ct);
        try { await db.SaveChangesAsync(CancellationToken.None); }
        catch (DbUpdateException error)
        {
            db.ChangeTracker.Clear();
            // Two clicks at once: the unique index lets one win, and both get its receipt.
            if (!error.IsDuplicate() || await ReceiptAsync(formKey, CancellationToken.None) is not { } other) throw;
            return other;
        }
        if (sent.EnteredBy is not null) return new(request.Id, code, secrets.Pin(formKey));
        // Now that it has a number. The request is safe whatever becomes of the notice: the register shows it.
        await board.StageAsync(await board.HoldersAsync(Permissions.HandlePrivacy, null, ct), NoticeOf(request.Id, $"mới nhận, trả lời chậm nhất {BusinessTime.Date(answerBy)}."), UrlOf(request.Id), ct);
        await db.SaveChangesAsync(CancellationToken.None);
        return new(request.Id, code, secrets.Pin(formKey));
    }

    /// <summary>A notice names the number only: what people write may name them.</summary>
    public static string NoticeOf(long id, string text) => $"Yêu cầu về dữ liệu cá nhân số {id}: {text}";

    /// <summary>The id of the request that a code and a secret open; null when they do not.</summary>
    public async Task<long?> OpenAsync(string? code, string? secret, CancellationToken ct)
    {
        var key = secrets.CodeKey(TrackingCode.Read(code) ?? "");
        var locks = await db.Set<PersonalDataRequest>().AsNoTracking().Where(one => one.CodeKey == key).Select(one => new CodeLock(one.Id, one.PinKey, one.PhoneKey, one.EmailKey)).FirstOrDefaultAsync(ct);
        return secrets.Opens(locks, code, secret) ? locks!.Id : null;
    }

    public Task<PersonalDataRequest?> FindAsync(long id, CancellationToken ct) => db.Set<PersonalDataRequest>().AsNoTracking().FirstOrDefaultAsync(one => one.Id == id, ct);

    /// <summary>Code and PIN of a request, for who has opened it; null once it is forgotten.</summary>
    public PrivacyReceipt? ReceiptOf(PersonalDataRequest request) => request is { FormKey: { } form, CodeHidden.Length: > 0 } && keys.Unprotect(request.CodeHidden) is { } code ? new(request.Id, code, secrets.Pin(form)) : null;

    /// <summary>Takes a step.</summary>
    /// <returns>Why not, in Vietnamese; "" when it was taken.</returns>
    public async Task<string> ActAsync(long id, PrivacyStep step, Actor by, CancellationToken ct)
    {
        if (await db.Set<PersonalDataRequest>().FirstOrDefaultAsync(one => one.Id == id, ct) is not { } request) return "Không có yêu cầu này.";
        if (step.Seen != request.Version) return ChangedWords;
        if (PrivacyRules.Problem(request.State, step.Act, step.Text, step.PromisedOn, step.Reason, BusinessTime.Today(clock)) is { Length: > 0 } problem) return problem;
        var nowUtc = clock.GetUtcNow().UtcDateTime;
        (request.State, request.Handler, request.AnsweredUtc) = (PrivacyRules.Next(request.State, step.Act)!.Value, by.Name.Length > 200 ? by.Name[..200] : by.Name, request.AnsweredUtc ?? nowUtc);
        request.Version++;
        if (step.Act == PrivacyAct.Take) (request.Plan, request.DueOn) = (keys.Protect(step.Text), step.PromisedOn!.Value);
        else (request.Answer, request.ClosedUtc, request.Reason) = (keys.Protect(step.Text), nowUtc, step.Act == PrivacyAct.Refuse ? step.Reason : "");
        var (did, words) = step.Act switch
        {
            PrivacyAct.Take => ("privacy.taken", $"Nhận làm, hẹn xong {BusinessTime.Date(request.DueOn)}"), PrivacyAct.Finish => ("privacy.done", "Đã làm và trả lời"), _ => ("privacy.refused", $"Từ chối, căn cứ: {step.Reason}"),
        };
        db.Add(by.Did(nowUtc, did, NoticeOf(id, words), nameof(PersonalDataRequest), $"{id}"));
        if (RequestWords.Read(keys, request.Personal) is { } personal && keys.Unprotect(request.CodeHidden) is { } code)
            await StageLetterAsync(personal.Contact, code, $"Yêu cầu về dữ liệu cá nhân: {PrivacyRules.Words(request.State).ToLowerInvariant()}", step.Act switch
            {
                PrivacyAct.Take => $"Yêu cầu của bạn đang được thực hiện, hẹn xong ngày {BusinessTime.Date(request.DueOn)}. Các bước thực hiện ở trang tra cứu.",
                PrivacyAct.Finish => "Yêu cầu của bạn đã được thực hiện. Nội dung trả lời ở trang tra cứu.",
                _ => $"Yêu cầu của bạn không được thực hiện. Căn cứ: {step.Reason}. Giải thích đầy đủ ở trang tra cứu.",
            }, ct);
        try { await db.SaveChangesAsync(CancellationToken.None); }
        catch (DbUpdateConcurrencyException)
        {
            db.ChangeTracker.Clear();
            return ChangedWords;
        }
        return "";
    }

    private async Task<PrivacyReceipt?> ReceiptAsync(string formKey, CancellationToken ct) =>
        await db.Set<PersonalDataRequest>().AsNoTracking().FirstOrDefaultAsync(one => one.FormKey == formKey, ct) is { } known ? ReceiptOf(known) : null;

    /// <summary>Letters tell what happened and where to read the rest: a mailbox may be read by others, and letters lie unencrypted until they are sent.</summary>
    private async Task StageLetterAsync(SenderContact contact, string code, string subject, string what, CancellationToken ct)
    {
        if (contact.Email.Length == 0) return;
        var site = await settings.GetAsync(ct);
        var address = site.BaseUrl.Length > 0 ? $"{site.BaseUrl.TrimEnd('/')}{Path}/tra-cuu" : "mục Dữ liệu cá nhân, Tra cứu trên trang";
        mailer.Stage(contact.Email, contact.Name, $"{subject} ({TrackingCode.Shown(code)})",
            $"Kính gửi {(contact.Name.Length > 0 ? contact.Name : "ông/bà")},\n\n{what}\n\nMã yêu cầu: {TrackingCode.Shown(code)}\nXem trả lời: {address}\nCần mã yêu cầu và mã PIN, số điện thoại hoặc thư điện tử bạn đã ghi.\n\n{site.FullName}\nThư tự động, xin không trả lời thư này.\n");
    }
}
