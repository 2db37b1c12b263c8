using Cchc.Core;
using Cchc.Core.Content;
using Cchc.Core.People;
using Cchc.Core.Recipes;
using Cchc.Core.Settings;
using Cchc.Core.Units;
using Cchc.Modules.Content.Documents;
using Cchc.Modules.Content.News;
using Cchc.Tests.Hosting;
using Cchc.Web.Setup;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Cchc.Tests.Pages;

public sealed class RecipesOnSqlite(SqliteSite site) : RecipeTests(site), IClassFixture<SqliteSite>;

public sealed class RecipesOnPostgres(PostgresSite site) : RecipeTests(site), IClassFixture<PostgresSite>;

public abstract class RecipeTests(SiteFixture fixture) : KernelTests(fixture)
{
    [Fact]
    public async Task Running_both_recipes_again_changes_nothing()
    {
        var before = await CountsAsync();
        Assert.Equal(0, await RunAsync(SiteSetup.FindRecipe("cchc.setup", Configuration)));
        Assert.Equal(0, await RunAsync(SiteSetup.FindRecipe("cchc.sample", Configuration)));
        Assert.Equal(before, await CountsAsync());
        // Even a site that has forgotten that they ran takes nothing twice.
        await Site.WithDbAsync(db => db.Set<RecipeRun>().Where(run => run.Recipe == "cchc.setup" || run.Recipe == "cchc.sample").ExecuteDeleteAsync());
        Assert.True(await RunAsync(SiteSetup.FindRecipe("cchc.setup", Configuration)) > 0);
        Assert.True(await RunAsync(SiteSetup.FindRecipe("cchc.sample", Configuration)) > 0);
        Assert.Equal(before, await CountsAsync());
    }

    [Fact]
    public async Task The_sample_has_five_documents_and_at_least_24_articles_all_published()
    {
        Assert.Equal(5, await Site.WithDbAsync(db => db.Set<Document>().CountAsync(document => document.State == ContentState.Published)));
        Assert.True(await Site.WithDbAsync(db => db.Set<Article>().CountAsync(article => article.State == ContentState.Published && article.ContentItemId.StartsWith("cchcart"))) >= 24);
    }

    [Fact]
    public async Task The_registry_knows_the_units_of_today_and_of_before()
    {
        var units = await Site.InAsync(async services => await services.GetRequiredService<UnitDirectory>().GetAsync());
        var (before, today) = (new DateOnly(2025, 6, 30), new DateOnly(2025, 7, 1));
        int Count(UnitKind kind, DateOnly day) => units.All.Count(unit => unit.Kind == kind && unit.ExistsOn(day));
        Assert.Equal((63, 34, 3321), (Count(UnitKind.Province, before), Count(UnitKind.Province, today), Count(UnitKind.Commune, today)));
        Assert.Equal("Tỉnh Tiền Giang", units.Find(UnitKind.Province, "82", new(2024, 1, 1))!.Name);
        Assert.Equal("Tỉnh Đồng Tháp", units.Find(UnitKind.Province, "82", new(2026, 1, 1))!.Name);
        Assert.All(units.All.Where(unit => unit.Kind == UnitKind.Commune && unit.ExistsOn(today)), unit => Assert.Equal(UnitKind.Province, units.Find(unit.ParentId!.Value)!.Kind));
    }

    [Fact]
    public async Task Lai_Chau_went_on_without_its_districts_and_its_old_communes_have_successors()
    {
        var units = await Site.InAsync(async services => await services.GetRequiredService<UnitDirectory>().GetAsync());
        var laiChau = units.Find(UnitKind.Province, "12", new(2025, 6, 30))!;
        Assert.Same(laiChau, units.Find(UnitKind.Province, "12", new(2026, 1, 1)));
        var districts = units.ChildrenOf(laiChau).Where(unit => unit.Kind == UnitKind.District).ToList();
        Assert.Equal(8, districts.Count);
        Assert.All(districts, district => Assert.False(district.ExistsOn(new(2025, 7, 1))));
        var communes = districts.SelectMany(units.ChildrenOf).ToList();
        Assert.Equal(File.ReadLines(Repository.PathOf("recipes/units/lai_chau_before_2025_07.csv")).Count(line => line.Trim().Length > 0) - 1, communes.Count);
        Assert.All(communes, commune => Assert.NotEmpty(units.SuccessorsOf(commune)));
        Assert.All(communes.SelectMany(units.SuccessorsOf), next => Assert.True(next.Unit.ExistsOn(new(2025, 7, 1))));
    }

    [Fact]
    public async Task A_merged_province_shows_those_that_went_into_it()
    {
        var units = await Site.InAsync(async services => await services.GetRequiredService<UnitDirectory>().GetAsync());
        var dongThap = units.Find(UnitKind.Province, "82", new(2026, 1, 1))!;
        Assert.Equal(["Tỉnh Tiền Giang", "Tỉnh Đồng Tháp"], units.PredecessorsOf(dongThap).Select(step => step.Unit.Name).Order(StringComparer.Ordinal));
        Assert.Equal(3, units.WithPredecessors(dongThap).Count);
    }

    [Fact]
    public async Task A_settings_step_merges_values_and_leaves_the_others()
    {
        var before = await SettingsAsync();
        await RunAsync("""{ "name": "SETTINGS", "SitePlace": "Tỉnh Thử Nghiệm", "FooterSettings": { "Phone": "0273 123" }, "Extra": { "A": 1 } }""");
        var after = await SettingsAsync();
        Assert.Equal((before.SiteName, "Tỉnh Thử Nghiệm", "0273 123"), (after.SiteName, after.SitePlace, after.FooterSettings.Phone));
        await RunAsync($$"""{ "name": "settings", "SitePlace": "{{before.SitePlace}}" }""");
        Assert.Equal(before.SitePlace, (await SettingsAsync()).SitePlace);
    }

    [Fact]
    public async Task A_roles_step_adds_replaces_and_removes_permissions()
    {
        await RunAsync("""{ "name": "roles", "Roles": [ { "Name": "Thu", "Description": "Thử", "Permissions": ["content.edit", "media.upload"], "PermissionBehavior": "Add" } ] }""");
        Assert.Equal(["content.edit", "media.upload"], await PermissionsAsync("Thu"));
        await RunAsync("""{ "name": "roles", "Roles": [ { "Name": "Thu", "Permissions": ["audit.view"], "PermissionBehavior": "Add" } ] }""");
        Assert.Equal(["audit.view", "content.edit", "media.upload"], await PermissionsAsync("Thu"));
        await RunAsync("""{ "name": "roles", "Roles": [ { "Name": "Thu", "Permissions": ["content.edit"], "PermissionBehavior": "Remove" } ] }""");
        Assert.Equal(["audit.view", "media.upload"], await PermissionsAsync("Thu"));
        await RunAsync("""{ "name": "roles", "Roles": [ { "Name": "Thu", "Permissions": ["content.publish"] } ] }""");
        Assert.Equal(["content.publish"], await PermissionsAsync("Thu"));
        var error = await Assert.ThrowsAsync<RecipeException>(() => RunAsync("""{ "name": "roles", "Roles": [ { "Name": "Thu", "Permissions": ["không.có"] } ] }"""));
        Assert.Contains("không.có", error.Message);
        Assert.Equal(["content.publish"], await PermissionsAsync("Thu"));
    }

    [Fact]
    public async Task A_bad_item_leaves_nothing_of_its_step_and_is_named_with_file_step_and_item()
    {
        var (good, bad) = (ContentJson.NewId(), ContentJson.NewId());
        var steps = new[]
        {
            """{ "name": "settings", "Zero": { "Kept": true } }""",
            $$"""{ "name": "content", "data": [ {{ItemJson(good, "Mục tốt")}}, {{ItemJson(bad, "Mục hỏng", """ "Kind": { "Text": "KhongCo" } """)}} ] }""",
        };
        var error = await Assert.ThrowsAsync<RecipeException>(() => RunAsync(steps));
        Assert.Matches(@"^thu-[0-9a-f]+\.recipe\.json, bước 2 \(content\): mục 2 \(“Mục hỏng”, " + bad + @"\): ", error.Message);
        Assert.Contains("KhongCo", error.Message);
        Assert.Equal(0, await Site.WithDbAsync(db => db.Set<Article>().CountAsync(row => row.ContentItemId == good || row.ContentItemId == bad)));
        Assert.Equal(0, await Site.WithDbAsync(db => db.Set<ContentVersion>().CountAsync(row => row.ContentItemId == good)));
        Assert.Equal(0, await Site.WithDbAsync(db => db.Set<AuditEvent>().CountAsync(row => row.SubjectId == good)));
        // The step before it stays.
        Assert.Equal(1, await Site.WithDbAsync(db => db.Set<Setting>().CountAsync(row => row.Name == "Zero")));
    }

    [Fact]
    public async Task A_recipe_that_was_mended_goes_on_after_the_steps_that_ran()
    {
        var id = ContentJson.NewId();
        var (file, name) = Write("""{ "name": "settings", "One": { "A": 1 } }""", """{ "name": "nothing-knows-this" }""");
        var error = await Assert.ThrowsAsync<RecipeException>(() => RunAsync(RecipeReader.Read(file, Configuration)));
        Assert.Contains("bước 2", error.Message);
        WriteAs(name, """{ "name": "settings", "One": { "A": 1 } }""", $$"""{ "name": "content", "data": [ {{ItemJson(id, "Mục")}} ] }""");
        Assert.Equal(1, await RunAsync(RecipeReader.Read(file, Configuration)));
        Assert.Equal(0, await RunAsync(RecipeReader.Read(file, Configuration)));
        Assert.Equal(ContentState.Published, (await RowAsync(id)).State);
    }

    [Fact]
    public async Task A_changed_item_becomes_a_new_version_and_an_unchanged_one_none()
    {
        var id = ContentJson.NewId();
        await RunAsync($$"""{ "name": "content", "data": [ {{ItemJson(id, "Một mục")}} ] }""");
        await RunAsync($$"""{ "name": "content", "Note": "khác bước", "data": [ {{ItemJson(id, "Một mục")}} ] }""");
        Assert.Equal(1, (await RowAsync(id)).LatestVersion);
        await RunAsync($$"""{ "name": "content", "data": [ {{ItemJson(id, "Một mục khác")}} ] }""");
        Assert.Equal((2, 2, "Một mục khác"), ((await RowAsync(id)).LatestVersion, (await RowAsync(id)).PublishedVersion, (await RowAsync(id)).Title));
    }

    [Fact]
    public async Task Two_items_of_one_step_may_share_a_new_tag()
    {
        var (one, two) = (ContentJson.NewId(), ContentJson.NewId());
        var tag = "thẻ chung " + ATitle();
        await RunAsync($$"""{ "name": "content", "data": [ {{ItemJson(one, ATitle(), Tag())}}, {{ItemJson(two, ATitle(), Tag())}} ] }""");
        var term = Assert.Single(await RowsAsync<Term>(terms => terms.Where(term => term.Name == tag)));
        Assert.Equal(2, await Site.WithDbAsync(db => db.Set<TermItem>().CountAsync(link => link.TermId == term.Id)));
        string Tag() => $$""" "Tags": { "TagNames": ["{{tag}}"] } """;
    }

    [Theory]
    [InlineData("""{ "name": "media", "Files": [ { "TargetPath": "a.svg", "SourcePath": "../../etc/passwd" } ] }""", "ra ngoài")]
    [InlineData("""{ "name": "media", "Files": [ { "TargetPath": "a.svg", "SourcePath": "nothing.svg" } ] }""", "nothing.svg")]
    [InlineData("""{ "name": "media", "Files": [ { "TargetPath": "a.jpg", "Base64": "aGVsbG8=" } ] }""", "Không nhận ra")]
    [InlineData("""{ "name": "media", "Files": [ { "TargetPath": "a.jpg", "Base64": "!!!" } ] }""", "")]
    [InlineData("""{ "name": "content", "data": [ 5 ] }""", "mục 1")]
    [InlineData("""{ "name": "content", "data": [ { "ContentType": "Blog", "ContentItemId": "00000000000000000000000000" } ] }""", "Blog")]
    [InlineData("""{ "name": "content", "data": [ { "ContentType": "Article", "ContentItemId": "ngắn" } ] }""", "26")]
    [InlineData("""{ "name": "content", "data": [ { "ContentType": "Taxonomy", "ContentItemId": "x" } ] }""", "TaxonomyPart")]
    [InlineData("""{ "name": "content", "data": [ { "ContentType": "Article", "ContentItemId": "00000000000000000000000000", "Published": "maybe", "DisplayText": "x" } ] }""", "")]
    [InlineData("""{ "name": "roles", "Roles": [ "x" ] }""", "vai trò")]
    [InlineData("""{ "name": "roles", "Roles": [ { "Name": "X", "Permissions": [5] } ] }""", "")]
    [InlineData("""{ "name": "units", "Files": [ { "Path": "no.csv", "Kind": "Provinces" } ] }""", "no.csv")]
    public async Task A_wrong_step_is_refused_with_file_and_step(string step, string says)
    {
        var error = await Assert.ThrowsAsync<RecipeException>(() => RunAsync(step));
        Assert.Contains("recipe.json, bước 1", error.Message);
        Assert.Contains(says, error.Message);
    }

    private IConfiguration Configuration => Site.App.Configuration;

    private static string ItemJson(string id, string title, string part = "") => $$"""
        { "ContentItemId": "{{id}}", "ContentType": "Article", "DisplayText": "{{title}}", "Published": true, "PublishedUtc": "2026-01-02T03:04:05Z",
          "TitlePart": { "Title": "{{title}}" }, "MarkdownBodyPart": { "Markdown": "Nội dung." }, "Article": { "Section": { "TermContentItemIds": ["{{ASection}}"] }{{(part.Length == 0 ? "" : "," + part)}} } }
        """;

    private static (string File, string Name) Write(params string[] steps) => WriteAs(Guid.NewGuid().ToString("N"), steps);

    private static (string File, string Name) WriteAs(string name, params string[] steps)
    {
        var file = Path.Combine(Path.GetTempPath(), $"thu-{name}.recipe.json");
        File.WriteAllText(file, $$"""{ "name": "thu-{{name}}", "steps": [ {{string.Join(",\n", steps)}} ] }""");
        return (file, name);
    }

    private async Task<int> RunAsync(params string[] steps)
    {
        var (file, _) = Write(steps);
        try { return await RunAsync(RecipeReader.Read(file, Configuration)); }
        finally { File.Delete(file); }
    }

    private Task<int> RunAsync(Recipe recipe) => Site.Services.GetRequiredService<RecipeRunner>().RunAsync(recipe, Actor.System, default);

    private async Task<SiteSettings> SettingsAsync() => await Site.Services.GetRequiredService<SiteSettingsCache>().GetAsync();

    private Task<List<string?>> PermissionsAsync(string role) => Site.WithDbAsync(db =>
        (from claim in db.RoleClaims join row in db.Roles on claim.RoleId equals row.Id where row.Name == role orderby claim.ClaimValue select claim.ClaimValue).ToListAsync());

    /// <summary>Everything that the two recipes make.</summary>
    private Task<string> CountsAsync() => Site.WithDbAsync(async db => string.Join(' ',
        await db.Set<ContentVersion>().CountAsync(version => version.ContentItemId.StartsWith("cchc")),
        await db.Set<ContentRoute>().CountAsync(route => route.ContentItemId.StartsWith("cchc")),
        await db.Set<Unit>().CountAsync(), await db.Set<UnitSuccession>().CountAsync(), await db.Set<Term>().CountAsync(term => term.Kind == TermKind.Section),
        await db.Set<TermItem>().CountAsync(link => link.Item.StartsWith("cchc")), await db.Set<Core.Media.MediaFile>().CountAsync(),
        await db.Set<Article>().CountAsync(article => article.ContentItemId.StartsWith("cchc")), await db.Set<DocumentRelation>().CountAsync(),
        await db.RoleClaims.CountAsync(claim => db.Roles.Any(role => role.Id == claim.RoleId && role.Name != "Thu"))));
}
