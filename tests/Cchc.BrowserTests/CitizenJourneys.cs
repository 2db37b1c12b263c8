using Cchc.Core.Content;
using Cchc.Modules.Content.News;
using Cchc.Tests.Hosting;
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
