using Cchc.Core.Sheets;
using Cchc.Modules.Indexes;
using Cchc.Tests.Hosting;
using static Microsoft.Playwright.Assertions;

namespace Cchc.BrowserTests;

/// <summary>A table of figures on its whole way: an editor defines the index, is told what is wrong with a file, imports the right one and publishes; a citizen on a
/// phone without script sorts, compares and takes the figures along, which are those of the source.</summary>
public sealed class IndexJourneys(BrowserSite site) : IClassFixture<BrowserSite>
{
    private const string Source = "recipes/sample/indexes/pci_2012_2019.csv";
    private static readonly string[] Names =
    [
        "Gia nhập thị trường", "Tiếp cận đất đai", "Tính minh bạch", "Chi phí thời gian", "Chi phí không chính thức", "Cạnh tranh bình đẳng", "Tính năng động", "Dịch vụ hỗ trợ doanh nghiệp", "Đào tạo lao động", "Thiết chế pháp lý",
    ];

    [Fact]
    public async Task A_real_table_is_imported_published_sorted_compared_and_taken_along_cell_by_cell()
    {
        await using var desk = await Visit.StartAsync(site);
        await using var citizen = await Visit.StartAsync(site, width: 360, script: false);
        await desk.DoAsync("index-import", async page =>
        {
            await page.SignInAsync(TestSite.AdminName, TestSite.AdminPassword);
            await page.GotoAsync("/quan-tri/bo-chi-so/moi");
            await page.FillAsync("[name=Title]", "Chỉ số năng lực cạnh tranh, nhập lại");
            await page.FillAsync("[name='Input.ShortName']", "PCI thử");
            await page.FillAsync("[name='Input.Slug']", "pci-thu");
            await page.FillAsync("[name='Input.Publisher']", "VCCI");
            await page.FillAsync("[name='Input.To']", "100");
            await page.FillAsync("[name='Input.Criteria']", string.Join('\n', Names.Select((name, at) => $"C{at + 1}; {name}; ; 10")));
            await page.FillAsync("[name=Body]", "Doanh nghiệp chấm chất lượng điều hành.");
            await page.ClickAsync("main form button:has-text('Lưu')");
            await page.ClickAsync("button:text-is('Đăng')");
            await Expect(page.Locator(".notice--ok").First).ToContainTextAsync("Đã đăng");

            await page.GotoAsync("/quan-tri/chi-so/nhap");
            await page.SelectOptionAsync("#bo", new[] { new Microsoft.Playwright.SelectOptionValue { Label = "Chỉ số năng lực cạnh tranh, nhập lại" } });
            await page.SetInputFilesAsync("#file", new Microsoft.Playwright.FilePayload { Name = "sai.csv", MimeType = "text/csv", Buffer = "Năm;Đơn vị;Gia nhập thị trường;Tổng điểm\n2019;Tiền Gian;11;63,9%"u8.ToArray() });
            await page.ClickAsync("button:text-is('Đọc tệp')");
            var faults = page.Locator("main");
            await Expect(faults).ToContainTextAsync("ô B2: không có đơn vị tên “Tiền Gian”. Có phải Tỉnh Tiền Giang");
            await Expect(page.Locator("button:text-is('Nhập vào bản nháp')")).ToHaveCountAsync(0);
            Assert.Empty(await page.AxeAsync());

            await page.ClickAsync("main a:text-is('Chọn tệp khác')");
            await page.SetInputFilesAsync("#file", Repository.PathOf(Source));
            await page.ClickAsync("button:text-is('Đọc tệp')");
            await Expect(page.Locator("main")).ToContainTextAsync("Năm 2019: 63 đơn vị, 10 tiêu chí");
            Assert.Empty(await page.AxeAsync());
            await page.ClickAsync("button:text-is('Nhập vào bản nháp')");
            await Expect(page.Locator("[class*=notice--ok]").First).ToContainTextAsync("8 bản nháp");

            await page.ClickAsync("summary:has-text('lần nhập')");
            await page.ClickAsync("button:has-text('Hoàn tác: pci_2012_2019.csv')");
            await page.ClickAsync("dialog button[value=yes]");
            await Expect(page.Locator("[class*=notice--ok]").First).ToContainTextAsync("Đã hoàn tác 8 bản nháp");
            await page.ClickAsync("a:text-is('Nhập số liệu của PCI thử')");
            await page.SetInputFilesAsync("#file", Repository.PathOf(Source));
            await page.ClickAsync("button:text-is('Đọc tệp')");
            await page.ClickAsync("button:text-is('Nhập vào bản nháp')");
            await Expect(page.Locator("[class*=notice--ok]").First).ToContainTextAsync("8 bản nháp");
            await page.ClickAsync("a:text-is('PCI thử năm 2019')");
            await page.FillAsync("[name='Input.Source']", "VCCI, PCI 2019.xlsx");
            await page.ClickAsync("main form button:text-is('Lưu')");
            await page.ClickAsync("button:text-is('Gửi duyệt')");
            await Expect(page.Locator(".notice--ok").First).ToContainTextAsync("Đã gửi duyệt");
            await page.ClickAsync("button:text-is('Trả lại')");
            await Expect(page.Locator(".notice--error").First).ToContainTextAsync("Hãy ghi lý do trả lại");
            await page.ClickAsync("button:text-is('Duyệt')");
            await page.ClickAsync("button:text-is('Đăng')");
            await Expect(page.Locator(".notice--ok").First).ToContainTextAsync("Đã đăng");
        });
        Assert.Empty(desk.Complaints);

        await citizen.DoAsync("index-read", async page =>
        {
            await page.GotoAsync("/chi-so/pci-thu/2019");
            await Expect(page.Locator("table tbody th").First).ToHaveTextAsync("Quảng Ninh");
            await page.GotoAsync("/chi-so/pci-thu/2019?sap-xep=ten");
            await Expect(page.Locator("table tbody th").First).ToHaveTextAsync("An Giang");
            Assert.Equal(0, await page.OverflowAsync());
            await page.FillAsync("#cs-q", "tien giang");
            await page.ClickAsync("button:text-is('Lọc')");
            await Expect(page.Locator("table tbody tr")).ToHaveCountAsync(1);
            await page.ClickAsync("a:text-is('So sánh các đơn vị')");
            await page.SelectOptionAsync("#dv-0", "82-tinh-tien-giang-truoc-2025-07");
            await page.SelectOptionAsync("#dv-1", "87-tinh-dong-thap-truoc-2025-07");
            await page.ClickAsync("button:text-is('So sánh')");
            await Expect(page.Locator("table").First).ToContainTextAsync("63,91");
            await Expect(page.Locator("table").First).ToContainTextAsync("72,10");

            await page.GotoAsync("/chi-so/pci-thu/2019");
            var download = await page.RunAndWaitForDownloadAsync(() => page.ClickAsync("a[download][href$='2019.csv']"));
            Compare(await File.ReadAllBytesAsync(await download.PathAsync()));
        });
        Assert.Empty(citizen.Complaints);
    }

    private static void Compare(byte[] taken)
    {
        var source = SheetReader.Read("pci.csv", File.ReadAllBytes(Repository.PathOf(Source)))[0].Rows.Skip(1).Where(row => row[0] == "2019").ToDictionary(row => row[2]);
        var rows = SheetReader.Read("2019.csv", taken)[0].Rows;
        var at = rows[0].Cells.Select((name, column) => (name, column)).ToDictionary(pair => pair.name, pair => pair.column);
        Assert.Equal(source.Count, rows.Count - 1);
        foreach (var row in rows.Skip(1))
        {
            var line = source[row[at["unit_name"]]];
            Assert.Equal((line[13], line[14]), (row[at["total"]], row[at["rank"]]));
            for (var one = 0; one < Names.Length; one++) Assert.Equal(line[3 + one], row[at[$"C{one + 1}"]]);
        }
    }
}
