using Cchc.Tests.Hosting;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Cchc.BrowserTests;

/// <summary>A publisher arranges the home page, by keyboard on a phone's width and by dragging on a desk's.</summary>
public sealed class HomeJourneys(BrowserSite site) : IClassFixture<BrowserSite>
{
    [Fact]
    public async Task By_keyboard_alone_a_block_is_moved_a_text_added_previewed_and_saved()
    {
        var word = $"Hộp thư một cửa {Guid.NewGuid().ToString("N")[..6]}";
        await using var desk = await Visit.StartAsync(site, width: 360);
        await using var reader = await Visit.StartAsync(site, width: 360);
        await desk.DoAsync("home-keyboard", async page =>
        {
            await page.SignInAsync(TestSite.AdminName, TestSite.AdminPassword);
            await page.GotoAsync("/quan-tri/trang-chu");
            var names = await NamesAsync(page);

            // The second block goes to the end by the handle, and is told where it is.
            await TabToAsync(page, $"[data-name='{names[1]}'] [data-sortable-handle]");
            await page.Keyboard.PressAsync("ArrowDown");
            await Expect(page.Locator("[role=status].toast")).ToContainTextAsync($"“{names[1]}” ở vị trí 3 trên {names.Count}");
            await page.Keyboard.PressAsync("End");
            Assert.Equal(names[1], (await NamesAsync(page))[^1]);

            await TabToAsync(page, "[name='Input.Add']");
            for (var press = 0; press < 10 && await page.Locator("[name='Input.Add']").InputValueAsync() != "content.text"; press++) await page.Keyboard.PressAsync("ArrowDown");
            Assert.Equal("content.text", await page.Locator("[name='Input.Add']").InputValueAsync());
            await TabToAsync(page, "button[value='them']");
            await page.Keyboard.PressAsync("Enter");
            await Expect(page.Locator(".notice[role=status]")).ToContainTextAsync("Đã thêm khối");
            var last = names.Count;
            Assert.Equal(names[1], (await NamesAsync(page))[last - 1]);
            await TabToAsync(page, $"[name='Input.Blocks[{last}].Options[markdown]']");
            await page.Keyboard.TypeAsync(word);

            await page.EvaluateAsync("() => document.querySelector('main').focus()");
            await TabToAsync(page, "button[formtarget]");
            var preview = await page.Context.RunAndWaitForPageAsync(() => page.Keyboard.PressAsync("Enter"));
            await Expect(preview.Locator("main")).ToContainTextAsync(word);
            Assert.Equal(0, await preview.OverflowAsync());
            await preview.CloseAsync();

            await reader.Page.GotoAsync("/");
            await Expect(reader.Page.Locator("main")).Not.ToContainTextAsync(word);
            await page.EvaluateAsync("() => document.querySelector('main').focus()");
            await TabToAsync(page, "#trang-chu .btn:not([formaction])");
            await page.Keyboard.PressAsync("Enter");
            await Expect(page.Locator(".notice--ok")).ToContainTextAsync("Đã lưu trang chủ");
            await reader.Page.GotoAsync("/");
            await Expect(reader.Page.Locator("main")).ToContainTextAsync(word);
            Assert.Equal(0, await reader.Page.OverflowAsync());
            Assert.Empty(await page.AxeAsync());
        });
        Assert.Empty(desk.Complaints);
    }

    [Fact]
    public async Task By_dragging_a_block_goes_where_the_pointer_leaves_it()
    {
        await using var desk = await Visit.StartAsync(site);
        await desk.DoAsync("home-drag", async page =>
        {
            await page.SignInAsync(TestSite.AdminName, TestSite.AdminPassword);
            await page.GotoAsync("/quan-tri/trang-chu");
            var names = await NamesAsync(page);
            var first = (await page.Locator("[data-sortable-handle]").First.BoundingBoxAsync())!;
            var third = (await page.Locator("[data-sortable-item]").Nth(2).BoundingBoxAsync())!;
            await page.Mouse.MoveAsync(first.X + (first.Width / 2), first.Y + (first.Height / 2));
            await page.Mouse.DownAsync();
            await page.Mouse.MoveAsync(first.X + 10, third.Y + (third.Height * 0.8f), new() { Steps = 12 });
            await page.Mouse.UpAsync();
            string[] wanted = [names[1], names[2], names[0], .. names.Skip(3)];
            Assert.Equal(wanted, await NamesAsync(page));
            await page.Locator("#trang-chu .btn:not([formaction])").First.ClickAsync();
            await Expect(page.Locator(".notice--ok")).ToContainTextAsync("Đã lưu trang chủ");
            Assert.Equal(wanted, await NamesAsync(page));
        });
        Assert.Empty(desk.Complaints);
    }

    private static async Task<List<string>> NamesAsync(IPage page) =>
        [.. await page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('[data-sortable-item]')].map(item => item.dataset.name)")];

    /// <summary>Presses Tab until the element has the focus: what cannot be reached so is not reached by keyboard.</summary>
    private static async Task TabToAsync(IPage page, string selector)
    {
        for (var press = 0; press < 120; press++)
        {
            if (await page.EvaluateAsync<bool>("selector => document.activeElement?.matches(selector) === true", selector)) return;
            await page.Keyboard.PressAsync("Tab");
        }
        Assert.Fail($"Tab does not lead to {selector}.");
    }
}
