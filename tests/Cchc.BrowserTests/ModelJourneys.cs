using System.Text.RegularExpressions;
using Cchc.Core.People;
using Cchc.Core.Text;
using Cchc.Core.Units;
using Cchc.Modules.Content.Models;
using Cchc.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Cchc.BrowserTests;

/// <summary>The way of a model: nominated by one commune, reviewed, published, found, taken over by another, printed.</summary>
public sealed class ModelJourneys(BrowserSite site) : IClassFixture<BrowserSite>
{
    [Fact]
    public async Task A_commune_nominates_a_model_the_board_publishes_it_another_commune_takes_it_over_and_readers_find_and_print_it()
    {
        var communes = await site.Site.WithDbAsync(db => db.Set<Unit>().Where(unit => unit.ValidTo == null && unit.Kind == UnitKind.Commune && unit.Code.StartsWith("282")).OrderBy(unit => unit.Code).Take(2).ToListAsync());
        await using var first = await OfficerAsync("canbo.mot", communes[0].Id);
        await using var second = await OfficerAsync("canbo.hai", communes[1].Id, width: 360);
        await using var board = await Visit.StartAsync(site);
        await using var reader = await Visit.StartAsync(site, script: false);
        const string Title = "Hẹn giờ lấy số thứ tự qua tin nhắn";
        string editing = "", address = "";

        await first.DoAsync("model-nominate", async page =>
        {
            await page.GotoAsync("/quan-tri/mo-hinh");
            await page.GetByRole(AriaRole.Link, new() { Name = "Đề cử mô hình" }).First.ClickAsync();
            await page.Locator("[name='Input.Title']").FillAsync(Title);
            await page.Locator("[name='Own.Problem']").FillAsync("Sáng thứ Hai người dân chờ lâu, nhiều người về rồi quay lại.");
            await page.Locator("[name='Own.Summary']").FillAsync("Nhắn tin lấy số, đến đúng giờ hẹn.");
            await page.Locator("[name='Own.Results[0].Label']").FillAsync("Thời gian chờ trung bình");
            await page.Locator("[name='Own.Results[0].Before']").FillAsync("25 phút");
            await page.Locator("[name='Own.Results[0].After']").FillAsync("12,5");
            await page.Locator("[name='Own.Results[0].Measure']").FillAsync("phút");
            await page.Locator("[name='Own.Results[0].Source']").FillAsync("Máy lấy số của xã, quý III/2026");
            await page.Locator("[name='Input.Section']").SelectOptionAsync("cchcsec0000000000000000008");
            await page.Locator(".ProseMirror").FillAsync("Dân nhắn tin, máy trả số và giờ.");
            await page.ActAsync("Submit");
            // A slip comes back with every word.
            await Expect(page.Locator(".errors")).ToContainTextAsync("không phải là số");
            await Expect(page.Locator("[name='Own.Summary']")).ToHaveValueAsync("Nhắn tin lấy số, đến đúng giờ hẹn.");
            await page.Locator("[name='Own.Results[0].Before']").FillAsync("25");
            await page.ActAsync("Submit");
            await Expect(page.Locator(".deskbar")).ToContainTextAsync("Chờ duyệt");
            editing = new Uri(page.Url).AbsolutePath;
        });

        await board.DoAsync("model-review", async page =>
        {
            await page.SignInAsync(TestSite.AdminName, TestSite.AdminPassword);
            await page.GotoAsync("/quan-tri/mo-hinh?duyet=cho-duyet");
            await page.GetByRole(AriaRole.Link, new() { Name = Title }).ClickAsync();
            await Expect(page.Locator("[name='Input.Unit']")).ToHaveValueAsync(communes[0].Slug);
            await page.Locator(".deskbar").GetByRole(AriaRole.Button, new() { Name = "Đăng ngay" }).ClickAsync();
            await Expect(page.Locator(".deskbar")).ToContainTextAsync("Đã đăng");
        });

        // Found without marks, in the filters, and from the unit's page; the reader's browser has no script.
        await reader.DoAsync("model-find", async page =>
        {
            await Eventually.Is(async () =>
            {
                await page.GotoAsync("/tim-kiem?q=hen+gio+lay+so+tin+nhan&muc=ReformModel");
                return await page.Locator("main h3 a").CountAsync() > 0;
            }, TimeSpan.FromSeconds(20), "the published model is found");
            await page.Locator("main h3 a").First.ClickAsync();
            await Expect(page).ToHaveURLAsync(new Regex("/mo-hinh/hen-gio-lay-so"));
            address = new Uri(page.Url).AbsolutePath;
            await Expect(page.Locator("main")).ToContainTextAsync("giảm 12,5 phút");
            await page.GotoAsync("/mo-hinh");
            await page.Locator("#loc a", new() { HasText = communes[0].Name }).ClickAsync();
            await page.GetByRole(AriaRole.Link, new() { Name = Title }).ClickAsync();
            await page.Locator("main .kv a[href^='/don-vi/']").ClickAsync();
            await Expect(page.Locator("#content-models")).ToContainTextAsync(Title);
        });

        await second.DoAsync("model-take-over", async page =>
        {
            await page.GotoAsync(address);
            await page.GetByRole(AriaRole.Link, new() { Name = "Ghi nhận nhân rộng" }).ClickAsync();
            await Expect(page.Locator("[name='Own.Origin']")).ToHaveValueAsync(address);
            Assert.Equal(0, await page.OverflowAsync());
            await page.Locator("[name='Own.ReplicatedOn']").FillAsync($"{BusinessTime.Today(TimeProvider.System):yyyy-MM-dd}");
            await page.Locator("[name='Own.Results[0].Label']").FillAsync("Thời gian chờ trung bình");
            await page.Locator("[name='Own.Results[0].After']").FillAsync("15");
            await page.Locator("[name='Own.Results[0].Source']").FillAsync("Sổ theo dõi của xã");
            await page.Locator(".ProseMirror").FillAsync("Xã làm theo từ tuần này.");
            await page.ActAsync("Submit");
            await Expect(page.Locator(".deskbar")).ToContainTextAsync("Chờ duyệt");
            // The other commune's nomination is not open to him.
            await page.GotoAsync(editing);
            await Expect(page.Locator("#soan")).ToHaveCountAsync(0);
        });
        await board.DoAsync("model-spread", async page =>
        {
            await page.GotoAsync("/quan-tri/mo-hinh?duyet=cho-duyet");
            await page.GetByRole(AriaRole.Link, new() { Name = $"Nhân rộng: {Title}" }).ClickAsync();
            await page.Locator(".deskbar").GetByRole(AriaRole.Button, new() { Name = "Đăng ngay" }).ClickAsync();
            await Expect(page.Locator(".deskbar")).ToContainTextAsync("Đã đăng");
            await page.GotoAsync(address);
            await Expect(page.Locator("#nhan-rong .timeline")).ToContainTextAsync(communes[1].Name);
            await Expect(page.Locator("#nhan-rong table")).ToContainTextAsync("15");
            await page.GetByRole(AriaRole.Link, new() { Name = "Phiếu in một trang" }).ClickAsync();
            await Expect(page).ToHaveURLAsync(new Regex("/phieu$"));
            Assert.Equal(1, await SheetsAsync(page));
            // A model in which every field is full, too.
            await page.GotoAsync($"/mo-hinh/{await FullestAsync(communes[0].Id)}/phieu");
            Assert.Equal(1, await SheetsAsync(page));
        });
        foreach (var visit in new[] { first, second, board, reader }) Assert.DoesNotContain(visit.Complaints, complaint => !complaint.Contains("403"));
    }

    /// <summary>Address of a published model that is as long as the form lets it be.</summary>
    private async Task<string?> FullestAsync(int unit)
    {
        static string Full(int letters) => string.Concat(Enumerable.Repeat("Người dân phải chờ lâu ở quầy một cửa; ", 30))[..letters];
        var model = new ReformModel
        {
            Title = Full(300), Markdown = "Chữ.", Problem = Full(1000), Summary = Full(1000), Authors = Full(500), Place = Full(300), Contact = Full(300), Decision = Full(300), SourceNote = Full(500),
            Year = 2026, UnitId = unit, Sections = ["cchcsec0000000000000000008"],
        };
        for (var i = 0; i < 20; i++) model.Results.Add(new() { Label = Full(200), Measure = Full(50), Before = 12_345.67m, After = 98_765.4m, Source = Full(300) });
        var id = await PublishedAsync(model);
        var others = await site.Site.WithDbAsync(db => db.Set<Unit>().Where(other => other.ValidTo == null && other.Kind == UnitKind.Province).OrderByDescending(other => other.Name.Length).Take(9).ToListAsync());
        foreach (var other in others)
            await PublishedAsync(new() { Title = $"Nhân rộng ở {other.Name}", Markdown = "Chữ.", Kind = ModelKind.NhanRong, OriginId = id, ReplicatedOn = new DateOnly(2026, 1, 5), UnitId = other.Id, Sections = ["cchcsec0000000000000000008"] });
        return await site.Site.WithDbAsync(db => db.Set<ReformModel>().Where(row => row.ContentItemId == id).Select(row => row.Slug).SingleAsync());
    }

    private Task<string> PublishedAsync(ReformModel model) => site.Site.WithStoreAsync(async store =>
    {
        var (type, board) = (site.Site.Type(ReformModelType.TypeName), new Actor(null, "Ban biên tập") { MayApprove = true });
        var id = (await store.SaveAsync(type, model, 0, "", board)).ContentItemId;
        Assert.True((await store.PublishAsync(type, id, board)).Done);
        return id;
    });

    /// <summary>Pages of paper that the page would take; nothing of the sheet may be hidden below its end.</summary>
    private static async Task<int> SheetsAsync(IPage page)
    {
        const int PaperWidth = 673; // A4 between the margins of the print style, at 96 dots to the inch
        var screen = page.ViewportSize!;
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        await page.SetViewportSizeAsync(PaperWidth, screen.Height);
        Assert.Equal(0, await page.Locator(".onepage").EvaluateAsync<int>("sheet => sheet.scrollHeight - sheet.clientHeight"));
        await page.SetViewportSizeAsync(screen.Width, screen.Height);
        await page.EmulateMediaAsync(new() { Media = Media.Null });
        using var pdf = UglyToad.PdfPig.PdfDocument.Open(await page.PdfAsync(new() { Format = "A4", PreferCSSPageSize = true }));
        return pdf.NumberOfPages;
    }

    private async Task<Visit> OfficerAsync(string name, int unit, int width = 1280)
    {
        var user = await site.Site.AddPersonAsync(name, "UnitOfficer");
        await site.Site.WithDbAsync(db => db.Users.Where(one => one.Id == user.Id).ExecuteUpdateAsync(row => row.SetProperty(one => one.UnitId, unit)));
        var visit = await Visit.StartAsync(site, width);
        await visit.Page.SignInAsync(name, TestSite.AdminPassword);
        return visit;
    }
}
