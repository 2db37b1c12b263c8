using Cchc.Core.Recipes;
using Microsoft.Extensions.Configuration;

namespace Cchc.Tests.Rules;

public sealed class RecipeReaderTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("cchc-recipe-").FullName;
    private readonly IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Site:Name"] = "Từ cấu hình" }).Build();

    [Theory]
    [InlineData("[js: variables('ten')]", "Giá trị")]
    [InlineData("[js:variables( 'ten' );]", "Giá trị")]
    [InlineData("[js: variables('tro')]", "Giá trị")]
    [InlineData("[js: variables('vong')]", "")]
    [InlineData("[js: configuration('Site:Name', 'mặc định')]", "Từ cấu hình")]
    [InlineData("[js: configuration('Site:None', 'mặc định')]", "mặc định")]
    [InlineData("[appsettings: Site:Name]", "Từ cấu hình")]
    [InlineData("[env: CCHC_KHONG_CO]", "")]
    [InlineData("[file:text('ben.md')]", "Dòng một\nDòng hai\n")]
    [InlineData("[không phải biểu thức]", "[không phải biểu thức]")]
    [InlineData("thường", "thường")]
    [InlineData("[]", "[]")]
    public void Expressions_are_answered(string expression, string answer)
    {
        File.WriteAllText(Path.Combine(folder, "ben.md"), "Dòng một\r\nDòng hai\n");
        Assert.Equal(answer, (string?)Read(Step(expression)).Steps[0].Json["Value"]);
    }

    [Fact]
    public void A_made_id_is_the_same_wherever_its_variable_is_named()
    {
        var step = Read($$"""{ "name": "x", "variables": { "id": "[js: uuid()]" }, "steps": [ { "name": "a", "One": "[js: variables('id')]", "List": [ { "Two": "[js: variables('id')]" } ] } ] }""").Steps[0].Json;
        Assert.Matches("^[0-9a-z]{26}$", (string)step["One"]!);
        Assert.Equal((string)step["One"]!, (string)step["List"]![0]!["Two"]!);
    }

    [Theory]
    [InlineData("[js: process.exit()]")]
    [InlineData("[js: variables('ten') + 'x']")]
    [InlineData("[js: variables('chua-co')]")]
    [InlineData("[file:text('../ngoai.md')]")]
    [InlineData("[file:text('/etc/passwd')]")]
    [InlineData("[file:text('khong-co.md')]")]
    [InlineData("[file:base64('x')]")]
    public void Code_files_outside_and_unknown_names_are_refused_with_file_and_step(string expression)
    {
        var error = Assert.Throws<RecipeException>(() => Read(Step(expression)));
        Assert.StartsWith("thu.recipe.json, bước 1 (a): ", error.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{ "name": "" }""")]
    [InlineData("""{ "name": "x", "steps": [ 5 ] }""")]
    [InlineData("""{ "name": "x", "steps": [ { } ] }""")]
    [InlineData("""{ "name": ["x"] }""")]
    [InlineData("""{ "name": "x", "issetuprecipe": "yes" }""")]
    [InlineData("""{ "name": "x", "steps": [ { "name": ["a"] } ] }""")]
    public void A_file_of_another_form_is_refused_by_its_name(string json) =>
        Assert.Contains("thu.recipe.json", Assert.Throws<RecipeException>(() => Read(json)).Message);

    [Fact]
    public void A_missing_file_is_refused_by_its_name() =>
        Assert.Contains("khong-co.recipe.json", Assert.Throws<RecipeException>(() => RecipeReader.Read(Path.Combine(folder, "khong-co.recipe.json"), configuration)).Message);

    [Fact]
    public void Comments_and_trailing_commas_are_allowed_as_in_Orchard_Core()
    {
        var recipe = Read("""{ /* gói */ "name": "x", "displayName": "X", "version": "1.2", "issetuprecipe": true, "steps": [ { "name": "a", }, ], // hết
            }""");
        Assert.Equal(("x", "X", "1.2", true), (recipe.Name, recipe.DisplayName, recipe.Version, recipe.IsSetupRecipe));
    }

    [Fact]
    public void The_hash_of_a_step_follows_the_files_that_it_names()
    {
        File.WriteAllText(Path.Combine(folder, "ben.md"), "một");
        var before = Read(Step("[file:text('ben.md')]")).Steps[0].Hash;
        Assert.Equal(before, Read(Step("[file:text('ben.md')]")).Steps[0].Hash);
        File.WriteAllText(Path.Combine(folder, "ben.md"), "hai");
        Assert.NotEqual(before, Read(Step("[file:text('ben.md')]")).Steps[0].Hash);
    }

    private static string Step(string expression) => $$"""
        { "name": "x", "variables": { "ten": "Giá trị", "tro": "[js: variables('ten')]", "vong": "[js: variables('vong')]" }, "steps": [ { "name": "a", "Value": "{{expression}}" } ] }
        """;

    private Recipe Read(string json)
    {
        var file = Path.Combine(folder, "thu.recipe.json");
        File.WriteAllText(file, json);
        return RecipeReader.Read(file, configuration);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
