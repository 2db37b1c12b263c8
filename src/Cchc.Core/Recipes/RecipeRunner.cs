using Cchc.Core.Changes;
using Cchc.Core.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Cchc.Core.Recipes;

/// <summary>Runs recipes step by step. A step is one transaction, together with the note that it ran.</summary>
public sealed class RecipeRunner(IServiceScopeFactory scopes, ChangeFeed feed, TimeProvider clock, ILogger<RecipeRunner> log)
{
    /// <summary>Runs every step that has not run yet in just this form.</summary>
    /// <returns>How many steps ran now.</returns>
    /// <exception cref="RecipeException">A step failed; those before it stay, nothing of it does.</exception>
    public async Task<int> RunAsync(Recipe recipe, Actor actor, CancellationToken ct)
    {
        var ran = 0;
        foreach (var step in recipe.Steps)
            if (await RunStepAsync(recipe, step, actor, ct)) ran++;
        return ran;
    }

    private async Task<bool> RunStepAsync(Recipe recipe, RecipeStepData step, Actor actor, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<SiteDb>();
        var handler = scope.ServiceProvider.GetServices<IRecipeStep>()
            .FirstOrDefault(known => string.Equals(known.Name, step.Name, StringComparison.OrdinalIgnoreCase))
            ?? throw new RecipeException($"{Path.GetFileName(recipe.File)}, bước {step.Number}: không có bước nào tên “{step.Name}”.");
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.Set<RecipeRun>().AnyAsync(done => done.Recipe == recipe.Name && done.Step == step.Number && done.Hash == step.Hash, ct)) return false;
        var nowUtc = clock.GetUtcNow().UtcDateTime;
        try
        {
            await handler.RunAsync(step, recipe, ct);
            if (await db.Set<RecipeRun>().FindAsync([recipe.Name, step.Number], ct) is not { } run) db.Add(new RecipeRun { Recipe = recipe.Name, Step = step.Number, Hash = step.Hash, RanUtc = nowUtc });
            else (run.Hash, run.RanUtc) = (step.Hash, nowUtc);
            db.Add(actor.Did(nowUtc, "recipe.step", $"Chạy gói nội dung {recipe.Name}, bước {step.Number} ({step.Name})", "Recipe", recipe.Name));
            db.Add(Change.Of(nowUtc, [Tag.Site]));
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }
        catch (Exception error) when (error is FormatException or DbUpdateException or IOException)
        {
            throw new RecipeException($"{Path.GetFileName(recipe.File)}, bước {step.Number} ({step.Name}): {(error is FormatException ? error : error.GetBaseException()).Message}", error);
        }
        await feed.CatchUpAsync(ct);
        log.LogInformation("Recipe {Recipe}: step {Step} ({Name}) done.", recipe.Name, step.Number, step.Name);
        return true;
    }
}
