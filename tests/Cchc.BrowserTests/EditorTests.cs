using System.Text.RegularExpressions;
using Cchc.Tests.Hosting;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Cchc.BrowserTests;

/// <summary>Writing in the editor as people do: by keyboard, with Vietnamese input methods, with its tools.</summary>
public sealed class EditorTests(BrowserSite site) : IClassFixture<BrowserSite>
{
    private const string Everything = "## Tít phụ\n\nĐoạn **đậm**, [liên kết](/tin-tuc/a) và chú thích.[^1]\n\n- mục một\n- mục hai\n\n| Cột | Số |\n|---|--:|\n| a | 1 |\n\n"
        + "![Cầu](/media/minh-hoa/mot-cua.svg \"Cầu mới (Ảnh: An)\")\n\n:::quote\nLời trích.\n\n— Nguồn\n:::\n\n:::box\nTrong hộp.\n:::\n\n:::embed\n[Phim](https://youtu.be/aB3-_56789x)\n:::\n\n[^1]: Lời chú.\n";

    public static TheoryData<string, string> Places => new()
    {
        { "h2", "## Tít phụCải cách hành chính" }, { "li:last-child p", "- mục haiCải cách hành chính" }, { "td:first-child p", "| aCải cách hành chính | 1 |" },
        { ".editor__words--caption textarea", "\"Cầu mớiCải cách hành chính (Ảnh: An)\"" }, { "blockquote.quote cite", "— NguồnCải cách hành chính" }, { ".editor__note p", "[^1]: Lời chú.Cải cách hành chính" },
    };

    [Theory]
    [MemberData(nameof(Places))]
    public async Task An_input_method_composes_Vietnamese_anywhere_and_nothing_changes_under_its_hands(string place, string written)
    {
        await using var visit = await Visit.StartAsync(site);
        await visit.DoAsync("editor-composition", async page =>
        {
            await OpenAsync(page, Everything);
            var cdp = await page.Context.NewCDPSessionAsync(page);
            await page.Locator($".ProseMirror {place}").First.ClickAsync();
            await page.Keyboard.PressAsync("End");
            await page.EvaluateAsync("() => { window.strange = []; const { tiptap } = document.querySelector('textarea[data-markdown]').editor; tiptap.on('transaction', ({ transaction }) => tiptap.view.composing && transaction.steps.length > 1 && window.strange.push(JSON.stringify(transaction.steps))); }");
            string[][] syllables = [["C", "Ca", "Cai", "Cải"], ["c", "ca", "cac", "cach", "cách"], ["h", "ha", "han", "hanh", "hành"], ["c", "ch", "chi", "chin", "chinh", "chính"]];
            foreach (var (stages, last) in syllables.Select((stages, i) => (stages, i == syllables.Length - 1)))
            {
                foreach (var text in stages) await cdp.SendAsync("Input.imeSetComposition", new() { ["text"] = text, ["selectionStart"] = text.Length, ["selectionEnd"] = text.Length });
                await cdp.SendAsync("Input.insertText", new() { ["text"] = stages[^1] });
                if (!last) await page.Keyboard.PressAsync("Space");
            }
            await MarkdownContainsAsync(page, written);
            Assert.Empty(await page.EvaluateAsync<string[]>("() => window.strange"));
        });
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task An_input_method_that_takes_letters_back_and_types_them_anew_is_left_alone()
    {
        await using var visit = await Visit.StartAsync(site);
        await OpenAsync(visit.Page, "- một\n");
        await visit.Page.Locator(".ProseMirror li p").ClickAsync();
        await visit.Page.Keyboard.PressAsync("End");
        await visit.Page.Keyboard.TypeAsync(" tieng");
        for (var i = 0; i < 3; i++) await visit.Page.Keyboard.PressAsync("Backspace");
        await visit.Page.Keyboard.InsertTextAsync("ếng");
        await visit.Page.Keyboard.TypeAsync(" # 1. - ");
        await MarkdownContainsAsync(visit.Page, "- một tiếng # 1. -");
    }

    [Fact]
    public async Task Every_change_is_in_the_forms_field_within_a_moment_and_undo_brings_the_text_back_letter_for_letter()
    {
        await using var visit = await Visit.StartAsync(site);
        var page = visit.Page;
        await OpenAsync(page, "*  một\n*  hai\n\n\nĐoạn __đậm__.\n");
        await page.EvaluateAsync("() => document.querySelector('form#soan').addEventListener('input', event => window.heard = (window.heard ?? 0) + (event.target.matches('[data-markdown]') ? 1 : 0))");
        await page.Locator(".ProseMirror > p").ClickAsync();
        await page.Keyboard.PressAsync("End");
        await page.Keyboard.TypeAsync(" Thêm.");
        await MarkdownIsAsync(page, "*  một\n*  hai\n\n\nĐoạn **đậm**. Thêm.\n");
        Assert.True(await page.EvaluateAsync<int>("() => window.heard") > 0);
        await page.Keyboard.PressAsync("Control+z");
        await MarkdownIsAsync(page, "*  một\n*  hai\n\n\nĐoạn __đậm__.\n");
    }

    [Fact]
    public async Task A_restored_draft_goes_into_the_editor_and_the_source_can_be_seen_and_changed()
    {
        await using var visit = await Visit.StartAsync(site);
        var page = visit.Page;
        await OpenAsync(page, "## Bản nháp\n");
        await Expect(page.Locator(".ProseMirror h2")).ToHaveTextAsync("Bản nháp");
        await page.GetByRole(AriaRole.Button, new() { Name = "Xem mã Markdown" }).ClickAsync();
        await page.Locator("textarea[data-markdown]").FillAsync("### Sửa trong mã\n");
        await page.GetByRole(AriaRole.Button, new() { Name = "Về trang soạn thảo" }).ClickAsync();
        await Expect(page.Locator(".ProseMirror h3")).ToHaveTextAsync("Sửa trong mã");
        await page.Keyboard.PressAsync("Control+z");
        await Expect(page.Locator(".ProseMirror h2")).ToHaveTextAsync("Bản nháp");
    }

    [Fact]
    public async Task The_tools_are_one_stop_of_the_keyboard_and_write_what_they_say()
    {
        await using var visit = await Visit.StartAsync(site);
        await visit.DoAsync("editor-tools", async page =>
        {
            await OpenAsync(page, "một câu\n");
            var bar = page.GetByRole(AriaRole.Toolbar, new() { Name = "Định dạng" });
            await page.Locator(".ProseMirror p").ClickAsync();
            await page.Keyboard.PressAsync("Control+a");
            await bar.Locator("[data-tool=paragraph]").FocusAsync();
            for (var i = 0; i < 3; i++) await page.Keyboard.PressAsync("ArrowRight");
            await page.Keyboard.PressAsync("Enter");
            await Expect(bar.Locator("[data-tool=bold]")).ToHaveAttributeAsync("aria-pressed", "true");
            await MarkdownIsAsync(page, "**một câu**\n");
            await bar.Locator("[data-tool=heading]").ClickAsync();
            await MarkdownIsAsync(page, "## **một câu**\n");
            await page.Keyboard.PressAsync("Control+End");
            await page.Keyboard.PressAsync("Enter");
            await bar.Locator("[data-tool=quote]").ClickAsync();
            await page.Keyboard.TypeAsync("Lời trích");
            await page.Keyboard.PressAsync("ArrowDown");
            await page.Keyboard.TypeAsync("Người nói");
            await page.Keyboard.PressAsync("Enter");
            await bar.Locator("[data-tool=footnote]").ClickAsync();
            await page.Keyboard.TypeAsync("Lời chú");
            await MarkdownIsAsync(page, "## **một câu**\n\n:::quote\nLời trích\n\n— Người nói\n:::\n\n[^1]\n\n[^1]: Lời chú\n");
        });
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task A_table_is_made_filled_aligned_and_grown_by_the_keyboard()
    {
        await using var visit = await Visit.StartAsync(site);
        await visit.DoAsync("editor-table", async page =>
        {
            await OpenAsync(page, "x\n");
            await page.Locator(".ProseMirror p").ClickAsync();
            await page.Locator("[data-tool=table]").ClickAsync();
            foreach (var cell in new[] { "Xã", "Hồ sơ", "Trễ", "An | Bình", "1*2", "0" })
            {
                await page.Keyboard.TypeAsync(cell);
                await page.Keyboard.PressAsync("Tab");
            }
            await page.Locator("[data-tool=alignRight]").ClickAsync();
            await page.Locator("[data-tool=columnAfter]").ClickAsync();
            await page.Locator("[data-tool=rowDelete]").ClickAsync();
            await MarkdownContainsAsync(page, "| Xã | | Hồ sơ | Trễ |\n|--:|---|---|---|\n| An \\| Bình | | 1\\*2 | 0 |");
        });
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task Finding_and_replacing_reads_over_marks_unless_told_otherwise()
    {
        await using var visit = await Visit.StartAsync(site);
        await visit.DoAsync("editor-find", async page =>
        {
            await OpenAsync(page, "Cải **cách** rồi cái cách, CẢI CÁCH.\n\n- cai cach\n");
            await page.Locator(".ProseMirror p").First.ClickAsync();
            await page.Keyboard.PressAsync("Control+h");
            var panel = page.GetByRole(AriaRole.Search, new() { Name = "Tìm" });
            await panel.GetByLabel("Tìm", new() { Exact = true }).FillAsync("cai cach");
            await Expect(panel.GetByRole(AriaRole.Status)).ToContainTextAsync("trong 4");
            await panel.GetByLabel("Tìm", new() { Exact = true }).FillAsync("cải cách");
            await panel.GetByLabel("Phân biệt dấu").CheckAsync();
            await Expect(panel.GetByRole(AriaRole.Status)).ToContainTextAsync("trong 2");
            await panel.GetByLabel("Thay bằng").FillAsync("đổi mới");
            await panel.GetByRole(AriaRole.Button, new() { Name = "Thay tất cả" }).ClickAsync();
            await MarkdownIsAsync(page, "đổi mới rồi cái cách, đổi mới.\n\n- cai cach\n");
            await page.Keyboard.PressAsync("Escape");
            await Expect(panel).ToBeHiddenAsync();
        });
    }

    [Fact]
    public async Task A_link_to_a_published_article_is_found_by_its_words()
    {
        await using var visit = await Visit.StartAsync(site);
        await visit.DoAsync("editor-link", async page =>
        {
            await OpenAsync(page, "đọc thêm\n");
            await page.Locator(".ProseMirror p").ClickAsync();
            await page.Keyboard.PressAsync("Control+a");
            await page.Keyboard.PressAsync("Control+k");
            await page.GetByLabel("Hoặc tìm trong bài đã đăng").FillAsync("năm bản kế hoạch");
            await page.Locator(".editor__pick").First.ClickAsync();
            await Expect(page.GetByLabel("Địa chỉ", new() { Exact = true })).ToHaveValueAsync(new Regex("^/"));
            Assert.Empty(await page.AxeAsync());
            await page.GetByRole(AriaRole.Button, new() { Name = "Dùng liên kết này" }).ClickAsync();
            await page.WaitForFunctionAsync("() => /^\\[đọc thêm\\]\\(\\/\\S+\\)\\n$/.test(document.querySelector('textarea[data-markdown]').value)");
        });
        Assert.Empty(visit.Complaints);
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(360)]
    public async Task The_editor_with_everything_in_it_is_accessible_and_no_wider_than_the_window(int width)
    {
        await using var visit = await Visit.StartAsync(site, width);
        await visit.DoAsync($"editor-everything-{width}", async page =>
        {
            await OpenAsync(page, Everything);
            await page.Locator(".ProseMirror td p").First.ClickAsync();
            await page.Keyboard.PressAsync("Control+f");
            Assert.Empty(await page.AxeAsync());
            Assert.True(await page.OverflowAsync() <= 0);
        });
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task A_text_of_5000_words_and_20_pictures_is_written_down_within_a_frame_or_two()
    {
        await using var visit = await Visit.StartAsync(site);
        var page = visit.Page;
        var text = string.Join("\n\n", Enumerable.Range(0, 100).Select(i => string.Join(' ', Enumerable.Repeat("cải cách hành chính vì dân", 10)) + (i % 5 == 0 ? $"\n\n![Ảnh {i}](/media/minh-hoa/mot-cua.svg \"Ảnh {i}\")" : ""))) + "\n";
        await OpenAsync(page, text);
        await page.Locator(".ProseMirror > p").Nth(50).ClickAsync();
        var slowest = await page.EvaluateAsync<double[]>("""
            () => {
              const { editor } = document.querySelector('textarea[data-markdown]');
              const times = [];
              for (let i = 0; i < 30; i++) {
                const from = performance.now();
                editor.tiptap.view.dispatch(editor.tiptap.state.tr.insertText('ữ'));
                editor.flush();
                times.push(performance.now() - from);
              }
              return times.sort((a, b) => a - b);
            }
            """);
        Assert.True(slowest[15] < 50, $"median {slowest[15]:0.0} ms, slowest {slowest[^1]:0.0} ms");
        TestContext.Current.SendDiagnosticMessage($"a key in 5,000 words: median {slowest[15]:0.0} ms, slowest {slowest[^1]:0.0} ms");
    }

    private async Task OpenAsync(IPage page, string markdown)
    {
        await site.OpenEditorAsync(page);
        await page.EvaluateAsync("markdown => { const area = document.querySelector('textarea[data-markdown]'); area.value = markdown; area.dispatchEvent(new CustomEvent('draft:restored')); }", markdown);
    }

    private static Task MarkdownIsAsync(IPage page, string markdown) => Expect(page.Locator("textarea[data-markdown]")).ToHaveValueAsync(markdown);
    private static Task MarkdownContainsAsync(IPage page, string markdown) => Expect(page.Locator("textarea[data-markdown]")).ToHaveValueAsync(new Regex(Regex.Escape(markdown)));
}
