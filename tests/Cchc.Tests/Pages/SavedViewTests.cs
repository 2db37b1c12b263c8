using Cchc.Core.People;
using Cchc.Modules.Content.Pages.Admin.Views;
using Cchc.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Cchc.Tests.Pages;

public sealed class SavedViewsOnSqlite(SqliteSite site) : SavedViewTests(site), IClassFixture<SqliteSite>;

public sealed class SavedViewsOnPostgres(PostgresSite site) : SavedViewTests(site), IClassFixture<PostgresSite>;

/// <summary>Filters under names of their own.</summary>
public abstract class SavedViewTests(SiteFixture fixture) : KernelTests(fixture)
{
    private const string List = "/quan-tri/van-ban";

    [Fact]
    public async Task A_view_is_kept_opened_renamed_and_deleted_by_its_owner_alone()
    {
        using var admin = Site.Client();
        using (await admin.SignInAsync(TestSite.AdminName)) { }
        using (await admin.SubmitAsync($"{List}?duyet=cho-duyet&q=k%E1%BA%BF+ho%E1%BA%A1ch", new Dictionary<string, string> { ["ViewName"] = "Chờ tôi" }, "form[action*=SaveView]")) { }
        var page = await admin.PageAsync(List);
        var link = page.QuerySelectorAll("nav a").Single(one => one.TextContent == "Chờ tôi");
        var opened = await admin.PageAsync(link.GetAttribute("href")!);
        Assert.Equal("kế hoạch", opened.QuerySelector("input[name=q]")!.GetAttribute("value"));
        Assert.Equal("true", opened.QuerySelectorAll("nav a").Single(one => one.TextContent == "Chờ tôi").GetAttribute("aria-current"));

        var other = $"bien.tap.{Guid.NewGuid().ToString("N")[..6]}";
        await Site.AddPersonAsync(other, "Editor");
        using var second = Site.Client();
        using (await second.SignInAsync(other)) { }
        Assert.DoesNotContain("Chờ tôi", (await second.PageAsync(List)).QuerySelector("main")!.TextContent);
        var view = Assert.Single(await RowsAsync<SavedView>(rows => rows.Where(one => one.Name == "Chờ tôi")));
        Assert.False(await WithAsync(views => views.DeleteAsync(int.MaxValue, view.Id, default)));
        Assert.NotNull(await WithAsync(views => views.RenameAsync(int.MaxValue, view.Id, "Của người khác", default)));

        using (await admin.SubmitAsync(List, new Dictionary<string, string> { ["ViewName"] = "Việc sáng nay" }, "form[action*=RenameView]")) { }
        Assert.Equal("Việc sáng nay", Assert.Single(await RowsAsync<SavedView>(rows => rows.Where(one => one.Id == view.Id))).Name);
        var form = (await admin.PageAsync(List)).QuerySelector("form[action*=RenameView]")!;
        var values = form.QuerySelectorAll("input").Select(input => KeyValuePair.Create(input.GetAttribute("name")!, input.GetAttribute("value")!));
        using (await admin.SendAsync(HttpMethod.Post, form.QuerySelector("button[formaction]")!.GetAttribute("formaction")!, new FormUrlEncodedContent(values))) { }
        Assert.Empty(await RowsAsync<SavedView>(rows => rows.Where(one => one.Id == view.Id)));
    }

    [Fact]
    public async Task A_list_keeps_twenty_and_a_name_once()
    {
        const int Person = 900_001;
        for (var number = 0; number < SavedViews.Most; number++) Assert.Null(await WithAsync(views => views.SaveAsync(Person, List, $"Số {number}", "q=a", default)));
        Assert.Contains("20", await WithAsync(views => views.SaveAsync(Person, List, "Thừa", "q=a", default)));
        Assert.Null(await WithAsync(views => views.SaveAsync(Person, List, "Số 3", "q=b", default)));
        Assert.Null(await WithAsync(views => views.SaveAsync(Person, "/quan-tri/trang", "Nơi khác", "q=a", default)));
        var mine = await WithAsync(views => views.OfAsync(Person, List, default));
        Assert.Equal((SavedViews.Most, "q=b"), (mine.Count, mine.Find(view => view.Name == "Số 3")!.Query));
        Assert.NotNull(await WithAsync(views => views.RenameAsync(Person, mine[0].Id, mine[1].Name, default)));
    }

    [Theory]
    [InlineData("", "q=a")]
    [InlineData("  ", "q=a")]
    [InlineData("Tên", "")]
    public async Task A_view_needs_a_name_and_a_filter(string name, string query) =>
        Assert.NotNull(await WithAsync(views => views.SaveAsync(1, List, name, query, default)));

    private Task<T> WithAsync<T>(Func<SavedViews, Task<T>> work) => Site.InAsync(services => work(services.GetRequiredService<SavedViews>()));
}
