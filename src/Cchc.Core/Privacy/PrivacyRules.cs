using Cchc.Core.Calendar;
using Cchc.Core.Text;

namespace Cchc.Core.Privacy;

/// <summary>What an officer does with a request.</summary>
public enum PrivacyAct { Take, Finish, Refuse }

/// <summary>The clock and the steps of requests about personal data. Pure.</summary>
public static class PrivacyRules
{
    /// <summary>Working days from receipt to the answer that explains what will be done.</summary>
    /// <remarks>Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15 and Nghị định 356/2025/NĐ-CP, both in force from 01/01/2026. Until then it was 72 hours
    /// (Nghị định 13/2023/NĐ-CP). The time for carrying out depends on the kind of request; the officer promises a day.</remarks>
    public const int AnswerDays = 2;
    /// <summary>Working days that are left when it is time to say so.</summary>
    public const int SoonDays = 1;
    /// <summary>Months after its end until words, contact and answer of a request are deleted: a year in which the person may still complain of the answer.</summary>
    public const int KeptMonths = 12;
    /// <summary>Characters of what people write and of the provision of law.</summary>
    public const int MaxText = 4000, MaxReason = 300;
    /// <summary>A promised day further away than this is a slip of the pen.</summary>
    private const int MostPromisedDays = 366;

    /// <summary>Last day for the answer: the day of receipt is not counted, nor are days of rest.</summary>
    public static DateOnly AnswerBy(DateTime receivedUtc, WorkingDays calendar) => calendar.Add(DateOnly.FromDateTime(BusinessTime.Local(receivedUtc)), AnswerDays);

    /// <summary>Where a step leads; null where it cannot be taken. What is closed stays closed: the person asks anew.</summary>
    public static PersonalDataRequestState? Next(PersonalDataRequestState state, PrivacyAct act) => state is PersonalDataRequestState.New or PersonalDataRequestState.InWork
        ? act switch { PrivacyAct.Take => PersonalDataRequestState.InWork, PrivacyAct.Finish => PersonalDataRequestState.Done, _ => PersonalDataRequestState.Refused } : null;

    /// <summary>What is wrong with a step, in Vietnamese; "" when nothing.</summary>
    /// <param name="promisedOn">Day by which it will be done, of <see cref="PrivacyAct.Take"/>.</param>
    /// <param name="reason">Provision of law, of <see cref="PrivacyAct.Refuse"/>.</param>
    public static string Problem(PersonalDataRequestState state, PrivacyAct act, string text, DateOnly? promisedOn, string reason, DateOnly today)
    {
        if (Next(state, act) is null) return $"Yêu cầu này {Words(state).ToLowerInvariant()}, không làm thêm được.";
        if (text.Length == 0) return act switch { PrivacyAct.Take => "Hãy ghi các bước sẽ làm để người yêu cầu biết.", PrivacyAct.Finish => "Hãy ghi đã làm gì để trả lời người yêu cầu.", _ => "Hãy giải thích cho người yêu cầu vì sao không làm." };
        if (text.Length > MaxText) return "Nội dung dài hơn 4.000 ký tự. Hãy rút gọn.";
        if (act == PrivacyAct.Take && (promisedOn is not { } day || day < today || day.DayNumber - today.DayNumber > MostPromisedDays)) return "Hãy chọn ngày hẹn làm xong, từ hôm nay trở đi.";
        if (act == PrivacyAct.Refuse && reason.Length == 0) return "Hãy ghi căn cứ pháp luật của việc từ chối.";
        return act == PrivacyAct.Refuse && reason.Length > MaxReason ? $"Căn cứ dài hơn {MaxReason} ký tự." : "";
    }

    /// <summary>The light: of an open request by its next day, of a closed one by the day of its answer.</summary>
    public static DueLight Light(PersonalDataRequest request, DateOnly today, WorkingDays calendar) => request.ClosedUtc is null
        ? DueLight.Of(request.DueOn, null, null, today, calendar, SoonDays)
        : DueLight.Of(request.AnswerBy, null, DateOnly.FromDateTime(BusinessTime.Local(request.AnsweredUtc ?? request.ClosedUtc.Value)), today, calendar);

    /// <summary>Who did it, as the register says.</summary>
    public static string ByWhom(PersonalDataRequest request) => request.ByPerson ? "Người dân tự làm" : request.Handler;

    public static IReadOnlyList<PersonalDataRequestKind> Kinds { get; } = Enum.GetValues<PersonalDataRequestKind>();

    public static string Words(PersonalDataRequestKind kind) => kind switch
    {
        PersonalDataRequestKind.View => "Xem, nhận dữ liệu", PersonalDataRequestKind.Correct => "Sửa dữ liệu", PersonalDataRequestKind.Delete => "Xóa dữ liệu", PersonalDataRequestKind.WithdrawConsent => "Rút lại đồng ý",
        PersonalDataRequestKind.Restrict => "Hạn chế, phản đối xử lý", _ => "Yêu cầu khác",
    };

    public static string Words(PersonalDataRequestState state) => state switch
    {
        PersonalDataRequestState.New => "Mới", PersonalDataRequestState.InWork => "Đang làm", PersonalDataRequestState.Done => "Đã làm", _ => "Đã từ chối",
    };
}
