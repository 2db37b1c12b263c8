using System.Runtime.CompilerServices;
using Cchc.Tests.Hosting;
using Microsoft.Playwright;

namespace Cchc.BrowserTests;

/// <summary>The editor on the page of a new article. Signs in once for each site: signing in is limited, and many tests want the editor.</summary>
internal static class EditorPage
{
    private static readonly ConditionalWeakTable<BrowserSite, IReadOnlyList<Cookie>> Known = [];

    public static async Task OpenEditorAsync(this BrowserSite site, IPage page)
    {
        if (Known.TryGetValue(site, out var cookies)) await page.Context.AddCookiesAsync(cookies);
        else
        {
            await page.SignInAsync(TestSite.AdminName, TestSite.AdminPassword);
            Known.AddOrUpdate(site, [.. (await page.Context.CookiesAsync()).Select(cookie => new Cookie { Name = cookie.Name, Value = cookie.Value, Url = site.Address })]);
        }
        await page.GotoAsync("/quan-tri/tin-bai/moi");
        await page.Locator(".ProseMirror").WaitForAsync();
    }

    /// <summary>Presses the first visible button of that act.</summary>
    public static Task ActAsync(this IPage page, string handler) => page.Locator($"#soan button[formaction*='handler={handler}']:visible").First.ClickAsync();
}
