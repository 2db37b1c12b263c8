using Cchc.Core.Content;
using Cchc.Core.Media;
using Cchc.Core.Privacy;
using Cchc.Core.Units;
using Cchc.Modules.Content.Documents;
using Cchc.Modules.Content.News;
using Cchc.Modules.Content.SitePages;
using Cchc.Modules.Indexes;
using Cchc.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Cchc.BrowserTests;

public sealed class PublicAccessibilityTests(BrowserSite site) : IClassFixture<BrowserSite>
{
    [Fact]
    public async Task Nothing_is_wrong_with_any_public_page()
    {
        await using var visit = await Visit.StartAsync(site);
        await Accessibility.CheckAsync(visit, await PagesAsync(), "public");
        Assert.DoesNotContain(visit.Complaints, complaint => !complaint.Contains("404") && !complaint.Contains("410")); // the page that is not there says so
    }

    private Task<List<string>> PagesAsync() => site.Site.WithDbAsync(async db =>
    {
        var paths = new List<string> { "/", "/tin-tuc", "/tin-tuc?loai=bai", "/van-ban", "/chuyen-muc", "/don-vi", "/chi-so", "/chi-so/pci", "/chi-so/pci/2019", "/chi-so/cchc-cap-xa/tat-ca", "/chi-so/papi/2019", "/nhung/chi-so/pci/2019", "/nhung/chi-so/pci/don-vi/82-tinh-dong-thap", "/chi-so/pci/2019?sap-xep=thay-doi&q=dong", "/chi-so/papi/2023/tieu-chi/D1", "/chi-so/pci/don-vi/82-tinh-dong-thap", "/chi-so/pci/so-sanh?dv=87-tinh-dong-thap-truoc-2025-07&dv=82-tinh-tien-giang-truoc-2025-07", "/tim-kiem", "/tim-kiem?q=ke+hoach", "/tim-kiem?q=khongcogi", "/tim-kiem?q=doc+lap+tu+do+hanh+phuc", "/so-do-trang", "/da-luu", "/khong-co-trang-nay", "/quan-tri/dang-nhap", "/mo-hinh", "/mo-hinh/linh-vuc/thu-tuc-hanh-chinh", "/mo-hinh/loa-truyen-thanh-khong-day-lai-chau", "/mo-hinh/loa-truyen-thanh-khong-day-lai-chau/phieu", "/cuoc-thi", "/cuoc-thi/tim-hieu-cai-cach-hanh-chinh", "/cuoc-thi/tim-hieu-cai-cach-hanh-chinh/the-le", "/cuoc-thi/tim-hieu-cai-cach-hanh-chinh/lam-tiep", "/cuoc-thi/thi-thu-cai-cach-hanh-chinh/lam-thu", "/cuoc-thi/thi-thu-cai-cach-hanh-chinh/ky-1", "/cuoc-thi/thi-thu-cai-cach-hanh-chinh/ky-1/kiem-tra", "/gop-y", "/gop-y/gui", "/gop-y/theo-doi", "/gop-y/cong-khai", "/du-lieu-ca-nhan", "/du-lieu-ca-nhan/tra-cuu", "/xac-thuc", "/xac-thuc/0000-0000-0000" };
        paths.AddRange((await db.Set<Article>().Where(item => item.State == ContentState.Published).OrderByDescending(item => item.Html.Length).Take(3).ToListAsync()).Select(item => $"/tin-tuc/{item.Slug}"));
        paths.AddRange((await db.Set<Document>().Where(item => item.State == ContentState.Published).Take(2).ToListAsync()).Select(item => $"/van-ban/{item.Slug}"));
        paths.AddRange((await db.Set<SitePage>().Where(item => item.State == ContentState.Published).ToListAsync()).Select(item => $"/{item.Slug}"));
        paths.Add("/chuyen-muc/" + await db.Set<Term>().Where(term => term.Kind == TermKind.Section && db.Set<TermItem>().Any(link => link.TermId == term.Id)).Select(term => term.Slug).FirstAsync());
        paths.Add("/the/" + await db.Set<Term>().Where(term => term.Kind == TermKind.Tag).Select(term => term.Slug).FirstAsync());
        paths.AddRange((await db.Set<Unit>().Where(unit => unit.Code == "82").ToListAsync()).Select(unit => $"/don-vi/{unit.Slug}"));
        return paths;
    });
}

public sealed class NewsroomAccessibilityTests(BrowserSite site) : IClassFixture<BrowserSite>
{
    [Fact]
    public async Task Nothing_is_wrong_with_any_page_of_the_newsroom()
    {
        await using var visit = await Visit.StartAsync(site);
        await visit.Page.SignInAsync(TestSite.AdminName, TestSite.AdminPassword);
        await Accessibility.CheckAsync(visit, await PagesAsync(), "newsroom");
        Assert.Empty(visit.Complaints);
    }

    private Task<List<string>> PagesAsync() => site.Site.WithDbAsync(async db =>
    {
        var paths = site.Site.Modules.AdminMenu.Select(item => item.Url).ToList();
        var article = await db.Set<Article>().OrderByDescending(item => item.Id).Select(item => item.ContentItemId).FirstAsync();
        var document = await db.Set<Document>().OrderByDescending(item => item.Id).Select(item => item.ContentItemId).FirstAsync();
        var page = await db.Set<SitePage>().OrderByDescending(item => item.Id).Select(item => item.ContentItemId).FirstAsync();
        paths.AddRange(["/quan-tri/doi-mat-khau", "/quan-tri/hai-buoc", "/quan-tri/tai-khoan-cua-toi", "/quan-tri/quen-mat-khau", "/quan-tri/dat-lai-mat-khau", "/quan-tri/tin-bai/moi", $"/quan-tri/tin-bai/{article}", "/quan-tri/van-ban/moi", $"/quan-tri/van-ban/{document}", "/quan-tri/trang/moi", $"/quan-tri/trang/{page}",
            $"/quan-tri/ban-luu/Article/{article}", "/quan-tri/tai-khoan/moi", "/quan-tri/tai-khoan/1", "/quan-tri/vai-tro/moi", "/quan-tri/vai-tro/1"]);
        paths.AddRange(["/quan-tri/hoan-tac", "/quan-tri/lich?thang=2026-11", "/quan-tri/lich?tuan=2026-47", "/quan-tri/tin-bai?duyet=cho-duyet", "/quan-tri/tin-bai?trang-thai=Trash", "/quan-tri/thong-ke?ky=nam", "/quan-tri/thong-ke?tu=2026-12-01&den=2026-11-01", "/quan-tri/mo-hinh/moi", "/quan-tri/mo-hinh/cchcmod0000000000000000001", "/quan-tri/thi-dua?ky=nam", "/quan-tri/nhat-ky?nguoi=khongai"]);
        paths.AddRange(["/quan-tri/cau-hoi/moi", "/quan-tri/cau-hoi/1", "/quan-tri/cau-hoi/nhap", "/quan-tri/cau-hoi?q=khongcogi", "/quan-tri/cuoc-thi/moi", "/quan-tri/cuoc-thi/1", "/quan-tri/cuoc-thi/1/ky/1", "/quan-tri/cuoc-thi/1/ky/1/ket-qua", "/quan-tri/cuoc-thi/1/ky/1/nguoi-du-thi", "/quan-tri/cuoc-thi/1/ky/1/phan-tich", "/quan-tri/cuoc-thi/1/ky/1/tap-the", "/quan-tri/cuoc-thi/1/ky/1/tu-luan", "/quan-tri/cham-tu-luan", "/quan-tri/cuoc-thi/1/ky/1/chung-nhan", "/quan-tri/cuoc-thi/bien-che"]);
        var kind = await db.Set<IndexKind>().OrderBy(item => item.Id).Select(item => item.ContentItemId).FirstAsync();
        var edition = await db.Set<IndexEdition>().OrderBy(item => item.Id).Select(item => item.ContentItemId).FirstAsync();
        paths.AddRange(["/quan-tri/chi-so/moi", $"/quan-tri/chi-so/{edition}", "/quan-tri/bo-chi-so/moi", $"/quan-tri/bo-chi-so/{kind}", $"/quan-tri/chi-so/nhap?bo={kind}"]);
        var request = await site.Site.InAsync(services => services.GetRequiredService<PrivacyDesk>().SendAsync(new(CodeSecrets.NewForm(), PersonalDataRequestKind.Delete, "feedback", new(new("Nguyễn Thị Hoa", "0912345678"), "", "Xin xóa.")), default));
        paths.AddRange(["/quan-tri/du-lieu-ca-nhan?xem=tat-ca", "/quan-tri/du-lieu-ca-nhan/nhap", PrivacyDesk.UrlOf(request.Id)]);
        var file = await db.Set<MediaFile>().OrderBy(row => row.Id).Select(row => row.Id).FirstAsync();
        paths.AddRange(new[] { "?xem=bang", "?thieu=tac-gia", "?thieu=mo-ta", "?q=khongcogi", "?dung=chua&nam=2026", "/chon", $"/{file}" }.Select(part => $"/quan-tri/tu-lieu{part}"));
        return paths;
    });
}

/// <summary>axe finds nothing on any page, narrow and wide, light, dark and with more contrast, and no page scrolls sideways.</summary>
internal static class Accessibility
{
    /// <summary>All that a page in other colours can do wrong: every rule for every colour would take half of the whole run.</summary>
    private static readonly string[] OfColours = ["color-contrast", "link-in-text-block"];

    public static async Task CheckAsync(Visit visit, IEnumerable<string> paths, string name)
    {
        var problems = new List<string>();
        await visit.DoAsync($"accessibility-{name}", async page =>
        {
            foreach (var path in paths)
            {
                var response = await page.GotoAsync(path);
                if (response is null || response.Status >= 500) { problems.Add($"{path}: {response?.Status}"); continue; }
                foreach (var width in new[] { 1280, 360 })
                {
                    await page.SetViewportSizeAsync(width, 900);
                    await LookAsync(ColorScheme.Light, Contrast.NoPreference);
                    await LookAsync(ColorScheme.Dark, Contrast.NoPreference, OfColours);
                    await LookAsync(ColorScheme.Dark, Contrast.More, OfColours);
                    await LookAsync(ColorScheme.Light, Contrast.More, OfColours);
                    var overflow = await page.OverflowAsync();
                    if (overflow > 0) problems.Add($"{path}: {overflow} pixels wider than {width}");
                }

                async Task LookAsync(ColorScheme scheme, Contrast contrast, params string[] rules)
                {
                    await page.EmulateMediaAsync(new() { ColorScheme = scheme, Contrast = contrast, ReducedMotion = ReducedMotion.Reduce });
                    problems.AddRange((await page.AxeAsync(rules)).Select(problem => $"{path} ({page.ViewportSize!.Width} px, {scheme}, contrast {contrast}): {problem}"));
                }
            }
            Assert.True(problems.Count == 0, string.Join('\n', problems));
        });
    }
}
