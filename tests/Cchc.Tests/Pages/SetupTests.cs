using System.Diagnostics;
using Cchc.Core.People;
using Cchc.Core.Recipes;
using Cchc.Core.Settings;
using Cchc.Tests.Hosting;
using Cchc.Web.Data;
using Cchc.Web.Setup;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;

namespace Cchc.Tests.Pages;

public sealed class SetupTests
{
    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task A_set_up_that_was_interrupted_goes_on_where_it_stopped(Engine engine)
    {
        var options = await SiteTemplates.EmptyAsync(engine) with { Recipes = "cchc.setup" };
        // The process dies at the step of the units.
        await Assert.ThrowsAnyAsync<Exception>(() => TestSite.StartAsync(options with
        {
            Services = services =>
            {
                services.Remove(services.Single(service => service.ImplementationType == typeof(UnitsStep)));
                services.AddRecipeStepThatDies();
            },
        }));
        await using var site = await TestSite.StartAsync(options);
        var steps = await site.WithDbAsync(db => db.Set<RecipeRun>().OrderBy(run => run.Step).Select(run => run.Step).ToListAsync());
        Assert.Equal(Enumerable.Range(1, steps.Count), steps);
        // Each step ran once although three starts tried.
        Assert.Equal(steps.Count, await site.WithDbAsync(db => db.Set<AuditEvent>().CountAsync(entry => entry.Action == "recipe.step")));
        Assert.Equal(1, await site.WithDbAsync(db => db.Users.CountAsync()));
        Assert.Equal(1, await site.WithDbAsync(db => db.Set<Setting>().CountAsync(setting => setting.Name == "SetupDone")));
    }

    [Fact]
    public async Task A_data_folder_that_cannot_be_written_is_named_in_a_sentence()
    {
        // A file stands where the folder should be: true for root too, whom no permission stops.
        var file = Path.Combine(SiteTemplates.NewFolder(), "du-lieu");
        await File.WriteAllTextAsync(file, "");
        var error = await Assert.ThrowsAsync<SetupException>(() => TestSite.StartAsync(new() { DataPath = file }));
        Assert.Contains($"Không ghi được vào thư mục dữ liệu {file}", error.Message);
        Assert.Contains("Site__DataPath", error.Message);
    }

    [Fact]
    public async Task A_data_folder_on_a_read_only_file_system_is_named_in_a_sentence()
    {
        if (!Directory.Exists("/proc/self")) Assert.Skip("Needs a read-only file system.");
        var error = await Assert.ThrowsAsync<SetupException>(() => TestSite.StartAsync(new() { DataPath = "/proc/self/du-lieu" }));
        Assert.Contains("/proc/self/du-lieu", error.Message);
    }

    [Fact]
    public async Task A_recipe_that_does_not_exist_is_named_in_a_sentence()
    {
        var error = await Assert.ThrowsAsync<SetupException>(() => TestSite.StartAsync(new() { DataPath = SiteTemplates.NewFolder(), Recipes = "khong-co" }));
        Assert.Contains("khong-co.recipe.json", error.Message);
    }

    [Fact]
    public async Task A_database_that_does_not_answer_is_named_in_a_sentence()
    {
        var error = await Assert.ThrowsAsync<SetupException>(() => TestSite.StartAsync(new() { Engine = Engine.PostgreSql, DataPath = SiteTemplates.NewFolder(), ConnectionString = "Host=127.0.0.1;Port=1;Username=x;Timeout=2" }));
        Assert.Contains("Database__ConnectionString", error.Message);
    }

    [Fact]
    public void The_migrations_of_both_engines_say_what_the_model_says()
    {
        using var sqlite = new SqliteDesign().CreateDbContext([]);
        using var postgres = new PostgresDesign().CreateDbContext([]);
        Assert.False(sqlite.Database.HasPendingModelChanges());
        Assert.False(postgres.Database.HasPendingModelChanges());
    }

    [Fact]
    public void The_compiled_models_say_what_the_entities_say()
    {
        using var sqlite = new SqliteDesign().CreateDbContext([]);
        using var postgres = new PostgresDesign().CreateDbContext([]);
        foreach (var db in new DbContext[] { sqlite, postgres })
        {
            Assert.EndsWith($"{db.GetType().Name}Model", db.Model.GetType().Name, StringComparison.Ordinal);
            Assert.Equal(Described(db.GetService<IDesignTimeModel>().Model), Described(db.Model));
        }

        static string Described(IModel model) =>
            string.Concat(model.GetEntityTypes().Select(type => type.ToDebugString(MetadataDebugStringOptions.ShortDefault))) + model.GetRelationalModel().ToDebugString(MetadataDebugStringOptions.ShortDefault);
    }
}

internal static class DyingStep
{
    public static void AddRecipeStepThatDies(this IServiceCollection services) => services.AddScoped<IRecipeStep, Dies>();

    private sealed class Dies : IRecipeStep
    {
        public string Name => "units";
        public Task RunAsync(RecipeStepData step, Recipe recipe, CancellationToken ct) => throw new UnreachableException("killed");
    }
}
