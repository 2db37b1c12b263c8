using System.Globalization;
using System.Net;
using Cchc.Core.Calendar;
using Cchc.Core.Privacy;
using Cchc.Core.Text;
using FsCheck.Xunit;
using Microsoft.Extensions.Configuration;

namespace Cchc.Tests.Rules;

/// <summary>The clock and the steps of requests about personal data.</summary>
public sealed class PrivacyRuleTests
{
    private static readonly WorkingDays Vietnam = Holidays.Calendar(Holidays.Default);
    private static readonly DateOnly Today = new(2026, 3, 2);

    [Theory]
    // A plain week; the day of receipt is not counted, whatever the hour.
    [InlineData("02/03/2026 00:00", "04/03/2026")]
    [InlineData("02/03/2026 23:59", "04/03/2026")]
    // Over a weekend, and received on one.
    [InlineData("05/03/2026 16:00", "09/03/2026")]
    [InlineData("06/03/2026 16:00", "10/03/2026")]
    [InlineData("07/03/2026 09:00", "10/03/2026")]
    [InlineData("08/03/2026 09:00", "10/03/2026")]
    // Tết 2026: 14 to 22 February are free, nine days on end.
    [InlineData("11/02/2026 10:00", "13/02/2026")]
    [InlineData("12/02/2026 10:00", "23/02/2026")]
    [InlineData("13/02/2026 10:00", "24/02/2026")]
    [InlineData("17/02/2026 10:00", "24/02/2026")]
    [InlineData("22/02/2026 23:59", "24/02/2026")]
    // Tết 2025 and 2027.
    [InlineData("24/01/2025 10:00", "04/02/2025")]
    [InlineData("04/02/2027 10:00", "15/02/2027")]
    // A Saturday that is worked in exchange for 02/01.
    [InlineData("31/12/2025 10:00", "06/01/2026")]
    [InlineData("08/01/2026 10:00", "10/01/2026")]
    [InlineData("09/01/2026 10:00", "12/01/2026")]
    // Giỗ Tổ made up on a Monday, then 30/4 and 1/5; Quốc khánh; Ngày Văn hóa Việt Nam.
    [InlineData("24/04/2026 10:00", "29/04/2026")]
    [InlineData("28/04/2026 10:00", "04/05/2026")]
    [InlineData("28/08/2026 10:00", "04/09/2026")]
    [InlineData("23/11/2026 10:00", "26/11/2026")]
    public void An_answer_is_due_on_the_second_working_day(string received, string due)
    {
        var local = DateTime.ParseExact(received, "dd/MM/yyyy HH:mm", CultureInfo.InvariantCulture);
        Assert.Equal(DateOnly.ParseExact(due, "dd/MM/yyyy", CultureInfo.InvariantCulture), PrivacyRules.AnswerBy(BusinessTime.Utc(local), Vietnam));
    }

    [Fact]
    public void The_day_of_receipt_is_that_of_Vietnam() =>
        Assert.Equal(new(2026, 3, 5), PrivacyRules.AnswerBy(new DateTime(2026, 3, 2, 17, 0, 0, DateTimeKind.Utc), Vietnam));

    [Property]
    public bool The_last_day_is_worked_has_two_working_days_before_it_and_never_comes_sooner_for_who_asks_later(ushort minutes)
    {
        var at = new DateTime(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc).AddMinutes(minutes * 7);
        var due = PrivacyRules.AnswerBy(at, Vietnam);
        return Vietnam.IsWorking(due) && Vietnam.Between(DateOnly.FromDateTime(BusinessTime.Local(at)), due) == PrivacyRules.AnswerDays && PrivacyRules.AnswerBy(at.AddHours(5), Vietnam) >= due;
    }

    [Theory]
    [InlineData(PersonalDataRequestState.New, PrivacyAct.Take, PersonalDataRequestState.InWork)]
    [InlineData(PersonalDataRequestState.New, PrivacyAct.Finish, PersonalDataRequestState.Done)]
    [InlineData(PersonalDataRequestState.New, PrivacyAct.Refuse, PersonalDataRequestState.Refused)]
    [InlineData(PersonalDataRequestState.InWork, PrivacyAct.Take, PersonalDataRequestState.InWork)]
    [InlineData(PersonalDataRequestState.InWork, PrivacyAct.Finish, PersonalDataRequestState.Done)]
    [InlineData(PersonalDataRequestState.InWork, PrivacyAct.Refuse, PersonalDataRequestState.Refused)]
    [InlineData(PersonalDataRequestState.Done, PrivacyAct.Take, null)]
    [InlineData(PersonalDataRequestState.Done, PrivacyAct.Finish, null)]
    [InlineData(PersonalDataRequestState.Done, PrivacyAct.Refuse, null)]
    [InlineData(PersonalDataRequestState.Refused, PrivacyAct.Take, null)]
    [InlineData(PersonalDataRequestState.Refused, PrivacyAct.Finish, null)]
    [InlineData(PersonalDataRequestState.Refused, PrivacyAct.Refuse, null)]
    public void A_step_leads_to_one_state_and_what_is_closed_stays_closed(PersonalDataRequestState state, PrivacyAct act, PersonalDataRequestState? next) => Assert.Equal(next, PrivacyRules.Next(state, act));

    [Theory]
    [InlineData(PrivacyAct.Take, "", "2026-03-10", "", "các bước")]
    [InlineData(PrivacyAct.Take, "Tìm dữ liệu", null, "", "ngày hẹn")]
    [InlineData(PrivacyAct.Take, "Tìm dữ liệu", "2026-03-01", "", "ngày hẹn")]
    [InlineData(PrivacyAct.Take, "Tìm dữ liệu", "2126-03-10", "", "ngày hẹn")]
    [InlineData(PrivacyAct.Take, "Tìm dữ liệu", "2026-03-02", "", "")]
    [InlineData(PrivacyAct.Finish, "", null, "", "đã làm gì")]
    [InlineData(PrivacyAct.Finish, "Đã xóa", null, "", "")]
    [InlineData(PrivacyAct.Refuse, "", null, "Điều 4", "vì sao")]
    [InlineData(PrivacyAct.Refuse, "Còn phải giữ", null, "", "căn cứ pháp luật")]
    [InlineData(PrivacyAct.Refuse, "Còn phải giữ", null, "Điều 4", "")]
    public void A_step_that_lacks_something_says_what(PrivacyAct act, string text, string? promised, string reason, string words)
    {
        var problem = PrivacyRules.Problem(PersonalDataRequestState.New, act, text, promised is null ? null : DateOnly.Parse(promised, CultureInfo.InvariantCulture), reason, Today);
        if (words.Length == 0) Assert.Equal("", problem); else Assert.Contains(words, problem);
    }

    [Fact]
    public void A_text_too_long_and_a_step_after_the_end_are_refused()
    {
        Assert.Contains("4.000", PrivacyRules.Problem(PersonalDataRequestState.New, PrivacyAct.Finish, new string('a', PrivacyRules.MaxText + 1), null, "", Today));
        Assert.Contains("dài hơn", PrivacyRules.Problem(PersonalDataRequestState.New, PrivacyAct.Refuse, "Vì", null, new string('a', PrivacyRules.MaxReason + 1), Today));
        Assert.Contains("đã từ chối", PrivacyRules.Problem(PersonalDataRequestState.Refused, PrivacyAct.Finish, "Đã xóa", null, "", Today));
    }

    [Theory]
    [InlineData("2026-03-04", null, Urgency.Calm, "Còn 2 ngày làm việc")]
    [InlineData("2026-03-03", null, Urgency.Soon, "Còn 1 ngày làm việc")]
    [InlineData("2026-03-02", null, Urgency.Soon, "Đến hạn hôm nay")]
    [InlineData("2026-02-27", null, Urgency.Late, "Quá hạn 1 ngày")]
    [InlineData("2026-03-04", "2026-03-04", Urgency.Done, "Đúng hạn")]
    [InlineData("2026-03-04", "2026-03-06", Urgency.Done, "Trễ 2 ngày")]
    public void A_light_is_red_when_late_and_yellow_from_the_day_before(string due, string? closed, Urgency urgency, string words)
    {
        var day = DateOnly.Parse(due, CultureInfo.InvariantCulture);
        DateTime? closedUtc = closed is null ? null : BusinessTime.Utc(DateTime.Parse(closed, CultureInfo.InvariantCulture));
        var light = PrivacyRules.Light(new() { Kind = PersonalDataRequestKind.Delete, ReceivedUtc = default, AnswerBy = day, DueOn = day, AnsweredUtc = closedUtc, ClosedUtc = closedUtc }, Today, Vietnam);
        Assert.Equal((urgency, words), (light.Urgency, light.Words));
    }

    [Fact]
    public void An_address_may_send_some_requests_in_an_hour_and_others_are_not_touched()
    {
        using var limits = new PrivacyLimits(new ConfigurationBuilder().Build());
        var office = IPAddress.Parse("203.0.113.7");
        Assert.Equal(PrivacyLimits.DefaultPerAddressAndHour, Enumerable.Range(0, 1000).Count(_ => limits.Allows(office)));
        Assert.True(limits.Allows(IPAddress.Parse("203.0.113.8")));
    }

    [Fact]
    public void A_secret_of_one_area_is_of_no_use_in_another()
    {
        var keys = new PersonKeys(new byte[32], new Microsoft.AspNetCore.DataProtection.EphemeralDataProtectionProvider());
        var (one, other) = (new PrivacySecrets(keys), new Modules.Feedback.Data.FeedbackSecrets(keys));
        var code = TrackingCode.New();
        Assert.NotEqual(one.CodeKey(code), other.CodeKey(code));
        var locks = new CodeLock(1, one.SecretKey(one.CodeKey(code), "123456"), "", "");
        Assert.True(one.Opens(locks, TrackingCode.Shown(code), "123456"));
        Assert.False(other.Opens(locks, TrackingCode.Shown(code), "123456"));
        Assert.False(one.Opens(locks, TrackingCode.Shown(code), "123457"));
        Assert.False(one.Opens(null, TrackingCode.Shown(code), "123456"));
    }
}
