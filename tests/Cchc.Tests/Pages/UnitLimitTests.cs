using System.Net;
using Cchc.Core.Content;
using Cchc.Core.People;
using Cchc.Core.Units;
using Cchc.Tests.Hosting;

namespace Cchc.Tests.Pages;

public sealed class UnitLimitsOnSqlite(SqliteSite site) : UnitLimitTests(site), IClassFixture<SqliteSite>;

public sealed class UnitLimitsOnPostgres(PostgresSite site) : UnitLimitTests(site), IClassFixture<PostgresSite>;

/// <summary>A person who is limited to a unit works with that unit and what lies below it, and sees nothing else of the newsroom.</summary>
public abstract class UnitLimitTests(SiteFixture fixture) : KernelTests(fixture)
{
    [Fact]
    public async Task An_editor_of_a_province_works_on_its_communes_and_on_no_other_province()
    {
        var (province, commune, other) = await UnitsAsync();
        using var editor = await LimitedAsync("Editor", province.Id);
        var mine = await SavedAsync(About(commune.Id));
        var foreign = await SavedAsync(About(other.Id));
        var nobodys = await SavedAsync(AnArticle());
        using (var opened = await editor.GetAsync($"/quan-tri/tin-bai/{mine}")) Assert.Equal(HttpStatusCode.OK, opened.StatusCode);
        foreach (var id in new[] { foreign, nobodys })
            foreach (var path in new[] { $"/quan-tri/tin-bai/{id}", $"/quan-tri/xem-thu/Article/{id}", $"/quan-tri/ban-luu/Article/{id}" })
            {
                using var refused = await editor.GetAsync(path);
                Assert.True(refused.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.Redirect, $"{path}: {refused.StatusCode}");
            }
        var list = (await editor.PageAsync("/quan-tri/tin-bai?trang-thai=Draft")).QuerySelector("main")!.InnerHtml;
        Assert.Contains(mine, list);
        Assert.DoesNotContain(foreign, list);
        Assert.DoesNotContain(nobodys, list);
        Assert.DoesNotContain(foreign, (await editor.PageAsync("/quan-tri")).QuerySelector("main")!.InnerHtml);
    }

    [Fact]
    public async Task What_he_writes_belongs_to_his_unit_and_cannot_be_moved_out_of_it()
    {
        var (province, commune, other) = await UnitsAsync();
        using var author = await LimitedAsync("Author", province.Id);
        var title = ATitle("Bài của đơn vị");
        using var saved = await author.SubmitAsync("/quan-tri/tin-bai/moi", new Dictionary<string, string> { ["Input.Title"] = title, ["Input.Markdown"] = "Nội dung." }, "#soan");
        var path = saved.Headers.Location!.ToString();
        Assert.Equal(province.Id, (await RowAsync(path[(path.LastIndexOf('/') + 1)..])).UnitId);
        using (await author.SubmitAsync(path, new Dictionary<string, string> { ["Input.Unit"] = commune.Slug }, "#soan")) { }
        Assert.Equal(commune.Id, (await RowAsync(path[(path.LastIndexOf('/') + 1)..])).UnitId);
        using var refused = await author.SubmitAsync(path, new Dictionary<string, string> { ["Input.Unit"] = other.Slug }, "#soan");
        Assert.Contains("chỉ làm việc với đơn vị của mình", (await SiteClient.ParseAsync(refused)).QuerySelector(".errors")!.TextContent);
    }

    [Fact]
    public async Task Those_who_approve_for_another_unit_are_not_told()
    {
        var (province, commune, other) = await UnitsAsync();
        var (near, far) = (await PersonAsync("Publisher", province.Id), await PersonAsync("Publisher", other.Id));
        var id = await SavedAsync(About(commune.Id));
        Assert.True((await Site.InAsync(services => Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<ContentWorkflow>(services).DoAsync(Articles, id, WorkflowAct.Submit, 1, "", Editor))).Done);
        var told = (await RowsAsync<Notification>(notices => notices.Where(notice => notice.Url.EndsWith(id)))).Select(notice => notice.UserId).ToList();
        Assert.Contains(near.Id, told);
        Assert.DoesNotContain(far.Id, told);
    }

    private static Modules.Content.News.Article About(int unit)
    {
        var article = AnArticle();
        article.UnitId = unit;
        return article;
    }

    /// <summary>A province with a commune of it, and another province.</summary>
    private async Task<(Unit Province, Unit Commune, Unit Other)> UnitsAsync()
    {
        var all = await RowsAsync<Unit>(units => units.Where(unit => unit.ValidTo == null));
        var commune = all.First(unit => unit.Kind == UnitKind.Commune && unit.ParentId is not null);
        var province = all.First(unit => unit.Id == commune.ParentId);
        return (province, commune, all.First(unit => unit.Kind == UnitKind.Province && unit.Id != province.Id));
    }
}
