using Cchc.Core.Privacy;
using Cchc.Modules.Feedback.Data;
using Cchc.Modules.Feedback.Rules;
using Cchc.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Cchc.BrowserTests;

/// <summary>Feedback as its sender lives it: with script on a phone, by keyboard, and without script.</summary>
public sealed class FeedbackJourneys(BrowserSite site) : IClassFixture<BrowserSite>
{
    private readonly List<string> problems = [];

    [Fact]
    public async Task A_sender_writes_loses_nothing_gets_a_code_and_follows_to_the_rated_answer()
    {
        await using var phone = await Visit.StartAsync(site, width: 360);
        await phone.DoAsync("feedback-phone", OnPhoneAsync);
        await using var plain = await Visit.StartAsync(site, script: false);
        await plain.DoAsync("feedback-plain", WithoutScriptAsync);
        await using var keyboard = await Visit.StartAsync(site);
        await keyboard.DoAsync("feedback-keyboard", ByKeyboardAsync);
        Assert.True(problems.Count == 0, string.Join('\n', problems));
        Assert.Empty(phone.Complaints);
        Assert.Empty(keyboard.Complaints);
    }

    /// <summary>A draft survives a reload, a complaint is explained, files stay, the answer is rated.</summary>
    private async Task OnPhoneAsync(IPage page)
    {
        await page.GotoAsync("/gop-y");
        await LookAsync(page);
        await page.GetByRole(AriaRole.Link, new() { Name = "Gửi ý kiến", Exact = true }).First.ClickAsync();
        await page.GetByLabel("Phản ánh").CheckAsync();
        await page.GetByLabel("Tiêu đề").FillAsync("Thời hạn giấy tờ thủ tục đất đai");
        await Expect(page.Locator("[data-similar-box] a").First).ToContainTextAsync("đất đai");
        await page.GetByLabel("Nội dung").FillAsync("Tôi muốn tố cáo việc đòi thêm giấy tờ.");
        await page.GetByLabel("Họ và tên").FillAsync("Nguyễn Thị Hoa");
        await page.ReloadAsync();
        await Expect(page.Locator("[data-kept]")).ToBeVisibleAsync();
        await Expect(page.GetByLabel("Tiêu đề")).ToHaveValueAsync("Thời hạn giấy tờ thủ tục đất đai");
        await Expect(page.GetByLabel("Họ và tên")).ToHaveValueAsync("Nguyễn Thị Hoa");
        await page.Locator("#Files").SetInputFilesAsync(new FilePayload { Name = "anh.jpg", MimeType = "image/jpeg", Buffer = MediaSamples.Jpeg(60, 40) });
        await page.GetByRole(AriaRole.Button, new() { Name = "Gửi ý kiến" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Đây có phải là tố cáo?" })).ToBeVisibleAsync();
        await Expect(page.Locator("[data-held]")).ToContainTextAsync("anh.jpg");
        await LookAsync(page);
        await page.GetByLabel("Tôi đã đọc").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Gửi ý kiến" }).DblClickAsync();
        await page.WaitForURLAsync("**/gop-y/bien-nhan");
        await LookAsync(page);
        var code = await page.Locator("#ma").InnerTextAsync();
        await page.GotoAsync("/gop-y/gui");
        await Expect(page.GetByLabel("Tiêu đề")).ToHaveValueAsync("");
        await page.GotoAsync("/gop-y/theo-doi");
        await Expect(page.Locator(".timeline")).ToContainTextAsync("Đã tiếp nhận");
        await LookAsync(page);
        var id = await IdAsync(code);
        Assert.Single(await site.Site.WithDbAsync(db => db.Set<FeedbackItem>().Where(item => item.Subject == "Thời hạn giấy tờ thủ tục đất đai").ToListAsync()));

        await ActAsync(id, new(FeedbackAct.AskInfo, "Hồ sơ nộp ở đâu?"), FeedbackRole.Desk);
        await page.ReloadAsync();
        await LookAsync(page);
        await page.GetByLabel("Phần bổ sung").FillAsync("Nộp ở phường, ngày 20/11.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Gửi phần bổ sung" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status).First).ToContainTextAsync("Đã nhận phần bổ sung");

        await ActAsync(id, new(FeedbackAct.Accept), FeedbackRole.Desk);
        await ActAsync(id, new(FeedbackAct.Assign), FeedbackRole.Desk);
        await ActAsync(id, new(FeedbackAct.Draft) { Change = item => item.Draft = "Danh mục giấy tờ niêm yết tại bộ phận một cửa." }, FeedbackRole.Unit);
        await ActAsync(id, new(FeedbackAct.Approve), FeedbackRole.Approver);
        await page.ReloadAsync();
        await Expect(page.Locator("main")).ToContainTextAsync("Danh mục giấy tờ niêm yết");
        await LookAsync(page);
        await page.GetByLabel("Hài lòng", new() { Exact = true }).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Gửi đánh giá" }).ClickAsync();
        await Expect(page.Locator(".slip")).ToContainTextAsync("Hài lòng");

        // What cannot be done at once goes into the register: two clicks, one request.
        await page.GetByRole(AriaRole.Link, new() { Name = "gửi yêu cầu, trả lời trong 2 ngày làm việc" }).ClickAsync();
        await page.GetByLabel("Hạn chế, phản đối xử lý").CheckAsync();
        await page.GetByLabel("Nội dung yêu cầu").FillAsync("Đừng dùng số điện thoại của tôi để hỏi ý kiến.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Gửi yêu cầu" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Hãy ghi họ và tên");
        await LookAsync(page);
        await page.GetByLabel("Họ và tên").FillAsync("Nguyễn Thị Hoa");
        await page.GetByRole(AriaRole.Button, new() { Name = "Gửi yêu cầu" }).DblClickAsync();
        await page.WaitForURLAsync("**/du-lieu-ca-nhan/bien-nhan*");
        await LookAsync(page);
        await page.GetByRole(AriaRole.Link, new() { Name = "Xem tình trạng" }).ClickAsync();
        await Expect(page.Locator("main")).ToContainTextAsync("Đừng dùng số điện thoại");
        await LookAsync(page);
        Assert.Equal(1, await site.Site.WithDbAsync(db => db.Set<PersonalDataRequest>().CountAsync()));
    }

    /// <summary>The same without script: what is like it by a button, an error that loses nothing, opening by code and PIN, deletion.</summary>
    private async Task WithoutScriptAsync(IPage page)
    {
        await page.GotoAsync("/gop-y/gui");
        await page.GetByLabel("Tiêu đề").FillAsync("Nộp hồ sơ qua bưu chính công ích");
        await page.GetByRole(AriaRole.Button, new() { Name = "Tìm câu đã trả lời" }).ClickAsync();
        await Expect(page.Locator("[data-similar-box]")).ToContainTextAsync("bưu chính công ích");
        await page.GetByLabel("Câu hỏi").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Gửi ý kiến" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Nội dung còn trống");
        await Expect(page.GetByLabel("Câu hỏi")).ToBeCheckedAsync();
        await page.GetByLabel("Nội dung").FillAsync("Phí bao nhiêu?");
        await page.GetByRole(AriaRole.Button, new() { Name = "Gửi ý kiến" }).ClickAsync();
        var (code, pin) = (await page.Locator("#ma").InnerTextAsync(), await page.Locator("#pin").InnerTextAsync());
        await page.GotoAsync("/gop-y/theo-doi");
        await page.GetByRole(AriaRole.Button, new() { Name = "Thoát trên máy này" }).ClickAsync();
        await page.GetByLabel("Mã theo dõi").FillAsync(code.ToLowerInvariant());
        await page.GetByLabel("Mã PIN").FillAsync(pin);
        await page.GetByRole(AriaRole.Button, new() { Name = "Xem ý kiến" }).ClickAsync();
        await page.GetByText("Rút ý kiến", new() { Exact = true }).First.ClickAsync();
        await page.GetByLabel("Tôi muốn rút ý kiến này").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Rút ý kiến" }).ClickAsync();
        await Expect(page.Locator(".slip")).ToContainTextAsync("Đã rút");
        await page.GetByText("Xóa dữ liệu cá nhân", new() { Exact = true }).ClickAsync();
        await page.GetByLabel("Tôi hiểu, hãy xóa").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Xóa dữ liệu của tôi" }).ClickAsync();
        await Expect(page.Locator("main")).ToContainTextAsync("Đã xóa lúc");
    }

    /// <summary>From the first field to the receipt without a mouse.</summary>
    private async Task ByKeyboardAsync(IPage page)
    {
        await page.GotoAsync("/gop-y/gui");
        await page.Locator("[name='Input.Kind']").First.FocusAsync();
        await page.Keyboard.PressAsync("Space");
        await TabToAsync(page, "Input_Subject");
        await page.Keyboard.TypeAsync("Khen bộ phận một cửa");
        await TabToAsync(page, "Input_Content");
        await page.Keyboard.TypeAsync("Nhanh và tận tình.");
        for (var step = 0; step < 40 && await page.EvaluateAsync<string>("document.activeElement.textContent.trim()") != "Gửi ý kiến"; step++) await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/gop-y/bien-nhan");
        await Expect(page.Locator("#ma")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$"));
    }

    private static async Task TabToAsync(IPage page, string id)
    {
        for (var step = 0; step < 40 && await page.EvaluateAsync<string>("document.activeElement.id") != id; step++) await page.Keyboard.PressAsync("Tab");
        Assert.Equal(id, await page.EvaluateAsync<string>("document.activeElement.id"));
    }

    private async Task LookAsync(IPage page)
    {
        problems.AddRange((await page.AxeAsync()).Select(problem => $"{page.Url}: {problem}"));
        if (await page.OverflowAsync() is > 0 and var overflow) problems.Add($"{page.Url}: {overflow} pixels wider than the window");
    }

    private Task ActAsync(long id, FeedbackStep step, FeedbackRole role) => site.Site.InAsync(async services =>
    {
        var result = await services.GetRequiredService<FeedbackStore>().ActAsync(id, step, new(role, Who: "Cán bộ"), default);
        Assert.True(result.Outcome == ActOutcome.Done, result.Problem);
    });

    private Task<long> IdAsync(string code)
    {
        var key = site.Site.Services.GetRequiredService<FeedbackSecrets>().CodeKey(TrackingCode.Read(code)!);
        return site.Site.WithDbAsync(db => db.Set<FeedbackItem>().Where(item => item.CodeKey == key).Select(item => item.Id).SingleAsync());
    }
}
