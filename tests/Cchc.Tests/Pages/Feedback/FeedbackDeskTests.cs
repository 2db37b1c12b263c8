using System.Globalization;
using System.Net;
using Cchc.Core.Calendar;
using Cchc.Core.People;
using Cchc.Core.Units;
using Cchc.Modules.Feedback.Data;
using Cchc.Modules.Feedback.Rules;
using Cchc.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Cchc.Tests.Pages.Feedback;

public sealed class FeedbackDeskOnSqlite(SqliteSite site) : FeedbackDeskTests(site), IClassFixture<SqliteSite>;

public sealed class FeedbackDeskOnPostgres(PostgresSite site) : FeedbackDeskTests(site), IClassFixture<PostgresSite>;

/// <summary>The officers' side: who sees what, and every step on its page.</summary>
public abstract class FeedbackDeskTests(SiteFixture fixture) : KernelTests(fixture)
{
    private static int forms;

    [Fact]
    public async Task A_matter_goes_from_the_desk_to_a_unit_and_back_as_an_approved_answer()
    {
        var (mine, _) = await UnitsAsync();
        using var desk = await OfficerAsync("FeedbackOfficer");
        using var unit = await OfficerAsync("UnitOfficer", mine);
        using var approver = await OfficerAsync("FeedbackApprover", mine);
        var id = await SentAsync("Hồ sơ trễ hẹn", "Gọi tôi 0912 345 678.");
        using (var unseen = await unit.GetAsync($"/quan-tri/gop-y/{id}")) Assert.Equal(HttpStatusCode.NotFound, unseen.StatusCode);

        await StepAsync(desk, id, FeedbackAct.Accept);
        await StepAsync(desk, id, FeedbackAct.Assign, ("Input.Unit", $"{mine}"), ("Input.Note", "Trả lời trong tuần"));
        var page = await unit.PageAsync($"/quan-tri/gop-y/{id}");
        Assert.Contains("•••••••678", page.Body!.TextContent);
        Assert.DoesNotContain("0912 345 678", page.Body.TextContent);
        Assert.DoesNotContain("Nguyễn Thị Hoa", page.Body.TextContent);
        Assert.Contains("Trả lời trong tuần", page.Body.TextContent);
        Assert.Contains("Chỉ bộ phận tiếp nhận biết", page.Body.TextContent);

        await StepAsync(unit, id, FeedbackAct.Draft, ("Input.Text", "Đã xử lý, xin lỗi ông bà."));
        await StepAsync(approver, id, FeedbackAct.SendBack, ("Input.Note", "Chưa nói rõ ngày trả"));
        await StepAsync(unit, id, FeedbackAct.Draft, ("Input.Text", "Sẽ trả kết quả ngày 30/11/2026."));
        Assert.Equal("", (await ItemAsync(id)).Answer);
        Assert.Contains("Người xử lý", (await desk.PageAsync($"/quan-tri/gop-y/{id}")).Body!.TextContent);
        await StepAsync(approver, id, FeedbackAct.Approve);
        var item = await ItemAsync(id);
        Assert.Equal((FeedbackState.Answered, "Sẽ trả kết quả ngày 30/11/2026."), (item.State, item.Answer));

        await StepAsync(desk, id, FeedbackAct.Publish, ("Input.Subject", "Hồ sơ trễ hẹn"), ("Input.Content", "Hồ sơ của tôi trễ hẹn."), ("Input.Text", "Sẽ trả kết quả."), ("Input.Name", "Nguyễn Thị Hoa"));
        item = await ItemAsync(id);
        Assert.NotNull(item.PublishedUtc);
        Assert.Equal("", item.PublicName); // the sender agreed without a name
        Assert.Equal([FeedbackAct.Sent, FeedbackAct.Accept, FeedbackAct.Assign, FeedbackAct.InternalNote, FeedbackAct.Draft, FeedbackAct.SendBack, FeedbackAct.Draft, FeedbackAct.Approve, FeedbackAct.Publish],
            (await RowsAsync<FeedbackEvent>(rows => rows.Where(one => one.ItemId == id).OrderBy(one => one.Id))).Select(one => one.Act));
        Assert.Contains(await RowsAsync<Notification>(rows => rows.Where(one => one.Url == $"/quan-tri/gop-y/{id}")), notice => notice.Text.Contains("được giao trả lời", StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_officer_sees_another_unit_s_matters_in_any_way()
    {
        var (mine, other) = await UnitsAsync();
        using var desk = await OfficerAsync("FeedbackOfficer");
        using var unit = await OfficerAsync("UnitOfficer", mine);
        var id = await SentAsync("Việc của đơn vị khác", "Nội dung kín.");
        await StepAsync(desk, id, FeedbackAct.Accept);
        await StepAsync(desk, id, FeedbackAct.Assign, ("Input.Unit", $"{other}"));
        var version = (await ItemAsync(id)).Version;
        Assert.DoesNotContain("Việc của đơn vị khác", (await unit.PageAsync("/quan-tri/gop-y?xem=tat-ca")).Body!.TextContent);
        Assert.DoesNotContain("Việc của đơn vị khác", (await unit.PageAsync($"/quan-tri/gop-y?xem=tat-ca&q={id}&don-vi={other}")).Body!.TextContent);
        using (var page = await unit.GetAsync($"/quan-tri/gop-y/{id}")) Assert.Equal(HttpStatusCode.NotFound, page.StatusCode);
        var token = (await unit.PageAsync("/quan-tri/gop-y")).QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        foreach (var handler in new[] { "", "?handler=Sender", "?handler=Template" })
        {
            using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["__RequestVerificationToken"] = token, ["Input.Act"] = "Draft", ["Input.Text"] = "Chen vào", ["Input.Seen"] = $"{version}" });
            using var answer = await unit.SendAsync(HttpMethod.Post, $"/quan-tri/gop-y/{id}{handler}", form);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
        using (var bulk = await unit.SendAsync(HttpMethod.Post, "/quan-tri/gop-y?handler=Assign", new FormUrlEncodedContent(new Dictionary<string, string> { ["__RequestVerificationToken"] = token, ["chosen"] = $"{id}", ["unit"] = $"{mine}" })))
            Assert.NotEqual(HttpStatusCode.OK, bulk.StatusCode);
        var item = await ItemAsync(id);
        Assert.Equal((version, (int?)other, ""), (item.Version, item.HandlerUnitId, item.Draft));
    }

    [Fact]
    public async Task A_unit_that_gives_a_matter_back_sees_it_no_longer_and_never_saw_a_number_in_its_subject()
    {
        var (mine, _) = await UnitsAsync();
        using var desk = await OfficerAsync("FeedbackOfficer");
        using var unit = await OfficerAsync("UnitOfficer", mine);
        var id = await SentAsync("Gọi lại cho tôi 0912 345 678", "Nội dung.");
        await StepAsync(desk, id, FeedbackAct.Accept);
        await StepAsync(desk, id, FeedbackAct.Assign, ("Input.Unit", $"{mine}"));
        foreach (var path in new[] { $"/quan-tri/gop-y/{id}", "/quan-tri/gop-y?xem=tat-ca" })
        {
            var text = (await unit.PageAsync(path)).Body!.TextContent;
            Assert.Contains("Gọi lại cho tôi", text);
            Assert.DoesNotContain("0912 345 678", text);
        }
        Assert.Contains("0912 345 678", (await desk.PageAsync($"/quan-tri/gop-y/{id}")).Body!.TextContent);
        await StepAsync(unit, id, FeedbackAct.Forward, ("Input.Note", "Không thuộc đơn vị này"));
        Assert.Null((await ItemAsync(id)).HandlerUnitId);
        using var gone = await unit.GetAsync($"/quan-tri/gop-y/{id}");
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Fact]
    public async Task A_split_that_came_too_late_makes_no_part()
    {
        using var desk = await OfficerAsync("FeedbackOfficer");
        var id = await SentAsync("Tách muộn", "Hai việc.");
        await StepAsync(desk, id, FeedbackAct.Accept);
        var page = await SiteClient.ParseAsync(await desk.SubmitAsync($"/quan-tri/gop-y/{id}", new Dictionary<string, string> { ["Input.Seen"] = "0", ["Input.Subject"] = "Phần hai", ["Input.Content"] = "Tách ra." }, form: "form:has(input[name='Input.Act'][value='Split'])"));
        Assert.Contains("vừa được người khác xử lý", page.QuerySelector("[role=alert]")!.TextContent);
        Assert.Empty(await RowsAsync<FeedbackItem>(rows => rows.Where(one => one.SplitFromId == id)));
    }

    [Fact]
    public async Task What_the_sender_no_longer_allows_is_no_longer_published()
    {
        var (mine, _) = await UnitsAsync();
        using var desk = await OfficerAsync("FeedbackOfficer");
        using var unit = await OfficerAsync("UnitOfficer", mine);
        using var approver = await OfficerAsync("FeedbackApprover", mine);
        var id = await SentAsync("Công khai rồi thôi", "Nội dung.");
        await StepAsync(desk, id, FeedbackAct.Accept);
        await StepAsync(desk, id, FeedbackAct.Assign, ("Input.Unit", $"{mine}"));
        await StepAsync(unit, id, FeedbackAct.Draft, ("Input.Text", "Trả lời."));
        await StepAsync(approver, id, FeedbackAct.Approve);
        await StepAsync(desk, id, FeedbackAct.Publish, ("Input.Subject", "Công khai rồi thôi"), ("Input.Content", "Nội dung."), ("Input.Text", "Trả lời."));
        Assert.NotNull((await ItemAsync(id)).PublishedUtc);
        await CorrectAsync(id, PublishPermission.WithName, "Nguyễn Thị Hoa");
        await CorrectAsync(id, PublishPermission.WithoutName);
        Assert.Equal(("", true), ((await ItemAsync(id)).PublicName, (await ItemAsync(id)).PublishedUtc is not null));
        await CorrectAsync(id, PublishPermission.None);
        Assert.Null((await ItemAsync(id)).PublishedUtc);
    }

    [Fact]
    public async Task Only_the_desk_sees_who_sent_it_and_each_look_is_in_the_trail()
    {
        using var desk = await OfficerAsync("FeedbackOfficer");
        var id = await SentAsync("Ai gửi", "Nội dung.");
        Assert.DoesNotContain("Nguyễn Thị Hoa", (await desk.PageAsync($"/quan-tri/gop-y/{id}")).Body!.TextContent);
        for (var look = 1; look <= 2; look++)
        {
            using var shown = await desk.SubmitAsync($"/quan-tri/gop-y/{id}", new Dictionary<string, string>(), form: "form[action*=Sender]");
            Assert.True(shown.Headers.CacheControl!.NoStore);
            Assert.Contains("Nguyễn Thị Hoa", (await SiteClient.ParseAsync(shown)).Body!.TextContent);
            Assert.Equal(look, (await RowsAsync<AuditEvent>(rows => rows.Where(one => one.Action == "feedback.sender-seen" && one.SubjectId == $"{id}"))).Count);
        }
    }

    [Fact]
    public async Task A_step_that_is_refused_says_why_and_keeps_what_was_typed()
    {
        using var desk = await OfficerAsync("FeedbackOfficer");
        var id = await SentAsync("Từ chối", "Nội dung.");
        var page = await SiteClient.ParseAsync(await desk.SubmitAsync($"/quan-tri/gop-y/{id}", new Dictionary<string, string>(), form: "form:has(#b-Refuse-note)"));
        Assert.Contains("Hãy ghi rõ lý do", page.QuerySelector("[role=alert]")!.TextContent);
        page = await SiteClient.ParseAsync(await desk.SubmitAsync($"/quan-tri/gop-y/{id}", new Dictionary<string, string> { ["Input.Days"] = "99", ["Input.Note"] = "Cần đo đạc lại" }, form: "form:has(#b-Extend-days)"));
        Assert.Contains("Gia hạn từ 1 đến 15", page.QuerySelector("[role=alert]")!.TextContent);
        Assert.Equal("Cần đo đạc lại", page.QuerySelector("#b-Extend-note")!.TextContent.Trim());
        // Somebody else was faster.
        await StepAsync(desk, id, FeedbackAct.Accept);
        page = await SiteClient.ParseAsync(await desk.SubmitAsync($"/quan-tri/gop-y/{id}", new Dictionary<string, string> { ["Input.Seen"] = "0", ["Input.Note"] = "Không thuộc thẩm quyền" }, form: "form:has(#b-Refuse-note)"));
        Assert.Contains("vừa được người khác xử lý", page.QuerySelector("[role=alert]")!.TextContent);
        Assert.Equal(FeedbackState.Accepted, (await ItemAsync(id)).State);
    }

    [Fact]
    public async Task Several_are_given_away_at_once_merged_and_split()
    {
        var (mine, _) = await UnitsAsync();
        using var desk = await OfficerAsync("FeedbackOfficer");
        var (first, second) = (await SentAsync("Trùng một", "Nội dung."), await SentAsync("Trùng hai", "Hai việc."));
        var token = (await desk.PageAsync("/quan-tri/gop-y")).QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using (var bulk = await desk.SendAsync(HttpMethod.Post, "/quan-tri/gop-y?handler=Assign", new FormUrlEncodedContent([new("__RequestVerificationToken", token), new("chosen", $"{first}"), new("chosen", $"{second}"), new("unit", $"{mine}")])))
            Assert.Equal(HttpStatusCode.Redirect, bulk.StatusCode);
        Assert.Equal([FeedbackState.Assigned, FeedbackState.Assigned], [(await ItemAsync(first)).State, (await ItemAsync(second)).State]);
        await StepAsync(desk, second, FeedbackAct.Split, ("Input.Subject", "Việc thứ hai"), ("Input.Content", "Tách ra."));
        var part = Assert.Single(await RowsAsync<FeedbackItem>(rows => rows.Where(one => one.SplitFromId == second)));
        Assert.Equal(("Việc thứ hai", FeedbackState.Received, true), (part.Subject, part.State, part.Contact.Length > 0));
        await StepAsync(desk, second, FeedbackAct.Merge, ("Input.Other", $"{first}"));
        Assert.Equal((FeedbackState.Merged, (long?)first), ((await ItemAsync(second)).State, (await ItemAsync(second)).MergedIntoId));
    }

    [Fact]
    public async Task A_published_name_goes_with_the_personal_data()
    {
        var (mine, _) = await UnitsAsync();
        using var desk = await OfficerAsync("FeedbackOfficer");
        using var admin = Site.Client();
        using (await admin.SignInAsync(TestSite.AdminName)) { }
        var id = await SentAsync("Khen có tên", "Cán bộ tận tình.", PublishPermission.WithName);
        await StepAsync(desk, id, FeedbackAct.Accept);
        await StepAsync(desk, id, FeedbackAct.Assign, ("Input.Unit", $"{mine}"));
        await StepAsync(admin, id, FeedbackAct.Draft, ("Input.Text", "Cảm ơn ông bà."));
        await StepAsync(admin, id, FeedbackAct.Approve);
        await StepAsync(desk, id, FeedbackAct.Publish, ("Input.Name", "Nguyễn Thị Hoa"));
        using var reader = Site.Client();
        await Site.Services.GetRequiredService<Core.Changes.ChangeFeed>().CatchUpAsync(default);
        Assert.Contains("Nguyễn Thị Hoa", (await reader.PageAsync($"/gop-y/cong-khai/{id}")).Body!.TextContent);
        await StepAsync(desk, id, FeedbackAct.Erase, ("Input.Note", "Người gửi yêu cầu"));
        await Site.Services.GetRequiredService<Core.Changes.ChangeFeed>().CatchUpAsync(default);
        var page = (await reader.PageAsync($"/gop-y/cong-khai/{id}")).Body!.TextContent;
        Assert.DoesNotContain("Nguyễn Thị Hoa", page);
        Assert.Contains("Cảm ơn ông bà", page);
    }

    [Fact]
    public async Task A_letter_on_paper_is_entered_with_its_true_day_and_gets_a_code_that_opens_it()
    {
        using var desk = await OfficerAsync("FeedbackOfficer");
        var received = Core.Text.BusinessTime.Local(NowUtc).AddDays(-5).ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);
        var fields = new Dictionary<string, string> { ["Input.Channel"] = "Paper", ["Input.ReceivedAt"] = received, ["Input.Kind"] = "phan-anh", ["Input.Subject"] = "Đơn giấy", ["Input.Content"] = "Nội dung đơn.", ["Input.Name"] = "Trần Văn Bảy", ["Input.Phone"] = "abc" };
        var wrong = await SiteClient.ParseAsync(await desk.SubmitAsync("/quan-tri/gop-y/nhap", fields, form: "form.form"));
        Assert.Contains("10 chữ số", wrong.QuerySelector("[role=alert]")!.TextContent);
        Assert.Equal("Đơn giấy", wrong.QuerySelector("#Input_Subject")!.GetAttribute("value"));
        fields["Input.Phone"] = "0912345678";
        var slip = await SiteClient.ParseAsync(await desk.SubmitAsync("/quan-tri/gop-y/nhap", fields, form: "form.form"));
        var codes = slip.QuerySelectorAll(".code").Select(one => one.TextContent.Trim()).ToList();
        var id = await Site.InAsync(services => services.GetRequiredService<FeedbackStore>().OpenAsync(codes[0], codes[1], default));
        var item = await ItemAsync(id!.Value);
        Assert.Equal((FeedbackChannel.Paper, "Đơn giấy"), (item.Channel, item.Subject));
        Assert.Equal(DateOnly.FromDateTime(Core.Text.BusinessTime.Local(NowUtc)).AddDays(-5), item.ClockFrom);
    }

    [Fact]
    public async Task The_desk_puts_a_matter_into_another_kind_and_the_deadline_is_counted_anew_from_its_first_day()
    {
        using var desk = await OfficerAsync("FeedbackOfficer");
        var id = await SentAsync("Thực ra là câu hỏi", "Hỏi giờ làm việc.");
        var before = await ItemAsync(id);
        var same = await SiteClient.ParseAsync(await desk.SubmitAsync($"/quan-tri/gop-y/{id}", new Dictionary<string, string>(), form: "form:has(#b-Reclassify-kind)"));
        Assert.Contains("vẫn như cũ", same.QuerySelector("[role=alert]")!.TextContent);
        await StepAsync(desk, id, FeedbackAct.Reclassify, ("Input.Kind", "cau-hoi"), ("Input.Field", "thu-tuc"));
        var item = await ItemAsync(id);
        var calendar = await Site.Services.GetRequiredService<WorkCalendar>().GetAsync(default);
        Assert.Equal(("cau-hoi", "thu-tuc", 10, before.State), (item.Kind, item.Field, item.Days, item.State));
        Assert.Equal((calendar.Add(before.ClockFrom, 10), before.ClockFrom), (item.DueOn, item.ClockFrom));
        var step = Assert.Single(await RowsAsync<FeedbackEvent>(rows => rows.Where(one => one.ItemId == id && one.Act == FeedbackAct.Reclassify)));
        Assert.Equal(("Loại: Câu hỏi. Lĩnh vực: Thủ tục hành chính, một cửa.", true), (step.Note, step.IsPublic));
        Assert.Single(await RowsAsync<AuditEvent>(rows => rows.Where(one => one.Action == "feedback.reclassified" && one.SubjectId == $"{id}")));
    }

    [Fact]
    public async Task What_an_officer_entered_for_the_sender_goes_with_the_sender_s_data()
    {
        using var desk = await OfficerAsync("FeedbackOfficer");
        var id = await SentAsync("Bổ sung tại quầy", "Nội dung.");
        await StepAsync(desk, id, FeedbackAct.AskInfo, ("Input.Note", "Cần số biên nhận"));
        using (var picture = new MemoryStream(MediaSamples.Png(8, 8)))
            Assert.Equal("", (await Site.InAsync(services => services.GetRequiredService<FeedbackStore>().ActAsync(id, new(FeedbackAct.SupplyInfo, "Bà Hoa nói số 123") { Files = [new("bien-nhan.png", picture)] }, new(FeedbackRole.Desk, null, "Bàn tiếp nhận"), default))).Problem);
        Assert.True(Assert.Single(await RowsAsync<FeedbackFile>(rows => rows.Where(file => file.ItemId == id))).FromSender);
        await StepAsync(desk, id, FeedbackAct.Withdraw, ("Input.Note", "Người gửi xin rút"));
        await StepAsync(desk, id, FeedbackAct.Erase, ("Input.Note", "Người gửi yêu cầu"));
        Assert.Empty(await RowsAsync<FeedbackFile>(rows => rows.Where(file => file.ItemId == id)));
        var events = await RowsAsync<FeedbackEvent>(rows => rows.Where(one => one.ItemId == id));
        Assert.DoesNotContain(events, one => one.Note.Contains("số 123", StringComparison.Ordinal));
        Assert.Contains(events, one => one.Note == "Cần số biên nhận");
    }

    [Fact]
    public async Task A_day_of_rest_that_is_entered_moves_the_deadlines_and_its_end_moves_them_back()
    {
        using var desk = await OfficerAsync("FeedbackOfficer");
        var id = await SentAsync("Hạn dời", "Nội dung.");
        var due = (await ItemAsync(id)).DueOn;
        var on = (await Site.Services.GetRequiredService<WorkCalendar>().GetAsync(default)).Add((await ItemAsync(id)).ClockFrom, 2);
        using (await desk.SubmitAsync("/quan-tri/gop-y/ngay-nghi", new Dictionary<string, string> { ["Input.On"] = on.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), ["Input.Name"] = "Nghỉ bão", ["Input.Source"] = "Công điện 1" }, form: "form.form")) { }
        Assert.True((await ItemAsync(id)).DueOn > due);
        using (await desk.SubmitAsync("/quan-tri/gop-y/ngay-nghi", new Dictionary<string, string>(), form: $"form:has(input[value='{on:yyyy-MM-dd}'])")) { }
        Assert.Equal(due, (await ItemAsync(id)).DueOn);
    }

    [Fact]
    public async Task A_report_counts_by_unit_field_and_month_and_a_unit_sees_its_own_only()
    {
        var (mine, other) = await UnitsAsync();
        using var desk = await OfficerAsync("FeedbackOfficer");
        using var unit = await OfficerAsync("UnitOfficer", mine);
        foreach (var to in new[] { mine, other })
        {
            var id = await SentAsync("Đếm", "Nội dung.");
            await StepAsync(desk, id, FeedbackAct.Accept);
            await StepAsync(desk, id, FeedbackAct.Assign, ("Input.Unit", $"{to}"));
        }
        var registry = await Site.Services.GetRequiredService<UnitDirectory>().GetAsync(default);
        var (ours, theirs) = (registry.Find(mine)!.Name, registry.Find(other)!.Name);
        var page = await desk.PageAsync("/quan-tri/gop-y/bao-cao");
        Assert.Equal(["Theo đơn vị", "Theo lĩnh vực", "Theo tháng"], page.QuerySelectorAll("caption").Select(caption => caption.TextContent));
        Assert.Contains(ours, page.Body!.TextContent);
        Assert.Contains(theirs, page.Body.TextContent);
        var own = await unit.PageAsync("/quan-tri/gop-y/bao-cao");
        Assert.Contains(ours, own.QuerySelector("main")!.TextContent);
        Assert.DoesNotContain(theirs, own.QuerySelector("main")!.TextContent);
        Assert.Contains("Ngày cuối phải sau", (await desk.PageAsync("/quan-tri/gop-y/bao-cao?tu=2026-11-30&den=2026-11-01")).QuerySelector("[role=alert]")!.TextContent);
        using var book = await desk.GetAsync(page.QuerySelector("a[download]")!.GetAttribute("href")!);
        Assert.Equal(Core.Sheets.Spreadsheet.MediaType, book.Content.Headers.ContentType?.MediaType);
        Assert.Contains(await RowsAsync<AuditEvent>(rows => rows.Where(one => one.Action == "statistics.exported")), one => one.Summary.Contains("ý kiến công dân", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Settings_and_templates_are_kept_and_bad_ones_named()
    {
        using var desk = await OfficerAsync("FeedbackOfficer");
        var wrong = await SiteClient.ParseAsync(await desk.SubmitAsync("/quan-tri/gop-y/cau-hinh", new Dictionary<string, string> { ["Input.Kinds"] = "Phản ánh; nhiều; không" }, form: "form.form"));
        Assert.Contains("số ngày làm việc phải từ 1 đến 250", wrong.Body!.TextContent);
        Assert.Contains("Phản ánh; nhiều; không", wrong.QuerySelector("#Input_Kinds")!.TextContent);
        wrong = await SiteClient.ParseAsync(await desk.SubmitAsync("/quan-tri/gop-y/cau-hinh", new Dictionary<string, string> { ["Input.ReopenDays"] = "28", ["Input.AskAgainDays"] = "28" }, form: "form.form"));
        Assert.Contains("Phải nhiều ngày hơn lúc hỏi lại", wrong.Body!.TextContent);
        using (await desk.SubmitAsync("/quan-tri/gop-y/mau", new Dictionary<string, string> { ["title"] = "Xin lỗi", ["text"] = "Xin lỗi ông bà." }, form: "form:has(input[name=id][value='0'])")) { }
        Assert.Equal("Xin lỗi ông bà.", Assert.Single(await RowsAsync<AnswerTemplate>(rows => rows.Where(one => one.Title == "Xin lỗi"))).Text);
    }

    private async Task<(int Mine, int Other)> UnitsAsync()
    {
        var place = (await Site.Services.GetRequiredService<Core.Settings.SiteSettingsCache>().GetAsync(default)).SitePlace;
        var communes = (await Site.Services.GetRequiredService<UnitDirectory>().GetAsync(default)).Below(place, DateOnly.FromDateTime(Core.Text.BusinessTime.Local(NowUtc)));
        return (communes[0].Id, communes[1].Id);
    }

    /// <summary>A person of that role, limited to a unit where one is named, signed in.</summary>
    private async Task<SiteClient> OfficerAsync(string role, int? unit = null)
    {
        var user = await Site.AddPersonAsync($"can.bo.{Guid.NewGuid():N}"[..24], role);
        if (unit is not null) await Site.WithDbAsync(db => db.Users.Where(one => one.Id == user.Id).ExecuteUpdateAsync(row => row.SetProperty(one => one.UnitId, unit)));
        var client = Site.Client();
        using (await client.SignInAsync(user.UserName!)) { }
        using (var start = await client.GetAsync("/quan-tri")) Assert.Equal(HttpStatusCode.OK, start.StatusCode);
        return client;
    }

    private Task<long> SentAsync(string subject, string content, PublishPermission may = PublishPermission.WithoutName) => Site.InAsync(async services => (await services.GetRequiredService<FeedbackStore>().SendAsync(
        new($"bieu-mau-{Interlocked.Increment(ref forms)}-{Guid.NewGuid():N}", "phan-anh", subject, content, new("Nguyễn Thị Hoa", "0912345678")) { MayPublish = may }, [], default)).Id);

    /// <summary>The sender changes what may be published.</summary>
    private async Task CorrectAsync(long id, PublishPermission may, string? name = null) => Assert.Equal(ActOutcome.Done, (await Site.InAsync(services => services.GetRequiredService<FeedbackStore>().ActAsync(
        id, new(FeedbackAct.Correct) { Change = item => (item.MayPublish, item.PublicName) = (may, name ?? item.PublicName) }, FeedbackActor.Sender, default))).Outcome);

    private Task<FeedbackItem> ItemAsync(long id) => Site.WithDbAsync(db => db.Set<FeedbackItem>().AsNoTracking().SingleAsync(one => one.Id == id));

    /// <summary>Sends the form of a step and wants it done.</summary>
    private static async Task StepAsync(SiteClient client, long id, FeedbackAct act, params (string Name, string Value)[] fields)
    {
        using var answer = await client.SubmitAsync($"/quan-tri/gop-y/{id}", fields.ToDictionary(field => field.Name, field => field.Value), form: $"form:has(input[name='Input.Act'][value='{act}'])");
        Assert.True(answer.StatusCode == HttpStatusCode.Redirect, answer.StatusCode == HttpStatusCode.OK ? (await SiteClient.ParseAsync(answer)).QuerySelector("[role=alert]")?.TextContent : $"{answer.StatusCode}");
    }
}
