using Cchc.Core.Content;
using Cchc.Core.Media;
using Cchc.Core.People;
using Cchc.Modules.Content.Documents;
using Cchc.Modules.Content.News;
using Cchc.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Fonts.Standard14Fonts;
using UglyToad.PdfPig.Writer;
using static Microsoft.Playwright.Assertions;

namespace Cchc.BrowserTests;

public sealed class CitizenJourneys(BrowserSite site) : IClassFixture<BrowserSite>
{
    [Theory]
    [InlineData(1280, true)]
    [InlineData(1280, false)]
    [InlineData(360, true)]
    [InlineData(360, false)]
    public async Task A_citizen_goes_from_the_home_page_to_an_article_and_a_document(int width, bool script)
    {
        await using var visit = await Visit.StartAsync(site, width, script: script);
        await visit.DoAsync($"citizen-{width}-{script}", async page =>
        {
            await page.GotoAsync("/");
            var story = page.Locator("main a[href^='/tin-tuc/']").First;
            var title = (await story.InnerTextAsync()).Trim();
            await story.ClickAsync();
            await page.WaitForURLAsync("**/tin-tuc/*");
            await Expect(page.Locator("h1")).ToBeVisibleAsync();
            if (title.Length > 0) await Expect(page.Locator("h1")).ToContainTextAsync(title[..Math.Min(20, title.Length)]);
            Assert.True(await page.OverflowAsync() <= 0, "The article scrolls sideways.");
            // The articles of the sample stand on documents.
            await page.GotoAsync("/tin-tuc/" + await ArticleWithDocumentAsync());
            await page.Locator("main a[href^='/van-ban/']").First.ClickAsync();
            await page.WaitForURLAsync("**/van-ban/*");
            await Expect(page.Locator("h1")).ToBeVisibleAsync();
            Assert.True(await page.OverflowAsync() <= 0, "The document scrolls sideways.");
        });
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task A_citizen_reaches_an_article_and_a_document_by_keyboard_alone()
    {
        await using var visit = await Visit.StartAsync(site);
        await visit.DoAsync("keyboard", async page =>
        {
            await page.GotoAsync("/");
            await page.Keyboard.PressAsync("Tab");
            await Expect(page.Locator(":focus")).ToHaveAttributeAsync("href", "#noi-dung");
            await Expect(page.Locator(":focus")).ToBeInViewportAsync();
            await page.Keyboard.PressAsync("Enter");
            await TabToAsync(page, "/tin-tuc/");
            await page.Keyboard.PressAsync("Enter");
            await page.WaitForURLAsync("**/tin-tuc/*");
            await page.GotoAsync("/van-ban");
            await TabToAsync(page, "/van-ban/");
            Assert.True(await page.EvaluateAsync<bool>("() => { const style = getComputedStyle(document.activeElement); return style.outlineStyle !== 'none' || style.boxShadow !== 'none'; }"), "Focus cannot be seen.");
            await page.Keyboard.PressAsync("Enter");
            await page.WaitForURLAsync("**/van-ban/*");
        });
    }

    [Fact]
    public async Task A_citizen_finds_what_is_typed_without_marks_and_without_script()
    {
        await using var visit = await Visit.StartAsync(site, script: false);
        await visit.DoAsync("search", async page =>
        {
            await page.GotoAsync("/tim-kiem");
            await page.Locator("main input[name=q]").FillAsync("ke hoach tuyen truyen");
            await page.Locator("main input[name=q]").PressAsync("Enter");
            await page.WaitForURLAsync("**/tim-kiem?*q=*");
            await Expect(page.Locator("main a[href^='/tin-tuc/'], main a[href^='/van-ban/']").First).ToBeVisibleAsync();
        });
    }

    [Theory]
    [InlineData(1280, "66/KH-UBND")]
    [InlineData(1280, "66 kh ubnd")]
    [InlineData(360, "kế hoạch số 66")]
    public async Task A_citizen_finds_a_document_by_its_number(int width, string typed)
    {
        await using var visit = await Visit.StartAsync(site, width, script: false);
        await visit.DoAsync($"search-number-{width}", async page =>
        {
            await SearchAsync(page, typed);
            var first = page.Locator(".result").First;
            await Expect(first.Locator("h3 a")).ToHaveAttributeAsync("href", "/van-ban/ke-hoach-66-kh-ubnd-tien-giang-2024");
            await first.Locator("h3 a").ClickAsync();
            await Expect(page.Locator("h1")).ToContainTextAsync("66/KH-UBND");
        });
    }

    [Fact]
    public async Task A_citizen_finds_a_document_by_a_phrase_without_marks_and_sees_the_match_marked()
    {
        await using var visit = await Visit.StartAsync(site);
        await visit.DoAsync("search-phrase", async page =>
        {
            await SearchAsync(page, "mang luoi cong tac vien dua tin");
            await page.Locator("#loc a", new() { HasText = "Văn bản" }).First.ClickAsync();
            var first = page.Locator(".result").First;
            await Expect(first.Locator("h3 a")).ToHaveAttributeAsync("href", "/van-ban/ke-hoach-66-kh-ubnd-tien-giang-2024");
            await Expect(first.Locator("p mark").First).ToHaveTextAsync("mạng lưới cộng tác viên đưa tin");
        });
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task A_citizen_finds_a_document_by_words_deep_in_its_PDF_and_opens_the_file()
    {
        await PublishWithPdfAsync();
        await using var visit = await Visit.StartAsync(site, 360);
        await visit.DoAsync("search-pdf", async page =>
        {
            await Eventually.Is(async () =>
            {
                await SearchAsync(page, "bang ke cuoi phu luc muoi hai");
                return await page.Locator(".result a[href='/media/thu/bang-ke.pdf']").CountAsync() > 0;
            }, TimeSpan.FromMinutes(1), "the PDF is read");
            var first = page.Locator(".result").First;
            await Expect(first).ToContainTextAsync("Trong tệp đính kèm bang-ke.pdf");
            await Expect(first.Locator("p mark").First).ToHaveTextAsync("Bang ke cuoi phu luc muoi hai");
            Assert.True(await page.OverflowAsync() <= 0, "The results scroll sideways.");
            var file = await page.APIRequest.GetAsync(site.Address + await first.Locator("a[href$='.pdf']").GetAttributeAsync("href"));
            Assert.Equal("application/pdf", file.Headers["content-type"]);
        });
    }

    [Fact]
    public async Task The_search_box_offers_documents_while_someone_types_and_takes_them_by_keyboard()
    {
        await using var visit = await Visit.StartAsync(site);
        await visit.DoAsync("suggest", async page =>
        {
            await page.GotoAsync("/tim-kiem");
            var box = page.Locator("main input[name=q]");
            await box.PressSequentiallyAsync("66/kh");
            await Expect(page.Locator("[role=option]").First).ToContainTextAsync("66/KH-UBND");
            await box.PressAsync("ArrowDown");
            await Expect(box).ToHaveAttributeAsync("aria-activedescendant", new System.Text.RegularExpressions.Regex(".+"));
            await box.PressAsync("Enter");
            await page.WaitForURLAsync("**/van-ban/ke-hoach-66-kh-ubnd-tien-giang-2024");
        });
        Assert.Empty(visit.Complaints);
    }

    private static async Task SearchAsync(Microsoft.Playwright.IPage page, string typed)
    {
        await page.GotoAsync("/tim-kiem");
        await page.Locator("main input[name=q]").FillAsync(typed);
        await page.Locator("main input[name=q]").PressAsync("Enter");
        await page.WaitForURLAsync("**/tim-kiem?*q=*");
    }

    /// <summary>A document whose page says nothing of what stands on the twelfth page of its file.</summary>
    private async Task PublishWithPdfAsync()
    {
        using var pdf = new PdfDocumentBuilder();
        var font = pdf.AddStandard14Font(Standard14Font.Helvetica);
        for (var number = 1; number <= 12; number++)
            pdf.AddPage(PageSize.A4).AddText(number == 12 ? "Bang ke cuoi phu luc muoi hai" : $"Trang {number}", 12, new PdfPoint(60, 700), font);
        var bytes = pdf.Build();
        await site.Site.Services.GetRequiredService<IMediaStore>().WriteAsync("thu/bang-ke.pdf", new MemoryStream(bytes), default);
        await site.Site.WithDbAsync(db =>
        {
            db.Add(new MediaFile { Path = "thu/bang-ke.pdf", ContentType = "application/pdf", Bytes = bytes.Length, Hash = Guid.NewGuid().ToString("N"), UploadedUtc = DateTime.UtcNow });
            return db.SaveChangesAsync();
        });
        var type = site.Site.Type("Document");
        var saved = await site.Site.WithStoreAsync(store => store.SaveAsync(type, new Document { Title = "Công văn kèm phụ lục", Markdown = "Xem [phụ lục](/media/thu/bang-ke.pdf).", Agency = "UBND xã", Kind = "Công văn" }, 0, "", Actor.System));
        Assert.True((await site.Site.WithStoreAsync(store => store.PublishAsync(type, saved.ContentItemId, Actor.System))).Done);
    }

    [Fact]
    public async Task The_look_that_a_citizen_chooses_stays_on_the_next_page_without_script()
    {
        await using var visit = await Visit.StartAsync(site, script: false);
        await visit.DoAsync("display", async page =>
        {
            await page.GotoAsync("/");
            await page.Locator("details:has(form[action='/hien-thi']) > summary").First.ClickAsync();
            await page.Locator("form[action='/hien-thi'] input[value=toi]").First.CheckAsync();
            await page.Locator("form[action='/hien-thi'] button").First.ClickAsync();
            await page.GotoAsync("/tin-tuc");
            await Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        });
    }

    private Task<string?> ArticleWithDocumentAsync() => site.Site.WithDbAsync(async db =>
        (await db.Set<Article>().Where(article => article.State == ContentState.Published).ToListAsync()).First(article => article.Documents.Count > 0).Slug);

    private static async Task TabToAsync(Microsoft.Playwright.IPage page, string start)
    {
        for (var steps = 0; steps < 80; steps++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<bool>("start => (document.activeElement?.getAttribute('href') ?? '').startsWith(start)", start)) return;
        }
        Assert.Fail($"No link to {start} within 80 steps.");
    }
}
